// The forms of the questions: each returns what to show, and a function that gives the answer.
import { call, element, find, labels, tried } from "./page.js";

function choices(poll, type) {
  const inputs = poll.options.map((_name, place) => element("input", { type, name: "answer", value: place }));
  const rows = poll.options.map((name, place) => element("label", { className: "choice" }, inputs[place], name));
  const chosen = () => inputs.filter((input) => input.checked).map((input) => Number(input.value));
  return [rows, () => (type === "radio" ? chosen()[0] : chosen().length ? chosen() : undefined)];
}

function scale(poll) {
  const [low, high] = poll.scale;
  let value;
  const steps = Array.from({ length: high - low + 1 }, (_none, step) => {
    const number = low + step;
    const text = low < 0 && number > 0 ? `+${number}` : String(number).replace("-", "−");
    const button = element("button", { type: "button", textContent: text });
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      value = number;
      steps.forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
    });
    return button;
  });
  const ends = element("p", { className: "ends" }, element("span", { textContent: poll.options[0] ?? "" }), element("span", { textContent: poll.options[1] ?? "" }));
  return [[element("div", { className: "steps" }, ...steps), ends], () => value];
}

function ranking(poll) {
  const list = element("ol");
  poll.options.forEach((name, place) => {
    const up = element("button", { type: "button", textContent: "↑" });
    up.setAttribute("aria-label", `${labels.up}: ${name}`);
    const row = element("li", {}, element("span", { textContent: name }), up);
    row.dataset.place = place;
    up.addEventListener("click", () => { row.previousElementSibling?.before(row); up.focus(); });
    list.append(row);
  });
  return [[list], () => [...list.children].map((row) => Number(row.dataset.place))];
}

function word() {
  const input = element("input", { maxLength: 40 });
  input.setAttribute("aria-label", labels.word);
  input.placeholder = labels.word;
  return [[input], () => input.value.trim() || undefined];
}

const signed = (number) => (number > 0 ? `+${number}` : String(number).replace("-", "−"));

// One number for each option: a row of steps, as a scale has it.
function ratings(poll) {
  const each = poll.options.map((name) => {
    const [fields, value] = scale({ ...poll, options: [] });
    const group = element("div", { className: "rated" }, element("p", { textContent: name }), fields[0]);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", name);
    return [group, value];
  });
  return [each.map(([group]) => group), () => {
    const said = each.map(([, value]) => value());
    return said.includes(undefined) ? undefined : said;
  }];
}

// A curve over moments: drawn with a finger, or set by a slider each; both show the same.
function curve(poll) {
  const [low, high] = poll.scale;
  const [width, height] = [320, 200];
  const count = poll.options.length;
  const middle = Math.min(Math.max(0, low), high);
  const said = poll.options.map(() => middle);
  let touched = false;
  const svg = (name, given) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
    return made;
  };
  const x = (place) => ((place + 0.5) * width) / count;
  const y = (value) => height - ((value - low) / (high - low)) * height;
  const line = svg("polyline", { class: "drawn" });
  const dots = said.map((_value, place) => svg("circle", { cx: x(place), r: 5 }));
  const paper = svg("svg", { viewBox: `0 -8 ${width} ${height + 16}`, class: "paper", "aria-hidden": "true" });
  paper.append(svg("line", { x1: 0, x2: width, y1: y(middle), y2: y(middle), class: "neutral" }), line, ...dots);
  const sliders = poll.options.map((name, place) => {
    const input = element("input", { type: "range", min: low, max: high, step: 0.5, value: middle });
    input.addEventListener("input", () => { said[place] = Number(input.value); touched = true; draw(); });
    return [element("label", { className: "moment" }, element("span", { textContent: name }), input), input];
  });
  const draw = () => {
    line.setAttribute("points", said.map((value, place) => `${x(place)},${y(value)}`).join(" "));
    said.forEach((value, place) => {
      dots[place].setAttribute("cy", y(value));
      const input = sliders[place][1];
      input.value = value;
      input.setAttribute("aria-valuetext", signed(value));
    });
  };
  const touch = (event) => {
    if (event.type === "pointermove" && !event.buttons) return;
    const box = paper.getBoundingClientRect();
    const place = Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * count)));
    const level = high - (((event.clientY - box.top) / box.height) * (height + 16) - 8) * ((high - low) / height);
    said[place] = Math.min(high, Math.max(low, Math.round(level * 2) / 2));
    touched = true;
    draw();
    event.preventDefault();
  };
  paper.addEventListener("pointerdown", touch);
  paper.addEventListener("pointermove", touch);
  draw();
  const ends = element("p", { className: "ends" }, element("span", { textContent: signed(low) }), element("span", { textContent: signed(high) }));
  return [[paper, ...sliders.map(([row]) => row), ends], () => (touched ? said : undefined)];
}

const forms = { one: (poll) => choices(poll, "radio"), several: (poll) => choices(poll, "checkbox"), scale, ranking, word, ratings, curve };

export function formOf(poll, level = "h1") {
  const [fields, value] = forms[poll.kind](poll);
  const title = element(level, { textContent: poll.question });
  const form = element("form", {}, element("fieldset", {}, element("legend", {}, title), ...fields), element("button", { className: "send", textContent: labels.send }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (value() === undefined) find("said").textContent = labels.choose;
    else tried(async () => (await call(`/api/vote/${poll.number}`, { value: value() }), labels.sent));
  });
  return form;
}
