/** What the rule in focus changes: figures, cells before and after, rows that go. */

import { h } from "../dom.js";
import type { Example, Preview } from "../protocol.js";
import { brief, count, difference, plain, valueElement } from "../values.js";

/** Draw a preview; `draft` says that the rule is not saved yet. */
export function previewBody(preview: Preview, draft: boolean): HTMLElement {
  const failed = preview.errors.length > 0;
  return h(
    "div",
    { class: "wb-preview-body", test: "preview-body" },
    ...(failed ? [errors(preview)] : [figures(preview)]),
    ...(preview.notes.length ? [notes(preview.notes)] : []),
    ...(preview.examples.length ? [examples(preview.examples)] : []),
    ...(preview.gone.length ? [gone(preview)] : []),
    ...(!failed && preview.affected === 0 && preview.notes.length === 0 ? [nothing(draft)] : []),
  );
}

function errors(preview: Preview): HTMLElement {
  const own = preview.errors.filter((error) => error.path.length === 0);
  const shown = own.length ? own : preview.errors;
  return h(
    "div",
    { class: "wb-problem", test: "preview-error" },
    h("strong", {}, "This rule cannot run here"),
    ...shown.map((error) => {
      const where = error.path.length && !own.length ? `${error.path.join(", ")}: ` : "";
      return h("p", { dir: "auto" }, brief(where + error.message, 600));
    }),
  );
}

function figures(preview: Preview): HTMLElement {
  const { looked_at: looked, rows } = preview;
  const share = looked ? (100 * preview.affected) / looked : 0;
  const part = looked < rows ? `, in a sample of ${looked.toLocaleString("en")} evenly spaced` : "";
  const percent = share > 0 && share < 0.1 ? "under 0.1" : share.toFixed(share < 10 ? 1 : 0);
  return h(
    "p",
    { class: "wb-figures", test: "affected" },
    h("strong", {}, count(preview.affected, "row")),
    preview.affected === 1 ? " is affected" : " are affected",
    ` (${percent}% of ${rows.toLocaleString("en")}${part})`,
    preview.cells ? ` · ${count(preview.cells, "cell")} changed` : "",
    preview.dropped ? ` · ${count(preview.dropped, "row")} dropped` : "",
  );
}

function nothing(draft: boolean): HTMLElement {
  const summary = draft ? "This draft would change nothing." : "Here this rule changes nothing.";
  return h("p", { class: "wb-quiet" }, `${summary} The rules before it may do its work already.`);
}

function notes(texts: readonly string[]): HTMLElement {
  return h(
    "ul",
    { class: "wb-notes", test: "preview-notes" },
    ...texts.map((text) => h("li", { dir: "auto" }, brief(text, 500))),
  );
}

function examples(list: readonly Example[]): HTMLElement {
  const several = new Set(list.map((one) => one.column)).size > 1;
  const head = [...(several ? ["column"] : []), "before", "after", "rows", "first in"];
  return scrolled(
    `Changed cells${several ? "" : ` of ${brief(list[0]?.column, 60)}`}`,
    head,
    list.map((one) => [
      ...(several ? [named(one.column)] : []),
      changed(one, "before"),
      changed(one, "after"),
      one.rows.toLocaleString("en"),
      one.key === null ? "–" : brief(one.key, 40),
    ]),
    "examples",
  );
}

/** A cell, its changed part underlined or struck through: seen without colour too. */
function changed(one: Example, side: "before" | "after"): HTMLElement {
  const here = plain(one[side]);
  const there = plain(side === "before" ? one.after : one.before);
  const marked = here !== null && there !== null ? difference(here, there) : null;
  const value = valueElement(here, marked);
  return h(side === "before" ? "del" : "ins", { class: `wb-${side}` }, value);
}

function named(column: string): HTMLElement {
  return h("bdi", { class: "wb-column", dir: "auto" }, brief(column, 60));
}

function gone(preview: Preview): HTMLElement {
  const more = preview.dropped - preview.gone.length;
  const title = more > 0 ? `Dropped rows, the first ${preview.gone.length}` : "Dropped rows";
  const rows = preview.gone.map((row) => row.cells.map((cell) => valueElement(cell)));
  const table = scrolled(
    title,
    preview.shown.map((name) => brief(name, 40)),
    rows,
    "gone",
  );
  table.classList.add("wb-gone");
  return table;
}

function scrolled(
  title: string,
  head: readonly string[],
  rows: readonly (readonly (HTMLElement | string)[])[],
  test: string,
): HTMLElement {
  return h(
    "div",
    { class: "wb-scrolled", tabindex: 0, role: "region", "aria-label": title },
    h(
      "table",
      { test },
      h("caption", {}, title),
      h("thead", {}, h("tr", {}, ...head.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, cell))))),
    ),
  );
}
