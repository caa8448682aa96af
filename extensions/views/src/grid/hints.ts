/** Why cells are marked: for the pointer and for the keyboard. */

import type { Parts } from "./parts.js";
import type { CellPosition } from "./selected.js";
import { Tip } from "./tip.js";

/** Milliseconds until a cell that the keyboard went to is painted. */
const PAINTED = 60;

export class Hints {
  private readonly tip: Tip;
  private timer = 0;

  constructor(
    id: string,
    private readonly parts: Parts,
    /** Whether something else stands in front. */
    private readonly covered: () => boolean,
  ) {
    this.tip = new Tip(id, parts.root);
  }

  get visible(): boolean {
    return this.tip.visible;
  }

  hide(): void {
    this.tip.hide();
  }

  /** The keyboard went to another cell. */
  active(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.showActive(), PAINTED);
  }

  /** The pointer is on a cell, on a row's number (order -1), or nowhere. */
  hover(at: CellPosition | null): void {
    const { body, rows } = this.parts;
    if (!at || this.covered()) return this.tip.hide();
    if (at.order < 0) {
      return this.tip.show(body.cellAt({ row: at.row, order: 0 }), rows.marks(at.row, null));
    }
    const index = this.parts.layout().order[at.order];
    if (index === undefined) return this.tip.hide();
    this.tip.show(body.cellAt(at), rows.marks(at.row, index));
  }

  private showActive(): void {
    const { scroller, selected, rows, body } = this.parts;
    if (document.activeElement !== scroller || this.covered()) return;
    const { row, order } = selected.active;
    const index = this.parts.layout().order[order];
    if (row < 0 || index === undefined) return this.tip.hide();
    const marks = [...rows.marks(row, index), ...rows.marks(row, null)];
    this.tip.show(body.cellAt({ row, order }), marks, true);
  }
}
