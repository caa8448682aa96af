/** The menu of one column: filter, sort, pin, hide. */

import { type Child, button, h } from "../dom.js";
import { binName, chosenBins, oneOf, ordered, size } from "../explore/bins.js";
import type { ChartStore } from "../explore/charts.js";
import type { Condition } from "../explore/conditions.js";
import { compact, moment } from "../explore/format.js";
import { Popover } from "../explore/popover.js";
import type { Exploration } from "../explore/state.js";
import type { Chart, ColumnInfo } from "../protocol.js";
import { brief } from "../values.js";

export interface MenuOptions {
  readonly root: HTMLElement;
  readonly anchor: Element;
  readonly back: HTMLElement;
  readonly state: Exploration;
  readonly store: ChartStore;
  readonly index: number;
  readonly fit: () => void;
}

/** Part of the form: its elements, and the condition it says; an error is thrown as text. */
interface Part {
  readonly label: string;
  readonly elements: readonly Child[];
  readonly read: () => Condition | null;
  readonly set: boolean;
}

export function openColumnMenu(options: MenuOptions): Popover {
  const { state, index } = options;
  const column = state.columns[index];
  if (!column) throw new RangeError(`There is no column ${index}.`);
  const form = new FilterForm(options, column);
  let watched: () => void = () => undefined;
  const closed = (): void => {
    watched();
    options.store.want(form, []);
  };
  const popover: Popover = new Popover(
    {
      ...options,
      closed,
      label: `Column ${brief(column.name)}`,
      test: "column-popover",
      class: "wb-column-menu",
    },
    h("h3", {}, h("bdi", { dir: "auto" }, brief(column.name, 80))),
    commands(options, column, () => popover.close()),
    form.element,
  );
  form.done = () => popover.close();
  form.focus();
  options.store.want(form, [index]);
  watched = options.store.subscribe(() => form.refresh());
  return popover;
}

function commands(options: MenuOptions, column: ColumnInfo, close: () => void): HTMLElement {
  const { state, fit } = options;
  const { name } = column;
  const act = (label: string, test: string, key: string, run: () => void): HTMLButtonElement =>
    button({
      label,
      test,
      class: "wb-small",
      title: `${label} (${key})`,
      onClick: () => {
        close();
        run();
      },
    });
  const order = (descending: boolean) => () => state.set({ sort: [{ column: name, descending }] });
  return h(
    "div",
    { class: "wb-commands" },
    act("▲ Ascending", "sort-up", "Space", order(false)),
    act("▼ Descending", "sort-down", "Space", order(true)),
    act(state.pinned.includes(name) ? "Unpin" : "Pin left", "pin", "P", () =>
      state.toggle("pinned", name),
    ),
    act("Fit width", "fit", "double click", fit),
    act("Hide", "hide", "H", () => state.toggle("hidden", name)),
  );
}

class FilterForm {
  readonly element: HTMLFormElement;
  done: () => void = () => undefined;
  private readonly kinds: HTMLSelectElement;
  private readonly fields = h("div", { class: "wb-fields" });
  private readonly fault = h("p", {
    class: "wb-fault",
    role: "alert",
    hidden: true,
    test: "filter-fault",
  });
  private parts: readonly Part[] = [];
  private chart: Chart | null = null;

  constructor(
    private readonly options: MenuOptions,
    private readonly column: ColumnInfo,
  ) {
    const now = options.state.conditionOn(column.name);
    this.kinds = h("select", {
      "aria-label": "Filter type",
      test: "filter-kind",
      class: "wb-select",
    });
    this.rebuild();
    this.kinds.addEventListener("change", () => this.show());
    const apply = h("button", { class: "wb-button wb-primary", test: "filter-apply" }, "Filter");
    const clear = button({
      label: "Remove filter",
      test: "filter-clear",
      onClick: () => this.clear(),
    });
    clear.disabled = now === null;
    this.element = h(
      "form",
      { class: "wb-filter" },
      h("label", { class: "wb-filter-kind" }, h("span", {}, "Rows where the value"), this.kinds),
      this.fields,
      this.fault,
      h("div", { class: "wb-form-end" }, clear, apply),
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.apply();
    });
    this.show();
  }

  /** The values of the column have come: they can be chosen now. */
  refresh(): void {
    const now = this.options.store.chart(this.options.index);
    if (this.chart || !now) return;
    const before = this.part;
    this.rebuild();
    // What is being written stays where it is.
    const same = this.parts.findIndex((part) => part.label === before?.label);
    if (before && same >= 0) {
      this.parts = this.parts.map((part, at) => (at === same ? before : part));
      this.kinds.value = String(same);
    } else this.show();
  }

  private rebuild(): void {
    const { state, store, index } = this.options;
    this.chart = store.chart(index);
    this.parts = partsOf(this.column, this.chart, state.conditionOn(this.column.name));
    const chosen = Math.max(
      0,
      this.parts.findIndex((part) => part.set),
    );
    this.kinds.replaceChildren(
      ...this.parts.map((part, at) =>
        h("option", { value: at, selected: at === chosen }, part.label),
      ),
    );
  }

  focus(): void {
    const field = this.fields.querySelector<HTMLElement>("input");
    (field ?? this.kinds).focus();
    if (field instanceof HTMLInputElement && field.type === "text") field.select();
  }

  private get part(): Part | undefined {
    return this.parts[Number(this.kinds.value)];
  }

  private show(): void {
    this.fields.replaceChildren(...(this.part?.elements ?? []).filter((one) => one !== null));
    this.fault.hidden = true;
  }

  private apply(): void {
    try {
      const condition = this.part?.read() ?? null;
      this.done();
      if (condition) this.options.state.setCondition(condition);
      else this.options.state.removeCondition(`column ${this.column.name}`);
    } catch (error) {
      this.fault.textContent = error instanceof Error ? error.message : String(error);
      this.fault.hidden = false;
    }
  }

  private clear(): void {
    this.done();
    this.options.state.removeCondition(`column ${this.column.name}`);
  }
}

function partsOf(column: ColumnInfo, chart: Chart | null, now: Condition | null): Part[] {
  const parts: Part[] = [];
  const numbers = column.kind === "number" || column.kind === "time";
  if (chart && !ordered(chart.bins) && size(chart.bins)) parts.push(valuesPart(column, chart, now));
  if (numbers) parts.push(rangePart(column, now));
  parts.push(
    containsPart(column, now),
    missingPart(column, now, true),
    missingPart(column, now, false),
  );
  return column.kind === "text" ? parts.sort((a, b) => rank(a) - rank(b)) : parts;
}

function rank(part: Part): number {
  return part.label === "contains" ? 0 : 1;
}

function containsPart(column: ColumnInfo, now: Condition | null): Part {
  const set = now?.kind === "contains";
  const input = h("input", {
    type: "text",
    class: "wb-input",
    "aria-label": "Text",
    placeholder: "text, in any case",
    maxlength: 1000,
    dir: "auto",
    test: "filter-text",
    value: set ? now.text : "",
  });
  const read = (): Condition | null =>
    input.value === "" ? null : { kind: "contains", column: column.name, text: input.value };
  return { label: "contains", elements: [input], read, set };
}

function missingPart(column: ColumnInfo, now: Condition | null, missing: boolean): Part {
  const set = now?.kind === "missing" && (now.missing !== false) === missing;
  const read = (): Condition => ({ kind: "missing", column: column.name, missing });
  return { label: missing ? "is missing" : "is not missing", elements: [], read, set };
}

function rangePart(column: ColumnInfo, now: Condition | null): Part {
  const set = now?.kind === "range";
  const time = column.kind === "time";
  const field = (label: string, value: number | null | undefined, test: string): HTMLInputElement =>
    h("input", {
      type: "text",
      inputmode: time ? "text" : "decimal",
      class: "wb-input",
      "aria-label": label,
      placeholder: time ? "2024-03-01 13:30" : label.toLowerCase(),
      test,
      value: value == null ? "" : time ? moment(value) : String(value),
    });
  const low = field("From", set ? now.low : null, "filter-low");
  const high = field("To", set ? now.high : null, "filter-high");
  const read = (): Condition | null => {
    const from = bound(low.value, time);
    const to = bound(high.value, time);
    if (from === null && to === null) return null;
    if (from !== null && to !== null && from > to)
      throw new Error("“From” must not be greater than “to”.");
    // An untouched range keeps the bounds of its brush.
    if (set && from === (now.low ?? null) && to === (now.high ?? null)) return now;
    return { kind: "range", column: column.name, low: from, high: to, closed: true };
  };
  const note = h(
    "p",
    { class: "wb-quiet" },
    time ? "UTC; both bounds are included." : "Both bounds are included.",
  );
  return {
    label: "is from … to",
    elements: [h("div", { class: "wb-pair-fields" }, low, high), note],
    read,
    set,
  };
}

function bound(text: string, time: boolean): number | null {
  const trimmed = text.trim();
  if (!trimmed) return null;
  if (!time) {
    const value = Number(trimmed.replace(/[\s,_](?=\d{3}\b)/g, ""));
    if (!Number.isFinite(value)) throw new Error(`“${brief(trimmed, 20)}” is not a number.`);
    return value;
  }
  const match = /^(\d{4,6}-\d\d?-\d\d?)(?:[ T](\d\d?:\d\d(?::\d\d(?:\.\d+)?)?))?$/.exec(trimmed);
  const value = match
    ? Date.parse(`${padded(match[1] ?? "")}T${(match[2] ?? "00:00").padStart(5, "0")}Z`)
    : NaN;
  if (Number.isNaN(value)) {
    throw new Error(
      `“${brief(trimmed, 20)}” is not a date. Enter a date such as 2024-03-01 or 2024-03-01 13:30.`,
    );
  }
  return value / 1000;
}

function padded(day: string): string {
  return day
    .split("-")
    .map((part) => part.padStart(2, "0"))
    .join("-");
}

function valuesPart(column: ColumnInfo, chart: Chart, now: Condition | null): Part {
  const { bins } = chart;
  const known = now?.kind === "one_of";
  const chosen = chosenBins(bins, known ? now : null);
  const boxes: HTMLInputElement[] = [];
  const row = (bin: number, total: number): HTMLElement => {
    const box = h("input", { type: "checkbox", checked: chosen.has(bin), value: bin });
    boxes.push(box);
    const name = h("bdi", { dir: "auto" }, binName(bins, bin));
    return h(
      "label",
      { class: "wb-check" },
      box,
      name,
      h("span", { class: "wb-quiet" }, compact(total)),
    );
  };
  const rows = chart.totals.map((total, bin) => row(bin, total));
  if (chart.missing_total) rows.push(row(size(bins), chart.missing_total));
  const list = h(
    "div",
    { class: "wb-values", role: "group", "aria-label": "Values", test: "filter-values" },
    ...rows,
  );
  const read = (): Condition | null =>
    oneOf(
      column,
      bins,
      new Set(boxes.filter((box) => box.checked).map((box) => Number(box.value))),
    );
  return { label: "is one of", elements: [list], read, set: known };
}
