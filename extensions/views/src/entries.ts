/** A decision as a page knows it, from the press of a key to the store's acknowledgement. */

import type { DecisionRecord, ReviewItem, Verdict } from "./protocol.js";
import { brief } from "./values.js";

export type EntryState = "saving" | "saved" | "failed" | "undoing" | "undo-failed" | "undone";

/** A decision as this page knows it. */
export interface Entry {
  readonly id: string;
  readonly itemId: string;
  readonly verdict: Verdict;
  readonly comment: string;
  readonly title: string;
  /** Null where the decision was made before this page was opened. */
  readonly item: ReviewItem | null;
  state: EntryState;
  /** Whether the store has acknowledged the decision. */
  acknowledged: boolean;
  /** What went wrong last; null while all is well. */
  error: string | null;
  /** True where the store refused: it is not sent again by itself. */
  refused: boolean;
  /** Identifier of the letter that takes it back, once that was asked for. */
  withdrawal: string | null;
}

/** On the way: the store has not said yet that it has it. */
export const UNSAVED: ReadonlySet<EntryState> = new Set(["saving", "failed", "undoing", "undo-failed"]);

export const UNDOABLE: ReadonlySet<EntryState> = new Set(["saving", "saved", "failed"]);

/** What was decided, in the words of the cards' buttons. */
function toldOf(record: DecisionRecord): string {
  const pair = record.kind === "pair";
  const words: Record<Verdict, string> = {
    accept: pair ? "same" : "accepted",
    reject: pair ? "different" : record.kind === "label" ? "label kept" : "rejected",
    choose: brief(record.choice),
    unsure: "can’t tell",
    skip: "skipped",
    withdraw: "taken back",
  };
  return words[record.verdict];
}

/** Decisions of earlier visits, newest first; a withdrawal marks the decision it took back. */
export function earlier(records: readonly DecisionRecord[]): Entry[] {
  const gone = new Set(
    records.filter((record) => record.verdict === "withdraw").map((record) => record.supersedes),
  );
  return records
    .filter((record) => record.verdict !== "withdraw")
    .map((record, position) => ({ record, position }))
    .sort(
      (a, b) =>
        (b.record.time ?? "").localeCompare(a.record.time ?? "") || a.position - b.position,
    )
    .map(({ record }) => ({
      id: record.id,
      itemId: record.item,
      verdict: record.verdict,
      comment: record.comment ?? "",
      title: `${record.title ?? record.item}: ${toldOf(record)}`,
      item: null,
      state: record.withdrawn || gone.has(record.id) ? ("undone" as const) : ("saved" as const),
      acknowledged: true,
      error: null,
      refused: false,
      withdrawal: null,
    }));
}
