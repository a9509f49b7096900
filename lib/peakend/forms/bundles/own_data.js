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
function drawing(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
var ICONS = {
  undo: "M7 4 3 8l4 4M3 8h8a5 5 0 0 1 0 10H7",
  redo: "M13 4l4 4-4 4M17 8H9a5 5 0 0 0 0 10h4",
  plus: "M10 4v12M4 10h12",
  out: "M4 10h12",
  earlier: "M12 4l-6 6 6 6",
  later: "M8 4l6 6-6 6",
  remove: "M5 5l10 10M15 5 5 15",
  wait: "M10 3a7 7 0 1 0 .1 0M10 6v4l3 2",
  warning: "M10 3 18 17H2ZM10 8v4M10 14v1",
  grip: "M7 5v.1M7 10v.1M7 15v.1M13 5v.1M13 10v.1M13 15v.1",
  star: "M10 2.5l2.3 4.8 5.2.7-3.8 3.7.9 5.2L10 14.4l-4.6 2.5.9-5.2L2.5 8l5.2-.7Z"
};
function icon(name) {
  return drawing(
    "svg",
    { viewBox: "0 0 20 20", class: `pe-icon pe-icon-${name}`, "aria-hidden": "true" },
    drawing("path", { d: ICONS[name] })
  );
}
function button(label, act, { picture, shown: isShown = true, ...properties } = {}) {
  const text = isShown ? [element("span", { textContent: label })] : [];
  const node = element("button", { type: "button", ...properties }, ...picture ? [icon(picture)] : [], ...text);
  if (!isShown) {
    node.setAttribute("aria-label", label);
    node.title = label;
  }
  node.addEventListener("click", act);
  return node;
}
function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}
var PAGE = Math.random().toString(36).slice(2);
var language = "en";
function speak(chosen) {
  language = chosen === "zh" ? "zh" : "en";
}

// src/own_data.js
var MEGABYTES = 8;
var SECONDS = 30;
var WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
function inBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).split(",")[1] ?? ""));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
function render({ model, el }) {
  speak(model.get("language"));
  const labels = model.get("labels");
  let number = Date.now();
  let waiting = 0;
  let columns = {};
  let directions = {};
  const { name, content } = model.get("template");
  const template = element("a", { href: `data:${WORKBOOK};base64,${content}`, textContent: labels.template });
  template.setAttribute("download", name);
  const file = element("input", { type: "file", accept: ".xlsx,.csv,.tsv,.txt,.zip" });
  const status = element("p", { className: "pe-status" });
  status.setAttribute("role", "status");
  const understood = element("div");
  const details = element(
    "details",
    {},
    element("summary", { textContent: labels.open }),
    element("p", { className: "pe-help", textContent: labels.help }),
    element("div", { className: "pe-own-do" }, template, element("label", {}, `${labels.choose} `, file)),
    understood
  );
  const back = button(labels.case, () => ask({ do: "case" }));
  const section = element("section", { className: "pe-own" }, details, status, back);
  section.setAttribute("aria-label", labels.title);
  section.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(section);
  const tell = (sentence, state = "") => {
    status.textContent = sentence;
    status.dataset.state = state;
  };
  function ask(asked) {
    number += 1;
    model.set("sent", { ...asked, number });
    model.save_changes();
    tell(labels.reading);
    clearTimeout(waiting);
    waiting = setTimeout(() => tell(labels.stopped, "failed"), SECONDS * 1e3);
  }
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    if (chosen.size > MEGABYTES * 1e6) return tell(fill(labels.large, { limit: MEGABYTES }), "failed");
    columns = {};
    directions = {};
    ask({ do: "read", name: chosen.name, content: await inBase64(chosen) });
  });
  const choose = () => ask({ do: "choose", columns, directions });
  function select(label, options, value, change) {
    const made = element("select", {}, ...options.map(({ id, label: text }) => element("option", { value: id, textContent: text })));
    made.value = value;
    made.setAttribute("aria-label", label);
    made.addEventListener("change", () => change(made.value));
    return made;
  }
  function direction(row, isKano) {
    const [high, low] = isKano ? [labels.like_first, labels.like_last] : [labels.high, labels.low];
    const ends = [{ id: "high", label: high }, { id: "low", label: low }];
    const options = row.direction ? ends : [{ id: "", label: labels.choose_one }, ...ends];
    return select(`${row.title}: ${labels.direction}`, options, row.direction, (value) => {
      directions = { ...directions, [row.id]: value };
      choose();
    });
  }
  function line(row, headings) {
    const options = [{ id: "", label: labels.none }, ...headings];
    const column = select(`${row.title}: ${labels.column}`, options, row.column, (value) => {
      columns = { ...columns, [row.id]: value };
      choose();
    });
    const title = element("th", {}, row.title, element("span", { className: "pe-own-allowed", textContent: row.allowed }));
    title.scope = "row";
    const end = row.turns ? [direction(row, row.turns === "kano")] : [];
    return element("tr", {}, title, element("td", {}, column), element("td", {}, row.said), element("td", {}, ...end));
  }
  function table(shown) {
    const heads = [labels.wanted, labels.column, labels.understood, labels.direction].map((text) => {
      const head = element("th", { textContent: text });
      head.scope = "col";
      return head;
    });
    const body = shown.rows.map((row) => line(row, shown.headings));
    return element("div", { className: "pe-own-table" }, element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body)));
  }
  function show() {
    clearTimeout(waiting);
    const shown = model.get("shown");
    tell(shown.sentence ?? "", shown.state);
    back.hidden = !shown.is_own;
    understood.replaceChildren();
    if (shown.rows) {
      const pairs = shown.pairs ? [
        element("p", {}, fill(labels.pairs, { features: shown.features.join("; ") })),
        direction({ id: shown.pairs, title: "KANO", direction: directions[shown.pairs] ?? "" }, true)
      ] : [];
      const problem = element("p", { className: "pe-own-problem", textContent: shown.problem });
      const use = button(labels.use, () => ask({ do: "use" }), { className: "pe-main", disabled: !shown.can_use });
      const notes = shown.notes.map((note) => element("p", { className: "pe-help", textContent: note }));
      understood.replaceChildren(element("p", { textContent: shown.file }), ...notes, table(shown), ...pairs, problem, use);
    }
    if (shown.state === "decided" && shown.number > seen) {
      details.open = false;
      section.dispatchEvent(new CustomEvent("pe-own-data", { bubbles: true }));
    }
    seen = Math.max(seen, shown.number ?? 0);
  }
  let seen = model.get("shown").number ?? 0;
  model.on("change:shown", show);
  show();
  return () => {
    clearTimeout(waiting);
    model.off("change:shown", show);
  };
}
var own_data_default = { render };
export {
  own_data_default as default
};
