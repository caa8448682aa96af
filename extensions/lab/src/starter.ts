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

/** A Python module's name for a dataset's rules. */
export function moduleName(dataset: string): string {
  const plain = dataset.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^_+|_+$/g, "");
  return `${/^[A-Za-z]/.test(plain) ? plain : `table_${plain}`}_rules`;
}

const NEXT = `## What is doubtful goes to people

Name the label column above, then queue the labels that look wrong and decide them by keyboard:

\`\`\`python
dataset.label_quality()
dataset.review(dataset.make_queue("label"))
\`\`\`

Rows that may be there twice need a key column: \`dataset.review(dataset.make_queue("pair"))\`.
Reviewers without Jupyter get a page of their own: \`project.publish(reviewers=["ana"]).links\`.`;

function markdown(source: string): Cell {
  return { cell_type: "markdown", source };
}

function code(...lines: readonly string[]): Cell {
  return { cell_type: "code", source: lines.join("\n") };
}

/** The steps for a file; where it is there, its profile proposes the key and the label. */
function steps(name: string, file: string, there: boolean): readonly Cell[] {
  const [key, label] = there
    ? ["profile.proposed_key", "profile.proposed_label"]
    : ["None", "None"];
  const profile = there ? [`profile = wb.profile(${pythonString(file)})`] : [];
  return [
    code(
      "import workbench as wb",
      "",
      ...profile,
      'project = wb.open_project("quality")',
      "dataset = project.add(",
      `    ${pythonString(name)},`,
      `    ${pythonString(file)},`,
      `    key=${key},  # the column that names each row, if there is one`,
      `    label=${label},  # the column with the class of each row, if there is one`,
      ")",
      "dataset",
    ),
    code("dataset.profile()"),
    code("issues = dataset.find_issues()", "issues"),
    markdown("## Look at it: rows, charts that filter each other, queues and rules in one view"),
    code("dataset.open()"),
    markdown(
      "## Accept what is sure\n\nEach accepted issue is a decision; the decisions make the recipe. " +
        "The file stays as it is.",
    ),
    code("dataset.accept(issues.where(min_confidence=0.8))", "dataset.recipe()"),
    markdown(NEXT),
    markdown("## A clean version, and the module that cleans tomorrow's file"),
    code("version = dataset.clean()", "version"),
    code(`dataset.export(${pythonString(moduleName(name))})`),
  ];
}

/** Cells that add one file to the project, look at it, and lead to its rules. */
export function fileCells(path: string): readonly Cell[] {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return [markdown("# What is wrong with this table?"), ...steps(datasetName(path), file, true)];
}

/** A dataset's name as part of a file's name. */
export function fileStem(dataset: string): string {
  return dataset.replace(/[^\p{L}\p{N}_. -]+/gu, "_").replace(/^[. ]+/, "") || "dataset";
}

/** Cells that open a dataset of a project that lies beside the notebook. */
export function datasetCells(project: string, dataset: string): readonly Cell[] {
  return [
    code(
      "import workbench as wb",
      "",
      `project = wb.open_project(${pythonString(project)})`,
      `dataset = project[${pythonString(dataset)}]`,
    ),
    code("dataset.open()"),
  ];
}

/** Cells to begin with where no file was chosen. */
export function blankCells(): readonly Cell[] {
  return [
    markdown(
      "# What is wrong with this table?\n\nPut a name and your table below: a CSV, TSV or Parquet " +
        "file, or a pandas, Polars, PyArrow or DuckDB table.",
    ),
    ...steps("customers", "customers.csv", false),
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
