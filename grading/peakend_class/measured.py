"""The day measures itself: the room's feelings, block by block, as a journey, with peak, end and intervals."""

import csv
import io
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend_class.day import Block

COLUMNS = ("journey", "touchpoint", "time", "emotion")  # as lab 5 reads a team's own file
FEELING = (-2, 2)


def feelings(database: sqlite3.Connection, blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return each phone's feelings, one row a block, in lab 5's columns; phones are numbers, in the order of a hash.

    `time` is in minutes of the agenda, at the block's end.
    """
    ends = [sum(block.minutes for block in blocks[: number + 1]) for number in range(len(blocks))]
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    votes = database.execute(
        "SELECT device, value, block FROM vote JOIN poll ON poll.number = vote.poll WHERE purpose = 'feeling' "
        "ORDER BY poll.number"
    ).fetchall()
    phones = {device: place for place, device in enumerate(sorted({row["device"] for row in votes}), start=1)}
    for row in votes:
        number = row["block"]
        if 0 <= number < len(blocks):
            values = (phones[row["device"]], blocks[number].what, ends[number], json.loads(row["value"]))
            rows[row["device"], number] = dict(zip(COLUMNS, values, strict=True))
    return sorted(rows.values(), key=lambda row: (row["journey"], row["time"]))


def summary(database: sqlite3.Connection, blocks: Sequence[Block]) -> dict[str, Any]:
    """Return the class's own peak–end, and CSAT, CES and NPS of its close, each with the library's interval."""
    import pandas as pd

    import peakend as pe

    found: dict[str, Any] = {"steps": [], "peak_end": None, "close": {}}
    rows = feelings(database, blocks)
    if rows:
        table = pd.DataFrame(rows)
        steps = table.groupby(["time", "touchpoint"], sort=True)["emotion"].agg(["mean", "count"]).reset_index()
        steps["mean"] = steps["mean"].round(2)
        found["steps"] = steps.rename(columns={"touchpoint": "what", "count": "n"})[["what", "mean", "n"]].to_dict(
            "records"
        )
        table["class"] = "class"
        scored = pe.peak_end(table, journey="journey", order="time", emotion="emotion", by="class").iloc[0]
        found["peak_end"] = _plain(scored, ("n", "peak", "trough", "end", "mean", "score", "ci_low", "ci_high"))
    said = {purpose: pd.DataFrame({"answer": _answers(database, purpose)}) for purpose in ("csat", "ces", "nps")}
    if len(said["csat"]):
        rated = pe.csat(said["csat"], "answer", scale=(1, 5))
        found["close"]["csat"] = _plain(rated.iloc[0], ("n", "top_box", "ci_low", "ci_high"))
    if len(said["ces"]):
        effort = pe.ces(said["ces"], "answer", scale=(1, 7), high_is="easy")
        found["close"]["ces"] = _plain(effort.iloc[0], ("n", "mean", "ci_low", "ci_high"))
    if len(said["nps"]):
        found["close"]["nps"] = _plain(pe.nps(said["nps"], "answer").iloc[0], ("n", "nps", "ci_low", "ci_high"))
    return found


def day_csv(database: sqlite3.Connection, blocks: Sequence[Block]) -> str:
    """Return the class's own day as the table that lab 5 takes in place of the case."""
    rows = _some(database, blocks)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def day_yaml(database: sqlite3.Connection, blocks: Sequence[Block]) -> str:
    """Return the class's own day as a journey map, ``journey/1``."""
    import pandas as pd

    import peakend as pe
    from peakend.journeys.yaml_form import to_yaml

    log = pd.DataFrame(_some(database, blocks))
    return to_yaml(pe.JourneyMap.from_log(log, id="our-day", title={get_language(): _("Our own day")}), Path())


def _answers(database: sqlite3.Connection, purpose: str) -> list[Any]:
    """Return what the last poll of a purpose was answered."""
    votes = database.execute(
        "SELECT value FROM vote WHERE poll = (SELECT max(number) FROM poll WHERE purpose = ?)", (purpose,)
    )
    return [json.loads(row["value"]) for row in votes]


def _some(database: sqlite3.Connection, blocks: Sequence[Block]) -> list[dict[str, Any]]:
    rows = feelings(database, blocks)
    if not rows:
        raise PeakendError(_("Nobody has said how a block felt yet: ask “How did the last block feel?” at its end."))
    return rows


def _plain(row: Any, columns: Sequence[str]) -> dict[str, float | None]:
    """Return a result's figures as JSON has them; what cannot be computed is None."""
    return {name: None if row[name] != row[name] else float(row[name]) for name in columns}
