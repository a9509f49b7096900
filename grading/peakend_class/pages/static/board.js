import { find, follow } from "./page.js";
import { showDay, showHere, showPoll, showWork } from "./shown.js";

follow("projector", (state) => {
  showDay(state);
  showHere(state);
  showWork(state);
  find("poll").replaceChildren(...showPoll(state.poll));
  document.body.classList.toggle("asking", Boolean(state.poll));
});
