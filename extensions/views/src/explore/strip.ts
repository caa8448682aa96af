/** One column's bars on a canvas, brushed by dragging; bars of categories by clicking. */

import { h } from "../dom.js";
import type { Bins, ColumnInfo } from "../protocol.js";
import { between, chosenBins, oneOf, ordered, position, size, snap, valueAt } from "./bins.js";
import { type Line, barsWidth, draw, fit } from "./canvas.js";
import type { ChartStore } from "./charts.js";
import type { Theme } from "./colours.js";
import { type Condition, same } from "./conditions.js";

/** Pixels at a brush's end that take hold of the end alone. */
const HOLD = 5;
/** Movements of fewer pixels are a click. */
const STILL = 3;

export interface StripOptions {
  readonly store: ChartStore;
  readonly theme: Theme;
  readonly index: number;
  readonly column: ColumnInfo;
  readonly height: number;
  /** Width of the bar of missing values. */
  readonly missing: number;
  readonly lines?: () => readonly Line[];
  readonly shares?: () => boolean;
  /** The bin under the pointer; null when it has left. */
  readonly hovered?: (bin: number | null) => void;
}

interface Drag {
  readonly from: number;
  readonly before: Condition | null;
  /** Bounds of the brush when it was taken hold of. */
  readonly low: number;
  readonly high: number;
  readonly part: "new" | "low" | "high" | "both";
  moved: boolean;
}

export class Strip {
  readonly element: HTMLElement;
  private readonly canvas = h("canvas", { "aria-hidden": "true" });
  private readonly overlay = h("div", { class: "wb-brush", hidden: true });
  private width = 0;
  private drag: Drag | null = null;
  private index = "";

  constructor(private readonly options: StripOptions) {
    this.element = h("div", { class: "wb-strip" }, this.canvas, this.overlay);
    this.element.style.height = `${options.height}px`;
    this.canvas.style.height = `${options.height}px`;
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      handler: (event: HTMLElementEventMap[Name]) => void,
    ): void => this.element.addEventListener(name, handler);
    on("pointerenter", () => options.store.prepare(options.index));
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.up(event));
    on("pointercancel", () => this.cancel());
    on("pointerleave", () => options.hovered?.(null));
  }

  get dragging(): boolean {
    return this.drag !== null;
  }

  resize(width: number): void {
    if (Math.abs(width - this.width) < 0.5) return;
    this.width = width;
    this.canvas.style.width = `${width}px`;
    this.paint();
  }

  /** Whether the chart has a bar of missing values. */
  get hasMissing(): boolean {
    return (this.options.store.chart(this.options.index)?.missing_total ?? 0) > 0;
  }

  private get bins(): Bins | null {
    return this.options.store.chart(this.options.index)?.bins ?? null;
  }

  private get inner(): number {
    return barsWidth(this.frame);
  }

  private get frame(): { width: number; height: number; missing: number } {
    const missing = this.hasMissing ? this.options.missing : 0;
    return { width: this.width, height: this.options.height, missing };
  }

  paint(): void {
    const { store, index, theme, lines, shares } = this.options;
    if (!this.width) return;
    const context = fit(this.canvas, this.width, this.options.height);
    const chart = store.chart(index);
    const shown = store.counts(index);
    if (!context || !chart || !shown) return;
    const condition = store.brushOn(index);
    const chosen = ordered(chart.bins) ? null : chosenBins(chart.bins, condition);
    const layers = {
      totals: chart.totals,
      missingTotal: chart.missing_total,
      shown,
      lines: lines?.() ?? [],
      shares: shares?.() ?? false,
      chosen: condition && chosen ? chosen : null,
    };
    draw(context, this.frame, layers, theme.colours);
    this.showBrush(chart.bins, condition);
  }

  private showBrush(bins: Bins, condition: Condition | null): void {
    const missing = condition?.kind === "missing" && condition.missing !== false;
    const range = condition?.kind === "range" && ordered(bins);
    const shown = ordered(bins) && (range || (missing && this.hasMissing));
    this.overlay.hidden = !shown;
    if (!shown) return;
    let low = this.width - this.options.missing;
    let high = this.width;
    if (range) {
      const scale = this.inner / size(bins);
      low = condition.low == null ? 0 : position(bins.edges, condition.low) * scale;
      high = condition.high == null ? this.inner : position(bins.edges, condition.high) * scale;
    }
    const index = `${low.toFixed(1)} ${high.toFixed(1)}`;
    if (index === this.index) return;
    this.index = index;
    this.overlay.style.left = `${low}px`;
    this.overlay.style.width = `${Math.max(2, high - low)}px`;
  }

  /** The bin at a pixel; the number of bins for the missing values. */
  private binAt(x: number): number {
    const { bins } = this;
    if (!bins) return 0;
    const count = size(bins);
    if (this.hasMissing && x > this.inner + 1) return count;
    return Math.min(count - 1, Math.max(0, Math.floor((x / this.inner) * count)));
  }

  /** The nearest bound that a brush may have, from a pixel. */
  private boundAt(x: number, bins: Bins): number {
    const index = (Math.min(this.inner, Math.max(0, x)) / this.inner) * size(bins);
    return snap(this.options.store.edges(this.options.index), valueAt(bins.edges, index));
  }

  private down(event: PointerEvent): void {
    const { bins } = this;
    if (event.button !== 0 || !bins || !size(bins)) return;
    event.stopPropagation();
    this.element.setPointerCapture(event.pointerId);
    const x = event.offsetX + (event.target === this.overlay ? this.overlay.offsetLeft : 0);
    const before = this.options.store.brushOn(this.options.index);
    this.drag = { from: x, before, ...this.held(x, bins, before), moved: false };
  }

  private held(
    x: number,
    bins: Bins,
    before: Condition | null,
  ): Pick<Drag, "low" | "high" | "part"> {
    if (before?.kind !== "range" || !ordered(bins)) return { low: 0, high: 0, part: "new" };
    const scale = this.inner / size(bins);
    const { edges } = bins;
    const low = before.low ?? edges[0] ?? 0;
    const high = before.high ?? edges[edges.length - 1] ?? 0;
    const left = position(edges, low) * scale;
    const right = position(edges, high) * scale;
    const part =
      Math.abs(x - left) <= HOLD
        ? "low"
        : Math.abs(x - right) <= HOLD
          ? "high"
          : x > left && x < right
            ? "both"
            : "new";
    return { low, high, part };
  }

  private pointerX(event: PointerEvent): number {
    return event.clientX - this.element.getBoundingClientRect().left;
  }

  private move(event: PointerEvent): void {
    const x = this.pointerX(event);
    const { bins, drag } = this;
    if (!bins) return;
    this.options.hovered?.(this.binAt(x));
    if (!drag || !ordered(bins)) return;
    if (!drag.moved && Math.abs(x - drag.from) < STILL) return;
    drag.moved = true;
    const [low, high] = this.dragged(drag, x, bins);
    const { store, index, column } = this.options;
    store.brush(index, low < high ? between(column, bins.edges, low, high) : null);
  }

  private dragged(drag: Drag, x: number, bins: Bins): [number, number] {
    const here = this.boundAt(x, bins);
    if (drag.part === "new") {
      const start = this.boundAt(drag.from, bins);
      return [Math.min(start, here), Math.max(start, here)];
    }
    if (drag.part === "low") return [Math.min(here, drag.high), Math.max(here, drag.high)];
    if (drag.part === "high") return [Math.min(here, drag.low), Math.max(here, drag.low)];
    const scale = this.inner / size(bins);
    const low = position(bins.edges, drag.low) * scale;
    const wide = position(bins.edges, drag.high) * scale - low;
    const left = Math.min(this.inner - wide, Math.max(0, low + x - drag.from));
    return [this.boundAt(left, bins), this.boundAt(left + wide, bins)];
  }

  private up(event: PointerEvent): void {
    const { bins, drag } = this;
    this.drag = null;
    if (!drag || !bins) return;
    if (!drag.moved) this.pick(this.binAt(this.pointerX(event)), event.shiftKey || event.ctrlKey);
    this.options.store.release();
  }

  /** Give up the movement, as it was before. */
  cancel(): void {
    if (!this.drag) return;
    this.options.store.brush(this.options.index, this.drag.before);
    this.options.store.release();
    this.drag = null;
  }

  /** Choose one bin, or no longer; `add` keeps the others. */
  pick(bin: number, add: boolean): void {
    const { bins } = this;
    const { store, index, column } = this.options;
    if (!bins) return;
    store.brush(index, picked(column, bins, bin, add, store.brushOn(index)));
    store.release();
  }
}

/** The condition after one bin has been clicked. */
export function picked(
  column: ColumnInfo,
  bins: Bins,
  bin: number,
  add: boolean,
  now: Condition | null,
): Condition | null {
  if (!ordered(bins)) {
    const chosen = chosenBins(bins, now);
    const was = chosen.has(bin) && (add || chosen.size === 1);
    const next = add ? new Set(chosen) : new Set<number>();
    if (was) next.delete(bin);
    else next.add(bin);
    return oneOf(column, bins, next);
  }
  const missing: Condition = { kind: "missing", column: column.name, missing: true };
  if (bin >= size(bins)) return same(now, missing) ? null : missing;
  // A click beside or into a brush lifts it, as everywhere; without one it takes the bar.
  if (now?.kind === "range") return null;
  return between(column, bins.edges, bins.edges[bin] ?? 0, bins.edges[bin + 1] ?? 0);
}
