/**
 * Values of the data on the page: hostile, huge, empty, right-to-left or invisible.
 *
 * Everything goes in as text. What cannot be seen gets a visible stand-in, because a reviewer
 * has to judge exactly that.
 */

import { h } from "./dom.js";

/** Characters shown before "show all". */
export const SHOWN = 600;

/** The plain text of a value; null for a missing one. */
export function plain(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (typeof value === "object") return JSON.stringify(value);
  return `${value as number | boolean}`;
}

/** A short text for titles, buttons and announcements. */
export function brief(value: unknown, limit = 60): string {
  const text = plain(value);
  if (text === null) return "missing";
  if (text.trim() === "") return text === "" ? "empty text" : "spaces only";
  const shown = visible(text.slice(0, limit + 1))
    .replace(/\s+/g, " ")
    .trim();
  return shown.length > limit ? `${shown.slice(0, limit - 1)}…` : shown;
}

/**
 * Give control, direction and zero-width characters a visible form: NUL becomes [U+0000], a
 * right-to-left override [U+202E] (symbols such as ␀ are missing in many fonts). Line breaks and
 * tabs stay, and so do the joiners that emoji and Persian are written with.
 */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`,
  );
}

/** Where two texts begin and stop to differ, counted in UTF-16 units that split no character. */
export interface Difference {
  readonly start: number;
  /** Length of the common end. */
  readonly tail: number;
}

export function difference(left: string, right: string): Difference {
  const a = Array.from(left);
  const b = Array.from(right);
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return {
    start: a.slice(0, head).join("").length,
    tail: a.slice(a.length - tail).join("").length,
  };
}

/** An element with the value as text; `marked` underlines where it differs from its neighbour. */
export function valueElement(
  value: unknown,
  marked: Difference | null = null,
  limit = SHOWN,
): HTMLElement {
  const text = plain(value);
  if (text === null) return h("span", { class: "wb-absent" }, "missing");
  if (text === "") return h("span", { class: "wb-absent" }, "empty text");
  const box = h("bdi", { class: "wb-value", dir: "auto" });
  if (text.length > limit) {
    box.append(...pieces(text.slice(0, limit)), "… ");
    box.append(showAll(box, text));
  } else if (marked) {
    const end = text.length - marked.tail;
    const middle = text.slice(marked.start, end);
    box.append(...pieces(text.slice(0, marked.start), { after: false }));
    if (middle) box.append(h("mark", {}, ...pieces(middle)));
    box.append(...pieces(text.slice(end), { before: false }));
  } else {
    box.append(...pieces(text));
  }
  return box;
}

function showAll(box: HTMLElement, text: string): HTMLButtonElement {
  const element = h(
    "button",
    { type: "button", class: "wb-link", test: "show-all" },
    `show all ${text.length.toLocaleString("en")} characters`,
  );
  element.addEventListener("click", () => box.replaceChildren(visible(text)));
  return element;
}

/** The text, with spaces at its ends drawn as dots: they are a common reason to doubt a value. */
function pieces(
  text: string,
  { before = true, after = true }: { before?: boolean; after?: boolean } = {},
): (Node | string)[] {
  const first = before ? text.length - text.replace(/^ +/, "").length : 0;
  const last = after && first < text.length ? text.length - text.replace(/ +$/, "").length : 0;
  const middle = visible(text.slice(first, text.length - last));
  return [...dots(first), ...(middle ? [middle] : []), ...dots(last)];
}

function dots(count: number): (Node | string)[] {
  return count ? [h("span", { class: "wb-space", title: "space" }, "·".repeat(count))] : [];
}

/** The text with a full stop, unless it ends like a sentence already. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** A number of things in words: 1 row, 1,200 rows. */
export function count(number: number, what: string, several = `${what}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? what : several}`;
}
