/** A row of tabs; each panel is made when it is first shown and kept from then on. */

import { h } from "../dom.js";

export interface Tab {
  readonly name: string;
  readonly label: string;
  /** Fill the panel; called once. */
  readonly mount: (panel: HTMLElement) => () => void;
  /** Called each time that the tab comes to the front, but for the first. */
  readonly shown?: () => void;
}

export class Tabs {
  readonly bar = h("div", { class: "wb-tabs", role: "tablist", "aria-label": "Workbench" });
  readonly panels = h("div", { class: "wb-panels" });
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private readonly mounted = new Map<string, { panel: HTMLElement; dispose: () => void }>();
  private current = "";

  constructor(
    private readonly tabs: readonly Tab[],
    private readonly prefix: string,
    private readonly changed: (name: string) => void,
  ) {
    for (const tab of tabs) this.bar.append(this.button(tab));
    this.bar.addEventListener("keydown", (event) => this.press(event));
  }

  get open(): string {
    return this.current;
  }

  /** Bring a tab to the front; the first one where there is none of this name. */
  show(name: string): void {
    const tab = this.tabs.find((one) => one.name === name) ?? this.tabs[0];
    if (!tab || tab.name === this.current) return;
    this.current = tab.name;
    const before = this.mounted.get(tab.name);
    const { panel } = before ?? this.mount(tab);
    for (const [other, { panel: one }] of this.mounted) one.hidden = other !== tab.name;
    panel.hidden = false;
    for (const [other, button] of this.buttons) {
      button.setAttribute("aria-selected", String(other === tab.name));
      button.tabIndex = other === tab.name ? 0 : -1;
    }
    if (before) tab.shown?.();
    this.changed(tab.name);
  }

  dispose(): void {
    for (const { dispose } of this.mounted.values()) dispose();
    this.mounted.clear();
  }

  private mount(tab: Tab): { panel: HTMLElement; dispose: () => void } {
    const panel = h("section", {
      class: "wb-panel",
      id: `${this.prefix}-panel-${tab.name}`,
      role: "tabpanel",
      "aria-labelledby": `${this.prefix}-tab-${tab.name}`,
      test: `panel-${tab.name}`,
    });
    this.panels.append(panel);
    const entry = { panel, dispose: tab.mount(panel) };
    this.mounted.set(tab.name, entry);
    return entry;
  }

  private button(tab: Tab): HTMLButtonElement {
    const element = h(
      "button",
      {
        type: "button",
        class: "wb-tab",
        id: `${this.prefix}-tab-${tab.name}`,
        role: "tab",
        "aria-selected": "false",
        "aria-controls": `${this.prefix}-panel-${tab.name}`,
        tabindex: -1,
        test: `tab-${tab.name}`,
      },
      tab.label,
    );
    element.addEventListener("click", () => this.show(tab.name));
    this.buttons.set(tab.name, element);
    return element;
  }

  private press(event: KeyboardEvent): void {
    const names = this.tabs.map((tab) => tab.name);
    const at = names.indexOf(this.current);
    const steps: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: names.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const name = names[(to + names.length) % names.length] ?? "";
    this.show(name);
    this.buttons.get(name)?.focus();
  }
}
