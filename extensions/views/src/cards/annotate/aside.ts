/** What goes with every annotation: how sure, flags, what the item does not tell, how long. */

import { h } from "../../dom.js";
import type { Answer, LabelSchema } from "../../protocol.js";
import { brief } from "../../values.js";
import type { Host } from "../contract.js";

const SURENESS = ["sure", "fairly sure", "in doubt", "nearly a guess", "a guess"] as const;

export class Aside {
  readonly element: HTMLElement;
  readonly keys = [[", .", "surer, less sure"]] as const;
  private readonly slider = h("input", {
    type: "range",
    min: 0,
    max: SURENESS.length - 1,
    step: 1,
    value: 0,
    test: "uncertain",
    "aria-label": "How sure are you?",
  });
  private readonly word = h("output", { class: "wb-quiet", test: "sureness" }, "not said");
  private readonly lacks = h("input", {
    type: "text",
    class: "wb-input",
    test: "lacks",
    maxlength: 200,
    dir: "auto",
    placeholder: "what one would have to know",
  });
  private readonly flags: readonly (readonly [string, HTMLInputElement])[];
  private told = false;
  private readonly since = performance.now();
  private hidden = 0;
  private hiddenSince: number | null = null;

  constructor(
    schema: LabelSchema | null,
    private readonly host: Host,
  ) {
    this.slider.addEventListener("input", () => this.tell());
    this.lacks.addEventListener("keydown", (event) => {
      // Letters are text here, not judgements.
      if (event.key !== "Escape" && event.key !== "Tab") event.stopPropagation();
      if (event.key === "Enter") host.leave();
    });
    this.flags = (schema?.flags ?? []).map((flag) => [
      flag,
      h("input", { type: "checkbox", test: "flag" }),
    ]);
    document.addEventListener("visibilitychange", this.watch);
    this.element = h(
      "div",
      { class: "wb-aside", test: "aside" },
      h("label", { class: "wb-sure" }, "How sure? ", this.slider, " ", this.word),
      ...this.flags.map(([flag, box]) =>
        h("label", { class: "wb-check" }, box, h("bdi", { dir: "auto" }, brief(flag))),
      ),
      h("label", { class: "wb-lacks" }, "The item does not tell ", this.lacks),
    );
  }

  /** The answer with all of this. */
  with(answer: Answer): Answer {
    const flags = this.flags.filter(([, box]) => box.checked).map(([flag]) => flag);
    const lacks = this.lacks.value.trim();
    return {
      ...answer,
      ...(this.told ? { uncertain: Number(this.slider.value) / (SURENESS.length - 1) } : {}),
      ...(flags.length ? { flags } : {}),
      ...(lacks ? { lacks } : {}),
      seconds: Math.round((performance.now() - this.since - this.hidden) / 100) / 10,
    };
  }

  press(key: string): boolean {
    if (key !== "," && key !== ".") return false;
    const step = this.told || key === "," ? (key === "." ? 1 : -1) : 1;
    this.slider.value = String(Number(this.slider.value) + step);
    this.tell();
    this.host.say(this.word.textContent ?? "");
    return true;
  }

  close(): void {
    document.removeEventListener("visibilitychange", this.watch);
  }

  private tell(): void {
    this.told = true;
    this.word.textContent = SURENESS[Number(this.slider.value)] ?? "";
  }

  /** Time in which the page is not seen is none in which the item is looked at. */
  private readonly watch = (): void => {
    const now = performance.now();
    if (document.hidden) this.hiddenSince = now;
    else if (this.hiddenSince !== null) {
      this.hidden += now - this.hiddenSince;
      this.hiddenSince = null;
    }
  };
}
