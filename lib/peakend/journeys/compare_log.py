"""Plan and reality: what a log's journeys skip, add and do in another order, and how they felt."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import pandas as pd

from peakend.base.arrays import Floats
from peakend.base.language import choose_text, message
from peakend.documents.texts import show_text
from peakend.journeys.map_from_log import summarise_emotions, usual_order
from peakend.journeys.map_value import MapValue
from peakend.journeys.visit_log import LogColumns, Visits, read_visits
from peakend.tables.about import describe
from peakend.tables.headings import INTERVAL

HEADINGS = {
    "touchpoint": message("id of the touchpoint"),
    "name": message("name"),
    "position": message("no."),
    "step": message("step"),
    "journeys": message("journeys"),
    "share": message("share"),
    "skipped": message("share skipped"),
    "out_of_order": message("share in another order"),
    "planned_emotion": message("emotion, planned"),
    "n": message("answers"),
    "emotion": message("emotion"),
    **INTERVAL,
    "difference": message("emotion, difference"),
}
UNITS = dict.fromkeys(["share", "skipped", "out_of_order"], "share")
UNITS |= dict.fromkeys(["planned_emotion", "emotion", "difference"], "emotion")
WORDS = {
    "step": {"planned": message("in the plan"), "never met": message("never met"), "extra": message("extra")},
}


def compare_with_log(journey_map: MapValue, frame: object, columns: LogColumns, conf: float) -> pd.DataFrame:
    """Return one row a touchpoint: those of the plan, then those that only the log has."""
    visits = read_visits(frame, columns)
    n, mean, low, high = summarise_emotions(visits, conf)
    met = np.bincount(visits.touchpoint, minlength=len(visits.ids))
    planned = [step.id for step in journey_map.steps]
    misplaced = _count_out_of_order(visits, planned)
    rows = []
    for position, step in enumerate(journey_map.steps, start=1):
        i = visits.ids.index(step.id) if step.id in visits.ids else None
        journeys = 0 if i is None else int(met[i])
        rows.append(
            {
                "touchpoint": step.id,
                "name": show_text(step.name),
                "position": position,
                "step": "planned" if journeys else "never met",
                "journeys": journeys,
                "skipped": 1 - journeys / visits.journeys,
                "out_of_order": misplaced[step.id] / journeys if journeys else np.nan,
                "planned_emotion": step.emotion,
                **_emotion(i, n, mean, low, high),
            }
        )
    for i in usual_order(visits):
        if visits.ids[i] not in planned:
            head = {
                "touchpoint": visits.ids[i],
                "name": choose_text(visits.names[i]),
                "position": None,
                "step": "extra",
            }
            unplanned = {"journeys": int(met[i]), "skipped": np.nan, "out_of_order": np.nan, "planned_emotion": None}
            rows.append({**head, **unplanned, **_emotion(i, n, mean, low, high)})
    table = pd.DataFrame(rows)
    table.insert(5, "share", table["journeys"] / visits.journeys)
    decimals = ("skipped", "out_of_order", "planned_emotion", "emotion", "ci_low", "ci_high")
    table = table.astype({"position": "Int64", **dict.fromkeys(decimals, "float64")})
    table["difference"] = table["emotion"] - table["planned_emotion"]
    return describe(table, "compare_log", HEADINGS, units=UNITS, words=WORDS)


def longest_in_order(places: Sequence[int]) -> set[int]:
    """Return the most places that stand in rising order; of several such sets, one that keeps the lower places.

    Examples
    --------
    >>> sorted(longest_in_order([0, 3, 1, 2]))
    [0, 1, 2]
    """
    tails: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for k, place in enumerate(places):
        length = bisect_left(tails, place)
        before.append(at[length - 1] if length else None)
        tails[length:] = [place, *tails[length + 1 :]]
        at[length:] = [k, *at[length + 1 :]]
    kept, last = set(), at[-1] if at else None
    while last is not None:
        kept.add(places[last])
        last = before[last]
    return kept


def _count_out_of_order(visits: Visits, planned: Sequence[str]) -> dict[str, int]:
    """Count in how many journeys each planned touchpoint is not where the plan has it."""
    place_of = np.array([planned.index(name) if name in planned else -1 for name in visits.ids])
    place = place_of[visits.touchpoint]
    known = place >= 0
    journey, place, first = visits.journey[known], place[known], visits.first[known]
    # What happens at the same time is in the plan's order.
    order = np.lexsort((place, first, journey))
    journey, place = journey[order], place[order]
    count = dict.fromkeys(planned, 0)
    sizes = np.bincount(journey, minlength=visits.journeys)
    starts = np.cumsum(sizes) - sizes
    ways = np.full((visits.journeys, max(int(sizes.max(initial=0)), 1)), -1, dtype="int16")
    ways[journey, np.arange(len(journey)) - starts[journey]] = place
    # Few ways are gone by many journeys, so that each is looked at once.
    for way, times in zip(*np.unique(ways, axis=0, return_counts=True), strict=True):
        places = [int(k) for k in way if k >= 0]
        for k in set(places) - longest_in_order(places):
            count[planned[k]] += int(times)
    return count


def _emotion(i: int | None, n: Floats, mean: Floats, low: Floats, high: Floats) -> dict[str, float]:
    if i is None:
        return {"n": 0, "emotion": np.nan, "ci_low": np.nan, "ci_high": np.nan}
    return {"n": int(n[i]), "emotion": mean[i], "ci_low": low[i], "ci_high": high[i]}
