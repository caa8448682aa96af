/** Are these one value, spelled differently? Which spelling stays, and which are something else. */

import { h } from "../dom.js";
import type { QueueInfo, ReviewItem } from "../protocol.js";
import { brief, plain, valueElement } from "../values.js";
import {
  type Action,
  type Card,
  type Host,
  type OpenCard,
  type DecisionSummary,
  list,
  record,
  scalars,
} from "./contract.js";
import { reason } from "./fields.js";

interface Member {
  /** As the decision names it; the text shown may be cut. */
  readonly name: string;
  readonly shown: unknown;
  readonly count: number;
}

/** More than this does not travel in an answer. */
const LONGEST = 1000;

class Cluster implements OpenCard {
  readonly element: HTMLElement;
  readonly keys = [
    ["1 – 9", "keep this spelling"],
    ["↑ ↓", "move between the spellings"],
    ["X or Space", "remove the marked spelling, or add it back"],
  ] as const;
  private readonly members: readonly Member[];
  private readonly out = new Set<string>();
  private stays: string;
  private at = 0;
  private readonly rows: readonly HTMLTableRowElement[];

  constructor(
    private readonly item: ReviewItem,
    private readonly host: Host,
  ) {
    this.members = membersOf(item);
    this.stays = plain(item.target["canonical"]) ?? this.members[0]?.name ?? "";
    this.rows = this.members.map((member, index) => this.row(member, index));
    this.element = this.render();
    this.draw();
  }

  actions(): readonly Action[] {
    const merged = this.members.filter(({ name }) => name !== this.stays && !this.out.has(name));
    const suggested = this.out.size === 0 && this.stays === plain(this.item.target["canonical"]);
    const excluded = [...this.out];
    const long = [this.stays, ...excluded].some((name) => name.length > LONGEST);
    const outcome = `${merged.length} to ${brief(this.stays, 40)}`;
    const why =
      merged.length === 0
        ? "All other values are taken out: reject the cluster instead."
        : !suggested && long
          ? "One of these values is too long to be named; accept or reject the cluster as it is."
          : null;
    const accept: Action = {
      test: "accept",
      keys: ["a", "enter"],
      label: suggested ? "Accept cluster" : `Accept: ${merged.length} to ${brief(this.stays, 20)}`,
      primary: true,
      outcome,
      ...(suggested ? { verdict: "accept" } : { verdict: "choose", choice: this.stays, excluded }),
      ...(why === null ? {} : { unavailable: why }),
    };
    return [
      accept,
      {
        test: "reject",
        keys: ["r", "k"],
        label: "They differ",
        verdict: "reject",
        outcome: "they differ",
      },
    ];
  }

  press(key: string): boolean {
    const digit = /^[1-9]$/.test(key) ? Number(key) - 1 : null;
    const member = digit === null ? undefined : this.members[digit];
    if (member) return this.keep(member, digit ?? 0);
    if (key === "arrowdown" || key === "arrowup") return this.go(key === "arrowdown" ? 1 : -1);
    const marked = this.members[this.at];
    if ((key === "x" || key === " ") && marked) return this.toggle(marked);
    return digit !== null;
  }

  private go(step: number): boolean {
    this.at = Math.max(0, Math.min(this.members.length - 1, this.at + step));
    this.draw();
    this.rows[this.at]?.scrollIntoView({ block: "nearest" });
    const marked = this.members[this.at];
    if (marked) this.host.say(`${brief(marked.shown)}, ${this.word(marked)}`);
    return true;
  }

  private keep(member: Member, index: number): boolean {
    this.stays = member.name;
    this.out.delete(member.name);
    this.at = index;
    return this.redraw(member);
  }

  private toggle(member: Member): boolean {
    if (member.name === this.stays) {
      this.host.say(
        "The spelling to keep cannot be removed; choose a different one to keep first.",
      );
      this.draw();
      return true;
    }
    if (!this.out.delete(member.name)) this.out.add(member.name);
    return this.redraw(member);
  }

  private redraw(member: Member): boolean {
    this.draw();
    this.host.say(`${brief(member.shown)}: ${this.word(member)}`);
    this.host.changed();
    return true;
  }

  private word(member: Member): string {
    if (member.name === this.stays) return "stays";
    return this.out.has(member.name) ? "taken out" : "becomes the spelling to keep";
  }

  private draw(): void {
    this.members.forEach((member, index) => {
      const row = this.rows[index];
      if (!row) return;
      const state = member.name === this.stays ? "stays" : this.out.has(member.name) ? "out" : "in";
      row.dataset["state"] = state;
      row.classList.toggle("wb-at", index === this.at);
      const [radio, box] = row.querySelectorAll("input");
      if (radio) radio.checked = state === "stays";
      if (box) {
        box.checked = state !== "out";
        box.disabled = state === "stays";
      }
      const word = row.querySelector(".wb-becomes");
      if (word) word.textContent = { stays: "stays", out: "left unchanged", in: "merged" }[state];
    });
  }

  private row(member: Member, index: number): HTMLTableRowElement {
    const named = brief(member.shown, 60);
    const radio = h("input", {
      type: "radio",
      name: `stays-${this.item.id}`,
      "aria-label": `Keep the spelling ${named}`,
      test: "member-stays",
    });
    const box = h("input", {
      type: "checkbox",
      "aria-label": `${named} belongs to the cluster`,
      test: "member-in",
    });
    radio.addEventListener("change", () => this.keep(member, index));
    box.addEventListener("change", () => {
      this.at = index;
      this.toggle(member);
    });
    return h(
      "tr",
      { test: "member", "data-state": "in" },
      h("td", {}, index < 9 ? h("kbd", { "aria-hidden": "true" }, String(index + 1)) : null),
      h("td", {}, radio),
      h("td", {}, box),
      h("td", {}, valueElement(member.shown)),
      h("td", { class: "wb-number" }, member.count.toLocaleString("en")),
      h("td", { class: "wb-becomes" }),
    );
  }

  private render(): HTMLElement {
    const heads = ["Key", "Stays", "In", "Spelling", "Rows", "Becomes"];
    const head = heads.map((text) => h("th", { scope: "col" }, text));
    return h(
      "div",
      { class: "wb-value-card" },
      reason(this.item.payload["why"]),
      h(
        "table",
        { class: "wb-members" },
        h("thead", {}, h("tr", {}, ...head)),
        h("tbody", {}, ...this.rows),
      ),
    );
  }
}

function membersOf(item: ReviewItem): Member[] {
  const shown = list(item.payload["members"]).map(record);
  return scalars(item.target["members"]).map((name, index) => ({
    name: String(name),
    shown: shown[index]?.["value"] ?? String(name),
    count: Number(shown[index]?.["count"] ?? 0),
  }));
}

function title(item: ReviewItem): string {
  const { column } = item.payload;
  return `${brief(column ?? item.target["column"], 30)}: ${brief(item.target["canonical"], 40)}`;
}

function describe({ verdict, choice, excluded }: DecisionSummary): string {
  if (verdict === "accept") return "accepted";
  if (verdict === "reject") return "they differ";
  const without = excluded?.length ? `, ${excluded.length} left out` : "";
  return `to ${brief(choice, 40)}${without}`;
}

export const valueCard: Card = {
  open: (item: ReviewItem, _queue: QueueInfo, host: Host) => new Cluster(item, host),
  title,
  describe,
};
