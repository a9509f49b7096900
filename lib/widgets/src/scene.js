// A scene of the course in a lab: drawn by the kernel, and moved by the player of pages and slides.
import { player } from "./course/player.js";

/** @param {import("#shared/types.js").View} view */
function render({ model, el }) {
  el.innerHTML = model.get("picture");
  const scene = /** @type {HTMLElement} */ (el.firstElementChild);
  // Keys pressed here are not shortcuts of the notebook.
  scene.addEventListener("keydown", (event) => event.stopPropagation());
  // What is on no page yet has no movements to hold.
  const begin = () => (el.isConnected ? player(scene) : requestAnimationFrame(begin));
  begin();
}

export default { render };
