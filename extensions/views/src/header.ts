/** What is reviewed, how far it is, and whether all of it is saved. */

import { h } from "./dom.js";
import { pace, paceWords } from "./pace.js";
import type { ReviewSession } from "./session.js";

export class Header {
  readonly element: HTMLElement;
  private readonly where = h("bdi", { class: "wb-where", dir: "auto" });
  private readonly count = h("span", { class: "wb-count" }, "–");
  private readonly fill = h("i");
  private readonly meter = h(
    "div",
    { class: "wb-meter", role: "progressbar", "aria-label": "Decided" },
    this.fill,
  );
  private readonly pace = h("span", { class: "wb-pace", test: "review-pace" });
  private readonly summary = h("span", { class: "wb-summary", test: "save-summary" });

  constructor(title: string) {
    this.element = h(
      "header",
      { class: "wb-head" },
      h("div", { class: "wb-heading" }, h("h2", {}, h("bdi", { dir: "auto" }, title)), this.where),
      h(
        "div",
        { class: "wb-progress" },
        h("div", { test: "review-progress" }, this.count, this.meter),
        this.pace,
      ),
      this.summary,
    );
  }

  update(session: ReviewSession): void {
    const { name, dataset } = session.queue;
    const settling = session.queue.role === "adjudication" ? " · settles votes" : "";
    const via = session.client.label === "kernel" ? " · through the kernel" : "";
    this.where.textContent = `${dataset} · ${name}${settling}${via}`;
    const { decided, total } = session.progress;
    this.count.textContent = `${decided} / ${total}`;
    this.fill.style.width = `${total > 0 ? (100 * decided) / total : 0}%`;
    this.meter.setAttribute("aria-valuemin", "0");
    this.meter.setAttribute("aria-valuemax", String(total));
    this.meter.setAttribute("aria-valuenow", String(decided));
    const made = session.entries.filter(({ verdict }) => verdict !== "skip");
    const rate = pace(
      made.map(({ time }) => time),
      Date.now(),
    );
    this.pace.textContent = paceWords(rate, total - decided);
    this.updateSummary(session);
  }

  private updateSummary(session: ReviewSession): void {
    const open = session.unsaved;
    const failed = open.filter((entry) => entry.error !== null).length;
    const state = failed > 0 ? "failed" : open.length > 0 ? "saving" : "saved";
    const words = {
      failed: `${failed} NOT SAVED`,
      saving: "saving…",
      saved: session.entries.length > 0 ? "all saved ✓" : "",
    };
    this.summary.dataset["state"] = state;
    this.summary.textContent = words[state];
  }
}
