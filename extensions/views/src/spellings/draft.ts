/** What a person makes of one cluster: which spellings are joined, and what they become. */

import type { SpellingCluster, SpellingsPage } from "../protocol.js";
import { count } from "../values.js";

/** Where a cluster stands. `merged` names the step of the recipe that joined it. */
export type Standing =
  | { readonly at: "open"; readonly problem?: string }
  | { readonly at: "saving" }
  | { readonly at: "merged"; readonly step: string };

export interface Draft {
  readonly cluster: SpellingCluster;
  /** The values that are ticked. */
  readonly chosen: ReadonlySet<string>;
  readonly target: string;
  readonly standing: Standing;
}

/** A cluster as it comes: everything ticked, the most frequent value proposed. */
export function draftOf(cluster: SpellingCluster): Draft {
  const chosen = new Set(cluster.spellings.map((one) => one.value));
  return { cluster, chosen, target: cluster.target, standing: { at: "open" } };
}

/** What identifies a cluster from one answer of the server to the next. */
export function nameOf(cluster: SpellingCluster): string {
  return JSON.stringify(cluster.spellings.map(({ value, rows }) => [value, rows]));
}

export function withChosen(draft: Draft, value: string, on: boolean): Draft {
  const chosen = new Set(draft.chosen);
  if (on) chosen.add(value);
  else chosen.delete(value);
  return { ...draft, chosen };
}

/** The ticked values that change, each with what it becomes. */
export function mappingOf(draft: Draft): Readonly<Record<string, string>> {
  const changed = draft.cluster.spellings.filter(
    ({ value }) => draft.chosen.has(value) && value !== draft.target,
  );
  // Not an object literal: a value may be called "__proto__".
  return Object.fromEntries(changed.map(({ value }) => [value, draft.target]));
}

/** Rows that would change. */
export function rowsOf(draft: Draft): number {
  return draft.cluster.spellings
    .filter(({ value }) => draft.chosen.has(value) && value !== draft.target)
    .reduce((sum, { rows }) => sum + rows, 0);
}

/** Why a cluster cannot be merged as it is; null where it can. */
export function obstacle(draft: Draft): string | null {
  if (draft.target.trim() === "") return "Write what the spellings become.";
  return rowsOf(draft) === 0 ? "Tick a spelling that is to change." : null;
}

/** The rule that merging adds to the recipe. */
export function ruleOf(column: string, draft: Draft): Readonly<Record<string, unknown>> {
  const mapping = mappingOf(draft);
  const spellings = Object.keys(mapping).length;
  const were =
    spellings === 1 ? "1 spelling was" : `${spellings.toLocaleString("en")} spellings were`;
  const why = `${were} joined by hand, in ${count(rowsOf(draft), "row")}.`;
  return { kind: "map_values", column, mapping, why };
}

/** The drafts of a new page: clusters that came again stay as they were left. */
export function carried(page: SpellingsPage, before: readonly Draft[]): Draft[] {
  const known = new Map(before.map((draft) => [nameOf(draft.cluster), draft]));
  return page.clusters.map((cluster) => {
    const draft = known.get(nameOf(cluster));
    return draft && draft.standing.at === "open" ? { ...draft, cluster } : draftOf(cluster);
  });
}

/** The next cluster from `index` on that is open, then those before; -1 where none is. */
export function nextOpen(drafts: readonly Draft[], index: number): number {
  for (let step = 1; step <= drafts.length; step += 1) {
    const at = (index + step) % drafts.length;
    if (drafts[at]?.standing.at === "open") return at;
  }
  return -1;
}
