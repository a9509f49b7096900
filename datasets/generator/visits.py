"""Make each case's visits.csv, recalled.csv and their codebook, the same byte for byte on every machine.

Run ``python -m datasets.generator.visits`` in the course's own folder to write the files anew. What they are meant to
show stands in ``labs/cases``, one folder a case. Only ``random.Random.random`` is drawn from: Python promises its
sequence for a seed, and everything after it is comparison and integer arithmetic.
"""

import bisect
import csv
import datetime
import io
import itertools
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from .cases import DATASETS, cases_with, read
from .journey_codebook import add_to_package

Draw = Callable[[], float]
Row = dict[str, str]

FIRST_DAY = datetime.datetime(2025, 3, 3)
EMOTIONS = range(-2, 3)
NEUTRAL_RATING = 5  # of 0 to 10
NOISE = range(-5, 6)
NOISE_SHARES = (3, 5, 8, 11, 14, 18, 14, 11, 8, 5, 3)


def files(codebooks: Mapping[Path, bytes] | None = None) -> Iterator[tuple[Path, bytes]]:
    """Yield every file that this program makes, and its content; codebooks just made count before those on disk."""
    for case in cases_with("visits.yml"):
        folder, truth = DATASETS / case, read(case, "visits.yml")
        for name, content in make_files(truth).items():
            yield folder / name, content
        journey = yaml.safe_load((folder / "journey.yaml").read_text(encoding="utf-8"))
        package = folder / "datapackage.json"
        before = json.loads((codebooks or {}).get(package) or (package.read_bytes() if package.is_file() else b"{}"))
        made = add_to_package(before, case, journey, truth, (folder / "options.csv").is_file())
        yield package, (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def make_files(truth: dict[str, Any]) -> dict[str, bytes]:
    """Return the files of a case by name."""
    draw = random.Random(truth["seed"]).random
    visits: list[Row] = []
    recalled: list[Row] = []
    for number in range(1, truth["journeys"] + 1):
        moments = _journey(draw, truth, f"{truth['prefix']}{number:04d}")
        emotions = [int(moment["emotion"]) for moment in moments if moment["emotion"]]
        rating = _recall(draw, emotions, truth.get("recalled_by", "peak_end"))
        visits += moments
        if _happens(draw, truth["answers"]):
            recalled.append({"journey": moments[0]["journey"], "rating": rating})
    return {
        "visits.csv": _to_csv(("journey", "touchpoint", "time", "emotion"), visits),
        "recalled.csv": _to_csv(("journey", "rating"), recalled),
    }


def _journey(draw: Draw, truth: dict[str, Any], name: str) -> list[Row]:
    mood = draw()
    start = FIRST_DAY + datetime.timedelta(days=int(draw() * truth["days"]))
    opens, closes = truth["hours"]
    minute = 60 * opens + int(draw() * 60 * (closes - opens))
    steps = {**truth["touchpoints"], **truth.get("extra", {})}
    rows = []
    for touchpoint in _way(draw, truth):
        step = steps[touchpoint]
        own, follows, is_rated = draw(), _happens(draw, truth["same_mood"]), not _happens(draw, truth["unrated"])
        emotion = EMOTIONS[_pick(step["emotion"], mood if follows else own)]
        time = start + datetime.timedelta(minutes=minute)
        known = {"journey": name, "touchpoint": touchpoint, "time": time.isoformat()}
        rows.append({**known, "emotion": str(emotion) if is_rated else ""})
        least, most = step["minutes"]
        minute += least + int(draw() * (most - least + 1))
    return rows


def _way(draw: Draw, truth: dict[str, Any]) -> list[str]:
    """Return the touchpoints of a journey in order: some skipped, some extra, some come back to, some exchanged."""
    way = []
    for touchpoint, step in truth["touchpoints"].items():
        if _happens(draw, step.get("skip", 0)):
            continue
        way.append(touchpoint)
        way += [
            name
            for name, extra in truth.get("extra", {}).items()
            if extra["after"] == touchpoint and _happens(draw, extra["share"])
        ]
    for touchpoint, step in truth["touchpoints"].items():
        again, late = _happens(draw, step.get("again", 0)), _happens(draw, step.get("late", 0))
        if touchpoint not in way:
            continue
        place = way.index(touchpoint)
        if late and place + 1 < len(way):
            way[place : place + 2] = way[place + 1], touchpoint
        elif again and place + 1 < len(way):
            way.insert(place + 2, touchpoint)
    return way


def _recall(draw: Draw, emotions: Sequence[int], rule: str) -> str:
    """Return the rating given afterwards: what the case remembers by, and what no log knows."""
    noise = NOISE[_pick(NOISE_SHARES, draw())]
    return str(min(10, max(0, NEUTRAL_RATING + RULES[rule](emotions) + noise))) if emotions else ""


def _peak_and_end(emotions: Sequence[int]) -> int:
    high, low = max(emotions), min(emotions)
    return (high if high > -low else low) + emotions[-1]  # of two equally far from neutral the worse one counts


def _mean(emotions: Sequence[int]) -> int:
    """Five times the mean, to the nearest whole number."""
    return (10 * sum(emotions) + len(emotions)) // (2 * len(emotions))


def _trough(emotions: Sequence[int]) -> int:
    return 3 * min(emotions) + 4  # most journeys have something bad in them


# No case proves one of them: what predicts its ratings was put in, and its codebook says so.
RULES: dict[str, Callable[[Sequence[int]], int]] = {"peak_end": _peak_and_end, "mean": _mean, "trough": _trough}


def _happens(draw: Draw, percent: int) -> bool:
    return draw() * 100 < percent


def _pick(shares: Iterable[int], at: float) -> int:
    """Return the place at which the running total of the shares passes `at`, a number from 0 to 1."""
    totals = list(itertools.accumulate(shares))
    return bisect.bisect_right(totals, at * totals[-1])


def _to_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


if __name__ == "__main__":
    for made_file, made_content in files():
        made_file.write_bytes(made_content)
