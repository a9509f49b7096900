// The browser reads numbers as the library does: the same file as tests/lib/base/test_numbers.py.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { readNumber } from "../../../lib/widgets/src/shared/numbers.js";

const vectors = JSON.parse(readFileSync(new URL("../base/numbers.json", import.meta.url), "utf8"));

for (const [typed, expected] of vectors) {
  test(`“${typed}” is ${expected}`, () => assert.equal(readNumber(typed) ?? null, expected));
}

test("nothing typed is no mistake", () => assert.deepEqual([undefined, null], [readNumber(" "), readNumber("many")]));
