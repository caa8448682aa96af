/** Running the recipe and writing its module, and what came of it. */

import type { DatasetClient } from "../client.js";
import { button, h } from "../dom.js";
import { messageOf } from "../errors.js";
import { brief, count, sentence } from "../values.js";

export interface OutcomeHandlers {
  readonly say: (text: string) => void;
  readonly ran: () => void;
}

export class Outcome {
  readonly run: HTMLButtonElement;
  readonly export: HTMLButtonElement;
  /** The form of an export and the results; stands below the buttons. */
  readonly element = h("div", { class: "wb-outcome", test: "outcome" });
  private readonly result = h("div", { class: "wb-result", test: "result", hidden: true });
  private readonly form: HTMLFormElement;
  private readonly name = h("input", {
    class: "wb-input",
    test: "export-name",
    maxlength: 64,
    spellcheck: "false",
    autocomplete: "off",
  });
  private readonly realRows = h("input", { type: "checkbox", test: "export-rows" });
  private readonly values = h("input", { type: "checkbox", test: "export-values" });
  private readonly valuesLine = h(
    "label",
    { class: "wb-check", hidden: true },
    this.values,
    "Write what rules need of personal columns to a file beside it",
  );
  private working = false;
  private problem: string | null = null;

  constructor(
    private readonly client: DatasetClient,
    private readonly handlers: OutcomeHandlers,
  ) {
    this.run = button({
      test: "run",
      label: "Run",
      title: "Run the rules on the newest source and store the result as a version",
      onClick: () => void this.runNow(),
    });
    this.export = button({
      test: "export",
      label: "Export…",
      title: "Write the rules as a tested Python module",
      onClick: () => this.toggle(),
    });
    this.export.setAttribute("aria-expanded", "false");
    this.realRows.checked = true;
    this.form = this.makeForm();
    this.element.append(this.form, this.result);
  }

  /** Say what the recipe is of, and why it cannot run where it cannot. */
  describe(dataset: string, problem: string | null): void {
    this.problem = problem;
    if (this.name.value === "") this.name.value = moduleName(dataset);
    this.enable();
  }

  private makeForm(): HTMLFormElement {
    const form = h(
      "form",
      { class: "wb-export", hidden: true, "aria-label": "Export" },
      h("label", {}, "Module name ", this.name),
      h("label", { class: "wb-check" }, this.realRows, "Put rows of the table into its tests"),
      this.valuesLine,
      h(
        "button",
        { type: "submit", class: "wb-button wb-primary", test: "export-now" },
        "Write the module",
      ),
    );
    this.realRows.addEventListener("change", () => {
      this.valuesLine.hidden = this.realRows.checked;
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.exportNow();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.toggle();
      this.export.focus();
    });
    return form;
  }

  private toggle(): void {
    this.form.hidden = !this.form.hidden;
    this.export.setAttribute("aria-expanded", String(!this.form.hidden));
    if (!this.form.hidden) this.name.focus();
  }

  private enable(): void {
    for (const element of [this.run, this.export]) {
      element.disabled = this.working || this.problem !== null;
    }
  }

  private async runNow(): Promise<void> {
    await this.work("Running the rules…", async () => {
      const made = await this.client.call("run_recipe", {});
      const size = `${count(made.rows, "row")}, ${count(made.columns, "column")}`;
      this.handlers.ran();
      return {
        title: `Stored as version ${made.version.slice(0, 10)}: ${size}.`,
        lines: made.notes,
      };
    });
  }

  private async exportNow(): Promise<void> {
    await this.work("Exporting the module…", async () => {
      const made = await this.client.call("export_recipe", {
        name: this.name.value.trim(),
        real_rows: this.realRows.checked,
        values: !this.realRows.checked && this.values.checked,
      });
      this.toggle();
      const title = `Written to ${made.path} in the project's folder.`;
      return { title, lines: [...made.notes, `Files: ${made.files.join(", ")}`] };
    });
  }

  private async work(
    doing: string,
    run: () => Promise<{ readonly title: string; readonly lines: readonly string[] }>,
  ): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.enable();
    this.show("doing", doing, []);
    try {
      const { title, lines } = await run();
      this.show("done", title, lines);
    } catch (error) {
      this.show("failed", sentence(messageOf(error)), []);
    }
    this.working = false;
    this.enable();
  }

  private show(state: "doing" | "done" | "failed", title: string, lines: readonly string[]): void {
    const sign = { doing: "…", done: "✓", failed: "✕" }[state];
    this.result.hidden = false;
    this.result.dataset["state"] = state;
    this.result.replaceChildren(
      h("strong", {}, h("span", { "aria-hidden": "true" }, `${sign} `), brief(title, 600)),
      ...lines.map((line) => h("p", { dir: "auto" }, brief(line, 500))),
    );
    this.handlers.say(title);
  }
}

function moduleName(dataset: string): string {
  const plain = dataset
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return `clean_${(plain || "table").slice(0, 50)}`;
}
