/** The rows that are known: blocks of them, the least used ones forgotten. */

import type { Mark, Window } from "../protocol.js";

/** Rows of a block. */
export const BLOCK = 200;
/** Columns that are asked for together: of a wide table only those around the screen are read. */
export const GROUP = 4;
/** Cells that are kept; at least as many blocks as the screen needs are kept anyway. */
const CELLS = 600_000;

export class Block {
  /** Columns by index; undefined where not asked for yet. */
  readonly columns: (readonly (string | null)[] | undefined)[] = [];
  readonly marks = new Map<string, Mark[]>();
  keys: readonly string[] = [];
  rows: readonly number[] = [];
  cells = 0;
  private readonly cuts = new Set<string>();
  private readonly known = new Set<string>();

  constructor(readonly start: number) {}

  /** Take in what a window says of rows `from` to `to`, counted in the selection. */
  take(window: Window, from: number, to: number): void {
    const low = from - window.start;
    const high = to - window.start;
    const shift = window.start - this.start;
    window.columns.forEach((index, at) => {
      const cells = (window.cells[at] ?? []).slice(low, high);
      this.cells += cells.length - (this.columns[index]?.length ?? 0);
      this.columns[index] = cells;
    });
    this.keys = window.keys.slice(low, high);
    this.rows = window.rows.slice(low, high);
    for (const [index, row] of window.cut) this.cuts.add(`${row + shift} ${index}`);
    for (const mark of window.marks) {
      const row = mark.row + shift;
      const name = `${row} ${mark.column ?? ""}`;
      const whole = `${name} ${mark.kind} ${mark.text}`;
      if (row < 0 || row >= BLOCK || this.known.has(whole)) continue;
      this.known.add(whole);
      this.marks.set(name, [...(this.marks.get(name) ?? []), mark]);
    }
  }

  /** Whether a row of the block is known in these columns. */
  has(row: number, indexes: readonly number[]): boolean {
    return (
      row < this.rows.length && indexes.every((index) => row < (this.columns[index]?.length ?? 0))
    );
  }

  isCut(row: number, index: number): boolean {
    return this.cuts.has(`${row} ${index}`);
  }
}

export class Blocks {
  private readonly kept = new Map<number, Block>();
  private cells = 0;

  at(row: number): Block | undefined {
    return this.kept.get(Math.floor(row / BLOCK));
  }

  take(window: Window): void {
    const end = window.start + window.rows.length;
    for (let start = window.start; start < end;) {
      const number = Math.floor(start / BLOCK);
      const next = Math.min(end, (number + 1) * BLOCK);
      const block = this.kept.get(number) ?? new Block(number * BLOCK);
      const fresh = block.rows.length <= next - start;
      if (start === block.start && fresh) {
        this.cells -= block.cells;
        block.take(window, start, next);
        this.cells += block.cells;
        this.use(number, block);
      }
      start = next;
    }
    this.forget();
  }

  /** Mark a block as used, so that it is forgotten last. */
  touch(row: number): void {
    const number = Math.floor(row / BLOCK);
    const block = this.kept.get(number);
    if (block) this.use(number, block);
  }

  private use(number: number, block: Block): void {
    this.kept.delete(number);
    this.kept.set(number, block);
  }

  private forget(): void {
    for (const [number, block] of this.kept) {
      if (this.cells <= CELLS || this.kept.size <= 6) return;
      this.kept.delete(number);
      this.cells -= block.cells;
    }
  }
}
