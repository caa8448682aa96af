/** The review view: one item at a time, decided by keys or buttons, nothing lost silently. */

import { Alarm } from "./alarm.js";
import type { QueueConnection } from "./client.js";
import { Comments } from "./comments.js";
import { button, h } from "./dom.js";
import type { Entry } from "./entries.js";
import { messageOf } from "./errors.js";
import { focusWhenSeen } from "./focus.js";
import { Header } from "./header.js";
import { Judging } from "./judging.js";
import { isControls, isForeign, pressed } from "./keys.js";
import { Legend } from "./legend.js";
import { doneNotice, failureNotice, loadingNotice } from "./notices.js";
import type { Media } from "./protocol.js";
import { RecentList } from "./recent.js";
import { ReviewSession } from "./session.js";
import { OWN_KEYS, lendShortcuts } from "./shortcuts.js";
import { Stage } from "./stage.js";
import { Toolbar } from "./toolbar.js";

export interface ReviewOptions {
  readonly title: string;
  /** Find someone who gives the queue; called again when the reviewer asks to try again. */
  readonly connect: () => Promise<QueueConnection>;
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

/** What the guideline lost and won since this reviewer last decided. */
function guidelineChanges(changes: readonly string[]): HTMLElement {
  return h(
    "div",
    { class: "wb-guideline-changes", test: "guideline-changes" },
    h("b", {}, "Changed since you last decided here:"),
    h(
      "ul",
      {},
      ...changes.map((line) =>
        h("li", {}, h(line.startsWith("-") ? "del" : "ins", { dir: "auto" }, line.slice(2))),
      ),
    ),
  );
}

class ReviewView {
  readonly root: HTMLElement;
  private readonly toolbar: Toolbar;
  private readonly comments: Comments;
  private readonly judging: Judging;
  private readonly recent: RecentList;
  private readonly header: Header;
  private readonly alarm: Alarm;
  private readonly legend = new Legend();
  private readonly stage: Stage;
  private readonly guideline = h("details", { class: "wb-guideline", hidden: true });
  private readonly changing = h("div", { class: "wb-changing", test: "changing", hidden: true });
  private readonly live = h("div", { class: "wb-spoken", "aria-live": "polite", test: "announce" });
  private session: ReviewSession | null = null;
  private shown: string | null = null;
  private failure: string | null = null;
  /** The field of a card that the reviewer has left to judge by keys. */
  private left: HTMLElement | null = null;
  private readonly warn = (event: BeforeUnloadEvent): void => {
    if (this.session?.unsaved.length) event.preventDefault();
  };
  private readonly online = (): void => this.session?.retry();

  constructor(private readonly options: ReviewOptions) {
    this.toolbar = new Toolbar({
      act: (test) => this.judging.act(this.toolbar.find(test)),
      take: (action) => this.judging.act(action),
      undo: () => this.judging.undo(),
      legend: () => this.toggleLegend(),
      leave: () => this.focus(),
      say: (text) => this.say(text),
    });
    this.comments = new Comments(this.toolbar.comment);
    this.judging = new Judging(this.comments, {
      session: () => this.session,
      card: () => this.stage.open,
      focus: () => this.focus(),
      say: (text) => this.say(text),
      changed: () => this.draw(),
    });
    this.recent = new RecentList({
      undo: (entry) => this.judging.undo(entry),
      change: (entry) => void this.judging.change(entry),
      older: () => void this.judging.showOlder(),
      retry: (entry) => this.session?.retry(entry),
    });
    this.stage = new Stage({
      changed: () => this.draw(),
      say: (text) => this.say(text),
      image: (column) => this.image(column),
      leave: () => this.focus(),
      take: (test) => this.judging.act(this.toolbar.find(test)),
    });
    this.header = new Header(options.title || "Review");
    this.alarm = new Alarm(() => this.session?.retry());
    this.root = this.frame();
    this.root.addEventListener("keydown", (event) => this.press(event));
    this.root.addEventListener("click", (event) => this.afterClick(event));
    this.root.addEventListener("focus", ({ relatedTarget }) => {
      // Who goes back through the controls with Shift + Tab is not sent forward again.
      if (!this.root.contains(relatedTarget as Node | null)) this.toField();
    });
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
        ...OWN_KEYS,
      },
      this.header.element,
      this.guideline,
      this.toolbar.element,
      this.legend.element,
      this.changing,
      h("div", { class: "wb-body" }, this.stage.element, this.recent.element),
      this.alarm.element,
      this.live,
    );
  }

  private describeQueue(session: ReviewSession): void {
    const { guideline, version, changes } = session.queue;
    this.guideline.hidden = guideline.trim() === "";
    const which = version > 1 ? `Guideline, version ${version}` : "Guideline";
    this.guideline.replaceChildren(
      h("summary", {}, h("kbd", { "aria-hidden": "true" }, "G"), which),
      ...(changes.length ? [guidelineChanges(changes)] : []),
      h("p", { dir: "auto" }, guideline),
    );
    this.guideline.open = changes.length > 0;
  }

  // -- what the reviewer does ----------------------------------------------------------------

  private press(event: KeyboardEvent): void {
    if (isForeign(event)) return;
    event.stopPropagation();
    const key = pressed(event);
    if (key === "escape") {
      if (this.judging.leaveChange()) return;
      if (event.target === this.stage.open?.field) this.leaveField();
      else this.root.blur();
      return;
    }
    if (isControls(event, key)) return;
    if (!this.take(key, event.repeat)) return;
    event.preventDefault();
  }

  /** Do what the key means; says whether it means anything. */
  private take(key: string, repeated: boolean): boolean {
    const action = this.toolbar.byKey(key);
    const other: Record<string, () => void> = {
      z: () => this.judging.undo(),
      backspace: () => this.judging.undo(),
      c: () => this.toolbar.comment.focus(),
      g: () => (this.guideline.open = !this.guideline.open),
      h: () => this.toggleLegend(),
      "?": () => this.toggleLegend(),
      o: () => void this.toolbar.focusOther(),
    };
    const run = action ? () => this.judging.act(action) : other[key];
    if (!run) return this.stage.open?.press?.(key) ?? false;
    // A key held down must not decide a row of items unseen.
    if (!repeated) run();
    return true;
  }

  private toggleLegend(): void {
    this.legend.toggle();
    this.toolbar.legendButton.setAttribute("aria-expanded", String(this.legend.open));
    this.draw();
  }

  private image(column: string): Promise<Media> {
    const item = this.session?.current;
    if (!this.session || !item) return Promise.reject(new Error("there is no item"));
    return this.session.client.call("media", { item: item.id, column });
  }

  /** A pressed button may vanish and take the keyboard with it: bring it back to the view. */
  private afterClick(event: MouseEvent): void {
    const active = document.activeElement;
    const stays = "summary, input:not([type=radio], [type=checkbox]), [tabindex='0']";
    if (active?.matches(stays) && this.root.contains(active)) return;
    // Whoever presses a box with the keyboard goes on from there.
    if (event.detail === 0 && active?.matches("input")) return;
    this.focus();
  }

  /** An answer that is typed is typed at once; who leaves the field judges by keys. */
  private toField(): void {
    const field = this.stage.open?.field;
    if (field && field !== this.left) field.focus({ preventScroll: true });
  }

  private leaveField(): void {
    this.left = this.stage.open?.field ?? null;
    this.focus();
  }

  private focus(): void {
    if (!this.root.isConnected) return;
    this.root.focus({ preventScroll: true });
    this.toField();
  }

  private say(text: string): void {
    this.live.textContent = text;
  }

  // -- what the reviewer sees ----------------------------------------------------------------

  private draw(): void {
    const session = this.session;
    this.root.dataset["phase"] = session?.phase ?? (this.failure === null ? "loading" : "error");
    this.drawCard(session);
    const undoable = session?.last != null;
    const own = session ? this.stage.actions(session) : [];
    const typed = session ? (this.stage.typed(session) ?? null) : null;
    this.toolbar.update(own, typed, this.stage.open !== null, undoable);
    if (this.legend.open) {
      const { offered, fieldWords } = this.toolbar;
      this.legend.update(offered, this.stage.open?.keys ?? [], fieldWords);
    }
    if (!session) return;
    this.drawChanging(session.changing);
    this.recent.update(session.entries, session.hasOlder);
    this.header.update(session);
    this.alarm.update(session.unsaved);
  }

  private drawChanging(entry: Entry | null): void {
    this.changing.hidden = entry === null;
    if (!entry || this.changing.dataset["entry"] === entry.id) return;
    this.changing.dataset["entry"] = entry.id;
    this.changing.replaceChildren(
      h("span", {}, "You decided: ", h("b", {}, h("bdi", { dir: "auto" }, entry.title))),
      button({
        test: "leave-change",
        label: "Keep it unchanged",
        key: "Esc",
        class: "wb-small",
        onClick: () => void this.judging.leaveChange(),
      }),
    );
  }

  private drawCard(session: ReviewSession | null): void {
    const item = session?.current ?? null;
    const name = item ? `item ${session?.changing?.id ?? ""} ${item.id}` : this.noticeName();
    if (name === this.shown) return;
    this.comments.keepWritten();
    this.shown = name;
    this.toolbar.clear();
    this.comments.show(item?.id ?? null);
    if (!item || !session) {
      this.stage.clear(this.notice());
      return;
    }
    const focused = this.root.contains(document.activeElement);
    this.stage.show(item, session);
    if (focused) this.toField();
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
