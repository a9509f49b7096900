// Fields of the forms: native controls with a label; what is typed is saved after a pause, and when the field is left.
const TYPING_PAUSE_MS = 400;
const FIELDS = Math.random().toString(36).slice(2); // another editor on the page has other ids
let fields = 0;

function labelled(key, label, control, className = "") {
  fields += 1;
  control.id = `pe-${FIELDS}-${fields}`;
  control.setAttribute("data-focus", `field:${key}`);
  return element(
    "div",
    { className: `pe-field ${className}` },
    element("label", { htmlFor: control.id, textContent: label }),
    control,
  );
}

// `commit(typed, done)` returns false to say that the text cannot be taken as it stands.
function textField(desk, { key, label, value = "", rows, help = "", className, commit, ...properties }) {
  const control = rows
    ? element("textarea", { rows, placeholder: help, ...properties })
    : element("input", { type: "text", autocomplete: "off", placeholder: help, ...properties });
  control.value = value;
  let taken = control.value;
  let timer;
  const take = (done) => {
    clearTimeout(timer);
    if (done) desk.pendingFields.delete(leave);
    if (control.value === taken) return;
    const right = commit(control.value, done) !== false;
    if (right) taken = control.value;
    else if (done && properties.required) control.value = taken;
    control.setAttribute("aria-invalid", String(!right && !properties.required));
  };
  const leave = () => take(true);
  control.addEventListener("input", () => {
    clearTimeout(timer);
    desk.pendingFields.add(leave);
    timer = setTimeout(take, TYPING_PAUSE_MS, false);
  });
  control.addEventListener("change", leave);
  return labelled(key, label, control, className);
}

function choiceField(desk, { key, label, value, options, className, commit }) {
  const control = element("select", {}, ...options.map(([id, text]) => new Option(text, id, false, id === value)));
  control.addEventListener("change", () => commit(control.value));
  return labelled(key, label, control, className);
}

function checkField(desk, { key, label, value, commit }) {
  const control = element("input", { type: "checkbox", checked: value });
  control.addEventListener("change", () => commit(control.checked));
  const node = labelled(key, label, control, "pe-check");
  node.prepend(control);
  return node;
}

// What people type as a number: full-width digits and commas for thousands too. Undefined is empty, NaN is no number.
function typedNumber(typed) {
  const plain = typed.normalize("NFKC").replaceAll(",", "").trim();
  return plain ? Number(plain) : undefined;
}

// A text of a part (touchpoint, phase, persona or map); `change(fields, options)` puts it into the document.
function partText(desk, owner, { key, label, required, rows, help, className, change }) {
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
    key,
    label,
    value: shown(owner()[key]),
    rows,
    help,
    className,
    commit,
    ...(required ? { required } : {}),
  });
}

function partLines(desk, owner, { key, label, change }) {
  const value = (owner()[key] ?? []).map(shown).join("\n");
  const commit = (typed) => {
    const lines = retypedLines(owner()[key], typed);
    change({ [key]: lines.length ? lines : undefined }, label);
  };
  return textField(desk, { key, label, value, rows: 3, commit });
}

function partNumber(desk, owner, { key, label, whole = false, change }) {
  const commit = (typed, done) => {
    const number = typedNumber(typed);
    const right =
      number === undefined || (number >= 0 && Number.isFinite(number) && (!whole || Number.isInteger(number)));
    if (right) change({ [key]: number }, label);
    else if (done) desk.say(fill(desk.labels.refused_number, { typed }), true);
    return right;
  };
  return textField(desk, { key, label, value: owner()[key] ?? "", inputMode: "decimal", commit });
}
