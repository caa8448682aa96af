import type { QueueInfo, ReviewItem, Scalar, Verdict } from "../protocol.js";

/** One judgement that a card offers. */
export interface Action {
  /** What browser tests select by. */
  readonly test: string;
  /** Keys that do it (`KeyboardEvent.key`, lower case); the first is written on the button. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly verdict: Exclude<Verdict, "withdraw">;
  readonly choice?: Scalar;
  readonly primary?: boolean;
  /** Why it cannot be taken for this item; the button stays, so that nothing moves. */
  readonly unavailable?: string;
  /** How the decision reads in the list of the last ones. */
  readonly told: string;
}

/** Everything that depends on the kind of item; one module a kind, listed in `index.ts`. */
export interface Card {
  /** The judgements besides "can't tell" and "skip", in the order of their buttons. */
  actions(item: ReviewItem, queue: QueueInfo): readonly Action[];
  /** The item itself. Values of the data enter through `values.ts` only. */
  render(item: ReviewItem, queue: QueueInfo): HTMLElement;
  /** A few words that tell this item from others. */
  title(item: ReviewItem): string;
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
