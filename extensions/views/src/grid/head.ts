/** The headers on the screen: name, type, share of missing values, small histogram. */

import { h } from "../dom.js";
import type { ChartStore } from "../explore/charts.js";
import type { Theme } from "../explore/colours.js";
import { percent } from "../explore/format.js";
import type { Exploration } from "../explore/state.js";
import { Strip } from "../explore/strip.js";
import type { ColumnInfo } from "../protocol.js";
import { brief, visible } from "../values.js";
import type { Layout } from "./layout.js";
import type { Scene } from "./body.js";

const PADDING = 8;

export interface HeadEvents {
  readonly sort: (index: number, add: boolean) => void;
  readonly menu: (index: number, anchor: HTMLElement) => void;
  readonly resize: (index: number, width: number, done: boolean) => void;
  readonly fit: (index: number) => void;
}

class HeadView {
  readonly element: HTMLElement;
  readonly strip: Strip;
  readonly menu: HTMLButtonElement;
  private readonly order = h("span", { class: "wb-sort", "aria-hidden": "true" });
  private readonly funnel = h("i", { class: "wb-funnel", title: "Filtered" });
  private where = "";
  private said = "";

  constructor(
    index: number,
    readonly column: ColumnInfo,
    store: ChartStore,
    theme: Theme,
    events: HeadEvents,
  ) {
    this.strip = new Strip({ store, theme, index, column, height: 28, missing: 6 });
    const name = visible(column.name) || "(no name)";
    this.menu = h(
      "button",
      {
        type: "button",
        class: "wb-menu",
        tabindex: -1,
        "aria-label": `Filter and more: ${name}`,
        title: "Filter and more (F)",
        test: "column-menu",
      },
      "⋮",
    );
    this.menu.addEventListener("click", () => events.menu(index, this.menu));
    const grip = h("div", { class: "wb-grip", test: "resize", title: "Drag; double click fits" });
    const title = h("bdi", { class: "wb-hname", dir: "auto", title: name }, name);
    const line = h("div", { class: "wb-hline" }, title, this.order, this.funnel, this.menu);
    this.element = h(
      "div",
      { class: "wb-hcell", role: "columnheader", test: "header" },
      line,
      typeLine(column),
      this.strip.element,
      grip,
    );
    line.addEventListener("click", (event) => {
      if (event.target !== this.menu) events.sort(index, event.shiftKey);
    });
    grip.addEventListener("dblclick", () => events.fit(index));
    this.drag(grip, index, events);
  }

  index(left: number, width: number, order: number): void {
    const where = `${left} ${width} ${order}`;
    if (where === this.where) return;
    this.where = where;
    this.element.style.left = `${left}px`;
    this.element.style.width = `${width}px`;
    this.element.setAttribute("aria-colindex", String(order + 2));
    this.strip.resize(width - 2 * PADDING - 1);
  }

  update(state: Exploration): void {
    const { name } = this.column;
    const at = state.sort.findIndex((one) => one.column === name);
    const sort = state.sort[at];
    const filtered = state.conditionOn(name) !== null;
    const said = `${at} ${sort?.descending ?? ""} ${filtered} ${state.sort.length}`;
    if (said === this.said) return;
    this.said = said;
    const arrow = !sort ? "" : sort.descending ? "▼" : "▲";
    this.order.textContent = arrow + (sort && state.sort.length > 1 ? String(at + 1) : "");
    this.element.setAttribute(
      "aria-sort",
      !sort ? "none" : sort.descending ? "descending" : "ascending",
    );
    this.funnel.hidden = !filtered;
    const nulls = this.column.null_share ? `, ${percent(this.column.null_share)} missing` : "";
    const about = `${brief(name)}, ${this.column.type}${nulls}${filtered ? ", filtered" : ""}`;
    this.element.setAttribute("aria-label", about);
    this.element.classList.toggle("wb-filtered", filtered);
  }

  private drag(grip: HTMLElement, index: number, events: HeadEvents): void {
    let start: { readonly x: number; readonly width: number } | null = null;
    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      grip.setPointerCapture(event.pointerId);
      start = { x: event.clientX, width: this.element.offsetWidth };
    });
    const moved = (event: PointerEvent, done: boolean): void => {
      if (!start) return;
      if (event.clientX !== start.x)
        events.resize(index, start.width + event.clientX - start.x, done);
      if (done) start = null;
    };
    grip.addEventListener("pointermove", (event) => moved(event, false));
    grip.addEventListener("pointerup", (event) => moved(event, true));
    grip.addEventListener("pointercancel", () => (start = null));
  }
}

function typeLine(column: ColumnInfo): HTMLElement {
  const line = h(
    "div",
    { class: "wb-htype" },
    h("span", { dir: "auto", title: column.type }, column.type),
  );
  const share = column.null_share;
  if (!share) return line;
  const text = `${percent(share)} missing`;
  const fill = h("i");
  fill.style.width = `${100 * Math.min(1, Math.max(0.04, share))}%`;
  line.append(h("span", { class: "wb-nulls", role: "img", "aria-label": text, title: text }, fill));
  return line;
}

export class Head {
  readonly element: HTMLElement;
  private readonly pinned = h("div", { class: "wb-lane wb-lane-pinned", role: "presentation" });
  private readonly main = h("div", { class: "wb-lane wb-lane-main", role: "presentation" });
  private readonly views = new Map<number, HeadView>();
  private readonly corner = h(
    "div",
    { class: "wb-hcell wb-corner-cell", role: "columnheader", "aria-colindex": 1 },
    "Row",
  );
  private active: HTMLElement | null = null;

  constructor(
    private readonly id: string,
    private readonly state: Exploration,
    private readonly store: ChartStore,
    private readonly theme: Theme,
    private readonly events: HeadEvents,
  ) {
    this.pinned.append(this.corner);
    this.element = h(
      "div",
      { class: "wb-head-rows", role: "rowgroup" },
      h("div", { class: "wb-head-row", role: "row", "aria-rowindex": 1 }, this.pinned, this.main),
    );
  }

  paint(scene: Scene): void {
    const { layout } = scene;
    this.element.style.setProperty("--wb-left", `${-scene.left}px`);
    this.element.style.setProperty("--wb-pinned", `${layout.gutter + layout.pinned.width}px`);
    this.corner.style.width = `${layout.gutter}px`;
    const shown = new Set<number>();
    layout.pinned.indexes.forEach((_, at) => shown.add(this.put(layout, at, true, scene)));
    for (let at = scene.main[0]; at < scene.main[1]; at += 1) {
      shown.add(this.put(layout, at, false, scene));
    }
    for (const [index, view] of this.views) {
      if (shown.has(index)) continue;
      if (view.strip.dragging) continue;
      view.element.remove();
      this.views.delete(index);
    }
  }

  /** Forget everything: the columns may be others now. */
  clear(): void {
    for (const view of this.views.values()) view.element.remove();
    this.views.clear();
  }

  paintCharts(columns: ReadonlySet<number> | null): void {
    for (const [index, view] of this.views) {
      if (columns === null || columns.has(index)) view.strip.paint();
    }
  }

  view(index: number): { readonly element: HTMLElement; readonly menu: HTMLButtonElement } | null {
    return this.views.get(index) ?? null;
  }

  private put(layout: Layout, at: number, isPinned: boolean, scene: Scene): number {
    const lane = isPinned ? layout.pinned : layout.main;
    const index = lane.indexes[at] ?? -1;
    const column = this.state.columns[index];
    if (!column) return index;
    const view = this.views.get(index) ?? this.make(index, column);
    const parent = isPinned ? this.pinned : this.main;
    if (view.element.parentElement !== parent) parent.append(view.element);
    const width = (lane.lefts[at + 1] ?? lane.width) - (lane.lefts[at] ?? 0);
    const order = isPinned ? at : layout.pinned.indexes.length + at;
    view.index((lane.lefts[at] ?? 0) + (isPinned ? layout.gutter : 0), width, order);
    view.update(this.state);
    this.mark(view.element, scene.selected.isActive({ row: -1, order }), order);
    return index;
  }

  private mark(element: HTMLElement, active: boolean, order: number): void {
    if (active === (this.active === element)) return;
    element.classList.toggle("wb-active", active);
    if (active) {
      this.active?.classList.remove("wb-active");
      this.active?.removeAttribute("id");
      this.active = element;
      element.id = `${this.id}-head-${order}`;
    } else {
      element.removeAttribute("id");
      this.active = null;
    }
  }

  private make(index: number, column: ColumnInfo): HeadView {
    const view = new HeadView(index, column, this.store, this.theme, this.events);
    this.views.set(index, view);
    return view;
  }
}
