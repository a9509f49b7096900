// Building blocks of the page: elements, icons, and texts in the language in use.
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

const ICONS = {
  undo: "M7 4 3 8l4 4M3 8h8a5 5 0 0 1 0 10H7",
  redo: "M13 4l4 4-4 4M17 8H9a5 5 0 0 0 0 10h4",
  plus: "M10 4v12M4 10h12",
  earlier: "M12 4l-6 6 6 6",
  later: "M8 4l6 6-6 6",
  remove: "M5 5l10 10M15 5 5 15",
  wait: "M10 3a7 7 0 1 0 .1 0M10 6v4l3 2",
  warning: "M10 3 18 17H2ZM10 8v4M10 14v1",
  grip: "M7 5v.1M7 10v.1M7 15v.1M13 5v.1M13 10v.1M13 15v.1",
  star: "M10 2.5l2.3 4.8 5.2.7-3.8 3.7.9 5.2L10 14.4l-4.6 2.5.9-5.2L2.5 8l5.2-.7Z",
};

function icon(name) {
  return drawing(
    "svg",
    { viewBox: "0 0 20 20", class: `pe-icon pe-icon-${name}`, "aria-hidden": "true" },
    drawing("path", { d: ICONS[name] }),
  );
}

function button(label, act, { picture, shown = true, ...properties } = {}) {
  const text = shown ? [element("span", { textContent: label })] : [];
  const node = element("button", { type: "button", ...properties }, ...(picture ? [icon(picture)] : []), ...text);
  if (!shown) {
    node.setAttribute("aria-label", label);
    node.title = label;
  }
  node.addEventListener("click", act);
  return node;
}

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

let language = "en"; // set once by the widget

function sentences(...parts) {
  return parts.filter(Boolean).join(language === "zh" ? "" : " ");
}

function shown(text) {
  return typeof text === "string" ? text : (text?.[language] ?? "");
}

// A text typed anew is no longer what its translation says: it becomes plain. What stayed keeps both languages.
function retyped(old, typed) {
  const line = typed
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line === shown(old) ? old : line || undefined;
}

function retypedLines(old, typed) {
  const lines = typed
    .split("\n")
    .map((line) => retyped("", line))
    .filter(Boolean);
  return lines.map((line) => (old ?? []).find((text) => shown(text) === line) ?? line);
}

function signed(number) {
  return number > 0 ? `+${number}` : String(number).replace("-", "−");
}
