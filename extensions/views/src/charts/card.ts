/** One column: its name, its chart, and a line that reads it out. */

import { button, h } from "../dom.js";
import { ordered, size } from "../explore/bins.js";
import type { ChartStore } from "../explore/charts.js";
import type { Theme } from "../explore/colours.js";
import type { Exploration } from "../explore/state.js";
import type { ColumnInfo } from "../protocol.js";
import { brief, visible } from "../values.js";
import { Bars } from "./bars.js";
import { type Figure, Plot, type PlotOptions } from "./plot.js";
import { summary } from "./readout.js";

export interface CardOptions {
  readonly store: ChartStore;
  readonly theme: Theme;
  readonly state: Exploration;
  readonly index: number;
  readonly column: ColumnInfo;
  readonly onDetail?: ((column: string) => void) | undefined;
}

export class Card {
  readonly element: HTMLElement;
  private readonly body = h("div", { class: "wb-card-body" });
  private readonly line = h("p", { class: "wb-readout", test: "readout" });
  private figure: Figure | null = null;
  private kind = "";
  private width = 0;
  private said: string | null = null;

  constructor(private readonly options: CardOptions) {
    const { column, index, onDetail } = options;
    const name = visible(column.name) || "(no name)";
    const detail = onDetail
      ? button({
          label: "Detail",
          class: "wb-small",
          test: "detail",
          title: "A larger chart with more figures",
          onClick: () => onDetail(column.name),
        })
      : null;
    detail?.setAttribute("aria-label", `Detail of ${brief(column.name)}`);
    this.element = h(
      "article",
      {
        class: "wb-chart-card",
        "data-index": index,
        "aria-label": brief(column.name, 80),
        test: "chart",
      },
      h(
        "header",
        {},
        h("h3", { title: name }, h("bdi", { dir: "auto" }, name)),
        h("span", { class: "wb-quiet", title: column.type }, column.type),
        detail,
      ),
      this.body,
      this.line,
    );
  }

  get name(): string {
    return this.options.column.name;
  }

  /** The element that the keyboard goes to. */
  focus(): void {
    this.element.querySelector<HTMLElement>("[tabindex]")?.focus();
  }

  resize(width: number): void {
    this.width = width;
    this.figure?.resize(width);
  }

  paint(): void {
    const { store, index, state } = this.options;
    const chart = store.chart(index);
    const shown = store.counts(index);
    if (!chart || !shown) return;
    const kind = ordered(chart.bins) ? "plot" : size(chart.bins) ? "bars" : "none";
    if (kind !== this.kind) this.build(kind);
    this.figure?.paint();
    const filtered = state.conditionOn(this.name) !== null;
    this.element.classList.toggle("wb-filtered", filtered);
    this.read(this.said ?? summary(chart, shown));
  }

  private build(kind: string): void {
    this.kind = kind;
    const { state } = this.options;
    const options: PlotOptions = {
      ...this.options,
      shares: () => state.shapes,
      said: (text) => this.say(text),
    };
    this.figure = kind === "plot" ? new Plot(options) : kind === "bars" ? new Bars(options) : null;
    this.body.replaceChildren(...(this.figure ? [this.figure.element] : []));
    this.figure?.resize(this.width);
  }

  private say(text: string | null): void {
    this.said = text;
    const { store, index } = this.options;
    const chart = store.chart(index);
    const shown = store.counts(index);
    if (chart && shown) this.read(text ?? summary(chart, shown));
  }

  private read(text: string): void {
    if (this.line.textContent === text) return;
    this.line.textContent = text;
    this.line.title = text;
  }
}
