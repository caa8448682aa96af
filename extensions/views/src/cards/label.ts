/** Is this label right? The row, the label it has, and the one that is suggested. */

import { h } from "../dom.js";
import type { QueueInfo, ReviewItem, Scalar } from "../protocol.js";
import { brief, valueElement } from "../values.js";
import { type Action, type Card, list, record } from "./contract.js";
import { fieldTable, reason } from "./fields.js";

/** Keys of the options in order; further options have a button and no key. */
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];

function options(item: ReviewItem, queue: QueueInfo): readonly Scalar[] {
  // The queue's order first: a key that means another label on the next item invites mistakes.
  const own = queue.options.length > 0 ? queue.options : list(item.payload["options"]);
  return own.filter((value): value is Scalar => value !== null && typeof value !== "object");
}

function actions(item: ReviewItem, queue: QueueInfo): readonly Action[] {
  const { label, suggested } = item.payload;
  const none = suggested === null || suggested === undefined;
  const choices = options(item, queue).map(
    (option, position): Action => ({
      test: `choice-${position + 1}`,
      keys: DIGITS.slice(position, position + 1),
      label: brief(option, 32),
      verdict: "choose",
      choice: option,
      told: brief(option),
    }),
  );
  const accept: Action = {
    test: "accept",
    keys: ["a", "enter"],
    label: "Accept suggestion",
    verdict: "accept",
    primary: true,
    told: brief(suggested),
    ...(none ? { unavailable: "Nothing is suggested for this item." } : {}),
  };
  const keep: Action = {
    test: "reject",
    keys: ["k", "r"],
    label: "Keep label",
    verdict: "reject",
    told: `kept ${brief(label)}`,
  };
  return [accept, keep, ...choices];
}

function render(item: ReviewItem): HTMLElement {
  const { column, label, suggested, row, why } = item.payload;
  const name = typeof column === "string" ? column : null;
  return h(
    "div",
    { class: "wb-label-card" },
    h(
      "div",
      { class: "wb-contrast" },
      side("Label now", label, "now"),
      h("span", { class: "wb-arrow", "aria-hidden": "true" }, "→"),
      side("Suggested", suggested, "suggested"),
    ),
    reason(why),
    fieldTable(record(row), name),
  );
}

function side(caption: string, value: unknown, test: string): HTMLElement {
  return h(
    "div",
    { class: `wb-side wb-side-${test}`, test: `label-${test}` },
    h("span", { class: "wb-caption" }, caption),
    h("div", { class: "wb-big" }, valueElement(value)),
  );
}

function title(item: ReviewItem): string {
  const key = brief(item.payload["key"] ?? item.target["key"] ?? item.id);
  const { column } = item.payload;
  return typeof column === "string" ? `${brief(column, 30)} of ${key}` : key;
}

export const labelCard: Card = { actions, render, title };
