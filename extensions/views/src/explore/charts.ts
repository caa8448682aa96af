/** The charts of one table: asked for once, shared by header and cards, counted under a brush. */

import type { DatasetClient } from "../client.js";
import type { Chart, Charts, ChartsRequest, Cube, CubeRequest } from "../protocol.js";
import { type Condition, same, without } from "./conditions.js";
import { Counter, type Counts } from "./cube.js";
import { Keys } from "./keys.js";
import { Latest } from "./latest.js";
import type { Changes, Exploration } from "./state.js";

/** A brush that lies still for so many milliseconds filters the grid too. */
const REST = 120;
/** Charts of one request: a wide table's are asked for in pieces. */
const PIECE = 24;
/** Cubes that are kept. */
const CUBES = 4;

interface Kept {
  /** Null where the server has no chart of the column. */
  readonly chart: Chart | null;
  readonly key: string;
}

export interface ShownCounts {
  readonly counts: ArrayLike<number>;
  readonly missing: number;
}

interface Brush {
  readonly column: number;
  condition: Condition | null;
}

interface ChartsQuestion {
  readonly request: ChartsRequest;
  readonly keys: ReadonlyMap<number, string>;
  readonly all: string;
}

export class ChartStore {
  /** Rows that meet all conditions, those of a brush in motion among them; null: not known yet. */
  passing: number | null = null;
  rows: number;
  /** What went wrong with the last question, until one is answered. */
  error: unknown = null;
  private readonly kept = new Map<number, Kept>();
  private readonly wants = new Map<object, readonly number[]>();
  private readonly counters = new Map<string, Counter>();
  private readonly listeners = new Set<(columns: ReadonlySet<number> | null) => void>();
  private readonly charts: Latest<ChartsQuestion, Charts>;
  private readonly cubes: Latest<{ request: CubeRequest; key: string }, Cube>;
  private readonly keys: Keys;
  private readonly unsubscribe: () => void;
  private brushing: Brush | null = null;
  private shown = new Map<number, Counts>();
  private passingKey = "";
  private asked = "";
  private frame = 0;
  private rest = 0;

  constructor(
    client: DatasetClient,
    private readonly state: Exploration,
  ) {
    this.rows = state.table.rows;
    this.keys = new Keys(state);
    this.charts = new Latest({
      ask: ({ request }) => client.call("charts", request),
      answered: (answer, question) => this.take(answer, question),
      failed: (error) => this.fail(error),
    });
    this.cubes = new Latest({
      ask: ({ request }) => client.call("cube", request),
      answered: (cube, { key }) => this.takeCube(cube, key),
      failed: () => undefined, // a brush without a cube still filters when it rests
    });
    this.unsubscribe = state.subscribe((changes) => this.changed(changes));
  }

  /** Set which charts are in view now, by index. */
  want(who: object, columns: readonly number[]): void {
    if (columns.length) this.wants.set(who, columns);
    else this.wants.delete(who);
    this.request();
  }

  /** A chart, perhaps still with the counts of a moment ago. */
  chart(column: number): Chart | null {
    return this.kept.get(column)?.chart ?? null;
  }

  /** What to draw: counts under the brush in motion, else those of the chart. */
  counts(column: number): ShownCounts | null {
    return this.shown.get(column) ?? this.chart(column);
  }

  /** The condition that a chart shows as its brush. */
  brushOn(column: number): Condition | null {
    if (this.brushing?.column === column) return this.brushing.condition;
    const name = this.state.columns[column]?.name;
    return name === undefined ? null : this.state.conditionOn(name);
  }

  /** The bounds that a brush on numbers or times may have. */
  edges(column: number): readonly number[] {
    const fine = this.counter(column)?.fine;
    return fine?.length ? fine : (this.chart(column)?.bins.edges ?? []);
  }

  /** Get ready for a brush on this column: the pointer or the keyboard is there. */
  prepare(column: number): void {
    if (!this.chart(column)) return;
    const key = this.keys.cube(column);
    const known = this.counters.get(key);
    const others = this.wanted().filter((one) => one !== column);
    if (!others.length || (known && others.every((one) => known.has(one)))) return;
    const { version, conditions } = this.reduced(column);
    const asked = `${key} ${others.join()}`;
    if (this.cubes.busy && asked === this.asked) return;
    this.asked = asked;
    this.cubes.put({ request: { version, conditions, active: column, columns: others }, key });
  }

  /** Move a brush: the charts follow in the next frame, the grid when it rests. */
  brush(column: number, condition: Condition | null): void {
    if (this.brushing && this.brushing.column !== column) this.release();
    if (this.brushing && same(this.brushing.condition, condition)) return;
    if (!this.brushing) this.prepare(column);
    this.brushing = { column, condition };
    window.clearTimeout(this.rest);
    this.rest = window.setTimeout(() => this.commit(), REST);
    this.schedule();
  }

  /** The brush has ended: filter by it. */
  release(): void {
    if (!this.brushing) return;
    this.commit();
    this.brushing = null;
    for (const one of this.shown.keys()) {
      if (this.kept.get(one)?.key === this.keys.chart(one)) this.shown.delete(one);
    }
    this.tell(null);
  }

  subscribe(listener: (columns: ReadonlySet<number> | null) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  destroy(): void {
    this.unsubscribe();
    this.charts.stop();
    this.cubes.stop();
    window.clearTimeout(this.rest);
    cancelAnimationFrame(this.frame);
    this.listeners.clear();
  }

  /** Ask again for everything, after a failure. */
  retry(): void {
    this.error = null;
    this.kept.clear();
    this.passingKey = "";
    this.request();
  }

  private commit(): void {
    window.clearTimeout(this.rest);
    const { column, condition } = this.brushing ?? {};
    const name = column === undefined ? undefined : this.state.columns[column]?.name;
    if (column === undefined || name === undefined) return;
    if (same(this.state.conditionOn(name), condition ?? null)) return;
    this.preview();
    this.settle(column, condition ?? null);
    if (condition) this.state.setCondition(condition);
    else this.state.removeCondition(`column ${name}`);
  }

  /** What was counted under the brush need not be asked for: keep it as if it had been. */
  private settle(column: number, condition: Condition | null): void {
    const counter = this.counter(column);
    const plain = this.state.by === null && this.state.against === null;
    if (!plain || !counter?.exact(condition)) return;
    const change = { column, condition };
    this.passing = counter.passing(condition);
    this.passingKey = this.keys.rows(change);
    for (const [one, { counts, missing }] of this.shown) {
      const chart = this.chart(one);
      if (!chart) continue;
      const kept = { ...chart, counts: [...counts], missing };
      this.kept.set(one, { chart: kept, key: this.keys.chart(one, change) });
    }
  }

  private changed(changes: Changes): void {
    if (changes.has("table")) {
      this.kept.clear();
      this.counters.clear();
      this.passing = null;
      this.passingKey = "";
      this.brushing = null;
      this.error = null;
      this.rows = this.state.table.rows;
    }
    if (!this.brushing) this.shown = new Map();
    const asks = ["table", "conditions", "by", "against"] as const;
    if (asks.some((one) => changes.has(one))) this.request();
    this.tell(null);
  }

  /** Ask for what is wanted and not known under the conditions of now. */
  private request(): void {
    const needed = this.wanted().filter((one) => this.kept.get(one)?.key !== this.keys.chart(one));
    const all = this.keys.rows();
    if (!needed.length && (this.passingKey === all || !this.wants.size)) return;
    const columns = needed.length ? needed.slice(0, PIECE) : this.wanted().slice(0, 1);
    const { by, against } = this.state;
    const index = this.state.indexOf(by);
    this.charts.put({
      request: { ...this.state.selection, columns, by: index, against },
      keys: new Map(columns.map((one) => [one, this.keys.chart(one)])),
      all,
    });
  }

  private take(answer: Charts, { keys, all, request }: ChartsQuestion): void {
    this.error = null;
    this.rows = answer.rows;
    if (request.version !== this.state.version) return this.request();
    const charts = new Map(answer.charts.map((chart) => [chart.column, chart]));
    for (const [column, key] of keys) {
      this.kept.set(column, { chart: charts.get(column) ?? null, key });
      if (!this.brushing) this.shown.delete(column);
    }
    if (all === this.keys.rows() && !this.brushing) this.passing = answer.passing;
    if (all === this.keys.rows()) this.passingKey = all;
    this.request();
    if (this.brushing) this.preview();
    this.tell(new Set(keys.keys()));
  }

  private fail(error: unknown): void {
    this.error = error;
    this.tell(null);
  }

  private takeCube(cube: Cube, key: string): void {
    const chart = this.chart(cube.active);
    if (!chart) return;
    this.counters.delete(key);
    this.counters.set(key, new Counter(cube, chart));
    for (const old of this.counters.keys()) {
      if (this.counters.size <= CUBES) break;
      this.counters.delete(old);
    }
    if (this.brushing) this.schedule();
  }

  private schedule(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (this.brushing) this.preview();
      this.tell(null);
    });
  }

  /** Count under the brush. */
  private preview(): void {
    const { column, condition = null } = this.brushing ?? {};
    const counter = column === undefined ? null : this.counter(column);
    if (!counter) return;
    const shown = new Map<number, Counts>();
    for (const one of this.wanted()) {
      const counts = one === column ? null : counter.counts(one, condition);
      if (counts) shown.set(one, counts);
    }
    this.shown = shown;
    this.passing = counter.passing(condition);
  }

  private tell(columns: ReadonlySet<number> | null): void {
    for (const listener of [...this.listeners]) listener(columns);
  }

  private wanted(): number[] {
    return [...new Set([...this.wants.values()].flat())];
  }

  private counter(column: number): Counter | null {
    return this.counters.get(this.keys.cube(column)) ?? null;
  }

  private reduced(column: number): { version: string; conditions: Condition[] } {
    const name = this.state.columns[column]?.name ?? "";
    return { version: this.state.version, conditions: without(this.state.conditions, name) };
  }
}

const STORES = new WeakMap<Exploration, { store: ChartStore; users: number }>();

/** The charts of a table, one store for all views of it; give it back with `release`. */
export function chartsOf(
  client: DatasetClient,
  state: Exploration,
): { readonly store: ChartStore; readonly release: () => void } {
  const entry = STORES.get(state) ?? { store: new ChartStore(client, state), users: 0 };
  STORES.set(state, entry);
  entry.users += 1;
  let given = false;
  return {
    store: entry.store,
    release: () => {
      if (given) return;
      given = true;
      entry.users -= 1;
      if (entry.users > 0) return;
      entry.store.destroy();
      STORES.delete(state);
    },
  };
}
