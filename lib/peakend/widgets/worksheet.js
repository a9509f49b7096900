// The form of a worksheet: native controls only, so that keyboard, touch and screen reader work as anywhere else.
const TYPING_PAUSE_MS = 300;

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

let forms = 0;

function render({ model, el }) {
  const form = ++forms;
  const typing = new Map();

  function save(id, value) {
    model.set("answers", { ...model.get("answers"), [id]: value });
    model.save_changes();
  }

  function saveSoon(id, value) {
    clearTimeout(typing.get(id));
    typing.set(id, setTimeout(() => save(id, value), TYPING_PAUSE_MS));
  }

  function help(field, key) {
    return field.help ? [element("p", { className: "pe-help", id: `${key}-help`, textContent: field.help })] : [];
  }

  function options(field, key) {
    const several = field.kind === "choices";
    const inputs = field.options.map((option) =>
      element("input", { type: several ? "checkbox" : "radio", name: key, value: option.id }),
    );
    const show = () => {
      const answer = model.get("answers")[field.id];
      for (const input of inputs) {
        input.checked = several ? Array.isArray(answer) && answer.includes(input.value) : answer === input.value;
      }
    };
    const change = () => {
      const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
      save(field.id, several ? chosen : chosen[0]);
    };
    for (const input of inputs) input.addEventListener("change", change);
    const rows = inputs.map((input, i) => element("label", {}, input, element("span", { textContent: field.options[i].label })));
    const group = element("fieldset", {}, element("legend", { textContent: field.label }), ...help(field, key), ...rows);
    if (field.help) group.setAttribute("aria-describedby", `${key}-help`);
    return { node: group, show };
  }

  function entry(field, key) {
    const control =
      field.kind === "text"
        ? element("textarea", { id: key, rows: 4 })
        : element("input", { id: key, type: "text", inputMode: "decimal", autocomplete: "off" });
    const show = () => {
      const answer = model.get("answers")[field.id] ?? "";
      if (document.activeElement !== control) control.value = answer;
    };
    control.addEventListener("input", () => saveSoon(field.id, control.value));
    control.addEventListener("blur", () => {
      clearTimeout(typing.get(field.id));
      if (String(model.get("answers")[field.id] ?? "") !== control.value) save(field.id, control.value);
    });
    if (field.help) control.setAttribute("aria-describedby", `${key}-help`);
    const label = element("label", { htmlFor: key, textContent: field.label });
    const unit = field.unit ? [element("span", { className: "pe-unit", textContent: field.unit })] : [];
    return { node: element("div", { className: "pe-entry" }, label, ...help(field, key), control, ...unit), show };
  }

  const controls = model.get("fields").map((field) => {
    const key = `pe-form-${form}-${field.id}`;
    return field.kind.startsWith("choice") ? options(field, key) : entry(field, key);
  });
  const status = element("p", { className: "pe-status" });
  status.setAttribute("role", "status");
  const title = element("h4", { textContent: model.get("title") });
  const section = element("section", { className: "pe-worksheet" }, title, ...controls.map(({ node }) => node), status);
  section.setAttribute("aria-label", model.get("title"));
  // Keys typed into the form are not shortcuts of the notebook.
  section.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(section);

  const showAnswers = () => controls.forEach(({ show }) => show());
  const showStatus = () => {
    status.textContent = model.get("status");
  };
  model.on("change:answers", showAnswers);
  model.on("change:status", showStatus);
  showAnswers();
  showStatus();
  return () => {
    model.off("change:answers", showAnswers);
    model.off("change:status", showStatus);
  };
}

export default { render };
