// A scene or a thing to try of the course in a lab: written by the kernel, and moved as on pages and slides.
import { player } from "./course/player.js";
import { tryOut } from "./course/tries.js";

/** @param {import("#shared/types.js").View} view */
function render({ model, el }) {
  el.innerHTML = model.get("picture");
  const drawing = /** @type {HTMLElement} */ (el.firstElementChild);
  drawing.dataset.lmSuppressShortcuts = ""; // keys pressed here are no shortcuts of JupyterLab's
  const move = drawing.classList.contains("course-scene") ? player : tryOut;
  // What is on no page yet has no movements to hold.
  const begin = () => (el.isConnected ? move(drawing) : requestAnimationFrame(begin));
  begin();
}

export default { render };
