// The picture: phases, curve or blueprint lanes, and cards, in columns; it scrolls sideways, its row names stay.
import { button, element, icon, shown } from "#shared/page.js";
import { deleteTouchpoint, drawCard, moveTouchpoint, newTouchpoint, toggleMoment } from "./cards.js";
import { drawCurve, drawLevels, setEmotion, stepEmotion } from "./curve.js";
import { faceOf } from "./pictures.js";
import { columns, HALF, MOST, partOf } from "./document.js";
/** @import { Column, Desk, Lane, Looks, Touchpoint } from "./types.js" */

/** @type {Record<Looks["view"], string[]>} */
const ROWS = {
  journey: ["phases", "emotion", "touchpoints"],
  blueprint: [
    ...["phases", "physical_evidence", "touchpoints", "line_interaction", "frontstage", "line_visibility"],
    ...["backstage", "line_internal", "support"],
  ],
};
const NAMES_REM = 7.5;

/**
 * How wide columns are, in rem, until one zooms.
 *
 * @param {Desk} desk
 */
export function usual(desk) {
  return columns(desk.map).length > 12 ? 7 : 8;
}

/**
 * How wide columns may be so that all are in sight.
 *
 * @param {Desk} desk
 * @param {HTMLElement} scroller
 */
export function whole(desk, scroller) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const room = scroller.clientWidth / rem - NAMES_REM - 0.2;
  return Math.min(usual(desk), Math.max(0.8, room / Math.max(columns(desk.map).length, 1)));
}

/** @param {Desk} desk */
export function drawCanvas(desk) {
  const { labels } = desk;
  const all = columns(desk.map);
  const count = Math.max(all.length, 1);
  const width = desk.zoom ?? usual(desk);
  const size = width < 3 ? " is-tiny is-small" : width < 5 ? " is-small" : "";
  const grid = element("div", { className: `pe-map pe-view-${desk.view}${size}` });
  grid.style.gridTemplateColumns = `${NAMES_REM}rem repeat(${count}, minmax(0, 1fr))`;
  grid.style.minWidth = `${NAMES_REM + count * width}rem`;
  /**
   * @param {HTMLElement} node
   * @param {number} row
   * @param {number} from
   * @param {number} [to]
   */
  const put = (node, row, from, to = from + 1) => {
    node.style.gridRow = String(row + 1);
    node.style.gridColumn = `${from + 2} / ${to + 2}`;
    return node;
  };

  ROWS[desk.view].forEach((name, row) => {
    if (name.startsWith("line_")) {
      const line = element(
        "div",
        { className: `pe-divide pe-${name}` },
        element("span", { textContent: labels[name] }),
      );
      grid.append(put(line, row, -1, count));
      return;
    }
    const title = element("div", { className: "pe-row-name" });
    title.append(name === "emotion" ? drawLevels(desk) : labels[name]);
    grid.append(put(title, row, -1));

    if (name === "phases") drawPhases(desk, all).forEach(([node, from, to]) => grid.append(put(node, row, from, to)));
    else if (name === "emotion") grid.append(put(drawCurve(desk, all), row, 0, count));
    else if (name === "touchpoints") {
      // A list box lays out no boxes of its own, so that cards stay in the grid's columns.
      const list = element("div", {
        className: "pe-cards",
        role: "listbox",
        "aria-label": labels.touchpoints,
        "aria-orientation": "horizontal",
      });
      all.forEach(({ touchpoint, index, phase }, i) => {
        const node = touchpoint ? drawCard(desk, touchpoint, index) : drawGap(desk, phase);
        (touchpoint ? list : grid).append(put(node, row, i));
      });
      grid.append(list);
    } else all.forEach(({ touchpoint }, i) => grid.append(put(drawCell(desk, touchpoint, name), row, i)));
  });
  grid.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => pressed(desk, event));
  return grid;
}

/**
 * @param {Desk} desk
 * @param {Column[]} all
 * @returns {[HTMLElement, number, number][]}
 */
function drawPhases(desk, all) {
  /** @type {{ phase: string, from: number, to: number }[]} */
  const spans = [];
  all.forEach(({ phase }, i) => {
    const last = spans.at(-1);
    if (last?.phase === phase) last.to = i + 1;
    else spans.push({ phase, from: i, to: i + 1 });
  });
  return spans.map(({ phase: id, from, to }) => {
    const phase = partOf(desk.map.phases, id);
    const period = phase.period ?? "during";
    const node = button("", () => desk.select("phase", id, `phase:${id}`), { className: `pe-phase pe-${period}` });
    // The name of a long phase stays in sight while the map scrolls under it.
    node.replaceChildren(
      element("span", { textContent: shown(phase.name) }, element("small", { textContent: desk.labels[period] })),
    );
    node.setAttribute("data-focus", `phase:${id}`);
    node.setAttribute("data-phase", id);
    node.setAttribute("aria-pressed", String(desk.selected.id === id && desk.selected.kind === "phase"));
    return [node, from, to];
  });
}

/**
 * @param {Desk} desk
 * @param {string} phase
 */
function drawGap(desk, phase) {
  const add = () => {
    desk.selected = { kind: "phase", id: phase };
    newTouchpoint(desk);
  };
  return button(desk.labels.add_touchpoint, add, { picture: "plus", className: "pe-gap", "data-phase": phase });
}

/**
 * @param {Desk} desk
 * @param {Touchpoint | undefined} touchpoint
 * @param {string} lane
 */
function drawCell(desk, touchpoint, lane) {
  const items = (touchpoint?.blueprint ?? []).filter((item) => item.layer === lane);
  const cell = element("div", {
    className: `pe-cell pe-lane-${lane}${touchpoint?.id === desk.selected.id ? " is-selected" : ""}`,
  });
  for (const { item, owner, fail_point: fail, emotion } of items) {
    cell.append(
      element("p", {}, ...faceOf(desk.labels, emotion), shown(item), ...(owner ? [element("small", { textContent: shown(owner) })] : [])),
    );
    if (fail) cell.append(element("p", { className: "pe-fail" }, icon("warning"), shown(fail)));
  }
  if (touchpoint) {
    cell.addEventListener("click", () => {
      desk.select("touchpoint", touchpoint.id);
      desk.edit(`new:${lane}`);
    });
  }
  return cell;
}

/**
 * Keys on a point of the curve or a card. Fields have their own.
 *
 * @param {Desk} desk
 * @param {KeyboardEvent} event
 */
function pressed(desk, event) {
  const [kind, id] = (/** @type {Element} */ (event.target).getAttribute("data-focus") ?? "").split(/:(.*)/s);
  if (kind !== "handle" && kind !== "card") return;
  if (event.ctrlKey || event.metaKey) return;
  if (desk.tabStop() !== id || desk.selected.kind !== "touchpoint") desk.select("touchpoint", id, `${kind}:${id}`);
  const all = desk.map.touchpoints;
  const index = all.findIndex((one) => one.id === id);
  /** @param {number} to */
  const go = (to) => all[to] && desk.select("touchpoint", all[to].id, `${kind}:${all[to].id}`);
  /** @type {Record<string, () => unknown>} */
  const acts = {
    ArrowLeft: () => (event.altKey ? moveTouchpoint(desk, id, index - 1) : go(index - 1)),
    ArrowRight: () => (event.altKey ? moveTouchpoint(desk, id, index + 1) : go(index + 1)),
    ArrowUp: () => stepEmotion(desk, id, HALF),
    ArrowDown: () => stepEmotion(desk, id, -HALF),
    Home: () => (kind === "card" ? go(0) : setEmotion(desk, id, -MOST)),
    End: () => (kind === "card" ? go(all.length - 1) : setEmotion(desk, id, MOST)),
    Backspace: () => setEmotion(desk, id, undefined),
    Delete: () => {
      deleteTouchpoint(desk, id);
      if (desk.selected.kind === "touchpoint") desk.focus(`${kind}:${desk.selected.id}`);
    },
    Enter: () => desk.edit("name"),
    n: () => newTouchpoint(desk),
    m: () => toggleMoment(desk, id),
  };
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
}
