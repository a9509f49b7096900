"""SERVQUAL: five dimensions of service quality, as the gap between what is expected and what is perceived."""

from collections.abc import Mapping, Sequence
from typing import get_args

import numpy as np
import pandas as pd

from peakend.base.arguments import as_list, check_option
from peakend.base.errors import PeakendError
from peakend.base.language import join_words, message
from peakend.base.language import translate as _
from peakend.surveys.intervals import mean_interval
from peakend.surveys.servqual_items import Battery, Level, read_battery, sum_by_segment
from peakend.surveys.tally import By, Invalid, Scale, result_table, segment_columns
from peakend.tables.about import describe
from peakend.tables.headings import COUNTED, INTERVAL

Weights = Mapping[str, float] | Sequence[float] | Sequence[str] | None

HEADINGS = {
    **COUNTED,
    **INTERVAL,
    "dimension": message("dimension's key"),
    "item": message("item"),
    "expectation": message("expectation"),
    "perception": message("perception"),
    "gap": message("gap"),
    "weight": message("weight"),
    "weighted_gap": message("weighted gap"),
    "weighted_perception": message("weighted perception"),
    "label": message("dimension"),
    "se": message("standard error"),
    "n_effective": message("effective answers"),
}


def servqual(
    frame: object,
    *,
    expectations: Sequence[str] | None = None,
    perceptions: Sequence[str] | None = None,
    dimensions: Mapping[str, int] | None = None,
    by: By = None,
    dimension_weights: Weights = None,
    weights: str | None = None,
    scale: Scale = (1, 7),
    reverse: Sequence[int] = (),
    level: Level = "dimension",
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    r"""SERVQUAL gaps by dimension and overall: perception less expectation.

    With :math:`k` items in dimension :math:`d`, a respondent's gap is :math:`g_d = \frac{1}{k}\sum_j (P_j - E_j)`;
    the table shows its mean over respondents. Overall it is :math:`\sum_d w_d\,g_d / \sum_d w_d`, with equal weights
    the mean of the five gaps. A negative gap falls short of what was expected.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    expectations, perceptions : sequence of str, optional
        Columns of the items, in the order of the questionnaire; ``E1…E22`` and ``P1…P22`` if not given.
    dimensions : mapping of str to int, optional
        Names of the dimensions and how many items each has, in order; the five of the questionnaire if not given:
        tangibles 有形 4, reliability 可靠 5, responsiveness 响应 4, assurance 保证 4, empathy 移情 5.
    by : str or sequence of str, optional
        Columns that make the segments.
    dimension_weights : mapping, sequence of numbers, or sequence of columns, optional
        Importance of the dimensions: points for each, or the columns in which every respondent shared out points (100
        by custom) among them. Only their proportions matter. Without, all dimensions weigh the same.
    weights : str, optional
        Column of case weights, one a respondent; errors are then linearised.
    scale : tuple of int, default (1, 7)
        Lowest and highest point of every item; answers in between need not be whole.
    reverse : sequence of int, optional
        Numbers of the items that are worded negatively, from 1; their answers are turned round.
    level : {"dimension", "item"}
        Rows for the dimensions and overall, or for each item.
    conf : float, default 0.95
        Confidence level.
    invalid : {"raise", "drop"}
        Refuse answers off the scale, or leave such respondents out of that dimension and count them in ``n_invalid``.

    Returns
    -------
    pandas.DataFrame
        Rows for each segment: the columns of `by`, ``dimension`` (an overall row comes last; with ``level="item"``
        also ``item``, its number), ``n, n_missing, n_invalid`` (respondents who answered all its items; others),
        ``expectation, perception, gap`` (points of the scale), ``ci_low, ci_high`` (of ``gap``, Student's),
        ``weight`` (mean share, 0…1), ``weighted_gap`` (mean over respondents; they add up to the overall gap), and
        ``label``, the dimension in the language in use; with `weights` ``se`` (of ``gap``) and ``n_effective``
        (Kish's). The overall row rests on the respondents who answered every
        item; where others left some out, it can differ from the mean of the rows above.

    Raises
    ------
    PeakendError
        For a column that is missing or not numeric, answers off the scale, numbers of items that do not fit, weights
        that are negative, infinite or all zero, or an impossible option.

    References
    ----------
    Parasuraman, Zeithaml & Berry (1988), Journal of Retailing 64(1), 12–40; weights: Zeithaml, Parasuraman & Berry
    (1990), Delivering Quality Service, app. A.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame(
    ...     {**{f"E{i}": [7, 6, 6] for i in range(1, 23)}, **{f"P{i}": [6, 6, 5] for i in range(1, 23)}}
    ... )
    >>> pe.servqual(answers)[["dimension", "n", "expectation", "perception", "gap"]].round(2).tail(2)
      dimension  n  expectation  perception   gap
    4   empathy  3         6.33        5.67 -0.67
    5   overall  3         6.33        5.67 -0.67
    """
    battery = read_battery(expectations, perceptions, dimensions, scale, reverse, has_expectations=True)
    return _measure(frame, battery, by, dimension_weights, weights, level, conf, invalid)


def servperf(
    frame: object,
    *,
    perceptions: Sequence[str] | None = None,
    dimensions: Mapping[str, int] | None = None,
    by: By = None,
    dimension_weights: Weights = None,
    weights: str | None = None,
    scale: Scale = (1, 7),
    reverse: Sequence[int] = (),
    level: Level = "dimension",
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    """SERVPERF: the perceptions of SERVQUAL alone, which ask half as much and predict satisfaction as well.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    perceptions, dimensions, by, dimension_weights, weights, scale, reverse, level, conf, invalid
        As for `servqual`.

    Returns
    -------
    pandas.DataFrame
        As for `servqual`, without expectations and gaps: the columns of `by`, ``dimension, n, n_missing, n_invalid,
        perception, ci_low, ci_high, weight, weighted_perception, label``.

    Raises
    ------
    PeakendError
        As for `servqual`.

    References
    ----------
    Cronin & Taylor (1992), Journal of Marketing 56(3), 55–68.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({f"P{i}": [6, 6, 5] for i in range(1, 23)})
    >>> pe.servperf(answers)[["dimension", "n", "perception"]].round(2).tail(1)
      dimension  n  perception
    5   overall  3        5.67
    """
    battery = read_battery(None, perceptions, dimensions, scale, reverse, has_expectations=False)
    return _measure(frame, battery, by, dimension_weights, weights, level, conf, invalid)


def _measure(
    frame: object,
    battery: Battery,
    by: By,
    importance: Weights,
    weights: str | None,
    level: str,
    conf: float,
    invalid: Invalid,
) -> pd.DataFrame:
    check_option("level", level, get_args(Level))
    check_option("invalid", invalid, get_args(Invalid))
    shares, weight_columns = _read_weights(importance, list(battery.dimensions))
    sums = sum_by_segment(frame, battery, by, shares, weight_columns, level, invalid, weights)
    n, heads = sums.valid, sums.heads
    with np.errstate(invalid="ignore", divide="ignore"):
        perception, expectation, score = sums.perception / heads, sums.expectation / heads, sums.score / heads
        weight, weighted = sums.weight / sums.weighted_n, sums.weighted_score / sums.weighted_n
    se = sums.error_of(score, is_weighted=weights is not None)
    low, high = mean_interval(score, se**2 * n, n, conf)
    counted = {name: values.astype("int64") for name, values in sums.counted().items()}
    if battery.expectations:
        columns = {"expectation": expectation, "perception": perception, "gap": score}
    else:
        columns = {"perception": score}
    columns |= {"ci_low": low, "ci_high": high}
    if level == "dimension":
        columns |= {"weight": weight, "weighted_gap" if battery.expectations else "weighted_perception": weighted}
    if weights:
        columns |= {"se": se, "n_effective": sums.effective()}
    names = sums.rows["dimension"].map(_label).to_numpy(dtype=object)
    table = result_table(sums.rows, {**counted, **columns, "label": names})
    measure = "servqual" if battery.expectations else "servperf"
    return describe(table, measure, HEADINGS, segments=segment_columns(by), units={"weight": "share"})


def _read_weights(weights: Weights, dimensions: list[str]) -> tuple[list[float], list[str]]:
    if weights is None:
        return [1 / len(dimensions)] * len(dimensions), []
    values = [weights.get(name) for name in dimensions] if isinstance(weights, Mapping) else as_list(weights)
    fits = len(values) == len(dimensions) and (not isinstance(weights, Mapping) or len(weights) == len(dimensions))
    if fits and all(isinstance(value, str) for value in values):
        return [], [str(value) for value in values]
    points = pd.to_numeric(pd.Series(values, dtype=object), errors="coerce").to_numpy(dtype="float64")
    if fits and np.isfinite(points).all() and (points >= 0).all() and points.sum() > 0:
        return (points / points.sum()).tolist(), []
    raise PeakendError(
        _(
            "dimension_weights={weights!r} does not work. Give numbers of 0 or more, not all 0, or a column for "
            "each of: {dimensions}.",
            weights=weights,
            dimensions=join_words(dimensions),
        )
    )


def _label(dimension: str) -> str:
    words = {
        "tangibles": _("tangibles"),
        "reliability": _("reliability"),
        "responsiveness": _("responsiveness"),
        "assurance": _("assurance"),
        "empathy": _("empathy"),
        "overall": _("overall"),
    }
    return words.get(dimension, dimension)
