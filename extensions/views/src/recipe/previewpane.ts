/** Asks the server what a rule would change and shows the answer; only the newest question counts. */

import type { DatasetClient } from "../client.js";
import { button, h } from "../dom.js";
import { messageOf } from "../errors.js";
import type { Preview } from "../protocol.js";
import { brief } from "../values.js";
import type { RuleFormView } from "./form.js";
import type { Rule } from "./model.js";
import { previewBody } from "./preview.js";

/** Milliseconds of rest before a preview is asked for: after a step, after a letter typed. */
export const REST = { step: 40, draft: 250 };

/** What is previewed: a stored step, or a form that is being filled in. */
export interface Subject {
  /** The step that it is of; null for a new rule, and where no step is in focus. */
  readonly step: string | null;
  readonly form: RuleFormView | null;
  /** The step is being changed: what the server says of it now is old in a moment. */
  readonly busy: boolean;
}

export interface PreviewHandlers {
  readonly subject: () => Subject;
  /** A new preview is shown. */
  readonly answered: () => void;
}

export class PreviewPane {
  readonly element = h("div", { class: "wb-middle", test: "preview" });
  /** What the server said last; null before the first answer. */
  latest: Preview | null = null;
  private asked = 0;
  private timer = 0;

  constructor(
    private readonly client: DatasetClient,
    private readonly handlers: PreviewHandlers,
  ) {}

  /** Ask again after a rest of so many milliseconds. */
  look(rest: number): void {
    clearTimeout(this.timer);
    this.element.setAttribute("aria-busy", "true");
    this.timer = window.setTimeout(() => void this.lookNow(), rest);
  }

  /** Ask the server once; what it refuses is shown, and null returned. */
  async ask(step: string | null, rule?: Rule): Promise<Preview | null> {
    try {
      return await this.client.call("preview", {
        ...(step === null ? {} : { step }),
        ...(rule === undefined ? {} : { rule }),
      });
    } catch (error) {
      this.element.removeAttribute("aria-busy");
      this.element.replaceChildren(
        h(
          "div",
          { class: "wb-problem", test: "preview-error" },
          h("strong", {}, "There is no preview"),
          h("p", { dir: "auto" }, brief(messageOf(error), 400)),
          button({ class: "wb-small", label: "Try again", onClick: () => this.look(0) }),
        ),
      );
      return null;
    }
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private async lookNow(): Promise<void> {
    const { step, form, busy } = this.handlers.subject();
    if (!form && (step === null || busy)) {
      if (step === null) this.element.replaceChildren();
      return;
    }
    const asked = (this.asked += 1);
    const preview = await this.ask(step, form?.draft());
    if (asked !== this.asked || form !== this.handlers.subject().form) return;
    this.element.removeAttribute("aria-busy");
    if (!preview) return;
    this.latest = preview;
    form?.show(preview.errors);
    const inFields = form !== null && preview.errors.some((error) => error.path.length > 0);
    this.element.replaceChildren(
      inFields
        ? h("p", { class: "wb-quiet" }, "Fill in the form to see what the rule would change.")
        : previewBody(preview, form !== null),
    );
    this.handlers.answered();
  }
}
