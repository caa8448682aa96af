/** How slices and another version are drawn: by colour, and by their dashes without it. */

import { h } from "../dom.js";
import { type Line, fit } from "../explore/canvas.js";
import type { Colours } from "../explore/colours.js";
import type { Chart } from "../protocol.js";
import { brief } from "../values.js";

const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [9, 3, 2, 3], [4, 4], [12, 3]];
const AGAINST: readonly number[] = [5, 3];

export interface Style {
  readonly colour: string;
  readonly dash: readonly number[];
}

export function sliceStyle(at: number, colours: Colours): Style {
  const index = at % DASHES.length;
  const name = `slice${index}` as keyof Colours;
  return { colour: colours[name], dash: DASHES[index] ?? [] };
}

export function againstStyle(colours: Colours): Style {
  return { colour: colours.ink, dash: AGAINST };
}

/** The outlines that a chart has beside its own bars. */
export function linesOf(chart: Chart, colours: Colours): Line[] {
  const lines: Line[] = chart.slices.map((slice, at) => ({
    counts: slice.counts,
    missing: slice.missing,
    ...sliceStyle(at, colours),
  }));
  if (chart.against) {
    const missing = chart.against_missing ?? 0;
    lines.push({ counts: chart.against, missing, ...againstStyle(colours) });
  }
  return lines;
}

/** What a slice is called. */
export function sliceName(value: string | null): string {
  return value === null ? "missing" : brief(value, 40);
}

/** Names with a piece of their line. */
export function legend(
  entries: readonly { readonly name: string; readonly style: Style }[],
): HTMLElement {
  const items = entries.map(({ name, style }) => {
    const canvas = h("canvas", { "aria-hidden": "true", class: "wb-legend-line" });
    const context = fit(canvas, 30, 10);
    if (context) {
      context.strokeStyle = style.colour;
      context.lineWidth = 2;
      context.setLineDash([...style.dash]);
      context.beginPath();
      context.moveTo(0, 5);
      context.lineTo(30, 5);
      context.stroke();
    }
    return h("li", {}, canvas, h("bdi", { dir: "auto" }, name));
  });
  return h("ul", { class: "wb-legend", "aria-label": "Legend", test: "legend" }, ...items);
}
