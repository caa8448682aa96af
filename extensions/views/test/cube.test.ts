import assert from "node:assert/strict";
import { describe, test } from "node:test";

import type { Condition } from "../src/explore/conditions.js";
import { Counter, atOrAfter } from "../src/explore/cube.js";
import { chart, cube, packed } from "./fakes.js";

/** Rows with a number to brush (null: missing) and a bin of another column (2: missing). */
const FINE = [0, 1, 2, 3, 4];
const ROWS: readonly (readonly [number | null, number])[] = [
  [0, 0], [0.5, 1], [1, 0], [1.9, 0], [2, 2], [2, 1], [3, 1], [4, 0], [null, 0], [null, 2],
]; // prettier-ignore

const lies = (value: number | null): number =>
  value === null ? 4 : Math.min(3, Math.floor(value));

function counter(): Counter {
  const own = Array.from({ length: 5 }, () => 0);
  const joint = Array.from({ length: 15 }, () => 0);
  for (const [value, bin] of ROWS) {
    own[lies(value)]! += 1;
    joint[lies(value) * 3 + bin]! += 1;
  }
  const faces = [{ column: 1, bins: 2, counts: packed(joint) }];
  return new Counter(
    cube({ fine: FINE, size: 4, counts: packed(own), faces }),
    chart({ edges: FINE }),
  );
}

/** What a scan of all rows counts. */
function scanned(holds: (value: number | null) => boolean) {
  const counts = [0, 0, 0];
  for (const [value, bin] of ROWS) if (holds(value)) counts[bin]! += 1;
  return {
    passing: counts.reduce((a, b) => a + b),
    counts: counts.slice(0, 2),
    missing: counts[2],
  };
}

const range = (low: number | null, high: number | null, closed = false): Condition => ({
  kind: "range", column: "x", low, high, closed,
}); // prettier-ignore

describe("counting under a brush agrees with a scan of the rows", () => {
  const cases: readonly (readonly [string, Condition | null, (value: number | null) => boolean])[] =
    [
      ["no condition", null, () => true],
      ["a range", range(1, 3), (x) => x !== null && x >= 1 && x < 3],
      ["a closed range", range(2, 4, true), (x) => x !== null && x >= 2 && x <= 4],
      ["without a lower bound", range(null, 2), (x) => x !== null && x < 2],
      ["without an upper bound", range(3, null), (x) => x !== null && x >= 3],
      ["an empty range", range(3, 3), () => false],
      ["missing", { kind: "missing", column: "x", missing: true }, (x) => x === null],
      ["not missing", { kind: "missing", column: "x", missing: false }, (x) => x !== null],
    ];
  for (const [name, condition, holds] of cases) {
    test(name, () => {
      const expected = scanned(holds);
      const counted = counter().counts(1, condition);
      assert.deepEqual([...(counted?.counts ?? [])], expected.counts);
      assert.equal(counted?.missing, expected.missing);
      assert.equal(counter().passing(condition), expected.passing);
    });
  }
});

describe("categories", () => {
  // Two values with a bin of their own, one for all others, and the missing.
  const own = [5, 3, 2, 1];
  const categories = new Counter(
    cube({ size: 3, counts: packed(own) }),
    chart({ values: ["a", "b"], other: true }),
  );
  const oneOf = (values: string[], more: object = {}): Condition => ({
    kind: "one_of", column: "x", values, ...more,
  }); // prettier-ignore

  test("named values, others and the missing", () => {
    assert.equal(categories.passing(oneOf(["a"])), 5);
    assert.equal(categories.passing(oneOf(["a"], { missing: true })), 6);
    assert.equal(categories.passing(oneOf(["a"], { exclude: true })), 3 + 2);
    assert.equal(categories.passing(oneOf([], { exclude: true, missing: true })), 11);
    assert.equal(categories.passing(oneOf([])), 0);
  });

  test("only values with a bin of their own can be told apart", () => {
    assert.equal(categories.exact(oneOf(["a", "b"])), true);
    assert.equal(categories.exact(oneOf(["rare"])), false);
    assert.equal(categories.exact({ kind: "missing", column: "x", missing: true }), true);
    assert.equal(categories.exact(range(0, 1)), false);
  });
});

test("bounds between the fine bins are not exact", () => {
  const one = counter();
  assert.equal(one.exact(range(1, 3)), true);
  assert.equal(one.exact(range(1.5, 3)), false);
  assert.equal(one.exact(range(1, 2.5)), false);
  assert.equal(one.exact(range(1, 4, true)), true);
  assert.equal(one.exact(range(1, 3, true)), false);
  assert.equal(one.exact({ kind: "contains", column: "x", text: "1" }), false);
  assert.equal(one.exact(null), true);
});

test("a column without a face is not counted", () => {
  assert.equal(counter().has(1), true);
  assert.equal(counter().has(7), false);
  assert.equal(counter().counts(7, null), null);
});

test("counts beyond 2^31 arrive whole", () => {
  const many = [3_000_000_000, 4_294_967_295];
  const one = new Counter(cube({ size: 1, counts: packed(many) }), chart({ values: ["a"] }));
  assert.equal(one.passing(null), 7_294_967_295);
});

test("the first index at or after a value", () => {
  assert.deepEqual(
    [-1, 0, 0.5, 4, 9].map((value) => atOrAfter(FINE, value)),
    [0, 0, 1, 4, 5],
  );
});
