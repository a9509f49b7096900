// The desk: the document that is worked on, what is selected, undo and redo, and what the kernel has saved of it.
import { createKeeper } from "#shared/keeper.js";
import { merge, same } from "#shared/merge.js";
import { fill, sentences } from "#shared/page.js";
import { createStore } from "#shared/store.js";
import { complete, find } from "./document.js";
/** @import { Desk, Draw, JourneyMap, Labels, Selected, Step, Wanted } from "./types.js" */
/** @import { Heard, Model } from "#shared/types.js" */

const MOST_STEPS = 300;
const TYPING_PAUSE_MS = 400;

/**
 * @param {Model} model
 * @param {Labels} labels
 * @param {Draw} draw
 * @param {Pick<ReturnType<typeof createStore>, "keep" | "forget" | "all">} [store]
 * @returns {Desk}
 */
export function createDesk(model, labels, draw, store = createStore(model.get("key"))) {
  /** @type {Step[]} */
  const past = [];
  /** @type {Step[]} */
  const future = [];
  /** @type {string[]} */
  let aside = []; // views whose changes Redo brings back, until something is saved
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing; // the timer of what is typed and not sent yet
  let said = "";

  /**
   * @param {string} sentence
   * @param {boolean} problem
   */
  const say = (sentence, problem) => draw.status(sentences(said, sentence), problem);
  const keeper = createKeeper(model, { labels, store, say });
  const desk = /** @type {Desk} */ ({
    map: complete(keeper.saved()),
    selected: { kind: "map" },
    view: "journey",
    persona: "", // whose emotions are shown: all together, or one of several
    zoom: undefined, // rem of a column
    labels,
    pendingFields: new Set(),
  });

  desk.focus = draw.focus;
  desk.edit = (field) => draw.focus(`field:${field}`);
  desk.say = (sentence, problem = false) => draw.status(sentence, problem);
  // The one point and the one card that Tab comes to.
  desk.tabStop = () => (desk.selected.kind === "touchpoint" ? desk.selected.id : desk.map.touchpoints[0]?.id);
  desk.canUndo = () => past.length > 0;
  desk.canRedo = () => future.length > 0;
  desk.flush = () => {
    [...desk.pendingFields].forEach((commit) => commit());
    if (typing !== undefined) send();
  };

  function send() {
    clearTimeout(typing);
    typing = undefined;
    keeper.send(desk.map);
  }

  function sendSoon() {
    clearTimeout(typing);
    typing = setTimeout(send, TYPING_PAUSE_MS);
    keeper.note(desk.map);
  }

  // Changes with the same key, one after the other, are one step to undo: a word is not undone letter by letter.
  desk.change = (map, sentence, { key, quiet = false, then } = {}) => {
    if (map === desk.map) return;
    const last = past.at(-1);
    if (!key || last?.key !== key) past.push({ map: desk.map, selected: desk.selected, sentence, key });
    else last.sentence = sentence;
    if (past.length > MOST_STEPS) past.shift();
    future.length = 0;
    desk.map = map;
    if (then) desk.selected = then;
    said = sentence;
    // What is quiet is being typed.
    if (quiet) {
      draw.canvasSoon();
      sendSoon();
    } else {
      draw.all();
      send();
    }
  };

  function endStep() {
    const last = past.at(-1);
    if (last) last.key = undefined;
  }

  /**
   * @param {Step[]} from
   * @param {Step[]} to
   * @param {string} template
   */
  function step(from, to, template) {
    desk.flush();
    const back = from.pop();
    if (!back) return;
    to.push({ map: desk.map, selected: desk.selected, sentence: back.sentence });
    endStep();
    desk.map = back.map;
    desk.selected = existing(back.selected);
    said = fill(template, { what: back.sentence });
    draw.all();
    send();
  }
  desk.undo = () => step(past, future, labels.said_undone);
  desk.redo = () => step(future, past, labels.said_redone);

  /**
   * @param {Wanted} wanted
   * @returns {Selected}
   */
  function existing({ kind, id }) {
    /** @type {Record<string, { id: string }[] | undefined>} */
    const parts = { touchpoint: desk.map.touchpoints, phase: desk.map.phases };
    const isThere = kind === "map" || find(parts[kind ?? ""] ?? [], id);
    if (isThere) return /** @type {Selected} */ ({ kind, id });
    return desk.map.touchpoints.length ? { kind: "touchpoint", id: desk.map.touchpoints[0].id } : { kind: "map" };
  }

  desk.select = (kind, id, focus) => {
    desk.flush();
    endStep();
    desk.selected = existing({ kind, id });
    draw.all();
    if (focus) draw.focus(focus);
  };
  desk.look = (changed) => {
    desk.flush();
    Object.assign(desk, changed);
    draw.all();
  };
  desk.showView = (name) => {
    desk.flush();
    desk.view = name;
    draw.all();
  };

  /**
   * What is being typed is put into the map that came, if what it belongs to is still there.
   *
   * @param {JourneyMap} map
   */
  function adopt(map) {
    desk.map = map;
    if (!find(map.personas ?? [], desk.persona)) desk.persona = "";
    const selected = existing(desk.selected);
    if (selected.id === desk.selected.id) desk.flush();
    desk.selected = selected;
    draw.all();
  }

  /**
   * Undo and redo go back and forth in one's own changes: what others changed meanwhile stays as it is.
   *
   * @param {JourneyMap} base
   * @param {JourneyMap} theirs
   */
  function rebase(base, theirs) {
    for (const one of [...past, ...future]) one.map = merge(base, one.map, theirs).merged;
    while (past.length && same(past[past.length - 1].map, theirs)) past.pop();
  }

  desk.hear = () => {
    const kept = keeper.hear();
    if (!kept) return;
    const [base, theirs] = [complete(kept.base), complete(kept.content)];
    if (kept.isOwn && kept.saved) {
      aside.forEach(store.forget);
      aside = [];
    }
    if (kept.isOwn && !kept.refused) say(kept.sentence, !kept.saved);
    else if (kept.isOwn) {
      if (kept.elsewhere) {
        const mine = merge(base, theirs, desk.map).merged;
        rebase(base, theirs);
        future.push({ map: mine, selected: desk.selected, sentence: said });
      }
      adopt(theirs);
      draw.status(kept.sentence, true);
    } else hearOthers(kept, base, theirs);
  };

  /**
   * @param {Heard} kept
   * @param {JourneyMap} base
   * @param {JourneyMap} theirs
   */
  function hearOthers(kept, base, theirs) {
    const { merged } = merge(base, kept.mine ? complete(kept.mine) : base, theirs);
    const isByCell = kept.revision === "" && !kept.elsewhere;
    if (isByCell) past.push({ map: desk.map, selected: desk.selected, sentence: labels.changed_elsewhere });
    else rebase(base, theirs);
    clearTimeout(typing);
    typing = undefined;
    adopt(merged);
    if (!same(merged, theirs)) send();
    else draw.status(sentences(isByCell ? labels.changed_elsewhere : labels.changed_by_others, kept.sentence), false);
  }

  desk.open = () => {
    const { saved } = keeper;
    for (const { view, base, content } of keeper.unsaved()) {
      aside.push(view);
      if (same(base, saved())) past.push({ map: desk.map, selected: desk.selected, sentence: labels.taken_up });
      else future.push({ map: merge(base, saved(), complete(content)).merged, selected: {}, sentence: labels.left_aside });
      if (same(base, saved())) desk.map = merge(base, desk.map, complete(content)).merged;
    }
    desk.selected = existing({});
    draw.all();
    if (past.length) {
      said = labels.taken_up;
      send();
    } else if (future.length) draw.status(labels.left_aside, true);
    else draw.status(model.get("kept").sentence || labels.hint, false);
  };
  desk.close = () => {
    desk.flush();
    keeper.close();
  };
  desk.stop = keeper.stop;
  return desk;
}
