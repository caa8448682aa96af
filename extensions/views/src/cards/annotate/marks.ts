/** Passages of a text, and the words that a keyboard goes by. No screen. */

import type { Span } from "../../protocol.js";

/** A word of a text, in UTF-16 units. */
export interface Word {
  readonly start: number;
  readonly end: number;
}

export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(
    /[\p{L}\p{N}\p{M}_]+(?:['’-][\p{L}\p{N}\p{M}_]+)*|[^\s\p{L}\p{N}\p{M}_]/gu,
  )) {
    words.push({ start: match.index, end: match.index + match[0].length });
  }
  return words;
}

/** Code points before a place that is counted in UTF-16 units, as answers count. */
export function points(text: string, units: number): number {
  return Array.from(text.slice(0, units)).length;
}

/** UTF-16 units before a place that is counted in code points. */
export function units(text: string, at: number): number {
  return Array.from(text).slice(0, at).join("").length;
}

/** Leave out spaces at both ends, which a mouse takes along; null where nothing else is marked. */
export function trimmed(text: string, start: number, end: number): Word | null {
  while (start < end && /\s/.test(text[start] ?? "")) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? "")) end -= 1;
  return start < end ? { start, end } : null;
}

/** The spans with one more, in the order of the text; the same place and label is no second one. */
export function added(spans: readonly Span[], one: Span): readonly Span[] {
  const rest = spans.filter(
    (span) => span.start !== one.start || span.end !== one.end || span.label !== one.label,
  );
  return [...rest, one].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The pieces between the ends of spans, each with the spans that cover it. */
export function pieces(
  length: number,
  spans: readonly Word[],
): readonly { readonly start: number; readonly end: number; readonly within: readonly number[] }[] {
  const cuts = [...new Set([0, length, ...spans.flatMap(({ start, end }) => [start, end])])]
    .filter((at) => at >= 0 && at <= length)
    .sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, position) => {
    const end = cuts[position + 1] ?? length;
    const within = spans.flatMap((span, index) =>
      span.start <= start && span.end >= end ? [index] : [],
    );
    return { start, end, within };
  });
}
