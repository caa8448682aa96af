/** What went wrong with a question, in a strip with what can be done about it. */

import { button, h } from "../dom.js";
import type { DatasetClient } from "../client.js";
import { ClientError, messageOf } from "../errors.js";
import { sentence } from "../values.js";
import type { Exploration } from "./state.js";

const GONE = new Set(["ConflictError", "NotFoundError", "MissingColumnError"]);

export interface TroubleOptions {
  readonly client: DatasetClient;
  readonly state: Exploration;
  readonly retry: () => void;
}

export class Trouble {
  readonly element = h("div", { class: "wb-trouble", role: "alert", hidden: true });
  private shown = "";
  private stays = false;

  constructor(private readonly options: TroubleOptions) {}

  /** Show an error, or nothing where there is none; what has changed stays until it is reloaded. */
  show(error: unknown): void {
    if (error === null && this.stays) return;
    const gone = error instanceof ClientError && GONE.has(error.type);
    const said = sentence(messageOf(error ?? ""));
    this.say(error === null ? "" : gone ? `The table has changed. ${said}` : said, gone);
  }

  /** The table is not the one that was opened. */
  changed(text: string): void {
    this.say(text, true);
  }

  private say(text: string, gone: boolean): void {
    this.stays = gone && text !== "";
    if (text === this.shown) return;
    this.shown = text;
    this.element.hidden = text === "";
    this.element.replaceChildren();
    if (!text) return;
    const again = gone
      ? button({ label: "Reload the table", test: "reload", onClick: () => void this.reload() })
      : button({ label: "Try again", test: "retry", onClick: () => this.retry() });
    this.element.append(h("span", { dir: "auto", test: "trouble" }, text), again);
  }

  private retry(): void {
    this.say("", false);
    this.options.retry();
  }

  private async reload(): Promise<void> {
    const { client, state } = this.options;
    try {
      const known = state.table.versions.find((one) => one.id === state.version);
      const version = known && !known.is_source ? state.version : null;
      const info = await client.call("open", { version });
      this.say("", false);
      state.load(info);
    } catch (error) {
      this.show(error);
    }
  }
}
