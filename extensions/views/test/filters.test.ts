import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  between,
  binName,
  chosenBins,
  oneOf,
  position,
  size,
  snap,
  valueAt,
} from "../src/explore/bins.js";
import { type Condition, same, subject, without, words } from "../src/explore/conditions.js";
import { chart, column } from "./fakes.js";

const TOWNS = chart({ kind: "text", values: ["Leeds", "York"], other: true, others: 7 }).bins;
const AGES = chart({ edges: [0, 10, 20, 40] }).bins;
const town = column("town", "text");

describe("a chart of categories", () => {
  test("has a bin a value, one for all others, and then the missing", () => {
    assert.equal(size(TOWNS), 3);
    assert.deepEqual(
      [0, 1, 2, 3].map((bin) => binName(TOWNS, bin)),
      ["Leeds", "York", "7 other values", "missing"],
    );
  });

  // Every choice of bins must come back as the same choice.
  for (let choice = 1; choice < 16; choice += 1) {
    const bins = new Set([0, 1, 2, 3].filter((bin) => choice & (1 << bin)));
    test(`bins ${[...bins].join(", ")} survive being a condition`, () => {
      const condition = oneOf(town, TOWNS, bins);
      assert.deepEqual([...chosenBins(TOWNS, condition)].sort(), [...bins].sort());
    });
  }

  test("nothing chosen is no condition", () => {
    assert.equal(oneOf(town, TOWNS, new Set()), null);
    assert.equal(chosenBins(TOWNS, null).size, 0);
  });

  test("other values are everything that is not named", () => {
    assert.deepEqual(oneOf(town, TOWNS, new Set([0, 2])), {
      kind: "one_of",
      column: "town",
      values: ["York"],
      missing: false,
      exclude: true,
    });
  });

  test("missing and not missing choose their bins", () => {
    const missing: Condition = { kind: "missing", column: "town", missing: true };
    assert.deepEqual([...chosenBins(TOWNS, missing)], [3]);
    assert.deepEqual([...chosenBins(TOWNS, { ...missing, missing: false })], [0, 1, 2]);
  });
});

describe("a histogram", () => {
  test("names a bin by its bounds, several by the outermost", () => {
    assert.equal(size(AGES), 3);
    assert.equal(binName(AGES, 1), "10 to 20");
    assert.equal(binName(AGES, 0, 2), "0 to 40");
    assert.equal(binName(AGES, 3), "missing");
  });

  test("a range that ends at the last edge takes the greatest value in", () => {
    const age = column("age");
    assert.deepEqual(between(age, AGES.edges, 10, 40), {
      kind: "range", column: "age", low: 10, high: 40, closed: true,
    }); // prettier-ignore
    assert.equal((between(age, AGES.edges, 0, 20) as { closed: boolean }).closed, false);
  });

  test("positions and values are each other's inverse, bins being unequally wide", () => {
    for (const value of [0, 5, 10, 15, 20, 30, 40]) {
      assert.equal(valueAt(AGES.edges, position(AGES.edges, value)), value);
    }
    assert.equal(position(AGES.edges, 30), 2.5);
    assert.equal(position(AGES.edges, -5), 0);
    assert.equal(position(AGES.edges, 99), 3);
  });

  test("a bound snaps to the nearest edge", () => {
    assert.deepEqual(
      [-3, 4, 6, 14, 16, 31, 99].map((value) => snap(AGES.edges, value)),
      [0, 0, 10, 10, 20, 40, 40],
    );
  });
});

describe("conditions", () => {
  const range: Condition = { kind: "range", column: "age", low: 10, high: 20, closed: false };
  const columns = [column("age"), town];

  test("there is one for each column, and one for the issue", () => {
    assert.notEqual(subject(range), subject({ kind: "missing", column: "town", missing: true }));
    assert.equal(subject(range), subject({ kind: "missing", column: "age", missing: true }));
    assert.equal(
      subject({ kind: "in_issue", issue: "a" }),
      subject({ kind: "in_issue", issue: "b" }),
    );
    assert.notEqual(subject(range), subject({ ...range, column: "issue" }));
  });

  test("a column's own condition does not filter its chart", () => {
    const issue: Condition = { kind: "in_issue", issue: "i" };
    const other: Condition = { kind: "contains", column: "town", text: "x" };
    assert.deepEqual(without([range, issue, other], "age"), [issue, other]);
  });

  test("sameness looks at everything", () => {
    assert.equal(same(range, { ...range }), true);
    assert.equal(same(range, { ...range, high: 21 }), false);
    assert.equal(same(range, null), false);
  });

  const chips: readonly (readonly [Condition, string])[] = [
    [range, "10 to below 20"],
    [{ ...range, closed: true }, "10 to 20"],
    [{ ...range, low: null }, "below 20"],
    [{ ...range, low: null, closed: true }, "at most 20"],
    [{ ...range, high: null }, "from 10"],
    [{ ...range, low: null, high: null }, "any value"],
    [{ kind: "one_of", column: "town", values: ["a", "b"] }, "a or b"],
    [{ kind: "one_of", column: "town", values: ["a"], missing: true }, "a or missing"],
    [{ kind: "one_of", column: "town", values: ["a"], exclude: true }, "not a"],
    [{ kind: "one_of", column: "town", values: [] }, "nothing"],
    [
      { kind: "one_of", column: "town", values: ["a", "b", "c", "d", "e"] },
      "a or b or c or 2 more",
    ],
    [{ kind: "contains", column: "town", text: "ee" }, "contains “ee”"],
    [{ kind: "missing", column: "town", missing: false }, "not missing"],
  ];
  for (const [condition, text] of chips) {
    test(`reads “${text}”`, () => assert.equal(words(condition, columns), text));
  }
});
