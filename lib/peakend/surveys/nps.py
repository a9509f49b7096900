"""Net Promoter Score 客户净推荐值: promoters (9–10) less detractors (0–6), in points from −100 to 100."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd

from peakend.base.arguments import check_number, check_option
from peakend.base.arrays import Floats
from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.surveys.estimates import kish
from peakend.surveys.intervals import around, normal_quantile
from peakend.surveys.nps_scale import tally_scores
from peakend.surveys.pairs import difference_table, wald_pairs
from peakend.surveys.tally import By, Invalid, Tally
from peakend.surveys.trinomial import PSEUDO_COUNTS, adjusted_wald, net_moments, score_interval
from peakend.tables.headings import INTERVAL

Method = Literal["adjusted_wald", "wald", "score"]
PairMethod = Literal["adjusted_wald", "wald"]

SMALLEST_MARGIN = 0.01

HEADINGS = {
    "promoters": message("promoters"),
    "passives": message("passives"),
    "detractors": message("detractors"),
    "nps": "NPS",
    **INTERVAL,
    "se": message("standard error"),
    "n_effective": message("effective answers"),
}
UNITS = dict.fromkeys(["nps", "ci_low", "ci_high", "se"], "points")


def nps(
    frame: object,
    column: str,
    *,
    by: By = None,
    weights: str | None = None,
    method: Method = "adjusted_wald",
    conf: float = 0.95,
    clip: bool = True,
    ddof: float = 0,
    pseudo_counts: Sequence[float] = PSEUDO_COUNTS,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    r"""Net Promoter Score by segment, with a confidence interval.

    With shares :math:`p` of promoters (9–10) and :math:`d` of detractors (0–6),

    .. math:: NPS = 100\,(p - d), \qquad SE = 100\sqrt{\frac{p + d - (p - d)^2}{n - \mathrm{ddof}}}

    The variance includes the covariance of the two shares: they come from the same respondents.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers to "how likely are you to recommend us", whole numbers from 0 to 10.
    by : str or sequence of str, optional
        Columns that make the segments.
    weights : str, optional
        Column of weights. The standard error is then the linearised one, and `method`'s interval works on Kish's
        effective number of answers :math:`(\sum w)^2 / \sum w^2`, returned as ``n_effective``.
    method : {"adjusted_wald", "wald", "score"}
        How the interval is made. ``adjusted_wald`` adds ¾ of a detractor, 1½ passives and ¾ of a promoter, and
        keeps its level where ``wald`` falls to 83 % (10 answers, five in six promoters). ``score`` inverts the test
        at the restricted maximum likelihood; prefer it below 30 answers and at extremes. ``adjusted_wald`` is centred
        on the adjusted score, so that for a handful of answers it can leave out ``nps`` itself.
    conf : float, default 0.95
        Confidence level.
    clip : bool, default True
        Keep the interval within −100…100.
    ddof : float, default 0
        What is taken from n in the Wald variances; some authors use 1. Without answers beyond it there is no ``se``.
        With `weights`, n is all rows of the frame, and 1 gives the errors of R's ``svymean`` and ``svyby``.
    pseudo_counts : sequence of three numbers, default (0.75, 1.5, 0.75)
        For ``adjusted_wald``: how many detractors, passives and promoters are added. The default puts half of them
        in the middle (triangular); ``(1, 1, 1)`` treats the three alike (uniform).
    invalid : {"raise", "drop"}
        Refuse answers off the scale, or leave them out and count them in ``n_invalid``.

    Returns
    -------
    pandas.DataFrame
        One row a segment: the columns of `by`, ``n, n_missing, n_invalid, promoters, passives, detractors`` (counts;
        sums of weights with `weights`), ``nps, ci_low, ci_high, se`` (points). ``nps`` is NaN where n or the sum of
        the weights is 0.

    Raises
    ------
    PeakendError
        For a missing column, answers off the scale, weights that are none, or an impossible option.

    Warns
    -----
    UserWarning
        If answers look like those of a scale from 1 to 10: a 1 at least five times, and never a 0.

    References
    ----------
    Reichheld (2003), Harvard Business Review 81(12), 46–54. Rocks (2016), American Statistician 70, 365–372.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"recommend": [3] * 20 + [8] * 30 + [10] * 50})
    >>> pe.nps(answers, "recommend")[["n", "nps", "ci_low", "ci_high"]].round(1)
         n   nps  ci_low  ci_high
    0  100  30.0    14.1     44.2
    """
    check_option("method", method, get_args(Method))
    check_number("ddof", ddof, 0)
    answers = tally_scores(frame, column, by=by, weights=weights, invalid=invalid)
    groups = three_groups(answers.weight)
    total = groups.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = groups / total[:, None]
        effective = total**2 / answers.weight_squared.sum(axis=1)
    estimate = shares[:, 2] - shares[:, 0]
    se = _standard_error(answers, estimate, total, ddof)
    if method == "wald":
        low, high = around(estimate, se, conf)
    elif method == "adjusted_wald":
        low, high = adjusted_wald(shares * effective[:, None], conf, ddof, _check_pseudo_counts(pseudo_counts))
    else:
        low, high = score_interval(shares * effective[:, None], conf)
    if clip:
        low, high = np.clip(low, -1, 1), np.clip(high, -1, 1)
    counts = groups if weights else groups.astype("int64")
    columns = {"promoters": counts[:, 2], "passives": counts[:, 1], "detractors": counts[:, 0]}
    points = {"nps": estimate, "ci_low": low, "ci_high": high, "se": se}
    extra = {"n_effective": effective} if weights else {}
    scores = {name: 100 * value for name, value in points.items()}
    return answers.table("nps", {**columns, **scores, **extra}, HEADINGS, UNITS)


def nps_difference(
    frame: object,
    column: str,
    *,
    between: str,
    groups: Sequence[object] | None = None,
    weights: str | None = None,
    method: PairMethod = "adjusted_wald",
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    """Differences of groups' NPS, first less second, with interval and p value.

    The groups are taken as independent samples. Standard errors add as squares; ``adjusted_wald`` adds three
    pseudo-respondents (¾, 1½, ¾) to each group for the interval and the p value, not for ``difference``. Among many
    pairs, one in twenty falls below p = 0.05 by chance: intervals and p values are not corrected for that.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers from 0 to 10.
    between : str
        Column that tells the groups apart.
    groups : sequence of two labels, optional
        Which two groups, first and second; without it, every pair in the groups' order.
    weights : str, optional
        Column of weights. ``wald`` then has the linearised errors of R's ``svyby`` and ``svycontrast``, and
        ``adjusted_wald`` works on Kish's effective numbers of answers.
    method : {"adjusted_wald", "wald"}
        How interval and p value are made. ``adjusted_wald`` is centred on the adjusted difference, so that for a
        handful of answers it can leave out ``difference`` itself.
    conf : float, default 0.95
        Confidence level.
    invalid : {"raise", "drop"}
        Refuse answers off the scale, or leave them out.

    Returns
    -------
    pandas.DataFrame
        One row a pair: ``first, second`` (labels), ``n_first, n_second, difference, ci_low, ci_high`` (points),
        ``p_value``, ``n_unlabelled`` (rows left out because `between` is empty there; they are no group). NaN where a
        group has no answers.

    Raises
    ------
    PeakendError
        If there are not two groups to compare, and as for `nps`.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> june, july = [3] * 20 + [8] * 30 + [10] * 50, [3] * 30 + [8] * 30 + [10] * 40
    >>> answers = pd.DataFrame({"month": ["6"] * 100 + ["7"] * 100, "recommend": june + july})
    >>> pe.nps_difference(answers, "recommend", between="month").iloc[0, 4:8].astype(float).round(3).to_dict()
    {'difference': 20.0, 'ci_low': -2.552, 'ci_high': 41.387, 'p_value': 0.083}
    """
    check_option("method", method, get_args(PairMethod))
    answers = tally_scores(frame, column, by=[between], weights=weights, invalid=invalid)
    counts = three_groups(answers.weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = (counts[:, 2] - counts[:, 0]) / counts.sum(axis=1)
        if method == "adjusted_wald":
            used = counts / counts.sum(axis=1, keepdims=True) * kish(answers)[:, None] + PSEUDO_COUNTS
            estimate, variance = net_moments(used)
            se = np.sqrt(variance / used.sum(axis=1))
        else:
            estimate, se = observed, _standard_error(answers, observed, counts.sum(axis=1), 1 if weights else 0)
    compare = wald_pairs(100 * estimate, 100 * se, conf)
    return difference_table("nps_difference", answers, between, groups, 100 * observed, compare)


def nps_sample_size(
    margin: float,
    *,
    promoters: float = 50,
    detractors: float = 50,
    method: PairMethod = "adjusted_wald",
    conf: float = 0.95,
) -> int:
    """How many answers give an NPS within a margin of error: the fewest whose own interval is narrow enough.

    With few answers, or nearly all of one mind, ``adjusted_wald`` is wider than Wald's interval, because it adds three
    pseudo-respondents; what it needs is found by trying, and not by turning Wald's formula round.

    Parameters
    ----------
    margin : float
        Half the width of the interval, in points, from 0.01 to 100.
    promoters, detractors : float, default 50
        Expected percentages. The default is the worst case: no passives, opinions split in half.
    method : {"adjusted_wald", "wald"}
        The interval to plan for.
    conf : float, default 0.95
        Confidence level.

    Returns
    -------
    int
        Valid answers needed, in each segment that is to be reported.

    Raises
    ------
    PeakendError
        For an impossible margin, percentages, or option.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.nps_sample_size(10)
    380
    >>> pe.nps_sample_size(10, promoters=40, detractors=20)
    213
    """
    check_option("method", method, get_args(PairMethod))
    check_number("margin", margin, SMALLEST_MARGIN, 100)
    for name, value in {"promoters": promoters, "detractors": detractors}.items():
        check_number(name, value, 0, 100)
    if promoters + detractors > 100:
        raise PeakendError(
            _(
                "{promoters!r} percent promoters and {detractors!r} percent detractors are more than 100 together. "
                "Give percentages that add up to 100 at most.",
                promoters=promoters,
                detractors=detractors,
            )
        )
    shares = np.array([[detractors, 100 - promoters - detractors, promoters]]) / 100

    def is_enough(n: int) -> bool:
        if method == "wald":
            half = normal_quantile(conf) * np.sqrt(net_moments(shares)[1] / n)
        else:
            low, high = adjusted_wald(shares * n, conf)
            half = (high - low) / 2
        return bool(half[0] <= margin / 100)

    return smallest(is_enough)


def smallest(is_enough: Callable[[int], bool]) -> int:
    """Return the smallest whole number from 1 upwards that is enough, where every larger one is, too."""
    high = 1
    while not is_enough(high):
        high *= 2
    return bisect_left(range(1, high), True, key=is_enough) + 1


def three_groups(counts: Floats) -> Floats:
    """Sum counts of the answers 0…10 into detractors, passives, promoters."""
    return np.stack([counts[:, :7].sum(axis=1), counts[:, 7:9].sum(axis=1), counts[:, 9:].sum(axis=1)], axis=1)


def _check_pseudo_counts(pseudo_counts: Sequence[float]) -> Sequence[float]:
    for value in pseudo_counts:
        check_number("pseudo_counts", value, 0)
    if len(pseudo_counts) != 3 or sum(pseudo_counts) == 0:
        raise PeakendError(
            _("pseudo_counts={value!r} does not work. Give three numbers, not all 0.", value=pseudo_counts)
        )
    return pseudo_counts


def _standard_error(answers: Tally, estimate: Floats, total: Floats, ddof: float) -> Floats:
    """Linearised standard error of the weighted score; without weights, the familiar one."""
    values = np.repeat([-1.0, 0.0, 1.0], [7, 2, 2])
    n = np.full(len(answers.n), answers.rows) if answers.is_weighted else answers.n
    with np.errstate(invalid="ignore", divide="ignore"):
        squares = (answers.weight_squared * (values - estimate[:, None]) ** 2).sum(axis=1)
        return np.sqrt(squares / total**2 * n / np.where(n > ddof, n - ddof, np.nan))
