// What a form says of its file, and what the browser keeps until it is in the file.
import assert from "node:assert/strict";
import { test } from "node:test";

import { createKeeper } from "../../../lib/widgets/src/shared/keeper.js";
import { createStore } from "../../../lib/widgets/src/shared/store.js";

const labels = { unsaved: "not saved yet", stopped: "stopped", not_saved: "no answer", not_kept: "not kept" };

class Storage {
  items = new Map();
  get length() {
    return this.items.size;
  }
  key = (i) => [...this.items.keys()][i];
  getItem = (name) => this.items.get(name) ?? null;
  setItem = (name, text) => this.items.set(name, text);
  removeItem = (name) => this.items.delete(name);
}

function bench({ storage = new Storage(), content = { a: 1 }, wait = 1000 } = {}) {
  const state = { kept: { number: 1, revision: "", content, saved: true } };
  const model = { get: (name) => state[name], set: (name, value) => (state[name] = value), save_changes: () => {} };
  const store = createStore("file", () => storage);
  const said = [];
  const keeper = createKeeper(model, { labels, store, wait, say: (sentence) => said.push(sentence) });
  const answer = (values) => {
    state.kept = { number: state.kept.number + 1, revision: state.sent?.revision ?? "", ...values };
    return keeper.hear();
  };
  return { keeper, store, state, said, answer };
}

test("what is typed is kept before it is sent, and not said to be saved", () => {
  const { keeper, store, state, said } = bench();
  keeper.note({ a: 2 });
  assert.deepEqual([{ a: 2 }], store.all().map((one) => one.content));
  assert.deepEqual([undefined, ["not saved yet"]], [state.sent, said]);
});

test("what is acknowledged is no longer kept", () => {
  const { keeper, store, answer } = bench();
  keeper.send({ a: 2 });
  assert.equal(1, store.all().length);
  answer({ content: { a: 2 }, saved: true });
  assert.deepEqual([[], { a: 2 }], [store.all(), keeper.saved()]);
  keeper.close();
});

test("what is typed after it was sent is kept when the older change is acknowledged", () => {
  const { keeper, store, answer } = bench();
  keeper.send({ a: 2 });
  keeper.note({ a: 3 });
  const told = answer({ content: { a: 2 }, saved: true });
  assert.deepEqual([{ a: 3 }], store.all().map((one) => one.content));
  assert.equal(undefined, told, "nothing is said to be saved that is in no file yet");
  keeper.close();
});

test("an answer that a newer change has overtaken says nothing", () => {
  const { keeper, state } = bench();
  keeper.send({ a: 2 });
  const { revision } = state.sent;
  keeper.send({ a: 3 });
  state.kept = { number: 2, revision, content: { a: 2 }, saved: true };
  assert.equal(undefined, keeper.hear());
  keeper.close();
});

test("what could not be written, or only in part, stays kept", () => {
  for (const values of [{ content: { a: 2 }, failed: true }, { content: { a: 1 } }]) {
    const { keeper, store, answer } = bench();
    keeper.send({ a: 2 });
    answer(values);
    assert.deepEqual([{ base: { a: 1 }, content: { a: 2 } }], store.all().map(({ base, content }) => ({ base, content })));
    keeper.close();
  }
});

test("a kernel that does not answer is told of, and one that answers again too", async () => {
  const { keeper, said, answer } = bench({ wait: 1 });
  keeper.send({ a: 2 });
  await new Promise((resolve) => setTimeout(resolve, 30));
  keeper.note({ a: 3 });
  assert.deepEqual(["not saved yet", "no answer", "no answer"], said);
  answer({ content: { a: 2 }, saved: true });
  keeper.note({ a: 4 });
  assert.equal("not saved yet", said.at(-1));
});

test("a kernel that stopped is told of at once, if anything is not saved", () => {
  const { keeper, said } = bench();
  keeper.stop();
  assert.deepEqual([], said);
  keeper.note({ a: 2 });
  assert.deepEqual(["stopped"], said);
});

test("a browser that keeps nothing says so", async () => {
  const { keeper, said } = bench({ storage: { setItem: () => assert.fail("full") }, wait: 1 });
  keeper.send({ a: 2 });
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal("not kept", said.at(-1));
});

test("the next page finds what was not saved, and what it was typed into", () => {
  const storage = new Storage();
  bench({ storage }).keeper.note({ a: 2 });
  const [found] = bench({ storage }).keeper.unsaved();
  assert.deepEqual([{ a: 1 }, { a: 2 }], [found.base, found.content]);
});

test("the next page is told nothing of what the file holds after all", () => {
  const storage = new Storage();
  bench({ storage }).keeper.note({ a: 2 });
  assert.deepEqual([], bench({ storage, content: { a: 2 } }).keeper.unsaved());
  assert.equal(0, storage.length);
});

test("somebody else's change comes with what is typed and what that was typed into", () => {
  const { keeper, state } = bench();
  keeper.note({ a: 2 });
  state.kept = { number: 2, revision: "other:1", content: { a: 5 }, saved: true };
  const { isOwn, mine, base, content } = keeper.hear();
  assert.deepEqual([false, { a: 2 }, { a: 1 }, { a: 5 }], [isOwn, mine, base, content]);
});

test("each change says which answer it had seen", () => {
  const { keeper, state, answer } = bench();
  keeper.send({ a: 2 });
  assert.equal(1, state.sent.seen);
  answer({ content: { a: 2 }, saved: true });
  keeper.send({ a: 3 });
  assert.equal(2, state.sent.seen);
  keeper.close();
});
