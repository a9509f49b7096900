// Building blocks of the page: elements, icons, and texts in the language in use.
/**
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {(Node | string)[]} children
 * @returns {any}
 */
export function element(tag, properties = {}, ...children) {
  /** @type {any} */
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node && name !== "list") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {(Node | string)[]} children
 */
export function drawing(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** @type {Record<string, string>} */
const ICONS = {
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
  star: "M10 2.5l2.3 4.8 5.2.7-3.8 3.7.9 5.2L10 14.4l-4.6 2.5.9-5.2L2.5 8l5.2-.7Z",
};

/** @param {string} name */
export function icon(name) {
  return drawing(
    "svg",
    { viewBox: "0 0 20 20", class: `pe-icon pe-icon-${name}`, "aria-hidden": "true" },
    drawing("path", { d: ICONS[name] }),
  );
}

/**
 * Something drawn as lines in a box from −1 to 1.
 *
 * @param {string} outline
 * @param {string} className
 */
export function outlined(outline, className) {
  const box = { viewBox: "-1.1 -1.1 2.2 2.2", class: `pe-outline ${className}`, "aria-hidden": "true" };
  return drawing("svg", box, drawing("path", { d: outline }));
}

/**
 * @param {string} label
 * @param {(event: MouseEvent) => void} act
 * @param {{ picture?: string, shown?: boolean, [property: string]: any }} [options]
 */
export function button(label, act, { picture, shown: isShown = true, ...properties } = {}) {
  const text = isShown ? [element("span", { textContent: label })] : [];
  const node = element("button", { type: "button", ...properties }, ...(picture ? [icon(picture)] : []), ...text);
  if (!isShown) {
    node.setAttribute("aria-label", label);
    node.title = label;
  }
  node.addEventListener("click", act);
  return node;
}

/**
 * @param {string} template
 * @param {Record<string, any>} values
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

const PAGE = Math.random().toString(36).slice(2); // every widget of a page has this module for itself
let ids = 0;

/** Return an id that nothing else on the page has, whatever widgets stand on it. */
export function uniqueId() {
  ids += 1;
  return `pe-${PAGE}-${ids}`;
}

/** @type {"zh" | "en"} */
let language = "en";

/**
 * Choose the language of the texts, once for a widget.
 *
 * @param {string} chosen
 */
export function speak(chosen) {
  language = chosen === "zh" ? "zh" : "en";
}

/** @param {(string | undefined)[]} parts */
export function sentences(...parts) {
  return parts.filter(Boolean).join(language === "zh" ? "" : " ");
}

/** @param {import("./types.js").Text | undefined} text */
export function shown(text) {
  return typeof text === "string" ? text : (text?.[language] ?? "");
}

/**
 * Return a text typed anew, which is no longer what its translation says: it becomes plain. What stayed keeps both languages.
 *
 * @param {import("./types.js").Text | undefined} old
 * @param {string} typed
 */
export function retyped(old, typed) {
  const line = typed
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line === shown(old) ? old : line || undefined;
}

/**
 * @param {import("./types.js").Text[] | undefined} old
 * @param {string} typed
 */
export function retypedLines(old, typed) {
  const lines = typed
    .split("\n")
    .map((line) => retyped("", line))
    .filter(Boolean);
  return lines.map((line) => (old ?? []).find((text) => shown(text) === line) ?? line);
}

/** @param {number} number */
export function signed(number) {
  return number > 0 ? `+${number}` : String(number).replace("-", "−");
}

/**
 * Write a number with its sign, and two decimals at most: means have many.
 *
 * @param {number} number
 */
export function rounded(number) {
  return signed(Math.round(number * 100) / 100);
}
