/** The form of what is expected of one column. */

import { button, h } from "../dom.js";
import type { Expectation, ExpectationPreview, FieldError } from "../protocol.js";
import { brief, count, sentence } from "../values.js";
import { type Draft, TYPES, draftOf, has, linesOf } from "./draft.js";

export interface FormEvents {
  readonly changed: () => void;
  readonly save: () => void;
  readonly asSeen: () => void;
  readonly nothing: () => void;
  readonly cancel: () => void;
}

type FieldName = "type" | "nullable" | "low" | "high" | "values" | "why";

let made = 0;

export class ExpectationForm {
  readonly element: HTMLFormElement;
  private readonly prefix = `wb-expect-${(made += 1)}`;
  private readonly type = h("select", { class: "wb-input" });
  private readonly nullable = h("select", { class: "wb-input" });
  private readonly low = input();
  private readonly high = input();
  private readonly values = h("textarea", {
    class: "wb-input",
    rows: 4,
    spellcheck: "false",
    dir: "auto",
  });
  private readonly why = h("textarea", { class: "wb-input", rows: 2, dir: "auto" });
  private kept: readonly string[] = [];
  private readonly lines = new Map<FieldName, { line: HTMLElement; error: HTMLElement }>();
  private readonly outcome = h("div", {
    class: "wb-expect-outcome",
    test: "expectation-preview",
    role: "status",
  });

  constructor(
    readonly expectation: Expectation,
    private readonly events: FormEvents,
  ) {
    fill(this.type, TYPES);
    fill(this.nullable, [
      ["", "not checked"],
      ["false", "not allowed"],
      ["true", "allowed"],
    ]);
    this.element = this.frame();
    this.put(draftOf(expectation));
    this.element.addEventListener("input", () => {
      this.arrange();
      events.changed();
    });
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      events.save();
    });
  }

  draft(): Draft {
    return {
      type: this.type.value,
      nullable: this.nullable.value === "" ? null : this.nullable.value === "true",
      low: this.low.value,
      high: this.high.value,
      values: this.values.disabled ? this.kept : linesOf(this.values.value),
      why: this.why.value.trim(),
    };
  }

  /** Show what the draft would set apart, and what is wrong with it beside its field. */
  show(preview: ExpectationPreview): void {
    this.mark(preview.errors);
    const whole = preview.errors.filter((error) => error.path.length === 0);
    const parts = preview.errors.length ? whole.map(({ message }) => message) : figures(preview);
    this.outcome.replaceChildren(
      ...parts.map((text) => h("p", { dir: "auto" }, brief(sentence(text), 400))),
    );
  }

  /** Say in place of a preview why there is none. */
  say(text: string): void {
    this.outcome.replaceChildren(h("p", { dir: "auto" }, brief(text, 400)));
  }

  focus(): void {
    this.type.focus();
  }

  private mark(errors: readonly FieldError[]): void {
    for (const [name, { line, error }] of this.lines) {
      const mine = errors.filter(({ path }) => path[0] === name);
      error.hidden = mine.length === 0;
      error.textContent = mine.map(({ message }) => sentence(brief(message, 300))).join(" ");
      const control = line.querySelector("select, input, textarea");
      if (mine.length) control?.setAttribute("aria-invalid", "true");
      else control?.removeAttribute("aria-invalid");
    }
  }

  private put(draft: Draft): void {
    this.type.value = draft.type;
    this.nullable.value = draft.nullable === null ? "" : String(draft.nullable);
    this.low.value = draft.low;
    this.high.value = draft.high;
    this.values.value = draft.values.join("\n");
    // A value of several lines cannot be written one a line: such a list stays as it is.
    this.values.disabled = draft.values.some((value) => value.includes("\n"));
    this.kept = draft.values;
    this.arrange();
  }

  /** Offer the fields that columns of this type have. */
  private arrange(): void {
    const { range, values } = has(this.type.value);
    for (const name of ["low", "high"] as const) this.line(name).hidden = !range;
    this.line("values").hidden = !values;
    this.low.placeholder = this.type.value === "date" ? "such as 2024-01-31" : "none";
    this.high.placeholder = this.low.placeholder;
  }

  private line(name: FieldName): HTMLElement {
    const line = this.lines.get(name)?.line;
    if (!line) throw new Error(`there is no field ${name}`);
    return line;
  }

  private frame(): HTMLFormElement {
    const { expectation, events } = this;
    return h(
      "form",
      { class: "wb-form", test: "expectation-form", novalidate: true },
      h("h3", {}, "What is expected of ", h("bdi", { dir: "auto" }, brief(expectation.column, 80))),
      this.field("type", "Type", this.type),
      this.field("nullable", "Missing values", this.nullable),
      this.field("low", "Lowest value", this.low),
      this.field("high", "Highest value", this.high),
      this.field("values", "Values, one a line", this.values),
      this.field("why", "Why (optional)", this.why),
      this.outcome,
      h(
        "div",
        { class: "wb-actions" },
        button({
          test: "expectation-save",
          class: "wb-primary",
          label: "Save",
          key: "Ctrl+Enter",
          onClick: events.save,
        }),
        ...(expectation.stamp
          ? [button({ test: "expectation-as-seen", label: "As seen", onClick: events.asSeen })]
          : []),
        ...(expectation.expected
          ? [button({ test: "expect-nothing", label: "Expect nothing", onClick: events.nothing })]
          : []),
        button({ test: "expectation-cancel", label: "Cancel", key: "Esc", onClick: events.cancel }),
      ),
    );
  }

  private field(name: FieldName, label: string, control: HTMLElement): HTMLElement {
    control.id = `${this.prefix}-${name}`;
    control.dataset["test"] = `expect-${name}`;
    const error = h("p", { class: "wb-field-error", id: `${control.id}-error`, hidden: true });
    control.setAttribute("aria-describedby", error.id);
    const line = h(
      "div",
      { class: "wb-field" },
      h("label", { for: control.id }, label),
      control,
      error,
    );
    this.lines.set(name, { line, error });
    return line;
  }
}

function figures(preview: ExpectationPreview): string[] {
  const { rows, looked_at: looked, outside } = preview;
  const sample =
    looked < rows ? `, in a sample of ${looked.toLocaleString("en")} evenly spaced` : "";
  if (outside === 0) return [`All rows of today's table are as expected${sample}.`];
  const share = `${count(outside, "row")} of ${looked.toLocaleString("en")}`;
  return [
    `${share} would be set apart today${sample}.`,
    ...preview.reasons.map(({ why, rows: number }) => `${count(number, "row")}: ${why}`),
  ];
}

function input(): HTMLInputElement {
  return h("input", { class: "wb-input", autocomplete: "off", spellcheck: "false" });
}

function fill(select: HTMLSelectElement, options: readonly (readonly [string, string])[]): void {
  select.append(...options.map(([value, label]) => h("option", { value }, label)));
}
