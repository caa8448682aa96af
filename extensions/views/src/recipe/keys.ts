/** Which key does what. */

import type { ActionName } from "./actions.js";

/** What a key does wherever it is pressed but in a form; null for none. */
export function keyAction(event: KeyboardEvent, control: boolean): ActionName | null {
  const key = event.key.toLowerCase();
  if (control && !event.altKey) {
    if (key === "z") return event.shiftKey ? "redo" : "undo";
    return key === "y" && !event.shiftKey ? "redo" : null;
  }
  if (event.altKey || event.shiftKey || control || event.repeat) return null;
  const letters: Readonly<Record<string, ActionName>> = {
    a: "accept",
    r: "reject",
    delete: "remove",
    e: "edit",
    n: "add",
  };
  return letters[key] ?? null;
}

/** A key of the list: how far the focus goes, or what is done; neither where it only is kept. */
export interface ListKey {
  readonly by?: number;
  readonly act?: ActionName;
}

/** What a key does in the list of `total` steps alone; null where it is none of the list's. */
export function listKey(event: KeyboardEvent, total: number): ListKey | null {
  if (event.ctrlKey || event.metaKey) return null;
  if (event.altKey) {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return null;
    return { act: event.key === "ArrowUp" ? "up" : "down" };
  }
  const moves: Readonly<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -8,
    PageDown: 8,
    Home: -total,
    End: total,
  };
  const by = moves[event.key];
  if (by !== undefined) return { by };
  if (event.key === " ") return event.repeat ? {} : { act: "toggle" };
  return event.key === "Enter" ? { act: "edit" } : null;
}
