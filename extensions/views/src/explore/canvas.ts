/** Bars on a canvas, as many pixels as the screen has. */

import type { ShownCounts } from "./charts.js";
import type { Colours } from "./colours.js";

export interface Layers {
  readonly totals: readonly number[];
  readonly missingTotal: number;
  readonly shown: ShownCounts;
  /** Further outlines, each as shares of its own sum. */
  readonly lines?: readonly Line[];
  /** Draw shares of each sum instead of numbers of rows. */
  readonly shares?: boolean;
  /** The bins that are selected, where only some are. */
  readonly chosen?: ReadonlySet<number> | null;
}

export interface Line {
  readonly counts: readonly number[];
  readonly missing: number;
  readonly colour: string;
  readonly dash: readonly number[];
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Width of the bar of missing values with its gap; 0 for none. */
  readonly missing: number;
}

/** Fit a canvas to its box; returns its context, scaled so that 1 is one CSS pixel. */
export function fit(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  const wide = Math.max(1, Math.round(width * ratio));
  const high = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

const GAP = 5;

/** The width of the bars' own part, the missing values left out. */
export function barsWidth(frame: Frame): number {
  return frame.missing ? Math.max(1, frame.width - frame.missing - GAP) : frame.width;
}

/** Draw all rows as an outline, those selected as filled bars, and the lines above them. */
export function draw(
  context: CanvasRenderingContext2D,
  frame: Frame,
  layers: Layers,
  colours: Colours,
): void {
  const { totals, missingTotal, shown, lines = [] } = layers;
  const shares = Boolean(layers.shares) || lines.length > 0;
  const all = shares ? sum(totals) + missingTotal || 1 : 1;
  const some = shares ? sum(shown.counts) + shown.missing || 1 : 1;
  const sums = lines.map((line) => sum(line.counts) + line.missing || 1);
  let top = 0;
  for (let bin = 0; bin < totals.length; bin += 1) {
    top = Math.max(top, (totals[bin] ?? 0) / all, (shown.counts[bin] ?? 0) / some);
    lines.forEach((line, at) => (top = Math.max(top, (line.counts[bin] ?? 0) / (sums[at] ?? 1))));
  }
  if (frame.missing) top = Math.max(top, missingTotal / all, shown.missing / some);
  const scale = (value: number, of: number): number => {
    if (!value || !top) return 0;
    return Math.max(1, (value / of / top) * (frame.height - 1.5));
  };
  const width = barsWidth(frame);
  context.fillStyle = lines.length ? colours.line : colours.fill;
  const rest = lines.length ? null : (layers.chosen ?? null);
  bars(context, frame, width, shown.counts, (value) => scale(value, some), rest, colours.accent);
  if (frame.missing) hatch(context, frame, scale(shown.missing, some), colours);
  outline(context, frame, width, totals, (value) => scale(value, all), colours.edge, []);
  if (frame.missing) box(context, frame, scale(missingTotal, all), colours.edge);
  lines.forEach((line, at) => {
    const of = sums[at] ?? 1;
    outline(context, frame, width, line.counts, (v) => scale(v, of), line.colour, line.dash, 1.75);
  });
}

type Height = (value: number) => number;

function bars(
  context: CanvasRenderingContext2D,
  frame: Frame,
  width: number,
  counts: ArrayLike<number>,
  height: Height,
  chosen: ReadonlySet<number> | null,
  accent: string,
): void {
  const step = width / counts.length;
  const gap = step > 5 ? 1 : 0;
  const plain = context.fillStyle;
  for (let bin = 0; bin < counts.length; bin += 1) {
    if (chosen) context.fillStyle = chosen.has(bin) ? accent : plain;
    const high = height(counts[bin] ?? 0);
    if (high) context.fillRect(bin * step, frame.height - high, Math.max(0.5, step - gap), high);
  }
}

/** The steps over all bins, in one line. */
function outline(
  context: CanvasRenderingContext2D,
  frame: Frame,
  width: number,
  counts: readonly number[],
  height: Height,
  colour: string,
  dash: readonly number[],
  thick = 1,
): void {
  const step = width / counts.length;
  context.beginPath();
  context.moveTo(0.5, frame.height - 0.5);
  counts.forEach((value, bin) => {
    const y = frame.height - Math.max(0.5, height(value));
    context.lineTo(Math.max(0.5, bin * step), y);
    context.lineTo(Math.min(width - 0.5, (bin + 1) * step), y);
  });
  context.lineTo(width - 0.5, frame.height - 0.5);
  context.strokeStyle = colour;
  context.lineWidth = thick;
  context.setLineDash([...dash]);
  context.stroke();
  context.setLineDash([]);
}

/** Missing values are striped, so that they can be distinguished without colour. */
function hatch(
  context: CanvasRenderingContext2D,
  frame: Frame,
  high: number,
  colours: Colours,
): void {
  if (!high) return;
  const left = frame.width - frame.missing;
  context.save();
  context.beginPath();
  context.rect(left, frame.height - high, frame.missing, high);
  context.clip();
  context.strokeStyle = colours.soft;
  context.lineWidth = 1.2;
  context.beginPath();
  for (let at = -frame.height; at < frame.missing; at += 4) {
    context.moveTo(left + at, frame.height);
    context.lineTo(left + at + frame.height, 0);
  }
  context.stroke();
  context.restore();
}

function box(context: CanvasRenderingContext2D, frame: Frame, high: number, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  const left = frame.width - frame.missing + 0.5;
  context.strokeRect(
    left,
    frame.height - Math.max(1, high),
    frame.missing - 1,
    Math.max(0.5, high - 0.5),
  );
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < values.length; at += 1) total += values[at] ?? 0;
  return total;
}
