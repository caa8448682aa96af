/** Conditions that select rows: what they are about, how they read, when two are the same. */

import type { ColumnInfo, Contains, InIssue, Missing, OneOf, Range } from "../protocol.js";
import { brief } from "../values.js";
import { exact } from "./format.js";

export type Condition = Range | OneOf | Contains | Missing | InIssue;

/** What a condition is about: one is kept for each column, and one for the issue. */
export function subject(condition: Condition): string {
  return condition.kind === "in_issue" ? "issue" : `column ${condition.column}`;
}

export function columnOf(condition: Condition): string | null {
  return condition.kind === "in_issue" ? null : condition.column;
}

/** The conditions that filter a column's own chart: a brush never hides what it was drawn on. */
export function without(conditions: readonly Condition[], column: string): Condition[] {
  return conditions.filter((one) => columnOf(one) !== column);
}

export function same(left: Condition | null, right: Condition | null): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** A condition as a chip says it, such as `price: 10 to 20`; the column's name comes apart. */
export function words(condition: Condition, columns: readonly ColumnInfo[]): string {
  switch (condition.kind) {
    case "range":
      return rangeWords(
        condition,
        columns.find((one) => one.name === condition.column),
      );
    case "one_of":
      return oneOfWords(condition);
    case "contains":
      return `contains “${brief(condition.text, 30)}”`;
    case "missing":
      return condition.missing === false ? "not missing" : "missing";
    case "in_issue":
      return "rows of one issue";
  }
}

function rangeWords(condition: Range, column: ColumnInfo | undefined): string {
  const show = (value: number): string => exact(value, column?.kind ?? "number");
  const { low = null, high = null, closed = false } = condition;
  if (low === null && high === null) return "any value";
  if (low === null) return `${closed ? "at most" : "below"} ${show(high as number)}`;
  if (high === null) return `from ${show(low)}`;
  return closed ? `${show(low)} to ${show(high)}` : `${show(low)} to below ${show(high)}`;
}

function oneOfWords(condition: OneOf): string {
  const values = condition.values ?? [];
  const named = values.slice(0, 3).map((value) => brief(value, 24));
  if (values.length > 3) named.push(`${values.length - 3} more`);
  if (condition.exclude) {
    const nulls = condition.missing ? ", or missing" : "";
    return `${named.length ? `not ${named.join(", ")}` : "any value"}${nulls}`;
  }
  if (condition.missing) named.push("missing");
  return named.join(" or ") || "nothing";
}
