"""Make survey.csv: simulated answers of a telecom operator's customers, the same byte for byte on every machine.

Run ``python datasets/service-hall/generate.py`` to write the file anew. Only ``random.Random.random`` is drawn from:
Python promises its sequence for a seed, and everything after it is comparison and integer arithmetic.
"""

import bisect
import calendar
import csv
import datetime
import io
import itertools
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

Draw = Callable[[], float]

SEED = 2059
YEAR = 2025
COLUMNS = ("respondent", "date", "channel", "reason", "satisfaction", "ease", "recommend")

# Responses a month, January to December: the hotline is busiest in summer, service halls around the holidays.
VOLUME = {
    "hotline": (120, 112, 126, 130, 138, 150, 165, 168, 148, 140, 132, 131),
    "account_manager": (14, 12, 15, 15, 16, 16, 14, 13, 16, 17, 17, 19),
    "service_hall": (138, 142, 118, 116, 112, 108, 110, 112, 120, 124, 122, 128),
}
# Shares of each answer, from the lowest point of the scale to the highest, in percent.
SHARES: dict[str, dict[str, tuple[int, ...]]] = {
    "satisfaction": {
        "hotline": (3, 5, 16, 46, 30),
        "account_manager": (2, 5, 15, 47, 31),
        "service_hall": (2, 6, 16, 45, 31),
    },
    "ease": {
        "hotline": (3, 6, 12, 18, 25, 22, 14),
        "account_manager": (1, 3, 6, 13, 24, 30, 23),
        "service_hall": (2, 4, 9, 16, 26, 26, 17),
    },
    "recommend": {
        "hotline": (2, 1, 2, 2, 3, 8, 10, 19, 19, 19, 15),
        "account_manager": (1, 1, 1, 2, 3, 6, 9, 17, 21, 22, 17),
        "service_hall": (1, 1, 1, 2, 3, 7, 9, 18, 20, 21, 17),
    },
}
LOWEST = {"satisfaction": 1, "ease": 1, "recommend": 0}
REASONS: dict[str, dict[str, int]] = {
    "hotline": {"bill": 38, "fault": 34, "plan": 18, "complaint": 10},
    "account_manager": {"bill": 12, "fault": 10, "plan": 68, "complaint": 10},
    "service_hall": {"bill": 22, "fault": 18, "plan": 48, "complaint": 12},
}
# Shares of respondents who skip a question; the hotline asks by text message, after the call.
SKIPPED = {"hotline": 0.11, "account_manager": 0.04, "service_hall": 0.06}
SAME_MOOD = 0.6  # how often an answer follows the respondent's mood instead of being drawn alone
# Answers that are not on the scale, as left behind by keying errors and by "refused" codes.
OFF_SCALE = {"satisfaction": (0, 6, 99), "ease": (0, 8, 99), "recommend": (11, 99, -1)}
OFF_SCALE_SHARE = 0.006


def responses(seed: int = SEED) -> Iterator[dict[str, str]]:
    """Yield the survey's rows in order of date; a skipped answer is empty."""
    draw = random.Random(seed).random
    rows = [
        _response(draw, month, channel)
        for month, channel in itertools.product(range(1, 13), VOLUME)
        for _ in range(VOLUME[channel][month - 1])
    ]
    rows.sort(key=lambda row: row["date"])
    for number, row in enumerate(rows, start=1):
        yield {"respondent": f"R{number:04d}", **row}


def to_csv(rows: Iterable[dict[str, str]]) -> bytes:
    """Write rows as CSV: UTF-8, one line feed a row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _response(draw: Draw, month: int, channel: str) -> dict[str, str]:
    mood = draw()
    days = calendar.monthrange(YEAR, month)[1]
    return {
        "date": datetime.date(YEAR, month, 1 + int(draw() * days)).isoformat(),
        "channel": channel,
        "reason": list(REASONS[channel])[_pick(REASONS[channel].values(), draw())],
        **{question: _answer(draw, question, channel, mood) for question in SHARES},
    }


def _answer(draw: Draw, question: str, channel: str, mood: float) -> str:
    own, follows, skips, slips, which = draw(), draw() < SAME_MOOD, draw(), draw(), draw()
    if skips < SKIPPED[channel]:
        return ""
    if slips < OFF_SCALE_SHARE:
        return str(OFF_SCALE[question][int(which * len(OFF_SCALE[question]))])
    return str(LOWEST[question] + _pick(SHARES[question][channel], mood if follows else own))


def _pick(shares: Iterable[int], at: float) -> int:
    """Return the place at which the running total of the shares passes `at`, a number from 0 to 1."""
    totals = list(itertools.accumulate(shares))
    return bisect.bisect_right(totals, at * totals[-1])


if __name__ == "__main__":
    Path(__file__).with_name("survey.csv").write_bytes(to_csv(responses()))
