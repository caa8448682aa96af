/**
 * JupyterLab and Notebook leave keys alone that were pressed in an element with this attribute.
 * They look from the focused element upwards, and some of their shortcuts are for whatever has
 * the focus: so it stands on the focused element too, not only on the view's root.
 */
const ATTRIBUTE = "data-lm-suppress-shortcuts";

/** For the root of a view that takes keys: JupyterLab, which listens before it, keeps off. */
export const OWN_KEYS = { [ATTRIBUTE]: "true" } as const;

/**
 * Take the keys of a view for itself. Letters are ours while the view has the keyboard;
 * combinations with Ctrl, Alt or Cmd stay the application's, but for those in `kept`.
 */
export function lendShortcuts(
  root: HTMLElement,
  event: KeyboardEvent,
  kept: (event: KeyboardEvent) => boolean = () => false,
): void {
  const theirs = (event.ctrlKey || event.metaKey || event.altKey) && !kept(event);
  const { target } = event;
  const inside = target instanceof Element && root.contains(target) ? target : root;
  for (const element of [root, inside]) {
    if (theirs) element.removeAttribute(ATTRIBUTE);
    else element.setAttribute(ATTRIBUTE, "true");
  }
}
