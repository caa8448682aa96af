/** One line above the tabs: what is worth knowing, and what can be done about it. */

import { h } from "../dom.js";

export class Banner {
  readonly element = h("div", { class: "wb-banner", role: "status", hidden: true });

  hide(): void {
    this.element.hidden = true;
  }

  /** Show a text in place of the one before, with a button that does `act`, if there is one. */
  show(text: string, label = "", act?: () => void): void {
    this.element.hidden = false;
    const close = (): void => this.hide();
    this.element.replaceChildren(
      h("span", { test: "banner" }, text),
      act ? choice(label, () => (close(), act()), "banner-act") : "",
      choice("Dismiss", close, "banner-close"),
    );
  }
}

function choice(name: string, run: () => void, test: string): HTMLElement {
  const element = h("button", { type: "button", class: "wb-button", test }, name);
  element.addEventListener("click", run);
  return element;
}
