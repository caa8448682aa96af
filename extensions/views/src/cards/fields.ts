import { h } from "../dom.js";
import { plain, valueElement } from "../values.js";

/** A row as a table of column and value; `marked` names the column in question. */
export function fieldTable(
  row: Readonly<Record<string, unknown>>,
  marked: string | null = null,
): HTMLElement {
  const lines = Object.entries(row).map(([column, value]) => {
    const asked = column === marked;
    return h(
      "tr",
      asked ? { class: "wb-asked" } : {},
      h(
        "th",
        { scope: "row" },
        h("bdi", { dir: "auto" }, column),
        asked ? h("span", { class: "wb-tag" }, "in question") : null,
      ),
      h("td", {}, valueElement(value)),
    );
  });
  return h("table", { class: "wb-fields" }, h("tbody", {}, ...lines));
}

/** Why the item is asked about, as the queue tells it. */
export function reason(why: unknown): HTMLElement | null {
  const text = plain(why);
  return text ? h("p", { class: "wb-why" }, h("bdi", { dir: "auto" }, text)) : null;
}

/** A value under a caption, large: what stands there, or what is suggested. */
export function side(caption: string, value: unknown, test: string, how: string): HTMLElement {
  return h(
    "div",
    { class: `wb-side wb-side-${how}`, test },
    h("span", { class: "wb-caption" }, caption),
    h("div", { class: "wb-big" }, valueElement(value)),
  );
}

/** What stands there beside what is suggested. */
export function contrast(now: HTMLElement, suggested: HTMLElement | null): HTMLElement {
  if (!suggested) return h("div", { class: "wb-contrast wb-alone" }, now);
  const arrow = h("span", { class: "wb-arrow", "aria-hidden": "true" }, "→");
  return h("div", { class: "wb-contrast" }, now, arrow, suggested);
}
