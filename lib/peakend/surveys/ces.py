"""Customer effort 客户费力度: how easy it was to get something done (CES 1.0 and 2.0)."""

from typing import Any, Literal, get_args

import pandas as pd

from peakend.base.arguments import check_option
from peakend.base.language import message
from peakend.surveys.csat import boxes
from peakend.surveys.estimates import kish, mean_of, mean_with_interval, net_of, share_of
from peakend.surveys.known import Known, is_high_good, scale_for
from peakend.surveys.tally import By, Invalid, Scale, check_scale, tally
from peakend.tables.headings import INTERVAL

HighIs = Literal["easy", "effort"]

SCALE = (1, 7)

HEADINGS = {
    "mean": message("mean"),
    "percent_easy": message("easy, %"),
    "net": message("net ease"),
    **INTERVAL,
    "percent_easy_ci_low": message("easy, interval from"),
    "percent_easy_ci_high": message("easy, interval to"),
    "net_ci_low": message("net ease, interval from"),
    "net_ci_high": message("net ease, interval to"),
    "se": message("standard error"),
    "n_effective": message("effective answers"),
}
UNITS = {"mean": "points", "percent_easy": "percent", "net": "points"}


def ces(
    frame: object,
    column: str,
    *,
    high_is: HighIs | Known = "known",
    scale: Scale | Known = "known",
    top: int | None = None,
    bottom: int | None = None,
    by: By = None,
    weights: str | None = None,
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    """Customer effort score by segment: mean, share of easy answers, and easy less difficult.

    "Easy" is every answer beyond the middle of the scale on its easy side, "difficult" every one on the other;
    the middle point itself is neither. That is 5–7 of seven, 4–5 of five. Some publish other boxes, for instance 6–7
    against 1–3: name them by `top` and `bottom`.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers, whole numbers on the scale.
    high_is : {"easy", "effort", "known"}
        What a high answer means; it must be named, unless a survey knows it by the words of its scale. CES 2.0 ("the
        company made it easy for me", 1–7) is ``"easy"``; CES 1.0 ("how much effort did you personally have to put
        forth", 1–5) is ``"effort"``.
    scale : tuple of int, or "known"
        Lowest and highest point; by default the survey's own where it is known, else (1, 7).
    top, bottom : int, optional
        How many of the easiest points count as easy, and how many of the hardest as difficult.
    by : str or sequence of str, optional
        Columns that make the segments.
    weights : str, optional
        Column of weights, one a respondent. Errors are then linearised, and intervals work on effective answers.
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
        the adjusted estimate, they can leave out ``net`` itself); with `weights` ``se`` (of ``mean``) and
        ``n_effective`` (Kish's).

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
    is_easy_high = is_ease_high(frame, column, high_is)
    scale = low, high = check_scale(scale_for(frame, (column,), scale, SCALE))
    beyond_middle = (high - low + 1) // 2
    easy_points = beyond_middle if top is None else top
    hard_points = min(beyond_middle, high - low + 1 - easy_points) if bottom is None else bottom
    easy, difficult = boxes(scale, easy_points, hard_points, is_high_good=is_easy_high)
    answers = tally(frame, column, scale=scale, by=by, weights=weights, invalid=invalid)
    mean, (ci_low, ci_high) = mean_with_interval(answers, conf)
    share, (easy_low, easy_high) = share_of(answers, easy, conf)
    net, (net_low, net_high) = net_of(answers, difficult, easy, conf)
    columns: dict[str, Any] = {
        "mean": mean,
        "percent_easy": 100 * share,
        "net": 100 * net,
        "ci_low": ci_low,
        "ci_high": ci_high,
        "percent_easy_ci_low": 100 * easy_low,
        "percent_easy_ci_high": 100 * easy_high,
        "net_ci_low": 100 * net_low,
        "net_ci_high": 100 * net_high,
    }
    if weights:
        columns |= {"se": mean_of(answers, answers.points)[1], "n_effective": kish(answers)}
    return answers.table("ces", columns, HEADINGS, UNITS)


def is_ease_high(frame: object, column: str, high_is: str) -> bool:
    """Tell whether high answers are the easy ones."""
    check_option("high_is", high_is, (*get_args(HighIs), "known"))
    return is_high_good(frame, column, None if high_is == "known" else high_is == "easy", usual=None)
