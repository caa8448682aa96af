/** An item of a kind without a card of its own: its fields, and yes or no. */

import { h } from "../dom.js";
import type { ReviewItem } from "../protocol.js";
import { brief } from "../values.js";
import type { Action, Card } from "./contract.js";
import { fieldTable, reason } from "./fields.js";

const ACTIONS: readonly Action[] = [
  {
    test: "accept",
    keys: ["a", "enter"],
    label: "Accept",
    verdict: "accept",
    primary: true,
    outcome: "accepted",
  },
  { test: "reject", keys: ["r", "k"], label: "Reject", verdict: "reject", outcome: "rejected" },
];

function render(item: ReviewItem): HTMLElement {
  const { why, ...fields } = item.payload;
  return h("div", {}, reason(why), fieldTable(fields));
}

export const plainCard: Card = {
  open: (item) => ({ element: render(item), actions: () => ACTIONS }),
  title: (item) => brief(item.payload["title"] ?? item.id),
  describe: ({ verdict }) => (verdict === "accept" ? "accepted" : "rejected"),
};
