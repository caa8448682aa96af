/** What went wrong, plainly; and what to do where there is nothing to show. */

import { button, h } from "../dom.js";
import { brief, sentence } from "../values.js";
import type { RecipeModel } from "./model.js";

/** What the alert says; nothing while all is well. */
export function alertParts(model: RecipeModel): HTMLElement[] {
  const { refused, unreachable } = model;
  if (unreachable !== null) {
    const lead = model.pending ? "NOT SAVED. " : "The recipe cannot be loaded. ";
    const again = button({ test: "try-again", label: "Try again", onClick: () => model.again() });
    return [words(lead, unreachable), again];
  }
  if (refused !== null) {
    const dismiss = button({
      test: "dismiss",
      class: "wb-small",
      label: "Dismiss",
      onClick: () => model.dismiss(),
    });
    return [words("Not changed. ", refused), dismiss];
  }
  const problem = model.state?.problem ?? null;
  return problem === null ? [] : [words("The recipe cannot run with its current rules. ", problem)];
}

function words(lead: string, text: string): HTMLElement {
  return h("p", { dir: "auto" }, h("strong", {}, lead), sentence(brief(text, 600)));
}

export function emptyParts(dataset: string, add: () => void, look: () => void): HTMLElement[] {
  return [
    h("h3", {}, "No rules yet, and nothing is suggested"),
    h(
      "p",
      {},
      "Run ",
      h("code", {}, "dataset.find_issues()"),
      " in a cell to look for what is wrong in ",
      h("bdi", { dir: "auto" }, brief(dataset, 80)),
      "; what it suggests appears here. Or write a rule of your own.",
    ),
    button({ test: "empty-add", class: "wb-primary", label: "Add a rule", key: "N", onClick: add }),
    button({ test: "empty-look", label: "Check again", onClick: look }),
  ];
}
