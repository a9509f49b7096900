// What a form holds: taken from the file, changed by typing, joined with what others change meanwhile.
import { createKeeper } from "./keeper.js";
import { merge, same } from "./merge.js";
import { button, element, sentences } from "./page.js";
import { createStore } from "./store.js";

const TYPING_PAUSE_MS = 300;

/**
 * @param {import("./types.js").Model} model
 * @param {HTMLElement} section The form, below which its status stands.
 * @param {(content: any) => void} draw Shows a content that did not come from the form itself.
 */
export function createFormDesk(model, section, draw) {
  const labels = model.get("labels");
  const store = createStore(model.get("key"));
  const status = element("p", { className: "pe-status", role: "status" });
  const offer = element("p", { className: "pe-offer", hidden: true });
  let content = model.get("kept").content;
  let news = ""; // what happened besides, told until the next change
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * @param {string} sentence
   * @param {boolean} [isProblem]
   */
  const say = (sentence, isProblem = false) => {
    status.textContent = sentences(news, sentence);
    status.classList.toggle("is-problem", isProblem);
    section.dataset.kept = isProblem || sentence === labels.unsaved ? "no" : "yes";
  };
  const keeper = createKeeper(model, { labels, store, say });

  function send() {
    clearTimeout(timer);
    timer = undefined;
    keeper.send(content);
  }

  function flush() {
    if (timer !== undefined) send();
  }

  /** @param {any} next */
  function show(next) {
    content = next;
    draw(content);
  }

  /**
   * Offer back what cannot be joined with another's change; it stays in the browser until it is decided on.
   *
   * @param {import("./types.js").Unsaved} unsaved
   */
  function offerBack({ view, base, content: typed }) {
    const done = () => {
      store.forget(view);
      offer.hidden = true;
    };
    const putBack = () => {
      done();
      news = "";
      show(merge(base, content, typed).merged);
      send();
    };
    const leave = button(labels.leave, done);
    offer.replaceChildren(labels.differs, " ", button(labels.put_back, putBack), " ", leave);
    offer.hidden = false;
  }

  function hear() {
    const kept = keeper.hear();
    if (!kept) return;
    if (kept.isOwn && !kept.elsewhere) {
      say(kept.sentence, !kept.saved);
      return;
    }
    const mine = kept.mine ?? kept.base;
    const { merged, isWhole } = merge(kept.base, mine, kept.content);
    news = "";
    show(merged);
    if (!isWhole) {
      const aside = { view: `${kept.revision}-aside`, revision: "", base: kept.base, content: mine };
      store.keep(aside.view, aside);
      offerBack(aside);
    }
    if (same(merged, kept.content)) say(isWhole ? kept.sentence : labels.differs, !isWhole);
    else {
      news = labels.was_merged;
      send();
    }
  }

  /** Show what the file holds, and what was typed earlier and is not in it, below all that the section has. */
  function open() {
    section.append(status, offer);
    const unsaved = keeper.unsaved();
    let joined = content;
    for (const typed of unsaved) {
      const { merged, isWhole } = merge(typed.base, typed.content, joined);
      joined = merged;
      if (isWhole) store.forget(typed.view);
      else offerBack(typed);
    }
    show(joined);
    if (same(joined, keeper.saved())) say(model.get("kept").sentence);
    else {
      news = labels.was_taken_up;
      send();
    }
    model.on("change:kept", hear);
    model.on("comm_live_update", keeper.stop);
    window.addEventListener("pagehide", flush);
  }

  function close() {
    flush();
    keeper.close();
    model.off("change:kept", hear);
    model.off("comm_live_update", keeper.stop);
    window.removeEventListener("pagehide", flush);
  }

  return {
    content: () => content,
    /**
     * Keep what is being typed; it is sent after a pause.
     *
     * @param {any} next
     */
    type(next) {
      content = next;
      news = "";
      keeper.note(content);
      clearTimeout(timer);
      timer = setTimeout(send, TYPING_PAUSE_MS);
    },
    /**
     * Keep a choice, and send it at once.
     *
     * @param {any} next
     */
    choose(next) {
      content = next;
      news = "";
      send();
    },
    flush,
    open,
    close,
  };
}
