/** The grid by mouse, pen and finger: click, drag, double click; the edge scrolls. */

import { atOrAfter } from "../explore/cube.js";
import { HEAD, type Lane, type Layout, ROW } from "./layout.js";
import type { Scroll } from "./scroll.js";
import type { CellPlace } from "./selected.js";

export interface PointerActions {
  /** The cell at an event; order -1 is the row's number. */
  readonly at: (event: MouseEvent) => CellPlace | null;
  readonly select: (place: CellPlace, extend: boolean) => void;
  readonly row: (row: number, extend: boolean) => void;
  readonly open: () => void;
  readonly hover: (place: CellPlace | null) => void;
}

/** Follow the pointer on the rows. */
export function trackPointer(
  rows: HTMLElement,
  scroller: HTMLElement,
  actions: PointerActions,
): void {
  let dragging: "cells" | "rows" | null = null;
  rows.addEventListener("pointerdown", (event) => {
    const place = event.button === 0 ? actions.at(event) : null;
    if (!place) return;
    // A finger scrolls; it selects by tapping.
    if (event.pointerType !== "touch") {
      event.preventDefault();
      rows.setPointerCapture(event.pointerId);
      dragging = place.order < 0 ? "rows" : "cells";
    }
    scroller.focus({ preventScroll: true });
    if (place.order < 0) actions.row(place.row, event.shiftKey);
    else actions.select(place, event.shiftKey);
  });
  rows.addEventListener("pointermove", (event) => {
    const place = actions.at(event);
    if (!dragging) return actions.hover(place);
    if (!place) return;
    if (dragging === "rows") actions.row(place.row, true);
    else if (place.order >= 0) actions.select(place, true);
  });
  const end = (): void => void (dragging = null);
  rows.addEventListener("pointerup", end);
  rows.addEventListener("pointercancel", end);
  rows.addEventListener("pointerleave", () => actions.hover(null));
  rows.addEventListener("dblclick", (event) => {
    const place = actions.at(event);
    if (place && place.order >= 0) actions.open();
  });
}

/** The cell under a pointer; beside the rows, the nearest one. */
export function pointAt(
  event: MouseEvent,
  scroller: HTMLElement,
  layout: Layout,
  scroll: Scroll,
  rows: number,
): CellPlace | null {
  const box = scroller.getBoundingClientRect();
  const x = event.clientX - box.left;
  const y = event.clientY - box.top - HEAD;
  const row = Math.min(rows - 1, Math.max(0, Math.floor((scroll.top + y) / ROW)));
  if (rows === 0) return null;
  if (x < layout.gutter) return { row, order: -1 };
  const beside = layout.gutter + layout.pinned.width;
  if (x < beside) return { row, order: laneAt(layout.pinned, x - layout.gutter) };
  const at = laneAt(layout.main, x - beside + scroll.left);
  if (at >= layout.main.places.length) return null;
  return { row, order: layout.pinned.places.length + at };
}

function laneAt(lane: Lane, x: number): number {
  if (x >= lane.width) return lane.places.length;
  return Math.max(0, atOrAfter(lane.lefts, x + 1e-6) - 1);
}
