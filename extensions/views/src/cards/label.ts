/** Is this label right? The row, its text or image, the label it has, and the one suggested. */

import { h } from "../dom.js";
import type { QueueInfo, ReviewItem } from "../protocol.js";
import { brief, plain, valueElement } from "../values.js";
import { choiceActions, optionsOf } from "./choices.js";
import {
  type Action,
  type Card,
  type Host,
  type OpenCard,
  type DecisionSummary,
  record,
} from "./contract.js";
import { contrast, fieldTable, reason, side } from "./fields.js";
import { images } from "./media.js";

function open(item: ReviewItem, queue: QueueInfo, host: Host): OpenCard {
  const actions = [...judgements(item), ...choiceActions(optionsOf(item, queue))];
  return { element: render(item, host), actions: () => actions };
}

function judgements(item: ReviewItem): Action[] {
  const { label, suggested, from } = item.payload;
  const outcome = `kept ${brief(label)}`;
  if (typeof from === "string") {
    const keys = ["a", "enter", "k"];
    return [
      { test: "reject", keys, label: "Label is right", verdict: "reject", primary: true, outcome },
    ];
  }
  const none = suggested === null || suggested === undefined;
  const accept: Action = {
    test: "accept",
    keys: ["a", "enter"],
    label: "Accept suggestion",
    verdict: "accept",
    primary: true,
    outcome: brief(suggested),
    ...(none ? { unavailable: "Nothing is suggested for this item." } : {}),
  };
  return [
    accept,
    { test: "reject", keys: ["k", "r"], label: "Keep label", verdict: "reject", outcome },
  ];
}

function render(item: ReviewItem, host: Host): HTMLElement {
  const { column, label, suggested, row, why, from, text, media } = item.payload;
  const name = typeof column === "string" ? column : null;
  const now = side("Label now", label, "label-now", "now");
  const other = side("Suggested", suggested, "label-suggested", "suggested");
  return h(
    "div",
    { class: "wb-label-card" },
    contrast(now, typeof from === "string" ? null : other),
    reason(why),
    images(media, host),
    passage(text),
    fieldTable(record(row), name),
  );
}

/** A long text as it is written: line breaks and spaces kept, in lines that can be read. */
export function passage(text: unknown): HTMLElement | null {
  const { column, value } = record(text);
  if (typeof column !== "string") return null;
  return h(
    "section",
    { class: "wb-passage", test: "card-text", "aria-label": brief(column) },
    h("span", { class: "wb-caption" }, h("bdi", { dir: "auto" }, brief(column))),
    h(
      "div",
      { class: "wb-prose", tabindex: 0, role: "group", "aria-label": brief(column) },
      prose(value),
    ),
  );
}

/** Texts are read, not skimmed: far more of them is shown than of other values. */
function prose(value: unknown): HTMLElement {
  return valueElement(plain(value), null, 6000);
}

function title(item: ReviewItem): string {
  const key = brief(item.payload["key"] ?? item.target["key"] ?? item.id);
  const { column } = item.payload;
  return typeof column === "string" ? `${brief(column, 30)} of ${key}` : key;
}

function describe({ verdict, choice }: DecisionSummary): string {
  return verdict === "accept" ? "accepted" : verdict === "reject" ? "label kept" : brief(choice);
}

export const labelCard: Card = { open, title, describe };
