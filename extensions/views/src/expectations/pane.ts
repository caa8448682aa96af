/** What an exported module expects of tomorrow's table: listed, and changed column by column. */

import type { DatasetClient } from "../client.js";
import { h } from "../dom.js";
import { messageOf } from "../errors.js";
import type { Expectation, Expectations } from "../protocol.js";
import type { RecipeModel } from "../recipe/model.js";
import { brief, count, sentence } from "../values.js";
import { changesOf } from "./draft.js";
import { ExpectationForm } from "./form.js";
import { ExpectationTable } from "./table.js";

export interface PaneHandlers {
  readonly say: (text: string) => void;
}

/** Milliseconds of rest after a letter before a preview is asked for. */
const REST = 250;

const HINT = "↑↓ column · E or Enter edit · S as seen · X expect nothing · Ctrl Z undo";

export class ExpectationsPane {
  readonly element: HTMLElement;
  private readonly about = h("p", { class: "wb-quiet", test: "expectations-about" });
  private readonly table: ExpectationTable;
  private readonly side = h("div", { class: "wb-pane wb-expect-side", hidden: true });
  private list: Expectations | null = null;
  private form: ExpectationForm | null = null;
  private focused = 0;
  private awaited = false;
  private turn = 0;
  private asked = 0;
  private timer = 0;

  constructor(
    private readonly client: DatasetClient,
    private readonly model: RecipeModel,
    private readonly handlers: PaneHandlers,
  ) {
    this.table = new ExpectationTable({
      focus: (index) => this.put(index),
      open: (index) => this.edit(index),
    });
    this.element = h(
      "div",
      { class: "wb-expectations", test: "expectations", hidden: true },
      h(
        "div",
        { class: "wb-pane wb-expect-list" },
        this.about,
        this.table.element,
        h("p", { class: "wb-quiet wb-expect-hint" }, HINT),
      ),
      this.side,
    );
  }

  /** Ask what is expected now; what is being filled in stays. */
  async load(): Promise<void> {
    const turn = (this.turn += 1);
    this.element.setAttribute("aria-busy", "true");
    if (!this.list) this.about.textContent = "Reading the cleaned table…";
    try {
      const list = await this.client.call("expectations", {});
      if (turn !== this.turn) return;
      this.list = list;
      this.focused = Math.max(0, Math.min(this.focused, list.expectations.length - 1));
      this.about.textContent = words(list);
      this.table.draw(list, this.focused);
      if (this.awaited) this.focus();
    } catch (error) {
      if (turn !== this.turn) return;
      this.about.textContent = `The expectations cannot be shown. ${sentence(messageOf(error))}`;
    }
    this.element.removeAttribute("aria-busy");
  }

  close(): void {
    clearTimeout(this.timer);
    this.turn += 1;
  }

  /** Put the keyboard into the table, once it is there. */
  focus(): void {
    this.awaited = this.list === null;
    this.table.focus(this.focused);
  }

  /** Do what a key says; false where it is none of these. */
  press(event: KeyboardEvent, typing: boolean): boolean {
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "Escape" && this.form) return (this.closeForm(), true);
    if (event.key === "Enter" && control && this.form) return (void this.save(), true);
    if (typing || control || event.altKey || event.target instanceof HTMLButtonElement)
      return false;
    const moves: Readonly<Record<string, number>> = {
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -8,
      PageDown: 8,
      Home: -Infinity,
      End: Infinity,
    };
    const by = moves[event.key];
    if (by !== undefined) return (this.step(by), true);
    if (event.repeat) return false;
    const key = event.key.toLowerCase();
    if (key === "e" || key === "enter") return (this.edit(this.focused), true);
    if (key === "s") return (void this.asSeen(this.current), true);
    if (key === "x") return (void this.nothing(this.current), true);
    return false;
  }

  private get current(): Expectation | null {
    return this.list?.expectations[this.focused] ?? null;
  }

  private step(by: number): void {
    const last = (this.list?.expectations.length ?? 0) - 1;
    this.put(Math.max(0, Math.min(last, this.focused + by)));
    this.focus();
  }

  private put(index: number): void {
    this.focused = index;
    this.table.mark(index);
  }

  // -- the form ----------------------------------------------------------------------------

  private edit(index: number): void {
    this.put(index);
    const expectation = this.current;
    if (!expectation) return;
    this.form = new ExpectationForm(expectation, {
      changed: () => this.look(REST),
      save: () => void this.save(),
      asSeen: () => void this.asSeen(expectation),
      nothing: () => void this.nothing(expectation),
      cancel: () => this.closeForm(),
    });
    this.side.replaceChildren(this.form.element);
    this.side.hidden = false;
    this.form.focus();
    this.look(0);
  }

  private closeForm(): void {
    clearTimeout(this.timer);
    this.form = null;
    this.side.hidden = true;
    this.side.replaceChildren();
    this.focus();
  }

  private look(rest: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.preview(), rest);
  }

  private async preview(): Promise<void> {
    const { form } = this;
    if (!form) return;
    const asked = (this.asked += 1);
    const { column } = form.expectation;
    try {
      const expected = changesOf(form.draft(), form.expectation);
      const preview = await this.client.call("preview_expectation", { column, expected });
      if (asked === this.asked && form === this.form) form.show(preview);
    } catch (error) {
      if (asked === this.asked && form === this.form) form.say(sentence(messageOf(error)));
    }
  }

  // -- changes -----------------------------------------------------------------------------

  private async save(): Promise<void> {
    const { form } = this;
    if (!form) return;
    const { expectation } = form;
    const draft = form.draft();
    const expected = changesOf(draft, expectation);
    if (Object.keys(expected).length === 0) {
      form.say("This is what is seen in the table already: there is nothing to save.");
      return;
    }
    const saved = await this.change(expectation, { action: "expect", expected, why: draft.why });
    if (saved) this.handlers.say(`Saved: expectation of ${brief(expectation.column, 80)}`);
  }

  private async nothing(expectation: Expectation | null): Promise<void> {
    if (!expectation?.expected) return;
    const why = this.form?.draft().why ?? "";
    if (await this.change(expectation, { action: "expect", expected: null, why }))
      this.handlers.say(`Nothing is expected of ${brief(expectation.column, 80)}`);
  }

  private async asSeen(expectation: Expectation | null): Promise<void> {
    if (!expectation?.stamp) return;
    if (await this.change(expectation, { action: "expect_as_seen" }))
      this.handlers.say(`As seen again: ${brief(expectation.column, 80)}`);
  }

  private async change(
    expectation: Expectation,
    wanted: {
      readonly action: "expect" | "expect_as_seen";
      readonly expected?: Readonly<Record<string, unknown>> | null;
      readonly why?: string;
    },
  ): Promise<boolean> {
    const { column, stamp } = expectation;
    const { form } = this;
    const stored = await this.model.edit({ ...wanted, column, stamp });
    if (stored && form !== null && form === this.form) this.closeForm();
    if (!stored) await this.load();
    return stored;
  }
}

function words(list: Expectations): string {
  if (list.problem !== null && list.problem !== undefined)
    return `The table cannot be cleaned with the current rules. ${sentence(list.problem)}`;
  const more = list.total ? ` ${count(list.total, "more column")} not listed here.` : "";
  return (
    "The exported module's check sets apart rows of tomorrow's table that are not as expected " +
    `here. What today's ${count(list.rows, "row")} show stands until somebody sets something ` +
    `else.${more}`
  );
}
