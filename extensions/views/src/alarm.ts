/** The strip that stays in sight while a decision is not saved. */

import { button, h } from "./dom.js";
import type { Entry } from "./entries.js";
import { sentence } from "./values.js";

export class Alarm {
  readonly element: HTMLElement;
  private readonly text = h("span");

  constructor(retry: () => void) {
    this.element = h(
      "div",
      { class: "wb-alarm", role: "alert", hidden: true },
      this.text,
      button({ test: "retry-all", label: "Retry now", onClick: retry }),
    );
  }

  update(unsaved: readonly Entry[]): void {
    const failed = unsaved.filter((entry) => entry.error !== null);
    const first = failed[0];
    this.element.hidden = first === undefined;
    // Named only while it shows: a hidden error is none.
    if (first) this.element.dataset["test"] = "review-error";
    else delete this.element.dataset["test"];
    const text = first ? describe(failed.length, first) : "";
    // Set only when it changed, or a screen reader would read it again and again.
    if (this.text.textContent !== text) this.text.textContent = text;
  }
}

function describe(count: number, first: Entry): string {
  const what = count === 1 ? "1 decision is NOT SAVED" : `${count} decisions are NOT SAVED`;
  const how = first.refused
    ? "It was refused: undo it, or retry."
    : "It is sent again automatically; keep this page open.";
  return `${what}. ${sentence(first.error ?? "")} ${how}`;
}
