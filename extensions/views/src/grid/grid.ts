/** The grid: all rows and columns of a table, of which only those on the screen exist. */

import { h } from "../dom.js";
import type { DatasetClient } from "../client.js";
import { type ChartStore, chartsOf } from "../explore/charts.js";
import { Chips } from "../explore/chips.js";
import { Theme } from "../explore/colours.js";
import { count } from "../explore/format.js";
import { type Changes, type Exploration, explorationOf } from "../explore/state.js";
import { Trouble } from "../explore/trouble.js";
import { newId } from "../ids.js";
import type { TableInfo } from "../protocol.js";
import { brief } from "../values.js";
import { type Bound, keyActions, pointerActions, tools } from "./bindings.js";
import { Body, type Scene } from "./body.js";
import { Commands } from "./commands.js";
import { copySelected } from "./copy.js";
import { Empty } from "./empty.js";
import { Head } from "./head.js";
import { Hints } from "./hints.js";
import { pressed } from "./keys.js";
import { HEAD, type Layout, ROW, layoutOf, within } from "./layout.js";
import { Openers } from "./openers.js";
import type { Parts } from "./parts.js";
import { pointAt, trackPointer } from "./pointer.js";
import { Rows } from "./rows.js";
import { Scroll } from "./scroll.js";
import { Cells } from "./selected.js";

export interface GridOptions {
  readonly client: DatasetClient;
  /** Shared with the charts; a new one where there is none. */
  readonly state?: Exploration;
  /** The table with its first rows, painted without asking; needed where there is no state. */
  readonly first?: TableInfo;
  /** What an issue is called, for its chip. */
  readonly issueName?: (id: string) => string | null;
}

/** Milliseconds for which rows stand still while those to come are on their way. */
const PATIENCE = 90;

export interface GridHandle {
  readonly state: Exploration;
  focus(): void;
  /** Bring a column into sight, shown if it was hidden. */
  reveal(column: string): void;
  /** Make a row of the selection the active one; counted from 0. */
  goTo(row: number): void;
  destroy(): void;
}

/** Put a grid into `host`, which has a height of its own. */
export function mountGrid(host: HTMLElement, options: GridOptions): GridHandle {
  const state = explorationOf(options);
  const grid = new Grid(host, options, state);
  return {
    state,
    focus: () => grid.focus(),
    reveal: (column) => grid.reveal(column),
    goTo: (row) => grid.goTo(row),
    destroy: () => grid.destroy(),
  };
}

class Grid implements Parts {
  readonly root: HTMLElement;
  readonly scroller: HTMLElement;
  readonly client: DatasetClient;
  readonly store: ChartStore;
  readonly rows: Rows;
  readonly body: Body;
  readonly head: Head;
  readonly selected = new Cells();
  private readonly layer = h("div", { class: "wb-layer", role: "presentation" });
  private readonly empty: Empty;
  private readonly live = h("div", { class: "wb-spoken", "aria-live": "polite" });
  private readonly theme: Theme;
  private readonly release: () => void;
  private readonly scroll: Scroll;
  private readonly hints: Hints;
  private readonly openers: Openers;
  private readonly commands: Commands;
  private readonly bound: Bound;
  private readonly chips: Chips;
  private readonly trouble: Trouble;
  private readonly observer: ResizeObserver;
  private readonly unsubscribe: () => void;
  private arranged: Layout;
  private view = { width: 0, height: 0 };
  private frame = 0;
  private painted = false;
  private lastLeft = 0;
  /** Since when rows are waited for, and the timer that ends it. */
  private held = 0;
  private holding = 0;
  private direction: 1 | -1 = 1;
  private lastTop = 0;
  private wanting = 0;
  /** The row to stand at the top as soon as its selection is known. */
  private target: number;

  constructor(
    host: HTMLElement,
    options: GridOptions,
    readonly state: Exploration,
  ) {
    this.client = options.client;
    const id = `wb-grid-${newId().slice(0, 8)}`;
    this.root = h("section", { class: "wb-view wb-grid-view", "aria-label": "Rows" });
    host.append(this.root);
    this.theme = new Theme(this.root);
    ({ store: this.store, release: this.release } = chartsOf(options.client, state));
    this.arranged = layoutOf(state);
    this.target = state.top;
    this.rows = new Rows(options.client, state, {
      came: (fresh) => this.came(fresh),
      failed: (error) => this.failed(error),
      changed: (before, now) =>
        this.trouble.changed(
          `The table changed while it was open: ${count(before)} rows became ${count(now)}.`,
        ),
    });
    this.body = new Body(id, this.rows);
    this.head = new Head(id, state, this.store, this.theme, {
      sort: (index, add) => this.commands.sort(index, add),
      menu: (index) => this.openers.menu(index),
      resize: (index, width, done) => this.commands.resize(index, width, done),
      fit: (index) => this.commands.fit(index),
    });
    this.empty = new Empty(state, () => this.focus());
    this.commands = new Commands(this);
    this.hints = new Hints(`${id}-tip`, this, () => this.openers.isOpen);
    this.openers = new Openers(
      this,
      (index) => this.commands.fit(index),
      () => this.hints.hide(),
    );
    this.chips = new Chips(state, this.store, options.issueName);
    const retry = (): void => {
      this.rows.retry();
      if (this.store.error) this.store.retry();
    };
    this.trouble = new Trouble({ client: options.client, state, retry });
    const spacer = h("div", { class: "wb-spacer", role: "presentation" }, this.layer);
    this.scroller = h(
      "div",
      {
        class: "wb-scroller",
        role: "grid",
        tabindex: 0,
        id,
        "aria-label": `Rows of ${brief(state.table.dataset)}`,
        "aria-multiselectable": "true",
        "aria-busy": "false",
        "data-lm-suppress-shortcuts": "true",
        test: "grid",
      },
      spacer,
    );
    this.layer.append(this.head.element, this.body.element);
    const bar = h(
      "div",
      { class: "wb-bar" },
      this.chips.element,
      tools(() => this.openers),
    );
    this.root.append(bar, this.trouble.element, this.scroller, this.empty.element, this.live);
    this.scroll = new Scroll(this.scroller, spacer, () => this.moved());
    this.bound = {
      parts: this,
      commands: this.commands,
      openers: this.openers,
      hints: this.hints,
      page: () => Math.max(1, Math.floor(this.bodyHeight / ROW) - 1),
      cellAt: (event) => pointAt(event, this.scroller, this.arranged, this.scroll, this.rows.total),
    };
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.scroller);
    this.unsubscribe = state.subscribe((changes) => this.changed(changes));
    this.store.subscribe(this.chartsChanged);
    this.theme.subscribe(this.repaintCharts);
    this.selected.subscribe(() => this.activated());
    this.listen();
    this.measure();
  }

  focus(): void {
    this.scroller.focus({ preventScroll: true });
  }

  goTo(row: number): void {
    this.selected.to({ row, order: this.selected.active.order });
    this.scroll.to(Math.max(0, row * ROW - this.bodyHeight / 3));
    this.focus();
  }

  reveal(column: string): void {
    if (this.state.hidden.includes(column)) this.state.toggle("hidden", column);
    const index = this.state.indexOf(column);
    const order = index === null ? -1 : this.arranged.order.indexOf(index);
    if (order >= 0) this.selected.to({ row: this.selected.row, order });
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    window.clearTimeout(this.holding);
    window.clearTimeout(this.wanting);
    this.openers.close();
    this.store.want(this, []);
    this.release();
    this.rows.stop();
    this.observer.disconnect();
    this.unsubscribe();
    this.theme.destroy();
    this.root.remove();
  }

  // -- what is on the screen ---------------------------------------------------------------

  private get bodyHeight(): number {
    return Math.max(0, this.view.height - HEAD);
  }

  private measure(): void {
    const { clientWidth: width, clientHeight: height } = this.scroller;
    this.view = { width, height };
    if (!width || !height) {
      this.rows.sleep(); // behind another tab
      this.store.want(this, []);
      return;
    }
    this.layer.style.width = `${width}px`;
    this.layer.style.height = `${height}px`;
    this.arrange();
    this.comeTo();
  }

  /** Columns or rows are others now. */
  private arrange(): void {
    const { state, scroller } = this;
    this.arranged = layoutOf(state);
    const { gutter, pinned, main, order } = this.arranged;
    this.selected.bound(this.rows.total, order.length);
    scroller.setAttribute("aria-rowcount", String(this.rows.total + 1));
    scroller.setAttribute("aria-colcount", String(order.length + 1));
    const width = gutter + pinned.width + main.width;
    this.scroll.resize(this.rows.total * ROW, width, this.view.height, HEAD);
    this.empty.update(this.rows.total, order.length);
    this.schedule();
  }

  private moved(): void {
    if (this.scroll.top !== this.lastTop) this.direction = this.scroll.top > this.lastTop ? 1 : -1;
    this.lastTop = this.scroll.top;
    this.state.top = Math.floor(this.scroll.top / ROW);
    this.hints.hide();
    this.schedule();
  }

  private comeTo(): void {
    if (this.rows.stale || !this.target || !this.view.height) return;
    this.scroll.to(this.target * ROW);
    this.target = 0;
  }

  private schedule(): void {
    this.frame ||= requestAnimationFrame(() => this.paint());
  }

  private readonly paint = (): void => {
    this.frame = 0;
    if (!this.view.width || !this.view.height) return;
    const scene = this.scene();
    const { main, pinned } = this.arranged;
    const indexes = [...pinned.indexes, ...main.indexes.slice(...scene.main)];
    this.rows.look({ first: scene.first, end: scene.end, indexes, direction: this.direction });
    if (this.holds(scene)) return;
    this.body.paint(scene);
    this.head.paint(scene);
    const busy = this.body.waiting || this.rows.stale;
    if ((this.scroller.getAttribute("aria-busy") === "true") !== busy) {
      this.scroller.setAttribute("aria-busy", String(busy));
    }
    this.pointFocus();
    this.wantCharts(indexes);
  };

  /**
   * Whether to leave what is shown a moment longer: rows that are on their way are drawn once, not
   * as empty rows first. Who scrolls on sees empty rows then.
   */
  private holds(scene: Scene): boolean {
    const now = performance.now();
    const still = scene.left === this.lastLeft && this.painted;
    this.lastLeft = scene.left;
    if (!still || !this.rows.lacks()) {
      this.held = 0;
      this.painted = true;
      return false;
    }
    this.held ||= now;
    const left = this.held + PATIENCE - now;
    if (left <= 0) return false;
    window.clearTimeout(this.holding);
    this.holding = window.setTimeout(() => this.schedule(), left);
    return true;
  }

  layout(): Layout {
    return this.arranged;
  }

  scene(): Scene {
    const { scroll, arranged: layout, state, selected } = this;
    const beside = layout.gutter + layout.pinned.width;
    const first = Math.max(0, Math.floor(scroll.top / ROW));
    const end = Math.min(this.rows.total, Math.ceil((scroll.top + this.bodyHeight) / ROW) + 1);
    const main = within(layout.main, scroll.left, scroll.left + this.view.width - beside);
    const { top, left } = scroll;
    return { layout, columns: state.columns, top, left, first, end, main, selected };
  }

  /** Small histograms wait until the columns stand still. */
  private wantCharts(indexes: readonly number[]): void {
    window.clearTimeout(this.wanting);
    this.wanting = window.setTimeout(() => this.store.want(this, indexes), 80);
  }

  private readonly chartsChanged = (columns: ReadonlySet<number> | null): void => {
    this.head.paintCharts(columns);
    if (this.store.error) this.trouble.show(this.store.error);
    this.chips.update(this.rows.stale ? this.store.passing : this.known);
  };

  private readonly repaintCharts = (): void => this.head.paintCharts(null);

  /** Rows of the selection, as far as it is known. */
  private get known(): number | null {
    return this.rows.stale ? null : this.rows.total;
  }

  private came(fresh: boolean): void {
    if (!this.layer.isConnected) return;
    this.trouble.show(null);
    if (fresh) {
      this.scroll.top = 0;
      this.selected.bound(this.rows.total, this.arranged.order.length);
      const { active } = this.selected;
      if (active.row > 0) this.selected.to({ ...active, row: 0 });
      this.say(`${count(this.rows.total)} rows.`);
    }
    this.chips.update(this.known);
    this.arrange();
    if (fresh) this.scroll.to(0);
    this.comeTo();
  }

  failed(error: unknown): void {
    this.trouble.show(error);
  }

  private changed(changes: Changes): void {
    if (changes.has("table")) this.head.clear();
    if (changes.has("top")) this.target = this.state.top;
    if (changes.has("table") || changes.has("conditions") || changes.has("sort")) {
      this.rows.reset(changes.has("table"));
      this.chips.update(this.rows.stale ? this.store.passing : this.rows.total);
    }
    this.arrange();
    this.comeTo();
  }

  // -- what is done ------------------------------------------------------------------------

  private listen(): void {
    const { scroller, selected } = this;
    scroller.addEventListener("keydown", (event) => this.key(event));
    scroller.addEventListener("copy", (event) => {
      if (event.target === scroller && selected.row >= 0) copySelected(event, this);
    });
    scroller.addEventListener("focus", () => this.activated());
    scroller.addEventListener("blur", () => this.hints.hide());
    trackPointer(this.body.element, scroller, pointerActions(this.bound));
  }

  private key(event: KeyboardEvent): void {
    if (event.target !== this.scroller) return;
    const done = pressed(event, keyActions(this.bound));
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Keep the active cell on the screen and say which it is. */
  private activated(): void {
    const { row, order } = this.selected.active;
    const { scroll, arranged: layout } = this;
    let { top, left } = scroll;
    if (row >= 0) {
      if (row * ROW < top) top = row * ROW;
      else if ((row + 1) * ROW > top + this.bodyHeight) top = (row + 1) * ROW - this.bodyHeight;
    }
    const at = order - layout.pinned.indexes.length;
    if (at >= 0) {
      const room = this.view.width - layout.gutter - layout.pinned.width;
      const from = layout.main.lefts[at] ?? 0;
      const to = layout.main.lefts[at + 1] ?? layout.main.width;
      if (from < left) left = from;
      else if (to > left + room) left = Math.min(from, to - room);
    }
    if (top !== scroll.top || left !== scroll.left) scroll.to(top, left);
    this.schedule();
    this.hints.active();
  }

  private pointFocus(): void {
    const { row, order } = this.selected.active;
    const index = this.arranged.order[order] ?? -1;
    const element = row < 0 ? this.head.view(index)?.element : this.body.cellAt({ row, order });
    const id = element?.id ?? "";
    if ((this.scroller.getAttribute("aria-activedescendant") ?? "") === id) return;
    if (id) this.scroller.setAttribute("aria-activedescendant", id);
    else this.scroller.removeAttribute("aria-activedescendant");
  }

  readonly say = (text: string, seen = false): void => {
    this.live.textContent = text;
    this.live.classList.toggle("wb-said", seen);
    if (seen) window.setTimeout(() => this.live.classList.remove("wb-said"), 4000);
  };
}
