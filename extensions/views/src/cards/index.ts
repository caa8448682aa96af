import type { Card } from "./contract.js";
import { labelCard } from "./label.js";
import { pairCard } from "./pair.js";
import { plainCard } from "./plain.js";

export type { Action, Card } from "./contract.js";

const CARDS: ReadonlyMap<string, Card> = new Map([
  ["label", labelCard],
  ["pair", pairCard],
]);

/** The card for a kind of item; kinds without one show their fields. */
export function cardFor(kind: string): Card {
  return CARDS.get(kind) ?? plainCard;
}
