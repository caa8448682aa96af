/** Boxes over an image: drawn, moved and resized with the mouse, a finger or the keyboard. */

import { h } from "../../dom.js";
import { messageOf } from "../../errors.js";
import type { Answer, Box } from "../../protocol.js";
import { brief, count, sentence } from "../../values.js";
import { CHOICE_KEYS } from "../choices.js";
import { list, record } from "../contract.js";
import { colour } from "./colours.js";
import {
  type Corner,
  type Point,
  type Size,
  between,
  moved,
  opposite,
  resized,
} from "./geometry.js";
import { type Asked, type Part, saving } from "./part.js";

const CORNERS: readonly Corner[] = ["nw", "ne", "sw", "se"];
const ZOOMS = [1, 1.5, 2, 3, 4, 6] as const;

export function boxes(asked: Asked): Part {
  return new BoxesPart(asked);
}

/** What a pointer does until it is let go. */
interface Drag {
  readonly from: Point;
  readonly corner: boolean;
  readonly index: number | null;
  readonly start: Box | null;
}

class BoxesPart implements Part {
  readonly element: HTMLElement;
  readonly shows: readonly string[];
  readonly keys = [
    ["B", "add a box in the middle"],
    ["Arrows", "move the box"],
    ["R", "arrows resize the box, or move it"],
    ["Tab", "go to the next box"],
    ["1 – 9", "name the box"],
    ["X", "delete the box"],
    ["+ −", "zoom"],
  ] as const;
  private readonly picture = h("img", { class: "wb-canvas-image", alt: "", draggable: "false" });
  private readonly layer = h("div", { class: "wb-canvas-layer", test: "boxes-layer" });
  private readonly canvas: HTMLElement;
  private readonly view: HTMLElement;
  private readonly told = h("p", { class: "wb-quiet", test: "boxes-told" }, "Loading…");
  private size: Size | null = null;
  private made: Box[] = [];
  private at: number | null = null;
  private label = 0;
  private resizing = false;
  private zoom = 0;
  private drag: Drag | null = null;
  private readonly hidden = new Set<number>();

  constructor(private readonly asked: Asked) {
    const media = Object.keys(record(asked.item.payload["media"]));
    this.shows = media.slice(0, 1);
    this.canvas = h("div", { class: "wb-canvas", test: "boxes-canvas" }, this.picture, this.layer);
    this.view = h("div", { class: "wb-canvas-view" }, this.canvas);
    this.layer.addEventListener("pointerdown", (event) => this.begin(event));
    this.layer.addEventListener("pointermove", (event) => this.pull(event));
    this.layer.addEventListener("pointerup", (event) => this.end(event));
    this.layer.addEventListener("pointercancel", () => this.stop());
    this.element = h(
      "div",
      { class: "wb-boxes-card" },
      this.labels(),
      this.people(),
      this.view,
      this.told,
    );
    if (media[0] !== undefined) void this.load(media[0]);
  }

  actions() {
    const outcome = this.made.length ? count(this.made.length, "box", "boxes") : "no box";
    const why = this.size ? null : "The image is not there: say that you can’t tell, or skip.";
    return [saving({ boxes: this.made }, outcome, why)];
  }

  press(key: string): boolean {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      arrowleft: [-1, 0],
      arrowright: [1, 0],
      arrowup: [0, -1],
      arrowdown: [0, 1],
    };
    const step = steps[key];
    if (step) return this.nudge(step[0], step[1]);
    if (key === "b") return this.addInTheMiddle();
    if (key === "r") return this.changeMode();
    if (key === "x" || key === "delete") return this.remove();
    if (key === "tab") return this.next();
    if (key === "+" || key === "=" || key === "-") return this.zoomBy(key === "-" ? -1 : 1);
    const label = this.named.findIndex((_, position) => CHOICE_KEYS[position] === key);
    return label < 0 ? false : this.name(label);
  }

  private get named(): readonly (string | number | null)[] {
    const { labels } = this.asked.schema;
    return labels.length ? labels : [null];
  }

  private async load(column: string): Promise<void> {
    try {
      const { url, width, height } = await this.asked.host.image(column);
      if (!/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=]*$/.test(url))
        throw new Error("no image was sent");
      this.picture.src = url;
      this.size = { width, height };
      this.canvas.style.aspectRatio = `${width} / ${height}`;
      this.told.textContent = `${width} × ${height} pixels. Drag to draw a box; B adds one by keyboard.`;
      this.draw();
    } catch (error) {
      this.told.textContent = `No image: ${sentence(messageOf(error))}`;
      this.told.classList.add("wb-no-image");
    }
    this.asked.host.changed();
  }

  // -- the mouse ---------------------------------------------------------------------------------

  private point(event: PointerEvent): Point {
    const { left, top, width, height } = this.layer.getBoundingClientRect();
    const size = this.size ?? { width: 1, height: 1 };
    return {
      x: ((event.clientX - left) / width) * size.width,
      y: ((event.clientY - top) / height) * size.height,
    };
  }

  private begin(event: PointerEvent): void {
    if (!this.size || event.button !== 0) return;
    event.preventDefault();
    this.layer.setPointerCapture(event.pointerId);
    const target = event.target as HTMLElement;
    const corner = target.dataset["corner"] as Corner | undefined;
    const frame = target.closest<HTMLElement>("[data-box]");
    const index = frame ? Number(frame.dataset["box"]) : null;
    const box = index === null ? null : (this.made[index] ?? null);
    if (index !== null) this.at = index;
    const from = corner && box ? opposite(box, corner) : this.point(event);
    this.drag = { from, corner: corner !== undefined, index, start: box };
    this.draw();
  }

  private pull(event: PointerEvent): void {
    const box = this.pulled(event);
    if (!box || !this.drag) return;
    if (this.drag.index === null) this.draw(box);
    else {
      this.made[this.drag.index] = box;
      this.draw();
    }
  }

  private pulled(event: PointerEvent): Box | null {
    const { drag, size } = this;
    if (!drag || !size) return null;
    const to = this.point(event);
    if (drag.start && !drag.corner)
      return moved(drag.start, to.x - drag.from.x, to.y - drag.from.y, size);
    return between(drag.from, to, size, drag.start ? drag.start.label : this.named[this.label]);
  }

  private end(event: PointerEvent): void {
    const box = this.pulled(event);
    const { drag } = this;
    this.stop();
    if (!drag || !box) {
      if (drag?.index === null) this.at = null;
      this.draw();
      return;
    }
    if (drag.index === null) this.at = this.made.push(box) - 1;
    else this.made[drag.index] = box;
    this.changed(drag.index === null ? "Box drawn" : "Box changed");
  }

  private stop(): void {
    this.drag = null;
  }

  // -- the keyboard ------------------------------------------------------------------------------

  private nudge(dx: number, dy: number): boolean {
    const box = this.at === null ? undefined : this.made[this.at];
    if (!box || !this.size || this.at === null) return true;
    // One pixel of the screen, but at least one of the image.
    const shown = this.layer.getBoundingClientRect().width || 1;
    const step = Math.max(1, this.size.width / shown);
    const change = this.resizing ? resized : moved;
    this.made[this.at] = change(box, dx * step, dy * step, this.size);
    return this.changed("");
  }

  private addInTheMiddle(): boolean {
    if (!this.size) return true;
    const { width, height } = this.size;
    const box = between(
      { x: width * 0.375, y: height * 0.375 },
      { x: width * 0.625, y: height * 0.625 },
      this.size,
      this.named[this.label],
    );
    if (!box) return true;
    this.at = this.made.push(box) - 1;
    return this.changed("Box added in the middle; arrows move it, R lets them resize it");
  }

  private changeMode(): boolean {
    this.resizing = !this.resizing;
    this.draw();
    this.asked.host.say(this.resizing ? "Arrows resize the box" : "Arrows move the box");
    return true;
  }

  private remove(): boolean {
    if (this.at === null) return true;
    this.made.splice(this.at, 1);
    this.at = this.made.length ? this.made.length - 1 : null;
    return this.changed("Box deleted");
  }

  private next(): boolean {
    const next = (this.at ?? -1) + 1;
    this.at = next < this.made.length ? next : null;
    this.draw();
    if (this.at === null) return false; // after the last one the keyboard goes on
    const box = this.made[this.at];
    this.asked.host.say(`Box ${this.at + 1} of ${this.made.length}: ${nameOf(box)}`);
    return true;
  }

  private name(position: number): boolean {
    this.label = position;
    const box = this.at === null ? undefined : this.made[this.at];
    if (box && this.at !== null)
      this.made[this.at] = { ...box, label: this.named[position] ?? null };
    return this.changed(brief(this.named[position] ?? "box"));
  }

  private zoomBy(step: number): boolean {
    this.zoom = Math.max(0, Math.min(ZOOMS.length - 1, this.zoom + step));
    const factor = ZOOMS[this.zoom] ?? 1;
    this.canvas.style.width = `${factor * 100}%`;
    this.asked.host.say(`Zoom ${factor}`);
    return true;
  }

  private changed(what: string): boolean {
    this.draw();
    if (what) this.asked.host.say(what);
    this.asked.host.changed();
    return true;
  }

  // -- what is seen ------------------------------------------------------------------------------

  private labels(): HTMLElement {
    const zoom = (sign: string, step: number, test: string) => {
      const element = h("button", { type: "button", class: "wb-button", test }, sign);
      element.addEventListener("click", () => this.zoomBy(step));
      return element;
    };
    return h(
      "div",
      { class: "wb-mark-labels", role: "group", "aria-label": "Names of boxes" },
      ...this.named.map((label, position) => {
        const key = CHOICE_KEYS[position];
        const element = h(
          "button",
          { type: "button", class: "wb-button wb-mark-label", test: `name-${position + 1}` },
          key === undefined ? null : h("kbd", { "aria-hidden": "true" }, key.toUpperCase()),
          h("bdi", { dir: "auto" }, label === null ? "box" : brief(label, 30)),
        );
        element.style.setProperty("--wb-mark", colour(position));
        element.dataset["label"] = String(position);
        element.addEventListener("click", () => this.name(position));
        return element;
      }),
      zoom("−", -1, "zoom-out"),
      zoom("+", 1, "zoom-in"),
    );
  }

  /** Whose boxes are seen beside one's own, where votes are compared: each can be hidden. */
  private people(): HTMLElement | null {
    const votes = this.votes();
    if (votes.length === 0) return null;
    return h(
      "div",
      { class: "wb-people", test: "people" },
      ...votes.map((_, position) => {
        const box = h("input", { type: "checkbox", test: `person-${position + 1}` });
        box.checked = true;
        box.addEventListener("change", () => {
          if (box.checked) this.hidden.delete(position);
          else this.hidden.add(position);
          this.draw();
        });
        const line = h("label", { class: "wb-check" }, box, `Answer ${position + 1}`);
        line.style.setProperty("--wb-mark", colour(position));
        return line;
      }),
    );
  }

  private votes(): readonly (readonly Box[])[] {
    return list(this.asked.item.payload["votes"]).map(
      (vote) => (record(vote)["answer"] as Answer | undefined)?.boxes ?? [],
    );
  }

  private draw(pending: Box | null = null): void {
    for (const element of this.element.querySelectorAll<HTMLElement>("[data-label]"))
      element.classList.toggle("wb-chosen", element.dataset["label"] === String(this.label));
    const own = this.made.map((box, index) => this.frame(box, index));
    const others = this.votes().flatMap((given, position) =>
      this.hidden.has(position) ? [] : given.map((box) => this.ghost(box, position)),
    );
    this.layer.replaceChildren(
      ...others,
      ...own,
      ...(pending ? [this.ghost(pending, this.label)] : []),
    );
  }

  private place(element: HTMLElement, box: Box): HTMLElement {
    const { width, height } = this.size ?? { width: 1, height: 1 };
    element.style.left = `${(box.x1 / width) * 100}%`;
    element.style.top = `${(box.y1 / height) * 100}%`;
    element.style.width = `${((box.x2 - box.x1) / width) * 100}%`;
    element.style.height = `${((box.y2 - box.y1) / height) * 100}%`;
    return element;
  }

  private ghost(box: Box, position: number): HTMLElement {
    const element = h("div", { class: "wb-box wb-ghost", test: "ghost" });
    element.style.setProperty("--wb-mark", colour(position));
    return this.place(element, box);
  }

  private frame(box: Box, index: number): HTMLElement {
    const element = h(
      "div",
      { class: "wb-box", test: "box", "data-box": index },
      h("span", { class: "wb-box-name", dir: "auto" }, nameOf(box)),
      ...CORNERS.map((corner) => h("i", { class: "wb-corner", "data-corner": corner })),
    );
    element.style.setProperty("--wb-mark", colour(this.named.indexOf(box.label ?? null)));
    element.classList.toggle("wb-chosen", index === this.at);
    element.classList.toggle("wb-resizing", index === this.at && this.resizing);
    return this.place(element, box);
  }
}

function nameOf(box: Box | undefined): string {
  return box?.label === null || box?.label === undefined ? "" : brief(box.label, 30);
}
