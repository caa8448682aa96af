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
