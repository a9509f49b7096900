// A slider, a choice of segment, a picture and a sentence; the kernel computes, this only shows.
import { element } from "#shared/page.js";

/** @param {import("#shared/types.js").View} view */
function render({ model, el }) {
  const labels = model.get("labels");
  const slider = element("input", { type: "range", min: 0, step: 1 });
  const count = element("output");
  const select = element("select", {}, ...model.get("segments").map((/** @type {string} */ name) => new Option(name, name)));
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
    sentence,
  );
  section.setAttribute("aria-label", labels.title);
  section.addEventListener("keydown", (/** @type {Event} */ event) => event.stopPropagation());
  el.append(section);

  /**
   * @param {string} name
   * @param {unknown} value
   */
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
    picture.innerHTML = model.get("picture"); // drawn by the library from numbers and catalogue texts
  };
  model.on("change", show);
  show();
  return () => model.off("change", show);
}

export default { render };
