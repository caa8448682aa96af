/** Why a cell is marked: beside it while the pointer or the keyboard is on it. */

import { h } from "../dom.js";
import type { Mark } from "../protocol.js";
import { markList } from "./dialogs.js";

const DELAY = 180;

export class Tip {
  readonly element: HTMLElement;
  private timer = 0;
  private target: Element | null = null;

  constructor(id: string, root: HTMLElement) {
    this.element = h("div", {
      class: "wb-tip",
      role: "tooltip",
      id,
      popover: "manual",
      test: "tip",
    });
    root.append(this.element);
  }

  /** Show what is to be said about a cell, or nothing. */
  show(target: HTMLElement | null, marks: readonly Mark[], now = false): void {
    if (target === this.target && marks.length) return;
    this.hide();
    if (!target || !marks.length) return;
    this.target = target;
    this.timer = window.setTimeout(() => this.open(target, marks), now ? 0 : DELAY);
  }

  hide(): void {
    window.clearTimeout(this.timer);
    this.target?.removeAttribute("aria-describedby");
    this.target = null;
    if (this.element.matches(":popover-open")) this.element.hidePopover();
  }

  get visible(): boolean {
    return this.element.matches(":popover-open");
  }

  private open(target: HTMLElement, marks: readonly Mark[]): void {
    if (!target.isConnected) return;
    this.element.replaceChildren(markList(marks));
    this.element.showPopover();
    target.setAttribute("aria-describedby", this.element.id);
    const around = target.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const below = around.bottom + 4;
    const top = below + height > window.innerHeight ? around.top - height - 4 : below;
    this.element.style.left = `${Math.max(4, Math.min(around.left, window.innerWidth - width - 4))}px`;
    this.element.style.top = `${Math.max(4, top)}px`;
  }
}
