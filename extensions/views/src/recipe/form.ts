/** A rule as a form: made from what the server says of its kind, checked as one types. */

import { button, h } from "../dom.js";
import type { FieldError, FormField, RecipeColumn, RuleForm } from "../protocol.js";
import { brief } from "../values.js";
import { editorFor } from "./editors.js";
import type { Editor } from "./fields.js";
import type { Rule } from "./model.js";

export interface FormHandlers {
  readonly changed: () => void;
  readonly save: () => void;
  readonly cancel: () => void;
}

interface Field {
  readonly about: FormField;
  readonly editor: Editor;
  readonly error: HTMLElement;
  /** Whether anybody wrote there: an empty field is no mistake until then. */
  touched: boolean;
}

let made = 0;

export class RuleFormView {
  readonly element: HTMLElement;
  private readonly prefix = `wb-form-${(made += 1)}`;
  private readonly kind = h("select", {
    class: "wb-input",
    id: `${this.prefix}-kind`,
    test: "form-kind",
  });
  private readonly description = h("p", { class: "wb-quiet", test: "form-about" });
  private readonly body = h("div", { class: "wb-fields" });
  private readonly whole = h("p", { class: "wb-field-error", test: "form-error", hidden: true });
  private readonly save: HTMLButtonElement;
  private fields: Field[] = [];
  private tried = false;

  constructor(
    private readonly forms: readonly RuleForm[],
    private readonly columns: readonly RecipeColumn[],
    private readonly handlers: FormHandlers,
    options: { readonly rule: Rule | null; readonly title: string; readonly saved: string },
  ) {
    this.save = button({
      test: "form-save",
      class: "wb-primary",
      label: options.saved,
      key: "Ctrl+Enter",
      onClick: () => this.submit(),
    });
    this.save.removeAttribute("aria-keyshortcuts");
    this.kind.append(...forms.map((form) => h("option", { value: form.kind }, form.title)));
    const kind = options.rule?.["kind"];
    this.kind.value = typeof kind === "string" ? kind : "trim";
    this.kind.addEventListener("change", () => {
      this.build(this.draft());
      handlers.changed();
    });
    this.element = this.frame(options.title);
    this.build(options.rule ?? {});
  }

  /** The rule as filled in. */
  draft(): Rule {
    const filled = this.fields
      .map(({ about, editor }) => [about.name, editor.value()] as const)
      .filter(([, value]) => value !== undefined);
    return { ...Object.fromEntries(filled), kind: this.kind.value };
  }

  /** Whether the server need not be asked: something is wrong that the form sees itself. */
  get broken(): boolean {
    return this.fields.some(({ editor }) => editor.problems().length > 0);
  }

  /** Show what is wrong beside each field. */
  show(errors: readonly FieldError[]): void {
    const own = this.fields.flatMap(({ about, editor }) =>
      editor.problems().map(({ path, message }) => ({ path: [about.name, ...path], message })),
    );
    const all = [...own, ...errors];
    for (const field of this.fields) {
      const mine = all.filter(({ path }) => path[0] === field.about.name);
      const shown = field.touched || this.tried ? mine : [];
      mark(field, shown);
    }
    const known = new Set(this.fields.map(({ about }) => about.name));
    const rest = all.filter(({ path }) => path[0] === undefined || !known.has(path[0]));
    const complete = all.length === rest.length;
    this.whole.hidden = rest.length === 0 || !(complete || this.tried);
    this.whole.textContent = rest.map(({ message }) => brief(message, 500)).join(" ");
  }

  focus(): void {
    (this.body.querySelector<HTMLElement>("select, textarea, input") ?? this.kind).focus();
  }

  busy(saving: boolean): void {
    this.save.disabled = saving;
  }

  submit(): void {
    this.tried = true;
    this.handlers.save();
  }

  /** Put the keyboard where the first mistake is. */
  focusError(): void {
    const wrong = this.fields.find(({ error }) => !error.hidden);
    wrong?.editor.element.querySelector<HTMLElement>("select, textarea, input")?.focus();
    if (wrong?.editor.element.matches("select, textarea, input")) wrong.editor.element.focus();
  }

  private frame(title: string): HTMLElement {
    const element = h(
      "form",
      { class: "wb-form", test: "rule-form", "aria-label": title, novalidate: true },
      h("h3", {}, title),
      h("div", { class: "wb-field" }, h("label", { for: this.kind.id }, "Kind"), this.kind),
      this.description,
      this.body,
      this.whole,
      h(
        "div",
        { class: "wb-actions" },
        this.save,
        button({ test: "form-cancel", label: "Cancel", key: "Esc", onClick: this.handlers.cancel }),
      ),
    );
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    return element;
  }

  private build(rule: Rule): void {
    const form = this.forms.find((one) => one.kind === this.kind.value);
    this.description.textContent = form?.description ?? "";
    this.fields = (form?.fields ?? []).map((about) => this.field(about, rule));
    this.body.replaceChildren(...this.fields.map((field) => this.line(field)));
    this.whole.hidden = true;
  }

  private field(about: FormField, rule: Rule): Field {
    const given = initialOf(about, rule);
    const field: Field = {
      about,
      error: h("p", {
        class: "wb-field-error",
        id: `${this.prefix}-${about.name}-error`,
        hidden: true,
      }),
      touched: false,
      editor: editorFor(about.shape, given, {
        columns: this.columns,
        label: about.label,
        id: `${this.prefix}-${about.name}`,
        changed: () => {
          field.touched = true;
          this.handlers.changed();
        },
      }),
    };
    return field;
  }

  private line({ about, editor, error }: Field): HTMLElement {
    const id = `${this.prefix}-${about.name}`;
    const words = about.required ? about.label : `${about.label} (optional)`;
    const single = editor.element.matches("select, textarea, input");
    return h(
      "div",
      { class: "wb-field", test: `field-${about.name}` },
      single ? h("label", { for: id }, words) : h("span", { class: "wb-label" }, words),
      editor.element,
      about.description ? h("small", { class: "wb-quiet" }, about.description) : null,
      error,
    );
  }
}

/** What a field begins with: the rule's own, one column for several and back, or the default. */
function initialOf(about: FormField, rule: Rule): unknown {
  const own = rule[about.name];
  if (own !== undefined) return own;
  if (about.name === "columns" && typeof rule["column"] === "string") return [rule["column"]];
  const several = rule["columns"];
  if (about.name === "column" && Array.isArray(several)) return several[0] as unknown;
  return about.default;
}

function mark(field: Field, errors: readonly FieldError[]): void {
  field.error.hidden = errors.length === 0;
  field.error.textContent = errors.map(({ message }) => brief(message, 300)).join(" ");
  for (const wrong of field.editor.element.querySelectorAll("[aria-invalid]")) unmark(wrong);
  unmark(field.editor.element);
  for (const { path } of errors) {
    let editor = field.editor;
    for (const part of path.slice(1)) editor = editor.inner?.(part) ?? editor;
    const control = editor.element.matches("select, textarea, input")
      ? editor.element
      : (editor.element.querySelector("select, textarea, input") ?? editor.element);
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", field.error.id);
  }
}

function unmark(element: Element): void {
  element.removeAttribute("aria-invalid");
  element.removeAttribute("aria-describedby");
}
