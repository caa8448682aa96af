/** What can be done with the rule in focus, by button or key. */

import { button, h } from "../dom.js";
import type { RecipeStep } from "../protocol.js";

export type ActionName =
  "accept" | "reject" | "toggle" | "up" | "down" | "edit" | "remove" | "add" | "undo" | "redo";

export interface Offer {
  readonly step: RecipeStep | null;
  readonly position: number;
  readonly total: number;
  readonly undo: string | null;
  readonly redo: string | null;
}

export class Actions {
  readonly element: HTMLElement;
  private readonly buttons: Readonly<Record<ActionName, HTMLButtonElement>>;

  constructor(act: (name: ActionName) => void) {
    const make = (name: ActionName, label: string, key: string, title: string): HTMLButtonElement =>
      button({
        test: `do-${name}`,
        class: "wb-small",
        label,
        key,
        title,
        onClick: () => act(name),
      });
    this.buttons = {
      accept: make("accept", "Accept", "A", "Accept this suggestion (A)"),
      reject: make("reject", "Reject", "R", "Reject this suggestion (R)"),
      toggle: make("toggle", "Off", "Space", "Switch this rule off or on (Space)"),
      up: make("up", "Up", "Alt ↑", "Move this rule up (Alt+Up)"),
      down: make("down", "Down", "Alt ↓", "Move this rule down (Alt+Down)"),
      edit: make("edit", "Edit", "E", "Edit this rule (E)"),
      remove: make("remove", "Remove", "R", "Take this rule out (R)"),
      add: make("add", "Add a rule", "N", "Write a rule of your own (N)"),
      undo: make("undo", "Undo", "Ctrl Z", "Undo (Ctrl+Z)"),
      redo: make("redo", "Redo", "Ctrl Y", "Redo (Ctrl+Shift+Z or Ctrl+Y)"),
    };
    const keys: Partial<Record<ActionName, string>> = {
      toggle: "Space",
      up: "Alt+ArrowUp",
      down: "Alt+ArrowDown",
      undo: "Control+Z Meta+Z",
      redo: "Control+Shift+Z Control+Y Meta+Shift+Z",
    };
    for (const [name, key] of Object.entries(keys)) {
      this.buttons[name as ActionName].setAttribute("aria-keyshortcuts", key);
    }
    const { accept, reject, toggle, up, down, edit, remove, add, undo, redo } = this.buttons;
    this.element = h(
      "div",
      { class: "wb-recipe-tools", role: "toolbar", "aria-label": "Rule in focus" },
      h("div", { class: "wb-group wb-of-rules" }, accept, reject, toggle, up, down, edit, remove),
      h("div", { class: "wb-group" }, add, undo, redo),
    );
  }

  draw({ step, position, total, undo, redo }: Offer): void {
    const suggested = step?.state === "suggested";
    const accepted = step !== null && !suggested;
    const { buttons } = this;
    buttons.accept.hidden = buttons.reject.hidden = !suggested;
    for (const name of ["toggle", "up", "down", "remove"] as const)
      buttons[name].hidden = suggested;
    buttons.toggle.disabled = buttons.remove.disabled = !accepted;
    buttons.edit.disabled = step === null;
    buttons.up.disabled = !accepted || position <= 0;
    buttons.down.disabled = !accepted || position >= total - 1;
    relabel(buttons.toggle, step?.state === "off" ? "On" : "Off");
    this.offer(buttons.undo, "Undo", undo, "Ctrl+Z");
    this.offer(buttons.redo, "Redo", redo, "Ctrl+Shift+Z or Ctrl+Y");
  }

  private offer(element: HTMLButtonElement, word: string, what: string | null, key: string): void {
    element.disabled = what === null;
    element.title =
      what === null
        ? `${word} (${key}): nothing to ${word.toLowerCase()}`
        : `${word}: ${what} (${key})`;
  }
}

function relabel(element: HTMLButtonElement, label: string): void {
  const words = element.querySelector(".wb-button-label");
  if (words && words.textContent !== label) words.textContent = label;
}
