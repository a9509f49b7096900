// The map as one SVG picture: phases, curve and touchpoints, with fonts and colours of its own, so that it stands alone.
import { isKnown, MOST } from "../editor/document.js";
import { rounded, shown, signed } from "#shared/page.js";
/** @import { JourneyMap } from "../editor/types.js" */

const WIDTH = 150; // of a touchpoint's column
const LEFT = 30;
const TOP = 92;
const POINT = 44; // pixels from one full point to the next
const LINE = 17;
const COLOURS = { before: "#e6eef2", during: "#fdf0e4", after: "#e9f2e6" };

/** @param {unknown} text */
const escape = (text) =>
  String(text).replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} [content]
 */
function tag(name, attributes, content = "") {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  return `<${name}${list.join("")}>${content}</${name}>`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {Record<string, string | number>} [attributes]
 */
const write = (x, y, text, attributes = {}) => tag("text", { x, y, ...attributes }, escape(text));

/**
 * Chinese may break anywhere but before a closing mark, other writing between words.
 *
 * @param {string} text
 * @param {number} most
 */
export function broken(text, most) {
  const rows = [""];
  let width = 0;
  for (const [part] of text.matchAll(/[⺀-鿿＀-￯][，。、：；！？”’）》」』]*|[^\s⺀-鿿＀-￯]+|\s+/gu)) {
    const size = [...part].reduce((sum, sign) => sum + (sign > "⺀" ? 2 : 1), 0);
    if (width + size > most && width) {
      rows.push("");
      width = 0;
    }
    if (rows.at(-1) || part.trim()) {
      rows[rows.length - 1] += part;
      width += size;
    }
  }
  return rows.map((row) => row.trim()).filter(Boolean);
}

/**
 * @param {JourneyMap} map
 * @param {string} said The score in words.
 * @param {string} description What the picture shows, for who does not see it.
 */
export function drawPicture(map, said, description) {
  const places = map.touchpoints;
  /** @param {number} index */
  const x = (index) => LEFT + WIDTH * (index + 0.5);
  /** @param {number} emotion */
  const y = (emotion) => TOP + (MOST - emotion) * POINT;
  const under = TOP + 2 * MOST * POINT + 44;
  const width = LEFT * 2 + WIDTH * Math.max(places.length, 3);
  const parts = [];
  let first = 0;
  places.forEach((one, index) => {
    const next = places[index + 1];
    if (next?.phase === one.phase) return;
    const phase = map.phases.find(({ id }) => id === one.phase);
    const from = LEFT + WIDTH * first;
    const fill = COLOURS[phase?.period ?? "during"];
    parts.push(tag("rect", { x: from + 2, y: 56, width: WIDTH * (index + 1 - first) - 4, height: 26, rx: 4, fill }));
    parts.push(write(from + 10, 74, shown(phase?.name), { "font-weight": 600 }));
    first = index + 1;
  });
  for (let level = -MOST; level <= MOST; level += 1) {
    const attributes = { x1: LEFT, x2: width - LEFT, y1: y(level), y2: y(level), stroke: level ? "#dddddd" : "#888888" };
    parts.push(tag("line", attributes), write(8, y(level) + 4, signed(level), { "font-size": 11 }));
  }
  const known = places.flatMap(({ emotion }, index) => (isKnown(emotion) ? [{ emotion, index }] : []));
  known.forEach((one, order) => {
    const next = known[order + 1];
    if (!next) return;
    const ends = { x1: x(one.index), y1: y(one.emotion), x2: x(next.index), y2: y(next.emotion) };
    /** @type {Record<string, string>} */
    const dashes = next.index > one.index + 1 ? { "stroke-dasharray": "5 5" } : {}; // unknown lies between
    parts.push(tag("line", { ...ends, stroke: "#1d5f7a", "stroke-width": 3, ...dashes }));
  });
  let deepest = under;
  places.forEach((one, index) => {
    const { emotion } = one;
    if (isKnown(emotion)) {
      parts.push(tag("circle", { cx: x(index), cy: y(emotion), r: 6, fill: "#1d5f7a" }));
      parts.push(write(x(index) + 9, y(emotion) - 8, rounded(emotion), { "font-size": 12 }));
    } else parts.push(write(x(index) - 4, y(-MOST) + 18, "?"));
    const name = `${one.moment_of_truth ? "★ " : ""}${shown(one.name)}`;
    const notes = [...(one.pain_points ?? []).map((text) => `− ${shown(text)}`)];
    notes.push(...(one.opportunities ?? []).map((text) => `+ ${shown(text)}`));
    const rows = [name, ...notes].map((text) => broken(text, 20));
    let line = under;
    rows.forEach((list, order) => {
      for (const row of list) {
        parts.push(write(x(index) - WIDTH / 2 + 8, line, row, order ? { "font-size": 12 } : { "font-weight": 600 }));
        line += LINE;
      }
      line += 4;
    });
    deepest = Math.max(deepest, line);
  });
  const height = deepest + 16;
  const head = [
    tag("title", {}, escape(shown(map.title))),
    tag("desc", {}, escape(description)),
    tag("rect", { width, height, fill: "#ffffff" }),
    write(LEFT, 28, shown(map.title), { "font-size": 20, "font-weight": 700 }),
    write(LEFT, 46, said, { "font-size": 12 }),
  ];
  return tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "font-family": "'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif",
      "font-size": 14,
      fill: "#1b1b1b",
    },
    [...head, ...parts].join("\n"),
  );
}
