/** The recipe as a view holds it: drawn at once, changed on the server one edit after the other. */

import type { DatasetClient } from "../client.js";
import { ClientError, messageOf } from "../errors.js";
import { newId } from "../ids.js";
import type { Edit, RecipeState, RecipeStep } from "../protocol.js";

export type Rule = Readonly<Record<string, unknown>>;

export interface Wanted {
  readonly action: Edit["action"];
  readonly step?: string;
  readonly place?: number;
  readonly rule?: Rule;
  readonly column?: string;
  readonly expected?: Readonly<Record<string, unknown>> | null;
  readonly why?: string;
  /** As it was seen; that of the step where there is none. */
  readonly stamp?: string;
}

interface Pending extends Wanted {
  readonly id: string;
  readonly settle: (done: boolean) => void;
}

/** Milliseconds after which an edit that nobody acknowledged is sent again, under the same id. */
const AGAIN = [400, 1200, 3000];

export class RecipeModel {
  /** As drawn: what the server said last, with the edits that are under way. */
  state: RecipeState | null = null;
  /** Why an edit was refused; null when all is well. */
  refused: string | null = null;
  /** Why the server cannot be reached; the edits wait. */
  unreachable: string | null = null;
  private confirmed: RecipeState | null = null;
  private readonly queue: Pending[] = [];
  private sending = false;
  private closed = false;

  constructor(
    private readonly client: DatasetClient,
    private readonly session: string,
    private readonly changed: () => void,
    private readonly stored: () => void,
  ) {}

  get pending(): number {
    return this.queue.length;
  }

  /** The accepted steps in order, then those suggested. */
  get all(): readonly RecipeStep[] {
    return this.state ? [...this.state.steps, ...this.state.suggested] : [];
  }

  /** Whether an edit of this step is under way. */
  busy(step: string): boolean {
    return this.queue.some((edit) => edit.step === step);
  }

  async load(): Promise<void> {
    try {
      const state = await this.client.call("recipe", { session: this.session });
      if (this.queue.length === 0) this.take(state);
      this.unreachable = null;
    } catch (error) {
      this.unreachable = messageOf(error);
    }
    this.draw();
  }

  /** Ask for a change; resolves with whether it was stored. */
  edit(wanted: Wanted): Promise<boolean> {
    this.refused = null;
    return new Promise((settle) => {
      this.queue.push({ ...wanted, id: newId(), settle });
      this.redraw();
      void this.send();
    });
  }

  /** Send what waits once more. */
  again(): void {
    this.unreachable = null;
    this.draw();
    if (this.queue.length > 0) void this.send();
    else void this.load();
  }

  dismiss(): void {
    this.refused = null;
    this.draw();
  }

  close(): void {
    this.closed = true;
  }

  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (let edit = this.queue[0]; edit && !this.closed; edit = this.queue[0]) {
      const outcome = await this.deliver(edit);
      if (outcome === "waiting") break;
      this.queue.shift();
      edit.settle(outcome === "stored");
      if (outcome === "stored") this.stored();
      this.redraw();
    }
    this.sending = false;
  }

  private async deliver(edit: Pending): Promise<"stored" | "refused" | "waiting"> {
    for (let tried = 0; ; tried += 1) {
      try {
        this.confirmed = await this.client.call("edit", this.request(edit));
        this.unreachable = null;
        return "stored";
      } catch (error) {
        if (!(error instanceof ClientError) || error.final) {
          this.refused = messageOf(error);
          await this.reload();
          return "refused";
        }
        const wait = AGAIN[tried];
        if (wait === undefined || this.closed) {
          this.unreachable = messageOf(error);
          this.draw();
          return "waiting";
        }
        await new Promise((go) => setTimeout(go, wait));
      }
    }
  }

  /** The stamps are those of what the server said last: of all that this view has seen. */
  private request(edit: Pending): Edit {
    const { id, action, place, rule, column, expected, why, stamp } = edit;
    const step = this.confirmed?.steps.find((one) => one.id === edit.step);
    return {
      id,
      action,
      session: this.session,
      ...(edit.step === undefined ? {} : { step: edit.step }),
      ...(place === undefined ? {} : { place }),
      ...(rule === undefined ? {} : { rule }),
      ...(column === undefined ? {} : { column }),
      ...(expected === undefined ? {} : { expected }),
      ...(why === undefined ? {} : { why }),
      ...(stamp === undefined ? {} : { stamp }),
      ...(edit.action === "move" && this.confirmed ? { order: this.confirmed.order } : {}),
      ...(step && edit.action !== "move" ? { stamp: step.stamp } : {}),
    };
  }

  private async reload(): Promise<void> {
    try {
      this.confirmed = await this.client.call("recipe", { session: this.session });
    } catch (error) {
      this.unreachable = messageOf(error);
    }
  }

  private take(state: RecipeState): void {
    this.confirmed = state;
    this.redraw();
  }

  private redraw(): void {
    if (!this.confirmed) return;
    this.state = this.queue.reduce(guessed, this.confirmed);
    this.draw();
  }

  private draw(): void {
    if (!this.closed) this.changed();
  }
}

/** The recipe as it will be, as far as that is plain; the server has the last word. */
function guessed(state: RecipeState, edit: Wanted): RecipeState {
  const at = state.steps.findIndex((step) => step.id === edit.step);
  const step = state.steps[at];
  if (!step) return state;
  if (edit.action === "disable" || edit.action === "enable") {
    const turned: RecipeStep = { ...step, state: edit.action === "enable" ? "on" : "off" };
    return { ...state, steps: state.steps.map((one) => (one === step ? turned : one)) };
  }
  if (edit.action === "move" && edit.place !== undefined) {
    const rest = state.steps.filter((one) => one !== step);
    return { ...state, steps: [...rest.slice(0, edit.place), step, ...rest.slice(edit.place)] };
  }
  return state;
}
