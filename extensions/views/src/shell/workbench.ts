/** The workbench: one table, its charts, reviews and recipe, behind tabs that share what is seen. */

import { type ProfileHandle, mountProfile } from "../charts/profile.js";
import { type DatasetClient, LazyClient, type QueueConnection } from "../client.js";
import { h } from "../dom.js";
import { messageOf } from "../errors.js";
import { Exploration, type ExplorationJson } from "../explore/state.js";
import { mountGrid } from "../grid/grid.js";
import type { TableInfo } from "../protocol.js";
import { mountRecipe } from "../recipe/recipe.js";
import { OWN_KEYS, lendShortcuts } from "../shortcuts.js";
import { type SpellingsHandle, mountSpellings } from "../spellings/spellings.js";
import { Banner } from "./banner.js";
import { showFigures } from "./figures.js";
import { Keeper } from "./keeper.js";
import { tellNoKernel } from "./kernel.js";
import { Reviews } from "./reviews.js";
import { type SelectionAction, makeOfSelection } from "./selection.js";
import { type Tab, Tabs } from "./tabs.js";
import { Versions } from "./versions.js";

export interface WorkbenchOptions {
  /** The table with its first rows: drawn before anything is asked. */
  readonly first: TableInfo;
  /** Names of the tabs, in order. */
  readonly tabs: readonly string[];
  /** The tab to open with; empty for the one that was open last. */
  readonly tab: string;
  /** Pixels; null to fill the host. */
  readonly height: number | null;
  /** Whether what is made of a selection can be stored. */
  readonly stores: boolean;
  readonly connect: () => Promise<DatasetClient>;
  /** The kernel, which draws figures; null where there is none. */
  readonly kernel: DatasetClient | null;
  /** Opens a notebook, offered for what needs a kernel where there is none. */
  readonly notebook?: () => Promise<void>;
  readonly queue: (name: string) => Promise<QueueConnection>;
}

export interface WorkbenchHandle {
  /** Bring a tab to the front. */
  show(tab: string): void;
  destroy(): void;
}

/** How the workbench was left. */
export interface KeptWorkbench {
  readonly tab: string;
  readonly exploration: ExplorationJson;
}

const LABELS: Readonly<Record<string, string>> = {
  table: "Table",
  profile: "Profile",
  spellings: "Spellings",
  review: "Review",
  recipe: "Recipe",
};

let instances = 0;

/** Combinations that the grid and the recipe use themselves. */
const COMBINED = new Set(["a", "c", "g", "y", "z", "home", "end"]);

function isOurs(event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  return COMBINED.has(key) || key.startsWith("arrow");
}

/** Show the workbench inside `host`. */
export function mountWorkbench(host: HTMLElement, options: WorkbenchOptions): WorkbenchHandle {
  const view = new Workbench(options);
  host.append(view.root);
  view.start();
  const lend = (event: KeyboardEvent): void => lendShortcuts(view.root, event, isOurs);
  window.addEventListener("keydown", lend, true);
  return {
    show: (tab) => view.show(tab),
    destroy: () => {
      window.removeEventListener("keydown", lend, true);
      view.dispose();
    },
  };
}

class Workbench {
  readonly root: HTMLElement;
  private readonly client: LazyClient;
  private readonly state: Exploration;
  private readonly tabs: Tabs;
  private readonly keeper: Keeper;
  private readonly versions: Versions;
  private readonly size = h("span", { class: "wb-quiet", test: "table-size" });
  private readonly via = h("span", { class: "wb-via", test: "via" }, "connecting…");
  private readonly banner = new Banner();
  private readonly live = h("div", { class: "wb-spoken", "aria-live": "polite", test: "announce" });
  private reviews: Reviews | null = null;
  private profile: ProfileHandle | null = null;
  private spellings: SpellingsHandle | null = null;
  private gone = false;

  constructor(private readonly options: WorkbenchOptions) {
    this.client = new LazyClient(options.connect);
    this.state = new Exploration(options.first);
    this.keeper = new Keeper(this.client, () => this.kept(), options.stores);
    this.versions = new Versions(this.client, this.state, {
      say: (text) => {
        this.banner.hide(); // what it said of another version is no longer true
        this.say(text);
      },
      warn: (text, label, act) => this.banner.show(text, label, act),
    });
    const prefix = `wb-${++instances}`;
    this.tabs = new Tabs(this.listed(), prefix, () => this.keeper.soon());
    this.root = h(
      "div",
      {
        class: "wb-shell",
        role: "region",
        "aria-label": `Workbench: ${options.first.dataset}`,
        test: "workbench",
        ...OWN_KEYS,
      },
      h(
        "header",
        { class: "wb-shell-head" },
        h("h2", {}, h("bdi", { dir: "auto" }, options.first.dataset)),
        this.tabs.bar,
        h("span", { class: "wb-shell-space" }),
        this.versions.element,
        this.size,
        this.via,
      ),
      this.banner.element,
      this.tabs.panels,
      this.live,
    );
    this.root.style.height = options.height === null ? "100%" : `${options.height}px`;
    this.describe();
    this.state.subscribe((changes) => {
      if (changes.has("table")) this.describe();
      this.keeper.soon();
    });
  }

  start(): void {
    const { tab } = this.options;
    this.tabs.show(tab || this.options.tabs[0] || "table");
    this.keeper.touched = false; // that was not the user
    void this.connect();
  }

  show(tab: string): void {
    this.tabs.show(tab);
  }

  dispose(): void {
    this.gone = true;
    this.versions.close();
    this.keeper.close();
    this.tabs.dispose();
    this.root.remove();
  }

  private async connect(): Promise<void> {
    try {
      const client = await this.client.connected();
      this.via.textContent = client.label === "server" ? "" : "through the kernel";
      this.via.hidden = client.label === "server";
      await this.restore();
    } catch (error) {
      if (this.gone) return;
      this.via.textContent = "not connected";
      this.banner.show(messageOf(error), "Try again", () => void this.connect());
    }
    if (this.gone) return;
    if (this.options.stores) this.versions.watch();
  }

  /** As it was left, unless the user was quicker. */
  private async restore(): Promise<void> {
    const kept = (await this.keeper.kept()) as Partial<KeptWorkbench> | null;
    if (this.gone) return;
    if (!kept || this.keeper.touched) return this.keeper.begin();
    const exploration = kept.exploration;
    if (exploration) {
      const version = this.options.first.versions.find((one) => one.id === exploration.version);
      if (version && !version.is_source) await this.versions.open(version.id);
      if (this.gone) return;
      restore(this.state, exploration);
    }
    if (!this.options.tab && kept.tab) this.tabs.show(kept.tab);
    this.keeper.begin();
  }

  private kept(): KeptWorkbench {
    return { tab: this.tabs.open, exploration: this.state.toJSON() };
  }

  private listed(): Tab[] {
    const makers: Record<string, Omit<Tab, "name" | "label">> = {
      table: { mount: (panel) => this.mountTable(panel) },
      profile: {
        mount: (panel) => this.mountProfile(panel),
        shown: () => void this.profile?.reloadIssues(),
      },
      spellings: {
        mount: (panel) => this.mountSpellings(panel),
        shown: () => void this.spellings?.refresh(),
      },
      review: {
        mount: (panel) => this.mountReviews(panel),
        shown: () => void this.reviews?.refresh(),
      },
      recipe: { mount: (panel) => this.mountRecipe(panel) },
    };
    return this.options.tabs.flatMap((name) => {
      const maker = makers[name];
      return maker ? [{ name, label: LABELS[name] ?? name, ...maker }] : [];
    });
  }

  private mountTable(panel: HTMLElement): () => void {
    const grid = mountGrid(panel, {
      client: this.client,
      state: this.state,
      first: this.options.first,
      issueName: (id) => this.profile?.issueName(id) ?? null,
    });
    return () => grid.destroy();
  }

  private mountProfile(panel: HTMLElement): () => void {
    const profile = mountProfile(panel, {
      client: this.client,
      state: this.state,
      first: this.options.first,
      onDetail: (column) => void this.detail(column),
      onAcross: () => void this.detail(null),
      ...(this.options.stores
        ? { onAction: (action) => void this.make(action), onJudged: (text) => this.say(text) }
        : {}),
    });
    this.profile = profile;
    return () => profile.destroy();
  }

  private mountSpellings(panel: HTMLElement): () => void {
    const spellings = mountSpellings(panel, {
      client: this.client,
      onChanged: () => void this.reread(),
      say: (text) => this.say(text),
    });
    this.spellings = spellings;
    return () => spellings.destroy();
  }

  private mountReviews(panel: HTMLElement): () => void {
    const reviews = new Reviews({
      client: this.client,
      connect: (queue) => this.options.queue(queue),
      autofocus: false,
      withKernel: (title, act) => this.withKernel(title, act),
    });
    this.reviews = reviews;
    panel.append(reviews.element);
    return () => reviews.dispose();
  }

  private mountRecipe(panel: HTMLElement): () => void {
    const recipe = mountRecipe(panel, {
      client: this.client,
      onChanged: () => void this.reread(),
      say: (text) => this.say(text),
    });
    return recipe;
  }

  private detail(column: string | null): Promise<void> {
    const title = column === null ? "Across columns" : column;
    return this.withKernel(title, (kernel) =>
      showFigures(this.root, kernel, title, this.state.indexOf(column)),
    );
  }

  /** Do what only a kernel does, or say that there is none. */
  private withKernel(title: string, act: (kernel: DatasetClient) => Promise<void>): Promise<void> {
    const { kernel, notebook } = this.options;
    return kernel ? act(kernel) : tellNoKernel(this.root, title, notebook);
  }

  private make(action: SelectionAction): Promise<void> {
    const { root: host, client } = this;
    const dataset = this.options.first.dataset;
    const made = (): void => void this.profile?.reloadIssues();
    const make = (): Promise<void> =>
      makeOfSelection({ host, client, dataset, made }, action, this.state.selection);
    return action === "queue"
      ? this.withKernel("Send the selected rows to reviewers", make)
      : make();
  }

  /** Read the list of versions again: one has been made. */
  private async reread(): Promise<void> {
    await this.versions.look();
    this.keeper.soon();
  }

  private describe(): void {
    const info = this.state.table;
    this.versions.list(info);
    const columns = info.columns.length === 1 ? "1 column" : `${info.columns.length} columns`;
    this.size.textContent = `${info.rows.toLocaleString("en")} rows × ${columns}`;
  }

  private say(text: string): void {
    this.live.textContent = text;
  }
}

/** Put what was kept into the state; what does not fit the table any more is left out. */
function restore(state: Exploration, kept: Partial<ExplorationJson>): void {
  const { conditions, sort, pinned, hidden, widths, by, against, shapes, top } = new Exploration(
    state.table,
    kept,
  );
  state.top = top;
  state.set({ conditions, sort, pinned, hidden, widths, by, against, shapes });
}
