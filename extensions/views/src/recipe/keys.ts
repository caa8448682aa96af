/** Which key does what, and whose undo it is. */

import { newId } from "../ids.js";
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

/** One session a tab: a page that is loaded again can still undo. */
export function tabSession(): string {
  const name = "wb-recipe-session";
  try {
    const known = sessionStorage.getItem(name);
    if (known) return known;
    const made = newId();
    sessionStorage.setItem(name, made);
    return made;
  } catch {
    return newId();
  }
}
