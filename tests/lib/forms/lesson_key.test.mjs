// A key that a trainee opens: this lab's, or nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readKey } from "../../../lib/widgets/src/lesson/reveal.js";

test("a key of this lab is read, and nothing else is", () => {
  const key = { format: "key/1", lab: "3-three-surveys", tasks: [{ task: "task-1", answers: [["Q", "A"]], reasons: [] }] };
  assert.deepEqual(readKey(JSON.stringify(key), "3-three-surveys"), key);
  assert.equal(readKey(JSON.stringify(key), "2-needs"), undefined);
  assert.equal(readKey("{}", "2-needs"), undefined);
  assert.equal(readKey("no key", "2-needs"), undefined);
});
