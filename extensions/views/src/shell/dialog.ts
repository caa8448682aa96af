/** A small window over the view: a title, some content, and how to leave. */

import { button, h } from "../dom.js";
import { messageOf } from "../errors.js";

export interface DialogOptions {
  readonly title: string;
  readonly test: string;
  readonly content: readonly HTMLElement[];
  /** What the main button says; without it there is only "Close". */
  readonly action?: string;
  /** Do it; a refusal is shown in the dialog, which stays. What is returned is shown as done. */
  readonly run?: () => Promise<string>;
  readonly wide?: boolean;
}

/** Open a dialog inside `host`; the one before is closed. Resolves when it is closed. */
export function openDialog(host: HTMLElement, options: DialogOptions): Promise<void> {
  host.querySelector<HTMLDialogElement>(":scope > dialog")?.close();
  const status = h("p", { class: "wb-dialog-status", role: "status", test: "dialog-status" });
  const close = button({ test: "dialog-close", label: "Close", onClick: () => dialog.close() });
  const act = options.action
    ? h(
        "button",
        { type: "submit", class: "wb-button wb-primary", test: "dialog-run" },
        options.action,
      )
    : null;
  const form = h(
    "form",
    { class: "wb-dialog-form" },
    h("h3", {}, options.title),
    ...options.content,
    status,
    h("div", { class: "wb-dialog-buttons" }, act, close),
  );
  const dialog = h(
    "dialog",
    {
      class: options.wide ? "wb-dialog wb-dialog-wide" : "wb-dialog",
      test: options.test,
      "aria-label": options.title,
    },
    form,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (act && !act.disabled) void submit(act, status, options);
  });
  host.append(dialog);
  // Keys pressed in here are no shortcuts of the view below.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve();
    });
    dialog.showModal();
  });
}

async function submit(
  act: HTMLButtonElement,
  status: HTMLElement,
  options: DialogOptions,
): Promise<void> {
  act.disabled = true;
  status.removeAttribute("data-state");
  status.textContent = "Working…";
  try {
    status.textContent = (await options.run?.()) ?? "";
    status.dataset["state"] = "done";
  } catch (error) {
    status.textContent = messageOf(error);
    status.dataset["state"] = "refused";
    act.disabled = false;
  }
}

export interface FieldOptions {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly hint?: string;
}

export function textField(options: FieldOptions & { readonly lines?: number }): HTMLElement {
  const shared = { class: "wb-field-input", name: options.name, test: `field-${options.name}` };
  const input =
    (options.lines ?? 1) > 1
      ? h("textarea", { ...shared, rows: options.lines ?? 3 })
      : h("input", { ...shared, type: "text", autocomplete: "off" });
  input.value = options.value ?? "";
  return field(options, input);
}

export function choiceField(
  options: FieldOptions & { readonly choices: readonly (readonly [string, string])[] },
): HTMLElement {
  const select = h("select", {
    class: "wb-field-input",
    name: options.name,
    test: `field-${options.name}`,
  });
  for (const [value, label] of options.choices) select.append(h("option", { value }, label));
  select.value = options.value ?? options.choices[0]?.[0] ?? "";
  return field(options, select);
}

function field(options: FieldOptions, input: HTMLElement): HTMLElement {
  return h(
    "label",
    { class: "wb-field" },
    h("span", { class: "wb-field-label" }, options.label),
    input,
    options.hint ? h("span", { class: "wb-field-hint" }, options.hint) : null,
  );
}

/** What stands in the named fields of some elements. */
export function valuesIn(content: readonly HTMLElement[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const part of content) {
    const inputs = part.querySelectorAll<HTMLInputElement>("[name]");
    for (const input of inputs) values[input.name] = input.value;
  }
  return values;
}
