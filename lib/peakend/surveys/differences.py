"""Differences of groups' satisfaction, effort and ACSI, with interval and p value: the family of `nps_difference`."""

from collections.abc import Sequence

import pandas as pd

from peakend.surveys.acsi import tally_index
from peakend.surveys.ces import SCALE as CES_SCALE
from peakend.surveys.csat import HighIs, boxes, is_satisfied_high, satisfaction_scale
from peakend.surveys.estimates import mean_of, share_and_size, share_of
from peakend.surveys.known import Known, scale_for
from peakend.surveys.pairs import difference_table, newcombe_pairs, welch_pairs
from peakend.surveys.tally import Invalid, Scale, tally


def csat_difference(
    frame: object,
    column: str,
    *,
    between: str,
    groups: Sequence[object] | None = None,
    scale: Scale | Known = "known",
    top: int | None = None,
    high_is: HighIs | Known = "known",
    weights: str | None = None,
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    """Differences of groups' shares of satisfied customers, first less second, with Newcombe's interval.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers, as for `csat`.
    between : str
        Column that tells the groups apart.
    groups : sequence of two labels, optional
        Which two groups, first and second; without it, every pair in the groups' order.
    scale, top, high_is
        As for `csat`.
    weights : str, optional
        Column of weights, one a respondent; errors are then linearised.
    conf : float, default 0.95
        Confidence level.
    invalid : {"raise", "drop"}
        Refuse answers off the scale, or leave them out.

    Returns
    -------
    pandas.DataFrame
        One row a pair, with the columns of `nps_difference`: ``first, second, n_first, n_second, difference, ci_low,
        ci_high`` (percentage points), ``p_value, n_unlabelled``.

    Raises
    ------
    PeakendError
        If there are not two groups to compare, and as for `csat`.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"month": ["6"] * 100 + ["7"] * 100, "s": [5] * 70 + [2] * 30 + [5] * 50 + [2] * 50})
    >>> pe.csat_difference(answers, "s", between="month").iloc[0, 4:8].astype(float).round(3).to_dict()
    {'difference': 20.0, 'ci_low': 6.422, 'ci_high': 32.577, 'p_value': 0.004}
    """
    scale = satisfaction_scale(frame, column, scale, top)
    satisfied = boxes(scale, top, None, is_high_good=is_satisfied_high(frame, column, high_is))[0]
    answers = tally(frame, column, scale=scale, by=[between], weights=weights, invalid=invalid)
    share, (low, high) = share_of(answers, satisfied, conf)
    compare = newcombe_pairs(100 * share, (100 * low, 100 * high), share_and_size(answers, satisfied)[1])
    return difference_table("csat_difference", answers, between, groups, 100 * share, compare)


def ces_difference(
    frame: object,
    column: str,
    *,
    between: str,
    groups: Sequence[object] | None = None,
    scale: Scale | Known = "known",
    weights: str | None = None,
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    """Differences of groups' mean effort scores as answered, first less second, by Welch's test.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers, as for `ces`.
    between : str
        Column that tells the groups apart.
    groups : sequence of two labels, optional
        Which two groups, first and second; without it, every pair in the groups' order.
    scale : tuple of int, or "known"
        As for `ces`.
    weights : str, optional
        Column of weights, one a respondent; errors are then linearised.
    conf : float, default 0.95
        Confidence level.
    invalid : {"raise", "drop"}
        Refuse answers off the scale, or leave them out.

    Returns
    -------
    pandas.DataFrame
        One row a pair, with the columns of `nps_difference`: ``first, second, n_first, n_second, difference, ci_low,
        ci_high`` (points of the scale), ``p_value, n_unlabelled``.

    Raises
    ------
    PeakendError
        If there are not two groups to compare, and as for `ces`.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"month": ["6"] * 4 + ["7"] * 4, "e": [5, 6, 7, 6, 3, 4, 5, 4]})
    >>> pe.ces_difference(answers, "e", between="month").iloc[0, 4:8].astype(float).round(3).to_dict()
    {'difference': 2.0, 'ci_low': 0.587, 'ci_high': 3.413, 'p_value': 0.013}
    """
    scale = scale_for(frame, (column,), scale, CES_SCALE)
    answers = tally(frame, column, scale=scale, by=[between], weights=weights, invalid=invalid)
    mean, se = mean_of(answers, answers.points)
    return difference_table("ces_difference", answers, between, groups, mean, welch_pairs(mean, se, answers.n, conf))


def acsi_difference(
    frame: object,
    satisfaction: str,
    expectations: str,
    ideal: str,
    *,
    between: str,
    groups: Sequence[object] | None = None,
    scale: Scale | Known = "known",
    question_weights: Sequence[float] = (1, 1, 1),
    weights: str | None = None,
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    """Differences of groups' ACSI, first less second, by Welch's test.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    satisfaction, expectations, ideal : str
        Columns, as for `acsi`.
    between : str
        Column that tells the groups apart.
    groups : sequence of two labels, optional
        Which two groups, first and second; without it, every pair in the groups' order.
    scale, question_weights
        As for `acsi`.
    weights : str, optional
        Column of weights, one a respondent; errors are then linearised.
    conf : float, default 0.95
        Confidence level.
    invalid : {"raise", "drop"}
        Refuse answers off the scale, or leave them out.

    Returns
    -------
    pandas.DataFrame
        One row a pair, with the columns of `nps_difference`: ``first, second, n_first, n_second, difference, ci_low,
        ci_high`` (points, 0–100), ``p_value, n_unlabelled``.

    Raises
    ------
    PeakendError
        If there are not two groups to compare, and as for `acsi`.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"month": list("6677"), "s": [8, 9, 5, 6], "e": [7, 8, 5, 6], "i": [6, 7, 4, 5]})
    >>> pe.acsi_difference(answers, "s", "e", "i", between="month")["difference"].round(1).tolist()
    [25.9]
    """
    columns = (satisfaction, expectations, ideal)
    answers = tally_index(frame, columns, scale, question_weights, [between], weights, invalid)
    mean, se = mean_of(answers, answers.points)
    return difference_table("acsi_difference", answers, between, groups, mean, welch_pairs(mean, se, answers.n, conf))
