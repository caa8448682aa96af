/** Opens what stands in front of the grid, one thing at a time. */

import type { Popover } from "../explore/popover.js";
import { toClipboard } from "./copy.js";
import { openColumns, openGoTo, openKeys, openWhole } from "./dialogs.js";
import { openColumnMenu } from "./filter.js";
import { HEAD } from "./layout.js";
import { type Parts, activeColumn } from "./parts.js";

export class Openers {
  private popover: Popover | null = null;

  constructor(
    private readonly parts: Parts,
    private readonly fit: (index: number) => void,
    private readonly opens: () => void,
  ) {}

  get isOpen(): boolean {
    return this.popover?.isOpen ?? false;
  }

  close(): void {
    this.popover?.close(false);
  }

  /** The active cell's whole value. */
  cell(): void {
    const { state, rows, body, root, scroller, client, selected } = this.parts;
    const { row, order } = selected.active;
    const index = activeColumn(this.parts);
    const column = state.columns[index];
    const anchor = body.cellAt({ row, order });
    const text = rows.cell(row, index);
    const at = rows.index(row);
    if (!column || !anchor || text === undefined || at === null) return;
    this.open(() =>
      openWhole({
        root,
        anchor: anchor.getBoundingClientRect(),
        back: scroller,
        client,
        version: state.version,
        column,
        index,
        row: at,
        text,
        cut: rows.isCut(row, index),
        marks: [...rows.marks(row, index), ...rows.marks(row, null)],
        copy: toClipboard,
      }),
    );
  }

  /** A column's menu, below its button. */
  menu(index = activeColumn(this.parts)): void {
    const { state, store, head, root, scroller: back } = this.parts;
    if (!state.columns[index]) return;
    const anchor = head.view(index)?.menu ?? back;
    const fit = (): void => this.fit(index);
    this.open(() => openColumnMenu({ root, anchor, back, state, store, index, fit }));
  }

  columns(anchor: HTMLElement): void {
    const { state, root } = this.parts;
    const go = (index: number): void => {
      this.parts.reveal(state.columns[index]?.name ?? "");
      this.parts.focus();
    };
    this.open(() => openColumns({ root, anchor, back: anchor, state, go }));
  }

  goTo(button?: HTMLElement): void {
    const { root, scroller, rows } = this.parts;
    const { total } = rows;
    if (!total) return;
    const anchor = button ?? this.corner();
    const go = (row: number): void => this.parts.goTo(row);
    this.open(() => openGoTo({ root, anchor, back: button ?? scroller, total, go }));
  }

  keys(button?: HTMLElement): void {
    const { root, scroller } = this.parts;
    const anchor = button ?? this.corner();
    this.open(() => openKeys({ root, anchor, back: button ?? scroller }));
  }

  private open(make: () => Popover): void {
    this.close();
    this.opens();
    this.popover = make();
  }

  /** A index in the grid's upper left, below its headers. */
  private corner(): DOMRect {
    const { left, top } = this.parts.scroller.getBoundingClientRect();
    return new DOMRect(left + this.parts.layout().gutter, top, 0, HEAD);
  }
}
