/** The issues of the table: which columns, how many rows, how sure; one shows its rows. */

import { button, h } from "../dom.js";
import type { DatasetClient } from "../client.js";
import { messageOf } from "../errors.js";
import { count, percent } from "../explore/format.js";
import type { Exploration } from "../explore/state.js";
import type { IssueInfo, Issues } from "../protocol.js";
import { brief, sentence, visible } from "../values.js";
import { type Verdict, judged, remark, rowsOf, tally, verdictOf } from "./judged.js";

export interface IssueEvents {
  readonly reveal: (column: string) => void;
  readonly loaded: () => void;
  /** An issue was accepted, rejected or opened again; without it none can be. */
  readonly judged?: ((text: string) => void) | undefined;
}

const WORDS: Readonly<Record<Verdict, string>> = {
  accept: "Accepted",
  reject: "Rejected",
  open: "Open again",
};

export class IssueList {
  readonly element: HTMLElement;
  private readonly heading = h("h3", {}, "Issues");
  private readonly list = h("ul", { class: "wb-issue-list" });
  private readonly counts = h("p", { class: "wb-quiet", test: "issue-counts", role: "status" });
  private readonly note = h("p", { class: "wb-quiet", role: "status", test: "issue-note" });
  private issues: readonly IssueInfo[] = [];
  private checked: Issues["checked"] = "newest";
  /** Judgements under way: an answer to one says nothing of those sent after it. */
  private pending = 0;

  constructor(
    private readonly client: DatasetClient,
    private readonly state: Exploration,
    private readonly events: IssueEvents,
  ) {
    this.element = h(
      "aside",
      { class: "wb-issues", "aria-label": "Issues", test: "issues" },
      this.heading,
      this.counts,
      this.note,
      this.list,
    );
    this.list.addEventListener("keydown", (event) => this.press(event));
  }

  name(id: string): string | null {
    const issue = this.issues.find((one) => one.id === id);
    return issue ? `${issue.kind}: ${brief(issue.message, 50)}` : null;
  }

  async load(): Promise<void> {
    try {
      const answer = await this.client.call("issues", {});
      if (this.pending) return; // it may be older than what was judged since
      this.take(answer);
    } catch (error) {
      this.note.textContent = `The issues cannot be shown. ${sentence(messageOf(error))}`;
    }
    this.draw();
    this.events.loaded();
  }

  /** Show which issue's rows are selected. */
  update(): void {
    const chosen = this.state.conditions.find((one) => one.kind === "in_issue");
    const id = chosen?.kind === "in_issue" ? chosen.issue : null;
    this.mains().forEach((element, at) => {
      element.setAttribute("aria-pressed", String(this.issues[at]?.id === id));
    });
  }

  private take(answer: Issues): void {
    this.issues = answer.issues;
    this.checked = answer.checked;
    this.note.textContent = remark(this.checked, this.issues);
  }

  private draw(): void {
    const held = this.focused();
    const looked = this.checked !== "never" || this.issues.length > 0;
    this.heading.textContent = looked ? `Issues (${count(this.issues.length)})` : "Issues";
    this.counts.textContent = this.events.judged ? tally(this.issues) : "";
    this.counts.hidden = this.counts.textContent === "";
    this.note.hidden = this.note.textContent === "";
    this.list.replaceChildren(...this.issues.map((issue) => this.row(issue)));
    if (held) this.mains()[this.issues.findIndex((one) => one.id === held)]?.focus();
    this.update();
  }

  private mains(): HTMLButtonElement[] {
    return [...this.list.querySelectorAll<HTMLButtonElement>("[data-test=issue]")];
  }

  /** The issue whose row has the keyboard; null where it is elsewhere. */
  private focused(): string | null {
    const row = document.activeElement?.closest<HTMLElement>("[data-issue]");
    return row && this.list.contains(row) ? (row.dataset["issue"] ?? null) : null;
  }

  private row(issue: IssueInfo): HTMLElement {
    const main = h(
      "button",
      { type: "button", class: "wb-issue", "aria-pressed": "false", test: "issue" },
      h(
        "span",
        { class: "wb-issue-head" },
        h("b", {}, visible(issue.kind)),
        issue.column === null
          ? null
          : h("bdi", { class: "wb-issue-column", dir: "auto" }, brief(issue.column, 40)),
        h("span", { class: "wb-issue-rows" }, rowsOf(issue)),
      ),
      h("bdi", { class: "wb-issue-text", dir: "auto" }, brief(issue.message, 300)),
      h("span", { class: "wb-quiet" }, describe(issue)),
    );
    main.addEventListener("click", () => this.choose(issue));
    const row = h("li", {}, main, this.events.judged ? this.actions(issue) : null);
    row.dataset["issue"] = issue.id;
    row.dataset["verdict"] = issue.verdict ?? "open";
    return row;
  }

  private actions(issue: IssueInfo): HTMLElement {
    const about = brief(issue.message, 60);
    const make = (verdict: Verdict, label: string, key: string): HTMLButtonElement => {
      const made = button({
        class: "wb-small",
        test: `issue-${verdict}`,
        label,
        key,
        title: `${label} (${key}): ${about}`,
        onClick: () => void this.judge(issue, verdict),
      });
      made.tabIndex = -1; // the keys A, R and U of the issue itself do the same
      return made;
    };
    const verdict = issue.verdict ?? null;
    return h(
      "div",
      { class: "wb-issue-actions" },
      verdict === null && issue.has_rule ? make("accept", "Accept", "A") : null,
      verdict === null ? make("reject", "Reject", "R") : null,
      verdict === null ? null : make("open", "Undo", "U"),
    );
  }

  private press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = this.issues.findIndex((one) => one.id === this.focused());
    const issue = this.issues[at];
    if (!issue) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const verdict = verdictOf(event.key.toLowerCase(), issue);
    if (by !== undefined) this.mains()[at + by]?.focus();
    else if (verdict !== null && this.events.judged && !event.repeat)
      void this.judge(issue, verdict);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Drawn at once; the server has the last word. */
  private async judge(issue: IssueInfo, verdict: Verdict): Promise<void> {
    const before = issue.verdict ?? "open";
    this.issues = judged(this.issues, issue.id, verdict);
    this.draw();
    this.pending += 1;
    try {
      const answer = await this.client.call("judge_issue", { issue: issue.id, verdict });
      this.pending -= 1;
      if (!this.pending) this.take(answer);
      this.events.judged?.(`${WORDS[verdict]}: ${brief(issue.message, 80)}`);
    } catch (error) {
      this.pending -= 1;
      this.issues = judged(this.issues, issue.id, before);
      this.note.textContent = `Not saved. ${sentence(messageOf(error))}`;
    }
    this.draw();
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

function describe(issue: IssueInfo): string {
  const decided = { accept: "✓ accepted", reject: "✕ rejected" };
  const verdict = issue.verdict ? decided[issue.verdict] : issue.has_rule ? "rule proposed" : "";
  return `${percent(issue.confidence)} sure${verdict ? ` · ${verdict}` : ""}`;
}
