/** A client made of formulas: any number of rows, any number of columns, answers after a while. */

import type { DatasetClient } from "@dq-workbench/views";
import type * as P from "@dq-workbench/views";

type Condition = NonNullable<P.WindowRequest["conditions"]>[number];

const KINDS = ["number", "number", "time", "text", "truth", "number"] as const;
const TOWNS = ["Leeds", "York", "Hull", "Bath", "Ely", "Truro", "Wells", "Ripon"];
const BINS = 24;
const FINE = 10;
export const WINDOW = 60;

/** A number of 0 to 1 that a row and a column always have. */
function noise(row: number, column: number): number {
  let x = (Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(column + 7, 0x85ebca6b)) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) >>> 0;
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39) >>> 0;
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
}

export class MockClient implements DatasetClient {
  readonly label = "server";
  readonly asked: { method: string; request: unknown }[] = [];
  pending = 0;
  /** Milliseconds until an answer. */
  latency: number;
  failure: Error | null = null;
  readonly columns: P.ColumnInfo[];
  private readonly codes = new Map<number, Uint16Array>();
  private readonly masks = new Map<string, Uint32Array>();

  constructor(
    readonly rows: number,
    width: number,
    latency = 25,
  ) {
    this.latency = latency;
    this.columns = Array.from({ length: width }, (_, place) => {
      const kind = place === 0 ? "number" : (KINDS[place % KINDS.length] ?? "text");
      const type = { number: place ? "DOUBLE" : "BIGINT", time: "TIMESTAMP", text: "VARCHAR", truth: "BOOLEAN" }[kind];
      const name = place === 0 ? "id" : `${kind} ${place}`;
      return { name, type, kind, null_share: place % 4 === 3 ? 0.06 : 0 };
    });
  }

  async call<Name extends keyof P.DatasetMethods>(method: Name, request: never): Promise<never> {
    this.asked.push({ method, request });
    this.pending += 1;
    const asked = performance.now();
    const answer = this[method as "window"](request) as never;
    const rest = Math.max(0, this.latency - (performance.now() - asked));
    await new Promise((done) => setTimeout(done, rest));
    this.pending -= 1;
    if (this.failure) throw this.failure;
    return answer;
  }

  info(count = WINDOW): P.TableInfo {
    return this.open({ count });
  }

  open(request: P.OpenRequest): P.TableInfo {
    const versions = [
      { id: "v1", title: "Source", rows: this.rows, is_source: true },
      { id: "v2", title: "Cleaned", rows: this.rows, is_source: false },
    ];
    return {
      dataset: "mock", version: request.version ?? "v1", rows: this.rows, columns: this.columns,
      key: "id", label: null, versions, newest: "v1",
      first: this.window({ start: 0, count: request.count ?? WINDOW }),
    } as unknown as P.TableInfo;
  }

  window(request: P.WindowRequest): P.Window {
    const { conditions = [], sort = [], start = 0, count = 100 } = request;
    const chosen = conditions.length ? this.passing(conditions) : null;
    const total = chosen ? chosen.length : this.rows;
    const back = sort[0]?.descending ?? false;
    const rows: number[] = [];
    for (let at = start; at < Math.min(total, start + count); at += 1) {
      const place = back ? total - 1 - at : at;
      rows.push(chosen ? (chosen[place] ?? 0) : place);
    }
    const columns = request.columns ?? this.columns.map((_, place) => place);
    const cells = columns.map((place) => rows.map((row) => this.text(row, place)));
    const marks = rows.flatMap((row, at): P.Mark[] =>
      row % 17 === 3 ? [{ row: at, column: 3, kind: "issue", text: "Seldom: <b>9</b> of 10 differ" }] : [],
    );
    return { start, total, keys: rows.map(String), rows, columns, cells, cut: [], marks };
  }

  cell(request: P.CellRequest): P.Cell {
    const text = this.text(request.row, request.column);
    return { text, length: text?.length ?? 0 };
  }

  charts(request: P.ChartsRequest): P.Charts {
    const { conditions = [] } = request;
    const charts = request.columns.map((column): P.Chart => {
      const name = this.columns[column]?.name;
      const others = conditions.filter((one) => one.kind === "in_issue" || one.column !== name);
      const all = this.count(column, null);
      const some = others.length ? this.count(column, this.passing(others)) : all;
      const bins = this.bins(column);
      const [totals, missing_total] = this.coarse(column, all);
      const [counts, missing] = this.coarse(column, some);
      const slices =
        request.by == null
          ? []
          : ["a", "b", "c"].map((value, at) => ({
              value,
              counts: counts.map((one, bin) => Math.round(one * (0.2 + 0.6 * noise(bin, at)))),
              missing: Math.round(missing / 3),
            }));
      const against = request.against ? totals.map((one, bin) => Math.round(one * (0.7 + 0.6 * noise(bin, 9)))) : null;
      return { column, bins, totals, counts, missing_total, missing, slices, against, against_missing: against ? 0 : null };
    });
    return { charts, rows: this.rows, passing: conditions.length ? this.passing(conditions).length : this.rows };
  }

  cube(request: P.CubeRequest): P.Cube {
    const { active, conditions = [] } = request;
    const name = this.columns[active]?.name;
    const others = conditions.filter((one) => one.kind === "in_issue" || one.column !== name);
    const own = this.code(active);
    const size = this.size(active);
    const rows = others.length ? this.passing(others) : null;
    const faces = request.columns.map((column): P.CubeFace => {
      const there = this.code(column);
      const step = this.step(column);
      const bins = this.size(column) / step;
      const counts = new Uint32Array((size + 1) * (bins + 1));
      const add = (row: number): void => {
        const at = (own[row] ?? 0) * (bins + 1) + Math.floor((there[row] ?? 0) / step);
        counts[at] = (counts[at] ?? 0) + 1;
      };
      if (rows) rows.forEach(add);
      else for (let row = 0; row < this.rows; row += 1) add(row);
      return { column, bins, counts: encode(counts) };
    });
    return { active, fine: this.fine(active), size, counts: encode(this.count(active, rows)), faces };
  }

  issues(): P.Issues {
    return { issues: [
      { id: "i1", kind: "outlier", column: "number 5", rows: 59, confidence: 0.93, message: "59 values lie far from the others", has_rule: true, verdict: null },
      { id: "i2", kind: "spelling", column: "text 3", rows: 12, confidence: 0.71, message: "<img src=x onerror=alert(1)> may be a slip", has_rule: false, verdict: "accept" },
      { id: "i3", kind: "duplicate rows", column: null, rows: 4, confidence: 0.5, message: "4 rows are alike", has_rule: false, verdict: null },
    ] };
  }

  private value(row: number, place: number): number | null {
    if (place === 0) return row;
    const x = noise(row, place);
    if (place % 4 === 3 && noise(row, place + 1000) < 0.06) return null;
    if (this.columns[place]?.kind === "number") return Math.round(1000 * (x + noise(row, place + 500)) ** 2) / 10;
    return x;
  }

  private text(row: number, place: number): string | null {
    const value = this.value(row, place);
    if (value === null) return null;
    switch (this.columns[place]?.kind) {
      case "time":
        return new Date(1.6e12 + value * 1e11).toISOString().slice(0, 19).replace("T", " ");
      case "text":
        return TOWNS[Math.floor(value * value * TOWNS.length)] ?? "";
      case "truth":
        return String(value < 0.3);
      default:
        return String(value);
    }
  }

  private size(place: number): number {
    const { kind } = this.columns[place] ?? {};
    return kind === "text" ? TOWNS.length : kind === "truth" ? 2 : BINS * FINE;
  }

  private step(place: number): number {
    return this.size(place) === BINS * FINE ? FINE : 1;
  }

  private span(place: number): [number, number] {
    if (place === 0) return [0, this.rows];
    return this.columns[place]?.kind === "time" ? [1.6e9, 1.7e9] : [0, 408];
  }

  private fine(place: number): number[] {
    if (this.step(place) === 1) return [];
    const [low, high] = this.span(place);
    return Array.from({ length: BINS * FINE + 1 }, (_, at) => low + ((high - low) * at) / (BINS * FINE));
  }

  private bins(place: number): P.Bins {
    const kind = this.columns[place]?.kind ?? "other";
    const edges = this.fine(place).filter((_, at) => at % FINE === 0);
    const values = kind === "text" ? TOWNS : kind === "truth" ? ["true", "false"] : [];
    return { kind, edges, values, other: false, others: 0 };
  }

  private code(place: number): Uint16Array {
    const known = this.codes.get(place);
    if (known) return known;
    const found = new Uint16Array(this.rows);
    const [low, high] = this.span(place);
    const size = this.size(place);
    const { kind } = this.columns[place] ?? {};
    for (let row = 0; row < this.rows; row += 1) {
      const value = this.value(row, place);
      let code = size;
      if (value !== null && kind === "text") code = Math.floor(value * value * size);
      else if (value !== null && kind === "truth") code = value < 0.3 ? 0 : 1;
      else if (value !== null) {
        const number = kind === "time" ? 1.6e9 + value * 1e8 : value;
        code = Math.min(size - 1, Math.max(0, Math.floor(((number - low) / (high - low)) * size)));
      }
      found[row] = code;
    }
    this.codes.set(place, found);
    return found;
  }

  private count(place: number, rows: Uint32Array | null): Uint32Array {
    const code = this.code(place);
    const counts = new Uint32Array(this.size(place) + 1);
    if (rows) for (const row of rows) counts[code[row] ?? 0] = (counts[code[row] ?? 0] ?? 0) + 1;
    else for (const one of code) counts[one] = (counts[one] ?? 0) + 1;
    return counts;
  }

  private coarse(place: number, fine: Uint32Array): [number[], number] {
    const step = this.step(place);
    const size = this.size(place);
    const counts = Array.from({ length: size / step }, (_, bin) => {
      let total = 0;
      for (let at = bin * step; at < (bin + 1) * step; at += 1) total += fine[at] ?? 0;
      return total;
    });
    return [counts, fine[size] ?? 0];
  }

  private passing(conditions: readonly Condition[]): Uint32Array {
    const key = JSON.stringify(conditions);
    const known = this.masks.get(key);
    if (known) return known;
    const tests = conditions.map((one) => this.test(one));
    const found: number[] = [];
    for (let row = 0; row < this.rows; row += 1) if (tests.every((test) => test(row))) found.push(row);
    const rows = Uint32Array.from(found);
    this.masks.set(key, rows);
    return rows;
  }

  private test(one: Condition): (row: number) => boolean {
    if (one.kind === "in_issue") return (row) => row % 17 === 3;
    const place = this.columns.findIndex((column) => column.name === one.column);
    if (one.kind === "missing") return (row) => (this.text(row, place) === null) === (one.missing ?? true);
    if (one.kind === "contains") {
      const wanted = one.text.toLowerCase();
      return (row) => this.text(row, place)?.toLowerCase().includes(wanted) ?? false;
    }
    if (one.kind === "one_of") {
      return (row) => {
        const text = this.text(row, place);
        if (text === null) return Boolean(one.missing);
        return (one.values ?? []).includes(text) !== Boolean(one.exclude);
      };
    }
    const fine = this.fine(place);
    const code = this.code(place);
    const from = one.low == null ? 0 : fine.findIndex((edge) => edge >= (one.low ?? 0));
    const to = one.high == null || one.closed ? fine.length - 1 : fine.findIndex((edge) => edge >= (one.high ?? 0));
    return (row) => (code[row] ?? 0) >= from && (code[row] ?? 0) < to;
  }
}

function encode(counts: Uint32Array): string {
  const bytes = new Uint8Array(counts.buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  }
  return btoa(text);
}
