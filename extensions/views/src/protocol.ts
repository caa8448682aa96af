/**
 * What travels between a view and whoever answers it: the REST server or the kernel.
 *
 * The shapes mirror `workbench/types.py`; anything under `payload` comes from the data and is
 * hostile, so views put it on the page through `textContent` only.
 */

/** A value that JSON can carry and a label can be. */
export type Scalar = string | number | boolean | null;

export type CardKind = "label" | "pair" | "rule";

export type Verdict = "accept" | "reject" | "choose" | "unsure" | "skip" | "withdraw";

/** One thing to decide, as a card shows it. */
export interface ReviewItem {
  readonly id: string;
  readonly kind: CardKind;
  readonly target: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface QueueInfo {
  readonly name: string;
  readonly dataset: string;
  readonly kind: CardKind;
  readonly guideline: string;
  readonly options: readonly Scalar[];
}

export interface Progress {
  readonly decided: number;
  readonly total: number;
}

/** A stored decision; `title` says in a few words what it is about. */
export interface DecisionRecord {
  readonly id: string;
  readonly item: string;
  readonly kind?: CardKind;
  readonly verdict: Verdict;
  readonly choice?: Scalar;
  readonly comment?: string;
  readonly supersedes?: string | null;
  readonly time?: string;
  readonly title?: string;
  readonly withdrawn?: boolean;
}

export interface QueuePage {
  readonly queue: QueueInfo;
  readonly items: readonly ReviewItem[];
  readonly progress: Progress;
  readonly recent: readonly DecisionRecord[];
}

/** What a client sends; its `id` is made here, so that sending it twice is harmless. */
export interface DecisionBody {
  readonly id: string;
  readonly item: string;
  readonly verdict: Verdict;
  readonly choice: Scalar;
  readonly comment: string;
  readonly supersedes: string | null;
}

export interface Ack {
  readonly decision: DecisionRecord;
  readonly progress: Progress;
}

export interface Status {
  readonly version: string;
  readonly reviewer: string;
}

export interface DatasetSummary {
  readonly name: string;
  readonly rows: number | null;
  readonly issues: number | null;
  readonly open_items: number | null;
  readonly versions: number | null;
}

export interface ProjectSummary {
  /** Null where the project cannot be read; `error` then says why. */
  readonly id: string | null;
  readonly error?: string;
  readonly name: string;
  readonly path: string;
  readonly datasets: readonly DatasetSummary[];
}

export interface ProjectsPage {
  readonly projects: readonly ProjectSummary[];
}

/** How an error travels, over REST and over the comm alike. */
export interface ErrorBody {
  readonly type: string;
  readonly message: string;
}
