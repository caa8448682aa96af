/** The profile: a chart of each column; a brush on one filters all others, and the grid. */

import { h } from "../dom.js";
import type { DatasetClient } from "../client.js";
import { type ChartStore, chartsOf } from "../explore/charts.js";
import { Chips } from "../explore/chips.js";
import { Theme } from "../explore/colours.js";
import { type Changes, type Exploration, explorationOf } from "../explore/state.js";
import { Trouble } from "../explore/trouble.js";
import type { TableInfo } from "../protocol.js";
import { brief } from "../values.js";
import { Card } from "./card.js";
import { type Action, Actions, type Chosen, Controls } from "./controls.js";
import { IssueList } from "./issues.js";
import { againstStyle, legend, sliceName, sliceStyle } from "./slices.js";

const PADDING = 24;

export interface ProfileOptions {
  readonly client: DatasetClient;
  /** Shared with the grid; a new one where there is none. */
  readonly state?: Exploration;
  /** The table; needed where there is no state. */
  readonly first?: TableInfo;
  /** Which actions are offered; all where there is a handler. */
  readonly actions?: readonly Action[];
  readonly onAction?: (action: Action, selection: Chosen) => void;
  /** Opens a larger chart of a column. */
  readonly onDetail?: (column: string) => void;
  /** Opens charts of what lies across columns. */
  readonly onAcross?: () => void;
  /** An issue was accepted, rejected or opened again; without it none can be. */
  readonly onJudged?: (text: string) => void;
  /** A column that an issue is about: the grid may show it too. */
  readonly onReveal?: (column: string) => void;
}

export interface ProfileHandle {
  readonly state: Exploration;
  /** Bring a column's chart into sight. */
  reveal(column: string): void;
  /** Read the issues again. */
  reloadIssues(): Promise<void>;
  /** What an issue is called. */
  issueName(id: string): string | null;
  destroy(): void;
}

/** Put the charts into `host`, which has a height of its own. */
export function mountProfile(host: HTMLElement, options: ProfileOptions): ProfileHandle {
  const state = explorationOf(options);
  const profile = new Profile(host, options, state);
  return {
    state,
    reveal: (column) => profile.reveal(column),
    reloadIssues: () => profile.issues.load(),
    issueName: (id) => profile.issues.name(id),
    destroy: () => profile.destroy(),
  };
}

class Profile {
  readonly issues: IssueList;
  private readonly root: HTMLElement;
  private readonly list = h("div", { class: "wb-charts", test: "charts" });
  private readonly scroller: HTMLElement;
  private readonly none = h("p", { class: "wb-none wb-quiet", hidden: true });
  private readonly key = h("div", { class: "wb-key", hidden: true });
  private readonly theme: Theme;
  private readonly store: ChartStore;
  private readonly release: () => void;
  private readonly chips: Chips;
  private readonly trouble: Trouble;
  private readonly controls: Controls;
  private readonly actions: Actions;
  private readonly seen: IntersectionObserver;
  private readonly sized: ResizeObserver;
  private readonly unsubscribes: readonly (() => void)[];
  private cards: Card[] = [];
  private readonly visible = new Set<number>();
  private keyDrawn = "";

  constructor(
    host: HTMLElement,
    private readonly options: ProfileOptions,
    private readonly state: Exploration,
  ) {
    this.root = h("section", {
      class: "wb-view wb-profile-view",
      "aria-label": "Profile",
      tabindex: -1,
    });
    host.append(this.root);
    this.theme = new Theme(this.root);
    ({ store: this.store, release: this.release } = chartsOf(options.client, state));
    this.issues = new IssueList(options.client, state, {
      reveal: (column) => {
        this.reveal(column);
        options.onReveal?.(column);
      },
      loaded: () => this.chips.redraw(),
      judged: options.onJudged,
    });
    this.chips = new Chips(state, this.store, (id) => this.issues.name(id));
    const retry = (): void => this.store.retry();
    this.trouble = new Trouble({ client: options.client, state, retry });
    this.controls = new Controls(state, options.onAcross);
    const offered = options.actions ?? (["issue", "rule", "queue", "export"] as const);
    this.actions = new Actions(state, this.store, offered, options.onAction);
    this.scroller = h(
      "div",
      { class: "wb-charts-scroller", tabindex: -1 },
      this.key,
      this.list,
      this.none,
    );
    this.root.append(
      h("div", { class: "wb-bar" }, this.chips.element, this.controls.element),
      this.actions.element,
      this.trouble.element,
      h("div", { class: "wb-columns" }, this.scroller, this.issues.element),
    );
    this.controls.search.addEventListener("input", () => this.find());
    this.seen = new IntersectionObserver((entries) => this.looked(entries), {
      root: this.scroller,
      rootMargin: "60px",
    });
    this.sized = new ResizeObserver(() => this.measure());
    this.build();
    this.sized.observe(this.list);
    this.unsubscribes = [
      state.subscribe((changes) => this.changed(changes)),
      this.store.subscribe((columns) => this.paint(columns)),
    ];
    this.theme.subscribe(() => this.paint(null));
    void this.issues.load();
  }

  reveal(column: string): void {
    this.controls.search.value = "";
    this.find();
    const card = this.cards.find((one) => one.name === column);
    card?.element.scrollIntoView({ block: "nearest" });
    card?.element.classList.add("wb-pointed");
    window.setTimeout(() => card?.element.classList.remove("wb-pointed"), 1600);
  }

  destroy(): void {
    this.seen.disconnect();
    this.sized.disconnect();
    this.store.want(this, []);
    for (const stop of this.unsubscribes) stop();
    this.release();
    this.theme.destroy();
    this.root.remove();
  }

  private build(): void {
    const { state, store, theme } = this;
    this.seen.disconnect();
    this.visible.clear();
    this.cards = state.columns.map(
      (column, index) =>
        new Card({ store, theme, state, index, column, onDetail: this.options.onDetail }),
    );
    this.list.replaceChildren(...this.cards.map((card) => card.element));
    for (const card of this.cards) this.seen.observe(card.element);
    this.find();
  }

  /** Show the columns whose names hold what is looked for. */
  private find(): void {
    const wanted = this.controls.search.value.toLowerCase();
    let matching = 0;
    for (const card of this.cards) {
      const fits = card.name.toLowerCase().includes(wanted);
      card.element.hidden = !fits;
      if (fits) matching += 1;
    }
    this.none.hidden = matching > 0;
    this.none.textContent = this.cards.length
      ? `No column name contains “${brief(wanted, 40)}”.`
      : "This table has no columns.";
  }

  private looked(entries: readonly IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      const index = Number((entry.target as HTMLElement).dataset["index"]);
      if (entry.isIntersecting) this.visible.add(index);
      else this.visible.delete(index);
    }
    this.measure();
    this.store.want(
      this,
      [...this.visible].sort((a, b) => a - b),
    );
    this.paint(null);
  }

  private measure(): void {
    const first = [...this.visible].map((index) => this.cards[index]?.element).find((one) => one);
    const width = (first?.clientWidth ?? 0) - PADDING;
    if (width <= 0) return;
    for (const index of this.visible) this.cards[index]?.resize(width);
  }

  private paint(columns: ReadonlySet<number> | null): void {
    for (const index of this.visible) {
      if (columns === null || columns.has(index)) this.cards[index]?.paint();
    }
    this.chips.update();
    this.actions.update();
    this.drawKey();
    this.trouble.show(this.store.error);
  }

  private changed(changes: Changes): void {
    if (changes.has("table")) {
      this.build();
      void this.issues.load();
      this.controls.rebuild();
    }
    this.controls.update();
    this.issues.update();
  }

  /** What the lines in the charts are. */
  private drawKey(): void {
    const { state, theme } = this;
    const charts = [...this.visible].flatMap((index) => this.store.chart(index) ?? []);
    const slices = charts.find((chart) => chart.slices.length)?.slices ?? [];
    const other = state.table.versions.find((one) => one.id === state.against);
    const entries = slices.map((slice, at) => ({
      name: `${brief(state.by ?? "", 30)}: ${sliceName(slice.value)}`,
      style: sliceStyle(at, theme.colours),
    }));
    if (other && charts.some((chart) => chart.against)) {
      entries.push({ name: brief(other.title, 60), style: againstStyle(theme.colours) });
    }
    const drawn = JSON.stringify(entries);
    if (drawn === this.keyDrawn) return;
    this.keyDrawn = drawn;
    this.key.hidden = !entries.length;
    const note = h("span", { class: "wb-quiet" }, "Shares of each; all selected rows are filled.");
    this.key.replaceChildren(...(entries.length ? [legend(entries), note] : []));
  }
}
