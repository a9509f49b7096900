// The editor as a page of its own, opened from a disk: what the kernel does elsewhere, the browser does here.
import { complete, isKnown } from "../editor/document.js";
import editor from "../editor/widget.js";
import { button, element, fill, rounded, sentences, shown, speak } from "#shared/page.js";
import { score } from "#shared/score.js";
import { readMap, save, Unreadable, writeMap } from "./files.js";
import { drawPicture } from "./picture.js";
/** @import { Labels, MapFile, Touchpoint } from "../editor/types.js" */
/** @import { Kept, Model } from "#shared/types.js" */

const KEY = "peakend:page:map";
/** @type {{ labels: Record<"zh" | "en", Labels>, example: MapFile, blank: Record<"zh" | "en", MapFile> }} */
const given = JSON.parse(document.getElementById("peakend-page")?.textContent ?? "{}");
const body = element("div");
let language = chooseLanguage();
let map = kept() ?? example();
const sheet = element("div", { className: "page-sheet" });
let close = () => {};
let picture = () => "";

/** @returns {"zh" | "en"} */
function chooseLanguage() {
  const asked = new URLSearchParams(location.search).get("lang") ?? navigator.language;
  return asked.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function example() {
  return structuredClone(given.example);
}

function kept() {
  try {
    return readMap(localStorage.getItem(KEY) ?? "", given.labels.en);
  } catch {
    return undefined;
  }
}

// False where the browser keeps nothing: then the file is all there is, and the page says so.
function keep() {
  try {
    localStorage.setItem(KEY, writeMap(map));
    return true;
  } catch {
    return false;
  }
}

/**
 * Stand in for the kernel's side of the widget: takes each change, keeps it, and acknowledges it.
 *
 * @param {Labels} labels
 * @param {() => void} told
 * @returns {Model}
 */
function createModel(labels, told) {
  /** @type {Record<string, (() => void) | undefined>} */
  const heard = {};
  let number = 0;
  /** @type {Record<string, any>} */
  const traits = { language, labels, key: "page", sent: {}, kept: answer("", "") };
  /**
   * @param {string} revision
   * @param {string} sentence
   * @returns {Kept}
   */
  function answer(revision, sentence) {
    number += 1;
    return { number, revision, content: map, sentence, saved: true };
  }
  return {
    get: (name) => traits[name],
    set: (name, value) => (traits[name] = value),
    on: (event, act) => (heard[event] = act),
    off: (event) => delete heard[event],
    save_changes: () => {
      map = traits.sent.content;
      traits.kept = answer(traits.sent.revision, keep() ? labels.kept : labels.kept_nowhere);
      told();
      queueMicrotask(() => heard["change:kept"]?.());
    },
  };
}

/** @param {Labels} labels */
function scoreText(labels) {
  const found = score(complete(map));
  if (!found) return labels.no_score;
  /** @param {string} id */
  const name = (id) => shown(map.touchpoints?.find((one) => one.id === id)?.name);
  const values = {
    score: rounded(found.score),
    high: rounded(found.score_high),
    peak: name(found.peak_at),
    peak_high: name(found.peak_high_at),
    end: name(found.end_at),
    known: found.n,
    all: found.n + found.n_missing,
  };
  const sentence = fill(found.peak_tied ? labels.score_tied : labels.score, values);
  return sentences(sentence, found.n_missing ? fill(labels.score_missing, values) : "");
}

/** @param {string} [problem] */
function draw(problem = "") {
  close();
  speak(language);
  const labels = given.labels[language];
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = labels.page_title;
  const stem = () => map.id.replace(/[^\p{L}\p{N}-]+/gu, "-");
  const said = element("p", { className: "page-score", role: "status" });
  const told = () => (said.textContent = scoreText(labels));
  const trouble = element("p", { className: "page-trouble", role: "alert", textContent: problem });
  const file = element("input", { type: "file", accept: ".yaml,.yml", hidden: true });
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    try {
      show(readMap(await chosen.text(), labels));
    } catch (error) {
      const reason = error instanceof Unreadable ? error.message : labels.file_other;
      trouble.textContent = fill(labels.file_refused, { file: chosen.name, reason });
    }
    file.value = "";
  });
  // What is being typed belongs to the file, too.
  const settled = () => {
    window.dispatchEvent(new Event("pagehide"));
    return map;
  };
  picture = () => drawPicture(complete(settled()), scoreText(labels), pictureText(labels));
  const tools = element(
    "div",
    { className: "page-tools", role: "group", "aria-label": labels.files },
    button(labels.open_file, () => file.click()),
    button(labels.save_yaml, () => save(`${stem()}.yaml`, writeMap(settled()), "application/yaml")),
    button(labels.save_svg, () => save(`${stem()}.svg`, picture(), "image/svg+xml")),
    button(labels.print, () => window.print()),
    button(labels.begin_new, () => confirm(labels.begin_sure) && show(structuredClone(given.blank[language]))),
    button(labels.show_example, () => confirm(labels.begin_sure) && show(example())),
    button(labels.other_language, () => {
      language = language === "zh" ? "en" : "zh";
      draw();
    }),
    file,
  );
  const desk = element("div");
  body.replaceChildren(
    element("h1", { textContent: labels.page_title }),
    element("p", { className: "page-about", textContent: labels.page_about }),
    tools,
    trouble,
    said,
    desk,
  );
  close = editor.render({ model: createModel(labels, told), el: desk }) ?? (() => {});
  told();
}

/** @param {MapFile} next */
function show(next) {
  map = next;
  draw(keep() ? "" : given.labels[language].kept_nowhere);
}

/** @param {Labels} labels */
function pictureText(labels) {
  /** @param {Touchpoint} touchpoint */
  const feeling = ({ emotion }) => (isKnown(emotion) ? rounded(emotion) : labels.unknown);
  const list = complete(map).touchpoints.map((one) => `${shown(one.name)} ${feeling(one)}`).join("; ");
  return `${shown(map.title)}. ${scoreText(labels)} ${list}`;
}

// Printed is the picture, not the form around it, also from the browser's own menu.
window.addEventListener("beforeprint", () => {
  sheet.innerHTML = picture(); // our own: every text of the map in it is escaped
  document.body.append(sheet);
});
window.addEventListener("afterprint", () => sheet.remove());

document.querySelector("main")?.append(body);
draw();
