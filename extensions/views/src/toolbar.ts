/** The controls of a review: the same places for every item of a queue, each with its key. */

import type { Action } from "./cards/index.js";
import { button, h } from "./dom.js";

export interface ToolbarHandlers {
  /** Take the action whose `test` name this is. */
  act(test: string): void;
  undo(): void;
  /** The keyboard goes back to the view. */
  leave(): void;
  say(text: string): void;
}

/** Judgements that every kind of card has. */
export const COMMON: readonly Action[] = [
  { test: "unsure", keys: ["u"], label: "Can’t tell", verdict: "unsure", told: "can’t tell" },
  { test: "skip", keys: ["n"], label: "Skip", verdict: "skip", told: "skipped" },
];

const KEY_NAMES: Readonly<Record<string, string>> = { enter: "Enter" };

export class Toolbar {
  readonly element: HTMLElement;
  readonly comment: HTMLInputElement;
  private readonly judgements = h("div", { class: "wb-judgements" });
  private readonly choices = h("div", { class: "wb-choices", "aria-label": "Labels", role: "group" });
  private readonly other: HTMLInputElement;
  private readonly others = h("datalist");
  private readonly undoButton: HTMLButtonElement;
  private readonly commentButton: HTMLButtonElement;
  private actions: readonly Action[] = [];
  private signature = "";
  private before = "";

  constructor(private readonly handlers: ToolbarHandlers) {
    this.undoButton = button({
      test: "undo",
      label: "Undo",
      key: "Z",
      title: "Take the last decision back (Z or Backspace)",
      onClick: () => handlers.undo(),
    });
    this.commentButton = button({
      test: "comment",
      label: "Comment",
      key: "C",
      title: "Write a comment on this decision (C)",
      onClick: () => this.comment.focus(),
    });
    this.comment = h("input", {
      type: "text",
      test: "comment-field",
      class: "wb-input",
      maxlength: 2000,
      dir: "auto",
      "aria-label": "Comment on this decision",
      placeholder: "Goes with your decision. Enter keeps it, Esc leaves it as it was.",
    });
    this.other = h("input", {
      type: "text",
      test: "other-label",
      class: "wb-input wb-other",
      "aria-label": "Another label",
      placeholder: "O  another label…",
    });
    this.others.id = `wb-labels-${Math.random().toString(36).slice(2)}`;
    this.other.setAttribute("list", this.others.id);
    this.comment.addEventListener("keydown", (event) => this.typeComment(event));
    this.other.addEventListener("keydown", (event) => this.typeOther(event));
    this.comment.addEventListener("focus", () => (this.before = this.comment.value));
    this.element = h(
      "div",
      { class: "wb-toolbar", role: "toolbar", "aria-label": "Decide" },
      h("div", { class: "wb-line" }, this.judgements, this.undoButton),
      this.choices,
      h(
        "div",
        { class: "wb-line wb-comment" },
        this.commentButton,
        this.comment,
      ),
    );
  }

  /** Offer these judgements; `enabled` is false while there is nothing to judge. */
  update(own: readonly Action[], enabled: boolean, undoable: boolean): void {
    this.actions = [...own, ...COMMON];
    const signature = JSON.stringify(
      this.actions.map(({ test, keys, label, unavailable }) => [test, keys, label, unavailable]),
    );
    if (signature !== this.signature) this.build(own);
    this.signature = signature;
    for (const control of this.element.querySelectorAll<HTMLButtonElement>("[data-action]")) {
      const action = this.find(control.dataset["action"] ?? "");
      control.disabled = !enabled || action?.unavailable !== undefined;
    }
    this.undoButton.disabled = !undoable;
    this.comment.disabled = !enabled;
    this.commentButton.disabled = !enabled;
    this.other.disabled = !enabled;
  }

  find(test: string): Action | undefined {
    return this.actions.find((action) => action.test === test);
  }

  byKey(key: string): Action | undefined {
    return this.actions.find((action) => action.keys.includes(key));
  }

  /** Put the keyboard into the field for labels beyond the tenth; says whether there is one. */
  focusOther(): boolean {
    if (!this.other.isConnected) return false;
    this.other.focus();
    return true;
  }

  private build(own: readonly Action[]): void {
    const choices = own.filter((action) => action.verdict === "choose");
    const rest = choices.filter((action) => action.keys.length === 0);
    const main = own.filter((action) => action.verdict !== "choose");
    this.judgements.replaceChildren(...[...main, ...COMMON].map((action) => this.control(action)));
    this.choices.replaceChildren(
      ...choices.filter((action) => action.keys.length > 0).map((action) => this.control(action)),
    );
    this.choices.hidden = choices.length === 0;
    if (rest.length === 0) return;
    this.others.replaceChildren(...rest.map((action) => h("option", { value: action.label })));
    this.choices.append(this.other, this.others);
  }

  private control(action: Action): HTMLButtonElement {
    const names = action.keys.map((key) => KEY_NAMES[key] ?? key.toUpperCase());
    const element = button({
      test: action.test,
      label: action.label,
      ...(names[0] === undefined ? {} : { key: names[0] }),
      class: action.primary ? "wb-primary" : "",
      title: action.unavailable ?? `${action.label} (${names.join(" or ")})`,
      onClick: () => this.handlers.act(action.test),
    });
    element.dataset["action"] = action.test;
    return element;
  }

  private typeComment(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Escape") this.comment.value = this.before;
    else if (this.comment.value) this.handlers.say("Comment kept; it goes with your decision.");
    this.handlers.leave();
  }

  private typeOther(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    const typed = this.other.value;
    const chosen = event.key === "Enter" ? this.match(typed) : undefined;
    if (event.key === "Enter" && !chosen) {
      this.handlers.say(`No single label is called “${typed}”.`);
      return;
    }
    this.other.value = "";
    this.handlers.leave();
    if (chosen) this.handlers.act(chosen.test);
  }

  /** The label typed in full, or the only one that contains what was typed. */
  private match(typed: string): Action | undefined {
    const choices = this.actions.filter((action) => action.verdict === "choose");
    const exact = choices.find((action) => action.label === typed);
    const near = choices.filter((action) =>
      action.label.toLowerCase().includes(typed.trim().toLowerCase()),
    );
    return exact ?? (typed.trim() !== "" && near.length === 1 ? near[0] : undefined);
  }
}
