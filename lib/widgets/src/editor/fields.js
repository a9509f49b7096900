// Fields of the forms: native controls with a label; what is typed is in the map at once, and sent after a pause.
import { readNumber } from "#shared/numbers.js";
import { element, fill, retyped, retypedLines, shown, uniqueId } from "#shared/page.js";
/** @import { CheckField, ChoiceField, Desk, PartField, TextField } from "./types.js" */

/**
 * @param {string} key
 * @param {string} label
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} control
 * @param {string} [className]
 */
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
 * @param {Desk} desk
 * @param {TextField} field
 */
export function textField(desk, { key, label, value = "", rows, help = "", className, commit, ...properties }) {
  const control = rows
    ? element("textarea", { rows, placeholder: help, ...properties })
    : element("input", { type: "text", autocomplete: "off", placeholder: help, ...properties });
  control.value = value;
  let taken = control.value;
  /** @param {boolean} done */
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
 * @param {Desk} desk
 * @param {ChoiceField} field
 */
export function choiceField(desk, { key, label, value, options, className, commit }) {
  const control = element("select", {}, ...options.map(([id, text]) => new Option(text, id, false, id === value)));
  control.addEventListener("change", () => commit(control.value));
  return labelled(key, label, control, className);
}

/**
 * @param {Desk} desk
 * @param {CheckField} field
 */
export function checkField(desk, { key, label, value, commit }) {
  const control = element("input", { type: "checkbox", checked: value });
  control.addEventListener("change", () => commit(control.checked));
  const node = labelled(key, label, control, "pe-check");
  node.prepend(control);
  return node;
}

/**
 * @param {Desk} desk
 * @param {() => Record<string, any>} owner
 * @param {PartField} field
 */
export function partText(desk, owner, { key, name = key, label, required, rows, help, className, change }) {
  /**
   * @param {string} typed
   * @param {boolean} done
   */
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
 * @param {Desk} desk
 * @param {() => Record<string, any>} owner
 * @param {PartField} field
 */
export function partLines(desk, owner, { key, name = key, label, change }) {
  const value = (owner()[key] ?? []).map(shown).join("\n");
  /** @param {string} typed */
  const commit = (typed) => {
    const lines = retypedLines(owner()[key], typed);
    change({ [key]: lines.length ? lines : undefined }, label);
  };
  return textField(desk, { key: name, label, value, rows: 3, commit });
}

/**
 * @param {Desk} desk
 * @param {() => Record<string, any>} owner
 * @param {PartField} field
 */
export function partNumber(desk, owner, { key, label, whole = false, change }) {
  /**
   * @param {string} typed
   * @param {boolean} done
   */
  const commit = (typed, done) => {
    const number = readNumber(typed);
    const right = number === undefined || (number !== null && number >= 0 && (!whole || Number.isInteger(number)));
    if (right) change({ [key]: number }, label);
    else if (done) desk.say(fill(whole ? desk.labels.refused_count : desk.labels.refused_number, { typed }), true);
    return right;
  };
  return textField(desk, { key, label, value: owner()[key] ?? "", inputMode: "decimal", commit });
}
