"""Satisfaction, effort and ACSI over time, with an interval for every period."""

from typing import Any, Literal

import pandas as pd

from peakend.surveys.acsi import SCALE as ACSI_SCALE
from peakend.surveys.acsi import acsi
from peakend.surveys.ces import SCALE as CES_SCALE
from peakend.surveys.ces import HighIs, ces, is_ease_high
from peakend.surveys.csat import csat, is_satisfied_high, satisfaction_scale
from peakend.surveys.known import Known, scale_for
from peakend.surveys.periods import Every, by_period
from peakend.surveys.tally import By


def csat_series(
    frame: object,
    column: str,
    *,
    time: str,
    every: Every = "month",
    by: By = None,
    weights: str | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Customer satisfaction by day, week, month, quarter or year, by segment.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers, as for `csat`.
    time : str
        Column of dates, as for `nps_series`.
    every : {"day", "week", "month", "quarter", "year"}
        Length of a period.
    by, weights : str, optional
        As for `csat`.
    **options
        Further options of `csat`.

    Returns
    -------
    pandas.DataFrame
        One row a segment and period, in order of time: the columns of `by`, ``period``, then all columns of `csat`;
        gaps and undated answers as for `nps_series`.

    Raises
    ------
    PeakendError
        As for `csat` and `nps_series`.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"date": ["2025-01-07"] * 40 + ["2025-02-02"] * 40, "s": [5, 4, 3, 2] * 10 + [5] * 40})
    >>> pe.csat_series(answers, "s", time="date")[["period", "n", "top_box"]]
        period   n  top_box
    0  2025-01  40     50.0
    1  2025-02  40    100.0
    """
    scale = satisfaction_scale(frame, column, options.pop("scale", "known"), options.get("top"))
    is_good = is_satisfied_high(frame, column, options.pop("high_is", "known"))
    known: Literal["satisfied", "dissatisfied"] = "satisfied" if is_good else "dissatisfied"

    def measure(dated: object, segments: list[str]) -> pd.DataFrame:
        return csat(dated, column, by=segments, weights=weights, scale=scale, high_is=known, **options)

    return by_period(frame, [column], measure, time=time, every=every, by=by, weights=weights)


def ces_series(
    frame: object,
    column: str,
    *,
    high_is: HighIs | Known = "known",
    time: str,
    every: Every = "month",
    by: By = None,
    weights: str | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Customer effort score by day, week, month, quarter or year, by segment.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers, as for `ces`.
    high_is : {"easy", "effort", "known"}
        What a high answer means, as for `ces`.
    time : str
        Column of dates, as for `nps_series`.
    every : {"day", "week", "month", "quarter", "year"}
        Length of a period.
    by, weights : str, optional
        As for `ces`.
    **options
        Further options of `ces`.

    Returns
    -------
    pandas.DataFrame
        One row a segment and period, in order of time: the columns of `by`, ``period``, then all columns of `ces`;
        gaps and undated answers as for `nps_series`.

    Raises
    ------
    PeakendError
        As for `ces` and `nps_series`.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"date": ["2025-01-07"] * 4 + ["2025-02-02"] * 4, "e": [5, 4, 3, 2] + [6, 7, 7, 6]})
    >>> pe.ces_series(answers, "e", high_is="easy", time="date")[["period", "n", "mean"]]
        period  n  mean
    0  2025-01  4   3.5
    1  2025-02  4   6.5
    """
    scale = scale_for(frame, (column,), options.pop("scale", "known"), CES_SCALE)
    known: Literal["easy", "effort"] = "easy" if is_ease_high(frame, column, high_is) else "effort"

    def measure(dated: object, segments: list[str]) -> pd.DataFrame:
        return ces(dated, column, high_is=known, scale=scale, by=segments, weights=weights, **options)

    return by_period(frame, [column], measure, time=time, every=every, by=by, weights=weights)


def acsi_series(
    frame: object,
    satisfaction: str,
    expectations: str,
    ideal: str,
    *,
    time: str,
    every: Every = "month",
    by: By = None,
    weights: str | None = None,
    **options: Any,
) -> pd.DataFrame:
    """American Customer Satisfaction Index by day, week, month, quarter or year, by segment.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    satisfaction, expectations, ideal : str
        Columns, as for `acsi`.
    time : str
        Column of dates, as for `nps_series`.
    every : {"day", "week", "month", "quarter", "year"}
        Length of a period.
    by, weights : str, optional
        As for `acsi`.
    **options
        Further options of `acsi`.

    Returns
    -------
    pandas.DataFrame
        One row a segment and period, in order of time: the columns of `by`, ``period``, then all columns of `acsi`;
        gaps and undated answers as for `nps_series`.

    Raises
    ------
    PeakendError
        As for `acsi` and `nps_series`.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"date": ["2025-01", "2025-02"], "s": [8, 9], "e": [7, 8], "i": [6, 7]})
    >>> pe.acsi_series(answers, "s", "e", "i", time="date")[["period", "n", "acsi"]].round(1)
        period  n  acsi
    0  2025-01  1  66.7
    1  2025-02  1  77.8
    """
    columns = (satisfaction, expectations, ideal)

    scale = scale_for(frame, columns, options.pop("scale", "known"), ACSI_SCALE)

    def measure(dated: object, segments: list[str]) -> pd.DataFrame:
        return acsi(dated, *columns, scale=scale, by=segments, weights=weights, **options)

    return by_period(frame, columns, measure, time=time, every=every, by=by, weights=weights)
