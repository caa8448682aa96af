/** The notebooks that the plugin writes: plain cells, which the user reads before running them. */

import type { Contents } from "@jupyterlab/services";

interface Cell {
  readonly cell_type: "code" | "markdown";
  readonly source: string;
}

export interface Kernel {
  readonly name: string;
  readonly display: string;
}

/**
 * A Python string literal. JSON's escapes are Python's too; characters that reorder or hide
 * text are escaped as well, so that the cell reads as what it does.
 */
export function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A dataset's name for a file: its name without folder and extension. */
export function datasetName(path: string): string {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return file.replace(/\.(csv|tsv|parquet)$/i, "") || file;
}

const NEXT = `## Next steps

- \`dataset.find_issues()\` lists what looks wrong: claims with evidence, never verdicts.
- \`dataset.review()\` sends the doubtful parts to reviewers; decisions are saved as they are made.
- \`dataset.clean()\` turns decisions into rules and makes a new version; the input stays as it is.
- \`dataset.versions()\` shows how each version came about.

Pass \`key="…"\` to \`project.add\` if a column identifies the rows, and \`label="…"\` if a column
holds labels to check.`;

function opening(lines: readonly string[]): Cell {
  return {
    cell_type: "code",
    source: ["import workbench as wb", "", 'project = wb.open_project("quality")', ...lines].join("\n"),
  };
}

const STEPS: readonly Cell[] = [
  { cell_type: "code", source: "dataset.profile()" },
  { cell_type: "code", source: "dataset.find_issues()" },
  { cell_type: "markdown", source: NEXT },
];

/** Cells that add one file to the project and look at it. */
export function fileCells(path: string): readonly Cell[] {
  const file = path.slice(path.lastIndexOf("/") + 1);
  const add = `dataset = project.add(${pythonString(datasetName(path))}, ${pythonString(file)})`;
  return [
    { cell_type: "markdown", source: "# What is wrong with this table?" },
    opening([add]),
    ...STEPS,
  ];
}

/** Cells to begin with where no file was chosen. */
export function blankCells(): readonly Cell[] {
  return [
    {
      cell_type: "markdown",
      source:
        "# What is wrong with this table?\n\nPut a name and your table below: a file (CSV, TSV, " +
        "Parquet, JSON, Excel, Arrow), a data frame or a database URL.",
    },
    opening(['dataset = project.add("customers", "customers.csv")']),
    ...STEPS,
  ];
}

/** A notebook of these cells, none of them run. */
export function notebook(cells: readonly Cell[], kernel: Kernel | null): Partial<Contents.IModel> {
  return {
    type: "notebook",
    format: "json",
    content: {
      cells: cells.map((cell) => ({
        id: cellId(),
        metadata: {},
        ...cell,
        ...(cell.cell_type === "code" ? { execution_count: null, outputs: [] } : {}),
      })),
      metadata: kernel
        ? { kernelspec: { name: kernel.name, display_name: kernel.display, language: "python" } }
        : {},
      nbformat: 4,
      nbformat_minor: 5,
    },
  };
}

function cellId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
