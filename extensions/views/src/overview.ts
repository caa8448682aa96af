/** The projects of a server with their datasets: what there is, and what waits for a reviewer. */

import { button, h } from "./dom.js";
import { messageOf } from "./errors.js";
import type { DatasetSummary, ProjectSummary, ProjectsPage } from "./protocol.js";

/** Which dataset of which project. */
export interface DatasetLocation {
  readonly project: string;
  readonly dataset: string;
  /** The project's folder, as seen from the server's root. */
  readonly path: string;
}

export interface OverviewHandlers {
  load(): Promise<ProjectsPage>;
  /** Show a dataset, with this tab in front; the one that was open last where empty. */
  open(location: DatasetLocation, tab: string): void;
  /** Show a dataset in a new notebook. */
  notebook(location: DatasetLocation): void;
}

export class Overview {
  readonly element: HTMLElement;
  private readonly body = h("div", { class: "wb-overview-body", "aria-live": "polite" });
  private readonly refreshButton: HTMLButtonElement;
  private asked = 0;
  private drawn = "";

  constructor(private readonly handlers: OverviewHandlers) {
    this.refreshButton = button({
      test: "wb-refresh",
      label: "Refresh",
      title: "Refresh the projects",
      onClick: () => void this.refresh(),
    });
    this.element = h(
      "div",
      { class: "wb-overview", test: "wb-sidebar" },
      h("header", {}, h("h2", {}, "Workbench"), this.refreshButton),
      this.body,
    );
  }

  async refresh(): Promise<void> {
    const turn = ++this.asked;
    this.element.setAttribute("aria-busy", "true");
    let projects: readonly ProjectSummary[] = [];
    let problem: string | null = null;
    try {
      projects = (await this.handlers.load()).projects;
    } catch (error) {
      problem = messageOf(error);
    }
    // An answer that was overtaken by a later question is old news.
    if (turn !== this.asked) return;
    this.element.removeAttribute("aria-busy");
    // What has not changed stays: a screen reader need not hear it again.
    const now = JSON.stringify([projects, problem]);
    if (now === this.drawn) return;
    this.drawn = now;
    const focused = this.focused();
    this.body.replaceChildren(
      ...(problem === null ? projectList(projects, this.handlers) : [failure(problem)]),
    );
    this.focus(focused);
  }

  /** What has the keyboard; null where it is elsewhere. */
  private focused(): string | null {
    const active = document.activeElement;
    return active instanceof HTMLElement && this.body.contains(active)
      ? (active.dataset["does"] ?? "")
      : null;
  }

  /** Give the keyboard back to what does the same as before. */
  private focus(what: string | null): void {
    if (what === null) return;
    const buttons = [...this.body.querySelectorAll<HTMLElement>("[data-does]")];
    (buttons.find((one) => one.dataset["does"] === what) ?? this.refreshButton).focus();
  }
}

function projectList(
  projects: readonly ProjectSummary[],
  handlers: OverviewHandlers,
): HTMLElement[] {
  if (projects.length > 0) return projects.map((project) => projectElement(project, handlers));
  return [
    h(
      "div",
      { class: "wb-overview-empty", test: "wb-empty" },
      h("p", {}, "No project here yet."),
      h(
        "p",
        {},
        "Right-click a CSV, TSV or Parquet file in the file browser and choose ",
        h("b", {}, "Open in Workbench"),
        ", or run in a notebook:",
      ),
      h("pre", {}, 'import workbench as wb\nproject = wb.open_project("quality")'),
    ),
  ];
}

function projectElement(project: ProjectSummary, handlers: OverviewHandlers): HTMLElement {
  const { id, path } = project;
  const datasets = project.datasets.map((dataset) =>
    datasetElement(dataset, { project: id ?? "", dataset: dataset.name, path }, handlers),
  );
  return h(
    "section",
    { class: "wb-overview-project", test: "wb-project" },
    h("h3", { title: project.path }, h("bdi", { dir: "auto" }, project.name)),
    project.error
      ? h("p", { class: "wb-overview-broken" }, `Cannot be read: ${project.error}`)
      : datasets.length > 0
        ? h("ul", {}, ...datasets)
        : h("p", { class: "wb-overview-quiet" }, "No dataset yet: project.add(name, table)"),
  );
}

function datasetElement(
  dataset: DatasetSummary,
  location: DatasetLocation,
  handlers: OverviewHandlers,
): HTMLElement {
  const { name } = dataset;
  const waiting = (dataset.open_items ?? 0).toLocaleString("en");
  const does = (what: string): string => JSON.stringify([location.project, name, what]);
  const open = h(
    "button",
    {
      type: "button",
      class: "wb-overview-name",
      title: `Open ${name}`,
      test: "open-dataset",
      "data-does": does("open"),
    },
    h("bdi", { dir: "auto" }, name),
  );
  open.addEventListener("click", () => handlers.open(location, ""));
  const review = button({
    class: "wb-overview-open",
    label: `${waiting} to review`,
    test: "open-review",
    onClick: () => handlers.open(location, "review"),
  });
  review.setAttribute("aria-label", `${waiting} to review in ${name}`);
  review.dataset["does"] = does("review");
  const notebook = button({
    class: "wb-overview-notebook",
    label: "Notebook",
    title: `New notebook that opens ${name}: for plots and new queues, which need a kernel`,
    test: "open-notebook",
    onClick: () => handlers.notebook(location),
  });
  notebook.setAttribute("aria-label", `Notebook of ${name}`);
  notebook.dataset["does"] = does("notebook");
  return h(
    "li",
    { test: "wb-dataset" },
    open,
    h(
      "span",
      { class: "wb-overview-facts" },
      fact(dataset.rows, "row", "rows"),
      fact(dataset.issues, "issue", "issues"),
      fact(dataset.versions, "version", "versions"),
    ),
    h("span", { class: "wb-overview-actions" }, waiting === "0" ? null : review, notebook),
  );
}

function fact(count: number | null | undefined, one: string, many: string): HTMLElement {
  // An unknown figure (issues never looked for) is not a zero.
  const text =
    count === null || count === undefined
      ? `${many} not known`
      : `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
  return h("span", {}, text);
}

function failure(message: string): HTMLElement {
  return h(
    "div",
    { class: "wb-overview-error", role: "alert", test: "wb-error" },
    h("b", {}, "The projects cannot be read."),
    h("p", {}, message),
    h("p", {}, "Check that the server extension is enabled: jupyter server extension list"),
  );
}
