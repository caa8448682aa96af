/** What is said where there is nothing to show, and the way out. */

import { button, h } from "../dom.js";
import type { Exploration } from "../explore/state.js";

export class Empty {
  readonly element = h("div", { class: "wb-empty", hidden: true, test: "empty" });

  constructor(
    private readonly state: Exploration,
    private readonly focus: () => void,
  ) {}

  /** Say why no cell is shown, or nothing where some are. */
  update(rows: number, columns: number): void {
    const shown = columns === 0 || rows === 0;
    if (this.element.hidden === !shown) return;
    this.element.hidden = !shown;
    this.element.replaceChildren(...(shown ? this.reason(columns) : []));
  }

  private reason(columns: number): HTMLElement[] {
    const { state } = this;
    if (!state.columns.length) return [h("p", {}, "This table has no columns.")];
    if (!columns) {
      const onClick = (): void => state.set({ hidden: [] });
      return [
        h("p", {}, "All columns are hidden."),
        button({ label: "Show all columns", onClick }),
      ];
    }
    if (!state.conditions.length) return [h("p", {}, "This table has no rows.")];
    const clear = button({
      label: "Clear filters",
      test: "clear-filters",
      onClick: () => {
        state.clearConditions();
        this.focus();
      },
    });
    return [h("p", {}, "No rows match all of these filters."), clear];
  }
}
