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

// src/what_if.js
function render({ model, el }) {
  const labels = model.get("labels");
  const slider = element("input", { type: "range", min: 0, step: 1 });
  const count = element("output");
  const select = element("select", {}, ...model.get("segments").map((name) => new Option(name, name)));
  const picture = element("div", { className: "pe-picture" });
  const sentence = element("p", { className: "pe-sentence" });
  sentence.setAttribute("role", "status");
  const choice = element("label", {}, `${labels.segment} `, select);
  choice.hidden = model.get("segments").length < 2;
  const section = element(
    "section",
    { className: "pe-what-if" },
    element("h4", { textContent: labels.title }),
    choice,
    element("label", {}, `${labels.moved} `, slider, count),
    picture,
    sentence
  );
  section.setAttribute("aria-label", labels.title);
  section.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(section);
  const set = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };
  slider.addEventListener("input", () => {
    count.value = slider.value;
    set("moved", Number(slider.value));
  });
  select.addEventListener("change", () => set("segment", select.value));
  const show = () => {
    slider.max = model.get("most");
    slider.value = model.get("moved");
    count.value = slider.value;
    select.value = model.get("segment");
    sentence.textContent = model.get("sentence");
    picture.innerHTML = model.get("picture");
  };
  model.on("change", show);
  show();
  return () => model.off("change", show);
}
var what_if_default = { render };
export {
  what_if_default as default
};
