/** The recipe view: rules on the left, what the one in focus changes, and the code beside it. */

import type { DatasetClient } from "../client.js";
import { h } from "../dom.js";
import type { RecipeState, RecipeStep } from "../protocol.js";
import { brief } from "../values.js";
import { type ActionName, Actions } from "./actions.js";
import { CodePane } from "./codepane.js";
import { Drafts } from "./drafts.js";
import { Edits } from "./edits.js";
import { ExpectationsPane } from "../expectations/pane.js";
import { StepFocus } from "./focus.js";
import { keyAction, listKey } from "./keys.js";
import { recipeFrame, recipePanes } from "./layout.js";
import { StepList } from "./list.js";
import { RecipeModel } from "./model.js";
import { alertParts, emptyParts } from "./notices.js";
import { Outcome } from "./outcome.js";
import { PreviewPane, REST, type Subject } from "./previewpane.js";
import { type Section, Sections } from "./sections.js";
import { tabSession } from "./tab.js";

export interface RecipeOptions {
  readonly client: DatasetClient;
  /** Called after each stored change, and when a version was made. */
  readonly onChanged?: () => void;
  /** How the page around announces something; the view's own live region otherwise. */
  readonly say?: (text: string) => void;
  /** Whose undo it is; a tab keeps its own by default. */
  readonly session?: string;
}

/** Put the recipe view into `host`; returns how to take it away again. */
export function mountRecipe(host: HTMLElement, options: RecipeOptions): () => void {
  const view = new RecipeView(options);
  host.append(view.root);
  void view.start();
  return () => view.dispose();
}

class RecipeView {
  readonly root: HTMLElement;
  private readonly model: RecipeModel;
  private readonly focused: StepFocus;
  private readonly list: StepList;
  private readonly actions: Actions;
  private readonly outcome: Outcome;
  private readonly edits: Edits;
  private readonly preview: PreviewPane;
  private readonly drafts: Drafts;
  private readonly expectations: ExpectationsPane;
  private readonly sections = new Sections((section) => this.show(section));
  private readonly code = new CodePane((text) => this.say(text));
  private readonly alert = h("div", {
    class: "wb-alert",
    role: "alert",
    test: "recipe-alert",
    hidden: true,
  });
  private readonly live = h("div", { class: "wb-spoken", "aria-live": "polite", test: "announce" });
  private readonly saving = h("span", { class: "wb-saving", test: "save-state" });
  private readonly title = h("h3", { class: "wb-preview-title", dir: "auto" });
  private readonly why = h("p", { class: "wb-why", dir: "auto" });
  private readonly empty = h("div", { class: "wb-empty", test: "empty", hidden: true });
  private readonly panes: HTMLElement;
  private loaded: Promise<void> = Promise.resolve();
  private looked = "";
  /** The state that the expectations shown are of. */
  private expected: RecipeState | null = null;
  private readonly shown = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.seen();
  });

  constructor(private readonly options: RecipeOptions) {
    this.model = new RecipeModel(
      options.client,
      options.session ?? tabSession(),
      () => this.draw(),
      () => options.onChanged?.(),
    );
    this.focused = new StepFocus(this.model);
    this.list = new StepList({
      focus: (id) => this.focus(id),
      move: (id, position) => this.move(id, position),
      open: (id) => (this.focus(id), void this.act("edit")),
      busy: (id) => this.model.busy(id),
    });
    this.actions = new Actions((name) => void this.act(name));
    const say = (text: string): void => this.say(text);
    this.outcome = new Outcome(options.client, { say, ran: () => options.onChanged?.() });
    this.edits = new Edits(this.model, say);
    this.preview = new PreviewPane(options.client, {
      subject: () => this.previewed,
      answered: () => this.drawCode(),
    });
    this.drafts = this.makeDrafts();
    this.expectations = new ExpectationsPane(options.client, this.model, { say });
    this.panes = this.makePanes();
    this.root = this.frame();
    this.root.addEventListener("keydown", (event) => this.press(event));
    document.addEventListener("visibilitychange", this.seen);
    this.shown.observe(this.root);
  }

  async start(): Promise<void> {
    this.loaded = this.model.load();
    await this.loaded;
    const first = this.model.state;
    const step = first?.steps[0] ?? first?.suggested[0];
    if (step) this.focus(step.id);
  }

  dispose(): void {
    this.model.close();
    this.preview.close();
    this.expectations.close();
    document.removeEventListener("visibilitychange", this.seen);
    this.shown.disconnect();
    this.root.remove();
  }

  /** What others did meanwhile is shown when one comes back, to the window or to this tab. */
  private readonly seen = (): void => {
    const { model } = this;
    if (document.visibilityState === "visible" && model.state && model.pending === 0)
      void model.load();
  };

  // -- the parts ---------------------------------------------------------------------------

  private frame(): HTMLElement {
    const { saving, alert, empty, panes, live } = this;
    const expectations = this.expectations.element;
    const sections = this.sections.element;
    const { run, export: exporting, element: outcome } = this.outcome;
    const tools = this.actions.element;
    return recipeFrame({
      tools,
      saving,
      run,
      export: exporting,
      outcome,
      alert,
      empty,
      panes,
      expectations,
      sections,
      live,
    });
  }

  private makePanes(): HTMLElement {
    const { title, why } = this;
    return recipePanes({
      list: this.list.element,
      draft: this.drafts.element,
      title,
      why,
      preview: this.preview.element,
      code: this.code.element,
    });
  }

  private makeDrafts(): Drafts {
    return new Drafts(this.options.client, this.model, this.preview, {
      say: (text) => this.say(text),
      refused: (message) => {
        this.model.refused = message;
        this.drawAlert();
      },
      opened: () => {
        this.panes.classList.add("wb-drafting");
        this.draw();
      },
      closed: (back) => {
        this.panes.classList.remove("wb-drafting");
        this.looked = "";
        this.draw();
        if (back) this.list.element.focus();
      },
      saved: (added) => {
        if (added !== null) this.focused.id = added;
        this.drafts.close(true);
        this.list.reveal();
      },
    });
  }

  // -- drawing -----------------------------------------------------------------------------

  private draw(): void {
    const { state } = this.model;
    this.drawAlert();
    this.saving.textContent = this.model.pending ? "saving…" : "";
    if (!state) return;
    this.focused.keep();
    const { step } = this.focused;
    const nothing = state.steps.length + state.suggested.length === 0;
    this.drawEmpty(state, nothing && !this.drafts.current);
    this.drawExpectations(state);
    this.list.draw(state, this.focused.id);
    this.actions.draw({
      step,
      position: state.steps.findIndex((one) => one.id === this.focused.id),
      total: state.steps.length,
      undo: state.undo,
      redo: state.redo,
    });
    this.outcome.describe(state.dataset, state.problem);
    this.drawFocus(step);
    this.drawCode();
    const looked = `${step?.id} ${step?.stamp} ${state.steps.map((one) => one.id + one.state).join()}`;
    if (looked !== this.looked && !this.drafts.current) this.preview.look(REST.step);
    this.looked = looked;
  }

  private drawAlert(): void {
    const parts = alertParts(this.model);
    this.alert.hidden = parts.length === 0;
    this.alert.replaceChildren(...parts);
  }

  private drawEmpty(state: RecipeState, empty: boolean): void {
    const rules = this.sections.section === "rules";
    this.empty.hidden = !empty || !rules;
    this.panes.hidden = empty || !rules;
    if (!empty) return;
    const add = (): void => void this.act("add");
    this.empty.replaceChildren(...emptyParts(state.dataset, add, () => void this.model.load()));
  }

  /** Expectations follow the rules: they are read again when something was stored. */
  private drawExpectations(state: RecipeState): void {
    const shown = this.sections.section === "expectations";
    this.expectations.element.hidden = !shown;
    if (!shown || this.model.pending > 0 || state === this.expected) return;
    this.expected = state;
    void this.expectations.load();
  }

  private show(section: Section): void {
    this.root.dataset["section"] = section;
    this.draw();
    if (section === "expectations") this.expectations.focus();
  }

  private drawFocus(step: RecipeStep | null): void {
    this.title.hidden = this.why.hidden = this.drafts.current !== null || step === null;
    if (!step) return;
    const off = step.state === "off" ? " (off)" : "";
    this.title.textContent = brief(step.title, 200) + off;
    this.why.textContent = brief(step.why || "No reason was given.", 600);
  }

  private drawCode(): void {
    const { state } = this.model;
    if (!state) return;
    const draft = this.drafts.current ? this.preview.latest : null;
    this.code.draw({ state, focused: this.focused.id, draft });
  }

  // -- the rule in focus -------------------------------------------------------------------

  private get previewed(): Subject {
    const draft = this.drafts.current;
    const step = draft ? draft.step : (this.focused.step?.id ?? null);
    return { step, form: draft?.form ?? null, busy: step !== null && this.model.busy(step) };
  }

  private focus(id: string): void {
    if (this.focused.id !== id) this.drafts.close();
    this.focused.put(id);
    this.draw();
    this.list.reveal();
  }

  private stepBy(by: number): void {
    const step = this.focused.away(by);
    if (step) this.focus(step.id);
  }

  // -- what the user does ------------------------------------------------------------------

  private press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    event.stopPropagation();
    const target = event.target as HTMLElement;
    const typing = target.closest("input, textarea, select") !== null;
    const control = event.ctrlKey || event.metaKey;
    const name = keyAction(event, control);
    if (this.sections.section === "expectations") {
      const travels = name === "undo" || name === "redo";
      if (travels && !typing) void this.act(name);
      else if (!this.expectations.press(event, typing)) return;
      return event.preventDefault();
    }
    const draft = this.drafts.current;
    if (event.key === "Escape" && draft) this.drafts.close(true);
    else if (event.key === "Enter" && control && draft) draft.form.submit();
    else if (typing) return;
    else if (name !== null) void this.act(name);
    else if (!this.inList(event, target)) return;
    event.preventDefault();
  }

  /** Keys of the list alone: elsewhere the arrows scroll and Space presses. */
  private inList(event: KeyboardEvent, target: HTMLElement): boolean {
    if (!this.list.element.contains(target)) return false;
    const key = listKey(event, this.model.all.length);
    if (key?.by !== undefined) this.stepBy(key.by);
    if (key?.act !== undefined) void this.act(key.act);
    return key !== null;
  }

  private async act(name: ActionName): Promise<void> {
    if (!this.model.state) await this.loaded; // pressed before the recipe was there
    const { step } = this.focused;
    if (!this.model.state) return;
    if (name === "undo" || name === "redo") return this.edits.travel(name);
    if (name === "add") return this.drafts.open(null);
    if (!step) return;
    if (name === "edit") return this.drafts.open(step);
    if (name === "up" || name === "down") this.moveBy(step, name === "up" ? -1 : 1);
    else await this.edits.apply(name, step);
  }

  private moveBy(step: RecipeStep, by: number): void {
    const steps = this.model.state?.steps ?? [];
    const position = steps.findIndex((one) => one.id === step.id);
    if (position >= 0 && steps[position + by]) this.move(step.id, position + by);
  }

  private move(id: string, position: number): void {
    const step = this.model.all.find((one) => one.id === id);
    if (!step) return;
    this.focused.id = id;
    void this.edits.move(step, position);
    this.list.reveal();
  }

  private say(text: string): void {
    if (this.options.say) this.options.say(text);
    else this.live.textContent = text;
  }
}
