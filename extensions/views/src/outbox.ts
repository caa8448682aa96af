/**
 * Decisions on their way to the store.
 *
 * Letters leave one after the other, in the order they were written (a decision before its
 * withdrawal); one that failed waits on the side. A letter whose answer
 * is missing is sent again with the same id, so that it is never lost and never counted twice.
 */

import { ClientError, messageOf } from "./errors.js";
import type { Ack, DecisionBody } from "./protocol.js";

export interface Outcome {
  /** The store has it. */
  saved(ack: Ack, order: number): void;
  /** Not saved (yet); `final` says that it was refused and waits for `retry` or `drop`. */
  failed(message: string, final: boolean): void;
}

interface Letter {
  readonly body: DecisionBody;
  readonly outcome: Outcome;
  attempts: number;
  underway: boolean;
  timer: ReturnType<typeof setTimeout> | null;
}

/** Milliseconds before attempt 2, 3, …; the last one repeats. */
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;

export class Outbox {
  private readonly lanes = new Map<string, Letter[]>();
  private readonly idle: (() => void)[] = [];
  private sent = 0;
  private closing = false;

  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly send: (body: DecisionBody) => Promise<Ack>) {}

  /** One letter at a time, so that the store has decisions in the order they were made. */
  private deliver(body: DecisionBody): Promise<Ack> {
    const turn = this.last.then(() => this.send(body));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** Number of letters that the store has not acknowledged. */
  get size(): number {
    let total = 0;
    for (const lane of this.lanes.values()) total += lane.length;
    return total;
  }

  post(body: DecisionBody, outcome: Outcome): void {
    const lane = this.lanes.get(body.item) ?? [];
    lane.push({ body, outcome, attempts: 0, underway: false, timer: null });
    this.lanes.set(body.item, lane);
    if (lane.length === 1) void this.attempt(body.item);
  }

  /** Send what waits for an answer about `item` (or about everything) now. */
  retry(item?: string): void {
    for (const name of item === undefined ? [...this.lanes.keys()] : [item]) {
      void this.attempt(name);
    }
  }

  /** Forget a letter that was refused; says whether there was one. */
  drop(id: string): boolean {
    for (const [item, lane] of this.lanes) {
      const letter = lane.find((candidate) => candidate.body.id === id);
      if (!letter || letter.underway) continue;
      this.remove(item, letter);
      return true;
    }
    return false;
  }

  /**
   * The view is gone: finish what is underway, then call `then`. Gives up after some attempts,
   * for a removed widget hears no more answers although its messages arrive.
   */
  close(then: () => void): void {
    this.closing = true;
    if (this.lanes.size === 0) then();
    else this.idle.push(then);
  }

  private async attempt(item: string): Promise<void> {
    const letter = this.lanes.get(item)?.[0];
    if (!letter || letter.underway) return;
    if (letter.timer !== null) clearTimeout(letter.timer);
    letter.timer = null;
    letter.underway = true;
    const order = ++this.sent;
    try {
      const ack = await this.deliver(letter.body);
      letter.underway = false;
      letter.outcome.saved(ack, order);
      this.remove(item, letter);
    } catch (error) {
      letter.underway = false;
      this.refused(item, letter, error);
    }
  }

  private refused(item: string, letter: Letter, error: unknown): void {
    const final = error instanceof ClientError && error.final;
    if (this.closing && (final || letter.attempts >= PAUSES.length)) {
      this.remove(item, letter);
      return;
    }
    if (!final) {
      const pause = PAUSES[Math.min(letter.attempts, PAUSES.length - 1)];
      letter.attempts += 1;
      letter.timer = setTimeout(() => void this.attempt(item), pause);
    }
    letter.outcome.failed(messageOf(error), final);
  }

  private remove(item: string, letter: Letter): void {
    const lane = this.lanes.get(item);
    if (!lane?.includes(letter)) return;
    if (letter.timer !== null) clearTimeout(letter.timer);
    lane.splice(lane.indexOf(letter), 1);
    if (lane.length > 0) {
      void this.attempt(item);
      return;
    }
    this.lanes.delete(item);
    if (this.lanes.size === 0) this.idle.splice(0).forEach((then) => then());
  }
}
