/** Whose undo it is. */

import { newId } from "../ids.js";

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
