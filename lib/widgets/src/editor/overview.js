// The whole map at a glance above the picture, and which part of it is in sight; a press there goes to that part.
import { drawing, element } from "#shared/page.js";
import { columns, emotionOf, MOST, partOf } from "./document.js";
/** @import { Desk } from "./types.js" */

const HEIGHT = 20; // of the drawing, in its own units; a column is one wide
const BAND = 3;

/** @param {number} emotion */
function yOf(emotion) {
  return BAND + 2 + ((MOST - emotion) / (2 * MOST)) * (HEIGHT - BAND - 4);
}

/** @param {Desk} desk */
function drawWhole(desk) {
  const all = columns(desk.map);
  const bands = all.map(({ phase }, i) =>
    drawing("rect", { x: i, y: 0, width: 1, height: BAND, class: `pe-band-${partOf(desk.map.phases, phase).period ?? "during"}` }),
  );
  let path = "";
  let joins = false;
  all.forEach(({ touchpoint }, i) => {
    const emotion = touchpoint && emotionOf(desk, touchpoint);
    const isKnown = emotion !== undefined && emotion !== null;
    if (isKnown) path += `${joins ? "L" : "M"}${i + 0.5} ${yOf(emotion)}`;
    if (isKnown && !joins) path += "h.01"; // a point that stands alone is seen too
    joins = isKnown;
  });
  return drawing(
    "svg",
    { viewBox: `0 0 ${Math.max(all.length, 1)} ${HEIGHT}`, preserveAspectRatio: "none" },
    ...bands,
    drawing("path", { d: path, class: "pe-line" }),
  );
}

/**
 * Not for the keyboard, which goes from card to card and takes the picture along.
 *
 * @param {HTMLElement} scroller
 */
export function createOverview(scroller) {
  const part = element("div", { className: "pe-overview-part" });
  const node = element("div", { className: "pe-overview", "aria-hidden": "true" });
  const show = () => {
    const { scrollWidth, clientWidth, scrollLeft } = scroller;
    node.hidden = scrollWidth <= clientWidth + 1;
    part.style.left = `${(scrollLeft / scrollWidth) * 100}%`;
    part.style.width = `${(clientWidth / scrollWidth) * 100}%`;
  };
  /** @param {PointerEvent} event */
  const go = (event) => {
    const { left, width } = node.getBoundingClientRect();
    scroller.scrollLeft = ((event.clientX - left) / width) * scroller.scrollWidth - scroller.clientWidth / 2;
  };
  node.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
    node.setPointerCapture(event.pointerId);
    go(event);
  });
  node.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => node.hasPointerCapture(event.pointerId) && go(event));
  scroller.addEventListener("scroll", show);
  const watch = new ResizeObserver(show);
  watch.observe(scroller);
  return {
    node,
    /** @param {Desk} desk */
    draw(desk) {
      node.replaceChildren(drawWhole(desk), part);
      show();
    },
    close: () => watch.disconnect(),
  };
}
