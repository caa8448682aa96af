/** What an answer depends on: the same key means the same answer. */

import { type Condition, without } from "./conditions.js";
import type { Exploration } from "./state.js";

/** A condition that is about to be set on the column at an index. */
export interface Change {
  readonly column: number;
  readonly condition: Condition | null;
}

export class Keys {
  constructor(private readonly state: Exploration) {}

  /** What a chart's counts depend on: a column's own condition does not filter its chart. */
  chart(column: number, change?: Change): string {
    const { by, against, version } = this.state;
    const conditions = without(this.conditions(change), this.name(column));
    return JSON.stringify([version, by, against, sorted(conditions)]);
  }

  /** What the number of rows depends on. */
  rows(change?: Change): string {
    return JSON.stringify([this.state.version, sorted(this.conditions(change))]);
  }

  /** What a cube depends on. */
  cube(column: number): string {
    const conditions = without(this.state.conditions, this.name(column));
    return JSON.stringify([column, this.state.version, sorted(conditions)]);
  }

  private conditions(change?: Change): readonly Condition[] {
    if (!change) return this.state.conditions;
    const rest = without(this.state.conditions, this.name(change.column));
    return change.condition ? [...rest, change.condition] : rest;
  }

  private name(column: number): string {
    return this.state.columns[column]?.name ?? "";
  }
}

/** The order in which conditions were made changes nothing. */
function sorted(conditions: readonly Condition[]): string[] {
  return conditions.map((one) => JSON.stringify(one)).sort();
}
