// The cards of the touchpoints: what one sees of each, and dragging one to another place.
import { element, fill, icon, shown } from "#shared/page.js";
import { emotionText } from "./curve.js";
import { channelIcon, faceOf } from "./pictures.js";
import {
  addPhase,
  addTouchpoint,
  assignPhase,
  changeTouchpoint,
  emotionOf,
  emptyPhaseBeside,
  find,
  partOf,
  putTouchpoint,
  removeTouchpoint,
} from "./document.js";
/** @import { Desk, JourneyMap, Touchpoint } from "./types.js" */

const [ROLL_PX, ROLL_MS] = [12, 30];

/**
 * @param {Desk} desk
 * @param {Touchpoint} touchpoint
 * @param {number} index
 */
export function drawCard(desk, touchpoint, index) {
  const { labels } = desk;
  const { id, type, pain_points: pains, opportunities, moment_of_truth: moment, wait_min: minutes } = touchpoint;
  const name = shown(touchpoint.name);
  const selected = desk.selected.id === id;
  const facts = [
    pains?.length && fill(labels.pains, { count: pains.length }),
    opportunities?.length && fill(labels.chances, { count: opportunities.length }),
  ].filter(Boolean);
  // What is seen names the card; what the picture says by a face and a star stands there for who hears it.
  const emotion = emotionOf(desk, touchpoint);
  const channel = shown(touchpoint.channel);
  const heard = ["", emotionText(desk, emotion), moment && labels.moment_of_truth].filter((part) => part !== undefined);
  const unseen = element("span", { className: "pe-unseen", textContent: heard.filter((part) => part !== false).join(", ") });

  const grip = element("span", { className: "pe-grip", title: labels.drag, "aria-hidden": "true" }, icon("grip"));
  // No button: the card says it, M and the form set it.
  const look = { className: `pe-star${moment ? " is-on" : ""}`, title: labels.moment_of_truth, "aria-hidden": "true" };
  const star = element("span", look, icon("star"));
  star.addEventListener("click", () => toggleMoment(desk, id));
  const waits =
    type === "wait"
      ? [
          element(
            "p",
            { className: "pe-waits" },
            icon("wait"),
            labels.wait,
            minutes === undefined ? "" : ` ${fill(labels.minutes, { count: minutes })}`,
          ),
        ]
      : [];
  const card = element(
    "div",
    {
      className: `pe-card${selected ? " is-selected" : ""}`,
      role: "option",
      tabIndex: desk.tabStop() === id ? 0 : -1,
      "aria-selected": String(selected),
      "data-focus": `card:${id}`,
      "data-touchpoint": id,
    },
    element(
      "div",
      { className: "pe-card-top" },
      grip,
      element("span", { className: "pe-number", textContent: `${index + 1}.` }),
      ...faceOf(labels, emotion),
      star,
    ),
    element("p", { className: "pe-name", title: name }, name, unseen),
    element("p", { className: "pe-channel" }, ...channelIcon(labels, channel), channel),
    ...waits,
    element("p", { className: "pe-facts" }, ...facts.map((fact) => element("span", { textContent: fact }))),
  );
  card.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    if (!(/** @type {Element} */ (event.target).closest(".pe-star"))) desk.select("touchpoint", id, `card:${id}`);
  });
  dragCard(desk, card, grip, id);
  return card;
}

/**
 * @param {Desk} desk
 * @param {string} id
 */
export function toggleMoment(desk, id) {
  const one = partOf(desk.map.touchpoints, id);
  const on = !one.moment_of_truth;
  const sentence = fill(on ? desk.labels.said_marked : desk.labels.said_unmarked, { name: shown(one.name) });
  desk.change(changeTouchpoint(desk.map, id, { moment_of_truth: on || undefined }), sentence);
}

/**
 * @param {Desk} desk
 * @param {JourneyMap} map
 * @param {string} id
 */
export function sayMoved(desk, map, id) {
  const index = map.touchpoints.findIndex((one) => one.id === id);
  const one = map.touchpoints[index];
  const phase = shown(partOf(map.phases, one.phase).name);
  return fill(desk.labels.said_moved, { name: shown(one.name), position: index + 1, phase });
}

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {number} index
 */
export function moveTouchpoint(desk, id, index) {
  const from = desk.map.touchpoints.findIndex((one) => one.id === id);
  const empty = emptyPhaseBeside(desk.map, id, index - from);
  if (empty) {
    intoPhase(desk, id, empty);
    return;
  }
  if (index < 0 || index >= desk.map.touchpoints.length) {
    desk.say(fill(desk.labels.said_edge, { name: shown(desk.map.touchpoints[from].name) }));
    return;
  }
  putAt(desk, id, index);
}

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {number} index
 * @param {string} [phase]
 */
function putAt(desk, id, index, phase) {
  const map = putTouchpoint(desk.map, id, index, phase);
  if (map.touchpoints[index].phase === partOf(desk.map.touchpoints, id).phase && desk.map.touchpoints[index].id === id) return;
  desk.change(map, sayMoved(desk, map, id));
}

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {string} phase
 */
function intoPhase(desk, id, phase) {
  const map = assignPhase(desk.map, id, phase);
  desk.change(map, sayMoved(desk, map, id));
}

/**
 * @param {Desk} desk
 * @param {string} id
 */
export function deleteTouchpoint(desk, id) {
  const index = desk.map.touchpoints.findIndex((one) => one.id === id);
  const map = removeTouchpoint(desk.map, id);
  const next = map.touchpoints[Math.min(index, map.touchpoints.length - 1)];
  const name = shown(desk.map.touchpoints[index].name);
  desk.change(map, fill(desk.labels.said_deleted, { name }), {
    then: next ? { kind: "touchpoint", id: next.id } : { kind: "map" },
  });
}

/**
 * A new touchpoint follows the selected one, or ends the selected phase; its name is ready to be typed over.
 *
 * @param {Desk} desk
 */
export function newTouchpoint(desk) {
  const { labels, selected } = desk;
  let { map } = desk;
  let phase =
    selected.kind === "phase" ? selected.id : (find(map.touchpoints, selected.id) ?? map.touchpoints.at(-1))?.phase;
  phase ??= map.phases[0]?.id; // the first touchpoint of a map begins it
  if (!phase) [map, phase] = addPhase(map, undefined, labels.new_phase);
  const after = selected.kind === "touchpoint" ? selected.id : undefined;
  const [changed, id] = addTouchpoint(map, after, phase, labels.new_touchpoint);
  desk.change(changed, fill(labels.said_added, { name: labels.new_touchpoint }), { then: { kind: "touchpoint", id } });
  desk.edit("name");
}

/** @param {Desk} desk */
export function newPhase(desk) {
  const { labels, selected } = desk;
  const after = selected.kind === "phase" ? selected.id : find(desk.map.touchpoints, selected.id)?.phase;
  const [map, id] = addPhase(desk.map, after, labels.new_phase);
  desk.change(map, fill(labels.said_added, { name: labels.new_phase }), { then: { kind: "phase", id } });
  desk.edit("name");
}

/**
 * Dragged by its grip, so that a finger elsewhere on the card still scrolls the map.
 *
 * @param {Desk} desk
 * @param {HTMLElement} card
 * @param {HTMLElement} grip
 * @param {string} id
 */
function dragCard(desk, card, grip, id) {
  /** @type {{ x: number, middle: number, scroll: number } | undefined} */
  let start;
  /** @type {number | undefined} */
  let target;
  /** @type {HTMLElement | undefined} */
  let gap; // an empty phase that the card is held over
  /** @type {HTMLElement | undefined} */
  let over; // the phase that the card is held over
  /** @type {HTMLElement | undefined} */
  let mark;
  /** @type {number | undefined} */
  let rolling; // the map goes on under a card that is held at its edge
  const list = () => /** @type {HTMLElement} */ (card.parentElement);
  /**
   * @param {HTMLElement} part
   * @param {string} which
   * @returns {NodeListOf<HTMLElement>}
   */
  const all = (part, which) => part.querySelectorAll(which);
  const others = () => [...all(list(), "[data-touchpoint]")].filter((one) => one !== card);
  const stop = () => {
    clearInterval(rolling);
    mark?.remove();
    card.classList.remove("is-dragged");
    card.style.transform = "";
    start = mark = gap = over = rolling = undefined;
  };
  grip.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    start = { x: event.clientX, middle: middle(card), scroll: desk.scroller.scrollLeft };
    target = undefined;
  });
  /** @param {number} clientX */
  const follow = (clientX) => {
    if (!start) return;
    const way = clientX - start.x;
    const reached = start.middle + way;
    const edge = desk.scroller.getBoundingClientRect();
    if (clientX > edge.right - 40) desk.scroller.scrollLeft += ROLL_PX;
    if (clientX < edge.left + 130) desk.scroller.scrollLeft -= ROLL_PX;
    card.classList.add("is-dragged");
    card.style.transform = `translateX(${way + desk.scroller.scrollLeft - start.scroll}px)`;
    /** @param {number} x */
    const at = (x) => (/** @type {HTMLElement} */ one) => {
      const { left, right } = one.getBoundingClientRect();
      return x >= left && x <= right;
    };
    const gaps = [...all(desk.scroller, ".pe-gap")];
    gap = gaps.find(at(clientX)) ?? gaps.find(at(reached));
    over = [...all(desk.scroller, ".pe-phase")].find(at(reached));
    const row = others();
    target = row.filter((one) => middle(one) < reached).length;
    mark ??= list().appendChild(/** @type {HTMLElement} */ (element("div", { className: "pe-drop" })));
    const beside = gap ?? row[target] ?? row.at(-1);
    if (!beside) return;
    mark.style.gridColumn = beside.style.gridColumn;
    mark.style.gridRow = card.style.gridRow;
    mark.classList.toggle("is-after", !row[target]);
  };
  grip.addEventListener("pointermove", ({ clientX }) => {
    if (!start) return;
    clearInterval(rolling);
    follow(clientX);
    rolling = window.setInterval(() => follow(clientX), ROLL_MS);
  });
  grip.addEventListener("pointerup", () => {
    if (!start) return;
    const phase = gap?.getAttribute("data-phase");
    const there = over?.getAttribute("data-phase") ?? undefined;
    stop();
    if (phase) intoPhase(desk, id, phase);
    else if (target !== undefined) putAt(desk, id, target, there);
    desk.select("touchpoint", id, `card:${id}`);
  });
  grip.addEventListener("pointercancel", stop);
}

/** @param {Element} node */
function middle(node) {
  const { left, width } = node.getBoundingClientRect();
  return left + width / 2;
}
