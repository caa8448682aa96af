/** What a person fills in for a column, and what of it differs from what is seen in the table. */

import type { Expectation, Expected } from "../protocol.js";

export type Bound = number | string | null;

/** The form of one column; an empty field is not checked. */
export interface Draft {
  readonly type: string;
  readonly nullable: boolean | null;
  readonly low: string;
  readonly high: string;
  readonly values: readonly string[];
  readonly why: string;
}

/** Types of columns as they are chosen; the first is none. */
export const TYPES: readonly (readonly [string, string])[] = [
  ["", "not checked"],
  ["number", "number"],
  ["text", "text"],
  ["truth", "true or false"],
  ["date", "date"],
  ["other", "other"],
];

/** Whether columns of a type have a lowest and a highest value, or a list of values. */
export function has(type: string): { readonly range: boolean; readonly values: boolean } {
  return {
    range: type === "number" || type === "date" || type === "",
    values: type === "text" || type === "",
  };
}

export function draftOf(expectation: Expectation): Draft {
  const { expected } = expectation;
  return {
    type: expected?.type ?? "",
    nullable: expected?.nullable ?? null,
    low: boundText(expected?.low ?? null),
    high: boundText(expected?.high ?? null),
    values: expected?.values ?? [],
    why: "",
  };
}

/** What is sent: the fields that were set by hand or differ from what is seen; empty for none. */
export function changesOf(
  draft: Draft,
  { seen, by_hand: byHand }: Pick<Expectation, "seen" | "by_hand">,
): Readonly<Record<string, unknown>> {
  const wanted = wantedOf(draft);
  const type = wanted["type"];
  const retyped = type !== null && type !== (seen?.type ?? null);
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(wanted)) {
    // What was seen of another type says nothing any more.
    const dropped = retyped && name !== "type" && name !== "nullable";
    const known = dropped ? null : (seen?.[name as keyof Expected] ?? null);
    if (byHand.includes(name) || !same(value, known)) changes[name] = value;
  }
  return changes;
}

function wantedOf(draft: Draft): Record<string, unknown> {
  const { range, values } = has(draft.type);
  return {
    type: draft.type || null,
    nullable: draft.nullable,
    low: range ? boundOf(draft.low, draft.type) : null,
    high: range ? boundOf(draft.high, draft.type) : null,
    values: values && draft.values.length > 0 ? [...draft.values] : null,
  };
}

/** A bound as it is sent: a number where the text is one, else the text; the server checks it. */
function boundOf(text: string, type: string): Bound {
  const plain = text.trim();
  if (plain === "") return null;
  const number = Number(plain);
  return type !== "date" && Number.isFinite(number) ? number : plain;
}

function same(left: unknown, right: unknown): boolean {
  const text = (one: unknown): string =>
    JSON.stringify(Array.isArray(one) ? [...(one as string[])].sort() : (one ?? null));
  return text(left) === text(right);
}

export function boundText(bound: Bound): string {
  return bound === null ? "" : String(bound);
}

/** The values that were written, one a line; empty lines are none. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split("\n").filter((line) => line !== ""))];
}
