/** The grid by keyboard. */

import type { CellPosition, Cells } from "./selected.js";

export interface KeyActions {
  readonly selected: Cells;
  readonly rows: () => number;
  readonly columns: () => number;
  /** Rows of one page. */
  readonly page: () => number;
  readonly open: () => void;
  readonly menu: () => void;
  readonly sort: (add: boolean) => void;
  readonly widen: (step: number) => void;
  readonly pin: () => void;
  readonly hide: () => void;
  readonly goTo: () => void;
  readonly all: () => void;
  readonly keys: () => void;
  readonly escape: () => boolean;
}

const WIDER = 16;

/** Do what a key says; returns whether it said anything. */
export function pressed(event: KeyboardEvent, actions: KeyActions): boolean {
  if (event.isComposing || event.altKey) return false;
  const control = event.ctrlKey || event.metaKey;
  const { selected } = actions;
  const header = selected.row < 0;
  if (header && event.shiftKey && /^Arrow(Left|Right)$/.test(event.key)) {
    actions.widen(event.key === "ArrowLeft" ? -WIDER : WIDER);
    return true;
  }
  const next = moved(event.key, control, selected.active, actions);
  if (next) {
    selected.to(next, event.shiftKey);
    return true;
  }
  return control ? chord(event.key.toLowerCase(), actions) : command(event, header, actions);
}

function moved(
  key: string,
  control: boolean,
  at: CellPosition,
  actions: KeyActions,
): CellPosition | null {
  const last = { row: actions.rows() - 1, order: actions.columns() - 1 };
  // In the header a page up stays there; the first page of rows is reached from it.
  const top = at.row < 0 ? -1 : 0;
  switch (key) {
    case "ArrowUp":
      return { ...at, row: control ? top : at.row - 1 };
    case "ArrowDown":
      return { ...at, row: control ? last.row : at.row + 1 };
    case "ArrowLeft":
      return { ...at, order: control ? 0 : at.order - 1 };
    case "ArrowRight":
      return { ...at, order: control ? last.order : at.order + 1 };
    case "PageUp":
      return { ...at, row: Math.max(top, at.row - actions.page()) };
    case "PageDown":
      return { ...at, row: Math.min(last.row, at.row + actions.page()) };
    case "Home":
      return control ? { row: 0, order: 0 } : { ...at, order: 0 };
    case "End":
      return control ? last : { ...at, order: last.order };
    default:
      return null;
  }
}

function chord(key: string, actions: KeyActions): boolean {
  if (key === "g") actions.goTo();
  else if (key === "a") actions.all();
  else return false;
  return true;
}

function command(event: KeyboardEvent, header: boolean, actions: KeyActions): boolean {
  switch (event.key) {
    case "Enter":
      if (header) actions.menu();
      else actions.open();
      return true;
    case " ":
      if (header) actions.sort(event.shiftKey);
      return true;
    case "f":
    case "F":
      actions.menu();
      return true;
    case "?":
      actions.keys();
      return true;
    case "Escape":
      return actions.escape();
    case "p":
    case "P":
      if (header) actions.pin();
      return header;
    case "h":
    case "H":
      if (header) actions.hide();
      return header;
    default:
      return false;
  }
}
