/** Passages of a text: marked with the mouse, or word by word with the keyboard. */

import { h } from "../../dom.js";
import type { Span } from "../../protocol.js";
import { brief, count, plain } from "../../values.js";
import { CHOICE_KEYS } from "../choices.js";
import { record } from "../contract.js";
import { colour } from "./colours.js";
import { type Word, added, pieces, points, trimmed, units, wordsOf } from "./marks.js";
import { type Asked, type Part, saving } from "./part.js";

export function spans(asked: Asked): Part {
  return new SpansPart(asked);
}

class SpansPart implements Part {
  readonly element: HTMLElement;
  readonly shows: readonly string[];
  readonly keys = [
    ["← →", "go to a word"],
    ["Space", "begin to mark, or stop"],
    ["1 – 9", "mark the words with a label"],
    ["X", "remove the span at the word"],
  ] as const;
  private readonly text: string;
  private readonly words: readonly Word[];
  private readonly prose = h("div", {
    class: "wb-prose wb-marked",
    test: "spans-text",
    dir: "auto",
  });
  private readonly listed = h("ul", { class: "wb-span-list", test: "spans-list" });
  private made: readonly Span[] = [];
  private at = 0;
  private from: number | null = null;

  constructor(private readonly asked: Asked) {
    const { column, value } = record(asked.item.payload["text"]);
    this.text = plain(value) ?? "";
    this.shows = typeof column === "string" ? [column] : [];
    this.words = wordsOf(this.text);
    this.prose.addEventListener("pointerup", () => this.takeSelection());
    this.element = h(
      "div",
      { class: "wb-spans-card" },
      this.labels(),
      this.prose,
      h(
        "p",
        { class: "wb-quiet" },
        "Mark a passage with the mouse, then press or click its label.",
      ),
      this.listed,
    );
    this.draw();
  }

  actions() {
    const outcome = this.made.length ? count(this.made.length, "span") : "no span";
    return [saving({ spans: this.made }, outcome)];
  }

  press(key: string): boolean {
    if (key === "arrowright" || key === "arrowleft") return this.go(key === "arrowright" ? 1 : -1);
    if (key === " ") {
      this.from = this.from === null ? this.at : null;
      this.asked.host.say(this.from === null ? "Not marking" : "Marking from here");
      this.draw();
      return true;
    }
    if (key === "x" || key === "delete") return this.removeHere();
    const label = this.labelled.findIndex((_, position) => CHOICE_KEYS[position] === key);
    if (label < 0) return false;
    return this.mark(label);
  }

  private get labelled(): readonly (string | number | null)[] {
    const { labels } = this.asked.schema;
    return labels.length ? labels : [null];
  }

  private labels(): HTMLElement {
    return h(
      "div",
      { class: "wb-mark-labels", role: "group", "aria-label": "Labels" },
      ...this.labelled.map((label, position) => {
        const key = CHOICE_KEYS[position];
        const element = h(
          "button",
          { type: "button", class: "wb-button wb-mark-label", test: `mark-${position + 1}` },
          key === undefined ? null : h("kbd", { "aria-hidden": "true" }, key.toUpperCase()),
          h("bdi", { dir: "auto" }, label === null ? "mark" : brief(label, 30)),
        );
        element.style.setProperty("--wb-mark", colour(position));
        // A press would take the selection away before the click comes.
        element.addEventListener("pointerdown", (event) => event.preventDefault());
        element.addEventListener("click", () => this.mark(position));
        return element;
      }),
    );
  }

  private go(step: number): boolean {
    this.at = Math.max(0, Math.min(this.words.length - 1, this.at + step));
    const word = this.words[this.at];
    if (word) this.asked.host.say(this.text.slice(word.start, word.end));
    getSelection()?.removeAllRanges();
    this.draw();
    this.prose.querySelector(".wb-word-at")?.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** The place that is marked now, in UTF-16 units: with the mouse, else by words. */
  private marked(): Word | null {
    const chosen = this.selected();
    if (chosen) return chosen;
    const ends = [this.from ?? this.at, this.at].sort((a, b) => a - b);
    const [first, last] = ends.map((position) => this.words[position]);
    return first && last ? { start: first.start, end: last.end } : null;
  }

  private selected(): Word | null {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!this.prose.contains(range.commonAncestorContainer)) return null;
    const before = document.createRange();
    before.selectNodeContents(this.prose);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length;
    return trimmed(this.text, start, start + range.toString().length);
  }

  private takeSelection(): void {
    const chosen = this.selected();
    // With one kind of mark there is nothing to choose.
    if (chosen && this.labelled.length === 1) this.mark(0);
  }

  private mark(position: number): boolean {
    const place = this.marked();
    if (!place) return true;
    const label = this.labelled[position] ?? null;
    this.made = added(this.made, {
      start: points(this.text, place.start),
      end: points(this.text, place.end),
      label,
    });
    this.from = null;
    getSelection()?.removeAllRanges();
    const words = this.text.slice(place.start, place.end);
    return this.changed(`${brief(words, 40)}: ${label === null ? "marked" : brief(label)}`);
  }

  private removeHere(): boolean {
    const word = this.words[this.at];
    const last = word
      ? this.made
          .filter(
            ({ start, end }) =>
              units(this.text, start) <= word.start && units(this.text, end) >= word.end,
          )
          .at(-1)
      : undefined;
    return last ? this.remove(last) : true;
  }

  private remove(span: Span): boolean {
    this.made = this.made.filter((other) => other !== span);
    return this.changed("Span removed");
  }

  private changed(what: string): boolean {
    this.draw();
    this.asked.host.say(what);
    this.asked.host.changed();
    return true;
  }

  private draw(): void {
    const places = this.made.map(({ start, end }) => ({
      start: units(this.text, start),
      end: units(this.text, end),
    }));
    const word = this.words[this.at];
    const first = this.from === null ? undefined : this.words[Math.min(this.from, this.at)];
    const last = this.from === null ? undefined : this.words[Math.max(this.from, this.at)];
    const pending = first && last ? { start: first.start, end: last.end } : null;
    const every = [...places, ...(pending ? [pending] : []), ...(word ? [word] : [])];
    this.prose.replaceChildren(
      ...pieces(this.text.length, every).map(({ start, end, within }) => {
        const part = h("span", {}, this.text.slice(start, end));
        const cover = within.filter((index) => index < places.length);
        const top = cover.at(-1);
        if (top !== undefined) {
          const position = this.labelled.indexOf(this.made[top]?.label ?? null);
          part.classList.add("wb-span");
          part.style.setProperty("--wb-mark", colour(position));
        }
        if (pending && within.includes(places.length)) part.classList.add("wb-marking");
        if (word && within.includes(every.length - 1)) part.classList.add("wb-word-at");
        return part;
      }),
    );
    this.listed.replaceChildren(...this.made.map((span) => this.line(span)));
  }

  private line(span: Span): HTMLElement {
    const words = this.text.slice(units(this.text, span.start), units(this.text, span.end));
    const gone = h(
      "button",
      {
        type: "button",
        class: "wb-link",
        test: "remove-span",
        "aria-label": `Remove ${brief(words)}`,
      },
      "remove",
    );
    gone.addEventListener("click", () => this.remove(span));
    const label = span.label ?? null;
    const mark = h("b", { class: "wb-span-name" }, label === null ? "marked" : brief(label));
    mark.style.setProperty("--wb-mark", colour(this.labelled.indexOf(label)));
    return h("li", {}, mark, " ", h("bdi", { dir: "auto" }, brief(words, 80)), " ", gone);
  }
}
