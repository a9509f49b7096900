"""KANO without boxes: the mean of what having and lacking a feature is worth, and its quadrant."""

import numpy as np
import pandas as pd

from peakend.base.arrays import Floats
from peakend.base.language import message
from peakend.surveys.intervals import mean_interval
from peakend.surveys.kano import course_classes, none_where
from peakend.surveys.kano_answers import Pairs, count_pairs
from peakend.surveys.tally import By, Invalid, result_table
from peakend.tables.about import describe
from peakend.tables.headings import COUNTED

FUNCTIONAL = np.array([4.0, 2.0, 0.0, -1.0, -2.0])
DYSFUNCTIONAL = np.array([-2.0, -1.0, 0.0, 2.0, 4.0])
MIDDLE = 2.0

HEADINGS = {
    **COUNTED,
    "functional": message("worth of having it"),
    "dysfunctional": message("worth of not lacking it"),
    "quadrant": message("quadrant"),
    "functional_ci_low": message("having it, interval from"),
    "functional_ci_high": message("having it, interval to"),
    "dysfunctional_ci_low": message("lacking it, interval from"),
    "dysfunctional_ci_high": message("lacking it, interval to"),
    "course_class": message("need"),
    "functional_se": message("having it, standard error"),
    "dysfunctional_se": message("lacking it, standard error"),
    "n_effective": message("effective answers"),
}


def kano_continuous(
    frame: object,
    *,
    feature: str,
    functional: str,
    dysfunctional: str,
    by: By = None,
    weights: str | None = None,
    respondent: str | None = None,
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    r"""KANO on a continuous scale: mean functional and dysfunctional value of each feature, and its quadrant.

    The answers like, must-be, neutral, live with, dislike are worth 4, 2, 0, −1, −2 for having the feature
    (`functional`) and −2, −1, 0, 2, 4 for lacking it (`dysfunctional`): strong statements weigh more than weak ones.

    .. math:: \bar F = \frac{1}{n}\sum_i F_i, \qquad \bar D = \frac{1}{n}\sum_i D_i

    Parameters
    ----------
    frame : any frame that Narwhals reads
        Long format: one row a respondent and feature.
    feature, functional, dysfunctional : str
        Columns, as for `kano`.
    by : str or sequence of str, optional
        Columns that make the segments.
    weights : str, optional
        Column of case weights, that of the respondent in each row; errors are then linearised.
    respondent : str, optional
        Column that names the respondent; given, a respondent who answers a feature twice is refused.
    conf : float, default 0.95
        Confidence level.
    invalid : {"raise", "drop"}
        As for `kano`.

    Returns
    -------
    pandas.DataFrame
        One row a segment and feature: the columns of `by`, `feature`, ``n, n_missing, n_invalid, functional,
        dysfunctional`` (means, −2…4), ``quadrant``, ``functional_ci_low, functional_ci_high, dysfunctional_ci_low,
        dysfunctional_ci_high`` (Student's), ``course_class``; with `weights` ``functional_se, dysfunctional_se,
        n_effective`` (Kish's). The quadrants divide at 2, which belongs to the upper
        side: O if both means reach it, A if only the functional one does, M if only the dysfunctional one does,
        else I; R if both means are below 0, None if n is 0. Every valid pair counts, contradictory ones too.

    Raises
    ------
    PeakendError
        As for `kano`.

    References
    ----------
    DuMouchel in Berger et al. (1993), Center for Quality of Management Journal 2(4), 20–23. Some write the same
    values divided by 4.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"feature": ["tea"] * 4, "with_it": [1, 1, 2, 3], "without_it": [3, 4, 3, 3]})
    >>> result = pe.kano_continuous(answers, feature="feature", functional="with_it", dysfunctional="without_it")
    >>> result[["feature", "n", "functional", "dysfunctional", "quadrant"]]
      feature  n  functional  dysfunctional quadrant
    0     tea  4         2.5            0.5        A
    """
    pairs = count_pairs(
        frame, feature, functional, dysfunctional, by=by, respondent=respondent, invalid=invalid, weights=weights
    )
    n, is_weighted = pairs.n, weights is not None
    # Each feature is a question of its own: its errors rest on all who were asked it.
    asked = pd.Series(n + pairs.missing + pairs.invalid).groupby(pairs.groups[feature].to_numpy()).transform("sum")
    size = asked.to_numpy() if is_weighted else n
    having, having_se = _mean(FUNCTIONAL, pairs.weight.sum(axis=2), pairs.weight_squared.sum(axis=2), n, size)
    lacking, lacking_se = _mean(DYSFUNCTIONAL, pairs.weight.sum(axis=1), pairs.weight_squared.sum(axis=1), n, size)
    having_low, having_high = mean_interval(having, having_se**2 * n, n, conf)
    lacking_low, lacking_high = mean_interval(lacking, lacking_se**2 * n, n, conf)
    upper = np.where(lacking >= MIDDLE, "O", "A")
    lower = np.where(lacking >= MIDDLE, "M", np.where((having < 0) & (lacking < 0), "R", "I"))
    quadrant = none_where(n == 0, np.where(having >= MIDDLE, upper, lower))
    table = result_table(
        pairs.groups,
        {
            **pairs.counted(),
            "functional": having,
            "dysfunctional": lacking,
            "quadrant": quadrant,
            "functional_ci_low": having_low,
            "functional_ci_high": having_high,
            "dysfunctional_ci_low": lacking_low,
            "dysfunctional_ci_high": lacking_high,
            "course_class": course_classes(quadrant),
            **(_said_of_weights(pairs, having_se, lacking_se) if is_weighted else {}),
        },
    )
    return describe(table, "kano_continuous", HEADINGS, segments=list(pairs.groups))


def _mean(points: Floats, weight: Floats, squared: Floats, n: Floats, size: Floats) -> tuple[Floats, Floats]:
    """Return each group's mean of what its answers are worth, and its linearised error."""
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = weight @ points / weight.sum(axis=1)
        squares = (squared * (points - mean[:, None]) ** 2).sum(axis=1) / weight.sum(axis=1) ** 2
        return mean, np.sqrt(squares * size / np.where(n > 1, size - 1, np.nan))


def _said_of_weights(pairs: Pairs, having_se: Floats, lacking_se: Floats) -> dict[str, Floats]:
    with np.errstate(invalid="ignore", divide="ignore"):
        effective = pairs.weight.sum(axis=(1, 2)) ** 2 / pairs.weight_squared.sum(axis=(1, 2))
    return {"functional_se": having_se, "dysfunctional_se": lacking_se, "n_effective": effective}
