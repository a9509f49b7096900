"""``ledger.csv``: what the front line waived under its own authority, with misuse hidden in patterns."""

import datetime
import random
from collections.abc import Iterator
from typing import Any

from .draws import YEAR, Draw, Row, pick


def ledger(truth: dict[str, Any], seed: int) -> Iterator[Row]:
    """Yield the ledger's rows in order of time."""
    draw = random.Random(seed).random
    rows: list[Row] = []
    for staff, what in truth["staff"].items():
        rows += [_plain(draw, truth, staff, what) for _ in range(what["entries"])]
    for what in truth["splits"]:
        for _case in range(what["cases"]):
            rows += _split(draw, truth, what)
    for what in truth["regulars"]:
        rows += [_regular(draw, truth, what) for _ in range(what["entries"])]
    rows.sort(key=lambda row: (row["date"], row["time"], row["staff"], row["amount"]))
    for number, row in enumerate(rows, start=1):
        yield {"entry": f"W{number:03d}", **row}


def _plain(draw: Draw, truth: dict[str, Any], staff: str, what: dict[str, Any]) -> Row:
    """An honest waiver: mostly small, never above the limit."""
    unit = _unit(truth)
    amount = unit * (1 + int(what["largest"] / unit * draw() * draw()))
    return _row(draw, truth, staff, what["role"], f"U{1000 + int(draw() * 8000)}", amount)


def _split(draw: Draw, truth: dict[str, Any], what: dict[str, Any]) -> list[Row]:
    """One waiver too large for the limit, booked as two or three just below it, minutes apart."""
    role = truth["staff"][what["staff"]]["role"]
    first = _row(draw, truth, what["staff"], role, f"U{1000 + int(draw() * 8000)}", _below(truth, 0.04, draw()))
    rows, minute = [first], _minutes(first["time"])
    for _ in range(1 + int(draw() * 2)):
        minute += 2 + int(draw() * 5)
        amount = str(_below(truth, 0.06, draw()))
        rows.append({**first, "time": _clock(minute), "amount": amount})
    return rows


def _regular(draw: Draw, truth: dict[str, Any], what: dict[str, Any]) -> Row:
    """The same customer again at the same member of staff; two such entries in one day stay within the limit."""
    role = truth["staff"][what["staff"]]["role"]
    row = _row(draw, truth, what["staff"], role, what["customer"], _unit(truth) * (18 + int(draw() * 7)))
    return {**row, "reason": what.get("reason", row["reason"])}


def _unit(truth: dict[str, Any]) -> int:
    """Return the step of the amounts: 10 yuan where a clerk may waive 500, 1 yuan where 50."""
    return int(truth["limits"]["clerk"]) // 50


def _below(truth: dict[str, Any], within: float, at: float) -> int:
    """Return an amount just below a clerk's limit."""
    limit = int(truth["limits"]["clerk"])
    width = round(limit * within)
    return limit - width + int(at * width)


def _row(draw: Draw, truth: dict[str, Any], staff: str, role: str, customer: str, amount: int) -> Row:
    start = datetime.date(YEAR, 4, 1)
    when = start + datetime.timedelta(days=int(draw() * 91))
    return {
        "date": when.isoformat(),
        "time": _clock(9 * 60 + int(draw() * 8.5 * 60)),
        "staff": staff,
        "role": role,
        "customer": customer,
        "reason": list(truth["reasons"])[pick(truth["reasons"].values(), draw())],
        "amount": str(amount),
    }


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)
