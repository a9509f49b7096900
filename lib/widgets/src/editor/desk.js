// The desk: the document that is worked on, what is selected, undo and redo, and what the kernel has saved of it.
import { fill, sentences } from "../shared/page.js";
import { complete, find } from "./document.js";

const ANSWER_MS = 3000;
const MOST_STEPS = 300;

// What a kernel that was restarted never got must not be lost with the page: the browser keeps it until it is saved.
function storage(editor) {
  const key = `peakend-editor:${editor}`;
  const attempt = (act) => {
    try {
      return act();
    } catch {
      return undefined; // private windows may refuse
    }
  };
  return {
    keep: (unsaved) => attempt(() => (localStorage.setItem(key, JSON.stringify(unsaved)), true)) ?? false,
    read: () => attempt(() => JSON.parse(localStorage.getItem(key) ?? "null")),
    forget: () => attempt(() => localStorage.removeItem(key)),
  };
}

export function createDesk(model, labels, draw) {
  const view = Math.random().toString(36).slice(2);
  const store = storage(model.get("key"));
  const past = [];
  const future = [];
  let revision = 0;
  let waiting; // the timer of a change that the kernel has not answered yet
  let saved = complete(model.get("kept").document);
  let said = "";

  /** @type {any} */
  const desk = { map: saved, selected: { kind: "map" }, view: "journey", labels, pendingFields: new Set() };

  desk.focus = draw.focus;
  desk.edit = (field) => draw.focus(`field:${field}`);
  desk.say = (sentence, problem = false) => draw.status(sentence, problem);
  // The one point and the one card that Tab comes to.
  desk.tabStop = () => (desk.selected.kind === "touchpoint" ? desk.selected.id : desk.map.touchpoints[0]?.id);
  desk.canUndo = () => past.length > 0;
  desk.canRedo = () => future.length > 0;
  desk.flush = () => [...desk.pendingFields].forEach((commit) => commit());

  function send() {
    clearTimeout(waiting);
    revision += 1;
    const kept = store.keep({ revision: `${view}:${revision}`, base: saved, map: desk.map });
    waiting = setTimeout(() => {
      desk.say(sentences(said, kept ? labels.not_saved : labels.not_kept), true);
    }, ANSWER_MS);
    model.set("sent", { revision: `${view}:${revision}`, document: desk.map });
    model.save_changes();
  }

  // Changes with the same key, one after the other, are one step to undo: a word is not undone letter by letter.
  /**
   * @param {any} map
   * @param {string} sentence
   * @param {{ key?: string, quiet?: boolean, then?: { kind: string, id?: string } }} [options]
   */
  desk.change = (map, sentence, { key, quiet = false, then } = {}) => {
    if (map === desk.map) return;
    if (!key || past.at(-1)?.key !== key) past.push({ map: desk.map, selected: desk.selected, sentence, key });
    else past.at(-1).sentence = sentence;
    if (past.length > MOST_STEPS) past.shift();
    future.length = 0;
    desk.map = map;
    if (then) desk.selected = then;
    said = sentence;
    if (quiet) draw.canvasSoon();
    else draw.all();
    send();
  };

  function endStep() {
    if (past.length) past.at(-1).key = undefined;
  }

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

  /** @param {{ kind?: string, id?: string }} wanted */
  function existing({ kind, id }) {
    const parts = { touchpoint: desk.map.touchpoints, phase: desk.map.phases }[kind];
    if (kind === "map" || (parts && find(parts, id))) return { kind, id };
    return desk.map.touchpoints.length ? { kind: "touchpoint", id: desk.map.touchpoints[0].id } : { kind: "map" };
  }

  desk.select = (kind, id, focus) => {
    desk.flush();
    endStep();
    desk.selected = existing({ kind, id });
    draw.all();
    if (focus) draw.focus(focus);
  };
  desk.showView = (name) => {
    desk.flush();
    desk.view = name;
    draw.all();
  };

  // What is being typed is put into the map that came, if what it belongs to is still there.
  function adopt(map) {
    desk.map = map;
    const selected = existing(desk.selected);
    if (selected.id === desk.selected.id) desk.flush();
    desk.selected = selected;
    draw.all();
  }

  desk.hear = () => {
    const kept = model.get("kept");
    const own = kept.revision.startsWith(`${view}:`);
    if (own && kept.revision !== `${view}:${revision}`) return; // a newer change is under way
    const problem = kept.refused || kept.failed;
    saved = complete(kept.document);
    if (own) clearTimeout(waiting);
    if (own && !kept.failed) store.forget();
    if (!own) past.push({ map: desk.map, selected: desk.selected, sentence: labels.changed_elsewhere });
    if (!own || kept.refused) adopt(saved);
    const news = own ? (kept.refused ? "" : said) : labels.changed_elsewhere;
    desk.say(sentences(news, kept.sentence), problem);
  };

  desk.open = () => {
    const unsaved = store.read();
    const note = model.get("kept").sentence;
    desk.selected = existing({});
    if (!unsaved?.map || unsaved.revision === model.get("kept").revision) {
      store.forget();
      draw.all();
      desk.say(note || labels.hint);
    } else if (JSON.stringify(unsaved.base) === JSON.stringify(saved)) {
      draw.all();
      desk.change(complete(unsaved.map), labels.taken_up);
    } else {
      future.push({ map: complete(unsaved.map), selected: desk.selected, sentence: labels.left_aside });
      draw.all();
      desk.say(labels.left_aside, true);
    }
  };
  desk.close = () => {
    desk.flush();
    clearTimeout(waiting);
  };
  return desk;
}
