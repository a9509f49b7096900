// The editor: title, buttons, picture and form; the kernel judges and saves, this only shows and sends.
import { merge } from "#shared/merge.js";
import { button, element, fill, shown, speak } from "#shared/page.js";
import { drawCanvas, usual, whole } from "./canvas.js";
import { newPhase, newTouchpoint } from "./cards.js";
import { createDesk } from "./desk.js";
import { complete } from "./document.js";
import { drawForm } from "./forms.js";
import { createOverview } from "./overview.js";
/** @import { Desk, Draw, Looks } from "./types.js" */
/** @import { Model, View } from "#shared/types.js" */

const ZOOMS = [2, 4, 6, 8, 11]; // rem of a column
const RELEASE_MS = 50; // a finger's click comes a little after it is lifted

/** @param {View} view */
function render({ model, el }) {
  speak(model.get("language"));
  const labels = model.get("labels");
  const status = element("p", { className: "pe-status", role: "status" });
  const scroller = element("div", { className: "pe-scroller" });
  const form = element("div", { className: "pe-form", role: "region", "aria-label": labels.chosen });
  const overview = createOverview(scroller);
  const whose = element("select");
  const whoseLabel = element("label", { className: "pe-whose" }, labels.whose_emotions, whose);
  const title = element("h4");
  const customer = element("span");

  // A field that is left because a card is pressed must not take that card from under the pointer.
  let isPressed = false;
  let isDue = false;
  const catchUp = () => {
    if (isDue && !isPressed) draw.canvas();
  };
  const released = () =>
    setTimeout(() => {
      isPressed = false;
      catchUp();
    }, RELEASE_MS);

  /** @type {Draw & { canvas: () => void, forms: () => void }} */
  const draw = {
    canvasSoon: () => {
      isDue = true;
      setTimeout(catchUp);
    },
    canvas: () => {
      isDue = false;
      const { scrollLeft } = scroller;
      keepingFocus(scroller, () => scroller.replaceChildren(drawCanvas(desk)));
      scroller.scrollLeft = scrollLeft;
      overview.draw(desk);
      drawWhose();
      const state = labels[desk.map.state ?? "current"];
      const called = shown(desk.map.title);
      title.replaceChildren(called, " ", element("small", { textContent: state }));
      section.setAttribute("aria-label", fill(labels.editor, { title: called, state })); // a lab has two editors
      const { persona, personas = [] } = desk.map;
      const names = personas.map(({ name }) => shown(name)).join(", ");
      customer.textContent = [fill(labels.whose, { name: names || shown(persona?.name) || "?" }), shown(persona?.goal)]
        .filter(Boolean)
        .join(" · ");
      undo.setAttribute("aria-disabled", String(!desk.canUndo()));
      redo.setAttribute("aria-disabled", String(!desk.canRedo()));
      for (const [name, node] of Object.entries(views)) node.setAttribute("aria-pressed", String(desk.view === name));
    },
    forms: () => {
      desk.pendingFields.clear();
      keepingFocus(form, () => form.replaceChildren(...drawForm(desk)));
      form.className = `pe-form pe-form-${desk.selected.kind} pe-form-${desk.view}`;
    },
    all: () => {
      draw.canvas();
      draw.forms();
      reveal(scroller);
    },
    status: (sentence, problem) => {
      status.textContent = sentence;
      status.classList.toggle("is-problem", problem);
    },
    focus: (key) => {
      desk.flush();
      const node = section.querySelector(`[data-focus="${CSS.escape(key)}"]`);
      node?.focus({ preventScroll: !key.startsWith("field:") });
      if (key.startsWith("field:")) node?.select?.();
    },
  };
  const desk = createDesk(model, labels, draw);
  desk.scroller = scroller;

  const undo = button(labels.undo, desk.undo, { picture: "undo" });
  const redo = button(labels.redo, desk.redo, { picture: "redo" });
  const views = {
    journey: button(labels.show_journey, () => desk.showView("journey")),
    blueprint: button(labels.show_blueprint, () => desk.showView("blueprint")),
  };
  /** @param {number} by */
  const zoom = (by) => {
    const now = desk.zoom ?? usual(desk);
    const next = by > 0 ? ZOOMS.find((one) => one > now) : ZOOMS.filter((one) => one < now).at(-1);
    if (next) desk.look({ zoom: next });
  };
  function drawWhose() {
    const { personas = [] } = desk.map;
    whoseLabel.hidden = !personas.length;
    const options = [["", labels.all_together], ...personas.map(({ id, name }) => [id, shown(name)])];
    whose.replaceChildren(...options.map(([id, name]) => new Option(name, id, false, id === desk.persona)));
  }
  whose.addEventListener("change", () => desk.look({ persona: whose.value }));
  const about = button("", () => desk.select("map"), { className: "pe-customer" });
  about.replaceChildren(customer);
  const tools = element(
    "div",
    { className: "pe-tools", role: "group", "aria-label": labels.tools },
    button(labels.add_touchpoint, () => newTouchpoint(desk), { picture: "plus", className: "pe-main" }),
    button(labels.add_phase, () => newPhase(desk), { picture: "plus" }),
    undo,
    redo,
    element(
      "div",
      { className: "pe-zoom", role: "group", "aria-label": labels.zoom },
      button(labels.zoom_out, () => zoom(-1), { picture: "out", shown: false }),
      button(labels.zoom_whole, () => desk.look({ zoom: whole(desk, scroller) })),
      button(labels.zoom_in, () => zoom(1), { picture: "plus", shown: false }),
    ),
    whoseLabel,
    element("div", { className: "pe-views", role: "group", "aria-label": labels.view }, ...Object.values(views)),
  );
  const keys = element(
    "details",
    { className: "pe-keys" },
    element("summary", { textContent: labels.keys }),
    element("p", { textContent: labels.keys_help }),
  );
  const offer = drawOffer(model, desk);
  const head = element("div", { className: "pe-head" }, title, about);
  const section = element(
    "section",
    { className: "pe-editor" },
    head,
    offer,
    tools,
    status,
    overview.node,
    scroller,
    form,
    keys,
  );
  section.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => pressedAnywhere(desk, event));
  /** @param {Event} event */
  const press = (event) => {
    isPressed = true;
    if (event.target !== document.activeElement) desk.flush(); // not every browser leaves a field for a button
  };
  section.addEventListener("pointerdown", press, true);
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, released, true);
  el.append(section);

  model.on("change:kept", desk.hear);
  model.on("comm_live_update", desk.stop);
  window.addEventListener("pagehide", desk.flush);
  desk.open();
  return () => {
    model.off("change:kept", desk.hear);
    model.off("comm_live_update", desk.stop);
    window.removeEventListener("pagehide", desk.flush);
    for (const end of ["pointerup", "pointercancel"]) window.removeEventListener(end, released, true);
    overview.close();
    desk.close();
  };
}

/**
 * Today's map has changed since this future one was begun: what is new there can be taken over, or left.
 *
 * @param {Model} model
 * @param {Desk} desk
 */
function drawOffer(model, desk) {
  const { labels } = desk;
  const baseline = model.get("baseline");
  const offer = element("p", { className: "pe-offer", role: "note", hidden: !baseline?.sentence });
  if (offer.hidden) return offer;
  const done = () => {
    offer.hidden = true;
    model.set("accepted", (model.get("accepted") ?? 0) + 1);
    model.save_changes();
  };
  const take = () => {
    const [before, after] = [complete(baseline.before), complete(baseline.after)];
    const { merged, isWhole } = merge(before, after, desk.map);
    desk.change(merged, isWhole ? labels.said_taken_over : labels.said_partly);
    done();
  };
  offer.append(baseline.sentence, " ", button(labels.take_over, take), " ", button(labels.leave_as_it_is, done));
  return offer;
}

/**
 * Redrawing takes the focus away from what is drawn anew; it is given back to what has the same name.
 *
 * @param {HTMLElement} part
 * @param {() => void} redraw
 */
function keepingFocus(part, redraw) {
  const key = part.contains(document.activeElement) && document.activeElement?.getAttribute("data-focus");
  redraw();
  if (!key) return;
  /** @type {HTMLElement | null} */
  const same = part.querySelector(`[data-focus="${CSS.escape(key)}"]`);
  same?.focus({ preventScroll: true });
}

/**
 * Scroll sideways only: the page stays where it is.
 *
 * @param {HTMLElement} scroller
 */
function reveal(scroller) {
  const card = scroller.querySelector(".pe-card.is-selected");
  if (!card) return;
  const names = /** @type {HTMLElement} */ (scroller.querySelector(".pe-row-name")).offsetWidth;
  const here = card.getBoundingClientRect();
  const frame = scroller.getBoundingClientRect();
  if (here.right > frame.right) scroller.scrollLeft += here.right - frame.right + 8;
  if (here.left < frame.left + names) scroller.scrollLeft -= frame.left + names - here.left + 8;
}

/**
 * @param {Desk} desk
 * @param {KeyboardEvent} event
 */
function pressedAnywhere(desk, event) {
  const target = /** @type {Element} */ (event.target);
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === "s") return; // the notebook's own
  event.stopPropagation(); // other keys typed here are not shortcuts of the notebook
  const isText = target.matches("textarea, input[type=text]");
  if (command && !isText && (key === "z" || key === "y")) {
    event.preventDefault();
    if (key === "y" || event.shiftKey) desk.redo();
    else desk.undo();
  }
  if (key === "escape" && target.closest(".pe-form")) {
    const { kind, id } = desk.selected;
    desk.focus(`${kind !== "touchpoint" ? kind : desk.view === "journey" ? "handle" : "card"}:${id}`);
  }
}

export default { render };
