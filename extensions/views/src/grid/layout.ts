/** Where columns lie: the pinned ones first, then those that scroll. */

import type { ColumnInfo, TableInfo } from "../protocol.js";
import type { Exploration } from "../explore/state.js";
import { atOrAfter } from "../explore/cube.js";

export const ROW = 26;
export const HEAD = 82;
export const NARROW = 56;
export const WIDE = 1200;
const CHARACTER = 7.3;
/** Of a digit where the font is wide: a number that is cut is read as another one. */
const DIGIT = 8.4;

/** Columns beside each other: their indexes in the table and their left edges. */
export interface Lane {
  readonly indexes: readonly number[];
  readonly lefts: readonly number[];
  readonly width: number;
}

export interface Layout {
  /** Width of the row numbers. */
  readonly gutter: number;
  readonly pinned: Lane;
  readonly main: Lane;
  /** All columns in the order of the screen. */
  readonly order: readonly number[];
}

export function layoutOf(state: Exploration): Layout {
  const hidden = new Set(state.hidden);
  const first = state.pinned.filter((name) => !hidden.has(name));
  const pinned = first.flatMap((name) => state.indexOf(name) ?? []);
  const fixed = new Set(pinned);
  const rest: number[] = [];
  state.columns.forEach((column, index) => {
    if (!hidden.has(column.name) && !fixed.has(index)) rest.push(index);
  });
  const digits = Math.max(3, String(state.table.rows).length);
  return {
    gutter: Math.ceil(digits * CHARACTER + 22),
    pinned: lane(pinned, state),
    main: lane(rest, state),
    order: [...pinned, ...rest],
  };
}

function lane(indexes: readonly number[], state: Exploration): Lane {
  const lefts: number[] = [];
  let width = 0;
  for (const index of indexes) {
    lefts.push(width);
    width += widthOf(state, index);
  }
  return { indexes, lefts, width };
}

const GUESSES = new WeakMap<TableInfo, Map<number, number>>();

/** A column's width: as set, or as its first rows and its name need. */
export function widthOf(state: Exploration, index: number): number {
  const column = state.columns[index];
  const set = column && state.widths[column.name];
  if (typeof set === "number" && set > 0) return Math.min(WIDE, Math.max(NARROW, set));
  const guesses = GUESSES.get(state.table) ?? new Map<number, number>();
  GUESSES.set(state.table, guesses);
  const known = guesses.get(index);
  if (known !== undefined) return known;
  const guessed = column ? guess(state.table, column, index) : NARROW;
  guesses.set(index, guessed);
  return guessed;
}

function guess(table: TableInfo, column: ColumnInfo, index: number): number {
  const at = table.first.columns.indexOf(index);
  const cells = at < 0 ? [] : (table.first.cells[at] ?? []);
  const longest = Math.max(0, ...cells.slice(0, 60).map((cell) => cell?.length ?? 0));
  const name = Math.min(column.name.length, 30) * CHARACTER + 54;
  const each = column.kind === "number" || column.kind === "time" ? DIGIT : CHARACTER;
  return Math.round(Math.min(300, Math.max(92, name, longest * each + 22)));
}

/** The columns of a lane that meet `[from, to)`, in pixels from the lane's left. */
export function within(lane: Lane, from: number, to: number): readonly [number, number] {
  const first = Math.max(0, atOrAfter(lane.lefts, from + 0.5) - 1);
  return [first, Math.max(first, atOrAfter(lane.lefts, to))];
}
