/** Which version of the table is shown, and whether a newer source has been added. */

import type { DatasetClient } from "../client.js";
import { h } from "../dom.js";
import { messageOf } from "../errors.js";
import type { Exploration } from "../explore/state.js";
import type { TableInfo } from "../protocol.js";

export interface VersionHandlers {
  readonly say: (text: string) => void;
  /** Show what went wrong or came, and offer to `act` on it. */
  readonly warn: (text: string, label?: string, act?: () => void) => void;
}

/** How often a newer source is looked for, in milliseconds. */
const LOOK_AGAIN = 30_000;

export class Versions {
  readonly element: HTMLSelectElement;
  private newest: string;
  private dismissed = "";
  private timer = 0;

  constructor(
    private readonly client: Pick<DatasetClient, "call">,
    private readonly state: Exploration,
    private readonly handlers: VersionHandlers,
  ) {
    this.newest = state.table.newest;
    this.element = h("select", { class: "wb-versions", "aria-label": "Version", test: "versions" });
    this.element.addEventListener("change", () => void this.open(this.element.value));
  }

  async open(version: string): Promise<void> {
    const { say, warn } = this.handlers;
    try {
      this.state.load(await this.client.call("open", { version }));
      say(`Version ${this.element.selectedOptions[0]?.textContent ?? version} is shown.`);
    } catch (error) {
      warn(messageOf(error));
      this.list(this.state.table);
    }
  }

  /** Look from time to time whether versions were added. */
  watch(): void {
    this.close();
    this.timer = window.setInterval(() => void this.look(), LOOK_AGAIN);
  }

  close(): void {
    window.clearInterval(this.timer);
  }

  /** Look whether versions were added; the table that is shown stays as it is. */
  async look(): Promise<void> {
    if (document.hidden) return;
    try {
      const now = await this.client.call("open", { count: 0 });
      this.list(now);
      if (now.newest === this.newest || now.newest === this.dismissed) return;
      this.handlers.warn("A newer source version of this table has been added.", "Show it", () => {
        this.newest = now.newest;
        void this.open(now.newest);
      });
      this.dismissed = now.newest;
    } catch {
      // What is shown still stands; a question that matters says what is wrong.
    }
  }

  /** Offer the versions that a table has. */
  list(info: TableInfo): void {
    const options = info.versions.map(({ id, title }) => h("option", { value: id }, title));
    this.element.replaceChildren(...options);
    this.element.value = this.state.version;
    this.element.hidden = info.versions.length < 2;
  }
}
