/** The part of an annotation card that depends on what is asked. */

import type { Answer, LabelSchema, QueueInfo, ReviewItem } from "../../protocol.js";
import type { Action, Host } from "../contract.js";

export interface Asked {
  readonly item: ReviewItem;
  readonly queue: QueueInfo;
  readonly schema: LabelSchema;
  readonly host: Host;
}

export interface Part {
  readonly element: HTMLElement | null;
  /** Columns that it shows itself: images, sounds, the text. */
  readonly shows?: readonly string[];
  actions(): readonly Action[];
  press?(key: string): boolean;
  readonly keys?: readonly (readonly [string, string])[];
  readonly field?: HTMLElement;
  close?(): void;
}

/** The judgement that saves what was marked; `why` says why it cannot be saved yet. */
export function saving(answer: Answer, outcome: string, why: string | null = null): Action {
  return {
    test: "save",
    keys: ["enter"],
    label: "Save",
    verdict: "choose",
    primary: true,
    answer,
    outcome,
    ...(why === null ? {} : { unavailable: why }),
  };
}
