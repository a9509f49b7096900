// Fields of the forms: native controls with a label; what is typed is in the map at once, and sent after a pause.
import { readNumber } from "../shared/numbers.js";
import { element, fill, retyped, retypedLines, shown, uniqueId } from "../shared/page.js";

function labelled(key, label, control, className = "") {
  control.id = uniqueId();
  control.setAttribute("data-focus", `field:${key}`);
  return element(
    "div",
    { className: `pe-field ${className}` },
    element("label", { htmlFor: control.id, textContent: label }),
    control,
  );
}

/**
 * What a field is and does; whatever else is named becomes a property of its control.
 * @typedef {object} Field
 * @property {string} key
 * @property {string} [name] What its control is called on the page, where several have the same key.
 * @property {string} label
 * @property {any} [value]
 * @property {number} [rows]
 * @property {string} [help]
 * @property {string} [className]
 * @property {boolean} [required]
 * @property {boolean} [whole]
 * @property {string} [inputMode]
 * @property {any} [options]
 * @property {any} [commit]
 * @property {any} [change]
 */

// `commit(typed, done)` returns false to say that the text cannot be taken as it stands.
/**
 * @param {any} desk
 * @param {Field} field
 */
export function textField(desk, { key, label, value = "", rows, help = "", className, commit, ...properties }) {
  const control = rows
    ? element("textarea", { rows, placeholder: help, ...properties })
    : element("input", { type: "text", autocomplete: "off", placeholder: help, ...properties });
  control.value = value;
  let taken = control.value;
  const take = (done) => {
    if (done) desk.pendingFields.delete(leave);
    if (control.value === taken) return;
    const right = commit(control.value, done) !== false;
    if (right) taken = control.value;
    else if (done && properties.required) control.value = taken;
    control.setAttribute("aria-invalid", String(!right && !properties.required));
  };
  const leave = () => take(true);
  control.addEventListener("input", () => {
    desk.pendingFields.add(leave);
    take(false);
  });
  control.addEventListener("change", leave);
  return labelled(key, label, control, className);
}

/**
 * @param {any} desk
 * @param {Field} field
 */
export function choiceField(desk, { key, label, value, options, className, commit }) {
  const control = element("select", {}, ...options.map(([id, text]) => new Option(text, id, false, id === value)));
  control.addEventListener("change", () => commit(control.value));
  return labelled(key, label, control, className);
}

/**
 * @param {any} desk
 * @param {Field} field
 */
export function checkField(desk, { key, label, value, commit }) {
  const control = element("input", { type: "checkbox", checked: value });
  control.addEventListener("change", () => commit(control.checked));
  const node = labelled(key, label, control, "pe-check");
  node.prepend(control);
  return node;
}

// A text of a part (touchpoint, phase, persona or map); `change(fields, options)` puts it into the document.
/**
 * @param {any} desk
 * @param {() => any} owner
 * @param {Field} field
 */
export function partText(desk, owner, { key, name = key, label, required, rows, help, className, change }) {
  const commit = (typed, done) => {
    const text = retyped(owner()[key], typed);
    if (required && text === undefined) {
      if (done) desk.say(fill(desk.labels.refused_empty, { name: shown(owner()[key]) }), true);
      return false;
    }
    change({ [key]: text }, label);
    return true;
  };
  return textField(desk, {
    key: name,
    label,
    value: shown(owner()[key]),
    rows,
    help,
    className,
    commit,
    ...(required ? { required } : {}),
  });
}

/**
 * @param {any} desk
 * @param {() => any} owner
 * @param {Field} field
 */
export function partLines(desk, owner, { key, name = key, label, change }) {
  const value = (owner()[key] ?? []).map(shown).join("\n");
  const commit = (typed) => {
    const lines = retypedLines(owner()[key], typed);
    change({ [key]: lines.length ? lines : undefined }, label);
  };
  return textField(desk, { key: name, label, value, rows: 3, commit });
}

/**
 * @param {any} desk
 * @param {() => any} owner
 * @param {Field} field
 */
export function partNumber(desk, owner, { key, label, whole = false, change }) {
  const commit = (typed, done) => {
    const number = readNumber(typed);
    const right = number === undefined || (number !== null && number >= 0 && (!whole || Number.isInteger(number)));
    if (right) change({ [key]: number }, label);
    else if (done) desk.say(fill(whole ? desk.labels.refused_count : desk.labels.refused_number, { typed }), true);
    return right;
  };
  return textField(desk, { key, label, value: owner()[key] ?? "", inputMode: "decimal", commit });
}
