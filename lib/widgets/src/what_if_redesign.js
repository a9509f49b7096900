// A budget, boxes to tick, four plans to look at, a picture and a sentence; the kernel computes, this only shows.
import { element, uniqueId } from "#shared/page.js";

/** @param {import("#shared/types.js").View} view */
function render({ model, el }) {
  const labels = model.get("labels");
  const group = uniqueId();
  // Whole amounts, as budgets are talked about, unless all options together cost next to nothing.
  const step = model.get("most") >= 5 ? 1 : model.get("most") / 20;
  const slider = element("input", { type: "range", min: 0, step, max: step * Math.ceil(model.get("most") / step) });
  const amount = element("input", { type: "number", min: 0, step: "any" });
  amount.setAttribute("aria-label", labels.budget);
  /** @type {{ box: any, label: any }[]} */
  const boxes = model.get("options").map((/** @type {import("#shared/types.js").Row} */ option) => {
    const box = element("input", { type: "checkbox", value: option.id });
    return { box, label: element("label", {}, box, ` ${option.label}`) };
  });
  /** @type {{ radio: any, text: any, label: any }[]} */
  const choices = model.get("plans").map((/** @type {import("#shared/types.js").Row} */ plan) => {
    const radio = element("input", { type: "radio", name: group, value: plan.id });
    const text = element("span");
    return { radio, text, label: element("label", {}, radio, " ", text) };
  });
  const picture = element("div", { className: "pe-picture" });
  const sentence = element("p", { className: "pe-sentence" });
  sentence.setAttribute("role", "status");
  const section = element(
    "section",
    { className: "pe-redesign" },
    element("h4", { textContent: labels.title }),
    element("label", { className: "pe-budget" }, `${labels.budget} `, slider, amount),
    element("fieldset", {}, element("legend", { textContent: labels.options }), ...boxes.map((item) => item.label)),
    element("fieldset", {}, element("legend", { textContent: labels.plans }), ...choices.map((item) => item.label)),
    picture,
    sentence,
  );
  section.setAttribute("aria-label", labels.title);
  section.addEventListener("keydown", (/** @type {Event} */ event) => event.stopPropagation());
  el.append(section);

  /** @param {import("#shared/types.js").Fields} values */
  const set = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  };
  for (const input of [slider, amount])
    input.addEventListener("input", () => {
      const value = Number(input.value);
      if (Number.isFinite(value) && value >= 0) set({ budget: value });
    });
  for (const { box } of boxes)
    box.addEventListener("change", () => {
      const ticked = boxes.filter((item) => item.box.checked).map((item) => item.box.value);
      set({ ticked, shown: "own" });
    });
  for (const { radio } of choices) radio.addEventListener("change", () => set({ shown: radio.value }));

  const show = () => {
    slider.value = model.get("budget");
    if (document.activeElement !== amount) amount.value = model.get("budget");
    for (const { box } of boxes) box.checked = model.get("ticked").includes(box.value);
    model.get("plans").forEach((/** @type {import("#shared/types.js").Row} */ plan, /** @type {number} */ i) => {
      choices[i].text.textContent = plan.text;
      choices[i].radio.checked = plan.id === model.get("shown");
    });
    sentence.textContent = model.get("sentence");
    picture.innerHTML = model.get("picture"); // drawn by the library, which escapes the names in it
  };
  model.on("change", show);
  show();
  return () => model.off("change", show);
}

export default { render };
