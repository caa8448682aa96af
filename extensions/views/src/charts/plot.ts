/** A histogram of numbers or times with its axis; brushed by mouse and by keyboard. */

import { h } from "../dom.js";
import { between, position, size } from "../explore/bins.js";
import { barsWidth } from "../explore/canvas.js";
import type { ChartStore } from "../explore/charts.js";
import type { Theme } from "../explore/colours.js";
import { ticks } from "../explore/format.js";
import { Strip, picked } from "../explore/strip.js";
import type { Chart, ColumnInfo } from "../protocol.js";
import { brief } from "../values.js";
import { readout } from "./readout.js";
import { linesOf } from "./slices.js";

const HEIGHT = 92;
const MISSING = 14;
const LABEL = 46;

export interface PlotOptions {
  readonly store: ChartStore;
  readonly theme: Theme;
  readonly index: number;
  readonly column: ColumnInfo;
  readonly shares: () => boolean;
  /** What is pointed at, in words; null for nothing. */
  readonly said: (text: string | null) => void;
}

/** What a card shows its column by. */
export interface Figure {
  readonly element: HTMLElement;
  resize(width: number): void;
  paint(): void;
}

export class Plot implements Figure {
  readonly element: HTMLElement;
  private readonly strip: Strip;
  private readonly caretBox = h("div", { class: "wb-caret", hidden: true });
  private readonly axis = h("div", { class: "wb-axis", "aria-hidden": "true" });
  private caret = 0;
  private anchor = 0;
  private width = 0;
  private drawn = "";
  private focused = false;

  constructor(private readonly options: PlotOptions) {
    const { store, theme, index, column, said, shares } = options;
    this.strip = new Strip({
      store,
      theme,
      index,
      column,
      height: HEIGHT,
      missing: MISSING,
      shares,
      lines: () => {
        const chart = store.chart(index);
        return chart ? linesOf(chart, theme.colours) : [];
      },
      hovered: (bin) => (bin === null ? this.say() : said(this.words(bin, bin))),
    });
    this.strip.element.append(this.caretBox);
    this.strip.element.setAttribute("role", "slider");
    this.strip.element.setAttribute("tabindex", "0");
    this.strip.element.setAttribute("aria-label", `Histogram of ${brief(column.name)}`);
    this.strip.element.setAttribute("aria-roledescription", "histogram");
    this.strip.element.dataset["test"] = "histogram";
    this.element = h("div", { class: "wb-plot" }, this.strip.element, this.axis);
    this.strip.element.addEventListener("keydown", (event) => this.key(event));
    this.strip.element.addEventListener("keyup", (event) => {
      if (event.key === "Shift") store.release();
    });
    this.strip.element.addEventListener("focus", () => {
      this.focused = this.strip.element.matches(":focus-visible");
      store.prepare(index);
      this.showCaret();
    });
    this.strip.element.addEventListener("blur", () => {
      this.focused = false;
      if (!this.strip.dragging) store.release();
      this.showCaret();
      said(null);
    });
  }

  resize(width: number): void {
    this.width = width;
    this.strip.resize(width);
    this.drawAxis();
    this.showCaret();
  }

  paint(): void {
    this.strip.paint();
    this.drawAxis();
    const { chart } = this;
    if (!chart) return;
    const element = this.strip.element;
    element.setAttribute("aria-valuemin", "1");
    element.setAttribute("aria-valuemax", String(this.last + 1));
    element.setAttribute("aria-valuenow", String(this.caret + 1));
    element.setAttribute("aria-valuetext", this.words(this.caret, this.caret) ?? "");
    if (this.focused) this.say();
  }

  private get chart(): Chart | null {
    return this.options.store.chart(this.options.index);
  }

  /** The last index of the caret. */
  private get last(): number {
    const bins = this.chart ? size(this.chart.bins) : 1;
    return bins - 1 + (this.strip.hasMissing ? 1 : 0);
  }

  private words(first: number, last: number): string | null {
    const { chart } = this;
    const shown = this.options.store.counts(this.options.index);
    return chart && shown ? readout(chart, shown, first, last) : null;
  }

  private say(): void {
    const [low, high] = [Math.min(this.caret, this.anchor), Math.max(this.caret, this.anchor)];
    this.options.said(this.focused ? this.words(low, high) : null);
  }

  private drawAxis(): void {
    const { chart, width } = this;
    if (!chart || !width || chart.bins.edges.length < 2) return;
    const { edges, kind } = chart.bins;
    const drawn = `${width} ${edges[0]} ${edges[edges.length - 1]} ${this.strip.hasMissing}`;
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const missing = this.strip.hasMissing ? MISSING : 0;
    const inner = barsWidth({ width, height: HEIGHT, missing });
    const labels = labelsFor(edges, kind, inner);
    const items = labels.map(({ text, x }) => {
      const label = h("span", {}, text);
      label.style.left = `${x}px`;
      if (x < 16) label.className = "wb-at-start";
      else if (x > inner - 16) label.className = "wb-at-end";
      return label;
    });
    const mark = h("span", { class: "wb-axis-missing", title: "missing" }, "∅");
    this.axis.replaceChildren(...items, ...(missing ? [mark] : []));
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = {
      ArrowLeft: this.caret - 1,
      ArrowDown: this.caret - 1,
      ArrowRight: this.caret + 1,
      ArrowUp: this.caret + 1,
      Home: 0,
      End: this.last,
    }[event.key];
    if (next !== undefined) this.move(Math.max(0, Math.min(this.last, next)), event.shiftKey);
    else if (event.key === "Enter" || event.key === " ") this.toggle();
    else if (event.key === "Escape") this.clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private move(to: number, extend: boolean): void {
    const { chart } = this;
    if (!chart) return;
    const bins = size(chart.bins);
    this.focused = true;
    this.caret = extend ? Math.min(to, bins - 1) : to;
    if (!extend || this.anchor >= bins) this.anchor = this.caret;
    this.showCaret();
    if (extend) this.brush(chart);
    this.paint();
  }

  private brush(chart: Chart): void {
    const { store, index, column } = this.options;
    const { edges } = chart.bins;
    const low = edges[Math.min(this.caret, this.anchor)] ?? 0;
    const high = edges[Math.max(this.caret, this.anchor) + 1] ?? 0;
    store.brush(index, between(column, edges, low, high));
  }

  private toggle(): void {
    const { store, index, column } = this.options;
    const { chart } = this;
    if (!chart) return;
    store.brush(index, picked(column, chart.bins, this.caret, false, store.brushOn(index)));
    store.release();
  }

  private clear(): void {
    const { store, index } = this.options;
    if (this.strip.dragging) return this.strip.cancel();
    this.anchor = this.caret;
    store.brush(index, null);
    store.release();
    this.showCaret();
  }

  private showCaret(): void {
    const { chart, width } = this;
    this.caretBox.hidden = !this.focused || !chart;
    if (!chart || !this.focused) return;
    const missing = this.strip.hasMissing ? MISSING : 0;
    const bins = size(chart.bins);
    const step = barsWidth({ width, height: HEIGHT, missing }) / bins;
    const isMissing = this.caret >= bins;
    this.caretBox.style.left = `${isMissing ? width - MISSING : this.caret * step}px`;
    this.caretBox.style.width = `${isMissing ? MISSING : step}px`;
  }
}

interface Label {
  readonly text: string;
  readonly x: number;
}

/** How many bins at each end, 0 or 1, are wider than those between. */
function tails(edges: readonly number[]): readonly [number, number] {
  const last = edges.length - 1;
  if (last < 4) return [0, 0];
  const wide = (bin: number): number => (edges[bin + 1] ?? 0) - (edges[bin] ?? 0);
  const usual = 1.5 * wide(Math.floor(last / 2));
  return [wide(0) > usual ? 1 : 0, wide(last - 1) > usual ? 1 : 0];
}

/** Round values along the axis that do not touch each other. */
function labelsFor(edges: readonly number[], kind: Chart["bins"]["kind"], width: number): Label[] {
  // The outer bins may hold long tails: the round values are chosen for the middle.
  const [before, after] = tails(edges);
  const low = edges[before] ?? 0;
  const high = edges[edges.length - 1 - after] ?? low;
  const scale = width / (edges.length - 1);
  const labels: Label[] = [];
  for (const tick of ticks(low, high, kind, Math.max(2, Math.floor(width / LABEL)))) {
    const x = position(edges, tick.value) * scale;
    const last = labels[labels.length - 1];
    if (!last || x - last.x >= Math.max(26, 3.3 * (last.text.length + tick.text.length) + 6)) {
      labels.push({ text: tick.text, x });
    }
  }
  return labels;
}
