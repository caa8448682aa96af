/** One reviewer's work on one queue: what is next, what was decided, what is saved. No screen. */

import type { QueueClient, QueueConnection } from "./client.js";
import { CHANGEABLE, type Entry, UNDOABLE, UNSAVED, counted, earlier } from "./entries.js";
import { newId } from "./ids.js";
import { Outbox } from "./outbox.js";
import type {
  Answer,
  DecisionBody,
  Progress,
  QueueInfo,
  ReviewItem,
  Scalar,
  Verdict,
} from "./protocol.js";
import { MOST, type Phase, Supply } from "./supply.js";

export interface Judgement {
  readonly verdict: Exclude<Verdict, "withdraw">;
  readonly choice?: Scalar;
  readonly excluded?: readonly string[];
  readonly answer?: Answer;
  readonly comment: string;
  readonly title: string;
}

/** So many decisions of earlier visits come with the first page; there may be more. */
const RECENT = 10;

export class ReviewSession {
  readonly entries: Entry[] = [];
  readonly client: QueueClient;

  private readonly outbox: Outbox;
  private readonly supply: Supply;
  private reported: Progress;
  private reportedBy = 0;
  private readonly changes = new Map<string, Entry>();
  private older: boolean;

  constructor(
    { client, page }: QueueConnection,
    private readonly changed: () => void,
  ) {
    this.client = client;
    this.outbox = new Outbox((body) => client.call("decide", body));
    this.reported = page.progress;
    this.entries.push(...earlier(page.recent));
    this.older = page.recent.length >= RECENT;
    this.supply = new Supply(page, client, {
      underway: () => this.outbox.size,
      changed: this.changed,
    });
  }

  get queue(): QueueInfo {
    return this.supply.queue;
  }

  /** Why the next items did not come; null while all is well. */
  get error(): string | null {
    return this.supply.error;
  }

  get current(): ReviewItem | null {
    return this.supply.current;
  }

  /** The decision that the current item is about to change; null for a new decision. */
  get changing(): Entry | null {
    return this.current ? (this.changes.get(this.current.id) ?? null) : null;
  }

  /** Whether the store may hold decisions of this reviewer that are not listed. */
  get hasOlder(): boolean {
    return this.older;
  }

  get phase(): Phase {
    const { phase } = this.supply;
    // While decisions are under way nobody knows yet what is left.
    const underWay = this.unsaved.some((entry) => !entry.refused);
    return phase === "done" && underWay ? "loading" : phase;
  }

  /** Decisions that the store has not acknowledged. */
  get unsaved(): Entry[] {
    return this.entries.filter((entry) => UNSAVED.has(entry.state));
  }

  /** What the store reported, with what is still on its way counted in. */
  get progress(): Progress {
    return counted(this.reported, this.entries);
  }

  decide(judgement: Judgement): void {
    const item = this.supply.take();
    if (!item) return;
    const replaces = this.changes.get(item.id) ?? null;
    this.changes.delete(item.id);
    if (replaces) replaces.state = "changed";
    const entry: Entry = {
      id: newId(),
      itemId: item.id,
      verdict: judgement.verdict,
      comment: judgement.comment,
      title: judgement.title,
      item,
      state: "saving",
      acknowledged: false,
      error: null,
      refused: false,
      withdrawal: null,
      replaces,
      time: Date.now(),
    };
    this.entries.unshift(entry);
    this.post(entry, {
      id: entry.id,
      item: item.id,
      verdict: judgement.verdict,
      choice: judgement.choice ?? null,
      comment: judgement.comment,
      supersedes: replaces?.id ?? null,
      ...(judgement.excluded?.length ? { excluded: judgement.excluded } : {}),
      ...(judgement.answer === undefined ? {} : { answer: judgement.answer }),
    });
    void this.supply.refill();
    this.changed();
  }

  /**
   * Bring the item of a saved decision up again, to decide it anew. That of an earlier visit is
   * asked for; throws what the client throws.
   */
  async change(entry: Entry): Promise<boolean> {
    if (!CHANGEABLE.has(entry.state)) return false;
    const item = entry.item ?? (await this.client.call("item", { item: entry.itemId })).item;
    // It may have been undone while the item was on its way.
    if (!CHANGEABLE.has(entry.state)) return false;
    this.changes.set(item.id, entry);
    this.supply.putFirst(item);
    this.changed();
    return true;
  }

  /** Leave the decision that is being changed as it was. */
  leave(): Entry | null {
    const entry = this.changing;
    if (!entry) return null;
    this.changes.delete(entry.itemId);
    this.supply.remove(entry.itemId);
    void this.supply.refill();
    this.changed();
    return entry;
  }

  /** List older decisions; throws what the client throws. */
  async showOlder(): Promise<void> {
    const last = this.entries.filter((entry) => entry.acknowledged).at(-1);
    const page = await this.client.call("history", { before: last?.id ?? null, count: MOST });
    const known = new Set(this.entries.map((entry) => entry.id));
    this.entries.push(...earlier(page.decisions).filter((entry) => !known.has(entry.id)));
    this.older = page.more;
    this.changed();
  }

  /** The decision that `undo` without an argument takes back. */
  get last(): Entry | null {
    return this.entries.find((entry) => UNDOABLE.has(entry.state)) ?? null;
  }

  /** Take a decision back; its item comes up again. */
  undo(entry: Entry | null = this.last): Entry | null {
    if (!entry || !UNDOABLE.has(entry.state)) return null;
    const dropped = entry.refused && this.outbox.drop(entry.id);
    if (dropped && entry.replaces) {
      entry.state = "undone";
      entry.replaces.state = "saved"; // it was never changed
    } else if (dropped) {
      entry.state = "undone";
      // It may be someone else's by now: the store says whether it comes back.
      this.supply.askFor(entry.itemId);
    } else {
      entry.state = "undoing";
      entry.withdrawal = newId();
      this.post(entry, {
        id: entry.withdrawal,
        item: entry.itemId,
        verdict: "withdraw",
        choice: null,
        comment: "",
        supersedes: entry.id,
      });
    }
    entry.error = null;
    if (!dropped || !entry.replaces) this.supply.reopen(entry.itemId);
    this.changes.delete(entry.itemId);
    if (entry.item && !dropped) this.supply.putFirst(entry.item);
    this.changed();
    return entry;
  }

  /** Send now what is not saved: one entry's letters, or all. */
  retry(entry?: Entry): void {
    for (const one of entry ? [entry] : this.unsaved) {
      one.error = null;
      one.refused = false;
      if (one.state === "failed") one.state = "saving";
      if (one.state === "undo-failed") one.state = "undoing";
      this.outbox.retry(one.itemId);
    }
    this.changed();
  }

  /** Ask again for work, those items included that were skipped. */
  reload(): void {
    for (const entry of this.entries) {
      if (entry.verdict === "skip" && entry.state === "saved") this.supply.reopen(entry.itemId);
    }
    this.supply.resume();
    void this.supply.refill();
    this.changed();
  }

  /** The view is gone; `then` is called when nothing is left to save. */
  close(then: () => void): void {
    this.supply.close();
    this.outbox.close(then);
  }

  private post(entry: Entry, body: DecisionBody): void {
    const withdrawal = body.verdict === "withdraw";
    this.outbox.post(body, {
      saved: (ack, order) => {
        // Answers may overtake each other: only the latest request's count is believed.
        if (order > this.reportedBy) {
          this.reported = ack.progress;
          this.reportedBy = order;
        }
        if (withdrawal) this.withdrawn(entry);
        else this.saved(entry);
        if (this.outbox.size <= 1) this.supply.resume();
        void this.supply.refill();
        this.changed();
      },
      failed: (message, final) => {
        if (withdrawal && final) this.standsAfterAll(entry, body, message);
        else if (final && entry.withdrawal !== null) this.neverWas(entry);
        else {
          entry.state = entry.withdrawal === null ? "failed" : "undo-failed";
          entry.error = message;
          entry.refused = final;
        }
        this.changed();
      },
    });
  }

  private saved(entry: Entry): void {
    entry.acknowledged = true;
    entry.refused = false;
    entry.error = null;
    // Where an undo was asked for meanwhile, its letter leaves next and reports on its own.
    entry.state = entry.withdrawal === null ? "saved" : "undoing";
  }

  private withdrawn(entry: Entry): void {
    entry.state = "undone";
    entry.error = null;
    entry.refused = false;
    // The item of an earlier visit is not on this page: the store gives it back.
    if (!entry.item) this.supply.askFor(entry.itemId);
  }

  /** The store refused a decision that was to be undone anyway: nothing is left to do. */
  private neverWas(entry: Entry): void {
    // The withdrawal first: dropping the decision would send it.
    if (entry.withdrawal !== null) this.outbox.drop(entry.withdrawal);
    this.outbox.drop(entry.id);
    entry.state = "undone";
    entry.error = null;
    if (!entry.replaces) return;
    // The earlier decision stands, so its item is none to decide.
    entry.replaces.state = "saved";
    this.supply.settle(entry.itemId);
  }

  private standsAfterAll(entry: Entry, withdrawal: DecisionBody, message: string): void {
    this.outbox.drop(withdrawal.id);
    entry.state = "saved";
    entry.withdrawal = null;
    entry.error = `Could not be undone: ${message}`;
    const again = this.entries.some(
      (other) => other !== entry && other.itemId === entry.itemId && UNSAVED.has(other.state),
    );
    if (again) return;
    this.supply.settle(entry.itemId);
  }
}
