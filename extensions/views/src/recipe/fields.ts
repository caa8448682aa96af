/** Editors of single values: text, choice, number, truth, columns. */

import { h } from "../dom.js";
import type { FieldError, RecipeColumn, Shape } from "../protocol.js";
import { brief, plain, visible } from "../values.js";

export interface Editor {
  readonly element: HTMLElement;
  /** What was filled in; undefined leaves the field out. */
  value(): unknown;
  /** What is wrong already, before anybody is asked. */
  problems(): readonly FieldError[];
  /** The editor further in that a path leads to. */
  inner?(part: string): Editor | undefined;
}

export interface Around {
  readonly columns: readonly RecipeColumn[];
  /** What the control is called where no visible label stands beside it. */
  readonly label: string;
  readonly id: string;
  readonly changed: () => void;
}

export const none = (): readonly FieldError[] => [];

function named(around: Around): { id: string; "aria-label": string; class: string } {
  return { id: around.id, "aria-label": around.label, class: "wb-input" };
}

/** Text as it is, line breaks too; what was not touched is given back exactly as it came. */
export function textEditor(initial: unknown, around: Around): Editor {
  const came = typeof initial === "string" ? initial : "";
  const element = h("textarea", { ...named(around), rows: 1, spellcheck: "false", dir: "auto" });
  const shown = visible(came);
  element.value = shown;
  if (/\n/.test(shown)) element.rows = Math.min(6, shown.split("\n").length);
  const first = element.value;
  element.addEventListener("input", around.changed);
  return { element, value: () => (element.value === first ? came : element.value), problems: none };
}

export function choiceEditor(shape: Shape, initial: unknown, around: Around): Editor {
  const words = (choice: string): string =>
    ({ "": "none", ".": "point .", ",": "comma ,", " ": "space", "'": "apostrophe '" })[choice] ??
    choice;
  const listed = typeof initial === "string" && shape.choices.includes(initial);
  const element = h(
    "select",
    named(around),
    ...(listed ? [] : [h("option", { value: "" }, "choose…")]),
    ...shape.choices.map((choice, at) => h("option", { value: `c${at}` }, words(choice))),
  );
  element.value = listed ? `c${shape.choices.indexOf(initial)}` : "";
  element.addEventListener("change", around.changed);
  return {
    element,
    value: () => (element.value ? shape.choices[Number(element.value.slice(1))] : undefined),
    problems: none,
  };
}

export function columnEditor(shape: Shape, initial: unknown, around: Around): Editor {
  const names = around.columns.map((column) => column.name);
  if (typeof initial === "string" && !names.includes(initial)) names.push(initial);
  const element = h(
    "select",
    { ...named(around), dir: "auto" },
    h("option", { value: "" }, shape.optional ? "none" : "choose a column…"),
    ...names.map((name, at) => h("option", { value: `c${at}` }, columnWords(name, around.columns))),
  );
  element.value = typeof initial === "string" ? `c${names.indexOf(initial)}` : "";
  element.addEventListener("change", around.changed);
  return {
    element,
    value: () =>
      element.value ? names[Number(element.value.slice(1))] : shape.optional ? null : undefined,
    problems: none,
  };
}

function columnWords(name: string, columns: readonly RecipeColumn[]): string {
  const there = columns.find((column) => column.name === name);
  const shown = brief(name, 70);
  if (!there) return `${shown} (not in the table)`;
  return there.made ? `${shown} (made by rule ${there.made})` : `${shown} · ${there.type}`;
}

/** Several columns, in the order in which they were chosen. */
export function columnsEditor(initial: unknown, around: Around): Editor {
  const chosen = Array.isArray(initial) ? initial.filter((one) => typeof one === "string") : [];
  const names = around.columns.map((column) => column.name);
  for (const name of chosen) if (!names.includes(name)) names.push(name);
  const rows = names.map((name) => {
    const box = h("input", { type: "checkbox" });
    box.checked = chosen.includes(name);
    box.addEventListener("change", () => {
      const at = chosen.indexOf(name);
      if (box.checked && at < 0) chosen.push(name);
      if (!box.checked && at >= 0) chosen.splice(at, 1);
      around.changed();
    });
    const text = columnWords(name, around.columns);
    return { name, row: h("label", { class: "wb-check" }, box, h("bdi", { dir: "auto" }, text)) };
  });
  const list = h("div", { class: "wb-columns" }, ...rows.map(({ row }) => row));
  const element = h(
    "div",
    { class: "wb-columns-box", role: "group", "aria-label": around.label, id: around.id },
    ...(names.length > 12 ? [filter(rows, around)] : []),
    list,
  );
  return { element, value: () => [...chosen], problems: none };
}

function filter(
  rows: readonly { readonly name: string; readonly row: HTMLElement }[],
  around: Around,
): HTMLElement {
  const element = h("input", {
    class: "wb-input",
    type: "search",
    placeholder: "find a column",
    "aria-label": `Find a column for ${around.label}`,
  });
  element.addEventListener("input", () => {
    const wanted = element.value.toLowerCase();
    for (const { name, row } of rows) row.hidden = !name.toLowerCase().includes(wanted);
  });
  return element;
}

export function truthEditor(initial: unknown, around: Around): Editor {
  const box = h("input", { type: "checkbox", id: around.id, "aria-label": around.label });
  box.checked = initial === true;
  box.addEventListener("change", around.changed);
  return {
    element: h("span", { class: "wb-check" }, box),
    value: () => box.checked,
    problems: none,
  };
}

export function numberEditor(shape: Shape, initial: unknown, around: Around): Editor {
  const element = h("input", { ...named(around), inputmode: "decimal", autocomplete: "off" });
  element.value = typeof initial === "number" ? String(initial) : "";
  element.addEventListener("input", around.changed);
  return {
    element,
    value: () => {
      if (element.value.trim() === "") return shape.optional ? null : undefined;
      return readNumber(element.value) ?? element.value;
    },
    problems: () => numberProblem(element.value),
  };
}

function readNumber(text: string): number | null {
  if (!/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

function numberProblem(text: string): readonly FieldError[] {
  if (text.trim() === "") return [];
  const number = readNumber(text);
  if (number === null)
    return [{ path: [], message: "This is not a number. Enter a number such as 12.5 or -3." }];
  if (Number.isInteger(number) && !Number.isSafeInteger(number) && !/e/i.test(text)) {
    return [{ path: [], message: "Integers beyond 2^53 can only be set in Python." }];
  }
  return [];
}

type ValueType = "text" | "number" | "truth" | "missing";

/** A text, number, truth value or nothing; its type is chosen beside it, never guessed. */
export function valueEditor(shape: Shape, initial: unknown, around: Around): Editor {
  const kind = valueType(initial, shape.optional);
  const types: ValueType[] = [
    "text",
    "number",
    "truth",
    ...(shape.optional ? ["missing" as const] : []),
  ];
  const select = h(
    "select",
    { class: "wb-input wb-value-type", "aria-label": `Type of ${around.label}` },
    ...types.map((type) => h("option", { value: type }, type)),
  );
  select.value = kind;
  const box = h("span", { class: "wb-value-box" });
  let inner: Editor;
  const build = (type: ValueType, value: unknown): void => {
    if (type === "number") inner = numberEditor({ ...shape, optional: false }, value, around);
    else if (type === "truth") inner = truthEditor(value, around);
    else inner = textEditor(value, around);
    box.replaceChildren(...(type === "missing" ? [] : [inner.element]));
  };
  build(kind, initial);
  select.addEventListener("change", () => {
    const old = inner.value();
    build(select.value as ValueType, select.value === "text" ? (plain(old) ?? "") : old);
    around.changed();
  });
  return {
    element: h("span", { class: "wb-value-editor" }, select, box),
    value: () => (select.value === "missing" ? null : inner.value()),
    problems: () => (select.value === "missing" ? [] : inner.problems()),
  };
}

function valueType(value: unknown, optional: boolean): ValueType {
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "truth";
  return optional && (value === null || value === undefined) ? "missing" : "text";
}

export function jsonEditor(initial: unknown, around: Around): Editor {
  const element = h("textarea", { ...named(around), rows: 4, spellcheck: "false" });
  element.value = initial === undefined || initial === null ? "" : JSON.stringify(initial);
  element.addEventListener("input", around.changed);
  const read = (): unknown => {
    try {
      return element.value.trim() === "" ? undefined : (JSON.parse(element.value) as unknown);
    } catch {
      return undefined;
    }
  };
  return {
    element,
    value: read,
    problems: () =>
      element.value.trim() !== "" && read() === undefined
        ? [{ path: [], message: "This is not valid JSON." }]
        : [],
  };
}
