/** One cluster on the page: its spellings, what they become, and the button that merges them. */

import { button, h } from "../dom.js";
import type { MethodInfo, SpellingInfo } from "../protocol.js";
import { brief, count, valueElement } from "../values.js";
import { type Draft, mappingOf, obstacle, rowsOf } from "./draft.js";

export interface CardEvents {
  readonly tick: (value: string, on: boolean) => void;
  readonly target: (text: string) => void;
  readonly merge: () => void;
  readonly undo: () => void;
  readonly focused: () => void;
}

/** Characters of a value on the page; the rest is behind "show all". */
const SHOWN = 160;

export class ClusterCard {
  readonly element: HTMLLIElement;
  private readonly target: HTMLInputElement;
  private readonly boxes = new Map<string, HTMLInputElement>();
  private readonly merge: HTMLButtonElement;
  private readonly undo: HTMLButtonElement;
  private readonly said = h("span", { class: "wb-quiet", role: "status", test: "cluster-state" });
  private readonly editing: HTMLElement;

  constructor(
    draft: Draft,
    methods: readonly MethodInfo[],
    private readonly events: CardEvents,
  ) {
    const { cluster } = draft;
    const label = `Spellings of ${brief(cluster.target)}`;
    this.target = h("input", {
      type: "text",
      class: "wb-field-input wb-spelling-target",
      "aria-label": `What the spellings of ${brief(cluster.target)} become`,
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
      test: "spelling-target",
    });
    this.target.value = draft.target;
    this.target.addEventListener("input", () => events.target(this.target.value));
    this.merge = button({
      test: "merge",
      class: "wb-primary wb-small",
      label: "Merge",
      key: "M",
      title: "Merge the ticked spellings (M or Enter)",
      onClick: events.merge,
    });
    this.undo = button({
      test: "undo-merge",
      class: "wb-small",
      label: "Undo",
      key: "U",
      title: "Take this rule out of the recipe again (U)",
      onClick: events.undo,
    });
    const values = cluster.spellings.map((one, at) => this.value(one, at, draft));
    this.editing = h(
      "label",
      { class: "wb-spelling-becomes" },
      h("span", { class: "wb-quiet" }, "becomes"),
      this.target,
    );
    const rest = cluster.total
      ? h("p", { class: "wb-quiet" }, `${count(cluster.total, "more value")} come up after these.`)
      : null;
    this.element = h(
      "li",
      { class: "wb-cluster", tabindex: -1, "aria-label": label, test: "cluster" },
      h("ul", { class: "wb-spelling-values" }, ...values),
      rest,
      h(
        "div",
        { class: "wb-cluster-foot" },
        this.editing,
        this.merge,
        this.undo,
        this.said,
        h("span", { class: "wb-quiet wb-cluster-how" }, ...evidence(cluster.methods, methods)),
      ),
    );
    this.element.addEventListener("focusin", () => events.focused());
    this.draw(draft);
  }

  draw(draft: Draft): void {
    const { standing } = draft;
    const open = standing.at === "open";
    this.element.dataset["standing"] = standing.at;
    for (const [value, box] of this.boxes) {
      box.checked = draft.chosen.has(value);
      box.disabled = !open;
    }
    if (this.target.value !== draft.target) this.target.value = draft.target;
    this.editing.hidden = this.merge.hidden = standing.at === "merged";
    this.target.disabled = !open;
    this.undo.hidden = standing.at !== "merged";
    const reason = obstacle(draft);
    this.merge.disabled = !open || reason !== null;
    this.said.textContent = describe(draft, reason);
    this.said.classList.toggle("wb-refused", open && standing.problem !== undefined);
  }

  /** Give the keyboard to the field of the target. */
  edit(): void {
    this.target.focus();
    this.target.select();
  }

  private value(one: SpellingInfo, at: number, draft: Draft): HTMLLIElement {
    const box = h("input", {
      type: "checkbox",
      test: "spelling",
      ...(at < 9 ? { "aria-keyshortcuts": String(at + 1) } : {}),
    });
    box.addEventListener("change", () => this.events.tick(one.value, box.checked));
    this.boxes.set(one.value, box);
    const shown = h("span", { class: "wb-spelling-text" }, valueElement(one.value, null, SHOWN));
    const rows = h("span", { class: "wb-spelling-rows" }, count(one.rows, "row"));
    const use = button({
      class: "wb-use",
      label: "use",
      title: `Let all become “${brief(one.value)}”`,
      test: "use-spelling",
      onClick: () => this.events.target(one.value),
    });
    use.tabIndex = draft.standing.at === "open" ? 0 : -1;
    return h("li", {}, h("label", {}, box, shown, rows), use);
  }
}

/** What says that the values are one: the surest method, with the others in the tooltip. */
function evidence(names: readonly string[], methods: readonly MethodInfo[]): HTMLElement[] {
  const [first = "", ...others] = names.map(
    (name) => methods.find((one) => one.name === name)?.title ?? name,
  );
  const more = others.length ? ` and ${others.length} more` : "";
  return [h("span", { title: [first, ...others].join(", ") }, first + more)];
}

function changes(rows: number): string {
  return `${count(rows, "row")} ${rows === 1 ? "changes" : "change"}`;
}

function describe(draft: Draft, reason: string | null): string {
  const { standing } = draft;
  if (standing.at === "saving") return "Saving…";
  if (standing.at === "open") return standing.problem ?? reason ?? changes(rowsOf(draft));
  const spellings = Object.keys(mappingOf(draft)).length;
  return `✓ ${count(spellings, "spelling")} became “${brief(draft.target)}” in ${count(rowsOf(draft), "row")}`;
}
