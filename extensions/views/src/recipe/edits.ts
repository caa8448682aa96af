/** Changes of single steps: which action asks for which edit, and how its end is outcome. */

import type { RecipeStep } from "../protocol.js";
import { brief } from "../values.js";
import type { ActionName } from "./actions.js";
import type { RecipeModel, Wanted } from "./model.js";

/** The actions that change a step where it stands. */
export type StepAction = Extract<ActionName, "accept" | "reject" | "toggle" | "remove">;

export class Edits {
  constructor(
    private readonly model: RecipeModel,
    private readonly say: (text: string) => void,
  ) {}

  /** Do it; where an action does not fit the step, nothing is done. */
  async apply(name: StepAction, step: RecipeStep): Promise<void> {
    const suggested = step.state === "suggested";
    if (name === "toggle") {
      if (suggested) return;
      const off = step.state === "on";
      return this.change(
        { action: off ? "disable" : "enable", step: step.id },
        `Switched ${off ? "off" : "on"}`,
        step,
      );
    }
    if (name === "accept") {
      if (suggested) return this.change({ action: "accept", step: step.id }, "Accepted", step);
      return;
    }
    // One key does both: what is suggested is rejected, what is accepted is taken out.
    const action = suggested ? "reject" : "remove";
    return this.change({ action, step: step.id }, suggested ? "Rejected" : "Removed", step);
  }

  async move(step: RecipeStep, position: number): Promise<void> {
    return this.change(
      { action: "move", step: step.id, place: position },
      `Moved to position ${position + 1}`,
      step,
    );
  }

  async travel(action: "undo" | "redo"): Promise<void> {
    const what = this.model.state?.[action] ?? null;
    if (what === null && this.model.pending === 0) {
      this.say(`Nothing to ${action}.`);
      return;
    }
    const words = action === "undo" ? "Undone" : "Done again";
    if (await this.model.edit({ action })) this.say(what === null ? words : `${words}: ${what}`);
  }

  private async change(wanted: Wanted, outcome: string, step: RecipeStep): Promise<void> {
    if (wanted.step !== undefined && wanted.action !== "move" && this.model.busy(wanted.step)) {
      const turns = wanted.action === "disable" || wanted.action === "enable";
      if (!turns) return; // a key pressed twice
    }
    if (await this.model.edit(wanted)) this.say(`${outcome}: ${brief(step.title, 80)}`);
  }
}
