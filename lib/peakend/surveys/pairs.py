"""Groups of one survey two by two: what every difference of a measure shares."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from peakend.base.arrays import Floats
from peakend.base.language import message
from peakend.surveys.intervals import Interval, around, two_sided_p
from peakend.surveys.tally import Tally, missing, pick_two
from peakend.tables.about import describe
from peakend.tables.headings import INTERVAL

HEADINGS = {
    "first": message("first"),
    "second": message("second"),
    "n_first": message("answers, first"),
    "n_second": message("answers, second"),
    "value_first": message("value, first"),
    "value_second": message("value, second"),
    "difference": message("difference"),
    **INTERVAL,
    "p_value": message("p value"),
    "n_unlabelled": message("in no group"),
}
UNITS = {**dict.fromkeys(["difference", "ci_low", "ci_high"], "points"), "p_value": "p"}


def difference_table(
    measure: str,
    answers: Tally,
    between: str,
    groups: Sequence[object] | None,
    observed: Floats,
    estimate: Floats,
    se: Floats,
    conf: float,
    bounds: Interval | None = None,
) -> pd.DataFrame:
    """Return one row a pair of groups: the difference of what was observed, its interval and p value.

    Groups are independent samples, or domains of one: their squared errors add up. With `bounds`, the groups' own
    intervals, theirs are joined as Newcombe does; otherwise the interval is `estimate` more or less z errors.
    """
    unlabelled = missing(answers.groups[between])
    labels: list[Any] = answers.groups[between].tolist()
    known = np.flatnonzero(~unlabelled)
    first, second = known[np.array(_pairs([labels[i] for i in known], groups, between))].T
    with np.errstate(invalid="ignore", divide="ignore"):
        difference, error = estimate[first] - estimate[second], np.sqrt(se[first] ** 2 + se[second] ** 2)
        p_value = two_sided_p(difference / error)
    low, high = around(difference, error, conf)
    if bounds:
        down, up = bounds
        low = difference - np.hypot(estimate[first] - down[first], up[second] - estimate[second])
        high = difference + np.hypot(up[first] - estimate[first], estimate[second] - down[second])
    table = pd.DataFrame(
        {
            "first": [labels[i] for i in first],
            "second": [labels[i] for i in second],
            "n_first": answers.n[first].astype("int64"),
            "n_second": answers.n[second].astype("int64"),
            "difference": observed[first] - observed[second],
            "ci_low": low,
            "ci_high": high,
            "p_value": p_value,
            "n_unlabelled": int((answers.n + answers.missing + answers.invalid)[unlabelled].sum()),
        }
    )
    return describe(table, measure, HEADINGS, units=UNITS)


def _pairs(labels: list[object], groups: Sequence[object] | None, between: str) -> list[tuple[int, ...]]:
    """Return the pairs to compare, as places in the list of labels: the two named, else every one."""
    if groups is None and len(labels) > 2:
        return list(itertools.combinations(range(len(labels)), 2))
    return [tuple(pick_two(labels, groups, between))]
