// The editor's score, held to the library's by the vectors that both have to find.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { score } from "../../../lib/widgets/src/shared/score.js";

const vectors = JSON.parse(readFileSync(new URL("score_vectors.json", import.meta.url), "utf8"));

for (const { about, steps, score: expected } of vectors) {
  test(about, () => {
    const touchpoints = steps.map((step, i) => ({ id: `t${i + 1}`, phase: "p", name: `T${i + 1}`, ...step }));
    assert.deepEqual(expected ?? undefined, score({ touchpoints }));
  });
}
