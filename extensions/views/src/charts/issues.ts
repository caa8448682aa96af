/** The issues of the table: which columns, how many rows, how sure; one shows its rows. */

import { h } from "../dom.js";
import type { DatasetClient } from "../client.js";
import { messageOf } from "../errors.js";
import { count, percent } from "../explore/format.js";
import type { Exploration } from "../explore/state.js";
import type { IssueInfo } from "../protocol.js";
import { brief, sentence, visible } from "../values.js";

export class IssueList {
  readonly element: HTMLElement;
  private readonly heading = h("h3", {}, "Issues");
  private readonly list = h("ul", { class: "wb-issue-list" });
  private readonly note = h("p", { class: "wb-quiet", role: "status" });
  private issues: readonly IssueInfo[] = [];

  constructor(
    private readonly client: DatasetClient,
    private readonly state: Exploration,
    private readonly events: {
      readonly reveal: (column: string) => void;
      readonly loaded: () => void;
    },
  ) {
    this.element = h(
      "aside",
      { class: "wb-issues", "aria-label": "Issues", test: "issues" },
      this.heading,
      this.note,
      this.list,
    );
  }

  name(id: string): string | null {
    const issue = this.issues.find((one) => one.id === id);
    return issue ? `${issue.kind}: ${brief(issue.message, 50)}` : null;
  }

  async load(): Promise<void> {
    try {
      ({ issues: this.issues } = await this.client.call("issues", {}));
      this.note.textContent = this.issues.length ? "" : "No issues were found.";
    } catch (error) {
      this.note.textContent = `The issues cannot be shown. ${sentence(messageOf(error))}`;
    }
    this.heading.textContent = `Issues (${count(this.issues.length)})`;
    this.list.replaceChildren(...this.issues.map((issue) => this.row(issue)));
    this.update();
    this.events.loaded();
  }

  /** Show which issue's rows are selected. */
  update(): void {
    const chosen = this.state.conditions.find((one) => one.kind === "in_issue");
    const id = chosen?.kind === "in_issue" ? chosen.issue : null;
    this.list.querySelectorAll("button").forEach((element, at) => {
      element.setAttribute("aria-pressed", String(this.issues[at]?.id === id));
    });
  }

  private row(issue: IssueInfo): HTMLElement {
    const decided = { accept: "✓ accepted", reject: "✕ rejected" };
    const verdict = issue.verdict ? decided[issue.verdict] : issue.has_rule ? "rule proposed" : "";
    const rows = `${count(issue.rows)} ${issue.rows === 1 ? "row" : "rows"}`;
    const element = h(
      "button",
      { type: "button", class: "wb-issue", "aria-pressed": "false", test: "issue" },
      h(
        "span",
        { class: "wb-issue-head" },
        h("b", {}, visible(issue.kind)),
        issue.column === null
          ? null
          : h("bdi", { class: "wb-issue-column", dir: "auto" }, brief(issue.column, 40)),
        h("span", { class: "wb-issue-rows" }, rows),
      ),
      h("bdi", { class: "wb-issue-text", dir: "auto" }, brief(issue.message, 300)),
      h(
        "span",
        { class: "wb-quiet" },
        `${percent(issue.confidence)} sure${verdict ? ` · ${verdict}` : ""}`,
      ),
    );
    element.addEventListener("click", () => this.choose(issue));
    return h("li", {}, element);
  }

  private choose(issue: IssueInfo): void {
    const known = this.state.conditions.some(
      (one) => one.kind === "in_issue" && one.issue === issue.id,
    );
    if (known) return this.state.removeCondition("issue");
    this.state.setCondition({ kind: "in_issue", issue: issue.id });
    if (issue.column !== null) this.events.reveal(issue.column);
  }
}
