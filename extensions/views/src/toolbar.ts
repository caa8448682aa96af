/** The controls of a review: in the same positions for every item of a queue, each with its key. */

import type { Action, Typed } from "./cards/index.js";
import { button, h } from "./dom.js";
import { keyName } from "./legend.js";

export interface ToolbarHandlers {
  /** Take the action whose `test` name this is. */
  act(test: string): void;
  /** Take a judgement that was typed. */
  take(action: Action): void;
  undo(): void;
  legend(): void;
  /** The keyboard goes back to the view. */
  leave(): void;
  say(text: string): void;
}

/** Judgements that every kind of card has. */
export const COMMON: readonly Action[] = [
  { test: "unsure", keys: ["u"], label: "Can’t tell", verdict: "unsure", outcome: "can’t tell" },
  { test: "skip", keys: ["n"], label: "Skip", verdict: "skip", outcome: "skipped" },
];

/** With more labels than this they are found by typing, and this many are shown. */
const MANY = 26;

export class Toolbar {
  readonly element: HTMLElement;
  readonly comment: HTMLInputElement;
  readonly legendButton: HTMLButtonElement;
  private readonly judgements = h("div", { class: "wb-judgements" });
  private readonly choices = h("div", {
    class: "wb-choices",
    "aria-label": "Choices",
    role: "group",
  });
  private readonly other: HTMLInputElement;
  private readonly refusal = h("p", { class: "wb-refusal", test: "refusal", hidden: true });
  private readonly undoButton: HTMLButtonElement;
  private readonly commentButton: HTMLButtonElement;
  private actions: readonly Action[] = [];
  private typed: Typed | null = null;
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
    this.legendButton = button({
      test: "show-legend",
      label: "Keys",
      key: "?",
      title: "Show which key does what (? or H)",
      onClick: () => handlers.legend(),
    });
    this.legendButton.setAttribute("aria-expanded", "false");
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
      dir: "auto",
      autocomplete: "off",
    });
    this.comment.addEventListener("keydown", (event) => this.typeComment(event));
    this.other.addEventListener("keydown", (event) => this.typeOther(event));
    this.other.addEventListener("input", () => this.filter());
    this.comment.addEventListener("focus", () => (this.before = this.comment.value));
    this.element = h(
      "div",
      { class: "wb-toolbar", role: "toolbar", "aria-label": "Decide" },
      h(
        "div",
        { class: "wb-line" },
        this.judgements,
        h("div", { class: "wb-judgements wb-ends" }, this.undoButton, this.legendButton),
      ),
      this.choices,
      this.refusal,
      h("div", { class: "wb-line wb-comment" }, this.commentButton, this.comment),
    );
  }

  /** Offer these judgements; `enabled` is false while there is nothing to judge. */
  update(own: readonly Action[], typed: Typed | null, enabled: boolean, undoable: boolean): void {
    this.actions = [...own, ...COMMON];
    this.typed = typed;
    const signature = JSON.stringify([
      this.actions.map(({ test, keys, label, verdict }) => [test, keys, label, verdict]),
      typed?.hint,
    ]);
    if (signature !== this.signature) this.build(own);
    this.signature = signature;
    for (const control of this.element.querySelectorAll<HTMLButtonElement>("[data-action]")) {
      const action = this.find(control.dataset["action"] ?? "");
      control.disabled = !enabled || action?.unavailable !== undefined;
      if (action) control.title = titleOf(action);
    }
    this.undoButton.disabled = !undoable;
    this.comment.disabled = !enabled;
    this.commentButton.disabled = !enabled;
    this.other.disabled = !enabled;
  }

  /** Everything that can be judged now, for the legend. */
  get offered(): readonly Action[] {
    return this.actions;
  }

  /** What the field beside the buttons is for; empty where there is none. */
  get fieldWords(): string {
    return this.other.isConnected ? (this.typed?.label ?? "Find a label").toLowerCase() : "";
  }

  /** A new item: what was typed for the last one is gone. */
  clear(): void {
    if (this.other.value !== "") {
      this.other.value = "";
      this.filter();
    }
    this.refuse("");
  }

  find(test: string): Action | undefined {
    return this.actions.find((action) => action.test === test);
  }

  byKey(key: string): Action | undefined {
    return this.actions.find((action) => action.keys.includes(key));
  }

  /** Put the keyboard into the field for what no key does; says whether there is one. */
  focusOther(): boolean {
    if (!this.other.isConnected) return false;
    this.other.focus();
    return true;
  }

  private get labels(): readonly Action[] {
    return this.actions.filter((action) => /^choice-/.test(action.test));
  }

  private build(own: readonly Action[]): void {
    const choices = own.filter((action) => /^choice-/.test(action.test));
    const main = own.filter((action) => !choices.includes(action));
    this.judgements.replaceChildren(...[...main, ...COMMON].map((action) => this.control(action)));
    this.other.value = "";
    const field = this.typed !== null || choices.length > MANY;
    this.other.placeholder = `O  ${this.typed?.hint ?? `find one of ${choices.length} labels…`}`;
    this.other.setAttribute("aria-label", this.typed?.label ?? "Find a label");
    this.choices.replaceChildren(
      ...choices.slice(0, MANY).map((action) => this.control(action)),
      ...(field ? [this.other] : []),
    );
    this.choices.hidden = choices.length === 0 && !field;
  }

  /** Show the labels that contain what is typed. */
  private filter(): void {
    this.refuse("");
    if (this.typed) return;
    const typed = this.other.value.trim().toLowerCase();
    const matches = this.labels.filter(({ label }) => label.toLowerCase().includes(typed));
    // The field stays where it is: taking it out of the page would take the keyboard from it.
    for (const control of this.choices.querySelectorAll("button")) control.remove();
    this.other.before(...matches.slice(0, MANY).map((action) => this.control(action)));
  }

  private control(action: Action): HTMLButtonElement {
    const [first] = action.keys.map(keyName);
    const element = button({
      test: action.test,
      label: action.label,
      ...(first === undefined ? {} : { key: first }),
      class: action.primary ? "wb-primary" : "",
      title: titleOf(action),
      onClick: () => this.handlers.act(action.test),
    });
    element.dataset["action"] = action.test;
    return element;
  }

  private refuse(text: string): void {
    this.refusal.hidden = text === "";
    this.refusal.textContent = text;
    if (text) this.other.setAttribute("aria-invalid", "true");
    else this.other.removeAttribute("aria-invalid");
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
    if (event.key === "Escape") {
      this.clear();
      this.handlers.leave();
      return;
    }
    const chosen = this.read(typed);
    if (typeof chosen === "string") {
      this.refuse(chosen);
      this.handlers.say(chosen);
      return;
    }
    this.clear();
    this.handlers.leave();
    this.handlers.take(chosen);
  }

  private read(typed: string): Action | string {
    if (this.typed) return this.typed.read(typed);
    return this.match(typed) ?? `No single label matches “${typed.slice(0, 60)}”.`;
  }

  /** The label typed in full, or the only one that contains what was typed. */
  private match(typed: string): Action | undefined {
    const exact = this.labels.find((action) => action.label === typed);
    const near = this.labels.filter((action) =>
      action.label.toLowerCase().includes(typed.trim().toLowerCase()),
    );
    return exact ?? (typed.trim() !== "" && near.length === 1 ? near[0] : undefined);
  }
}

function titleOf(action: Action): string {
  const keys = action.keys.map(keyName).join(" or ");
  return action.unavailable ?? (keys ? `${action.label} (${keys})` : action.label);
}
