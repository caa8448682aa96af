/** Where the parts of the recipe view stand. */

import { h } from "../dom.js";
import { OWN_KEYS } from "../shortcuts.js";

export interface RecipeParts {
  readonly tools: HTMLElement;
  readonly saving: HTMLElement;
  readonly run: HTMLElement;
  readonly export: HTMLElement;
  readonly outcome: HTMLElement;
  readonly alert: HTMLElement;
  readonly empty: HTMLElement;
  readonly panes: HTMLElement;
  readonly expectations: HTMLElement;
  readonly sections: HTMLElement;
  readonly live: HTMLElement;
}

export interface PaneParts {
  readonly list: HTMLElement;
  readonly draft: HTMLElement;
  readonly title: HTMLElement;
  readonly why: HTMLElement;
  readonly preview: HTMLElement;
  readonly code: HTMLElement;
}

export function recipeFrame(parts: RecipeParts): HTMLElement {
  return h(
    "div",
    {
      class: "wb-recipe",
      test: "recipe-root",
      role: "region",
      "aria-label": "Recipe",
      ...OWN_KEYS,
    },
    h(
      "div",
      { class: "wb-recipe-head" },
      parts.sections,
      parts.tools,
      h("div", { class: "wb-group" }, parts.saving, parts.run, parts.export),
    ),
    parts.outcome,
    parts.alert,
    parts.empty,
    parts.panes,
    parts.expectations,
    parts.live,
  );
}

export function recipePanes(parts: PaneParts): HTMLElement {
  return h(
    "div",
    { class: "wb-panes" },
    h("div", { class: "wb-pane wb-pane-list" }, parts.list),
    h(
      "div",
      { class: "wb-pane wb-pane-preview" },
      parts.draft,
      h("div", { class: "wb-focus" }, parts.title, parts.why),
      parts.preview,
    ),
    parts.code,
  );
}
