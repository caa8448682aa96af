/** Which step has the focus, also when the steps around it change. */

import type { RecipeStep } from "../protocol.js";
import type { RecipeModel } from "./model.js";

export class StepFocus {
  id: string | null = null;
  private at = 0;

  constructor(private readonly model: RecipeModel) {}

  get step(): RecipeStep | null {
    return this.model.all.find((step) => step.id === this.id) ?? null;
  }

  /** Where the step in focus went away, the one that took its place gets the focus. */
  keep(): void {
    const { all } = this.model;
    const at = all.findIndex((step) => step.id === this.id);
    if (at >= 0) this.at = at;
    else this.id = all[Math.min(this.at, all.length - 1)]?.id ?? null;
  }

  put(id: string): void {
    this.id = id;
    this.at = this.model.all.findIndex((step) => step.id === id);
  }

  /** The step so many positions on, or the last one that way; none where there are no steps. */
  away(by: number): RecipeStep | undefined {
    const { all } = this.model;
    return all[Math.max(0, Math.min(all.length - 1, this.at + by))];
  }
}
