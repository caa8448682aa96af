/** The queues of a dataset: how far they are, one to work on, and how to make another. */

import type { DatasetClient, QueueConnection } from "../client.js";
import { button, h } from "../dom.js";
import { messageOf } from "../errors.js";
import type { MakeQueue, QueueSummary } from "../protocol.js";
import { mountReview } from "../review.js";
import { choiceField, openDialog, textField, valuesIn } from "./dialog.js";

export interface ReviewsOptions {
  readonly client: DatasetClient;
  readonly connect: (queue: string) => Promise<QueueConnection>;
  readonly autofocus: boolean;
  /** Do what only a kernel does, or say under this title that there is none. */
  readonly withKernel: (title: string, act: () => Promise<void>) => Promise<void>;
}

const KINDS: Readonly<Record<string, string>> = {
  label: "Suspect labels",
  pair: "Pairs that may be the same",
  cell: "Suspect cells",
  value: "Spellings of one value",
  rule: "Suggested rules",
  audit: "Random rows (audit)",
};

/** How often the counts are read again while they are seen, in milliseconds. */
const LOOK_AGAIN = 5_000;

const ORDERS = [
  ["confidence", "Surest first"],
  ["uncertainty", "Most doubtful first"],
  ["value", "Most rows first"],
] as const;

export class Reviews {
  readonly element = h("div", { class: "wb-reviews" });
  private readonly list = h("ul", { class: "wb-queues", "aria-label": "Queues" });
  private readonly panel = h("div", { class: "wb-queue-panel" });
  private readonly notice = h("p", { class: "wb-quiet", role: "status" });
  private kinds: readonly string[] = [];
  private shown = "";
  private timer = 0;
  private drawn = "";
  private leave: (() => void) | null = null;

  constructor(private readonly options: ReviewsOptions) {
    const make = button({
      test: "new-queue",
      label: "New queue…",
      onClick: () => void this.options.withKernel("New queue", () => this.make()),
    });
    this.element.append(
      h("aside", { class: "wb-queue-side" }, h("h3", {}, "Queues"), this.list, this.notice, make),
      this.panel,
    );
    void this.refresh();
    this.timer = window.setInterval(() => {
      if (!document.hidden && this.element.offsetParent) void this.refresh();
    }, LOOK_AGAIN);
  }

  dispose(): void {
    window.clearInterval(this.timer);
    this.leave?.();
  }

  async refresh(): Promise<void> {
    try {
      const { queues, can_make: kinds } = await this.options.client.call("queues", {});
      this.kinds = kinds;
      if (!this.shown) this.show((queues.find((one) => one.open > 0) ?? queues[0])?.name ?? "");
      this.draw(queues);
    } catch (error) {
      this.notice.textContent = messageOf(error);
    }
  }

  private draw(queues: readonly QueueSummary[]): void {
    // What has not changed stays: a focused button must not vanish.
    const state = JSON.stringify([queues, this.shown]);
    if (state === this.drawn) return;
    this.drawn = state;
    const focused = this.list.contains(document.activeElement);
    this.notice.textContent = queues.length
      ? ""
      : "There are no review queues yet. A queue is a list of items for people to decide one by one.";
    this.list.replaceChildren(...queues.map((queue) => h("li", {}, this.entry(queue))));
    if (focused) this.list.querySelector<HTMLElement>("[aria-current=true]")?.focus();
  }

  private entry(queue: QueueSummary): HTMLElement {
    const element = h(
      "button",
      {
        type: "button",
        class: "wb-queue",
        test: "queue",
        "aria-current": String(queue.name === this.shown),
      },
      h("bdi", { class: "wb-queue-name", dir: "auto" }, queue.name),
      h("span", { class: "wb-quiet" }, `${queue.decided} of ${queue.total} decided`),
    );
    element.addEventListener("click", () => {
      this.show(queue.name);
      void this.refresh();
    });
    return element;
  }

  private show(name: string): void {
    if (!name || name === this.shown) return;
    this.shown = name;
    this.leave?.();
    this.leave = mountReview(this.panel, {
      title: name,
      connect: () => this.options.connect(name),
      autofocus: this.options.autofocus,
    });
  }

  private async make(): Promise<void> {
    if (!this.kinds.length) await this.refresh();
    if (!this.kinds.length) return;
    const content = [
      choiceField({
        name: "kind",
        label: "What should be decided?",
        choices: this.kinds.map((kind) => [kind, KINDS[kind] ?? kind] as const),
      }),
      choiceField({ name: "order", label: "Order", choices: ORDERS }),
      textField({ name: "limit", label: "Maximum number of items", value: "200" }),
      textField({ name: "overlap", label: "How many people decide each item?", value: "1" }),
      textField({ name: "guideline", label: "Guideline", lines: 3 }),
    ];
    let made = "";
    await openDialog(this.element, {
      title: "New queue",
      test: "make-queue",
      content,
      action: "Create queue",
      run: async () => {
        const queue = await this.options.client.call("make_queue", request(valuesIn(content)));
        made = queue.name;
        return `${queue.name}: ${queue.total} items.`;
      },
    });
    if (!made) return;
    await this.refresh();
    this.show(made);
    await this.refresh();
  }
}

function request(values: Record<string, string>): MakeQueue {
  return {
    kind: values["kind"] ?? "",
    order: values["order"] as NonNullable<MakeQueue["order"]>,
    limit: Number(values["limit"]),
    overlap: Number(values["overlap"]),
    guideline: values["guideline"] ?? "",
  };
}
