/** A bin of a chart in words. */

import { binName, size } from "../explore/bins.js";
import type { ShownCounts } from "../explore/charts.js";
import { sum } from "../explore/canvas.js";
import { count, percent } from "../explore/format.js";
import type { Chart } from "../protocol.js";
import { sliceName } from "./slices.js";

/** Bins `first` to `last`; the one after the last is the missing values. */
export function readout(chart: Chart, shown: ShownCounts, first: number, last = first): string {
  const all = size(chart.bins);
  const of = (counts: ArrayLike<number>, missing: number): number =>
    first >= all ? missing : sum(Array.from(counts).slice(first, last + 1));
  const total = sum(shown.counts) + shown.missing;
  const here = of(shown.counts, shown.missing);
  const whole = of(chart.totals, chart.missing_total);
  const filtered = here !== whole;
  const parts = [
    binName(chart.bins, first, Math.min(last, all - 1)),
    filtered
      ? `${count(here)} of ${count(whole)}`
      : `${count(here)} ${here === 1 ? "row" : "rows"}`,
    percent(total ? here / total : 0),
  ];
  for (const slice of chart.slices) {
    const share = of(slice.counts, slice.missing) / (sum(slice.counts) + slice.missing || 1);
    parts.push(`${sliceName(slice.value)} ${percent(share)}`);
  }
  if (chart.against) {
    const missing = chart.against_missing ?? 0;
    const there = of(chart.against, missing);
    parts.push(
      `compared: ${count(there)}, ${percent(there / (sum(chart.against) + missing || 1))}`,
    );
  }
  return parts.join(" · ");
}

/** What a chart says while nobody points at it. */
export function summary(chart: Chart, shown: ShownCounts): string {
  const values = sum(shown.counts);
  if (!size(chart.bins)) return chart.missing_total ? "All values are missing." : "No values.";
  const missing = shown.missing ? ` · ${count(shown.missing)} missing` : "";
  return `${count(values)} ${values === 1 ? "value" : "values"}${missing}`;
}
