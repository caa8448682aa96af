/** Is this value right? What stands there, what is suggested, what else it could be. */

import { h } from "../dom.js";
import type { ReviewItem, Scalar } from "../protocol.js";
import { brief, valueElement } from "../values.js";
import {
  type Action,
  type Card,
  type OpenCard,
  type DecisionSummary,
  type Typed,
  list,
  record,
} from "./contract.js";
import { contrast, fieldTable, reason, side } from "./fields.js";

/** More than this does not travel in an answer; such a value can be accepted, not chosen. */
const LONGEST = 1000;

const FORMS: Readonly<Record<string, readonly [RegExp, string]>> = {
  integer: [/^[+-]?\d{1,19}$/, "a whole number such as 12"],
  decimal: [/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, "a number such as 12.5"],
  truth: [/^(true|false)$/i, "true or false"],
  date: [/^\d{4}-\d{2}-\d{2}$/, "a date such as 2024-05-31"],
  moment: [
    /^\d{4}-\d{2}-\d{2}([T ]\d{2}(:\d{2}(:\d{2}([.,]\d+)?)?)?)?/,
    "a date and time such as 2024-05-31 14:30",
  ],
};

function open(item: ReviewItem): OpenCard {
  const actions = actionsOf(item);
  return { element: render(item), actions: () => actions, typed: typed(item) };
}

function candidatesOf(item: ReviewItem): readonly (string | null)[] {
  return list(item.payload["candidates"]).filter(
    (one): one is string | null => one === null || typeof one === "string",
  );
}

function actionsOf(item: ReviewItem): Action[] {
  const { value } = item.payload;
  const candidates = candidatesOf(item);
  const accept: Action = {
    test: "accept",
    keys: ["a", "enter"],
    label: "Accept suggestion",
    verdict: "accept",
    primary: true,
    outcome: brief(candidates[0]),
    ...(candidates.length === 0 ? { unavailable: "Nothing is suggested for this cell." } : {}),
  };
  const keep: Action = {
    test: "reject",
    keys: ["k", "r"],
    label: "Keep value",
    verdict: "reject",
    outcome: `kept ${brief(value)}`,
  };
  const empty: Action = {
    ...chosen("empty", ["m"], null, "Make it missing"),
    ...(value === null ? { unavailable: "The cell is missing already." } : {}),
  };
  const others = othersOf(candidates).map((one, index) =>
    chosen(`choice-${index + 1}`, [String(index + 1)], one, brief(one, 32)),
  );
  return [accept, keep, empty, ...others];
}

/** What may be chosen beside the suggestion; to make a cell missing has a button of its own. */
function othersOf(candidates: readonly (string | null)[]): readonly string[] {
  return candidates.slice(1).filter((one): one is string => one !== null);
}

function chosen(test: string, keys: readonly string[], value: Scalar, label: string): Action {
  const long = typeof value === "string" && value.length > LONGEST;
  return {
    test,
    keys,
    label,
    verdict: "choose",
    choice: value,
    outcome: brief(value),
    ...(long ? { unavailable: "This value is too long to choose here." } : {}),
  };
}

function typed(item: ReviewItem): Typed {
  const { type } = item.payload;
  const kind = typeof type === "string" ? type : "text";
  const [form, words] = FORMS[kind] ?? [/^[^]*$/, "text"];
  return {
    label: "Another value",
    hint: kind === "text" ? "another value…" : `another value: ${words}`,
    read: (text) => {
      const value = kind === "text" ? text : text.trim();
      if (value === "") return "To make the cell missing, press M.";
      if (value.length > LONGEST)
        return `This has ${value.length} characters; the limit is ${LONGEST}.`;
      if (!form.test(value))
        return `“${brief(value, 30)}” is not ${words}, which the column holds.`;
      return chosen("typed", [], value, brief(value, 32));
    },
  };
}

function render(item: ReviewItem): HTMLElement {
  const { value, row, why } = item.payload;
  const candidates = candidatesOf(item);
  const suggested = candidates.length > 0 ? candidates[0] : undefined;
  return h(
    "div",
    { class: "wb-cell-card" },
    contrast(
      side("Value now", value, "cell-now", "now"),
      suggested === undefined ? null : side("Suggested", suggested, "cell-suggested", "suggested"),
    ),
    reason(why),
    others(othersOf(candidates)),
    fieldTable(record(row)),
  );
}

function others(values: readonly string[]): HTMLElement | null {
  if (values.length === 0) return null;
  const lines = values.map((value, index) =>
    h("li", {}, h("kbd", { "aria-hidden": "true" }, String(index + 1)), valueElement(value)),
  );
  return h(
    "section",
    { class: "wb-others" },
    h("span", { class: "wb-caption" }, "Or"),
    h("ol", {}, ...lines),
  );
}

function title(item: ReviewItem): string {
  const key = brief(item.payload["key"] ?? item.target["key"] ?? item.id);
  return `${brief(item.payload["column"] ?? item.target["column"], 30)} of ${key}`;
}

function describe({ verdict, choice }: DecisionSummary): string {
  return verdict === "accept" ? "accepted" : verdict === "reject" ? "value kept" : brief(choice);
}

export const cellCard: Card = { open, title, describe };
