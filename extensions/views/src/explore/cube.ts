/** Counting rows under a brush without asking: sums over the fine bins of one column. */

import type { Chart, Cube } from "../protocol.js";
import type { Condition } from "./conditions.js";

export interface Counts {
  readonly counts: Float64Array;
  readonly missing: number;
}

interface Face {
  readonly bins: number;
  /** Sums of all earlier fine bins: `(size + 2) x (bins + 1)`. */
  readonly sums: Float64Array;
}

/** Runs `[from, to)` of fine bins, the missing values being the last one. */
type Spans = readonly (readonly [number, number])[];

export class Counter {
  readonly fine: readonly number[];
  private readonly faces = new Map<number, Face>();
  private readonly own: Face;
  private readonly size: number;

  constructor(
    cube: Cube,
    /** The chart that is brushed: a brush on categories is about its bins. */
    private readonly chart: Chart,
  ) {
    this.fine = cube.fine;
    this.size = cube.size;
    this.own = summed(decode(cube.counts), cube.size, 0);
    for (const face of cube.faces) {
      this.faces.set(face.column, summed(decode(face.counts), cube.size, face.bins));
    }
  }

  has(column: number): boolean {
    return this.faces.has(column);
  }

  /** What the chart of `column` counts under a condition on the brushed column. */
  counts(column: number, condition: Condition | null): Counts | null {
    const face = this.faces.get(column);
    if (!face) return null;
    const width = face.bins + 1;
    const total = new Float64Array(width);
    for (const [from, to] of this.spans(condition)) {
      const low = from * width;
      const high = to * width;
      for (let bin = 0; bin < width; bin += 1) {
        total[bin] = (total[bin] ?? 0) + (face.sums[high + bin] ?? 0) - (face.sums[low + bin] ?? 0);
      }
    }
    return { counts: total.subarray(0, face.bins), missing: total[face.bins] ?? 0 };
  }

  /** How many rows meet all conditions, this one among them. */
  passing(condition: Condition | null): number {
    let total = 0;
    for (const [from, to] of this.spans(condition)) {
      total += (this.own.sums[to] ?? 0) - (this.own.sums[from] ?? 0);
    }
    return total;
  }

  /** Whether the fine bins can tell exactly which rows meet the condition. */
  exact(condition: Condition | null): boolean {
    if (condition === null) return true;
    // A chart's bar of missing numbers holds what is not finite, too: the server tells them apart.
    if (condition.kind === "missing") return !this.fine.length;
    if (condition.kind === "range") {
      if (!this.fine.length) return false;
      const { low = null, high = null, closed = false } = condition;
      const last = this.fine[this.fine.length - 1];
      const bounds = low === null || this.fine.includes(low);
      return bounds && (high === null || (closed ? high === last : this.fine.includes(high)));
    }
    if (condition.kind !== "one_of" || this.fine.length) return false;
    const { values } = this.chart.bins;
    return (condition.values ?? []).every((value) => values.includes(value));
  }

  private spans(condition: Condition | null): Spans {
    const all: Spans = [[0, this.size + 1]];
    const missing: Spans = [[this.size, this.size + 1]];
    if (condition === null) return all;
    if (condition.kind === "missing") {
      return condition.missing === false ? [[0, this.size]] : missing;
    }
    if (condition.kind === "range") {
      const from = condition.low == null ? 0 : atOrAfter(this.fine, condition.low);
      const to =
        condition.high == null || condition.closed
          ? this.size
          : Math.min(this.size, atOrAfter(this.fine, condition.high));
      return from < to ? [[from, to]] : [];
    }
    if (condition.kind !== "one_of") return all;
    const wanted = new Set(condition.values ?? []);
    const { values, other } = this.chart.bins;
    const chosen = values.map((value) => wanted.has(value) !== Boolean(condition.exclude));
    if (other) chosen.push(Boolean(condition.exclude));
    const spans = chosen.flatMap((one, bin): [number, number][] => (one ? [[bin, bin + 1]] : []));
    return condition.missing ? [...spans, ...missing] : spans;
  }
}

/** The first index whose value is at least `value`; values ascend. */
export function atOrAfter(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function decode(text: string): Uint32Array {
  const raw = atob(text);
  const numbers = new Uint32Array(raw.length >> 2);
  for (let at = 0; at < numbers.length; at += 1) {
    const from = 4 * at;
    const high = raw.charCodeAt(from + 3) * 2 ** 24;
    const low = raw.charCodeAt(from) | (raw.charCodeAt(from + 1) << 8);
    numbers[at] = high + (low | (raw.charCodeAt(from + 2) << 16));
  }
  return numbers;
}

function summed(counts: Uint32Array, size: number, bins: number): Face {
  const width = bins + 1;
  const rows = size + 1;
  const sums = new Float64Array((rows + 1) * width);
  for (let row = 0; row < rows; row += 1) {
    for (let bin = 0; bin < width; bin += 1) {
      const at = row * width + bin;
      sums[at + width] = (sums[at] ?? 0) + (counts[at] ?? 0);
    }
  }
  return { bins, sums };
}
