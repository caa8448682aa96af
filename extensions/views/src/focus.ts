/** Giving a new view the keyboard, without taking it from someone who is typing. */

/**
 * Focus `element` as soon as it is on screen: Voila renders a page hidden and shows it later.
 * Returns how to stop waiting.
 */
export function focusWhenSeen(element: HTMLElement): () => void {
  const observer = new IntersectionObserver((changes) => {
    if (!changes.some((change) => change.isIntersecting)) return;
    observer.disconnect();
    if (!typing(document.activeElement)) element.focus({ preventScroll: true });
  });
  observer.observe(element);
  return () => observer.disconnect();
}

/**
 * Whether text is being written there. A cell may finish late, and letters meant for another
 * cell would then decide items; the empty cell that JupyterLab opens below does not count.
 */
function typing(active: Element | null): boolean {
  if (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) {
    return active.value !== "";
  }
  return (
    active instanceof HTMLElement && active.isContentEditable && active.innerText.trim() !== ""
  );
}
