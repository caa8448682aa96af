/** The module beside the rules: the rule in focus is marked, a draft is counted in. */

import { button, h } from "../dom.js";
import type { Preview, RecipeState, RecipeStep } from "../protocol.js";
import { codeParts } from "./code.js";

export interface CodeSubject {
  readonly state: RecipeState;
  /** The step in focus. */
  readonly focused: string | null;
  /** What the server said last of the rule that is being written; null while none is. */
  readonly draft: Preview | null;
}

export class CodePane {
  readonly element: HTMLElement;
  private readonly code = h("pre", {
    class: "wb-code",
    tabindex: 0,
    test: "code",
    "aria-label": "Python module",
    role: "region",
  });
  private readonly note = h("p", { class: "wb-quiet wb-code-note" });
  private text = "";
  private drawn = "";

  constructor(private readonly say: (text: string) => void) {
    const copy = button({
      test: "copy-code",
      class: "wb-small",
      label: "Copy",
      onClick: () => void this.copy(),
    });
    this.element = h(
      "div",
      { class: "wb-pane wb-pane-code" },
      h("div", { class: "wb-code-head" }, h("h3", {}, "Python"), this.note, copy),
      this.code,
    );
  }

  draw({ state, focused, draft }: CodeSubject): void {
    const drafted = draft?.code ?? null;
    this.text = drafted ?? state.code;
    const rule = numberOf(state, drafted === null ? null : draft, focused);
    const drawn = `${rule} ${this.text}`;
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.code.replaceChildren(...codeParts(this.text, state.notes.length ? null : rule));
    this.note.textContent = [drafted === null ? "" : "with the draft", ...state.notes].join(" ");
    const block = this.code.querySelector<HTMLElement>(".wb-code-rule");
    if (block) this.code.scrollTop = block.offsetTop - this.code.clientHeight / 3;
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.say("The code is copied.");
    } catch {
      const range = document.createRange();
      range.selectNodeContents(this.code);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
      this.say("The code is selected: press Ctrl+C to copy it.");
    }
  }
}

/** Which rule of the module is looked at, from 1: only the steps that run are in it. */
function numberOf(
  state: RecipeState,
  draft: Preview | null,
  focused: string | null,
): number | null {
  const runs = (step: RecipeStep): boolean => step.state === "on";
  if (draft) return state.steps.slice(0, draft.place ?? -1).filter(runs).length + 1;
  const at = state.steps.filter(runs).findIndex((step) => step.id === focused);
  return at < 0 ? null : at + 1;
}
