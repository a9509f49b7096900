"""Polls: a question to all phones, anonymous; what was said is shown when the trainer says so, and kept."""

import json
import math
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_grading.untrusted.plain_json import plain_text

Kind = Literal["one", "several", "scale", "word", "ranking", "curve", "ratings"]
Purpose = Literal["question", "feeling", "csat", "ces", "nps", "roadshow", "remembered", "first thought"]
STANDING = "standing"  # a poll for the week after: no page shows it but its own
STATES = ("open", "shown", "revealed", "closed")
NUMBERS_EACH = ("curve", "ratings")
MOST_OPTIONS = 20
LONGEST_WORD = 40
_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class Question(BaseModel):
    """A question to the room.

    Attributes
    ----------
    kind : str
        One option, several, a number on a scale, a word, the options in order, a curve drawn over the options, or a
        number for each of them.
    question : str
        What is asked.
    options : tuple of str
        What there is to choose from; of a scale the words at its ends; of a curve its moments, in order.
    low, high : int
        The ends of a scale.
    purpose : str
        A question of the course, or one by which the day measures itself.
    answer : str
        What is shown at the reveal, if there is something to reveal.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    question: _Line
    options: tuple[_Line, ...] = Field(default=(), max_length=MOST_OPTIONS)
    low: int = Field(default=1, ge=-10, le=10)
    high: int = Field(default=5, ge=-10, le=10)
    purpose: Purpose = "question"
    answer: str = Field(default="", max_length=500)

    @model_validator(mode="after")
    def _can_be_asked(self) -> "Question":
        if self.kind in ("one", "several", "ranking", *NUMBERS_EACH) and len(set(self.options)) < 2:
            raise ValueError("options: two at least, all different")
        if self.kind in ("scale", *NUMBERS_EACH) and self.low >= self.high:
            raise ValueError("low: less than high")
        return self


def read_question(content: object) -> Question:
    """Return a question that the trainer's page sends, or raise `PeakendError`."""
    try:
        return Question.model_validate(content)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or error.errors()[0]["msg"].removeprefix("Value error, ")
        raise PeakendError(
            _(
                "This cannot be asked ({reason}): give a question and, to choose from, two options at least.",
                reason=place,
            )
        ) from None


def ask(database: sqlite3.Connection, asked: Question, block: int, now: float) -> int:
    """Open a poll, in the place of the one before it; of a feeling there is one for each block."""
    database.execute("UPDATE poll SET state = 'closed' WHERE state NOT IN ('closed', ?)", (STANDING,))
    return _add(database, asked, block, now, "open")


def stand(database: sqlite3.Connection, asked: Question, now: float) -> sqlite3.Row:
    """Return the poll of a purpose that stands open for the week after; the first time it is made."""
    found = "SELECT * FROM poll WHERE purpose = ? AND state = ?"
    row = database.execute(found, (asked.purpose, STANDING)).fetchone()
    if row is None:
        _add(database, asked, -1, now, STANDING)
        row = database.execute(found, (asked.purpose, STANDING)).fetchone()
    made: sqlite3.Row = row
    return made


def _add(database: sqlite3.Connection, asked: Question, block: int, now: float, state: str) -> int:
    scale = [asked.low, asked.high] if asked.kind in ("scale", *NUMBERS_EACH) else []
    options = json.dumps({"options": asked.options, "scale": scale}, ensure_ascii=False)
    row = (asked.purpose, asked.kind, asked.question, options, asked.answer, block, state, now)
    made = database.execute(
        "INSERT INTO poll (purpose, kind, question, options, answer, block, state, at) VALUES (?,?,?,?,?,?,?,?)",
        row,
    )
    return int(made.lastrowid or 0)


def move_on(database: sqlite3.Connection, number: int, state: str) -> None:
    """Show what was said, reveal the answer, or close the poll."""
    if state not in STATES:
        raise PeakendError(_("A poll cannot be {state!r}.", state=state))
    database.execute("UPDATE poll SET state = ? WHERE number = ? AND state <> ?", (state, number, STANDING))


def running(database: sqlite3.Connection) -> sqlite3.Row | None:
    """Return the poll that is not closed, or None."""
    row: sqlite3.Row | None = database.execute(
        "SELECT * FROM poll WHERE state NOT IN ('closed', ?) ORDER BY number DESC LIMIT 1", (STANDING,)
    ).fetchone()
    return row


def vote(database: sqlite3.Connection, number: int, device: str, value: object, now: float) -> None:
    """Keep a device's answer, in the place of its earlier one.

    Raises
    ------
    PeakendError
        If the poll takes no more answers, or the answer is none of its.
    """
    poll = database.execute("SELECT * FROM poll WHERE number = ?", (number,)).fetchone()
    if poll is None or poll["state"] not in ("open", "shown", STANDING):
        raise PeakendError(_("This poll is closed."))
    said = _understood(poll["kind"], json.loads(poll["options"]), value)
    database.execute(
        "INSERT OR REPLACE INTO vote VALUES (?, ?, ?, ?)", (number, device, json.dumps(said, ensure_ascii=False), now)
    )


def phone_view(poll: sqlite3.Row) -> dict[str, Any]:
    """Return what a phone needs to ask."""
    keys = ("number", "purpose", "kind", "question", "state")
    return {key: poll[key] for key in keys} | json.loads(poll["options"])


def board_view(database: sqlite3.Connection, poll: sqlite3.Row) -> dict[str, Any]:
    """Return a poll as the board shows it: how many answered; what they said once it is shown; last, the answer."""
    said = [
        json.loads(row["value"]) for row in database.execute("SELECT value FROM vote WHERE poll = ?", (poll["number"],))
    ]
    view = {**phone_view(poll), "n": len(said), "bars": [], "has_answer": bool(poll["answer"])}
    if poll["state"] != "open":
        view["bars"] = bars(poll["kind"], json.loads(poll["options"]), said)
    if poll["state"] in ("revealed", "closed"):
        view["answer"] = poll["answer"]
    return view


def roadshow(database: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return what was voted of each team's plan, the best first: the mean of each criterion, and of all three.

    A plan that was asked about twice counts by its last poll; plans that score alike share a rank.
    """
    found: dict[str, dict[str, Any]] = {}
    for poll in database.execute("SELECT * FROM poll WHERE purpose = 'roadshow' AND state <> 'open' ORDER BY number"):
        said = board_view(database, poll)["bars"]
        if said:
            means = [bar["mean"] for bar in said]
            labels = [re.split("[:：]", bar["label"])[0] for bar in said]
            score = round(sum(means) / len(means), 2)
            found[poll["question"]] = {"plan": poll["question"], "n": said[0]["n"], "score": score}
            found[poll["question"]]["criteria"] = dict(zip(labels, means, strict=True))
    plans = sorted(found.values(), key=lambda plan: -plan["score"])
    for plan in plans:
        plan["rank"] = 1 + sum(other["score"] > plan["score"] for other in plans)
    return plans


def bars(kind: str, options: dict[str, Any], said: Sequence[Any]) -> list[dict[str, Any]]:
    """Count answers: of a ranking the mean place, of a curve and of ratings the mean, of all else how many said it.

    Examples
    --------
    >>> bars("one", {"options": ["web", "hall"], "scale": []}, [0, 0, 1])
    [{'label': 'web', 'n': 2}, {'label': 'hall', 'n': 1}]
    >>> bars("ranking", {"options": ["web", "hall"], "scale": []}, [[1, 0], [1, 0], [0, 1]])
    [{'label': 'hall', 'n': 3, 'place': 1.33}, {'label': 'web', 'n': 3, 'place': 1.67}]
    """
    names = options["options"]
    if kind in NUMBERS_EACH:
        rows = zip(names, zip(*said, strict=True), strict=True) if said else ()
        return [
            {"label": name, "n": len(said), "mean": round(sum(had) / len(said), 2), "low": min(had), "high": max(had)}
            for name, had in rows
        ]
    if kind == "ranking":
        places = [
            (sum(order.index(number) + 1 for order in said) / len(said) if said else math.nan)
            for number in range(len(names))
        ]
        shown = [
            {"label": name, "n": len(said), "place": round(place, 2)} for name, place in zip(names, places, strict=True)
        ]
        return sorted(shown, key=lambda bar: bar["place"]) if said else []
    if kind == "word":
        return [{"label": word, "n": n} for word, n in Counter(said).most_common(30)]
    if kind == "scale":
        counts = Counter(said)
        return [{"label": str(step), "n": counts[step]} for step in range(options["scale"][0], options["scale"][1] + 1)]
    counts = Counter(number for one in said for number in (one if kind == "several" else [one]))
    return [{"label": name, "n": counts[number]} for number, name in enumerate(names)]


def _understood(kind: str, options: dict[str, Any], value: object) -> Any:
    """Return an answer as it is kept, or refuse it."""
    places = range(len(options["options"]))
    match kind:
        case "one" if _is_whole(value) and value in places:
            return value
        case "scale" if _is_whole(value) and options["scale"][0] <= value <= options["scale"][1]:
            return value
        case "several" if isinstance(value, list) and value and all(_is_whole(one) and one in places for one in value):
            return sorted(set(value))
        case "ranking" if isinstance(value, list) and all(map(_is_whole, value)) and sorted(value) == [*places]:
            return value
        case "curve" | "ratings" if isinstance(value, list) and len(value) == len(places):
            low, high = options["scale"]
            wanted = _is_whole if kind == "ratings" else _is_number
            if all(wanted(one) and low <= one <= high for one in value):
                return [round(one, 1) for one in value]
        case "word" if isinstance(value, str) and (word := " ".join(plain_text(value).split())[:LONGEST_WORD]):
            return word
    raise PeakendError(_("This is not an answer to the question."))


def _is_number(value: object) -> bool:
    return _is_whole(value) or (isinstance(value, float) and math.isfinite(value))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
