/** What a reviewer does with items: decide, undo, change a decision; each is announced. */

import { type Action, type OpenCard, cardFor } from "./cards/index.js";
import type { Comments } from "./comments.js";
import type { Entry } from "./entries.js";
import { messageOf } from "./errors.js";
import type { ReviewSession } from "./session.js";

export interface JudgingHandlers {
  /** The work that goes on; null until the queue is there. */
  readonly session: () => ReviewSession | null;
  /** The card of the item that is judged. */
  readonly card: () => OpenCard | null;
  /** Bring the keyboard back to the view. */
  readonly focus: () => void;
  readonly say: (text: string) => void;
  readonly changed: () => void;
}

export class Judging {
  constructor(
    private readonly comments: Comments,
    private readonly handlers: JudgingHandlers,
  ) {}

  act(action: Action | undefined): void {
    const { session } = this;
    if (!action || !session) return;
    const item = session.current;
    if (!item) {
      if (action.test === "skip" && session.phase === "done") session.reload();
      return;
    }
    if (action.unavailable !== undefined) {
      this.handlers.say(action.unavailable);
      return;
    }
    if (action.verdict === "skip" && this.leaveChange()) return;
    const title = `${cardFor(item.kind).title(item)}: ${action.outcome}`;
    const comment = this.comments.text;
    this.comments.keep(item.id, comment);
    const answer =
      action.verdict === "skip" ? undefined : this.handlers.card()?.completed?.(action);
    session.decide({
      verdict: action.verdict,
      comment,
      title,
      ...(action.choice === undefined ? {} : { choice: action.choice }),
      ...(action.excluded === undefined ? {} : { excluded: action.excluded }),
      ...(answer === undefined ? {} : { answer }),
    });
    this.handlers.focus();
    const { decided, total } = session.progress;
    const next = session.current;
    const after = next ? ` Next: ${cardFor(next.kind).title(next)}.` : "";
    this.handlers.say(`${title}. ${decided} of ${total}.${after}`);
  }

  undo(entry?: Entry): void {
    const undone = this.session?.undo(entry);
    if (!undone) return;
    this.comments.keep(undone.itemId, undone.comment);
    this.handlers.focus();
    this.handlers.say(`Undone: ${undone.title}.`);
  }

  async change(entry: Entry): Promise<void> {
    try {
      this.comments.keep(entry.itemId, entry.comment);
      if (!(await this.session?.change(entry))) return;
      this.handlers.focus();
      this.handlers.say(`Change the decision: ${entry.title}. Press Escape to keep it unchanged.`);
    } catch (error) {
      this.comments.forget(entry.itemId);
      entry.error = `This decision cannot be changed now: ${messageOf(error)}`;
      this.handlers.say(entry.error);
      this.handlers.changed();
    }
  }

  /** Leave the decision that was to be changed as it was; says whether there was one. */
  leaveChange(): boolean {
    const entry = this.session?.leave();
    if (!entry) return false;
    this.handlers.focus();
    this.handlers.say(`Unchanged: ${entry.title}.`);
    return true;
  }

  async showOlder(): Promise<void> {
    try {
      if (this.session?.hasOlder) await this.session.showOlder();
    } catch (error) {
      this.handlers.say(`Earlier decisions cannot be shown: ${messageOf(error)}`);
    }
    this.handlers.changed();
  }

  private get session(): ReviewSession | null {
    return this.handlers.session();
  }
}
