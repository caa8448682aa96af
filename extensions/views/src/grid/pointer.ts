/** The grid by mouse, pen and finger: click, drag, double click; the edge scrolls. */

import { atOrAfter } from "../explore/cube.js";
import { HEAD, type Lane, type Layout, ROW } from "./layout.js";
import type { Scroll } from "./scroll.js";
import type { CellPosition } from "./selected.js";

export interface PointerActions {
  /** The cell at an event; order -1 is the row's number. */
  readonly at: (event: MouseEvent) => CellPosition | null;
  readonly select: (index: CellPosition, extend: boolean) => void;
  readonly row: (row: number, extend: boolean) => void;
  readonly open: () => void;
  readonly hover: (index: CellPosition | null) => void;
}

/** Follow the pointer on the rows. */
export function trackPointer(
  rows: HTMLElement,
  scroller: HTMLElement,
  actions: PointerActions,
): void {
  let dragging: "cells" | "rows" | null = null;
  rows.addEventListener("pointerdown", (event) => {
    const index = event.button === 0 ? actions.at(event) : null;
    if (!index) return;
    // A finger scrolls; it selects by tapping.
    if (event.pointerType !== "touch") {
      event.preventDefault();
      rows.setPointerCapture(event.pointerId);
      dragging = index.order < 0 ? "rows" : "cells";
    }
    scroller.focus({ preventScroll: true });
    if (index.order < 0) actions.row(index.row, event.shiftKey);
    else actions.select(index, event.shiftKey);
  });
  rows.addEventListener("pointermove", (event) => {
    const index = actions.at(event);
    if (!dragging) return actions.hover(index);
    if (!index) return;
    if (dragging === "rows") actions.row(index.row, true);
    else if (index.order >= 0) actions.select(index, true);
  });
  const end = (): void => void (dragging = null);
  rows.addEventListener("pointerup", end);
  rows.addEventListener("pointercancel", end);
  rows.addEventListener("pointerleave", () => actions.hover(null));
  rows.addEventListener("dblclick", (event) => {
    const index = actions.at(event);
    if (index && index.order >= 0) actions.open();
  });
}

/** The cell under a pointer; beside the rows, the nearest one. */
export function pointAt(
  event: MouseEvent,
  scroller: HTMLElement,
  layout: Layout,
  scroll: Scroll,
  rows: number,
): CellPosition | null {
  const box = scroller.getBoundingClientRect();
  const x = event.clientX - box.left;
  const y = event.clientY - box.top - HEAD;
  const row = Math.min(rows - 1, Math.max(0, Math.floor((scroll.top + y) / ROW)));
  if (rows === 0) return null;
  if (x < layout.gutter) return { row, order: -1 };
  const beside = layout.gutter + layout.pinned.width;
  if (x < beside) return { row, order: laneAt(layout.pinned, x - layout.gutter) };
  const at = laneAt(layout.main, x - beside + scroll.left);
  if (at >= layout.main.indexes.length) return null;
  return { row, order: layout.pinned.indexes.length + at };
}

function laneAt(lane: Lane, x: number): number {
  if (x >= lane.width) return lane.indexes.length;
  return Math.max(0, atOrAfter(lane.lefts, x + 1e-6) - 1);
}
