/** How one table is explored: shared by the grid and the charts, kept when a tab is closed. */

import type { ColumnInfo, Selection, Sort, TableInfo } from "../protocol.js";
import { type Condition, columnOf, same, subject } from "./conditions.js";

export type Aspect =
  | "table"
  | "conditions"
  | "sort"
  | "pinned"
  | "hidden"
  | "widths"
  | "by"
  | "against"
  | "shapes"
  | "top";

export type Changes = ReadonlySet<Aspect>;

/** What is stored: by name, so that it fits a later version of the table too. */
export interface ExplorationJson {
  readonly version: string | null;
  readonly conditions: readonly Condition[];
  readonly sort: readonly Sort[];
  readonly pinned: readonly string[];
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  readonly by: string | null;
  readonly against: string | null;
  readonly shapes: boolean;
  /** The row at the top of the grid. */
  readonly top: number;
}

type Settable =
  "conditions" | "sort" | "pinned" | "hidden" | "widths" | "by" | "against" | "shapes";
type Patch = Partial<Pick<ExplorationJson, Settable>>;

const BLANK: Omit<ExplorationJson, "version" | "top"> = {
  conditions: [],
  sort: [],
  pinned: [],
  hidden: [],
  widths: {},
  by: null,
  against: null,
  shapes: false,
};

export class Exploration {
  /** The row at the top of the grid; listeners hear of it only when it is restored. */
  top = 0;
  private info: TableInfo;
  private now = BLANK;
  private readonly listeners = new Set<(changes: Changes) => void>();
  private indexes = new Map<string, number>();

  constructor(info: TableInfo, stored: Partial<ExplorationJson> | null = null) {
    this.info = info;
    this.indexColumns();
    if (stored) this.take(stored);
  }

  get table(): TableInfo {
    return this.info;
  }

  get columns(): readonly ColumnInfo[] {
    return this.info.columns;
  }

  get version(): string {
    return this.info.version;
  }

  get conditions(): readonly Condition[] {
    return this.now.conditions;
  }

  get sort(): readonly Sort[] {
    return this.now.sort;
  }

  get pinned(): readonly string[] {
    return this.now.pinned;
  }

  get hidden(): readonly string[] {
    return this.now.hidden;
  }

  get widths(): Readonly<Record<string, number>> {
    return this.now.widths;
  }

  get by(): string | null {
    return this.now.by;
  }

  get against(): string | null {
    return this.now.against;
  }

  /** Whether charts show shares instead of numbers of rows. */
  get shapes(): boolean {
    return this.now.shapes;
  }

  get selection(): Selection {
    return { version: this.version, conditions: this.conditions };
  }

  /** A column's index in the table, or null. */
  indexOf(name: string | null): number | null {
    return name === null ? null : (this.indexes.get(name) ?? null);
  }

  conditionOn(column: string): Condition | null {
    return this.conditions.find((one) => columnOf(one) === column) ?? null;
  }

  /** Add a condition, or put it instead of the one on the same column. */
  setCondition(condition: Condition): void {
    const about = subject(condition);
    const at = this.conditions.findIndex((one) => subject(one) === about);
    const next = [...this.conditions];
    if (at < 0) next.push(condition);
    else if (same(next[at] ?? null, condition)) return;
    else next[at] = condition;
    this.set({ conditions: next });
  }

  removeCondition(about: string): void {
    const next = this.conditions.filter((one) => subject(one) !== about);
    if (next.length < this.conditions.length) this.set({ conditions: next });
  }

  clearConditions(): void {
    if (this.conditions.length) this.set({ conditions: [] });
  }

  /** Ascending, descending, not at all; `add` keeps the other columns of the order. */
  toggleSort(column: string, add = false): void {
    const current = this.sort.find((one) => one.column === column);
    const next: Sort | null = !current
      ? { column, descending: false }
      : current.descending
        ? null
        : { column, descending: true };
    if (!add) this.set({ sort: next ? [next] : [] });
    else if (!current) this.set({ sort: next ? [...this.sort, next] : this.sort });
    else this.set({ sort: this.sort.flatMap((one) => (one === current ? (next ?? []) : one)) });
  }

  toggle(what: "pinned" | "hidden", column: string): void {
    const list = this.now[what];
    const next = list.includes(column) ? list.filter((one) => one !== column) : [...list, column];
    this.set(what === "pinned" ? { pinned: next } : { hidden: next });
  }

  setWidth(column: string, width: number): void {
    this.set({ widths: { ...this.widths, [column]: Math.round(width) } });
  }

  /** Change several things at once; subscribers are notified once. */
  set(patch: Patch): void {
    const changed = (Object.keys(patch) as Settable[]).filter(
      (key) => JSON.stringify(patch[key]) !== JSON.stringify(this.now[key]),
    );
    if (!changed.length) return;
    this.now = { ...this.now, ...patch };
    this.tell(new Set(changed));
  }

  /** Look at another version, or at the same table read again; what no longer fits is dropped. */
  load(info: TableInfo): void {
    this.info = info;
    this.indexColumns();
    this.now = this.fitting(this.now);
    this.tell(new Set<Aspect>(["table"]));
  }

  subscribe(listener: (changes: Changes) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  toJSON(): ExplorationJson {
    return { version: this.version, ...this.now, top: this.top };
  }

  /** Look at the table as it was left; what no longer fits is dropped. */
  restore(stored: Partial<ExplorationJson>): void {
    this.take(stored);
    this.tell(new Set<Aspect>([...(Object.keys(BLANK) as Settable[]), "top"]));
  }

  private take(stored: Partial<ExplorationJson>): void {
    this.now = this.fitting({ ...BLANK, ...known(stored) });
    this.top = Number.isSafeInteger(stored.top) && (stored.top ?? 0) > 0 ? (stored.top ?? 0) : 0;
  }

  private fitting(state: typeof BLANK): typeof BLANK {
    const has = (name: string | null): boolean => name !== null && this.indexes.has(name);
    const widths = Object.entries(state.widths).filter(([, width]) => Number.isFinite(width));
    return {
      ...state,
      conditions: state.conditions.filter((one) => isCondition(one) && fits(one, has)),
      sort: state.sort.filter((one) => isObject(one) && has(one.column)),
      pinned: [...new Set(state.pinned.filter(has))],
      hidden: [...new Set(state.hidden.filter(has))],
      widths: Object.fromEntries(widths),
      by: has(state.by) ? state.by : null,
      against: this.info.versions.some((one) => one.id === state.against) ? state.against : null,
    };
  }

  private indexColumns(): void {
    this.indexes = new Map(this.info.columns.map((one, index) => [one.name, index]));
  }

  private tell(changes: Changes): void {
    for (const listener of [...this.listeners]) listener(changes);
  }
}

const KINDS = new Set(["range", "one_of", "contains", "missing", "in_issue"]);

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isCondition(value: unknown): boolean {
  return isObject(value) && KINDS.has((value as Condition).kind);
}

function fits(condition: Condition, has: (name: string | null) => boolean): boolean {
  return condition.kind === "in_issue" || has(columnOf(condition));
}

/** The parts of something stored that are of the right kind: it may be old or broken. */
function known(stored: Partial<ExplorationJson>): Partial<typeof BLANK> {
  const current: Record<string, unknown> = {};
  for (const [key, blank] of Object.entries(BLANK)) {
    const value = stored[key as keyof typeof BLANK] as unknown;
    const fits =
      blank === null
        ? typeof value === "string"
        : Array.isArray(blank)
          ? Array.isArray(value)
          : typeof value === typeof blank && value !== null && !Array.isArray(value);
    if (fits) current[key] = value;
  }
  return current;
}

/** The state to share, or a new one of a table; one of the two is needed. */
export function explorationOf(options: {
  readonly state?: Exploration;
  readonly first?: TableInfo;
}): Exploration {
  if (options.state) return options.state;
  if (!options.first) throw new TypeError("Give `state`, or `first` to make one of.");
  return new Exploration(options.first);
}
