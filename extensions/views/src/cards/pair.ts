/** Do these two records mean the same thing? Side by side, with what differs marked. */

import { h } from "../dom.js";
import type { ReviewItem } from "../protocol.js";
import { SHOWN, brief, difference, plain, valueElement } from "../values.js";
import { type Action, type Card, list, record } from "./contract.js";
import { reason } from "./fields.js";

const ACTIONS: readonly Action[] = [
  {
    test: "same",
    keys: ["s"],
    label: "Same",
    verdict: "accept",
    primary: true,
    outcome: "same",
  },
  { test: "different", keys: ["d"], label: "Different", verdict: "reject", outcome: "different" },
];

function render(item: ReviewItem): HTMLElement {
  const left = record(item.payload["left"]);
  const right = record(item.payload["right"]);
  const { key_l: keyLeft, key_r: keyRight, probability, why } = item.payload;
  const rows = columns(item, left, right).map((column) =>
    line(column, left[column], right[column]),
  );
  const share = typeof probability === "number" ? probability : null;
  return h(
    "div",
    { class: "wb-pair-card" },
    reason(why),
    h(
      "table",
      { class: "wb-pair" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("td", {}, share === null ? "" : `likely same: ${percent(share)}`),
          h("th", { scope: "col" }, valueElement(keyLeft)),
          h("td", {}),
          h("th", { scope: "col" }, valueElement(keyRight)),
        ),
      ),
      h("tbody", {}, ...rows),
    ),
  );
}

function columns(
  item: ReviewItem,
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): string[] {
  const named = list(item.payload["columns"]).filter(
    (column): column is string => typeof column === "string",
  );
  return [...new Set([...named, ...Object.keys(left), ...Object.keys(right)])];
}

function line(column: string, left: unknown, right: unknown): HTMLElement {
  const a = plain(left);
  const b = plain(right);
  const equal = a === b;
  const close = !equal && a !== null && b !== null && Math.max(a.length, b.length) <= SHOWN;
  const marked = close ? difference(a, b) : null;
  const word = equal ? "same" : a === null || b === null ? "missing on one side" : "differs";
  return h(
    "tr",
    { class: equal ? "wb-equal" : "wb-differs", "data-differs": String(!equal) },
    h("th", { scope: "row" }, h("bdi", { dir: "auto" }, column)),
    h("td", {}, valueElement(left, marked)),
    h("td", { class: "wb-sign", title: word }, sign(equal, word)),
    h("td", {}, valueElement(right, marked)),
  );
}

/** Never "100%" or "0%": the figure is a guess. */
function percent(share: number): string {
  const whole = Math.round(100 * share);
  return whole >= 100 ? "> 99%" : whole <= 0 ? "< 1%" : `${whole}%`;
}

function sign(equal: boolean, word: string): HTMLElement {
  return h(
    "span",
    {},
    h("span", { "aria-hidden": "true" }, equal ? "=" : "≠"),
    h("span", { class: "wb-spoken" }, word),
  );
}

function title(item: ReviewItem): string {
  const { key_l: left, key_r: right } = item.payload;
  return `${brief(left ?? item.target["key_l"], 28)} and ${brief(right ?? item.target["key_r"], 28)}`;
}

export const pairCard: Card = {
  open: (item) => ({ element: render(item), actions: () => ACTIONS }),
  title,
  describe: ({ verdict }) => (verdict === "accept" ? "same" : "different"),
};
