/** What people say of issues: how many are open, and which key judges one. No screen. */

import type { IssueInfo, Issues } from "../protocol.js";
import { count } from "../values.js";

export type Verdict = "accept" | "reject" | "open";

/** The issues as they will stand, before the server has said so. */
export function judged(
  issues: readonly IssueInfo[],
  id: string,
  verdict: Verdict,
): readonly IssueInfo[] {
  const value = verdict === "open" ? null : verdict;
  return issues.map((one) => (one.id === id ? { ...one, verdict: value } : one));
}

/** How far the judging is; empty where nothing can be judged. */
export function tally(issues: readonly IssueInfo[]): string {
  const accepted = issues.filter((one) => one.verdict === "accept").length;
  const rejected = issues.filter((one) => one.verdict === "reject").length;
  if (!issues.length) return "";
  const open = issues.length - accepted - rejected;
  return `${open.toLocaleString("en")} open · ${accepted.toLocaleString("en")} accepted · ${rejected.toLocaleString("en")} rejected`;
}

/** What to say above the list; empty where the list speaks for itself. */
export function remark(checked: Issues["checked"], issues: readonly IssueInfo[]): string {
  if (checked === "never" && !issues.length) {
    return "Not checked yet: run dataset.find_issues() in a notebook to look for issues.";
  }
  if (checked === "earlier") {
    return "Checked on an earlier source: run dataset.find_issues() again to check the newest.";
  }
  return issues.length ? "" : "No issues were found.";
}

/** The judgement that a key asks for; null where it does not fit the issue. */
export function verdictOf(key: string, issue: IssueInfo): Verdict | null {
  const verdict = issue.verdict ?? null;
  if (key === "a") return issue.has_rule && verdict !== "accept" ? "accept" : null;
  if (key === "r") return verdict !== "reject" ? "reject" : null;
  return key === "u" && verdict !== null ? "open" : null;
}

export function rowsOf(issue: IssueInfo): string {
  return count(issue.rows, "row");
}
