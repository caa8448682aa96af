/** How charts are shown: sliced, compared, as shapes; and what is done with the selection. */

import { button, h } from "../dom.js";
import type { ChartStore } from "../explore/charts.js";
import { count } from "../explore/format.js";
import type { Exploration } from "../explore/state.js";
import type { Selection } from "../protocol.js";
import { brief } from "../values.js";

export type Action = "issue" | "rule" | "queue" | "export";

const ACTIONS: readonly (readonly [Action, string])[] = [
  ["issue", "Make an issue…"],
  ["rule", "Make a rule…"],
  ["queue", "Send to a queue…"],
  ["export", "Export rows…"],
];

export interface Chosen extends Selection {
  /** How many rows meet the conditions; null where it is not known yet. */
  readonly rows: number | null;
}

export class Controls {
  readonly element: HTMLElement;
  /** Finds columns by name. */
  readonly search: HTMLInputElement;
  private readonly by = h("select", { class: "wb-select", test: "by" });
  private readonly against = h("select", { class: "wb-select", test: "against" });
  private readonly compare: HTMLElement;
  private readonly shapes: HTMLButtonElement;

  constructor(
    private readonly state: Exploration,
    onAcross?: () => void,
  ) {
    this.search = h("input", {
      type: "search",
      class: "wb-input wb-find",
      "aria-label": "Find a column",
      placeholder: "Find a column",
      test: "find-column",
    });
    this.shapes = button({
      label: "Shares",
      class: "wb-small",
      test: "shapes",
      title: "Show shares instead of numbers of rows, so that a small selection has a shape",
      onClick: () => state.set({ shapes: !state.shapes }),
    });
    this.compare = h("label", {}, h("span", {}, "Compare with"), this.against);
    this.by.addEventListener("change", () => state.set({ by: named(this.by, state) }));
    this.against.addEventListener("change", () =>
      state.set({ against: this.against.value || null }),
    );
    this.element = h(
      "div",
      { class: "wb-controls" },
      onAcross
        ? button({
            label: "Across columns",
            class: "wb-small",
            test: "across",
            title: "Figures of what goes together and what is missing",
            onClick: onAcross,
          })
        : null,
      this.search,
      h("label", {}, h("span", {}, "Slice by"), this.by),
      this.compare,
      this.shapes,
    );
    this.rebuild();
  }

  /** The columns and versions are others now. */
  rebuild(): void {
    const { state } = this;
    this.by.replaceChildren(
      h("option", { value: "" }, "nothing"),
      ...state.columns.map((column, index) =>
        h("option", { value: index }, brief(column.name, 40)),
      ),
    );
    const others = state.table.versions.filter((one) => one.id !== state.version);
    this.compare.hidden = !others.length;
    this.against.replaceChildren(
      h("option", { value: "" }, "nothing"),
      ...others.map((one) => h("option", { value: one.id }, brief(one.title, 40))),
    );
    this.update();
  }

  update(): void {
    const index = this.state.indexOf(this.state.by);
    this.by.value = index === null ? "" : String(index);
    this.against.value = this.state.against ?? "";
    this.shapes.setAttribute("aria-pressed", String(this.state.shapes));
  }
}

function named(select: HTMLSelectElement, state: Exploration): string | null {
  return select.value === "" ? null : (state.columns[Number(select.value)]?.name ?? null);
}

/** The buttons that do something with the rows selected; null where nobody does. */
export class Actions {
  readonly element: HTMLElement;
  private readonly said = h("span", { class: "wb-quiet" });
  private readonly buttons: readonly HTMLButtonElement[];

  constructor(
    private readonly state: Exploration,
    private readonly store: ChartStore,
    wanted: readonly Action[],
    act: ((action: Action, selection: Chosen) => void) | undefined,
  ) {
    const offered = act ? ACTIONS.filter(([name]) => wanted.includes(name)) : [];
    this.buttons = offered.map(([name, label]) =>
      button({
        label,
        class: "wb-small",
        test: `action-${name}`,
        onClick: () => act?.(name, { ...state.selection, rows: store.passing }),
      }),
    );
    this.element = h(
      "div",
      { class: "wb-actions", hidden: !offered.length },
      this.said,
      ...this.buttons,
    );
    this.update();
  }

  update(): void {
    const { passing } = this.store;
    const all = !this.state.conditions.length;
    const rows = all ? this.state.table.rows : passing;
    this.said.textContent = all
      ? "With all rows:"
      : `With the ${rows === null ? "" : `${count(rows)} `}selected rows:`;
    for (const element of this.buttons) element.disabled = rows === 0;
  }
}
