/** Keeps how the view was left, a moment after the last change. */

import type { DatasetClient } from "../client.js";

const PAUSE = 800;

export class Keeper {
  /** Whether something was changed before what was kept could be given back. */
  touched = false;
  private begun = false;
  private timer = 0;
  private last = "";

  constructor(
    private readonly client: DatasetClient,
    private readonly state: () => object,
    private readonly stores: boolean,
  ) {}

  /** What was kept last, null where there is nothing. */
  async kept(): Promise<unknown> {
    if (!this.stores) return null;
    return (await this.client.call("kept", {})).state;
  }

  /** From now on changes are kept, those made so far among them. */
  begin(): void {
    this.begun = true;
    if (this.touched) this.soon();
    else this.last = JSON.stringify(this.state());
  }

  soon(): void {
    if (!this.begun) {
      this.touched = true;
      return;
    }
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), PAUSE);
  }

  close(): void {
    window.clearTimeout(this.timer);
    if (this.begun) this.send();
  }

  private send(): void {
    if (!this.stores) return;
    const state = this.state();
    const text = JSON.stringify(state);
    if (text === this.last) return;
    this.last = text;
    // A state that is not kept is no loss worth a word.
    this.client.call("keep", { state: state as Record<string, unknown> }).catch(() => {
      this.last = "";
    });
  }
}
