import type { CardKind } from "../protocol.js";
import { annotateCard } from "./annotate/index.js";
import { cellCard } from "./cell.js";
import type { Card } from "./contract.js";
import { disagreementCard } from "./disagreement.js";
import { labelCard } from "./label.js";
import { pairCard } from "./pair.js";
import { plainCard } from "./plain.js";
import { ruleCard } from "./rule.js";
import { valueCard } from "./value.js";

export type { Action, Card, Host, OpenCard, Typed } from "./contract.js";
export { votes } from "./votes.js";

const CARDS: Readonly<Record<CardKind, Card>> = {
  label: labelCard,
  pair: pairCard,
  rule: ruleCard,
  cell: cellCard,
  value: valueCard,
  disagreement: disagreementCard,
  annotate: annotateCard,
};

/** The card for a kind of item; kinds without one (of a newer server) show their fields. */
export function cardFor(kind: string): Card {
  return Object.hasOwn(CARDS, kind) ? CARDS[kind as CardKind] : plainCard;
}
