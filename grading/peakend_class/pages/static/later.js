// A week later: the questions that stand open, one below the other.
import { find, tried } from "./page.js";
import { formOf } from "./questions.js";

tried(async () => {
  const { polls } = await (await fetch("/api/later")).json();
  find("polls").replaceChildren(...polls.map((poll) => formOf(poll, "h2")));
});
