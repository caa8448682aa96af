/** Making elements. There is no way here to turn text into markup. */

export type Child = Node | string | null;

export interface Attributes {
  readonly class?: string;
  /** What browser tests select by. */
  readonly test?: string;
  readonly [name: string]: string | number | boolean | undefined;
}

/** Build an element; `true` sets an empty attribute, `false` and undefined none. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key === "test" ? "data-test" : key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null));
  return element;
}

export interface ButtonOptions {
  readonly test?: string;
  readonly label: string;
  /** The key that does the same, as written on the button. */
  readonly key?: string;
  readonly class?: string;
  readonly disabled?: boolean;
  readonly title?: string;
  readonly onClick: () => void;
}

export function button(options: ButtonOptions): HTMLButtonElement {
  const element = h(
    "button",
    {
      type: "button",
      class: `wb-button ${options.class ?? ""}`.trim(),
      ...(options.test === undefined ? {} : { test: options.test }),
      ...(options.title === undefined ? {} : { title: options.title }),
    },
    options.key === undefined ? null : h("kbd", { "aria-hidden": "true" }, options.key),
    h("bdi", { class: "wb-button-label" }, options.label),
  );
  if (options.key !== undefined) element.setAttribute("aria-keyshortcuts", options.key);
  element.disabled = options.disabled ?? false;
  element.addEventListener("click", options.onClick);
  return element;
}
