// The few parts that scenes and things to try are built from.
const SVG = "http://www.w3.org/2000/svg";

/** Build an element with attributes and children.
 * @param {string} name @param {Record<string, string | number>} [attributes] @param {(Node | string)[]} children */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** Build a part of a drawing.
 * @param {string} name @param {Record<string, string | number>} [attributes] @param {(Node | string)[]} children */
export function shape(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** Build a button that does something.
 * @param {string} words @param {() => void} action */
export function button(words, action) {
  const made = /** @type {HTMLButtonElement} */ (element("button", { type: "button" }, words));
  made.addEventListener("click", action);
  return made;
}

/** Let a handle be dragged and moved by arrow keys; what happens is told in the drawing's own units.
 * @param {SVGSVGElement} picture @param {SVGElement} handle @param {(x: number, y: number) => void} to
 * @param {(dx: number, dy: number) => void} by */
export function movable(picture, handle, to, by) {
  const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  handle.setAttribute("tabindex", "0");
  // A finger that drags does not scroll the page (which the style touch-action cannot say of a group), nor turn a slide.
  handle.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  handle.setAttribute("data-prevent-swipe", "");
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    handle.focus();
  });
  handle.addEventListener("pointermove", (event) => {
    const matrix = picture.getScreenCTM();
    if (!handle.hasPointerCapture(event.pointerId) || !matrix) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    to(at.x, at.y);
  });
  handle.addEventListener("keydown", (event) => {
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation(); // on slides the arrows would turn the page
    by(step[0], step[1]);
  });
}

/** Write a number with a true minus, and a plus if asked for.
 * @param {number} value @param {number} places */
export function signed(value, places = 1) {
  const text = Math.abs(value).toFixed(places);
  return Number(text) === 0 ? text : `${value < 0 ? "−" : "+"}${text}`;
}
