/** One cell of the grid: the usual text in one step, everything odd made visible. */

import { h } from "../dom.js";
import type { Mark } from "../protocol.js";
import { valueElement } from "../values.js";

/** Nothing at its ends, no control, direction or zero-width character in it. */
const PLAIN =
  /^[^\s\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff](?:[^\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]*[^\s\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff])?$/;

export const SIGNS: Readonly<
  Record<Mark["kind"], { readonly name: string; readonly sign: string }>
> = {
  issue: { name: "Issue", sign: "◥" },
  changed: { name: "Changed", sign: "◣" },
  decided: { name: "Decided", sign: "●" },
};

export interface CellContent {
  /** Undefined while it is not known. */
  readonly text: string | null | undefined;
  readonly cut: boolean;
  readonly marks: readonly Mark[];
}

/** A text whose first letter is written from right to left. */
const RIGHT_TO_LEFT = /^\P{L}*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** An element that shows one cell after another. */
export class CellView {
  readonly element: HTMLElement;
  private readonly node = document.createTextNode("");
  private text: string | null | undefined = undefined;
  private cut = false;
  private marks: readonly Mark[] = [];
  private simple = true;
  private selected = false;
  private classes = "wb-wait";

  constructor(role: "gridcell" | "rowheader") {
    this.element = h("div", { class: "wb-cell wb-wait", role, dir: "auto" }, this.node);
  }

  show(content: CellContent, classes: string): void {
    this.style(content.text === undefined ? `${classes} wb-wait`.trim() : classes);
    const { text, cut, marks } = content;
    if (text === this.text && cut === this.cut && sameMarks(marks, this.marks)) return;
    this.text = text;
    this.cut = cut;
    this.marks = marks;
    if (typeof text === "string" && !cut && !marks.length && PLAIN.test(text)) {
      if (!this.simple) {
        this.element.replaceChildren(this.node);
        this.element.dir = "auto";
      }
      this.simple = true;
      this.node.data = text;
    } else this.odd(text, cut, marks);
  }

  select(on: boolean): void {
    if (on === this.selected) return;
    this.selected = on;
    if (on) this.element.setAttribute("aria-selected", "true");
    else this.element.removeAttribute("aria-selected");
  }

  index(left: number, width: number): void {
    const { style } = this.element;
    style.left = `${left}px`;
    style.width = `${width}px`;
  }

  private odd(text: string | null | undefined, cut: boolean, marks: readonly Mark[]): void {
    if (text === undefined) {
      if (!this.simple) this.element.replaceChildren(this.node);
      this.simple = true;
      this.node.data = "";
      return;
    }
    this.simple = false;
    const lines = text?.replace(/\r\n|\r|\n/g, "↵").replace(/\t/g, "⇥") ?? null;
    const kinds = [...new Set(marks.map((mark) => mark.kind))];
    // The cell's own direction is its text's: what does not fit is cut at the text's end.
    this.element.dir = RIGHT_TO_LEFT.test(lines ?? "") ? "rtl" : "auto";
    this.element.replaceChildren(
      valueElement(lines),
      ...(cut ? ["…"] : []),
      ...kinds.map((kind) => sign(kind)),
    );
  }

  private style(classes: string): void {
    if (classes === this.classes) return;
    this.classes = classes;
    this.element.className = `wb-cell ${classes}`.trim();
  }
}

/** The corner that says there is something to know about the cell. */
function sign(kind: Mark["kind"]): HTMLElement {
  const { name } = SIGNS[kind];
  return h("i", { class: `wb-corner wb-corner-${kind}`, role: "img", "aria-label": `(${name})` });
}

function sameMarks(left: readonly Mark[], right: readonly Mark[]): boolean {
  return left === right || (left.length === 0 && right.length === 0);
}
