// The trainer's page: everything by one click.
import { call, element, find, follow, labels, tried } from "./page.js";
import { showDay, showHere, showPoll, showWork } from "./shown.js";

const questions = JSON.parse(find("questions").textContent);
let state;

const button = (text, path, content) => {
  const made = element("button", { type: "button", textContent: text });
  made.addEventListener("click", () => tried(() => call(path, content).then(() => "")));
  return made;
};
const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

const named = (task) => task.replace(/^task-(\d+).*/, `${labels.task} $1`);

// Each lab by its number, with the tasks whose check one's own laptop has passed: "1: 1, 2, 4".
const passed = (one) => Object.entries(one.passed).map(([lab, tasks]) =>
  `${lab.replace(/^(\d+)-.*/, `${labels.lab} $1`)}${labels.colon}${tasks.map((task) => task.replace(/^task-(\d+).*/, "$1")).sort((one, other) => one.localeCompare(other, "en", { numeric: true })).join(labels.comma)}`).join("\n");

function showPeople() {
  const row = (one) => element(
    "tr", {},
    element("th", { scope: "row", textContent: one.name }),
    element("td", { textContent: one.team || (one.listed ? "" : labels.unlisted) }),
    element("td", { textContent: one.seen ? clock(one.seen) : labels.absent }),
    element("td", { className: "passed", textContent: passed(one) }),
    element("td", { className: "stuck", textContent: one.stuck.map((task) => `${named(task.task)} (${labels.since} ${clock(task.since)})`).join(labels.comma) }),
    element("td", {}, ...one.hand_ins.map((made) => element(
      "span", { className: "handed" },
      element("a", { href: `/trainer/hand-in/${made.hash}`, textContent: `${made.lab} ${made.receipt}` }),
      ` ${clock(made.at)}${made.by === one.id ? "" : ` ${labels.by} ${made.by}`} ${made.said || labels[made.result] || ""}`,
    ))),
  );
  find("people").replaceChildren(...state.people.map(row));
  find("claims").replaceChildren(...state.claims.map((claim) => element(
    "p", { className: "claim" }, `${labels.claims} ${claim.person} (${clock(claim.at)}) `,
    button(labels.yes, "/trainer/claim", { key: claim.key, yes: true }), " ",
    button(labels.no, "/trainer/claim", { key: claim.key, yes: false }),
  )));
  find("release").textContent = state.released ? labels.released : labels.held;
}

function showDayList() {
  find("day").replaceChildren(...state.day.blocks.map((block, number) => element(
    "li", { className: number === state.day.number ? "now" : "" }, `${block.what} · ${block.minutes}′ `,
    button(labels.start, "/trainer/clock/start", { value: number }),
  )));
}

function showAsked() {
  const { poll } = state;
  const move = (text, to) => button(text, `/trainer/poll/${poll.number}`, { state: to });
  const buttons = !poll ? [] : [
    ...(poll.state === "open" ? [move(labels.show, "shown")] : []),
    ...(poll.has_answer && poll.state !== "revealed" ? [move(labels.reveal, "revealed")] : []),
    move(labels.close, "closed"),
  ];
  find("poll").replaceChildren(...showPoll(poll), ...buttons);
}

function showGroups() {
  const names = new Map(state.people.map((one) => [one.id, one.name]));
  find("groups").replaceChildren(...state.groups.map((group) => element("li", { textContent: group.map((id) => names.get(id) ?? id).join(labels.comma) })));
  find("roadshow").replaceChildren(...state.roadshow.map((plan) => element("li", {
    value: plan.rank,
    textContent: `${plan.plan} — ${plan.score.toFixed(2)} (${Object.entries(plan.criteria).map(([name, mean]) => `${name} ${mean.toFixed(1)}`).join(" · ")}, n = ${plan.n})`,
  })));
  if (!state.roadshow.length) find("roadshow").replaceChildren(element("li", { textContent: labels.unvoted }));
}

async function showMeasured() {
  const { steps, peak_end: found, close } = await (await fetch("/api/summary")).json();
  const points = (value) => (value === null ? "–" : value.toFixed(2).replace("-", "−"));
  const interval = (one) => `[${points(one.ci_low)}, ${points(one.ci_high)}]`;
  const readings = (one) => [...new Set([one.score, one.score_high].map(points))].join(" / ");
  const rows = steps.map((step) => element("li", { textContent: `${step.what}: ${points(step.mean)} (n = ${step.n})` }));
  const told = found ? [element("p", { textContent: `${labels.score} ${readings(found)} ${interval(found)} · ${labels.peak} ${points(found.peak)} · ${labels.trough} ${points(found.trough)} · ${labels.end} ${points(found.end)} · ${labels.mean} ${points(found.mean)} · ${found.n} ${labels.people}` })] : [element("p", { textContent: labels.unfelt })];
  const closing = Object.entries(close).map(([name, one]) => element("p", { textContent: `${labels[name]}: ${points(one.top_box ?? one.nps ?? one.mean)} ${interval(one)} (n = ${one.n})` }));
  const drawn = found ? [element("img", { src: `/trainer/our-day.svg?${Date.now()}`, alt: find("h-day").textContent })] : [];
  find("measured").replaceChildren(...drawn, element("ol", {}, ...rows), ...told, ...closing);
}

let measured = "";
follow("trainer", (news) => {
  state = news;
  showDay(state);
  showHere(state);
  showWork(state);
  showPeople();
  showDayList();
  showAsked();
  showGroups();
  const own = JSON.stringify(state.polls.filter((poll) => poll.purpose !== "question").map((poll) => [poll.number, poll.n]));
  if (own !== measured) { measured = own; showMeasured(); }
});

find("pause").addEventListener("click", () => tried(() => call("/trainer/clock/pause").then(() => "")));
find("forward").addEventListener("click", () => tried(() => call("/trainer/clock/start", { value: Math.min(state.day.number + 1, state.day.blocks.length - 1) }).then(() => "")));
for (const one of document.querySelectorAll(".extend")) {
  one.addEventListener("click", () => tried(() => call("/trainer/clock/extend", { value: Number(one.dataset.minutes) }).then(() => "")));
}
find("release").addEventListener("click", () => tried(() => call("/trainer/settings/results", { yes: !state.released }).then(() => "")));
find("draw").addEventListener("click", () => tried(() => call("/trainer/groups", { value: Number(find("size").value) }).then(() => "")));
find("code").addEventListener("click", () => tried(() => call("/trainer/settings/code").then(() => "")));
find("question").addEventListener("change", () => {
  const asked = questions[find("question").value];
  find("text").value = asked?.question ?? "";
  find("kind").value = asked?.kind ?? "one";
  find("options").value = (asked?.options ?? []).join("\n");
});
find("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const { place: _place, ...asked } = questions[find("question").value] ?? {};
  const options = find("options").value.split("\n").map((line) => line.trim()).filter(Boolean);
  const content = { ...asked, question: find("text").value, kind: find("kind").value, options, answer: find("answer").value };
  tried(() => call("/trainer/ask", content).then(() => ""));
});
find("bring").addEventListener("change", async () => {
  const said = [];
  for (const file of find("bring").files) {
    try {
      const taken = await call("/trainer/hand-in", file);
      said.push(`${labels.copied}${taken.person} ${taken.lab} ${taken.receipt}`);
    } catch (error) {
      said.push(`${file.name}: ${error.message}`);
    }
  }
  find("said").textContent = said.join(" · ");
  find("bring").value = "";
});
