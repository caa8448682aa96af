/** Keys as the buttons name them, and whose they are. */

/** The key as the buttons name it, on keyboards too that write other letters or shifted digits. */
export function pressed({ key, code }: KeyboardEvent): string {
  if (key === "?") return key; // on some keyboards a shifted digit
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  const foreign = key.length === 1 && key.charCodeAt(0) > 0x7f;
  const letter = foreign ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return (letter ?? key).toLowerCase();
}

/** Whether a key is somebody else's: a combination, a slip with Shift, a word being composed. */
export function isForeign(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  // Shift with a letter is a slip or somebody else's shortcut; digits need it on some keyboards.
  return event.shiftKey && /^[a-z]$/i.test(event.key);
}

/**
 * Whether a focused control keeps the key for itself: what presses it, and the arrows that go
 * through a group of radio buttons. Its letters still judge.
 */
export function isControls(event: KeyboardEvent, key: string): boolean {
  const control = (event.target as HTMLElement).closest("button, summary, input");
  if (!control) return false;
  if (key === "enter") return !control.matches("input[type=radio], input[type=checkbox]");
  return key === " " || (control.matches("input[type=radio]") && key.startsWith("arrow"));
}
