/** A rule while it is written or changed: its form, from opening to saving. */

import type { DatasetClient } from "../client.js";
import { h } from "../dom.js";
import { messageOf } from "../errors.js";
import type { RecipeColumn, RecipeStep, RuleForm } from "../protocol.js";
import { brief } from "../values.js";
import { RuleFormView } from "./form.js";
import type { RecipeModel, Rule, Wanted } from "./model.js";
import { type PreviewPane, REST } from "./previewpane.js";

export interface Draft {
  /** The step that is changed; null for a new rule. */
  readonly step: string | null;
  readonly form: RuleFormView;
}

export interface DraftHandlers {
  readonly say: (text: string) => void;
  /** A form cannot be had. */
  readonly refused: (message: string) => void;
  readonly opened: () => void;
  /** `back` says that the keyboard goes back to the list. */
  readonly closed: (back: boolean) => void;
  /** The rule is stored, as a new step where `added` names one; the form is still there. */
  readonly saved: (added: string | null) => void;
}

export class Drafts {
  readonly element = h("div", { class: "wb-draft" });
  private draft: Draft | null = null;
  private forms: readonly RuleForm[] | null = null;

  constructor(
    private readonly client: DatasetClient,
    private readonly model: RecipeModel,
    private readonly preview: PreviewPane,
    private readonly handlers: DraftHandlers,
  ) {}

  /** The draft that is open; null while there is none. */
  get current(): Draft | null {
    return this.draft;
  }

  /** Open the form of a step, or an empty one. */
  async open(step: RecipeStep | null): Promise<void> {
    const { state } = this.model;
    if (!state) return;
    try {
      this.forms ??= (await this.client.call("forms", {})).forms;
      const preview = step ? await this.client.call("preview", { step: step.id }) : null;
      const rule = preview?.rule ?? null;
      if (step && rule === null) {
        this.handlers.say("This rule is too long for a form; change it in Python.");
        return;
      }
      this.show(step, this.makeForm(step, rule, state.columns));
    } catch (error) {
      this.handlers.refused(messageOf(error));
    }
  }

  close(back = false): void {
    if (!this.draft) return;
    this.draft = null;
    this.element.replaceChildren();
    this.handlers.closed(back);
  }

  private makeForm(
    step: RecipeStep | null,
    rule: Rule | null,
    columns: readonly RecipeColumn[],
  ): RuleFormView {
    const title = step ? `Edit: ${brief(step.title, 80)}` : "A rule of your own";
    const suggested = step?.state === "suggested";
    const handlers = {
      changed: () => this.preview.look(REST.draft),
      save: () => void this.save(),
      cancel: () => this.close(true),
    };
    const saved = suggested ? "Accept as changed" : step ? "Save" : "Add";
    return new RuleFormView(this.forms ?? [], columns, handlers, { rule, title, saved });
  }

  private show(step: RecipeStep | null, form: RuleFormView): void {
    this.draft = { step: step?.id ?? null, form };
    this.element.replaceChildren(form.element);
    this.handlers.opened();
    form.focus();
    this.preview.look(0);
  }

  private async save(): Promise<void> {
    const { draft } = this;
    if (!draft) return;
    const { step, form } = draft;
    const rule = form.draft();
    form.busy(true);
    const checked = await this.preview.ask(step, rule);
    form.busy(false);
    if (this.draft !== draft || !checked) return;
    const inField = checked.errors.filter((error) => error.path.length > 0);
    form.show(checked.errors);
    if (inField.length || form.broken || (checked.errors.length && checked.title === "")) {
      form.focusError();
      this.handlers.say("The rule is not complete yet.");
      return;
    }
    const wanted: Wanted =
      step === null ? { action: "add", rule } : { action: "replace", step, rule };
    form.busy(true);
    const known = new Set(this.model.all.map((one) => one.id));
    const stored = await this.model.edit(wanted);
    form.busy(false);
    if (!stored || this.draft !== draft) return; // the form stays, with all that was typed
    this.handlers.say(`${step === null ? "Added" : "Saved"}: ${brief(checked.title, 80)}`);
    this.handlers.saved(this.model.state?.steps.find((one) => !known.has(one.id))?.id ?? null);
  }
}
