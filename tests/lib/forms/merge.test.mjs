// Two people's changes to one document.
import assert from "node:assert/strict";
import { test } from "node:test";

import { merge, same } from "../../../lib/widgets/src/shared/merge.js";

const joined = (merged, isWhole = true) => ({ merged, isWhole });

test("what only I changed is mine", () => assert.deepEqual(joined({ a: 2 }), merge({ a: 1 }, { a: 2 }, { a: 1 })));

test("what only they changed is theirs", () => assert.deepEqual(joined({ a: 3 }), merge({ a: 1 }, { a: 1 }, { a: 3 })));

test("changes of different fields are both kept", () =>
  assert.deepEqual(joined({ a: 2, b: 3 }), merge({ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 3 })));

test("where both changed one field theirs stays, and mine is told to be missing", () =>
  assert.deepEqual(joined({ a: 3, b: 2 }, false), merge({ a: 1, b: 1 }, { a: 2, b: 2 }, { a: 3, b: 1 })));

test("a field that I emptied is gone", () => assert.deepEqual(joined({ b: 3 }), merge({ a: 1, b: 1 }, { b: 1 }, { a: 1, b: 3 })));

test("cells of one table are fields of their own", () => {
  const found = merge({}, { table: { r1: { x: "1" } } }, { table: { r1: { y: "2" }, r2: { x: "3" } } });
  assert.deepEqual(joined({ table: { r1: { y: "2", x: "1" }, r2: { x: "3" } } }), found);
});

test("rows are known by their ids", () => {
  const base = [{ id: "a", n: 1 }, { id: "b", n: 1 }];
  const mine = [{ id: "a", n: 2 }, { id: "b", n: 1 }];
  assert.deepEqual(joined([{ id: "a", n: 2 }, { id: "c" }]), merge(base, mine, [{ id: "a", n: 1 }, { id: "c" }]));
});

test("a row that I added stands behind the one it stood behind", () => {
  const [base, theirs] = [[{ id: "a" }, { id: "b" }], [{ id: "a" }, { id: "b" }, { id: "z" }]];
  const { merged } = merge(base, [{ id: "a" }, { id: "new" }, { id: "b" }], theirs);
  assert.deepEqual(["a", "new", "b", "z"], merged.map((row) => row.id));
});

test("an order that I alone changed is mine", () => {
  const [a, b, c] = [{ id: "a" }, { id: "b" }, { id: "c" }];
  const { merged } = merge([a, b, c], [c, a, b], [a, { ...b, n: 1 }, c]);
  assert.deepEqual([c, a, { ...b, n: 1 }], merged);
});

test("a row that they deleted and I changed stays deleted, and is told", () =>
  assert.deepEqual(joined([], false), merge([{ id: "a", n: 1 }], [{ id: "a", n: 2 }], [])));

test("lists without ids are one field", () => assert.deepEqual(joined(["x"], false), merge(["a"], ["b"], ["x"])));

test("the order of fields says nothing, and what is undefined is not there", () => {
  assert.ok(same({ a: 1, b: [{ c: 2 }], d: undefined }, { b: [{ c: 2 }], a: 1 }));
  assert.ok(!same({ a: [1, 2] }, { a: [2, 1] }));
  assert.ok(!same({ a: null }, {}));
});
