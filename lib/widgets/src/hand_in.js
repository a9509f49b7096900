// One button that hands the lab in; the kernel packs and sends, this shows the receipt and what became of it.
import { element, speak } from "#shared/page.js";

const SECONDS = 20; // without any sign of the kernel
const SAVE_MS = 1200; // a notebook without a lesson around it does not tell when it is saved

/**
 * Save the notebook: what stands in its own cells is on the disk only then.
 *
 * @param {HTMLElement} el
 * @returns {Promise<unknown>} Ends when it is saved; fails where it cannot be.
 */
function save(el) {
  /** @type {{ saved?: Promise<unknown> }} */
  const detail = {};
  el.dispatchEvent(new CustomEvent("pe-save", { bubbles: true, detail }));
  if (detail.saved) return detail.saved;
  const isMac = navigator.platform.startsWith("Mac");
  const shortcut = { key: "s", code: "KeyS", keyCode: 83, [isMac ? "metaKey" : "ctrlKey"]: true };
  el.dispatchEvent(new KeyboardEvent("keydown", { ...shortcut, bubbles: true, cancelable: true }));
  return new Promise((resolve) => setTimeout(resolve, SAVE_MS));
}

/** @param {import("#shared/types.js").View} view */
function render({ model, el }) {
  speak(model.get("language"));
  const labels = model.get("labels");
  let number = Date.now();
  let waiting = 0;

  const hand = element("button", { type: "button", className: "pe-main" });
  const receipt = element("p", { className: "pe-receipt" });
  const sentence = element("p", { className: "pe-status" });
  sentence.setAttribute("role", "status");
  const address = element("input", { placeholder: "192.168.1.5:8800" });
  const code = element("input", { maxLength: 20 });
  const join = element(
    "form",
    {},
    element("label", {}, labels.address, address),
    element("label", {}, labels.code, code),
    element("button", { textContent: labels.join }),
  );
  const room = element("div", {}, element("p", { className: "pe-help", textContent: labels.class }), join);
  const joined = element("p", { className: "pe-help", textContent: labels.joined });
  const section = element("section", { className: "pe-worksheet pe-hand-in" }, element("h4", { textContent: labels.title }), room, joined, hand, receipt, sentence);
  section.setAttribute("aria-label", labels.title);
  section.addEventListener("keydown", (/** @type {Event} */ event) => event.stopPropagation());
  el.append(section);

  /** @param {Record<string, string>} content */
  const ask = (content) => {
    number += 1;
    model.set("sent", { ...content, number });
    model.save_changes();
    sentence.textContent = labels.busy;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      sentence.textContent = labels.stopped;
    }, SECONDS * 1000);
  };
  hand.addEventListener("click", async () => {
    hand.disabled = true;
    sentence.textContent = labels.busy;
    try {
      await save(el);
      ask({ do: "hand in" });
    } catch {
      sentence.textContent = labels.not_saved;
      sentence.dataset.state = "failed";
      hand.disabled = false;
    }
  });
  join.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    ask({ do: "join", address: address.value, code: code.value });
  });

  const show = () => {
    clearTimeout(waiting);
    const isJoined = model.get("is_joined");
    room.hidden = isJoined;
    joined.hidden = !isJoined;
    if (!address.value) address.value = model.get("address");
    hand.textContent = model.get("receipt") ? labels.again : labels.hand_in;
    hand.disabled = false;
    receipt.hidden = !model.get("receipt");
    receipt.replaceChildren(element("span", { textContent: `${labels.receipt} ` }), model.get("receipt"));
    sentence.textContent = model.get("sentence");
    sentence.dataset.state = model.get("state");
  };
  model.on("change", show);
  show();
  return () => {
    clearTimeout(waiting);
    model.off("change", show);
  };
}

export default { render };
