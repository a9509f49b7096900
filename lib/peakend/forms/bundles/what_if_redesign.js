// Built from lib/widgets/src by `poe widgets`; change it there.

// src/shared/page.js
function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node && name !== "list") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}
var PAGE = Math.random().toString(36).slice(2);
var ids = 0;
function uniqueId() {
  ids += 1;
  return `pe-${PAGE}-${ids}`;
}

// src/what_if_redesign.js
function render({ model, el }) {
  const labels = model.get("labels");
  const group = uniqueId();
  const step = model.get("most") >= 5 ? 1 : model.get("most") / 20;
  const slider = element("input", { type: "range", min: 0, step, max: step * Math.ceil(model.get("most") / step) });
  const amount = element("input", { type: "number", min: 0, step: "any" });
  amount.setAttribute("aria-label", labels.budget);
  const boxes = model.get("options").map((option) => {
    const box = element("input", { type: "checkbox", value: option.id });
    return { box, label: element("label", {}, box, ` ${option.label}`) };
  });
  const choices = model.get("plans").map((plan) => {
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
    sentence
  );
  section.setAttribute("aria-label", labels.title);
  section.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(section);
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
    model.get("plans").forEach((plan, i) => {
      choices[i].text.textContent = plan.text;
      choices[i].radio.checked = plan.id === model.get("shown");
    });
    sentence.textContent = model.get("sentence");
    picture.innerHTML = model.get("picture");
  };
  model.on("change", show);
  show();
  return () => model.off("change", show);
}
var what_if_redesign_default = { render };
export {
  what_if_redesign_default as default
};
