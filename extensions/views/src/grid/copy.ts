/** Selected cells as tab-separated text: whole, as they are. */

import type { DatasetClient } from "../client.js";
import { messageOf } from "../errors.js";
import { count } from "../explore/format.js";
import { InputProblem } from "../explore/problem.js";
import type { Window } from "../protocol.js";
import { sentence } from "../values.js";
import type { Parts } from "./parts.js";
import type { Rows } from "./rows.js";
import type { Rectangle } from "./selected.js";

/** Cells of one copy. */
const COPY_CELLS = 200_000;
/** Cut cells of one copy, each fetched on its own. */
const COPY_CUT = 500;
/** Characters of one copy. */
const COPY_CHARACTERS = 50_000_000;
const STEP = 1000;

interface CopySource {
  readonly client: DatasetClient;
  readonly rows: Rows;
  readonly version: string;
  /** Columns on the screen, in order. */
  readonly order: readonly number[];
}

/** The text at once where all of it is known; null where some must be fetched. */
function knownText(source: CopySource, area: Rectangle): string | null {
  const { rows, order } = source;
  check(area);
  const indexes = order.slice(area.left, area.right + 1);
  const lines: string[] = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    const cells = indexes.map((index) =>
      rows.isCut(row, index) ? undefined : rows.cell(row, index),
    );
    if (cells.includes(undefined)) return null;
    lines.push(line(cells as (string | null)[]));
  }
  return lines.join("\n");
}

/** The text, fetched where it is not known: rows by the thousand, cut cells one by one. */
async function wholeText(source: CopySource, area: Rectangle): Promise<string> {
  check(area);
  const indexes = source.order.slice(area.left, area.right + 1);
  const lines: string[] = [];
  let cut = 0;
  let length = 0;
  for (let start = area.top; start <= area.bottom; start += STEP) {
    const size = Math.min(STEP, area.bottom - start + 1);
    const window = await source.rows.fetch(start, size, indexes);
    cut += window.cut.length;
    if (cut > COPY_CUT) {
      throw new InputProblem(
        `More than ${count(COPY_CUT)} of the cells hold long texts. Copy fewer rows, or export them.`,
      );
    }
    const cells = await whole(source, window);
    window.rows.forEach((_, at) => {
      const text = line(indexes.map((index) => cells.get(index)?.[at] ?? null));
      length += text.length + 1;
      if (length > COPY_CHARACTERS) {
        throw new InputProblem(
          `This is more than ${count(COPY_CHARACTERS)} characters. Copy fewer rows, or export them.`,
        );
      }
      lines.push(text);
    });
  }
  return lines.join("\n");
}

async function whole(source: CopySource, window: Window): Promise<Map<number, (string | null)[]>> {
  const cells = new Map(window.columns.map((index, at) => [index, [...(window.cells[at] ?? [])]]));
  for (const [index, at] of window.cut) {
    const row = window.rows[at];
    if (row === undefined) continue;
    const cell = await source.client.call("cell", { version: source.version, row, column: index });
    const column = cells.get(index);
    if (column) column[at] = cell.text;
  }
  return cells;
}

function cellsOf(area: Rectangle): number {
  return (area.bottom - area.top + 1) * (area.right - area.left + 1);
}

function check(area: Rectangle): void {
  const cells = cellsOf(area);
  if (cells > COPY_CELLS) {
    throw new InputProblem(
      `${count(cells)} cells are selected; at most ${count(COPY_CELLS)} are copied at once. ` +
        "Select fewer, or export the rows.",
    );
  }
}

/** One row as spreadsheets read it: what holds a tab, a line break or a first quote is quoted. */
function line(cells: readonly (string | null)[]): string {
  return cells
    .map((cell) => {
      if (cell === null) return "";
      return /[\t\r\n]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    })
    .join("\t");
}

/** Write to the clipboard, also on pages that came over plain HTTP. */
export async function toClipboard(text: string): Promise<void> {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const give = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", give, true);
  const done = document.execCommand("copy");
  document.removeEventListener("copy", give, true);
  if (!done) throw new InputProblem("The browser did not allow copying. Press Ctrl+C once more.");
}

/** Cells of a copy that is tried at once, without asking. */
const AT_ONCE = 20_000;

/** Answer the browser's request to copy the selected cells; says what came of it. */
export function copySelected(event: ClipboardEvent, parts: Parts): void {
  event.preventDefault();
  const { client, rows, state, selected, say } = parts;
  const source = { client, rows, version: state.version, order: parts.layout().order };
  const area = selected.rectangle;
  const cells = cellsOf(area);
  const done = (): void => say(`Copied ${count(cells)} ${cells === 1 ? "cell" : "cells"}.`, true);
  const refuse = (error: unknown): void => {
    if (error instanceof InputProblem) say(sentence(messageOf(error)), true);
    else parts.failed(error);
  };
  try {
    const known = cells <= AT_ONCE ? knownText(source, area) : null;
    if (known !== null) {
      event.clipboardData?.setData("text/plain", known);
      return done();
    }
    say(`Copying ${count(cells)} cells…`, true);
    wholeText(source, area).then(toClipboard).then(done).catch(refuse);
  } catch (error) {
    refuse(error);
  }
}
