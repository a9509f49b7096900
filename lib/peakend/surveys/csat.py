"""Customer satisfaction 客户满意度: top-box share and mean of a declared scale."""

from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from peakend.base.arguments import check_option, is_number
from peakend.base.arrays import Mask
from peakend.base.errors import MissingArgumentError, PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.surveys.estimates import kish, mean_of, mean_with_interval, net_of, share_of
from peakend.surveys.known import Known, is_high_good, scale_for
from peakend.surveys.tally import By, Invalid, Scale, check_scale, tally
from peakend.tables.headings import INTERVAL

HighIs = Literal["satisfied", "dissatisfied"]

SCALE = (1, 5)
USUAL_TOP = 2
MOST_POINTS = 11  # of a scale on which the two best points are a usual share of it

HEADINGS = {
    "top_box": message("satisfied, %"),
    "mean": message("mean"),
    **INTERVAL,
    "mean_ci_low": message("mean, interval from"),
    "mean_ci_high": message("mean, interval to"),
    "bottom_box": message("dissatisfied, %"),
    "net": message("net satisfaction"),
    "net_ci_low": message("net satisfaction, interval from"),
    "net_ci_high": message("net satisfaction, interval to"),
    "se": message("standard error"),
    "n_effective": message("effective answers"),
}
UNITS = {
    **dict.fromkeys(["top_box", "bottom_box", "ci_low", "ci_high", "se"], "percent"),
    **dict.fromkeys(["mean", "net", "net_ci_low", "net_ci_high"], "points"),
}


def csat(
    frame: object,
    column: str,
    *,
    scale: Scale | Known = "known",
    top: int | None = None,
    bottom: int | None = None,
    high_is: HighIs | Known = "known",
    by: By = None,
    weights: str | None = None,
    conf: float = 0.95,
    continuity_correction: bool = False,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    r"""Customer satisfaction by segment: the share of the best answers, with Wilson's interval, and the mean.

    .. math:: \mathrm{top\ box} = 100\,\frac{\#\{\text{answers} > \text{high} - \text{top}\}}{n}

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers, whole numbers on the scale.
    scale : tuple of int, or "known"
        Lowest and highest point; by default the survey's own where it is known, else (1, 5).
    top : int, optional
        How many of the best points count as satisfied; if not given, 2, "top-2 box"; where a survey
        knows a scale of more than 11 points, it must be named.
    bottom : int, optional
        How many of the worst points count as dissatisfied; adds their share and the net, satisfied less dissatisfied.
    high_is : {"satisfied", "dissatisfied", "known"}
        What a high answer means. Where 1 is the best grade, it is ``"dissatisfied"``. By default as the survey
        knows it, else ``"satisfied"``; where its words leave it open, it must be named.
    by : str or sequence of str, optional
        Columns that make the segments.
    weights : str, optional
        Column of weights, one a respondent. Errors are then linearised, and intervals work on effective answers.
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
        the scale, as answered), ``ci_low, ci_high`` (of ``top_box``, percent), ``mean_ci_low, mean_ci_high``
        (Student's, points; for few answers near an end of the scale they can reach beyond it); with `bottom`
        ``bottom_box`` (percent), ``net, net_ci_low, net_ci_high`` (points; adjusted Wald as for NPS); with `weights`
        ``se`` (of ``top_box``, percent) and ``n_effective`` (Kish's).

    Raises
    ------
    PeakendError
        For a missing column, answers off the scale, weights that are none, or an impossible option.

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
    >>> pe.csat(answers, "satisfaction", bottom=2)[["top_box", "bottom_box", "net"]].round(1)
       top_box  bottom_box   net
    0     69.2        21.5  47.7
    """
    scale = satisfaction_scale(frame, column, scale, top)
    is_good = is_satisfied_high(frame, column, high_is)
    satisfied, dissatisfied = boxes(scale, top, bottom, is_high_good=is_good)
    answers = tally(frame, column, scale=scale, by=by, weights=weights, invalid=invalid)
    share, (low, high) = share_of(answers, satisfied, conf, continuity_correction=continuity_correction)
    mean, (mean_low, mean_high) = mean_with_interval(answers, conf)
    columns: dict[str, Any] = {
        "top_box": 100 * share,
        "mean": mean,
        "ci_low": 100 * low,
        "ci_high": 100 * high,
        "mean_ci_low": mean_low,
        "mean_ci_high": mean_high,
    }
    if bottom is not None:
        net, (net_low, net_high) = net_of(answers, dissatisfied, satisfied, conf)
        columns |= {"bottom_box": 100 * mean_of(answers, dissatisfied.astype("float64"))[0], "net": 100 * net}
        columns |= {"net_ci_low": 100 * net_low, "net_ci_high": 100 * net_high}
    if weights:
        columns |= {"se": 100 * mean_of(answers, satisfied.astype("float64"))[1], "n_effective": kish(answers)}
    return answers.table("csat", columns, HEADINGS, UNITS)


def satisfaction_scale(frame: object, column: str, scale: Scale | Known, top: int | None) -> Scale:
    """Return the scale that is asked for, or the known one; ask for `top` where that has so many points as 0–100."""
    found = scale_for(frame, (column,), scale, SCALE)
    if scale != "known" or top is not None:
        return found
    low, high = found
    size = high - low + 1
    if size > MOST_POINTS:
        raise MissingArgumentError(
            _(
                "The scale {low}–{high} has {size} points. Say how many of the best count as satisfied, for instance "
                "top={some}, from {first} upwards.",
                low=low,
                high=high,
                size=size,
                some=size // 5 + 1,
                first=high - size // 5,
            )
        )
    return found


def boxes(scale: Scale, top: int | None, bottom: int | None, *, is_high_good: bool) -> tuple[Mask, Mask]:
    """Tell which points of the scale are among the best `top` and the worst `bottom`, or say why that cannot be."""
    low, high = check_scale(scale)
    size = high - low + 1
    top = USUAL_TOP if top is None else top
    limits = {"top": (top, size - 1)}
    if bottom is not None:
        limits["bottom"] = (bottom, size - int(is_number(top) and top))
    for name, (value, most) in limits.items():
        if not is_number(value, 1, most) or value != int(value):
            raise PeakendError(
                _(
                    "{name}={value!r} does not fit the scale {low}–{high}. "
                    "Give how many of its points count, 1–{most}.",
                    name=name,
                    value=value,
                    low=low,
                    high=high,
                    most=most,
                )
            )
    place = np.arange(size) if is_high_good else np.arange(size)[::-1]
    return place >= size - top, place < (bottom or 0)


def is_satisfied_high(frame: object, column: str, high_is: str) -> bool:
    """Tell whether high answers are those of satisfied customers."""
    check_option("high_is", high_is, (*get_args(HighIs), "known"))
    return is_high_good(frame, column, None if high_is == "known" else high_is == "satisfied", usual=True)
