/** The table of expectations: a row for each column, one of them in focus. */

import { h } from "../dom.js";
import type { Expectation, Expectations, Expected } from "../protocol.js";
import { brief } from "../values.js";
import { TYPES, boundText } from "./draft.js";

export interface TableEvents {
  readonly focus: (index: number) => void;
  readonly open: (index: number) => void;
}

/** Values that a row names. */
const NAMED = 3;

export class ExpectationTable {
  readonly element: HTMLElement;
  private readonly body = h("tbody", {});
  private rows: HTMLTableRowElement[] = [];

  constructor(private readonly events: TableEvents) {
    const head = ["Column", "Type", "Missing", "Lowest", "Highest", "Values", "Where from"];
    this.element = h(
      "div",
      { class: "wb-expect-scroll" },
      h(
        "table",
        { class: "wb-expect-table", test: "expectation-table", "aria-label": "Expectations" },
        h("thead", {}, h("tr", {}, ...head.map((name) => h("th", { scope: "col" }, name)))),
        this.body,
      ),
    );
  }

  draw(list: Expectations, focused: number): void {
    const held = this.body.contains(document.activeElement);
    this.rows = list.expectations.map((one, at) => this.row(one, at));
    this.body.replaceChildren(...this.rows);
    this.mark(focused);
    if (held) this.focus(focused);
  }

  mark(focused: number): void {
    this.rows.forEach((row, at) => {
      row.tabIndex = at === focused ? 0 : -1;
      if (at === focused) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    });
  }

  focus(index: number): void {
    this.rows[index]?.focus();
    this.rows[index]?.scrollIntoView({ block: "nearest" });
  }

  private row(one: Expectation, at: number): HTMLTableRowElement {
    const { expected } = one;
    const cell = (field: keyof Expected, text: string): HTMLElement => {
      const byHand = one.by_hand.includes(field);
      return h("td", byHand ? { class: "wb-by-hand", title: "Set by hand" } : {}, text);
    };
    const row = h(
      "tr",
      { test: "expectation", tabindex: -1 },
      h(
        "th",
        { scope: "row" },
        h("bdi", { dir: "auto" }, brief(one.column, 60)),
        one.key ? h("span", { class: "wb-tag" }, "key") : null,
      ),
      ...(expected === null
        ? [h("td", { colspan: 5, class: "wb-quiet" }, "nothing is expected")]
        : [
            cell("type", typeWords(expected.type ?? "")),
            cell("nullable", missingWords(expected.nullable ?? null)),
            cell("low", boundText(expected.low ?? null) || "–"),
            cell("high", boundText(expected.high ?? null) || "–"),
            cell("values", valueWords(one)),
          ]),
      h("td", { class: "wb-quiet", dir: "auto" }, brief(one.source, 160)),
    );
    row.addEventListener("focus", () => this.events.focus(at));
    row.addEventListener("click", () => this.events.open(at));
    return row;
  }
}

function typeWords(type: string): string {
  return type === "" ? "–" : (TYPES.find(([name]) => name === type)?.[1] ?? type);
}

function missingWords(nullable: boolean | null): string {
  if (nullable === null) return "–";
  return nullable ? "allowed" : "not allowed";
}

function valueWords(one: Expectation): string {
  if (one.key) return "each once";
  const values = one.expected?.values ?? [];
  if (values.length === 0) return "–";
  const named = values.slice(0, NAMED).map((value) => brief(value, 24));
  const more = values.length - named.length;
  return named.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
