/** Asking for rows: what is looked at first, what lies ahead next, never more than needed. */

import type { DatasetClient } from "../client.js";
import type { Mark, Window, WindowRequest } from "../protocol.js";
import type { Exploration } from "../explore/state.js";
import { BLOCK, type Block, Blocks, GROUP } from "./blocks.js";

/** What is on the screen, and in which direction it moves. */
export interface View {
  readonly first: number;
  /** One behind the last row. */
  readonly end: number;
  readonly indexes: readonly number[];
  readonly direction: 1 | -1;
}

export interface RowsEvents {
  /** Rows have come; `fresh` where they are the first ones of another selection or order. */
  readonly came: (fresh: boolean) => void;
  readonly failed: (error: unknown) => void;
  /** The same question has another number of rows than before. */
  readonly changed: (before: number, now: number) => void;
}

/** One selection in one order, and what is known of its rows. */
interface Query {
  readonly key: string;
  readonly base: WindowRequest;
  readonly blocks: Blocks;
  total: number | null;
}

interface Ask {
  readonly start: number;
  readonly count: number;
  readonly columns: readonly number[] | null;
}

/** Windows on the way at once: the second one may overtake, prefetching waits. */
const AT_ONCE = 2;
const MOST = 1000;
/** So many columns are asked for as a whole. */
const FEW = 12;
/** Milliseconds of rest after a jump before anything is fetched ahead. */
const AFTER_JUMP = 250;

export class Rows {
  private query: Query;
  /** Another selection or order, until its first rows are here. */
  private coming: Query | null = null;
  private view: View = { first: 0, end: 0, indexes: [], direction: 1 };
  private readonly flying = new Map<string, Query>();
  private stopped = false;
  private asleep = false;
  private pause = 0;

  constructor(
    private readonly client: DatasetClient,
    private readonly state: Exploration,
    private readonly events: RowsEvents,
  ) {
    this.query = this.start();
  }

  /** How many rows there are to scroll through. */
  get total(): number {
    return this.query.total ?? 0;
  }

  /** Whether the rows shown are those of an earlier selection or order. */
  get stale(): boolean {
    return this.coming !== null;
  }

  /** The selection or order changed, or the table. */
  reset(table: boolean): void {
    const next = this.make();
    if (table) {
      this.query = this.start();
      this.events.came(true);
    } else if (next.key === this.query.key) this.coming = null;
    else if (next.key !== this.coming?.key) this.coming = next;
    this.pump();
  }

  /** Ask again after a failure. */
  retry(): void {
    this.pump();
  }

  /** Nobody is watching: ask for nothing until somebody is. */
  sleep(): void {
    this.asleep = true;
  }

  stop(): void {
    this.stopped = true;
    window.clearTimeout(this.pause);
  }

  look(view: View): void {
    // Whoever jumps may jump again: what lies around can wait a moment.
    if (Math.abs(view.first - this.view.first) > 2 * BLOCK) {
      window.clearTimeout(this.pause);
      this.pause = window.setTimeout(() => {
        this.pause = 0;
        this.pump();
      }, AFTER_JUMP);
    }
    this.view = view;
    this.asleep = false;
    this.pump();
  }

  /** Whether some of the rows looked at are not known yet. */
  lacks(): boolean {
    const { first, end, indexes } = this.view;
    const stop = Math.min(end, this.total);
    for (let row = first; row < stop; row = (Math.floor(row / BLOCK) + 1) * BLOCK) {
      const last = Math.min(stop, (Math.floor(row / BLOCK) + 1) * BLOCK) - 1;
      if (!this.block(row)?.has(last % BLOCK, indexes)) return true;
    }
    return false;
  }

  block(row: number): Block | undefined {
    return this.query.blocks.at(row);
  }

  cell(row: number, index: number): string | null | undefined {
    return this.block(row)?.columns[index]?.[row % BLOCK];
  }

  marks(row: number, index: number | null): readonly Mark[] {
    return this.block(row)?.marks.get(`${row % BLOCK} ${index ?? ""}`) ?? [];
  }

  isCut(row: number, index: number): boolean {
    return this.block(row)?.isCut(row % BLOCK, index) ?? false;
  }

  /** The row's index in the version. */
  index(row: number): number | null {
    return this.block(row)?.rows[row % BLOCK] ?? null;
  }

  /** Rows for copying; they are not kept. */
  async fetch(start: number, count: number, columns: readonly number[]): Promise<Window> {
    return this.client.call("window", { ...this.query.base, start, count, columns });
  }

  /** The first rows, known with the table; they stand in until those of a selection come. */
  private start(): Query {
    const { table, conditions, sort } = this.state;
    const query = this.make();
    query.blocks.take(table.first);
    query.total = table.rows;
    const plain = !conditions.length && !sort.length;
    this.coming = plain ? null : this.make();
    return plain ? query : { ...query, key: "first rows", total: table.first.rows.length };
  }

  private make(): Query {
    const { selection, sort } = this.state;
    const base = { ...selection, sort };
    return { key: JSON.stringify(base), base, blocks: new Blocks(), total: null };
  }

  /** Send what is needed most, as far as there is room. */
  private pump(): void {
    if (this.stopped || this.asleep) return;
    if (this.coming) {
      const ask = { start: 0, count: BLOCK, columns: this.groups(this.view.indexes) };
      if (this.flying.size < AT_ONCE) this.send(this.coming, ask);
      return;
    }
    const wanted = this.missing(this.view.first, this.view.end);
    if (wanted) {
      if (this.flying.size < AT_ONCE) this.send(this.query, wanted);
      return;
    }
    if (this.flying.size || this.pause) return;
    const ahead = this.ahead();
    if (ahead) this.send(this.query, ahead);
  }

  /** The first window of rows `[from, to)` that is not known. */
  private missing(from: number, to: number): Ask | null {
    const { blocks } = this.query;
    const end = Math.min(to, this.query.total ?? to);
    const lacking: number[] = [];
    for (let start = from - (from % BLOCK); start < end; start += BLOCK) {
      const last = Math.min(end, start + BLOCK) - 1;
      blocks.touch(start);
      if (!blocks.at(start)?.has(last - start, this.view.indexes)) lacking.push(start);
    }
    const [first] = lacking;
    if (first === undefined) return null;
    const last = Math.min(lacking[lacking.length - 1] ?? first, first + MOST - BLOCK);
    return { start: first, count: last - first + BLOCK, columns: this.groups(this.view.indexes) };
  }

  /** What will be looked at next if the movement goes on; then what lies behind. */
  private ahead(): Ask | null {
    const { first, end, direction } = this.view;
    const next = (by: number): Ask | null =>
      by > 0
        ? this.missing(end + (by - 1) * BLOCK, end + by * BLOCK)
        : this.missing(Math.max(0, first + by * BLOCK), Math.max(0, first + (by + 1) * BLOCK));
    return next(direction) ?? next(2 * direction) ?? next(-direction);
  }

  /** All columns of a narrow table; of a wide one the groups that the indexes fall into. */
  private groups(indexes: readonly number[]): readonly number[] | null {
    const count = this.state.columns.length;
    if (count <= FEW) return null;
    const groups = [...new Set(indexes.map((index) => Math.floor(index / GROUP)))].sort(
      (a, b) => a - b,
    );
    return groups.flatMap((group) =>
      Array.from({ length: Math.min(GROUP, count - group * GROUP) }, (_, at) => group * GROUP + at),
    );
  }

  private send(query: Query, ask: Ask): void {
    const name = `${query.key} ${ask.start} ${ask.count} ${ask.columns?.join() ?? ""}`;
    if (this.flying.has(name)) return;
    this.flying.set(name, query);
    this.client
      .call("window", { ...query.base, ...ask })
      .then((window) => () => this.take(query, window, ask.count))
      .catch((error: unknown) => () => this.fail(query, error))
      .then((tell) => {
        this.flying.delete(name);
        if (!this.stopped) tell();
      })
      .catch((error: unknown) => this.events.failed(error));
  }

  private take(query: Query, window: Window, asked: number): void {
    const fresh = query === this.coming;
    if (query !== this.query && !fresh) return this.pump();
    const before = query.total;
    const short = window.rows.length < Math.min(asked, window.total - window.start);
    // Rows that should be there and are not would be asked for again and again.
    query.total = short ? window.start + window.rows.length : window.total;
    query.blocks.take(window);
    if (fresh) {
      this.query = query;
      this.coming = null;
    } else if (before !== null && before !== query.total) {
      this.events.changed(before, query.total);
    }
    this.events.came(fresh);
    this.pump();
  }

  private fail(query: Query, error: unknown): void {
    if (query === this.query || query === this.coming) this.events.failed(error);
    else this.pump();
  }
}
