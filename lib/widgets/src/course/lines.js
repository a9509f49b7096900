// Where Chinese lines end: with a phrase where lines are short, with a word everywhere; a browser ends them anywhere.
import { element } from "./parts.js";

const IN_PHRASES = "h2, :is(.question, .check) .body > p, .keypoints li, td";
const IN_WORDS = ".body :is(p, li, td, th, h3)";
const OWN = /(峰终|下周一起?|净推荐值|利益相关者)/; // words of ours that a browser's dictionary parts
const LEANS = /^(的.*|[地得了着过吗呢吧们])$/; // what leans on the word before it does not begin a line
const SHORT = 24; // characters of a cell whose lines may end early
// What ends with a mark, and the quotation mark after it; what stands in brackets is not parted.
const PHRASE = /(?:（[^）]*）|[^，。：；、？！])*[，。：；、？！]+[”’）]*|(?:（[^）]*）|[^，。：；、？！])+/g;

/** Part the texts of a Chinese deck into phrases and words, where the browser knows words.
 * @param {HTMLElement} deck */
export function lines(deck) {
  if (!document.documentElement.lang.startsWith("zh")) return;
  for (const line of deck.querySelectorAll(IN_PHRASES)) {
    if (line.tagName === "TD" && (line.textContent ?? "").length > SHORT) continue;
    for (const node of texts(line).filter((each) => each.parentNode === line)) {
      node.replaceWith(...(node.data.match(PHRASE) ?? []).map((text) => element("span", { class: "phrase" }, text)));
    }
  }
  if (!("Segmenter" in Intl)) return;
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  const nodes = new Set([...deck.querySelectorAll(`${IN_PHRASES}, ${IN_WORDS}`)].flatMap(texts));
  for (const node of nodes) node.replaceWith(...words(segmenter, node.data));
  deck.classList.add("is-worded");
}

/** @param {Element} line */
function texts(line) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const found = [];
  while (walker.nextNode()) found.push(/** @type {Text} */ (walker.currentNode));
  return found;
}

/** Return a text with a place to end a line between words, and none beside a mark but where the browser sees one.
 * @param {Intl.Segmenter} segmenter @param {string} text */
function words(segmenter, text) {
  /** @type {(Node | string)[]} */
  const parts = [];
  let wasWord = false;
  for (const { segment, isWordLike } of text.split(OWN).flatMap((part) => parted(segmenter, part))) {
    if (wasWord && isWordLike && !LEANS.test(segment)) parts.push(element("wbr"));
    parts.push(segment);
    wasWord = Boolean(isWordLike);
  }
  return parts;
}

/** @param {Intl.Segmenter} segmenter @param {string} part @returns {{segment: string, isWordLike?: boolean}[]} */
function parted(segmenter, part) {
  return OWN.test(part) ? [{ segment: part, isWordLike: true }] : [...segmenter.segment(part)];
}
