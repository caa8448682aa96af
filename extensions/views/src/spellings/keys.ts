/** Which key does what in the list of clusters. */

export type SpellingKey =
  | { readonly does: "merge" | "undo" | "undo-last" | "all" | "edit" }
  | { readonly does: "move"; readonly by: number }
  | { readonly does: "tick"; readonly index: number };

const MOVES: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 5,
  PageUp: -5,
  Home: -Infinity,
  End: Infinity,
};

const LETTERS: Readonly<Record<string, "merge" | "undo" | "all" | "edit">> = {
  m: "merge",
  u: "undo",
  a: "all",
  e: "edit",
};

/**
 * What a key does; null for none. `typing`: in the field of the target, where only Enter merges.
 * `pressing`: on a button, which Enter presses.
 */
export function spellingKey(
  event: KeyboardEvent,
  { typing, pressing }: { readonly typing: boolean; readonly pressing: boolean },
): SpellingKey | null {
  const { key } = event;
  if (event.altKey || event.isComposing) return null;
  if (event.ctrlKey || event.metaKey) {
    return key.toLowerCase() === "z" && !event.shiftKey && !typing ? { does: "undo-last" } : null;
  }
  if (key === "Enter") return pressing || event.repeat ? null : { does: "merge" };
  if (typing || event.shiftKey) return null;
  const by = MOVES[key];
  if (by !== undefined) return { does: "move", by };
  if (event.repeat) return null;
  if (/^[1-9]$/.test(key)) return { does: "tick", index: Number(key) - 1 };
  const does = LETTERS[key.toLowerCase()];
  return does === undefined ? null : { does };
}
