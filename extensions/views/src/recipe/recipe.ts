/** The recipe view: rules on the left, what the one in focus changes, and the code beside it. */

import type { Desk } from "../desk.js";
import { button, h } from "../dom.js";
import { messageOf } from "../errors.js";
import type { Preview, RecipeState, RecipeStep, RuleForm } from "../protocol.js";
import { brief } from "../values.js";
import { type ActionName, Actions } from "./actions.js";
import { codeParts } from "./code.js";
import { RuleFormView } from "./form.js";
import { keyAction, tabSession } from "./keys.js";
import { StepList } from "./list.js";
import { RecipeModel, type Rule, type Wanted } from "./model.js";
import { alertParts, emptyParts } from "./notices.js";
import { Outcome } from "./outcome.js";
import { previewBody } from "./preview.js";

export interface RecipeOptions {
  readonly desk: Desk;
  /** Called after each stored change, and when a version was made. */
  readonly onChanged?: () => void;
  /** How the page around announces something; the view's own live region otherwise. */
  readonly say?: (text: string) => void;
  /** Whose undo it is; a tab keeps its own by default. */
  readonly session?: string;
}

/** Milliseconds of rest before a preview is asked for: after a step, after a letter typed. */
const REST = { step: 40, draft: 250 };

interface Draft {
  readonly step: string | null;
  readonly place: number | null;
  readonly form: RuleFormView;
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
  private readonly desk: Desk;
  private readonly model: RecipeModel;
  private readonly list: StepList;
  private readonly actions: Actions;
  private readonly outcome: Outcome;
  private readonly alert = h("div", { class: "wb-alert", role: "alert", test: "recipe-alert", hidden: true });
  private readonly live = h("div", { class: "wb-spoken", "aria-live": "polite", test: "announce" });
  private readonly saving = h("span", { class: "wb-saving", test: "save-state" });
  private readonly title = h("h3", { class: "wb-preview-title", dir: "auto" });
  private readonly why = h("p", { class: "wb-why", dir: "auto" });
  private readonly middle = h("div", { class: "wb-middle", test: "preview" });
  private readonly draftHost = h("div", { class: "wb-draft" });
  private readonly code = h("pre", { class: "wb-code", tabindex: 0, test: "code", "aria-label": "Python module", role: "region" });
  private readonly codeNote = h("p", { class: "wb-quiet wb-code-note" });
  private readonly empty = h("div", { class: "wb-empty", test: "empty", hidden: true });
  private readonly panes: HTMLElement;
  private loaded: Promise<void> = Promise.resolve();
  private focused: string | null = null;
  private focusedAt = 0;
  private preview: Preview | null = null;
  private draft: Draft | null = null;
  private forms: readonly RuleForm[] | null = null;
  private asked = 0;
  private timer = 0;
  private drawnCode = "";
  private looked = "";
  private readonly shown = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.seen();
  });

  constructor(private readonly options: RecipeOptions) {
    this.desk = options.desk;
    this.model = new RecipeModel(
      this.desk,
      options.session ?? tabSession(),
      () => this.draw(),
      () => options.onChanged?.(),
    );
    this.list = new StepList({
      focus: (id) => this.focus(id),
      move: (id, place) => this.move(id, place),
      open: (id) => (this.focus(id), void this.act("edit")),
      busy: (id) => this.model.busy(id),
    });
    this.actions = new Actions((name) => void this.act(name));
    this.outcome = new Outcome(this.desk, {
      say: (text) => this.say(text),
      ran: () => options.onChanged?.(),
    });
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
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
    this.shown.disconnect();
    this.root.remove();
  }

  /** What others did meanwhile is shown when one comes back, to the window or to this tab. */
  private readonly seen = (): void => {
    const { model } = this;
    if (document.visibilityState === "visible" && model.state && model.pending === 0) void model.load();
  };

  // -- the frame ---------------------------------------------------------------------------

  private frame(): HTMLElement {
    return h(
      "div",
      {
        class: "wb-recipe",
        test: "recipe-root",
        role: "region",
        "aria-label": "Recipe",
        // JupyterLab listens in the capture phase; this attribute is how it is told to keep off.
        "data-lm-suppress-shortcuts": "true",
      },
      h(
        "div",
        { class: "wb-recipe-head" },
        this.actions.element,
        h("div", { class: "wb-group" }, this.saving, this.outcome.run, this.outcome.export),
      ),
      this.outcome.element,
      this.alert,
      this.empty,
      this.panes,
      this.live,
    );
  }

  private makePanes(): HTMLElement {
    const copy = button({ test: "copy-code", class: "wb-small", label: "Copy", onClick: () => void this.copy() });
    return h(
      "div",
      { class: "wb-panes" },
      h("div", { class: "wb-pane wb-pane-list" }, this.list.element),
      h(
        "div",
        { class: "wb-pane wb-pane-preview" },
        this.draftHost,
        h("div", { class: "wb-focus" }, this.title, this.why),
        this.middle,
      ),
      h(
        "div",
        { class: "wb-pane wb-pane-code" },
        h("div", { class: "wb-code-head" }, h("h3", {}, "Python"), this.codeNote, copy),
        this.code,
      ),
    );
  }

  // -- drawing -----------------------------------------------------------------------------

  private draw(): void {
    const { state } = this.model;
    this.drawAlert();
    this.saving.textContent = this.model.pending ? "saving…" : "";
    if (!state) return;
    this.keepFocus(state);
    const step = this.step;
    const nothing = state.steps.length + state.suggested.length === 0;
    this.drawEmpty(state, nothing && !this.draft);
    this.list.draw(state, this.focused);
    this.actions.draw({
      step,
      place: state.steps.findIndex((one) => one.id === this.focused),
      total: state.steps.length,
      undo: state.undo,
      redo: state.redo,
    });
    this.outcome.describe(state.dataset, state.problem);
    this.drawFocus(step);
    this.drawCode();
    const looked = `${step?.id} ${step?.stamp} ${state.steps.map((one) => one.id + one.state).join()}`;
    if (looked !== this.looked && !this.draft) this.look(REST.step);
    this.looked = looked;
  }

  private drawAlert(): void {
    const parts = alertParts(this.model);
    this.alert.hidden = parts.length === 0;
    this.alert.replaceChildren(...parts);
  }

  private drawEmpty(state: RecipeState, empty: boolean): void {
    this.empty.hidden = !empty;
    this.panes.hidden = empty;
    if (!empty) return;
    const add = (): void => void this.act("add");
    this.empty.replaceChildren(...emptyParts(state.dataset, add, () => void this.model.load()));
  }

  private drawFocus(step: RecipeStep | null): void {
    this.title.hidden = this.why.hidden = this.draft !== null || step === null;
    if (!step) return;
    const off = step.state === "off" ? " (off)" : "";
    this.title.textContent = brief(step.title, 200) + off;
    this.why.textContent = brief(step.why || "No reason was given.", 600);
  }

  private drawCode(): void {
    const { state } = this.model;
    if (!state) return;
    const drafted = this.draft ? (this.preview?.code ?? null) : null;
    const code = drafted ?? state.code;
    const running = state.steps.filter((step) => step.state === "on");
    const at = running.findIndex((step) => step.id === this.focused);
    const rule = drafted !== null ? this.draftNumber(running) : at < 0 ? null : at + 1;
    const drawn = `${rule} ${code}`;
    if (drawn === this.drawnCode) return;
    this.drawnCode = drawn;
    this.code.replaceChildren(...codeParts(code, state.notes.length ? null : rule));
    this.codeNote.textContent = [drafted === null ? "" : "with the draft", ...state.notes].join(" ");
    const block = this.code.querySelector<HTMLElement>(".wb-code-rule");
    if (block) this.code.scrollTop = block.offsetTop - this.code.clientHeight / 3;
  }

  private draftNumber(running: readonly RecipeStep[]): number | null {
    const place = this.preview?.place ?? -1;
    const before = this.model.state?.steps.slice(0, place).filter((step) => running.includes(step));
    return before ? before.length + 1 : null;
  }

  // -- the rule in focus -------------------------------------------------------------------

  private get all(): readonly RecipeStep[] {
    const { state } = this.model;
    return state ? [...state.steps, ...state.suggested] : [];
  }

  private get step(): RecipeStep | null {
    return this.all.find((step) => step.id === this.focused) ?? null;
  }

  /** Where the rule in focus went away, the one that took its place gets the focus. */
  private keepFocus(state: RecipeState): void {
    const all = [...state.steps, ...state.suggested];
    const at = all.findIndex((step) => step.id === this.focused);
    if (at >= 0) this.focusedAt = at;
    else this.focused = all[Math.min(this.focusedAt, all.length - 1)]?.id ?? null;
  }

  private focus(id: string): void {
    if (this.focused !== id && this.draft) this.closeDraft();
    this.focused = id;
    this.focusedAt = this.all.findIndex((step) => step.id === id);
    this.draw();
    this.list.reveal();
  }

  private stepBy(by: number): void {
    const at = Math.max(0, Math.min(this.all.length - 1, this.focusedAt + by));
    const step = this.all[at];
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
    if (event.key === "Escape" && this.draft) this.closeDraft(true);
    else if (event.key === "Enter" && control && this.draft) this.draft.form.submit();
    else if (typing) return;
    else if (name !== null) void this.act(name);
    else if (!this.inList(event, target)) return;
    event.preventDefault();
  }

  /** Keys of the list alone: elsewhere the arrows scroll and Space presses. */
  private inList(event: KeyboardEvent, target: HTMLElement): boolean {
    if (!this.list.element.contains(target) || event.ctrlKey || event.metaKey) return false;
    const moves: Readonly<Record<string, number>> = {
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -8,
      PageDown: 8,
      Home: -this.all.length,
      End: this.all.length,
    };
    const by = moves[event.key];
    if (event.altKey) {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return false;
      void this.act(event.key === "ArrowUp" ? "up" : "down");
    } else if (by !== undefined) this.stepBy(by);
    else if (event.key === " ") {
      if (!event.repeat) void this.act("toggle");
    } else if (event.key === "Enter") void this.act("edit");
    else return false;
    return true;
  }

  private async act(name: ActionName): Promise<void> {
    if (!this.model.state) await this.loaded; // pressed before the recipe was there
    const step = this.step;
    const { state } = this.model;
    if (!state) return;
    const suggested = step?.state === "suggested";
    const place = state.steps.findIndex((one) => one.id === step?.id);
    if (name === "undo" || name === "redo") return this.travel(name, state[name]);
    if (name === "add") return this.openForm(null);
    if (!step) return;
    if (name === "edit") return this.openForm(step);
    if (name === "up" || name === "down") {
      const to = place + (name === "up" ? -1 : 1);
      if (!suggested && to >= 0 && to < state.steps.length) this.move(step.id, to);
      return;
    }
    if (name === "toggle") {
      if (suggested) return;
      const off = step.state === "on";
      return this.change({ action: off ? "disable" : "enable", step: step.id }, `Switched ${off ? "off" : "on"}`, step);
    }
    if (name === "accept") {
      if (suggested) return this.change({ action: "accept", step: step.id }, "Accepted", step);
      return;
    }
    const action = suggested ? "reject" : "remove";
    return this.change({ action, step: step.id }, suggested ? "Rejected" : "Removed", step);
  }

  private move(id: string, place: number): void {
    const step = this.all.find((one) => one.id === id);
    if (!step) return;
    this.focused = id;
    void this.change({ action: "move", step: id, place }, `Moved to place ${place + 1}`, step);
    this.list.reveal();
  }

  private async change(wanted: Wanted, told: string, step: RecipeStep): Promise<void> {
    if (wanted.step !== undefined && wanted.action !== "move" && this.model.busy(wanted.step)) {
      const turns = wanted.action === "disable" || wanted.action === "enable";
      if (!turns) return; // a key pressed twice
    }
    if (await this.model.edit(wanted)) this.say(`${told}: ${brief(step.title, 80)}`);
  }

  private async travel(action: "undo" | "redo", what: string | null): Promise<void> {
    if (what === null && this.model.pending === 0) {
      this.say(`Nothing to ${action}.`);
      return;
    }
    const words = action === "undo" ? "Undone" : "Done again";
    if (await this.model.edit({ action })) this.say(what === null ? words : `${words}: ${what}`);
  }

  // -- drafts ------------------------------------------------------------------------------

  private async openForm(step: RecipeStep | null): Promise<void> {
    const { state } = this.model;
    if (!state) return;
    try {
      this.forms ??= (await this.desk.call("forms", {})).forms;
      const preview = step ? await this.desk.call("preview", { step: step.id }) : null;
      if (step && (preview?.rule ?? null) === null) {
        this.say("This rule is too long for a form; change it in Python.");
        return;
      }
      this.openDraft(state, step, preview?.rule ?? null);
    } catch (error) {
      this.model.refused = messageOf(error);
      this.drawAlert();
    }
  }

  private openDraft(state: RecipeState, step: RecipeStep | null, rule: Rule | null): void {
    const title = step ? `Edit: ${brief(step.title, 80)}` : "A rule of your own";
    const suggested = step?.state === "suggested";
    const form = new RuleFormView(
      this.forms ?? [],
      state.columns,
      {
        changed: () => this.look(REST.draft),
        save: () => void this.save(),
        cancel: () => this.closeDraft(true),
      },
      { rule, title, saved: suggested ? "Accept as changed" : step ? "Save" : "Add" },
    );
    this.draft = { step: step?.id ?? null, place: null, form };
    this.draftHost.replaceChildren(form.element);
    this.panes.classList.add("wb-drafting");
    this.draw();
    form.focus();
    this.look(0);
  }

  private closeDraft(back = false): void {
    if (!this.draft) return;
    this.draft = null;
    this.draftHost.replaceChildren();
    this.panes.classList.remove("wb-drafting");
    this.looked = "";
    this.draw();
    if (back) this.list.element.focus();
  }

  private async save(): Promise<void> {
    const draft = this.draft;
    if (!draft) return;
    const rule = draft.form.draft();
    draft.form.busy(true);
    const checked = await this.ask({ rule, ...(draft.step === null ? {} : { step: draft.step }) });
    draft.form.busy(false);
    if (this.draft !== draft || !checked) return;
    const inField = checked.errors.filter((error) => error.path.length > 0);
    draft.form.show(checked.errors);
    if (inField.length || draft.form.broken || (checked.errors.length && checked.title === "")) {
      draft.form.focusError();
      this.say("The rule is not complete yet.");
      return;
    }
    const wanted: Wanted =
      draft.step === null ? { action: "add", rule } : { action: "replace", step: draft.step, rule };
    draft.form.busy(true);
    const known = new Set(this.all.map((step) => step.id));
    const stored = await this.model.edit(wanted);
    draft.form.busy(false);
    if (!stored || this.draft !== draft) return; // the form stays, with all that was typed
    this.say(`${draft.step === null ? "Added" : "Saved"}: ${brief(checked.title, 80)}`);
    const added = this.model.state?.steps.find((step) => !known.has(step.id));
    if (added) this.focused = added.id;
    this.closeDraft(true);
    this.list.reveal();
  }

  // -- previews ----------------------------------------------------------------------------

  private look(rest: number): void {
    clearTimeout(this.timer);
    this.middle.setAttribute("aria-busy", "true");
    this.timer = window.setTimeout(() => void this.lookNow(), rest);
  }

  private async lookNow(): Promise<void> {
    const { draft } = this;
    const step = this.step;
    if (!draft && (!step || this.model.busy(step.id))) {
      if (!step) this.middle.replaceChildren();
      return;
    }
    const asked = (this.asked += 1);
    const rule = draft?.form.draft();
    const from = draft ? draft.step : (step?.id ?? null);
    const preview = await this.ask({
      ...(from === null ? {} : { step: from }),
      ...(rule === undefined ? {} : { rule }),
    });
    if (asked !== this.asked || draft !== this.draft) return;
    this.middle.removeAttribute("aria-busy");
    if (!preview) return;
    this.preview = preview;
    draft?.form.show(preview.errors);
    const inFields = draft !== null && preview.errors.some((error) => error.path.length > 0);
    this.middle.replaceChildren(
      inFields
        ? h("p", { class: "wb-quiet" }, "Fill in the form to see what the rule would change.")
        : previewBody(preview, draft !== null),
    );
    this.drawCode();
  }

  private async ask(request: { step?: string; rule?: Rule }): Promise<Preview | null> {
    try {
      return await this.desk.call("preview", request);
    } catch (error) {
      this.middle.removeAttribute("aria-busy");
      this.middle.replaceChildren(
        h(
          "div",
          { class: "wb-problem", test: "preview-error" },
          h("strong", {}, "There is no preview"),
          h("p", { dir: "auto" }, brief(messageOf(error), 400)),
          button({ class: "wb-small", label: "Look again", onClick: () => this.look(0) }),
        ),
      );
      return null;
    }
  }

  // -- the rest ----------------------------------------------------------------------------

  private async copy(): Promise<void> {
    const code = (this.draft ? this.preview?.code : null) ?? this.model.state?.code ?? "";
    try {
      await navigator.clipboard.writeText(code);
      this.say("The code is copied.");
    } catch {
      const range = document.createRange();
      range.selectNodeContents(this.code);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
      this.say("The code is selected: press Ctrl+C to copy it.");
    }
  }

  private say(text: string): void {
    if (this.options.say) this.options.say(text);
    else this.live.textContent = text;
  }
}
