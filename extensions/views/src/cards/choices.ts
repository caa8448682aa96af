/** Labels to choose from, each with a key as far as there are keys. */

import type { QueueInfo, ReviewItem } from "../protocol.js";
import { brief } from "../values.js";
import { type Action, scalars } from "./contract.js";

/**
 * Digits, then the letters that no command has: a, k, r judge, u and n are "can't tell" and
 * "skip", z undoes, c, g, h, o open things.
 */
export const CHOICE_KEYS: readonly string[] = [..."1234567890", ..."bdefijlmpqstvwxy"];

/** The queue's labels; where it names none, the item's own. */
export function optionsOf(item: ReviewItem, queue: QueueInfo): readonly (string | number)[] {
  // The queue's order first: a key that means another label on the next item invites mistakes.
  return queue.options.length > 0 ? queue.options : scalars(item.payload["options"]);
}

export function choiceActions(options: readonly (string | number)[]): Action[] {
  return options.map((option, position) => ({
    test: `choice-${position + 1}`,
    keys: CHOICE_KEYS.slice(position, position + 1),
    label: brief(option, 32),
    verdict: "choose",
    choice: option,
    outcome: brief(option),
  }));
}
