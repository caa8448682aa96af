/** What is done to columns: order, width, pinned, hidden; each is said aloud. */

import { brief } from "../values.js";
import { NARROW, WIDE, widthOf } from "./layout.js";
import { type Parts, activeColumn } from "./parts.js";

const PADDING = 20;
/** What a header needs beside its name. */
const BESIDE = 54;

export class Commands {
  constructor(private readonly parts: Parts) {}

  sort(index: number, add: boolean): void {
    const { state, say } = this.parts;
    const column = state.columns[index];
    if (!column) return;
    state.toggleSort(column.name, add);
    const sort = state.sort.find((one) => one.column === column.name);
    const order = sort?.descending ? "descending" : "ascending";
    say(`${brief(column.name)} ${sort ? `sorted ${order}` : "no longer sorted"}.`);
  }

  sortActive(add: boolean): void {
    this.sort(activeColumn(this.parts), add);
  }

  /** Set a width in pixels; `done` when the drag has ended. */
  resize(index: number, width: number, done: boolean): void {
    const { state, say } = this.parts;
    const column = state.columns[index];
    if (!column) return;
    const bounded = Math.min(WIDE, Math.max(NARROW, Math.round(width)));
    state.setWidth(column.name, bounded);
    if (done) say(`${brief(column.name)}: ${bounded} pixels wide.`);
  }

  widen(step: number): void {
    const index = activeColumn(this.parts);
    this.resize(index, widthOf(this.parts.state, index) + step, true);
  }

  /** As wide as what is on the screen. */
  fit(index: number): void {
    const { body, head } = this.parts;
    const order = this.parts.layout().order.indexOf(index);
    const { first, end } = this.parts.scene();
    let width = 0;
    for (let row = first; row < end; row += 1) {
      const cell = body.cellAt({ row, order });
      if (!cell) continue;
      const range = document.createRange();
      range.selectNodeContents(cell);
      width = Math.max(width, range.getBoundingClientRect().width);
    }
    const title = head.view(index)?.element.querySelector(".wb-hname");
    this.resize(index, Math.max(width + PADDING, (title?.scrollWidth ?? 0) + BESIDE), true);
  }

  /** Pin or hide the active column, or no longer. */
  flip(what: "pinned" | "hidden"): void {
    const { state, selected, say } = this.parts;
    const column = state.columns[activeColumn(this.parts)];
    if (!column) return;
    state.toggle(what, column.name);
    const order = this.parts.layout().order.indexOf(state.indexOf(column.name) ?? -1);
    if (order >= 0) selected.to({ row: -1, order });
    const on = state[what].includes(column.name);
    const verb = what === "pinned" ? (on ? "pinned" : "unpinned") : "hidden";
    say(`${brief(column.name)} ${verb}.`);
  }

  selectAll(): void {
    const right = this.parts.layout().order.length - 1;
    const bottom = this.parts.rows.total - 1;
    this.parts.selected.select({ top: 0, bottom, left: 0, right });
  }
}
