/** Small dialogs beside what they are about. Esc and a click elsewhere close them. */

import { type Child, h } from "../dom.js";

export interface PopoverOptions {
  readonly label: string;
  /** Beside what it opens: an element, or a rectangle on the screen. */
  readonly anchor: Element | DOMRect;
  /** Where the styles are: popovers are put into the view itself. */
  readonly root: HTMLElement;
  readonly test: string;
  readonly class?: string;
  /** Who gets the keyboard back. */
  readonly back?: HTMLElement | null;
  readonly closed?: () => void;
}

const GAP = 4;

export class Popover {
  readonly element: HTMLElement;
  private open = true;
  private readonly outside = (event: Event): void => {
    const target = event.composedPath()[0];
    if (target instanceof Node && !this.element.contains(target)) this.close(false);
  };

  constructor(
    private readonly options: PopoverOptions,
    ...children: readonly Child[]
  ) {
    this.element = h(
      "div",
      {
        class: `wb-popover ${options.class ?? ""}`.trim(),
        role: "dialog",
        "aria-label": options.label,
        popover: "manual",
        tabindex: -1,
        test: options.test,
      },
      ...children,
    );
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("focusout", (event) => this.left(event));
    options.root.append(this.element);
    this.element.showPopover?.();
    this.reposition();
    document.addEventListener("pointerdown", this.outside, true);
    this.element.addEventListener("wheel", (event) => event.stopPropagation(), { passive: true });
  }

  /** Put it below its anchor, or above, or where there is room. */
  reposition(): void {
    const { anchor } = this.options;
    const around = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const below = around.bottom + GAP;
    const fits = below + height <= window.innerHeight || around.top < height + GAP;
    const top = fits
      ? Math.min(below, window.innerHeight - height - GAP)
      : around.top - height - GAP;
    const left = Math.min(around.left, window.innerWidth - width - GAP);
    this.element.style.top = `${Math.max(GAP, top)}px`;
    this.element.style.left = `${Math.max(GAP, left)}px`;
  }

  get isOpen(): boolean {
    return this.open;
  }

  close(back = true): void {
    if (!this.open) return;
    this.open = false;
    document.removeEventListener("pointerdown", this.outside, true);
    const had = this.element.contains(document.activeElement);
    this.element.remove();
    if (back && had) this.options.back?.focus({ preventScroll: true });
    this.options.closed?.();
  }

  private key(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.close();
  }

  private left(event: FocusEvent): void {
    const to = event.relatedTarget;
    if (to instanceof Node && !this.element.contains(to)) this.close(false);
  }
}
