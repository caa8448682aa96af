/** A decision as a page knows it, from the press of a key to the store's acknowledgement. */

import { cardFor } from "./cards/index.js";
import type { DecisionRecord, Progress, ReviewItem, Verdict } from "./protocol.js";

export type EntryState =
  "saving" | "saved" | "failed" | "undoing" | "undo-failed" | "undone" | "changed";

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
  /** The earlier decision that this one stands for. */
  readonly replaces: Entry | null;
  /** When it was made, in milliseconds since 1970. */
  readonly time: number;
}

/** On the way: the store has not said yet that it has it. */
export const UNSAVED: ReadonlySet<EntryState> = new Set([
  "saving",
  "failed",
  "undoing",
  "undo-failed",
]);

export const UNDOABLE: ReadonlySet<EntryState> = new Set(["saving", "saved", "failed"]);

/** Saved, and nothing else is on its way: it may be decided anew. */
export const CHANGEABLE: ReadonlySet<EntryState> = new Set(["saved"]);

/** What was decided, in the words of the cards' buttons. */
function toldOf(record: DecisionRecord): string {
  if (record.verdict === "unsure") return "can’t tell";
  if (record.verdict === "skip") return "skipped";
  if (record.verdict === "withdraw") return "undone";
  return cardFor(record.kind).describe(record);
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
      (a, b) => (b.record.time ?? "").localeCompare(a.record.time ?? "") || a.position - b.position,
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
      replaces: null,
      time: Date.parse(record.time ?? "") || 0,
    }));
}

/** What the store reported, with what is still on its way counted in. */
export function counted(reported: Progress, entries: readonly Entry[]): Progress {
  let { decided } = reported;
  for (const entry of entries) {
    if (entry.verdict === "skip") continue;
    const again = entry.replaces !== null && entry.replaces.verdict !== "skip";
    if (again && entry.state !== "undoing") continue;
    if (entry.state === "saving" || entry.state === "failed") decided += 1;
    if (entry.acknowledged && entry.state === "undoing") decided -= 1;
  }
  const { total } = reported;
  return { decided: Math.max(0, Math.min(decided, total)), total };
}
