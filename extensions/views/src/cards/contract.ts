import type {
  Answer,
  DecisionRecord,
  Media,
  QueueInfo,
  ReviewItem,
  Scalar,
  Verdict,
} from "../protocol.js";

/** One judgement that a card offers. */
export interface Action {
  /** What browser tests select by. */
  readonly test: string;
  /** Keys that do it (`KeyboardEvent.key`, lower case); the first is written on the button. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly verdict: Exclude<Verdict, "withdraw">;
  readonly choice?: Scalar;
  /** Spellings taken out of a cluster of values. */
  readonly excluded?: readonly string[];
  /** What is said beside the choice, of an item that is annotated. */
  readonly answer?: Answer;
  readonly primary?: boolean;
  /** Why it cannot be taken for this item; the button stays, so that nothing moves. */
  readonly unavailable?: string;
  /** How the decision reads in the list of the last ones. */
  readonly outcome: string;
}

/** A field for an answer that no button has. */
export interface Typed {
  readonly label: string;
  readonly hint: string;
  /** The judgement that the text stands for, or why it is none. */
  read(text: string): Action | string;
}

/** What a card may ask of the view that shows it. */
export interface Host {
  /** What the card offers has changed: draw the buttons again. */
  changed(): void;
  say(text: string): void;
  image(column: string): Promise<Media>;
  /** Give the keyboard back to the view. */
  leave(): void;
  /** Take the judgement of this name, as its button would. */
  take(test: string): void;
}

/** A card that shows one item. */
export interface OpenCard {
  readonly element: HTMLElement;
  /** The judgements besides "can't tell" and "skip", in the order of their buttons. */
  actions(): readonly Action[];
  readonly typed?: Typed;
  /** The answer that goes with a judgement, with what the card asks beside it. */
  completed?(action: Action): Answer;
  /** The field that an answer is typed into: it gets the keyboard in place of the view. */
  readonly field?: HTMLElement;
  /** The card goes away. */
  close?(): void;
  /** Keys of the card's own; says whether it knew this one. */
  press?(key: string): boolean;
  /** Those keys for the legend: key and what it does. */
  readonly keys?: readonly (readonly [string, string])[];
}

/** Everything that depends on the kind of item; one module a kind, listed in `index.ts`. */
export interface Card {
  open(item: ReviewItem, queue: QueueInfo, host: Host): OpenCard;
  /** A few words that tell this item from others. */
  title(item: ReviewItem): string;
  /** What was decided, in the words of the card's buttons. */
  describe(decision: DecisionSummary): string;
}

/** What there is to tell about a decision. */
export type DecisionSummary = Pick<DecisionRecord, "verdict" | "choice" | "excluded" | "answer">;

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function scalars(value: unknown): readonly (string | number)[] {
  return list(value).filter(
    (one): one is string | number => typeof one === "string" || typeof one === "number",
  );
}
