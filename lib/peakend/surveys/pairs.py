"""Groups of one survey two by two: what every difference of a measure shares."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from peakend.base.arguments import check_confidence
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
Places = npt.NDArray[np.int64]
# Given the places of the first and the second groups: bounds of their differences, and p values.
Comparison = Callable[[Places, Places], tuple[Floats, Floats, Floats]]

UNITS = {**dict.fromkeys(["difference", "ci_low", "ci_high"], "points"), "p_value": "p"}


def difference_table(
    measure: str,
    answers: Tally,
    between: str,
    groups: Sequence[object] | None,
    values: Floats,
    compare: Comparison,
) -> pd.DataFrame:
    """Return one row a pair of groups: the difference of their values, its interval and p value.

    Groups are independent samples, or domains of one: their squared errors add up.
    """
    unlabelled = missing(answers.groups[between])
    labels: list[Any] = answers.groups[between].tolist()
    known = np.flatnonzero(~unlabelled)
    first, second = known[np.array(_pairs([labels[i] for i in known], groups, between))].T
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high, p_value = compare(first, second)
    table = pd.DataFrame(
        {
            "first": [labels[i] for i in first],
            "second": [labels[i] for i in second],
            "n_first": answers.n[first].astype("int64"),
            "n_second": answers.n[second].astype("int64"),
            "difference": values[first] - values[second],
            "ci_low": low,
            "ci_high": high,
            "p_value": p_value,
            "n_unlabelled": int((answers.n + answers.missing + answers.invalid)[unlabelled].sum()),
        }
    )
    return describe(table, measure, HEADINGS, units=UNITS)


def wald_pairs(estimate: Floats, se: Floats, conf: float) -> Comparison:
    """Compare estimates by the normal distribution of their difference."""

    def compare(first: Places, second: Places) -> tuple[Floats, Floats, Floats]:
        difference, error = estimate[first] - estimate[second], np.hypot(se[first], se[second])
        return *around(difference, error, conf), two_sided_p(difference / error)

    return compare


def welch_pairs(mean: Floats, se: Floats, n: Floats, conf: float) -> Comparison:
    """Compare means without assuming equal variances."""
    check_confidence(conf)

    def compare(first: Places, second: Places) -> tuple[Floats, Floats, Floats]:
        from scipy.special import stdtr, stdtrit

        difference, error = mean[first] - mean[second], np.hypot(se[first], se[second])
        freedom = error**4 / (se[first] ** 4 / (n[first] - 1) + se[second] ** 4 / (n[second] - 1))
        half = stdtrit(freedom, (1 + conf) / 2) * error
        return difference - half, difference + half, 2 * stdtr(freedom, -np.abs(difference / error))

    return compare


def newcombe_pairs(percent: Floats, bounds: Interval, sizes: Floats) -> Comparison:
    """Compare percentages: their own Wilson intervals joined as Newcombe does, and the score test of two shares."""
    down, up = bounds

    def compare(first: Places, second: Places) -> tuple[Floats, Floats, Floats]:
        difference = percent[first] - percent[second]
        low = difference - np.hypot(percent[first] - down[first], up[second] - percent[second])
        high = difference + np.hypot(up[first] - percent[first], percent[second] - down[second])
        total = sizes[first] + sizes[second]
        pooled = (percent[first] * sizes[first] + percent[second] * sizes[second]) / total
        error = np.sqrt(pooled * (100 - pooled) * (1 / sizes[first] + 1 / sizes[second]))
        return low, high, two_sided_p(difference / error)

    return compare


def _pairs(labels: list[object], groups: Sequence[object] | None, between: str) -> list[tuple[int, ...]]:
    """Return the pairs to compare, as places in the list of labels: the two named, else every one."""
    if groups is None and len(labels) > 2:
        return list(itertools.combinations(range(len(labels)), 2))
    return [tuple(pick_two(labels, groups, between))]
