/** Annotators differ: which label is right? It shows how many gave each, never who. */

import { h } from "../dom.js";
import type { QueueInfo, ReviewItem } from "../protocol.js";
import { brief, valueElement } from "../values.js";
import { choiceActions, optionsOf } from "./choices.js";
import { type Card, type OpenCard, type DecisionSummary, list, record } from "./contract.js";
import { fieldTable, reason } from "./fields.js";

function open(item: ReviewItem, queue: QueueInfo): OpenCard {
  const actions = choiceActions(optionsOf(item, queue));
  return { element: render(item, queue), actions: () => actions };
}

function render(item: ReviewItem, queue: QueueInfo): HTMLElement {
  const { labels, row, why } = item.payload;
  return h(
    "div",
    { class: "wb-disagreement-card" },
    reason(why),
    tally(
      "Labels given",
      list(labels)
        .map(record)
        .map(({ label, count }) => [valueElement(label), Number(count)]),
    ),
    queue.guideline.trim() === ""
      ? null
      : h(
          "section",
          { class: "wb-rules-of-labelling" },
          h("span", { class: "wb-caption" }, "Guideline"),
          h("p", { dir: "auto" }, queue.guideline),
        ),
    fieldTable(record(row)),
  );
}

/** How often each thing was said, as figures with bars. */
export function tally(caption: string, said: readonly (readonly [Node, number])[]): HTMLElement {
  const most = Math.max(1, ...said.map(([, count]) => count));
  const rows = said.map(([what, count]) => {
    const bar = h("i", { "aria-hidden": "true" });
    bar.style.width = `${(100 * count) / most}%`;
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, what),
      h("td", { class: "wb-number" }, String(count)),
      h("td", { class: "wb-bar" }, bar),
    );
  });
  return h(
    "table",
    { class: "wb-tally", test: "tally" },
    h("caption", { class: "wb-caption" }, caption),
    h("tbody", {}, ...rows),
  );
}

function title(item: ReviewItem): string {
  return `label of ${brief(item.payload["item"] ?? item.target["item"] ?? item.id)}`;
}

function describe({ choice }: DecisionSummary): string {
  return brief(choice);
}

export const disagreementCard: Card = { open, title, describe };
