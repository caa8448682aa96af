/** The most frequent values of a column as horizontal bars; chosen by mouse and by keyboard. */

import { h } from "../dom.js";
import { binName, chosenBins, oneOf, size } from "../explore/bins.js";
import { sum } from "../explore/canvas.js";
import type { ShownCounts } from "../explore/charts.js";
import { compact } from "../explore/format.js";
import { picked } from "../explore/strip.js";
import { newId } from "../ids.js";
import type { Chart } from "../protocol.js";
import { brief } from "../values.js";
import type { Figure, PlotOptions } from "./plot.js";
import { readout } from "./readout.js";

interface Bar {
  readonly element: HTMLElement;
  readonly total: HTMLElement;
  readonly fill: HTMLElement;
  readonly against: HTMLElement;
  readonly slices: HTMLElement;
  readonly number: HTMLElement;
}

/** Pixels of a bar's row; each slice has a line of 5 in it, 1 apart. */
const ROW = 19;

export class Bars implements Figure {
  readonly element: HTMLElement;
  private readonly id = `wb-bars-${newId().slice(0, 8)}`;
  private bars: Bar[] = [];
  private caret = 0;
  private anchor = 0;
  private drawn: Chart["bins"] | null = null;

  constructor(private readonly options: PlotOptions) {
    const { store, index, column, said } = options;
    this.element = h("div", {
      class: "wb-bars",
      role: "listbox",
      tabindex: 0,
      "aria-multiselectable": "true",
      "aria-label": `Values of ${brief(column.name)}`,
      test: "bars",
    });
    this.element.addEventListener("pointerenter", () => store.prepare(index));
    this.element.addEventListener("pointerleave", () => said(null));
    this.element.addEventListener("pointermove", (event) => {
      const bin = this.binOf(event);
      said(bin === null ? null : this.words(bin));
    });
    this.element.addEventListener("click", (event) => this.click(event));
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("focus", () => {
      store.prepare(index);
      this.point();
    });
    this.element.addEventListener("blur", () => {
      store.release();
      said(null);
    });
  }

  resize(): void {
    // Bars are as wide as their box by themselves.
  }

  paint(): void {
    const { store, index } = this.options;
    const { chart } = this;
    const shown = store.counts(index);
    if (!chart || !shown) return;
    if (this.drawn !== chart.bins) this.build(chart);
    const chosen = chosenBins(chart.bins, store.brushOn(index));
    const some = store.brushOn(index) !== null;
    const scale = new Scale(chart, shown, this.options.shares());
    const all = size(chart.bins);
    const height = Math.max(ROW, 6 * chart.slices.length + 3);
    this.element.style.setProperty("--wb-bar-height", `${height}px`);
    this.bars.forEach((bar, bin) => {
      const isMissing = bin >= all;
      const here = isMissing ? shown.missing : (shown.counts[bin] ?? 0);
      const total = isMissing ? chart.missing_total : (chart.totals[bin] ?? 0);
      stretch(bar.total, scale.total(total));
      stretch(bar.fill, scale.shown(here));
      const against = isMissing ? (chart.against_missing ?? 0) : (chart.against?.[bin] ?? 0);
      bar.against.hidden = !chart.against;
      if (chart.against) bar.against.style.left = `${100 * scale.against(against)}%`;
      slice(bar.slices, chart, bin, scale);
      bar.element.classList.toggle("wb-sliced", chart.slices.length > 0);
      const text = compact(here);
      if (bar.number.textContent !== text) bar.number.textContent = text;
      bar.element.setAttribute("aria-selected", String(chosen.has(bin)));
      bar.element.classList.toggle("wb-unchosen", some && !chosen.has(bin));
    });
    if (document.activeElement === this.element) this.point();
  }

  private get chart(): Chart | null {
    return this.options.store.chart(this.options.index);
  }

  private build(chart: Chart): void {
    this.drawn = chart.bins;
    const count = size(chart.bins) + (chart.missing_total ? 1 : 0);
    this.bars = Array.from({ length: count }, (_, bin) => makeBar(chart, bin, `${this.id}-${bin}`));
    this.element.replaceChildren(...this.bars.map((bar) => bar.element));
  }

  private words(bin: number): string | null {
    const shown = this.options.store.counts(this.options.index);
    return this.chart && shown ? readout(this.chart, shown, bin) : null;
  }

  private binOf(event: Event): number | null {
    const row = (event.target as Element).closest<HTMLElement>("[data-bin]");
    return row ? Number(row.dataset["bin"]) : null;
  }

  private click(event: MouseEvent): void {
    const bin = this.binOf(event);
    if (bin === null) return;
    this.caret = bin;
    this.toggle(event.shiftKey || event.ctrlKey || event.metaKey);
  }

  private toggle(add: boolean): void {
    const { store, index, column } = this.options;
    if (!this.chart) return;
    this.anchor = this.caret;
    store.brush(index, picked(column, this.chart.bins, this.caret, add, store.brushOn(index)));
    store.release();
    this.point();
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.bars.length - 1;
    const next = { ArrowUp: this.caret - 1, ArrowDown: this.caret + 1, Home: 0, End: last }[
      event.key
    ];
    if (next !== undefined) this.move(Math.max(0, Math.min(last, next)), event.shiftKey);
    else if (event.key === "Enter" || event.key === " ") this.toggle(true);
    else if (event.key === "Escape") this.clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private move(to: number, extend: boolean): void {
    this.caret = to;
    if (!extend) this.anchor = to;
    else if (this.chart) {
      const [low, high] = [Math.min(to, this.anchor), Math.max(to, this.anchor)];
      const chosen = new Set(Array.from({ length: high - low + 1 }, (_, at) => low + at));
      const { store, index, column } = this.options;
      store.brush(index, oneOf(column, this.chart.bins, chosen));
    }
    this.point();
  }

  private clear(): void {
    const { store, index } = this.options;
    store.brush(index, null);
    store.release();
  }

  /** Show which bar the keyboard is on. */
  private point(): void {
    const visible = this.element.matches(":focus-visible");
    this.bars.forEach((bar, bin) =>
      bar.element.classList.toggle("wb-caret-on", visible && bin === this.caret),
    );
    const bar = this.bars[this.caret]?.element;
    if (!bar) return;
    this.element.setAttribute("aria-activedescendant", bar.id);
    if (!visible) return;
    if (bar.offsetTop < this.element.scrollTop) this.element.scrollTop = bar.offsetTop;
    const low = bar.offsetTop + bar.offsetHeight - this.element.clientHeight;
    if (low > this.element.scrollTop) this.element.scrollTop = low;
    this.options.said(this.words(this.caret));
  }
}

function makeBar(chart: Chart, bin: number, id: string): Bar {
  const name = binName(chart.bins, bin);
  const rest = bin >= chart.bins.values.length;
  const total = h("i", { class: "wb-bar-total" });
  const fill = h("i", { class: "wb-bar-fill" });
  const against = h("i", { class: "wb-bar-against", hidden: true });
  const slices = h("span", { class: "wb-bar-slices" });
  const number = h("span", { class: "wb-bar-number" });
  const element = h(
    "div",
    { class: "wb-bar-row", role: "option", id, "data-bin": bin, "aria-selected": "false" },
    h(
      "bdi",
      { class: rest ? "wb-bar-name wb-absent" : "wb-bar-name", dir: "auto", title: name },
      name,
    ),
    h("span", { class: "wb-track" }, total, fill, slices, against),
    number,
  );
  if (bin >= size(chart.bins)) element.classList.add("wb-bar-missing");
  if (rest) {
    // The rest stays in sight below the values, however many there are.
    element.classList.add("wb-bar-rest");
    const above = chart.missing_total > 0 && bin < size(chart.bins);
    element.style.bottom = above ? "var(--wb-bar-height)" : "0";
  }
  return { element, total, fill, against, slices, number };
}

/** Lengths of bars, 0 to 1. */
class Scale {
  private readonly top: number;
  private readonly all: number;
  private readonly some: number;
  private readonly other: number;
  private readonly sums: readonly number[];

  constructor(chart: Chart, shown: ShownCounts, shares: boolean) {
    const slices = chart.slices.length > 0;
    const own = shares || slices || chart.against !== null;
    this.all = own ? sum(chart.totals) + chart.missing_total || 1 : 1;
    this.some = own ? sum(shown.counts) + shown.missing || 1 : 1;
    this.other = sum(chart.against ?? []) + (chart.against_missing ?? 0) || 1;
    this.sums = chart.slices.map((one) => sum(one.counts) + one.missing || 1);
    const most = (counts: ArrayLike<number>, missing: number, of: number): number =>
      Math.max(missing, ...Array.from(counts)) / of;
    this.top = Math.max(
      most(chart.totals, chart.missing_total, this.all),
      most(shown.counts, shown.missing, this.some),
      chart.against ? most(chart.against, chart.against_missing ?? 0, this.other) : 0,
      ...chart.slices.map((one, at) => most(one.counts, one.missing, this.sums[at] ?? 1)),
      1e-12,
    );
  }

  total(value: number): number {
    return value / this.all / this.top;
  }

  shown(value: number): number {
    return value / this.some / this.top;
  }

  against(value: number): number {
    return value / this.other / this.top;
  }

  slice(value: number, at: number): number {
    return value / (this.sums[at] ?? 1) / this.top;
  }
}

function stretch(element: HTMLElement, share: number): void {
  const width = share ? `max(1px, ${(100 * share).toFixed(2)}%)` : "0";
  if (element.style.width !== width) element.style.width = width;
}

function slice(box: HTMLElement, chart: Chart, bin: number, scale: Scale): void {
  while (box.children.length > chart.slices.length) box.lastElementChild?.remove();
  chart.slices.forEach((one, at) => {
    const known = box.children[at];
    const bar = known instanceof HTMLElement ? known : box.appendChild(h("i"));
    bar.className = `wb-slice wb-slice-${at % 6}`;
    const value = bin >= size(chart.bins) ? one.missing : (one.counts[bin] ?? 0);
    stretch(bar, scale.slice(value, at));
  });
}
