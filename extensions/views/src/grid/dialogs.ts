/** What the grid opens: a cell's whole value, the list of columns, a row to go to, its keys. */

import { button, h } from "../dom.js";
import type { DatasetClient } from "../client.js";
import { messageOf } from "../errors.js";
import { count } from "../explore/format.js";
import { Popover, type PopoverOptions } from "../explore/popover.js";
import type { Exploration } from "../explore/state.js";
import type { ColumnInfo, Mark } from "../protocol.js";
import { brief, sentence, valueElement, visible } from "../values.js";
import { SIGNS } from "./cells.js";

type Around = Pick<PopoverOptions, "root" | "anchor" | "closed"> & { readonly back: HTMLElement };

export interface WholeOptions extends Around {
  readonly client: DatasetClient;
  readonly version: string;
  readonly column: ColumnInfo;
  readonly index: number;
  /** The row's index in the version. */
  readonly row: number;
  /** What the grid shows of it; cut texts are fetched. */
  readonly text: string | null;
  readonly cut: boolean;
  readonly marks: readonly Mark[];
  readonly copy: (text: string) => Promise<void>;
}

/** The whole value of a cell, with its length, its marks and why. */
export function openWhole(options: WholeOptions): Popover {
  const { column, row, text, cut, marks } = options;
  const value = h("div", { class: "wb-whole", test: "whole-value", tabindex: 0 });
  const length = h("span", { class: "wb-quiet", test: "whole-length" });
  const said = h("span", { class: "wb-quiet", role: "status" });
  let whole: string | null = text;
  const show = (shown: string | null, size: number): void => {
    whole = shown;
    value.replaceChildren(valueElement(shown));
    length.textContent =
      shown === null ? column.type : `${column.type} · ${count(size)} characters`;
  };
  const copy = button({
    label: "Copy",
    test: "whole-copy",
    onClick: () =>
      void options.copy(whole ?? "").then(
        () => (said.textContent = "Copied."),
        (error: unknown) => (said.textContent = messageOf(error)),
      ),
  });
  show(text, Array.from(text ?? "").length);
  const popover: Popover = new Popover(
    { ...options, label: `Value of ${brief(column.name)}`, test: "whole", class: "wb-whole-box" },
    h("h3", {}, h("bdi", { dir: "auto" }, brief(column.name, 80)), ` · row ${count(row + 1)}`),
    value,
    marks.length ? markList(marks) : null,
    h(
      "div",
      { class: "wb-form-end" },
      length,
      said,
      copy,
      button({ label: "Close", test: "whole-close", onClick: () => popover.close() }),
    ),
  );
  value.focus();
  if (cut) void fetchWhole(options, show, length).then(() => popover.reposition());
  return popover;
}

async function fetchWhole(
  options: WholeOptions,
  show: (text: string | null, length: number) => void,
  note: HTMLElement,
): Promise<void> {
  note.textContent = "Fetching the whole value…";
  try {
    const { version, row, index } = options;
    const cell = await options.client.call("cell", { version, row, column: index });
    show(cell.text, cell.length);
  } catch (error) {
    note.textContent = `This is its beginning only. ${sentence(messageOf(error))}`;
  }
}

export function markList(marks: readonly Mark[]): HTMLElement {
  return h(
    "ul",
    { class: "wb-marks" },
    ...marks.map((mark) =>
      h(
        "li",
        {},
        h(
          "b",
          { class: `wb-mark-${mark.kind}` },
          `${SIGNS[mark.kind].sign} ${SIGNS[mark.kind].name}`,
        ),
        h("bdi", { dir: "auto" }, visible(mark.text)),
      ),
    ),
  );
}

/** Which columns are shown and which are pinned; for wide tables with a search. */
export function openColumns(
  options: Around & { readonly state: Exploration; readonly go: (index: number) => void },
): Popover {
  const { state, go } = options;
  const search = h("input", {
    type: "search",
    class: "wb-input",
    "aria-label": "Find a column",
    placeholder: "Find a column",
    test: "column-search",
  });
  const list = h("div", { class: "wb-column-list", role: "group", "aria-label": "Columns" });
  const draw = (): void => {
    const wanted = search.value.toLowerCase();
    const matches = state.columns.flatMap((column, index) =>
      column.name.toLowerCase().includes(wanted) ? [index] : [],
    );
    const rows = matches.slice(0, 300).map((index) => columnRow(state, index, pick));
    const more = matches.length - rows.length;
    const note =
      more > 0 ? `${count(more)} more: type part of the name.` : "No column has this name.";
    list.replaceChildren(
      ...rows,
      ...(more > 0 || !rows.length ? [h("p", { class: "wb-quiet" }, note)] : []),
    );
  };
  const pick = (index: number): void => {
    popover.close();
    go(index);
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector<HTMLElement>("button")?.click();
  });
  const all = button({
    label: "Show all",
    test: "show-all-columns",
    class: "wb-small",
    onClick: () => {
      state.set({ hidden: [] });
      draw();
    },
  });
  const popover = new Popover(
    { ...options, label: "Columns", test: "columns", class: "wb-columns-box" },
    h("div", { class: "wb-pair-fields" }, search, all),
    list,
  );
  draw();
  popover.reposition();
  search.focus();
  return popover;
}

function columnRow(state: Exploration, index: number, go: (index: number) => void): HTMLElement {
  const { name = "", type = "" } = state.columns[index] ?? {};
  const shown = h("input", {
    type: "checkbox",
    "aria-label": `Show ${brief(name)}`,
    checked: !state.hidden.includes(name),
  });
  shown.addEventListener("change", () => state.toggle("hidden", name));
  const find = h(
    "button",
    { type: "button", class: "wb-link", title: "Go to this column" },
    h("bdi", { dir: "auto" }, brief(name, 60)),
  );
  find.addEventListener("click", () => go(index));
  const isPinned = state.pinned.includes(name);
  const pin = h(
    "button",
    {
      type: "button",
      class: "wb-link wb-pin",
      "aria-pressed": String(isPinned),
      "aria-label": `Pin ${brief(name)}`,
    },
    isPinned ? "pinned" : "pin",
  );
  pin.addEventListener("click", () => {
    state.toggle("pinned", name);
    const now = state.pinned.includes(name);
    pin.textContent = now ? "pinned" : "pin";
    pin.setAttribute("aria-pressed", String(now));
  });
  return h("div", { class: "wb-check" }, shown, find, h("span", { class: "wb-quiet" }, type), pin);
}

export function openGoTo(
  options: Around & { readonly total: number; readonly go: (row: number) => void },
): Popover {
  const { total, go } = options;
  const input = h("input", {
    type: "text",
    inputmode: "numeric",
    class: "wb-input",
    "aria-label": `Row, 1 to ${total}`,
    placeholder: `1 to ${count(total)}`,
    test: "goto-row",
  });
  const fault = h("p", { class: "wb-fault", role: "alert", hidden: true });
  const form = h(
    "form",
    { class: "wb-pair-fields" },
    input,
    h("button", { class: "wb-button wb-primary" }, "Go"),
  );
  const popover = new Popover(
    { ...options, label: "Go to row", test: "goto", class: "wb-goto" },
    h("h3", {}, "Go to row"),
    form,
    fault,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const row = Number(input.value.replace(/[\s,._]/g, ""));
    if (Number.isInteger(row) && row >= 1 && row <= total) {
      popover.close();
      return go(row - 1);
    }
    fault.textContent = `Write a number from 1 to ${count(total)}.`;
    fault.hidden = false;
  });
  input.focus();
  return popover;
}

const KEYS: readonly (readonly [string, string])[] = [
  ["← ↑ → ↓", "next cell; with Shift: select"],
  ["PgUp PgDn Home End", "by the page, to the row's ends"],
  ["Ctrl Home End", "first and last cell"],
  ["Enter", "whole value; on a header: its menu"],
  ["F", "filter the column"],
  ["Space", "on a header: sort (Shift: add)"],
  ["Shift ← →", "on a header: width"],
  ["P  H", "on a header: pin, hide"],
  ["Ctrl C", "copy the selected cells"],
  ["Ctrl A", "select all"],
  ["Ctrl G", "go to a row"],
];

export function openKeys(options: Around): Popover {
  const rows = KEYS.map(([keys, text]) =>
    h("div", {}, h("dt", {}, h("kbd", {}, keys)), h("dd", {}, text)),
  );
  const popover = new Popover(
    { ...options, label: "Keys", test: "keys", class: "wb-keys" },
    h("h3", {}, "Keys"),
    h("dl", {}, ...rows),
  );
  popover.element.focus();
  return popover;
}
