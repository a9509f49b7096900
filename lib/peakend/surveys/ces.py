"""Customer effort 客户费力度: how easy it was to get something done (CES 1.0 and 2.0)."""

from typing import Literal, get_args

import numpy as np
import pandas as pd

from peakend.base.arguments import check_option
from peakend.base.language import message
from peakend.surveys.intervals import mean_interval, moments, wilson
from peakend.surveys.tally import By, Invalid, Scale, tally
from peakend.surveys.trinomial import adjusted_wald
from peakend.tables.headings import INTERVAL

HighIs = Literal["easy", "effort"]

HEADINGS = {
    "mean": message("mean"),
    "percent_easy": message("easy, %"),
    "net": message("net ease"),
    **INTERVAL,
    "percent_easy_ci_low": message("easy, interval from"),
    "percent_easy_ci_high": message("easy, interval to"),
    "net_ci_low": message("net ease, interval from"),
    "net_ci_high": message("net ease, interval to"),
}
UNITS = {"mean": "points", "percent_easy": "percent", "net": "points"}


def ces(
    frame: object,
    column: str,
    *,
    high_is: HighIs,
    scale: Scale = (1, 7),
    by: By = None,
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    """Customer effort score by segment: mean, share of easy answers, and easy less difficult.

    "Easy" is every answer beyond the middle of the scale on its easy side, "difficult" every one on the other;
    the middle point itself is neither. That is 5–7 of seven, 4–5 of five.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers, whole numbers on the scale.
    high_is : {"easy", "effort"}
        What a high answer means; it must be named. CES 2.0 ("the company made it easy for me", 1–7) is ``"easy"``;
        CES 1.0 ("how much effort did you personally have to put forth", 1–5) is ``"effort"``.
    scale : tuple of int, default (1, 7)
        Lowest and highest point.
    by : str or sequence of str, optional
        Columns that make the segments.
    conf : float, default 0.95
        Confidence level.
    invalid : {"raise", "drop"}
        Refuse answers off the scale, or leave them out and count them in ``n_invalid``.

    Returns
    -------
    pandas.DataFrame
        One row a segment: the columns of `by`, ``n, n_missing, n_invalid, mean`` (as answered, never turned round),
        ``percent_easy`` (percent), ``net`` (percent easy less percent difficult, points), ``ci_low, ci_high`` (of
        ``mean``, Student's; for few answers near an end of the scale they can reach beyond it), ``percent_easy_ci_low,
        percent_easy_ci_high`` (Wilson's) and ``net_ci_low, net_ci_high`` (adjusted Wald as for NPS, clipped; centred on
        the adjusted estimate, they can leave out ``net`` itself).

    Raises
    ------
    PeakendError
        For a missing column, answers off the scale, or an impossible option.

    References
    ----------
    Dixon, Freeman & Toman (2010), Harvard Business Review 88(7/8), 116–122 (CES 1.0); Dixon, Toman & DeLisi (2013),
    The Effortless Experience (CES 2.0).

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"ease": [2] * 5 + [3] * 5 + [5] * 10})
    >>> result = pe.ces(answers, "ease", scale=(1, 5), high_is="easy")
    >>> result[["n", "mean", "percent_easy", "net"]]
        n  mean  percent_easy   net
    0  20  3.75          50.0  25.0
    """
    check_option("high_is", high_is, get_args(HighIs))
    answers = tally(frame, column, scale=scale, by=by, invalid=invalid)
    n = answers.n
    above = answers.points > answers.points.mean()
    below = answers.points < answers.points.mean()
    is_easy, is_difficult = (above, below) if high_is == "easy" else (below, above)
    easy = answers.counts[:, is_easy].sum(axis=1)
    difficult = answers.counts[:, is_difficult].sum(axis=1)
    mean, variance = moments(answers.points, answers.counts)
    ci_low, ci_high = mean_interval(mean, variance, n, conf)
    easy_low, easy_high = wilson(easy, n, conf=conf)
    net_low, net_high = adjusted_wald(np.stack([difficult, n - easy - difficult, easy], axis=1), conf)
    with np.errstate(invalid="ignore"):
        percent_easy, net = 100 * easy / n, 100 * (easy - difficult) / n
    columns = {
        "mean": mean,
        "percent_easy": percent_easy,
        "net": net,
        "ci_low": ci_low,
        "ci_high": ci_high,
        "percent_easy_ci_low": 100 * easy_low,
        "percent_easy_ci_high": 100 * easy_high,
        "net_ci_low": 100 * np.clip(net_low, -1, 1),
        "net_ci_high": 100 * np.clip(net_high, -1, 1),
    }
    return answers.table("ces", columns, HEADINGS, UNITS)
