"""The day measures itself: the room's feelings, block by block, as a journey, with peak, end and intervals."""

import csv
import io
import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_class.day import Block

COLUMNS = ("journey", "touchpoint", "time", "emotion")  # as lab 5 reads a team's own file


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


def remembered(database: sqlite3.Connection) -> dict[int, float]:
    """Return what each phone remembered a week later, by the number that it has among the feelings; below 0 the others.

    A phone that said nothing on the day has no number there.
    """
    felt = "SELECT DISTINCT device FROM vote JOIN poll ON number = poll WHERE purpose = 'feeling' ORDER BY device"
    phones = {row["device"]: place for place, row in enumerate(database.execute(felt), start=1)}
    votes = database.execute(
        "SELECT device, value FROM vote JOIN poll ON number = poll WHERE purpose = 'remembered' ORDER BY device"
    ).fetchall()
    return {phones.get(row["device"], -place): float(json.loads(row["value"])) for place, row in enumerate(votes, 1)}


def collect(database: sqlite3.Connection, blocks: Sequence[Block]) -> dict[str, list[Any]]:
    """Return what the class has said of its day: feelings by block, and the answers of the close."""
    close = {purpose: _answers(database, purpose) for purpose in ("csat", "ces", "nps")}
    return {"feelings": feelings(database, blocks), **close}


def summary(said: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Return the class's own peak–end, and CSAT, CES and NPS of its close, each with the library's interval."""
    import pandas as pd

    import peakend as pe

    found: dict[str, Any] = {"steps": [], "peak_end": None, "close": {}}
    if said["feelings"]:
        table = pd.DataFrame(said["feelings"])
        steps = table.groupby(["time", "touchpoint"], sort=True)["emotion"].agg(["mean", "count"]).reset_index()
        steps["mean"] = steps["mean"].round(2)
        steps = steps.rename(columns={"touchpoint": "what", "count": "n"})
        found["steps"] = steps[["what", "mean", "n"]].to_dict("records")
        table["class"] = "class"
        scored = pe.peak_end(table, journey="journey", order="time", emotion="emotion", by="class").iloc[0]
        names = ("n", "peak", "trough", "end", "mean", "score", "score_high", "ci_low", "ci_high")
        found["peak_end"] = _plain(scored, names)
    answers = {purpose: pd.DataFrame({"answer": said[purpose]}) for purpose in ("csat", "ces", "nps")}
    if said["csat"]:
        rated = pe.csat(answers["csat"], "answer", scale=(1, 5))
        found["close"]["csat"] = _plain(rated.iloc[0], ("n", "top_box", "ci_low", "ci_high"))
    if said["ces"]:
        effort = pe.ces(answers["ces"], "answer", scale=(1, 7), high_is="easy")
        found["close"]["ces"] = _plain(effort.iloc[0], ("n", "mean", "ci_low", "ci_high"))
    if said["nps"]:
        found["close"]["nps"] = _plain(pe.nps(answers["nps"], "answer").iloc[0], ("n", "nps", "ci_low", "ci_high"))
    return found


def day_csv(said: Mapping[str, list[Any]]) -> str:
    """Return the class's own day as the table that lab 5 takes in place of the case."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_some(said))
    return text.getvalue()


def day_yaml(said: Mapping[str, list[Any]]) -> str:
    """Return the class's own day as a journey map, ``journey/1``."""
    from peakend.journeys.yaml_form import to_yaml

    return to_yaml(_day_map(said), Path())


def day_svg(said: Mapping[str, list[Any]]) -> str:
    """Return the class's own day as the library draws a journey: the curve, its peak and its end."""
    import peakend as pe
    from peakend.charts.style import to_svg

    return to_svg(pe.plot_journey(_day_map(said), width=900))


def _day_map(said: Mapping[str, list[Any]]) -> Any:
    import pandas as pd

    import peakend as pe

    title = {"zh": "我们自己的这一天", "en": "Our own day"}
    return pe.JourneyMap.from_log(pd.DataFrame(_some(said)), id="our-day", title=title)


def _answers(database: sqlite3.Connection, purpose: str) -> list[Any]:
    """Return what the last poll of a purpose was answered."""
    votes = database.execute(
        "SELECT value FROM vote WHERE poll = (SELECT max(number) FROM poll WHERE purpose = ?)", (purpose,)
    )
    return [json.loads(row["value"]) for row in votes]


def _some(said: Mapping[str, list[Any]]) -> list[dict[str, Any]]:
    if not said["feelings"]:
        raise PeakendError(_("Nobody has said how a block felt yet: ask “How did the last block feel?” at its end."))
    return said["feelings"]


def _plain(row: Any, columns: Sequence[str]) -> dict[str, float | None]:
    """Return a result's figures as JSON has them; what cannot be computed is None."""
    return {name: None if row[name] != row[name] else float(row[name]) for name in columns}
