/** What those who voted said, for whoever settles it: how often each, never who. */

import type { ReviewItem } from "../protocol.js";
import type { Card } from "./contract.js";
import { list, record, scalars } from "./contract.js";
import { tally } from "./disagreement.js";

/** The votes that an item to be settled carries; null on all others. */
export function votes(item: ReviewItem, card: Card): HTMLElement | null {
  const said = list(item.payload["votes"]).map(record);
  if (said.length === 0) return null;
  return tally(
    "Reviewers differ",
    said.map((one) => [document.createTextNode(words(one, card)), Number(one["count"])]),
  );
}

function words(vote: Readonly<Record<string, unknown>>, card: Card): string {
  const { verdict, choice, excluded, answer } = vote;
  if (verdict === "unsure") return "can’t tell";
  if (verdict !== "accept" && verdict !== "reject" && verdict !== "choose") return String(verdict);
  const chosen =
    typeof choice === "string" || typeof choice === "number" || typeof choice === "boolean"
      ? choice
      : null;
  return card.describe({
    verdict,
    choice: chosen,
    excluded: scalars(excluded).map(String),
    answer: answer ?? null,
  });
}
