/** The view's colours for canvases, which know no style sheets; read again when the theme changes. */

import { h } from "../dom.js";

const NAMES = [
  "ink",
  "soft",
  "edge",
  "line",
  "accent",
  "paper",
  "bad",
  "good",
  "fill",
  "slice0",
  "slice1",
  "slice2",
  "slice3",
  "slice4",
  "slice5",
] as const;

export type Colours = Readonly<Record<(typeof NAMES)[number], string>>;

export class Theme {
  colours: Colours;
  private readonly probe = h("span", { hidden: true });
  private readonly listeners = new Set<() => void>();
  private timer = 0;
  private readonly observer = new MutationObserver(() => this.refresh());
  private readonly media = matchMedia("(prefers-color-scheme: dark)");
  /** Fires too when the view comes into the page again: notebooks take out what is far away. */
  private readonly shown = new ResizeObserver(() => this.whenStyled());
  private readonly refresh = (): void => {
    if (!this.probe.isConnected) return; // no sheet applies: it is read when it is shown
    const before = JSON.stringify(this.colours);
    this.colours = this.read();
    if (JSON.stringify(this.colours) !== before) for (const tell of this.listeners) tell();
  };

  constructor(root: HTMLElement) {
    root.append(this.probe);
    this.colours = this.read();
    const attributes = ["data-jp-theme-light", "data-jp-theme-name", "class", "style"];
    for (const element of [document.documentElement, document.body]) {
      this.observer.observe(element, { attributes: true, attributeFilter: attributes });
    }
    this.media.addEventListener("change", this.refresh);
    window.addEventListener("load", this.refresh);
    this.shown.observe(root);
    this.whenStyled();
  }

  subscribe(listener: () => void): void {
    this.listeners.add(listener);
  }

  destroy(): void {
    this.observer.disconnect();
    this.shown.disconnect();
    this.media.removeEventListener("change", this.refresh);
    window.removeEventListener("load", this.refresh);
    window.clearTimeout(this.timer);
    this.listeners.clear();
  }

  /** A widget's sheet may come after its script: look again until it is there. */
  private whenStyled(tries = 100): void {
    window.clearTimeout(this.timer);
    if (getComputedStyle(this.probe).getPropertyValue("--wb-fill")) this.refresh();
    else if (tries) this.timer = window.setTimeout(() => this.whenStyled(tries - 1), 50);
  }

  private read(): Colours {
    const style = getComputedStyle(this.probe);
    const entries = NAMES.map((name) => {
      this.probe.style.color = `var(--wb-${name})`;
      return [name, style.color] as const;
    });
    return Object.fromEntries(entries) as unknown as Colours;
  }
}
