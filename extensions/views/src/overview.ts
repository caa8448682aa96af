/** The projects of a server with their datasets: what there is, and what waits for a reviewer. */

import { button, h } from "./dom.js";
import { messageOf } from "./errors.js";
import type { DatasetSummary, ProjectSummary, ProjectsPage } from "./protocol.js";

export interface OverviewHandlers {
  load(): Promise<ProjectsPage>;
}

export class Overview {
  readonly element: HTMLElement;
  private readonly body = h("div", { class: "wb-overview-body", "aria-live": "polite" });
  private readonly refreshButton: HTMLButtonElement;
  private asked = 0;

  constructor(private readonly handlers: OverviewHandlers) {
    this.refreshButton = button({
      test: "wb-refresh",
      label: "Refresh",
      title: "Read the projects again",
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
    let content: HTMLElement[];
    try {
      content = projectList((await this.handlers.load()).projects);
    } catch (error) {
      content = [failure(messageOf(error))];
    }
    // An answer that was overtaken by a later question is old news.
    if (turn !== this.asked) return;
    this.element.removeAttribute("aria-busy");
    // What has not changed stays: a screen reader need not hear it again.
    const before = this.body.textContent;
    if (content.map((part) => part.textContent).join("") === before) return;
    this.body.replaceChildren(...content);
  }
}

function projectList(projects: readonly ProjectSummary[]): HTMLElement[] {
  if (projects.length > 0) return projects.map(projectElement);
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

function projectElement(project: ProjectSummary): HTMLElement {
  const datasets = project.datasets.map(datasetElement);
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

function datasetElement(dataset: DatasetSummary): HTMLElement {
  const open = dataset.open_items ?? 0;
  return h(
    "li",
    { test: "wb-dataset" },
    h("bdi", { class: "wb-overview-name", dir: "auto", title: dataset.name }, dataset.name),
    h(
      "span",
      { class: "wb-overview-facts" },
      fact(dataset.rows, "row", "rows"),
      fact(dataset.issues, "issue", "issues"),
      fact(dataset.versions, "version", "versions"),
    ),
    open > 0 ? h("span", { class: "wb-overview-open" }, `${open.toLocaleString()} to review`) : null,
  );
}

function fact(count: number | null | undefined, one: string, many: string): HTMLElement {
  // An unknown figure (issues never looked for) is not a zero.
  const text =
    count === null || count === undefined
      ? `${many} not known`
      : `${count.toLocaleString()} ${count === 1 ? one : many}`;
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
