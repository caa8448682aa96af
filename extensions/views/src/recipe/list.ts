/** The steps: accepted ones in order, below them what is suggested. One has the focus. */

import { h } from "../dom.js";
import type { OrderNote, RecipeState, RecipeStep } from "../protocol.js";
import { brief, count } from "../values.js";

export interface ListHandlers {
  readonly focus: (id: string) => void;
  readonly move: (id: string, position: number) => void;
  readonly open: (id: string) => void;
  readonly busy: (id: string) => boolean;
}

const ORIGINS: Readonly<Record<RecipeStep["origin"], string>> = {
  issue: "from an issue",
  review: "from review",
  edited: "edited by hand",
  own: "added by hand",
};

let lists = 0;

export class StepList {
  readonly element: HTMLElement;
  private readonly accepted = h("div", { role: "group", test: "steps" });
  private readonly suggested = h("div", { role: "group", test: "suggested" });
  private readonly prefix = `wb-steps-${(lists += 1)}`;
  private dragged: string | null = null;

  constructor(private readonly handlers: ListHandlers) {
    this.element = h(
      "div",
      {
        class: "wb-steps",
        role: "listbox",
        tabindex: 0,
        test: "step-list",
        "aria-label": "Rules: accepted in order, then suggested",
      },
      this.accepted,
      this.suggested,
    );
    this.listen();
  }

  draw(state: RecipeState, focus: string | null): void {
    const notes = new Map<string, OrderNote>(state.warnings.map((note) => [note.second, note]));
    const steps = state.steps.map((step, at) => this.step(step, at, focus, notes.get(step.id)));
    const more = state.suggested_total - state.suggested.length;
    this.accepted.replaceChildren(
      heading(`Recipe · ${count(state.steps.length, "rule")}`),
      ...steps,
      ...(steps.length ? [] : [h("p", { class: "wb-none" }, "No rule is accepted yet.")]),
    );
    this.suggested.replaceChildren(
      heading(`Suggested · ${state.suggested_total.toLocaleString("en")}`),
      ...state.suggested.map((step, at) => this.step(step, at, focus, undefined)),
      ...(more > 0 ? [h("p", { class: "wb-none" }, `And ${more} less sure ones.`)] : []),
    );
    this.accepted.setAttribute("aria-label", `Recipe, ${count(state.steps.length, "rule")}`);
    this.suggested.setAttribute(
      "aria-label",
      `Suggested, ${count(state.suggested.length, "rule")}`,
    );
    this.suggested.hidden = state.suggested.length === 0;
    const current = this.element.querySelector<HTMLElement>('[aria-selected="true"]');
    if (current) this.element.setAttribute("aria-activedescendant", current.id);
    else this.element.removeAttribute("aria-activedescendant");
  }

  /** Bring the step in focus into the part of the list that is seen. */
  reveal(): void {
    this.element
      .querySelector<HTMLElement>('[aria-selected="true"]')
      ?.scrollIntoView({ block: "nearest" });
  }

  private step(
    step: RecipeStep,
    at: number,
    focus: string | null,
    note: OrderNote | undefined,
  ): HTMLElement {
    const suggested = step.state === "suggested";
    const title = brief(step.title, 140);
    const about = suggested
      ? [percent(step.confidence), step.rows === null ? "" : count(step.rows, "row")]
      : [step.state === "off" ? "off" : "", ORIGINS[step.origin], brief(step.author || "—", 40)];
    const element = h(
      "div",
      {
        id: `${this.prefix}-${suggested ? "s" : "a"}${at}`,
        class: "wb-step",
        role: "option",
        test: suggested ? "suggestion" : "step",
        "aria-selected": step.id === focus ? "true" : "false",
        "data-state": step.state,
        draggable: suggested ? undefined : "true",
        "aria-busy": this.handlers.busy(step.id) ? "true" : undefined,
      },
      h("span", { class: "wb-step-number", "aria-hidden": "true" }, mark(step, at)),
      h(
        "span",
        { class: "wb-step-text" },
        h("span", { class: "wb-step-kind" }, step.kind.replaceAll("_", " ")),
        h("bdi", { class: "wb-step-title", dir: "auto" }, title),
        h("span", { class: "wb-step-about" }, about.filter(Boolean).join(" · ")),
        note ? h("span", { class: "wb-step-note" }, `⚠ ${brief(note.message, 160)}`) : null,
      ),
    );
    element.dataset["id"] = step.id;
    return element;
  }

  private listen(): void {
    const stepOf = (event: Event): HTMLElement | null =>
      (event.target as HTMLElement).closest<HTMLElement>(".wb-step");
    this.element.addEventListener("click", (event) => {
      const id = stepOf(event)?.dataset["id"];
      if (id !== undefined) this.handlers.focus(id);
    });
    this.element.addEventListener("dblclick", (event) => {
      const id = stepOf(event)?.dataset["id"];
      if (id !== undefined) this.handlers.open(id);
    });
    this.element.addEventListener("dragstart", (event) => {
      this.dragged = stepOf(event)?.dataset["id"] ?? null;
      if (this.dragged === null || !event.dataTransfer) return;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "rule");
    });
    this.accepted.addEventListener("dragover", (event) => this.over(event));
    this.accepted.addEventListener("dragleave", () => this.unmark());
    this.accepted.addEventListener("drop", (event) => this.drop(event));
    this.element.addEventListener("dragend", () => {
      this.dragged = null;
      this.unmark();
    });
  }

  private over(event: DragEvent): void {
    if (this.dragged === null) return;
    event.preventDefault();
    this.unmark();
    const steps = this.steps();
    const position = this.gap(event.clientY);
    if (position < steps.length) steps[position]?.classList.add("wb-drop-before");
    else steps[steps.length - 1]?.classList.add("wb-drop-after");
  }

  private drop(event: DragEvent): void {
    const dragged = this.dragged;
    if (dragged === null) return;
    event.preventDefault();
    const gap = this.gap(event.clientY);
    const from = this.steps().findIndex((step) => step.dataset["id"] === dragged);
    this.unmark();
    this.dragged = null;
    const position = gap > from ? gap - 1 : gap;
    if (position !== from) this.handlers.move(dragged, position);
  }

  private gap(y: number): number {
    const steps = this.steps();
    const at = steps.findIndex((step) => {
      const box = step.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    return at < 0 ? steps.length : at;
  }

  private steps(): HTMLElement[] {
    return [...this.accepted.querySelectorAll<HTMLElement>(".wb-step")];
  }

  private unmark(): void {
    for (const step of this.steps()) step.classList.remove("wb-drop-before", "wb-drop-after");
  }
}

function heading(text: string): HTMLElement {
  return h("div", { class: "wb-steps-head", "aria-hidden": "true" }, text);
}

function mark(step: RecipeStep, at: number): string {
  if (step.state === "suggested") return "?";
  return step.state === "off" ? "○" : String(at + 1);
}

function percent(confidence: number | null): string {
  return confidence === null ? "" : `${Math.round(confidence * 100)}% sure`;
}
