/** Which key does what: shown on request, for the card at hand. */

import type { Action } from "./cards/index.js";
import { h } from "./dom.js";

export const KEY_NAMES: Readonly<Record<string, string>> = { enter: "Enter", " ": "Space" };

/** Keys that the view itself knows. */
const OWN: readonly (readonly [string, string])[] = [
  ["Z or Backspace", "take the last decision back"],
  ["C", "write a comment on the decision"],
  ["G", "open or close the guideline"],
  ["H or ?", "show or hide these keys"],
  ["Esc", "leave a field, keep a decision unchanged, or release the keyboard"],
];

export function keyName(key: string): string {
  return KEY_NAMES[key] ?? key.toUpperCase();
}

export class Legend {
  readonly element = h("section", {
    class: "wb-legend",
    test: "legend",
    "aria-label": "Keys",
    hidden: true,
  });
  private shown = "";

  get open(): boolean {
    return !this.element.hidden;
  }

  toggle(): void {
    this.element.hidden = !this.element.hidden;
  }

  update(
    actions: readonly Action[],
    own: readonly (readonly [string, string])[],
    typed: string,
  ): void {
    const lines: (readonly [string, string])[] = [
      ...actions
        .filter(({ keys }) => keys.length > 0)
        .map(({ keys, label }) => [keys.map(keyName).join(" or "), label] as const),
      ...own,
      ...(typed ? [["O", typed] as const] : []),
      ...OWN,
    ];
    const signature = JSON.stringify(lines);
    if (signature === this.shown) return;
    this.shown = signature;
    const parts = lines.map(([keys, what]) =>
      h("div", {}, h("dt", {}, h("kbd", {}, keys)), h("dd", {}, h("bdi", { dir: "auto" }, what))),
    );
    this.element.replaceChildren(h("dl", {}, ...parts));
  }
}
