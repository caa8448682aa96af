import assert from "node:assert/strict";
import { describe, test } from "node:test";

import type { SpellingCluster, SpellingsPage } from "../src/protocol.js";
import {
  carried,
  draftOf,
  mappingOf,
  nextOpen,
  obstacle,
  rowsOf,
  ruleOf,
  withChosen,
} from "../src/spellings/draft.js";
import { spellingKey } from "../src/spellings/keys.js";
import { key } from "./fakes.js";

function cluster(...values: readonly (readonly [string, number])[]): SpellingCluster {
  const spellings = values.map(([value, rows]) => ({ value, rows, methods: ["edit"] }));
  return { target: values[0]?.[0] ?? "", methods: ["edit"], spellings, total: 0 };
}

const page = (...clusters: SpellingCluster[]): SpellingsPage => ({
  columns: ["city"],
  methods: [],
  column: "city",
  distinct: 9,
  clusters,
  total: 0,
  notes: [],
});

const YORK = cluster(["New York", 9], ["new york", 2], ["Nwe York", 1]);
const WIEN = cluster(["Wien", 3], ["wien", 1]);
const PLAIN = { typing: false, pressing: false };

describe("a cluster of spellings", () => {
  test("all become the most frequent one, unless somebody says otherwise", () => {
    const draft = draftOf(YORK);
    assert.deepEqual(mappingOf(draft), { "new york": "New York", "Nwe York": "New York" });
    assert.equal(rowsOf(draft), 3);
    const other = { ...withChosen(draft, "Nwe York", false), target: "NYC" };
    assert.deepEqual(mappingOf(other), { "New York": "NYC", "new york": "NYC" });
    assert.equal(rowsOf(other), 11);
  });

  test("what would change nothing, or leave nothing, is no rule", () => {
    const draft = draftOf(YORK);
    assert.equal(obstacle(draft), null);
    assert.match(obstacle({ ...draft, target: "  " }) ?? "", /become/);
    const none = ["new york", "Nwe York"].reduce(
      (one, value) => withChosen(one, value, false),
      draft,
    );
    assert.match(obstacle(none) ?? "", /Tick/);
    assert.equal(obstacle({ ...none, target: "NYC" }), null);
  });

  test("the rule says how much it joins, also of odd names", () => {
    const odd = draftOf(cluster(["x", 2], ["__proto__", 1]));
    const rule = ruleOf("city", odd);
    assert.equal(JSON.stringify(rule["mapping"]), '{"__proto__":"x"}');
    assert.equal(rule["why"], "1 spelling was joined by hand, in 1 row.");
  });

  test("what was left open comes again as it was, the rest as new", () => {
    const left = withChosen(draftOf(WIEN), "wien", false);
    const merged = { ...draftOf(YORK), standing: { at: "merged", step: "own-1" } } as const;
    const again = carried(page(YORK, WIEN), [merged, left]);
    assert.equal(again[0]?.standing.at, "open");
    assert.equal(again[1]?.chosen.has("wien"), false);
    const other = carried(page(cluster(["Wien", 4], ["wien", 1])), [left]);
    assert.equal(other[0]?.chosen.has("wien"), true); // other counts: look at it again
  });

  test("after a merge comes the next open one, round the end", () => {
    const merged = { ...draftOf(YORK), standing: { at: "merged", step: "own-1" } } as const;
    assert.equal(nextOpen([draftOf(WIEN), merged, draftOf(YORK)], 0), 2);
    assert.equal(nextOpen([draftOf(WIEN), merged], 1), 0);
    assert.equal(nextOpen([merged, merged], 0), -1);
  });
});

describe("keys of the spellings", () => {
  test("letters judge, but not where somebody types", () => {
    assert.deepEqual(spellingKey(key("m"), PLAIN), { does: "merge" });
    assert.deepEqual(spellingKey(key("M"), PLAIN), { does: "merge" });
    assert.equal(spellingKey(key("m"), { ...PLAIN, typing: true }), null);
    assert.deepEqual(spellingKey(key("Enter"), { ...PLAIN, typing: true }), { does: "merge" });
    assert.equal(spellingKey(key("Enter"), { ...PLAIN, pressing: true }), null);
    assert.deepEqual(spellingKey(key("3"), PLAIN), { does: "tick", index: 2 });
    assert.equal(spellingKey(key(" "), PLAIN), null);
  });

  test("Ctrl+Z takes the last merge back; in the field it is the field's own", () => {
    assert.deepEqual(spellingKey(key("z", { ctrlKey: true }), PLAIN), { does: "undo-last" });
    assert.equal(spellingKey(key("z", { ctrlKey: true }), { ...PLAIN, typing: true }), null);
    assert.equal(spellingKey(key("m", { ctrlKey: true }), PLAIN), null);
  });
});
