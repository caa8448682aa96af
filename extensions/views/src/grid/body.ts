/** The rows on the screen: as many elements as fit, used again for other rows. */

import { h } from "../dom.js";
import type { ColumnInfo } from "../protocol.js";
import { CellView } from "./cells.js";
import { type Lane, type Layout, ROW } from "./layout.js";
import type { Rows } from "./rows.js";
import type { CellPosition, Cells } from "./selected.js";

/** Rows between anchors: indexes are counted from one, so that they stay small numbers. */
const ANCHOR = 2000;

export interface Scene {
  readonly layout: Layout;
  readonly columns: readonly ColumnInfo[];
  /** Pixels from the first row to the top of the screen, and from the main lane to its left. */
  readonly top: number;
  readonly left: number;
  readonly first: number;
  readonly end: number;
  /** The columns of the main lane on the screen. */
  readonly main: readonly [number, number];
  readonly selected: Cells;
}

class RowView {
  readonly element: HTMLElement;
  readonly gutter = new CellView("rowheader");
  readonly pinned = h("div", { class: "wb-lane wb-lane-pinned", role: "presentation" });
  readonly main = h("div", { class: "wb-lane wb-lane-main", role: "presentation" });
  readonly cells = new Map<number, { readonly view: CellView; pinned: boolean; where: string }>();
  row = -1;
  anchor = -1;

  constructor() {
    this.gutter.element.classList.add("wb-gutter");
    this.gutter.element.setAttribute("aria-colindex", "1");
    this.pinned.append(this.gutter.element);
    this.element = h("div", { class: "wb-row", role: "row" }, this.pinned, this.main);
  }
}

export class Body {
  readonly element = h("div", { class: "wb-body-rows", role: "rowgroup" });
  private pool: RowView[] = [];
  private anchor = 0;
  private scene: Scene | null = null;
  private active: HTMLElement | null = null;

  constructor(
    private readonly id: string,
    private readonly rows: Rows,
  ) {}

  /** Whether any row on the screen is still to come. */
  waiting = false;

  paint(scene: Scene): void {
    this.scene = scene;
    const first = scene.first;
    if (Math.abs(first - this.anchor) > ANCHOR) this.anchor = first - (first % ANCHOR);
    this.fill(scene.end - scene.first);
    this.element.style.transform = `translate3d(0,${this.anchor * ROW - scene.top}px,0)`;
    this.element.style.setProperty("--wb-left", `${-scene.left}px`);
    this.element.style.setProperty(
      "--wb-pinned",
      `${scene.layout.gutter + scene.layout.pinned.width}px`,
    );
    this.waiting = false;
    const used = new Set<RowView>();
    for (let row = scene.first; row < scene.end; row += 1) {
      const view = this.pool[row % this.pool.length];
      if (!view) continue;
      used.add(view);
      this.paintRow(view, row, scene);
    }
    for (const view of this.pool) view.element.hidden = !used.has(view);
  }

  /** Elements enough for all rows on the screen; more than enough stay, hidden. */
  private fill(count: number): void {
    if (this.pool.length >= count) return;
    while (this.pool.length < count) {
      const view = new RowView();
      this.pool.push(view);
      this.element.append(view.element);
    }
    // Rows find their elements by remainder: with more elements all find others.
    for (const view of this.pool) view.row = -1;
  }

  private paintRow(view: RowView, row: number, scene: Scene): void {
    if (view.row !== row) {
      view.row = row;
      view.anchor = -1;
      view.element.setAttribute("aria-rowindex", String(row + 2));
      view.element.classList.toggle("wb-odd", row % 2 === 1);
    }
    if (view.anchor !== this.anchor) {
      view.anchor = this.anchor;
      view.element.style.transform = `translateY(${(row - this.anchor) * ROW}px)`;
    }
    const index = this.rows.index(row);
    view.gutter.show(
      {
        text: index === null ? undefined : String(index + 1),
        cut: false,
        marks: this.rows.marks(row, null),
      },
      `wb-gutter wb-num${scene.selected.row === row ? " wb-current" : ""}`,
    );
    view.gutter.index(0, scene.layout.gutter);
    this.paintCells(view, row, scene);
  }

  private paintCells(view: RowView, row: number, scene: Scene): void {
    const { pinned, main } = scene.layout;
    const [from, to] = scene.main;
    const wanted = new Set(pinned.indexes);
    for (let at = from; at < to; at += 1) wanted.add(main.indexes[at] ?? -1);
    const free = [...view.cells].filter(([index]) => !wanted.has(index));
    for (const [index] of free) view.cells.delete(index);
    const spare = free.map(([, cell]) => cell);
    const paint = (lane: Lane, at: number, isPinned: boolean): void => {
      const index = lane.indexes[at];
      if (index === undefined) return;
      const cell = view.cells.get(index) ?? this.take(view, spare, index, isPinned);
      if (cell.pinned !== isPinned || !cell.view.element.isConnected) {
        cell.pinned = isPinned;
        (isPinned ? view.pinned : view.main).append(cell.view.element);
      }
      const left = (lane.lefts[at] ?? 0) + (isPinned ? scene.layout.gutter : 0);
      const width = (lane.lefts[at + 1] ?? lane.width) - (lane.lefts[at] ?? 0);
      const order = isPinned ? at : pinned.indexes.length + at;
      const where = `${left} ${width} ${order}`;
      if (cell.where !== where) {
        cell.where = where;
        cell.view.index(left, width);
        cell.view.element.setAttribute("aria-colindex", String(order + 2));
      }
      this.paintCell(cell.view, { row, order }, index, scene);
    };
    pinned.indexes.forEach((_, at) => paint(pinned, at, true));
    for (let at = from; at < to; at += 1) paint(main, at, false);
    for (const cell of spare) cell.view.element.remove();
  }

  private take(
    view: RowView,
    spare: { readonly view: CellView; pinned: boolean; where: string }[],
    index: number,
    pinned: boolean,
  ): { readonly view: CellView; pinned: boolean; where: string } {
    const at = spare.findIndex((one) => one.pinned === pinned);
    const [reused] = at < 0 ? [] : spare.splice(at, 1);
    const cell = reused ?? { view: new CellView("gridcell"), pinned, where: "" };
    view.cells.set(index, cell);
    return cell;
  }

  private paintCell(view: CellView, at: CellPosition, index: number, scene: Scene): void {
    const text = this.rows.cell(at.row, index);
    if (text === undefined) this.waiting = true;
    const active = scene.selected.isActive(at);
    const kind = scene.columns[index]?.kind;
    const selected = scene.selected.has(at);
    view.select(selected || active);
    const classes =
      (kind === "number" ? "wb-num" : "") +
      (selected ? " wb-selected" : "") +
      (active ? " wb-active" : "");
    const content = {
      text,
      cut: this.rows.isCut(at.row, index),
      marks: this.rows.marks(at.row, index),
    };
    view.show(content, classes);
    if (active) this.activate(view.element, at);
    else if (view.element.id) this.deactivate(view.element);
  }

  private activate(element: HTMLElement, at: CellPosition): void {
    const id = `${this.id}-${at.row}-${at.order}`;
    if (element.id === id) return;
    if (this.active && this.active !== element) this.deactivate(this.active);
    this.active = element;
    element.id = id;
  }

  private deactivate(element: HTMLElement): void {
    element.removeAttribute("id");
  }

  /** The element of a cell on the screen. */
  cellAt(at: CellPosition): HTMLElement | null {
    const { scene } = this;
    const index = scene?.layout.order[at.order];
    if (!scene || index === undefined || at.row < scene.first || at.row >= scene.end) return null;
    const view = this.pool[at.row % this.pool.length];
    return view?.cells.get(index)?.view.element ?? null;
  }
}
