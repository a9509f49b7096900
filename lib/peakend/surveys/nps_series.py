"""Net Promoter Score over time, with an interval for every period."""

import pandas as pd

from peakend.surveys.nps import Method, nps
from peakend.surveys.periods import Every, by_period
from peakend.surveys.tally import By, Invalid


def nps_series(
    frame: object,
    column: str,
    *,
    time: str,
    every: Every = "month",
    by: By = None,
    weights: str | None = None,
    method: Method = "adjusted_wald",
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    """Net Promoter Score by day, week, month, quarter or year, by segment.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers from 0 to 10.
    time : str
        Column of dates, times, or text that begins with year and month, ``"2025-03"`` or ``"2025-03-14"``; days and
        weeks need whole dates. Times with a zone count by its calendar; DuckDB takes that of its session.
    every : {"day", "week", "month", "quarter", "year"}
        Length of a period; a week begins on Monday and is numbered as by ISO 8601.
    by, weights, method, conf, invalid
        As for `nps`.

    Returns
    -------
    pandas.DataFrame
        One row a segment and period, in order of time: the columns of `by`, ``period`` (text such as ``"2025-03"``,
        ``"2025-03-14"``, ``"2025-W11"``, ``"2025-Q1"`` or ``"2025"``), then all columns of `nps`. Between the first
        and the last period of the frame every period has its row, with n = 0 and no score where nobody answered.
        Answers without a date come last, as the period None.

    Raises
    ------
    PeakendError
        As for `nps`, and if `time` holds neither dates nor text that begins with year and month.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"date": ["2025-01-07"] * 40 + ["2025-03-02"] * 40, "recommend": [9, 8, 10, 2] * 20})
    >>> pe.nps_series(answers, "recommend", time="date")[["period", "n", "nps", "ci_low", "ci_high"]].round(1)
        period   n   nps  ci_low  ci_high
    0  2025-01  40  25.0    -1.4     47.9
    1  2025-02   0   NaN     NaN      NaN
    2  2025-03  40  25.0    -1.4     47.9
    """

    def measure(dated: object, segments: list[str]) -> pd.DataFrame:
        return nps(dated, column, by=segments, weights=weights, method=method, conf=conf, invalid=invalid)

    return by_period(frame, [column], measure, time=time, every=every, by=by, weights=weights)
