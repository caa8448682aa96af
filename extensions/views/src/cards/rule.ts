/** Should this rule be part of the recipe? What it does, to which rows, and as Python. */

import { h } from "../dom.js";
import type { ReviewItem } from "../protocol.js";
import { brief, count, plain, valueElement, visible } from "../values.js";
import {
  type Action,
  type Card,
  type OpenCard,
  type DecisionSummary,
  list,
  record,
} from "./contract.js";
import { reason } from "./fields.js";

const ACTIONS: readonly Action[] = [
  {
    test: "accept",
    keys: ["a", "enter"],
    label: "Accept rule",
    verdict: "accept",
    primary: true,
    outcome: "accepted",
  },
  { test: "reject", keys: ["r", "k"], label: "Reject", verdict: "reject", outcome: "rejected" },
];

function open(item: ReviewItem): OpenCard {
  return { element: render(item), actions: () => ACTIONS };
}

function render(item: ReviewItem): HTMLElement {
  const { title: name, rows, why, examples, python } = item.payload;
  return h(
    "div",
    { class: "wb-rule-card" },
    h("p", { class: "wb-big", test: "rule-title" }, valueElement(plain(name) ?? "rule")),
    typeof rows === "number"
      ? h("p", { class: "wb-quiet", test: "rule-rows" }, `${count(rows, "row")} concerned`)
      : null,
    reason(why),
    exampleTable(list(examples).map(record)),
    code(plain(python)),
  );
}

function exampleTable(examples: readonly Readonly<Record<string, unknown>>[]): HTMLElement | null {
  if (examples.length === 0) return null;
  const head = ["Row", "Column", "Before", "After"].map((text) => h("th", { scope: "col" }, text));
  const rows = examples.map((one) =>
    h(
      "tr",
      {},
      h("td", {}, valueElement(one["key"])),
      ...(one["dropped"] === true
        ? [h("td", { colspan: 3 }, h("b", {}, "the row is dropped"))]
        : [
            h("td", {}, valueElement(one["column"])),
            h("td", { class: "wb-before" }, valueElement(one["before"])),
            h("td", { class: "wb-after" }, valueElement(one["after"])),
          ]),
    ),
  );
  return h(
    "table",
    { class: "wb-examples" },
    h("thead", {}, h("tr", {}, ...head)),
    h("tbody", {}, ...rows),
  );
}

function code(text: string | null): HTMLElement | null {
  if (text === null) return null;
  return h(
    "section",
    { class: "wb-code", "aria-label": "As Python" },
    h("span", { class: "wb-caption" }, "As Python"),
    h("pre", { tabindex: 0, dir: "ltr", test: "rule-python" }, h("code", {}, visible(text))),
  );
}

function title(item: ReviewItem): string {
  return `rule ${brief(item.payload["title"] ?? record(item.target["rule"])["kind"] ?? item.id, 50)}`;
}

function describe({ verdict }: DecisionSummary): string {
  return verdict === "accept" ? "accepted" : "rejected";
}

export const ruleCard: Card = { open, title, describe };
