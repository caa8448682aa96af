/** Cluster and edit: choose a column and a method, tick spellings, merge them with one key. */

import type { DatasetClient } from "../client.js";
import { h } from "../dom.js";
import { messageOf } from "../errors.js";
import { newId } from "../ids.js";
import type { SpellingsPage } from "../protocol.js";
import { tabSession } from "../recipe/tab.js";
import { brief, count, sentence } from "../values.js";
import { ClusterCard } from "./card.js";
import { type Draft, carried, nextOpen, obstacle, rowsOf, ruleOf, withChosen } from "./draft.js";
import { spellingKey } from "./keys.js";

export interface SpellingsOptions {
  readonly client: DatasetClient;
  /** Called when a rule was added or taken out. */
  readonly onChanged?: () => void;
  readonly say: (text: string) => void;
}

export interface SpellingsHandle {
  /** Read the clusters again: the recipe may be another one now. */
  refresh(): Promise<void>;
  destroy(): void;
}

const EVERY = "";
const HINT =
  "↑↓ cluster · 1–9 tick · A all or none · E edit the target · M or Enter merge · U undo";

/** Put the spellings view into `host`. */
export function mountSpellings(host: HTMLElement, options: SpellingsOptions): SpellingsHandle {
  const view = new SpellingsView(options);
  host.append(view.root);
  void view.load();
  return { refresh: () => view.load(), destroy: () => view.destroy() };
}

class SpellingsView {
  readonly root: HTMLElement;
  private readonly column = picker("Column", "spelling-column");
  private readonly method = picker("Method", "spelling-method");
  private readonly summary = h("span", { class: "wb-quiet", role: "status", test: "clusters" });
  private readonly alert = h("p", { class: "wb-alert", role: "alert", hidden: true });
  private readonly notes = h("p", { class: "wb-quiet wb-spelling-notes" });
  private readonly list = h("ol", { class: "wb-clusters", "aria-label": "Clusters of spellings" });
  private readonly session = tabSession();
  private page: SpellingsPage | null = null;
  private drafts: Draft[] = [];
  private cards: ClusterCard[] = [];
  private current = 0;
  private turn = 0;
  /** The identifiers of edits that were sent and not acknowledged: sent again, they count once. */
  private readonly sent = new Map<string, string>();

  constructor(private readonly options: SpellingsOptions) {
    this.root = h(
      "section",
      { class: "wb-view wb-spellings", "aria-label": "Spellings", test: "spellings" },
      h("div", { class: "wb-bar" }, this.column.label, this.method.label, this.summary),
      this.alert,
      h("div", { class: "wb-spelling-body" }, this.notes, this.list),
      h("p", { class: "wb-spelling-hint wb-quiet" }, HINT),
    );
    this.column.select.addEventListener("change", () => void this.load());
    this.method.select.addEventListener("change", () => void this.load());
    this.root.addEventListener("keydown", (event) => this.press(event));
  }

  async load(): Promise<void> {
    const turn = ++this.turn;
    const column = this.column.select.value || null;
    const method = this.method.select.value;
    this.root.setAttribute("aria-busy", "true");
    this.summary.textContent = "Looking for spellings…";
    try {
      const methods = method === EVERY ? [] : [method];
      const page = await this.options.client.call("spellings", { column, methods });
      if (turn !== this.turn) return;
      this.take(page);
      this.alert.hidden = true;
    } catch (error) {
      if (turn !== this.turn) return;
      this.summary.textContent = "";
      this.complain(`The spellings cannot be shown. ${sentence(messageOf(error))}`);
    }
    this.root.removeAttribute("aria-busy");
  }

  destroy(): void {
    this.turn += 1;
    this.root.remove();
  }

  // -- drawing -----------------------------------------------------------------------------

  private take(page: SpellingsPage): void {
    const same = this.page?.column === page.column;
    const held = this.list.contains(document.activeElement);
    this.drafts = carried(page, same ? this.drafts : []);
    this.page = page;
    this.column.fill(
      page.columns.map((name) => [name, brief(name, 40)]),
      page.column ?? "",
    );
    const methods = page.methods.map(({ name, title }) => [name, title] as const);
    this.method.fill([[EVERY, "all methods"], ...methods], this.method.select.value);
    this.cards = this.drafts.map((draft, at) => this.card(draft, at));
    this.list.replaceChildren(...this.cards.map((card) => card.element));
    this.notes.textContent = [...page.notes, ...beyond(page)].join(" ");
    this.notes.hidden = this.notes.textContent === "";
    this.current = Math.max(0, Math.min(this.current, this.cards.length - 1));
    this.rove();
    if (held) this.cards[this.current]?.element.focus();
    this.summarise();
  }

  private card(draft: Draft, at: number): ClusterCard {
    return new ClusterCard(draft, this.page?.methods ?? [], {
      tick: (value, on) => this.change(at, withChosen(this.draft(at), value, on)),
      target: (target) => this.change(at, { ...this.draft(at), target }),
      merge: () => void this.merge(at),
      undo: () => void this.undo(at),
      focused: () => {
        this.current = at;
        this.rove();
      },
    });
  }

  private draft(at: number): Draft {
    const draft = this.drafts[at];
    if (!draft) throw new Error(`there is no cluster ${at}`);
    return draft;
  }

  private change(at: number, draft: Draft): void {
    const open =
      draft.standing.at === "open" ? { ...draft, standing: { at: "open" } as const } : draft;
    this.put(at, open);
  }

  private put(at: number, draft: Draft): void {
    this.drafts[at] = draft;
    this.cards[at]?.draw(draft);
    this.summarise();
  }

  private summarise(): void {
    const { page, drafts } = this;
    if (!page) return;
    if (page.column === null) {
      this.summary.textContent = "No column holds text.";
      return;
    }
    const left = drafts.filter(({ standing }) => standing.at !== "merged");
    const rows = left.reduce((sum, draft) => sum + rowsOf(draft), 0);
    this.summary.textContent = drafts.length
      ? `${count(left.length, "cluster")} left, ${count(rows, "row")} would change`
      : `No two of ${count(page.distinct, "distinct value")} look like spellings of one.`;
  }

  /** One cluster at a time is in the order of the Tab key. */
  private rove(): void {
    this.cards.forEach((card, at) => (card.element.tabIndex = at === this.current ? 0 : -1));
  }

  private complain(text: string): void {
    this.alert.textContent = text;
    this.alert.hidden = false;
  }

  // -- what the user does ------------------------------------------------------------------

  private press(event: KeyboardEvent): void {
    event.stopPropagation();
    const target = event.target as HTMLElement;
    if (target instanceof HTMLSelectElement) return;
    const typing = target.matches("input[type=text]");
    const pressing = target instanceof HTMLButtonElement;
    const action = spellingKey(event, { typing, pressing });
    if (!action || !this.drafts.length) return;
    event.preventDefault();
    const at = this.current;
    if (action.does === "move") this.focus(at + action.by);
    else if (action.does === "tick") this.tick(at, action.index);
    else if (action.does === "merge") void this.merge(at);
    else if (action.does === "undo") void this.undo(at);
    else if (action.does === "undo-last") void this.undoLast();
    else if (action.does === "edit") this.cards[at]?.edit();
    else this.tickAll(at);
  }

  private focus(index: number): void {
    const at = Math.max(0, Math.min(index, this.cards.length - 1));
    const element = this.cards[at]?.element;
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "nearest" });
  }

  private tick(at: number, index: number): void {
    const draft = this.draft(at);
    const value = draft.cluster.spellings[index]?.value;
    if (value === undefined || draft.standing.at !== "open") return;
    const on = !draft.chosen.has(value);
    this.change(at, withChosen(draft, value, on));
    this.options.say(`${brief(value)} ${on ? "ticked" : "not ticked"}`);
  }

  private tickAll(at: number): void {
    const draft = this.draft(at);
    if (draft.standing.at !== "open") return;
    const values = draft.cluster.spellings.map((one) => one.value);
    const all = values.every((value) => draft.chosen.has(value));
    this.change(at, { ...draft, chosen: new Set(all ? [] : values) });
  }

  private async merge(at: number): Promise<void> {
    const draft = this.draft(at);
    const column = this.page?.column ?? null;
    if (draft.standing.at !== "open" || column === null) return;
    const reason = obstacle(draft);
    if (reason !== null) return this.options.say(reason);
    const rule = ruleOf(column, draft);
    const name = JSON.stringify(rule);
    const id = this.sent.get(name) ?? newId();
    this.sent.set(name, id);
    this.put(at, { ...draft, standing: { at: "saving" } });
    // The next cluster is there at once; where this one is refused, its card says so.
    const next = nextOpen(this.drafts, at);
    this.focus(next < 0 ? at : next);
    const turn = this.turn;
    try {
      await this.options.client.call("edit", { id, session: this.session, action: "add", rule });
    } catch (error) {
      const problem = `Not merged: ${sentence(messageOf(error))}`;
      if (turn === this.turn) this.put(at, { ...draft, standing: { at: "open", problem } });
      return this.options.say(problem);
    }
    this.sent.delete(name);
    if (turn === this.turn)
      this.put(at, { ...draft, standing: { at: "merged", step: `own-${id}` } });
    this.options.say(`Merged into ${brief(draft.target)}: ${count(rowsOf(draft), "row")}.`);
    this.options.onChanged?.();
  }

  private async undo(at: number): Promise<void> {
    const draft = this.draft(at);
    const { standing } = draft;
    if (standing.at !== "merged") return;
    this.put(at, { ...draft, standing: { at: "saving" } });
    const turn = this.turn;
    const request = { id: newId(), session: this.session, action: "remove", step: standing.step };
    try {
      await this.options.client.call("edit", request as { id: string; action: "remove" });
    } catch (error) {
      if (turn === this.turn) this.put(at, draft);
      return this.complain(`Not undone. ${sentence(messageOf(error))}`);
    }
    this.alert.hidden = true;
    if (turn === this.turn) {
      this.put(at, { ...draft, standing: { at: "open" } });
      this.focus(at);
    }
    this.options.say(`Undone: ${brief(draft.target)}.`);
    this.options.onChanged?.();
  }

  /** Undo the merge that was made last of those that are shown. */
  private async undoLast(): Promise<void> {
    const merged = this.drafts.flatMap(({ standing }, at) =>
      standing.at === "merged" ? [at] : [],
    );
    const last = merged.at(-1);
    if (last === undefined) this.options.say("Nothing to undo.");
    else await this.undo(last);
  }
}

function beyond(page: SpellingsPage): string[] {
  return page.total ? [`${count(page.total, "more cluster")} come up when these are merged.`] : [];
}

interface Picker {
  readonly label: HTMLElement;
  readonly select: HTMLSelectElement;
  fill(choices: readonly (readonly [string, string])[], chosen: string): void;
}

function picker(title: string, test: string): Picker {
  const select = h("select", { class: "wb-field-input", test });
  return {
    select,
    label: h("label", { class: "wb-spelling-pick" }, h("span", {}, title), select),
    fill: (choices, chosen) => {
      select.replaceChildren(...choices.map(([value, text]) => h("option", { value }, text)));
      select.value = chosen;
    },
  };
}
