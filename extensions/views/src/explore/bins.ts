/** Bins of a chart: their names, their conditions, and where values lie among them. */

import type { Bins, ColumnInfo } from "../protocol.js";
import { brief } from "../values.js";
import { type Condition } from "./conditions.js";
import { atOrAfter } from "./cube.js";
import { count, exact } from "./format.js";

/** Whether the values are ordered, and brushed by dragging. */
export function ordered(bins: Bins): boolean {
  return bins.edges.length > 1;
}

/** How many bins there are, those for missing values not counted. */
export function size(bins: Bins): number {
  if (ordered(bins)) return bins.edges.length - 1;
  return bins.values.length + (bins.other ? 1 : 0);
}

/** A bin in words; the one after the last is the missing values. */
export function binName(bins: Bins, bin: number, last = bin): string {
  if (bin >= size(bins)) return "missing";
  if (!ordered(bins)) {
    if (bin < bins.values.length) return brief(bins.values[bin] ?? "", 80);
    return bins.others ? `${count(bins.others)} other values` : "other values";
  }
  const low = exact(bins.edges[bin] ?? NaN, bins.kind);
  const high = exact(bins.edges[last + 1] ?? NaN, bins.kind);
  return low === high ? low : `${low} to ${high}`;
}

/** Rows between two bounds; the greatest value of all belongs to the last bin. */
export function between(
  column: ColumnInfo,
  edges: readonly number[],
  low: number,
  high: number,
): Condition {
  const last = edges[edges.length - 1];
  return { kind: "range", column: column.name, low, high, closed: high === last };
}

/** Rows of some bins of a chart of categories; null where none is chosen. */
export function oneOf(
  column: ColumnInfo,
  bins: Bins,
  chosen: ReadonlySet<number>,
): Condition | null {
  const all = size(bins);
  const missing = chosen.has(all);
  if (!chosen.size) return null;
  const other = bins.other && chosen.has(all - 1);
  const values = bins.values.filter((_, bin) => chosen.has(bin) !== other);
  return { kind: "one_of", column: column.name, values, missing, exclude: other };
}

/** The bins that a condition takes in whole, as a chart of categories shows them. */
export function chosenBins(bins: Bins, condition: Condition | null): Set<number> {
  const all = size(bins);
  const every = Array.from({ length: all }, (_, bin) => bin);
  if (condition?.kind === "missing") {
    return new Set(condition.missing === false ? every : [all]);
  }
  if (condition?.kind !== "one_of") return new Set();
  const named = new Set(condition.values ?? []);
  const chosen = every.filter((bin) =>
    bin < bins.values.length
      ? named.has(bins.values[bin] ?? "") !== Boolean(condition.exclude)
      : Boolean(condition.exclude),
  );
  return new Set(condition.missing ? [...chosen, all] : chosen);
}

/** Where a value lies, counted in bins from the left: 0 to the number of bins. */
export function position(edges: readonly number[], value: number): number {
  const count = edges.length - 1;
  const first = edges[0] ?? 0;
  const last = edges[count] ?? 0;
  if (value <= first) return 0;
  if (value >= last) return count;
  const after = Math.max(1, atOrAfter(edges, value));
  const low = edges[after - 1] ?? first;
  const high = edges[after] ?? last;
  return after - 1 + (high > low ? (value - low) / (high - low) : 0);
}

/** The value at a position counted in bins. */
export function valueAt(edges: readonly number[], index: number): number {
  const count = edges.length - 1;
  const bin = Math.min(count - 1, Math.max(0, Math.floor(index)));
  const low = edges[bin] ?? 0;
  const high = edges[bin + 1] ?? low;
  return low + (high - low) * Math.min(1, Math.max(0, index - bin));
}

/** The bound nearest to a value. */
export function snap(edges: readonly number[], value: number): number {
  const after = Math.min(edges.length - 1, atOrAfter(edges, value));
  const high = edges[after] ?? value;
  const low = edges[Math.max(0, after - 1)] ?? high;
  return value - low < high - value ? low : high;
}
