// What stands between a form and its file: each change is kept in the browser, sent, and held until it is acknowledged.
import { same } from "./merge.js";

const ANSWER_MS = 3000;

/**
 * @param {import("./types.js").Model} model The widget's model, with `kept` and `sent`.
 * @param {object} page
 * @param {Record<string, string>} page.labels
 * @param {Pick<ReturnType<typeof import("./store.js").createStore>, "keep" | "forget" | "all">} page.store Of `createStore`.
 * @param {(sentence: string, isProblem: boolean) => void} page.say
 * @param {number} [page.wait] After how many milliseconds a kernel that does not answer is told of.
 */
export function createKeeper(model, { labels, store, say, wait = ANSWER_MS }) {
  const view = Math.random().toString(36).slice(2);
  let revision = 0;
  let seen = model.get("kept").number;
  let saved = model.get("kept").content; // what the file holds, as far as this view was told
  /** @type {any} */
  let pending; // what is typed and not acknowledged
  let isSent = true;
  let isKept = true;
  let isStopped = false;
  let isSilent = false; // the kernel owes an answer for long
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * @param {any} content
   * @param {string} named
   */
  function hold(content, named) {
    pending = content;
    isKept = store.keep(view, { revision: named, base: saved, content });
  }

  function tell() {
    if (isStopped || isSilent) say(!isKept ? labels.not_kept : isStopped ? labels.stopped : labels.not_saved, true);
    else say(labels.unsaved, false);
  }

  // The kernel restarts, or comes back: which of the two, the next answer tells.
  function stop() {
    isStopped = true;
    if (pending !== undefined) tell();
  }

  /**
   * Keep what is being typed, before it is sent.
   *
   * @param {any} content
   */
  function note(content) {
    isSent = false;
    hold(content, `${view}:${revision + 1}`);
    tell();
  }

  /** @param {any} content */
  function send(content) {
    clearTimeout(timer);
    revision += 1;
    isSent = true;
    hold(content, `${view}:${revision}`);
    tell();
    timer = setTimeout(() => {
      isSilent = true;
      tell();
    }, wait);
    model.set("sent", { revision: `${view}:${revision}`, content, seen });
    model.save_changes();
  }

  /**
   * Take the kernel's answer, or its word of another's change.
   *
   * @returns {import("./types.js").Heard | undefined} Undefined for an answer that a newer change has overtaken.
   */
  function hear() {
    const kept = model.get("kept");
    isStopped = false;
    isSilent = false;
    const isOwn = kept.revision.startsWith(`${view}:`);
    if (isOwn && kept.revision !== `${view}:${revision}`) {
      if (kept.saved) [saved, seen] = [kept.content, kept.number];
      return undefined;
    }
    const found = { ...kept, isOwn, mine: pending, base: saved };
    seen = kept.number;
    if (!kept.failed) saved = kept.content;
    if (isOwn) clearTimeout(timer);
    if (isOwn && isSent && (kept.saved || kept.refused)) {
      pending = undefined;
      store.forget(view);
    } else if (pending !== undefined) hold(pending, `${view}:${isSent ? revision : revision + 1}`);
    // What was typed meanwhile is in no file yet: it has its own answer.
    if (isOwn && !isSent && kept.saved && !kept.elsewhere) return undefined;
    return found;
  }

  /** Return what earlier pages, or other windows, sent or typed and the file does not hold. */
  function unsaved() {
    const kept = model.get("kept");
    return store.all().filter((one) => {
      const isDone = same(one.content, saved) || (kept.saved && one.revision === kept.revision);
      if (isDone) store.forget(one.view);
      return !isDone && one.view !== view;
    });
  }

  return {
    note,
    send,
    hear,
    unsaved,
    stop,
    /** What the file holds. */
    saved: () => saved,
    close: () => clearTimeout(timer),
  };
}
