/** What the parts of one grid share. */

import type { DatasetClient } from "../client.js";
import type { ChartStore } from "../explore/charts.js";
import type { Exploration } from "../explore/state.js";
import type { Body, Scene } from "./body.js";
import type { Head } from "./head.js";
import type { Layout } from "./layout.js";
import type { Rows } from "./rows.js";
import type { Cells } from "./selected.js";

export interface Parts {
  readonly root: HTMLElement;
  /** The element that has the keyboard. */
  readonly scroller: HTMLElement;
  readonly client: DatasetClient;
  readonly state: Exploration;
  readonly store: ChartStore;
  readonly rows: Rows;
  readonly body: Body;
  readonly head: Head;
  readonly selected: Cells;
  readonly layout: () => Layout;
  readonly scene: () => Scene;
  readonly focus: () => void;
  /** Make a row the active one and bring it into sight. */
  readonly goTo: (row: number) => void;
  readonly reveal: (column: string) => void;
  /** Say it to those who listen; `seen` to those who look too. */
  readonly say: (text: string, seen?: boolean) => void;
  /** Something went wrong. */
  readonly failed: (error: unknown) => void;
}

/** The index in the table of the column that the active cell is in; -1 for none. */
export function activeColumn(parts: Parts): number {
  return parts.layout().order[parts.selected.active.order] ?? -1;
}
