// The question of the moment, on a phone; what was answered can be changed until the poll is closed.
import { call, element, find, follow, labels, tried } from "./page.js";

let shown = "";

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

const forms = { one: (poll) => choices(poll, "radio"), several: (poll) => choices(poll, "checkbox"), scale, ranking, word };

function show({ poll }) {
  const isOpen = poll && ["open", "shown"].includes(poll.state);
  const key = poll ? `${poll.number}:${isOpen}` : "none";
  if (key === shown) return; // what is being typed stays
  shown = key;
  if (!poll) return find("poll").replaceChildren(element("h1", { textContent: labels.wait }));
  const title = element("h1", { textContent: poll.question });
  if (!isOpen) return find("poll").replaceChildren(title, element("p", { textContent: labels.shut }));
  const [fields, value] = forms[poll.kind](poll);
  const form = element("form", {}, element("fieldset", {}, element("legend", {}, title), ...fields), element("button", { className: "send", textContent: labels.send }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (value() === undefined) find("said").textContent = labels.choose;
    else tried(async () => (await call(`/api/vote/${poll.number}`, { value: value() }), labels.sent));
  });
  find("said").textContent = "";
  find("poll").replaceChildren(form);
}

async function names() {
  const { people } = await (await fetch("/api/roster")).json();
  const select = find("name");
  select.append(...people.map((one) => new Option(one.team ? `${one.name} · ${one.team}` : one.name, one.id)), new Option(labels.other, ""));
  const change = () => { find("typed").hidden = select.value !== ""; };
  select.addEventListener("change", change);
  change();
}

function signedIn({ person, state }) {
  if (!person || state === "refused") return;
  find("whose").textContent = (state === "in" ? labels.in : labels.waiting) + person;
  find("whose").hidden = false;
  find("claim").hidden = true;
}

find("claim").addEventListener("submit", (event) => {
  event.preventDefault();
  tried(async () => signedIn(await call("/api/claim", { id: find("name").value || find("typed").value })));
});
tried(names);
fetch("/api/mine").then((answer) => answer.json()).then(signedIn).catch(() => {});
follow("phone", show);
