/** The last decisions, each with what became of it and a way back. */

import { button, h } from "./dom.js";
import { CHANGEABLE, type Entry, type EntryState, UNDOABLE } from "./entries.js";
import { sentence } from "./values.js";

const WORDS: Readonly<Record<EntryState, string>> = {
  saving: "saving…",
  saved: "saved ✓",
  failed: "NOT SAVED",
  undoing: "undoing…",
  "undo-failed": "undo NOT SAVED",
  undone: "undone",
  changed: "changed",
};

/** So many are listed; more on request. */
const SHOWN = 10;
const MORE = 50;

interface Row {
  readonly element: HTMLElement;
  readonly state: HTMLElement;
  readonly detail: HTMLElement;
  readonly undo: HTMLButtonElement;
  readonly change: HTMLButtonElement;
  readonly retry: HTMLButtonElement;
}

export interface RecentHandlers {
  undo(entry: Entry): void;
  change(entry: Entry): void;
  older(): void;
  retry(entry: Entry): void;
}

export class RecentList {
  readonly element: HTMLElement;
  private readonly list = h("ol", { class: "wb-recent-list", reversed: true });
  private readonly empty = h("p", { class: "wb-quiet" }, "Nothing decided yet.");
  private readonly rows = new Map<string, Row>();
  private readonly more: HTMLButtonElement;
  private shown = SHOWN;

  constructor(private readonly handlers: RecentHandlers) {
    this.more = button({
      test: "show-older",
      label: "Show earlier ones",
      class: "wb-small",
      onClick: () => {
        this.shown += MORE;
        handlers.older();
      },
    });
    this.more.hidden = true;
    this.element = h(
      "aside",
      { class: "wb-recent", "aria-label": "Last decisions" },
      h("h3", {}, "Last decisions"),
      this.empty,
      this.list,
      this.more,
    );
  }

  /** Show the newest entries, and every older one that is not saved; `older`: the store has more. */
  update(entries: readonly Entry[], older: boolean): void {
    const settled: readonly EntryState[] = ["saved", "undone", "changed"];
    const shown = entries.filter(
      (entry, position) => position < this.shown || !settled.includes(entry.state),
    );
    this.more.hidden = !older && entries.length <= this.shown;
    const kept = new Set(shown.map((entry) => entry.id));
    for (const [id, row] of this.rows) {
      if (kept.has(id)) continue;
      row.element.remove();
      this.rows.delete(id);
    }
    // Rows are changed in place: a row replaced between press and release would lose the click.
    shown.forEach((entry, position) => {
      const row = this.rows.get(entry.id) ?? this.add(entry);
      const there = this.list.children[position] ?? null;
      if (there !== row.element) this.list.insertBefore(row.element, there);
      show(row, entry);
    });
    this.empty.hidden = shown.length > 0;
  }

  private add(entry: Entry): Row {
    const undo = button({
      test: "row-undo",
      label: "Undo",
      class: "wb-small",
      title: `Undo ${entry.title}`,
      onClick: () => this.handlers.undo(entry),
    });
    const change = button({
      test: "row-change",
      label: "Change",
      class: "wb-small",
      title: `Change the decision: ${entry.title}`,
      onClick: () => this.handlers.change(entry),
    });
    const retry = button({
      test: "row-retry",
      label: "Retry",
      class: "wb-small",
      title: `Send ${entry.title} again`,
      onClick: () => this.handlers.retry(entry),
    });
    const state = h("span", { class: "wb-state", test: "save-state" });
    const detail = h("p", { class: "wb-detail" });
    const element = h(
      "li",
      { test: "recent-row", class: "wb-row", "data-item": entry.itemId },
      h("bdi", { class: "wb-row-title", dir: "auto", title: entry.title }, entry.title),
      h("span", { class: "wb-row-end" }, state, retry, change, undo),
      detail,
    );
    const row = { element, state, detail, undo, change, retry };
    this.rows.set(entry.id, row);
    return row;
  }
}

function show(row: Row, entry: Entry): void {
  row.element.dataset["state"] = entry.state;
  row.state.dataset["state"] = entry.state;
  row.state.textContent = WORDS[entry.state];
  const failed = entry.state === "failed" || entry.state === "undo-failed";
  const next = failed && !entry.refused ? " Sent again automatically." : "";
  row.detail.textContent = entry.error ? sentence(entry.error) + next : "";
  row.detail.hidden = !entry.error;
  row.retry.hidden = !failed;
  row.change.hidden = !CHANGEABLE.has(entry.state);
  row.undo.hidden = !UNDOABLE.has(entry.state);
}
