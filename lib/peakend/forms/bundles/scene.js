// Built from lib/widgets/src by `poe widgets`; change it there.

// src/course/parts.js
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}
function button(words, action) {
  const made = (
    /** @type {HTMLButtonElement} */
    element("button", { type: "button" }, words)
  );
  made.addEventListener("click", action);
  return made;
}

// src/course/player.js
function player(root) {
  const picture = (
    /** @type {SVGSVGElement} */
    root.querySelector("svg")
  );
  const seconds = Number(root.dataset.seconds);
  const words = JSON.parse(root.dataset.words ?? "{}");
  const said = (
    /** @type {Said[]} */
    JSON.parse(root.dataset.said ?? "[]")
  );
  const asked = /* @__PURE__ */ new Set();
  const still = Number(root.dataset.still);
  let now = Math.min(still, ...said.filter((each) => each.choices.length).map((each) => each.at));
  let last = 0;
  let frame = 0;
  const subtitle = element("p", { class: "course-scene-subtitle", "aria-live": "polite" });
  const poll = element("p", { class: "course-scene-poll" });
  const slider = (
    /** @type {HTMLInputElement} */
    element("input", { type: "range", min: 0, max: seconds, step: 0.1, "aria-label": words.place })
  );
  const toggle = button("", () => frame ? pause() : play());
  const bar = element("p", { class: "course-scene-bar" }, toggle, slider);
  picture.after(subtitle, poll, bar);
  picture.style.setProperty("--delay", "0s");
  root.classList.add("is-live");
  slider.addEventListener("input", () => {
    pause();
    asked.clear();
    poll.replaceChildren();
    show(Number(slider.value));
  });
  root.addEventListener("keydown", (event) => {
    if (event.target === slider || event.key === " " || event.key === "Enter") event.stopPropagation();
  });
  addEventListener("beforeprint", () => show(still));
  pause();
  show(now);
  function play() {
    if (now >= seconds) {
      now = 0;
      asked.clear();
    }
    if (root.dataset.touched === void 0) now = 0;
    root.dataset.touched = "";
    poll.replaceChildren();
    last = performance.now();
    frame = requestAnimationFrame(tick);
    toggle.textContent = `❚❚ ${words.pause}`;
  }
  function pause() {
    cancelAnimationFrame(frame);
    frame = 0;
    toggle.textContent = `▶ ${words.play}`;
  }
  function tick(time) {
    const next = now + (time - last) / 1e3;
    const question = said.find((each) => each.choices.length && each.at > now && each.at <= next && !asked.has(each));
    last = time;
    show(Math.min(question ? question.at : next, seconds));
    if (question) {
      asked.add(question);
      pause();
      ask(question);
    } else if (now >= seconds) pause();
    else frame = requestAnimationFrame(tick);
  }
  function show(time) {
    now = time;
    slider.value = String(time);
    for (const each of picture.getAnimations({ subtree: true })) {
      each.pause();
      each.currentTime = time * 1e3;
    }
    const current = said.filter((each) => each.at <= time + 0.01).at(-1);
    if (subtitle.textContent !== (current?.say ?? "")) subtitle.textContent = current?.say ?? "";
  }
  function ask(question) {
    const counts = question.choices.map((choice) => {
      let votes = 0;
      const one = button(choice, () => {
        votes += 1;
        one.textContent = `${choice} · ${votes}`;
      });
      return one;
    });
    poll.replaceChildren(...counts, button(`▶ ${words.on}`, play));
  }
}

// src/scene.js
function render({ model, el }) {
  el.innerHTML = model.get("picture");
  const scene = (
    /** @type {HTMLElement} */
    el.firstElementChild
  );
  scene.addEventListener("keydown", (event) => event.stopPropagation());
  const begin = () => el.isConnected ? player(scene) : requestAnimationFrame(begin);
  begin();
}
var scene_default = { render };
export {
  scene_default as default
};
