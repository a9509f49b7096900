// The question of the moment, on a phone; what was answered can be changed until the poll is closed.
import { call, element, find, follow, labels, tried } from "./page.js";
import { formOf } from "./questions.js";

let shown = "";

function show({ poll }) {
  const isOpen = poll && ["open", "shown"].includes(poll.state);
  const key = poll ? `${poll.number}:${isOpen}` : "none";
  if (key === shown) return; // what is being typed stays
  shown = key;
  if (!poll) return find("poll").replaceChildren(element("h1", { textContent: labels.wait }));
  const title = element("h1", { textContent: poll.question });
  if (!isOpen) return find("poll").replaceChildren(title, element("p", { textContent: labels.shut }));
  const form = formOf(poll);
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

function signedIn({ person, state, group }) {
  if (!person || state === "refused") return;
  find("whose").textContent = (state === "in" ? labels.in : labels.waiting) + person;
  find("group").textContent = group ? `${labels.group}${group}${labels.group_after}` : "";
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
