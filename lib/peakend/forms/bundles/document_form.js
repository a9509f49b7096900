// Built from lib/widgets/src by `poe widgets`; change it there.

// src/document_form.js
var TYPING_PAUSE_MS = 300;
function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}
var forms = 0;
function render({ model, el }) {
  const form = ++forms;
  const labels = model.get("labels");
  const language = model.get("language");
  let content = {};
  let keys = 0;
  let waiting;
  function send() {
    clearTimeout(waiting);
    waiting = void 0;
    model.set("document", structuredClone(content));
    model.save_changes();
  }
  function sendSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(send, TYPING_PAUSE_MS);
  }
  function sendNow() {
    if (waiting !== void 0) send();
  }
  const shown = (text) => text === null || text === void 0 ? "" : typeof text === "object" ? text[language] : String(text);
  function changed(old, text) {
    if (!text.trim()) return null;
    return old && typeof old === "object" ? { ...old, [language]: text } : text;
  }
  function changedLines(old, text) {
    const lines = text.split("\n").filter((line) => line.trim());
    return lines.map((line, i) => {
      const same = old.find((item) => shown(item) === line);
      if (same !== void 0) return same;
      return lines.length === old.length ? changed(old[i], line) : line;
    });
  }
  function typing(field, record, control) {
    const several = field.kind === "texts";
    control.value = several ? (record[field.name] ?? []).map(shown).join("\n") : shown(record[field.name] ?? field.default);
    control.addEventListener("input", () => {
      const old = record[field.name];
      if (several) record[field.name] = changedLines(old ?? [], control.value);
      else if (field.kind === "text") record[field.name] = changed(old, control.value);
      else record[field.name] = control.value.trim() || null;
      sendSoon();
    });
    control.addEventListener("blur", sendNow);
    return control;
  }
  function choosing(field, record, control, choices) {
    const fill = () => {
      const value = record[field.name] ?? field.default;
      const known = choices();
      const none = field.default === null ? [{ id: "", label: "–" }] : [];
      const strange = value === null || known.some(({ id }) => id === value) ? [] : [{ id: value, label: value }];
      control.replaceChildren(
        ...[...none, ...known, ...strange].map(({ id, label }) => element("option", { value: String(id), textContent: label }))
      );
      control.value = String(value ?? "");
    };
    control.addEventListener("focus", fill);
    control.addEventListener("change", () => {
      record[field.name] = choices().find(({ id }) => String(id) === control.value)?.id ?? null;
      send();
    });
    fill();
    return control;
  }
  function controlOf(field, record, key) {
    if (field.refers) {
      const choices = () => (content[field.refers] ?? []).map((row) => ({ id: row.id, label: shown(row.name) || row.id }));
      return choosing(field, record, element("select", { id: key }), choices);
    }
    if (field.kind === "choice") return choosing(field, record, element("select", { id: key }), () => field.options);
    if (field.kind === "flag") {
      const choices = [{ id: true, label: labels.yes }, { id: false, label: labels.no }];
      return choosing(field, record, element("select", { id: key }), () => choices);
    }
    if (field.kind === "text" || field.kind === "texts") {
      return typing(field, record, element("textarea", { id: key, rows: field.kind === "texts" ? 2 : 1 }));
    }
    const type = field.kind === "date" ? "date" : "text";
    const inputMode = field.kind === "number" ? "decimal" : "text";
    return typing(field, record, element("input", { id: key, type, inputMode, autocomplete: "off" }));
  }
  function entry(field, record) {
    const key = `pe-document-${form}-${++keys}`;
    const input = controlOf(field, record, key);
    input.setAttribute("aria-describedby", `${key}-help`);
    if (field.needed) input.setAttribute("aria-required", "true");
    const title2 = field.needed ? labels.needed.replace("{field}", field.title) : field.title;
    const wide = input.tagName === "TEXTAREA" ? " pe-wide" : "";
    return element(
      "div",
      { className: `pe-entry${wide}` },
      element("label", { htmlFor: key, textContent: title2 }),
      element("p", { className: "pe-help", id: `${key}-help`, textContent: field.help }),
      input
    );
  }
  function button(text, label, action) {
    const node = element("button", { type: "button", textContent: text, title: label });
    node.setAttribute("aria-label", label);
    node.addEventListener("click", action);
    return node;
  }
  function newId(field) {
    const taken = new Set((content[field.name] ?? []).map((row) => row.id));
    let number = 1;
    while (taken.has(`${field.name}-${number}`)) number += 1;
    return `${field.name}-${number}`;
  }
  function list(field) {
    const rows = content[field.name] ??= [];
    const place = element("div");
    const adds = labels.add.replace("{row}", field.row);
    const add = button(`+ ${adds}`, adds, () => {
      rows.push(field.ids ? { id: newId(field) } : {});
      draw();
      place.lastElementChild.querySelector("input, textarea, select").focus();
      send();
    });
    function move(i, to) {
      const [row] = rows.splice(i, 1);
      if (to !== void 0) rows.splice(to, 0, row);
      draw();
      const next = place.children[to ?? Math.min(i, rows.length - 1)];
      const wanted = to === void 0 ? [".pe-remove"] : to < i ? [".pe-up", ".pe-down"] : [".pe-down", ".pe-up"];
      const target = wanted.map((name) => next?.querySelector(`${name}:enabled`)).find(Boolean);
      (target ?? add).focus();
      send();
    }
    function draw() {
      place.replaceChildren(
        ...rows.map((row, i) => {
          const name = `${field.row} ${i + 1}`;
          const up = button("↑", labels.up.replace("{row}", name), () => move(i, i - 1));
          const down = button("↓", labels.down.replace("{row}", name), () => move(i, i + 1));
          const remove = button("✕", labels.remove.replace("{row}", name), () => move(i));
          [up.className, down.className, remove.className] = ["pe-up", "pe-down", "pe-remove"];
          [up.disabled, down.disabled] = [i === 0, i === rows.length - 1];
          const cells = element("div", { className: "pe-cells" }, ...field.inner.map((inner) => entry(inner, row)));
          return element("fieldset", { className: "pe-row" }, element("legend", {}, name, up, down, remove), cells);
        })
      );
    }
    draw();
    const help = element("p", { className: "pe-help", textContent: field.help });
    return element("fieldset", { className: "pe-list" }, element("legend", { textContent: field.title }), help, place, add);
  }
  const title = element("h4", { textContent: model.get("title") });
  const body = element("div");
  const status = element("p", { className: "pe-status" });
  status.setAttribute("role", "status");
  const section = element("section", { className: "pe-worksheet pe-document" }, title, body, status);
  section.setAttribute("aria-label", model.get("title"));
  section.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(section);
  function showAll() {
    if (JSON.stringify(model.get("document")) === JSON.stringify(content)) return;
    content = structuredClone(model.get("document"));
    body.replaceChildren(...model.get("fields").map((field) => field.kind === "rows" ? list(field) : entry(field, content)));
  }
  const showStatus = () => {
    status.textContent = model.get("status");
  };
  model.on("change:document", showAll);
  model.on("change:status", showStatus);
  showAll();
  showStatus();
  return () => {
    sendNow();
    model.off("change:document", showAll);
    model.off("change:status", showStatus);
  };
}
var document_form_default = { render };
export {
  document_form_default as default
};
