/** The editor of any shape that a field can have; those that hold others are here. */

import { button, h } from "../dom.js";
import type { FieldError, Shape } from "../protocol.js";
import { brief, plain } from "../values.js";
import {
  type Around,
  type Editor,
  choiceEditor,
  columnEditor,
  columnsEditor,
  jsonEditor,
  none,
  numberEditor,
  textEditor,
  truthEditor,
  valueEditor,
} from "./fields.js";

/** Entries of a list that are drawn; the others are kept as they are. */
const DRAWN = 50;

export function editorFor(shape: Shape, initial: unknown, around: Around): Editor {
  switch (shape.type) {
    case "column":
      return columnEditor(shape, initial, around);
    case "choice":
      return choiceEditor(shape, initial, around);
    case "truth":
      return truthEditor(initial, around);
    case "number":
    case "integer":
      return numberEditor(shape, initial, around);
    case "value":
      return valueEditor(shape, initial, around);
    case "list":
      return shape.of?.type === "column"
        ? columnsEditor(initial, around)
        : listEditor(shape.of, initial, around);
    case "mapping":
      return mappingEditor(shape, initial, around);
    case "record":
      return partsEditor(
        shape.fields.map((field) => ({ key: field.name, label: field.label, shape: field.shape })),
        initial,
        around,
        false,
      );
    case "tuple":
      return partsEditor(
        shape.parts.map((part, at) => ({ key: String(at), label: `${at + 1}`, shape: part })),
        initial,
        around,
        true,
      );
    case "json":
      return jsonEditor(initial, around);
    case "text":
      return textEditor(initial, around);
  }
}

interface Row {
  readonly key: string;
  readonly editor: Editor;
  readonly element: HTMLElement;
}

/** Rows that can be added and taken away. */
function rowsEditor(
  around: Around,
  what: string,
  start: readonly unknown[],
  make: (initial: unknown, around: Around) => Editor,
): { element: HTMLElement; rows: Row[] } {
  const rows: Row[] = [];
  const list = h("div", { class: "wb-rows" });
  let made = 0;
  const add = (initial: unknown): Row => {
    const number = (made += 1);
    const label = `${around.label} ${number}`;
    const editor = make(initial, { ...around, label, id: `${around.id}-${number}` });
    const remove = button({
      label: "✕",
      class: "wb-icon",
      title: `Remove ${label}`,
      onClick: () => {
        rows.splice(rows.indexOf(row), 1);
        row.element.remove();
        around.changed();
        plus.focus();
      },
    });
    remove.setAttribute("aria-label", `Remove ${label}`);
    const row = {
      key: label,
      editor,
      element: h("div", { class: "wb-row" }, editor.element, remove),
    };
    rows.push(row);
    list.append(row.element);
    return row;
  };
  for (const initial of start) add(initial);
  const plus = button({
    label: `Add ${what}`,
    class: "wb-small",
    onClick: () => {
      const row = add(undefined);
      row.element.querySelector<HTMLElement>("textarea, select, input")?.focus();
      around.changed();
    },
  });
  return { element: h("div", { class: "wb-rows-box", id: around.id }, list, plus), rows };
}

function listEditor(shape: Shape | null, initial: unknown, around: Around): Editor {
  const all: readonly unknown[] = Array.isArray(initial) ? initial : [];
  const kept = all.slice(DRAWN);
  const inner: Shape = shape ?? {
    type: "json",
    choices: [],
    optional: false,
    of: null,
    keys: null,
    fields: [],
    parts: [],
  };
  const { element, rows } = rowsEditor(around, "an entry", all.slice(0, DRAWN), (one, at) =>
    editorFor(inner, one, at),
  );
  if (kept.length) element.append(keptNote(kept.length));
  return {
    element: grouped(element, around),
    value: () => [...rows.map((row) => row.editor.value()), ...kept],
    problems: () => below(rows.map((row, at) => [String(at), row.editor])),
    inner: (part) => rows[Number(part)]?.editor,
  };
}

function mappingEditor(shape: Shape, initial: unknown, around: Around): Editor {
  const known = typeof initial === "object" && initial !== null && !Array.isArray(initial);
  const all: [string, unknown][] = known ? Object.entries(initial) : [];
  const kept = all.slice(DRAWN);
  const keys = shape.keys ?? { ...shape, type: "text" };
  const values = shape.of ?? { ...shape, type: "text" };
  const pairs = new Map<Editor, readonly [Editor, Editor]>();
  const { element, rows } = rowsEditor(around, "a pair", all.slice(0, DRAWN), (pair, at) => {
    const [key, value] = (pair as readonly [string, unknown] | undefined) ?? [undefined, undefined];
    const left = editorFor(keys, key, { ...at, label: `${at.label}, from`, id: `${at.id}-k` });
    const right = editorFor(values, value, { ...at, label: `${at.label}, to`, id: `${at.id}-v` });
    const arrow = h("span", { "aria-hidden": "true", class: "wb-arrow" }, "→");
    const both: Editor = {
      element: h("span", { class: "wb-pair" }, left.element, arrow, right.element),
      value: () => [left.value() ?? "", right.value()],
      problems: none,
    };
    pairs.set(both, [left, right]);
    return both;
  });
  if (kept.length) element.append(keptNote(kept.length));
  const entries = (): [string, Editor, unknown][] =>
    rows.map((row) => {
      const [left, right] = pairs.get(row.editor) as readonly [Editor, Editor];
      return [plain(left.value()) ?? "", right, right.value()];
    });
  return {
    element: grouped(element, around),
    value: () =>
      Object.fromEntries<unknown>([
        ...entries().map(([key, , value]) => [key, value] as const),
        ...kept,
      ]),
    problems: () => {
      const listed = entries();
      const names = [...listed.map(([key]) => key), ...kept.map(([key]) => key)];
      const twice = names.find((name, at) => names.indexOf(name) < at);
      const inside = below(listed.map(([key, editor]) => [key, editor]));
      if (twice === undefined) return inside;
      return [...inside, { path: [], message: `“${brief(twice, 40)}” appears twice.` }];
    },
    inner: (part) => entries().find(([key]) => key === part)?.[1],
  };
}

function partsEditor(
  parts: readonly { readonly key: string; readonly label: string; readonly shape: Shape }[],
  initial: unknown,
  around: Around,
  asList: boolean,
): Editor {
  const given = (initial ?? {}) as Readonly<Record<string, unknown>>;
  const editors = parts.map(({ key, label, shape }): readonly [string, string, Editor] => [
    key,
    label,
    editorFor(shape, given[key], {
      ...around,
      label: `${around.label}, ${label}`,
      id: `${around.id}-${key}`,
    }),
  ]);
  const find = (part: string): Editor | undefined => editors.find(([key]) => key === part)?.[2];
  return {
    element: h(
      "span",
      { class: "wb-parts" },
      ...editors.map(([, label, editor]) =>
        h("span", { class: "wb-part" }, asList ? null : h("small", {}, label), editor.element),
      ),
    ),
    value: () =>
      asList
        ? editors.map(([, , editor]) => editor.value())
        : Object.fromEntries(
            editors
              .map(([key, , editor]) => [key, editor.value()] as const)
              .filter(([, value]) => value !== undefined),
          ),
    problems: () => below(editors.map(([key, , editor]) => [key, editor])),
    inner: find,
  };
}

function below(editors: readonly (readonly [string, Editor])[]): readonly FieldError[] {
  return editors.flatMap(([key, editor]) =>
    editor.problems().map(({ path, message }) => ({ path: [key, ...path], message })),
  );
}

function grouped(element: HTMLElement, around: Around): HTMLElement {
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", around.label);
  return element;
}

function keptNote(count: number): HTMLElement {
  return h(
    "p",
    { class: "wb-quiet" },
    `${count.toLocaleString("en")} more entries are kept unchanged.`,
  );
}
