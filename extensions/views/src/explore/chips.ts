/** What is selected, in words: so many rows of all, and a chip for each condition. */

import { button, h } from "../dom.js";
import { brief } from "../values.js";
import type { ChartStore } from "./charts.js";
import { columnOf, subject, words } from "./conditions.js";
import { count, percent } from "./format.js";
import type { Exploration } from "./state.js";

export class Chips {
  readonly element: HTMLElement;
  private readonly rows = h("span", { class: "wb-rows-count", test: "row-count" });
  private readonly list = h("ul", { class: "wb-chips", "aria-label": "Conditions" });
  private readonly clear: HTMLButtonElement;
  private drawn = "";

  constructor(
    private readonly state: Exploration,
    private readonly store: ChartStore,
    /** What an issue is called, where a condition is about one. */
    private readonly issueName: (id: string) => string | null = () => null,
  ) {
    this.clear = button({
      label: "Clear all",
      class: "wb-small",
      test: "clear-all",
      onClick: () => this.clearAll(),
    });
    this.element = h("div", { class: "wb-selection" }, this.rows, this.list, this.clear);
    this.update();
  }

  /** Draw what changed; `total` is known to those who asked for rows. */
  update(total: number | null = this.store.passing): void {
    const all = this.state.table.rows;
    const some = this.state.conditions.length || (total !== null && total !== all);
    const text = !some
      ? `${count(all)} rows`
      : total === null
        ? `… of ${count(all)} rows`
        : `${count(total)} of ${count(all)} rows · ${percent(all ? total / all : 0)}`;
    if (this.rows.textContent !== text) this.rows.textContent = text;
    const drawn = JSON.stringify(this.state.conditions);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.clear.hidden = this.state.conditions.length === 0;
    this.list.hidden = this.clear.hidden;
    this.list.replaceChildren(...this.state.conditions.map((_, at) => this.chip(at)));
  }

  /** Names of issues have come. */
  redraw(): void {
    this.drawn = "";
    this.update();
  }

  private chip(at: number): HTMLElement {
    const condition = this.state.conditions[at];
    if (!condition) return h("li");
    const column = columnOf(condition);
    const issue = condition.kind === "in_issue" ? this.issueName(condition.issue) : null;
    const name = column === null ? "issue" : brief(column, 40);
    const said = issue ?? words(condition, this.state.columns);
    const remove = h(
      "button",
      {
        type: "button",
        "aria-label": `Remove: ${name} ${said}`,
        title: "Remove",
        test: "chip-remove",
      },
      "×",
    );
    remove.addEventListener("click", () => {
      this.state.removeCondition(subject(condition));
      const next = this.list.querySelectorAll("button")[Math.max(0, at - 1)];
      (next ?? this.element.closest<HTMLElement>("[tabindex]"))?.focus();
    });
    return h(
      "li",
      { class: "wb-chip", test: "chip" },
      h("bdi", { class: "wb-chip-name" }, name),
      h("bdi", { class: "wb-chip-text" }, said),
      remove,
    );
  }

  private clearAll(): void {
    this.state.clearConditions();
    this.element.closest<HTMLElement>("[tabindex]")?.focus();
  }
}
