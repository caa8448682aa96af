/** Stand-ins for what lies outside a module: time, a table, a chart, keys, a scrolling element. */

import { mock } from "node:test";

import type { DatasetClient, QueueClient } from "../src/client.js";

import type { Chart, ColumnInfo, Cube, TableInfo } from "../src/protocol.js";

// Views call the browser's timers on `window`.
Object.assign(globalThis, { window: globalThis });

type Answer = (request: never) => unknown;

/** A client that answers from a table of functions and notes what it was asked. */
export class FakeClient {
  readonly label = "server";
  readonly calls: { readonly method: string; readonly request: unknown }[] = [];

  constructor(readonly answers: Record<string, Answer>) {}

  async call(method: string, request: unknown): Promise<unknown> {
    this.calls.push({ method, request });
    const answer = this.answers[method];
    if (!answer) throw new Error(`nobody answers ${method}`);
    return answer(request as never);
  }

  asQueue(): QueueClient {
    return this as unknown as QueueClient;
  }

  asDataset(): DatasetClient {
    return this as unknown as DatasetClient;
  }
}

/** Let everything that is ready run: promises first, then what they lead to. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** Let `milliseconds` pass on the faked clock. */
export async function pass(milliseconds: number): Promise<void> {
  await settle();
  mock.timers.tick(milliseconds);
  await settle();
}

export function column(name: string, kind: ColumnInfo["kind"] = "number"): ColumnInfo {
  return { name, kind, type: kind, null_share: 0 };
}

/** A table of these columns, with its first rows. */
export function table(columns: readonly ColumnInfo[], more: Partial<TableInfo> = {}): TableInfo {
  const indexes = columns.map((_, index) => index);
  return {
    dataset: "people",
    version: "v1",
    newest: "v1",
    rows: 100,
    columns,
    key: null,
    label: null,
    versions: [{ id: "v1", title: "1", rows: 100, is_source: true }],
    first: {
      start: 0,
      total: 100,
      keys: ["0"],
      rows: [0],
      columns: indexes,
      cells: columns.map(() => ["1"]),
      cut: [],
      marks: [],
    },
    ...more,
  };
}

/** Counts as they travel: 32-bit numbers, least byte first, in base 64. */
export function packed(counts: readonly number[]): string {
  return Buffer.from(Uint32Array.from(counts).buffer).toString("base64");
}

export function cube(more: Partial<Cube>): Cube {
  return { active: 0, fine: [], size: 0, counts: packed([]), faces: [], ...more };
}

export function chart(bins: Partial<Chart["bins"]>): Chart {
  const whole = { kind: "number", edges: [], values: [], other: false, others: 0, ...bins };
  return { column: 0, bins: whole } as unknown as Chart;
}

/** A key press; `target` has no control around it. */
export function key(name: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent {
  return {
    key: name,
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    isComposing: false,
    ...more,
  } as KeyboardEvent;
}

/** An element that scrolls, as far as `Scroll` knows one. */
export class FakeScroller {
  scrollTop = 0;
  scrollLeft = 0;
  readonly style = { height: "", width: "" };
  private readonly listeners = new Map<string, (event: unknown) => void>();

  addEventListener(name: string, listener: (event: unknown) => void): void {
    this.listeners.set(name, listener);
  }

  emit(name: string, event: unknown = {}): void {
    this.listeners.get(name)?.(event);
  }

  asElement(): HTMLElement {
    return this as unknown as HTMLElement;
  }
}
