"""Customer satisfaction 客户满意度: top-box share and mean of a declared scale."""

import numpy as np
import pandas as pd

from peakend.base.arguments import is_number
from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.surveys.intervals import mean_interval, moments, wilson
from peakend.surveys.tally import By, Invalid, Scale, check_scale, tally
from peakend.tables.headings import INTERVAL

HEADINGS = {
    "top_box": message("satisfied, %"),
    "mean": message("mean"),
    **INTERVAL,
    "mean_ci_low": message("mean, interval from"),
    "mean_ci_high": message("mean, interval to"),
}
UNITS = {**dict.fromkeys(["top_box", "ci_low", "ci_high"], "percent"), "mean": "points"}


def csat(
    frame: object,
    column: str,
    *,
    scale: Scale = (1, 5),
    top: int = 2,
    by: By = None,
    conf: float = 0.95,
    continuity_correction: bool = False,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    r"""Customer satisfaction by segment: the share of the highest answers, with Wilson's interval, and the mean.

    .. math:: \mathrm{top\ box} = 100\,\frac{\#\{\text{answers} > \text{high} - \text{top}\}}{n}

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers, whole numbers on the scale; high is satisfied.
    scale : tuple of int, default (1, 5)
        Lowest and highest point.
    top : int, default 2
        How many of the highest points count as satisfied; "top-2 box" is the usual one on five points.
    by : str or sequence of str, optional
        Columns that make the segments.
    conf : float, default 0.95
        Confidence level.
    continuity_correction : bool, default False
        Widen Wilson's interval as R's ``prop.test`` does; see `wilson`.
    invalid : {"raise", "drop"}
        Refuse answers off the scale, or leave them out and count them in ``n_invalid``.

    Returns
    -------
    pandas.DataFrame
        One row a segment: the columns of `by`, ``n, n_missing, n_invalid, top_box`` (percent), ``mean`` (points of
        the scale), ``ci_low, ci_high`` (of ``top_box``, percent), ``mean_ci_low, mean_ci_high`` (Student's, points;
        for few answers near an end of the scale they can reach beyond it).

    Raises
    ------
    PeakendError
        For a missing column, answers off the scale, or an impossible option.

    References
    ----------
    Wilson (1927), J. Am. Stat. Assoc. 22, 209–212.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"satisfaction": [5] * 42 + [4] * 32 + [3] * 10 + [2] * 9 + [1] * 14})
    >>> pe.csat(answers, "satisfaction")[["n", "top_box", "mean", "ci_low", "ci_high"]].round(2)
         n  top_box  mean  ci_low  ci_high
    0  107    69.16  3.74   59.87    77.12
    """
    low, high = check_scale(scale)
    if not is_number(top, 1, high - low) or top != int(top):
        raise PeakendError(
            _(
                "top={top!r} does not fit the scale {low}–{high}. Give how many of its highest points count, 1–{most}.",
                top=top,
                low=low,
                high=high,
                most=high - low,
            )
        )
    answers = tally(frame, column, scale=scale, by=by, invalid=invalid)
    n = answers.n
    satisfied = answers.counts[:, -int(top) :].sum(axis=1)
    ci_low, ci_high = wilson(satisfied, n, conf=conf, continuity_correction=continuity_correction)
    mean, variance = moments(answers.points, answers.counts)
    mean_low, mean_high = mean_interval(mean, variance, n, conf)
    with np.errstate(invalid="ignore"):
        top_box = 100 * satisfied / n
    columns = {
        "top_box": top_box,
        "mean": mean,
        "ci_low": 100 * ci_low,
        "ci_high": 100 * ci_high,
        "mean_ci_low": mean_low,
        "mean_ci_high": mean_high,
    }
    return answers.table("csat", columns, HEADINGS, UNITS)
