"""``survey.csv``: answers to three short surveys, CSAT, CES and NPS, by channel."""

import itertools
import random
from collections.abc import Iterator
from typing import Any

from .draws import Draw, Row, day, pick

LOWEST = {"satisfaction": 1, "ease": 1, "recommend": 0}
SAME_MOOD = 0.6  # how often an answer follows the respondent's mood instead of being drawn alone
# Answers that are not on the scale, as left behind by keying errors and by "refused" codes.
OFF_SCALE = {"satisfaction": (0, 6, 99), "ease": (0, 8, 99), "recommend": (11, 99, -1)}
OFF_SCALE_SHARE = 0.006


def survey(truth: dict[str, Any], seed: int) -> Iterator[Row]:
    """Yield the survey's rows in order of date; a skipped answer is empty."""
    draw = random.Random(seed).random
    channels: dict[str, dict[str, Any]] = truth["channels"]
    rows = [
        _response(draw, month, channel, what)
        for month, (channel, what) in itertools.product(range(1, 13), channels.items())
        for _ in range(what["volume"][month - 1])
    ]
    rows.sort(key=lambda row: row["date"])
    for number, row in enumerate(rows, start=1):
        yield {"respondent": f"R{number:04d}", **row}


def _response(draw: Draw, month: int, channel: str, what: dict[str, Any]) -> Row:
    mood = draw()
    return {
        "date": day(draw, month),
        "channel": channel,
        "reason": list(what["reasons"])[pick(what["reasons"].values(), draw())],
        **{question: _answer(draw, question, what, mood) for question in LOWEST},
    }


def _answer(draw: Draw, question: str, what: dict[str, Any], mood: float) -> str:
    own, follows, skips, slips, which = draw(), draw() < SAME_MOOD, draw(), draw(), draw()
    if skips < what["skipped"]:
        return ""
    if slips < OFF_SCALE_SHARE:
        return str(OFF_SCALE[question][int(which * len(OFF_SCALE[question]))])
    return str(LOWEST[question] + pick(what[question], mood if follows else own))
