/** Which key, button and pointer movement does what. */

import { button, h } from "../dom.js";
import type { Commands } from "./commands.js";
import type { Hints } from "./hints.js";
import { type KeyActions } from "./keys.js";
import type { Openers } from "./openers.js";
import type { Parts } from "./parts.js";
import type { CellPosition } from "./selected.js";
import type { PointerActions } from "./pointer.js";

export interface Bound {
  readonly parts: Parts;
  readonly commands: Commands;
  readonly openers: Openers;
  readonly hints: Hints;
  /** Rows of one page. */
  readonly page: () => number;
  readonly cellAt: (event: MouseEvent) => CellPosition | null;
}

export function keyActions(bound: Bound): KeyActions {
  const { parts, commands, openers, hints, page } = bound;
  const { selected } = parts;
  return {
    selected,
    page,
    rows: () => parts.rows.total,
    columns: () => parts.layout().order.length,
    open: () => openers.cell(),
    menu: () => openers.menu(),
    sort: (add) => commands.sortActive(add),
    widen: (step) => commands.widen(step),
    pin: () => commands.flip("pinned"),
    hide: () => commands.flip("hidden"),
    goTo: () => openers.goTo(),
    all: () => commands.selectAll(),
    keys: () => openers.keys(),
    escape: () => {
      if (hints.visible) hints.hide();
      else if (!selected.single) selected.to(selected.active);
      else return false;
      return true;
    },
  };
}

export function pointerActions(bound: Bound): PointerActions {
  const { parts, openers, hints, cellAt } = bound;
  const { selected } = parts;
  return {
    at: cellAt,
    select: (index, extend) => selected.to(index, extend),
    row: (row, extend) => {
      const right = parts.layout().order.length - 1;
      const top = extend ? selected.rectangle.top : row;
      selected.select({ top: Math.min(top, row), bottom: Math.max(top, row), left: 0, right });
    },
    open: () => openers.cell(),
    hover: (index) => hints.hover(index),
  };
}

/** The buttons beside the selection. */
export function tools(openers: () => Openers): HTMLElement {
  const act = (label: string, test: string, open: (anchor: HTMLElement) => void): HTMLElement => {
    const onClick = (): void => open(element);
    const element: HTMLButtonElement = button({ label, test, class: "wb-small", onClick });
    return element;
  };
  return h(
    "div",
    { class: "wb-tools" },
    act("Columns", "columns-button", (anchor) => openers().columns(anchor)),
    act("Go to row", "goto-button", (anchor) => openers().goTo(anchor)),
    act("Keys", "keys-button", (anchor) => openers().keys(anchor)),
  );
}
