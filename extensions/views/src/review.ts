/** The review view: one item at a time, decided by keys or buttons, nothing lost silently. */

import { Alarm } from "./alarm.js";
import { type Action, type Card, cardFor } from "./cards/index.js";
import { h } from "./dom.js";
import type { Entry } from "./entries.js";
import { messageOf } from "./errors.js";
import { focusWhenSeen } from "./focus.js";
import { Header } from "./header.js";
import { doneNotice, failureNotice, loadingNotice } from "./notices.js";
import type { ReviewItem } from "./protocol.js";
import { RecentList } from "./recent.js";
import { ReviewSession } from "./session.js";
import { Toolbar } from "./toolbar.js";
import type { Chosen } from "./transport.js";

export interface ReviewOptions {
  readonly title: string;
  /** Find someone who gives the queue; called again when the reviewer asks to try again. */
  readonly connect: () => Promise<Chosen>;
  /** Take the keyboard as soon as the view is seen; not where other keys do other things. */
  readonly autofocus: boolean;
}

/** Show the review inside `host`; returns how to take it down. Unsaved decisions go on saving. */
export function mountReview(host: HTMLElement, options: ReviewOptions): () => void {
  const view = new ReviewView(options);
  host.append(view.root);
  void view.connect();
  const stop = options.autofocus ? focusWhenSeen(view.root) : () => undefined;
  const lend = (event: KeyboardEvent): void => lendShortcuts(view.root, event);
  window.addEventListener("keydown", lend, true);
  return () => {
    stop();
    window.removeEventListener("keydown", lend, true);
    view.dispose();
  };
}

/**
 * JupyterLab leaves keys alone inside an element with this attribute. Letters are ours while the
 * view has the keyboard; combinations with Ctrl, Alt or Cmd stay the application's.
 */
function lendShortcuts(root: HTMLElement, event: KeyboardEvent): void {
  const theirs = event.ctrlKey || event.metaKey || event.altKey;
  if (theirs) root.removeAttribute("data-lm-suppress-shortcuts");
  else root.setAttribute("data-lm-suppress-shortcuts", "true");
}

class ReviewView {
  readonly root: HTMLElement;
  private readonly toolbar: Toolbar;
  private readonly recent: RecentList;
  private readonly header: Header;
  private readonly alarm: Alarm;
  private readonly guideline = h("details", { class: "wb-guideline", hidden: true });
  private readonly card = h("section", { class: "wb-card", "aria-label": "Item to decide" });
  private readonly live = h("div", { class: "wb-spoken", "aria-live": "polite", test: "announce" });
  private readonly drafts = new Map<string, string>();
  private session: ReviewSession | null = null;
  private shown: string | null = null;
  private failure: string | null = null;
  private readonly warn = (event: BeforeUnloadEvent): void => {
    if (this.session?.unsaved.length) event.preventDefault();
  };
  private readonly online = (): void => this.session?.retry();

  constructor(private readonly options: ReviewOptions) {
    this.toolbar = new Toolbar({
      act: (test) => this.act(this.toolbar.find(test)),
      undo: () => this.undo(),
      leave: () => this.focus(),
      say: (text) => this.say(text),
    });
    this.recent = new RecentList({
      undo: (entry) => this.undo(entry),
      retry: (entry) => this.session?.retry(entry),
    });
    this.header = new Header(options.title || "Review");
    this.alarm = new Alarm(() => this.session?.retry());
    this.root = this.frame();
    this.root.addEventListener("keydown", (event) => this.press(event));
    this.root.addEventListener("click", () => this.afterClick());
    window.addEventListener("beforeunload", this.warn);
    window.addEventListener("online", this.online);
    this.draw();
  }

  async connect(): Promise<void> {
    this.failure = null;
    this.draw();
    try {
      this.session = new ReviewSession(await this.options.connect(), () => this.draw());
      this.describeQueue(this.session);
    } catch (error) {
      this.failure = messageOf(error);
    }
    this.draw();
  }

  dispose(): void {
    const leave = (): void => {
      window.removeEventListener("beforeunload", this.warn);
      window.removeEventListener("online", this.online);
    };
    if (this.session) this.session.close(leave);
    else leave();
    this.root.remove();
  }

  private frame(): HTMLElement {
    return h(
      "div",
      {
        class: "wb-review",
        test: "review-root",
        tabindex: 0,
        role: "region",
        "aria-label": `Review: ${this.options.title}`,
        // JupyterLab listens in the capture phase; this attribute is how it is told to keep off.
        "data-lm-suppress-shortcuts": "true",
      },
      this.header.element,
      this.guideline,
      this.toolbar.element,
      h("div", { class: "wb-body" }, this.card, this.recent.element),
      this.alarm.element,
      this.live,
    );
  }

  private describeQueue(session: ReviewSession): void {
    const { guideline } = session.queue;
    this.guideline.hidden = guideline.trim() === "";
    this.guideline.replaceChildren(
      h("summary", {}, h("kbd", { "aria-hidden": "true" }, "G"), "Guideline"),
      h("p", { dir: "auto" }, guideline),
    );
  }

  // -- what the reviewer does ----------------------------------------------------------------

  private press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // Shift with a letter is a slip or somebody else's shortcut; digits need it on some keyboards.
    if (event.shiftKey && /^[a-z]$/i.test(event.key)) return;
    event.stopPropagation();
    if (event.key === "Escape") {
      this.root.blur();
      return;
    }
    const onControl = (event.target as HTMLElement).closest("button, summary, input") !== null;
    const key = keyName(event);
    // A focused control keeps the keys that press it; its letters still work.
    if (onControl && (key === "enter" || key === " ")) return;
    if (!this.take(key, event.repeat)) return;
    event.preventDefault();
  }

  /** Do what the key means; says whether it means anything. */
  private take(key: string, repeated: boolean): boolean {
    const action = this.toolbar.byKey(key);
    const other: Record<string, () => void> = {
      z: () => this.undo(),
      backspace: () => this.undo(),
      c: () => this.toolbar.comment.focus(),
      g: () => (this.guideline.open = !this.guideline.open),
      o: () => void this.toolbar.focusOther(),
    };
    const run = action ? () => this.act(action) : other[key];
    if (!run) return false;
    // A key held down must not decide a row of items unseen.
    if (!repeated) run();
    return true;
  }

  private act(action: Action | undefined): void {
    const session = this.session;
    if (!action || !session) return;
    const item = session.current;
    if (!item) {
      if (action.test === "skip" && session.phase === "done") session.reload();
      return;
    }
    if (action.unavailable !== undefined) {
      this.say(action.unavailable);
      return;
    }
    const title = `${cardFor(item.kind).title(item)}: ${action.told}`;
    const comment = this.toolbar.comment.value.trim();
    if (comment) this.drafts.set(item.id, comment);
    session.decide({
      verdict: action.verdict,
      comment,
      title,
      ...(action.choice === undefined ? {} : { choice: action.choice }),
    });
    this.focus();
    const { decided, total } = session.progress;
    const next = session.current;
    const after = next ? ` Next: ${cardFor(next.kind).title(next)}.` : "";
    this.say(`${title}. ${decided} of ${total}.${after}`);
  }

  private undo(entry?: Entry): void {
    const undone = this.session?.undo(entry);
    if (!undone) return;
    if (undone.comment) this.drafts.set(undone.itemId, undone.comment);
    this.focus();
    this.say(`Taken back: ${undone.title}.`);
  }

  /** A pressed button may vanish and take the keyboard with it: bring it back to the view. */
  private afterClick(): void {
    const active = document.activeElement;
    if (active?.matches("input, summary") && this.root.contains(active)) return;
    this.focus();
  }

  private focus(): void {
    if (this.root.isConnected) this.root.focus({ preventScroll: true });
  }

  private say(text: string): void {
    this.live.textContent = text;
  }

  // -- what the reviewer sees ----------------------------------------------------------------

  private draw(): void {
    const session = this.session;
    const item = session?.current ?? null;
    const own = session ? this.actionsFor(session, item) : [];
    this.toolbar.update(own, item !== null, session?.last != null);
    this.root.dataset["phase"] = session?.phase ?? (this.failure === null ? "loading" : "error");
    this.drawCard(session, item);
    if (!session) return;
    this.recent.update(session.entries);
    this.header.update(session);
    this.alarm.update(session.unsaved);
  }

  /** With no item the last buttons stay: an empty bar would let the page jump. */
  private actionsFor(session: ReviewSession, item: ReviewItem | null): readonly Action[] {
    const kind = item?.kind ?? session.queue.kind;
    const stand: ReviewItem = item ?? { id: "", kind, target: {}, payload: {} };
    return cardFor(kind).actions(stand, session.queue);
  }

  private drawCard(session: ReviewSession | null, item: ReviewItem | null): void {
    const name = item ? `item ${item.id}` : this.noticeName();
    if (name === this.shown) return;
    this.keepDraft();
    this.shown = name;
    if (item && session) {
      this.toolbar.comment.value = this.drafts.get(item.id) ?? "";
      const card = cardFor(item.kind);
      this.card.replaceChildren(cardBody(card, item, session));
    } else {
      this.toolbar.comment.value = "";
      this.card.replaceChildren(this.notice());
    }
  }

  /** A comment half written when another item comes up (an undo) waits for its own item. */
  private keepDraft(): void {
    const id = this.shown?.startsWith("item ") ? this.shown.slice(5) : null;
    const text = this.toolbar.comment.value.trim();
    if (id !== null && text) this.drafts.set(id, text);
  }

  private noticeName(): string {
    const { decided, total } = this.session?.progress ?? { decided: 0, total: 0 };
    return `${this.root.dataset["phase"]} ${total - decided} ${this.message() ?? ""}`;
  }

  private message(): string | null {
    return this.session ? this.session.error : this.failure;
  }

  private notice(): HTMLElement {
    const phase = this.root.dataset["phase"];
    if (phase === "error") return failureNotice(this.message(), () => this.tryAgain());
    if (phase !== "done" || !this.session) return loadingNotice();
    const { decided, total } = this.session.progress;
    return doneNotice(total - decided, () => this.session?.reload());
  }

  private tryAgain(): void {
    if (this.session) this.session.reload();
    else void this.connect();
    this.focus();
  }
}

/** The key as the buttons name it, on keyboards too that write other letters or shifted digits. */
function keyName({ key, code }: KeyboardEvent): string {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  const foreign = key.length === 1 && key.charCodeAt(0) > 0x7f;
  const letter = foreign ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return (letter ?? key).toLowerCase();
}

function cardBody(card: Card, item: ReviewItem, session: ReviewSession): HTMLElement {
  const body = card.render(item, session.queue);
  return h(
    "div",
    { test: "review-card", "data-item": item.id, "data-kind": item.kind },
    h("h3", { class: "wb-item-title" }, h("bdi", { dir: "auto" }, card.title(item))),
    body,
  );
}
