/** The item that is being judged, as its card shows it. */

import { type Action, type Host, type OpenCard, cardFor, votes } from "./cards/index.js";
import { h } from "./dom.js";
import type { ReviewItem } from "./protocol.js";
import type { ReviewSession } from "./session.js";

export class Stage {
  readonly element = h("section", { class: "wb-card", "aria-label": "Item to decide" });
  private readonly empty = new Map<string, OpenCard>();
  private card: OpenCard | null = null;

  constructor(private readonly host: Host) {}

  /** The card of the item that is shown; null while there is none. */
  get open(): OpenCard | null {
    return this.card;
  }

  show(item: ReviewItem, session: ReviewSession): void {
    this.card?.close?.();
    const card = cardFor(item.kind);
    this.card = card.open(item, session.queue, this.host);
    this.element.replaceChildren(
      h(
        "div",
        { test: "review-card", "data-item": item.id, "data-kind": item.kind },
        h("h3", { class: "wb-item-title" }, h("bdi", { dir: "auto" }, card.title(item))),
        votes(item, card),
        this.card.element,
      ),
    );
    this.element.scrollTop = 0;
  }

  /** Something else is shown instead of the item. */
  clear(notice: HTMLElement): void {
    this.card?.close?.();
    this.card = null;
    this.element.replaceChildren(notice);
  }

  /** What is offered; with no item the buttons of the queue's kind stay, or the page would jump. */
  actions(session: ReviewSession): readonly Action[] {
    return (this.card ?? this.standIn(session)).actions();
  }

  typed(session: ReviewSession): OpenCard["typed"] | null {
    return (this.card ?? this.standIn(session)).typed ?? null;
  }

  private standIn(session: ReviewSession): OpenCard {
    const { kind } = session.queue;
    const known = this.empty.get(kind);
    if (known) return known;
    const made = cardFor(kind).open(
      { id: "", kind, target: {}, payload: {} },
      session.queue,
      this.host,
    );
    this.empty.set(kind, made);
    return made;
  }
}
