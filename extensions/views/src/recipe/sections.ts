/** Which part of the recipe is shown: its rules, or what is expected of what they leave. */

import { h } from "../dom.js";

export type Section = "rules" | "expectations";

const SECTIONS: readonly (readonly [Section, string])[] = [
  ["rules", "Rules"],
  ["expectations", "Expectations"],
];

export class Sections {
  readonly element: HTMLElement;
  section: Section = "rules";
  private readonly buttons: ReadonlyMap<Section, HTMLButtonElement>;

  constructor(changed: (section: Section) => void) {
    this.buttons = new Map(
      SECTIONS.map(([section, label]) => {
        const element = h(
          "button",
          { type: "button", class: "wb-section", test: `section-${section}` },
          label,
        );
        element.addEventListener("click", () => {
          if (section === this.section) return;
          this.section = section;
          this.mark();
          changed(section);
        });
        return [section, element];
      }),
    );
    this.element = h(
      "div",
      { class: "wb-sections", role: "group", "aria-label": "Part of the recipe" },
      ...this.buttons.values(),
    );
    this.mark();
  }

  private mark(): void {
    for (const [section, element] of this.buttons)
      element.setAttribute("aria-pressed", String(section === this.section));
  }
}
