/** The items that a reviewer is to decide next: held ready, asked for again by themselves. */

import type { QueueClient } from "./client.js";
import { ClientError, messageOf } from "./errors.js";
import type { QueueInfo, QueuePage, ReviewItem } from "./protocol.js";

export type Phase = "item" | "loading" | "done" | "error";

/** How many items to hold ready, so that a slow answer never makes a reviewer wait. */
export const BATCH = 10;

/** The server hands out no more than this at once. */
export const MOST = 50;

/** Milliseconds before the next items are asked for again; the last one repeats. */
const RETRIES = [1_000, 2_000, 5_000, 15_000] as const;

export interface SupplyHandlers {
  /** How many decisions are on their way: the server lists their items, too. */
  readonly underway: () => number;
  readonly changed: () => void;
}

export class Supply {
  queue: QueueInfo;
  error: string | null = null;
  private items: ReviewItem[] = [];
  private readonly answered = new Set<string>();
  private fetching = false;
  private failures = 0;
  private timer = 0;
  /** Nothing new came last: nobody asks again without a reason. */
  private stalled = false;
  private wanted: string | null = null;

  constructor(
    page: QueuePage,
    private readonly client: QueueClient,
    private readonly handlers: SupplyHandlers,
  ) {
    this.queue = page.queue;
    this.merge(page);
    if (this.items.length === 0) this.stalled = true;
  }

  get current(): ReviewItem | null {
    return this.items[0] ?? null;
  }

  get phase(): Phase {
    if (this.current) return "item";
    if (this.error !== null) return "error";
    return this.stalled && !this.fetching ? "done" : "loading";
  }

  /** Take the current item away as decided. */
  take(): ReviewItem | null {
    const item = this.items.shift() ?? null;
    if (item) this.answered.add(item.id);
    return item;
  }

  /** Put an item before all others. */
  putFirst(item: ReviewItem): void {
    this.items = [item, ...this.items.filter((other) => other.id !== item.id)];
  }

  remove(itemId: string): void {
    this.items = this.items.filter((item) => item.id !== itemId);
  }

  /** The item is decided after all. */
  settle(itemId: string): void {
    this.answered.add(itemId);
    this.remove(itemId);
    void this.refill();
  }

  /** The item may come again. */
  reopen(itemId: string): void {
    this.answered.delete(itemId);
  }

  /** Ask for an item that is not here; it comes first. */
  askFor(itemId: string): void {
    this.wanted = itemId;
    this.resume();
    void this.refill();
  }

  /** There may be work again where there was none. */
  resume(): void {
    this.stalled = false;
  }

  async refill(): Promise<void> {
    const short = this.items.length <= BATCH / 2 || this.wanted !== null;
    if (this.fetching || this.stalled || !short) return;
    this.fetching = true;
    this.error = null;
    const wanted = this.wanted;
    // Items whose decision is on its way are still claimed, so the server lists them too.
    const listed = this.handlers.underway() + (wanted === null ? 0 : this.items.length);
    try {
      const page = await this.client.call("next", { count: Math.min(BATCH + listed, MOST) });
      this.stalled = this.merge(page, wanted) === 0;
      this.failures = 0;
    } catch (error) {
      this.error = messageOf(error);
      if (!(error instanceof ClientError && error.final)) this.refillLater();
    }
    this.fetching = false;
    if (this.wanted === wanted) this.wanted = null;
    else void this.refill();
    this.handlers.changed();
  }

  close(): void {
    window.clearTimeout(this.timer);
  }

  /** A server that restarts is back in a moment: nobody should have to press a button for it. */
  private refillLater(): void {
    window.clearTimeout(this.timer);
    const pause = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
    this.failures += 1;
    this.timer = window.setTimeout(() => void this.refill(), pause);
  }

  /** Take over the items that are new here; returns how many. */
  private merge(page: QueuePage, wanted: string | null = null): number {
    this.queue = page.queue;
    const known = new Set(this.items.map((item) => item.id));
    const fresh = page.items.filter((item) => !known.has(item.id) && !this.answered.has(item.id));
    const first = fresh.find((item) => item.id === wanted);
    if (first) this.items.unshift(first);
    this.items.push(...fresh.filter((item) => item !== first));
    return fresh.length;
  }
}
