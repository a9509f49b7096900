"""The A/B experiment: do two scripts of service differ, by how much, and could it be chance."""

import itertools
from collections.abc import Sequence
from math import comb
from typing import Literal, get_args

import numpy as np
import pandas as pd

from peakend.base.arguments import as_list, check_confidence, check_count, check_option
from peakend.base.arrays import Floats, Mask
from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.frames.frames import ROWS, WEIGHT, WEIGHT_SQUARED, count_rows, table_of
from peakend.surveys.estimates import mean_of, share_of
from peakend.surveys.intervals import moments, two_sided_p, wilson
from peakend.surveys.pairs import HEADINGS as PAIR
from peakend.surveys.stray_codes import Way, is_plain, warn_of_counted
from peakend.surveys.tally import (
    Invalid,
    Scale,
    Tally,
    check_scale,
    invalid_message,
    is_one_of,
    list_values,
    numbers,
    on_scale,
    pick_two,
    segments_of,
)
from peakend.surveys.tally import missing as not_given
from peakend.tables.about import describe
from peakend.tables.headings import COUNTED

Interval = tuple[float, float]

MOST_EXACT = 30
MOST_PERMUTED = 10**9
CELLS_AT_ONCE = 2_000_000

HEADINGS = {
    **COUNTED,
    **PAIR,
    "measure": message("compared"),
    "p_permutation": message("p value by permutation"),
    "effect_size": message("effect size"),
    "superiority": message("chance that the first is higher"),
}
UNITS = {"p_value": "p", "p_permutation": "p", "superiority": "share"}
WORDS = {"measure": {"mean": message("means"), "percent": message("percentages")}}


def compare(
    frame: object,
    column: str,
    *,
    between: str,
    groups: Sequence[object] | None = None,
    success: object = None,
    scale: Scale | None = None,
    missing: object = None,
    weights: str | None = None,
    conf: float = 0.95,
    permutations: int = 9999,
    seed: int = 0,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    r"""Compare two groups of an experiment: difference of means or of shares, first less second.

    Means are compared without assuming equal variances (Welch), with :math:`s_i^2` the sample variances:

    .. math:: \bar x_1 - \bar x_2 \pm t_{\nu}\sqrt{s_1^2/n_1 + s_2^2/n_2}, \qquad
              \nu = \frac{(s_1^2/n_1 + s_2^2/n_2)^2}{\sum_i (s_i^2/n_i)^2/(n_i - 1)}

    Shares are compared by Newcombe's interval, which joins the two Wilson intervals and stays within −100…100.
    The permutation test asks how often a difference as large comes about if the labels are dealt out by chance; it
    assumes nothing but that they were, which is what an experiment with random assignment does.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        The outcome: numbers, or with `success` any answers.
    between : str
        Column that tells the two groups apart, for instance the script that was used.
    groups : sequence of two labels, optional
        Which two groups, first and second; needed where `between` has more than two.
    success : value or collection of values, optional
        Compare the shares of these answers instead of means, for instance ``success=(4, 5)`` or
        ``success="yes"``; at least one of them must occur.
    scale : tuple of int, optional
        Lowest and highest point; other answers are then refused or left out.
    missing : value or collection of values, optional
        Codes that are no answer, for instance 99; ``[]`` says that there are none.
    weights : str, optional
        Column of weights, one a respondent. Errors are then linearised, as in R's ``svyttest``; labels are not dealt
        out, because a weight belongs to its answer.
    conf : float, default 0.95
        Confidence level.
    permutations : int, default 9999
        How often labels are dealt out anew; 0 leaves the test out. All divisions are tried instead where there are no
        more than that. Costs little on a scale of few points, seconds for 100,000 answers that are all different.
    seed : int, default 0
        Start of the random numbers.
    invalid : {"raise", "drop"}
        Refuse answers that are not numbers, or leave them out and count them in ``n_invalid``; without effect with
        `success`.

    Returns
    -------
    pandas.DataFrame
        One row: ``first, second`` (labels), ``measure`` (``"mean"`` or ``"percent"``), ``n_first, n_second``,
        ``n_missing, n_invalid`` (of both), ``value_first, value_second, difference, ci_low, ci_high`` (points of the
        scale, or percentage points), ``p_value`` (two-sided; Welch's t test, or the score test of two shares, which is
        χ² without continuity correction), ``p_permutation``, ``effect_size`` (Hedges' g, in standard deviations; for
        shares Cohen's h), ``superiority`` (chance that an answer of the first group beats one of the second, ties
        split, 0…1), ``n_unlabelled`` (rows left out because `between` is empty there; they are no group). NaN where a
        group has no answer, or one answer only, or where nothing varies.

    Raises
    ------
    PeakendError
        For a missing column, answers that are not numbers, not exactly two groups, a success that nobody
        answered, or an impossible option.

    Warns
    -----
    UserWarning
        If numbers look like codes for "no answer", such as 99 beside 1–5, and neither `scale` nor `missing` says what
        they are.

    References
    ----------
    Welch (1947), Biometrika 34, 28–35. Newcombe (1998), Statistics in Medicine 17, 873–890, method 10. Hedges (1981),
    Journal of Educational Statistics 6, 107–128. Cohen (1988), Statistical Power Analysis, ch. 6. Phipson & Smyth
    (2010), Statistical Applications in Genetics and Molecular Biology 9(1), 39. McGraw & Wong (1992), Psychological
    Bulletin 111, 361–365.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> visits = pd.DataFrame(
    ...     {
    ...         "script": ["follow at once"] * 6 + ["come back later"] * 6,
    ...         "felt": [3, 2, 4, 3, 2, 3, 4, 5, 4, 3, 5, 4],
    ...     }
    ... )
    >>> result = pe.compare(visits, "felt", between="script")
    >>> result[["first", "difference", "ci_low", "ci_high", "p_permutation"]].round(2)
                 first  difference  ci_low  ci_high  p_permutation
    0  come back later        1.33    0.36      2.3           0.04
    """
    check_option("invalid", invalid, get_args(Invalid))
    check_confidence(conf)
    check_count("permutations", permutations, 0)
    check_count("seed", seed, 0)
    # Without a scale, a code for "no answer" would be averaged.
    known = frame if scale or missing else table_of(frame, [column], averaged=True)
    answers = count_rows(known, [column], [between], weights)
    size = int(answers[ROWS].sum())
    unlabelled = not_given(answers["by_0"])
    n_unlabelled = int(answers.loc[unlabelled, ROWS].sum())
    answers = answers[~unlabelled].reset_index(drop=True)
    gap = not_given(answers["answer_0"]) | is_one_of(answers["answer_0"], missing)
    score = numbers(answers["answer_0"]) if success is None else _is_success(answers, gap, column, success)
    off: Mask = ~np.isfinite(score) & ~gap
    if scale is not None and success is None:
        off |= ~on_scale(score, *check_scale(scale)) & ~gap
        if invalid == "raise" and off.any():
            raise PeakendError(invalid_message(answers[off], "answer_0", column, check_scale(scale)))
    if invalid == "raise" and off.any():
        raise PeakendError(_not_numbers(answers[off], column))
    labelled, code = segments_of(answers, [between])
    labels = labelled[between].tolist()
    chosen = pick_two(labels, groups, between)
    rows = answers[ROWS].to_numpy(dtype="float64")
    in_pair = np.isin(code, chosen)
    valid = in_pair & ~gap & ~off
    if scale is None and as_list(missing) and is_plain(frame):
        asked = in_pair & ~gap
        way: Way = "scale" if success is None else "words"
        warn_of_counted(column, numbers(answers["answer_0"])[asked], rows[asked], way)
    points, at = np.unique(score[valid], return_inverse=True)
    places = (np.array([chosen.index(group) for group in code[valid]], dtype="int64"), at)

    def spread(of: str) -> Floats:
        sums = np.zeros((2, len(points)))
        np.add.at(sums, places, answers.loc[valid, of].to_numpy(dtype="float64"))
        return sums

    counts = spread(ROWS)
    n = counts.sum(axis=1)
    if weights:
        none = np.zeros(2, dtype="int64")
        pair = Tally(labelled, points, counts, spread(WEIGHT), spread(WEIGHT_SQUARED), none, none, size, True)
        found = (_weighted_means if success is None else _weighted_shares)(pair, conf)
    else:
        found = (_means if success is None else _shares)(points, counts, conf)
    value, difference, interval, p_value, effect = found
    table = pd.DataFrame(
        {
            "first": [labels[chosen[0]]],
            "second": [labels[chosen[1]]],
            "measure": "mean" if success is None else "percent",
            "n_first": int(n[0]),
            "n_second": int(n[1]),
            "n_missing": int(rows[in_pair & gap].sum()),
            "n_invalid": int(rows[in_pair & off].sum()),
            "value_first": value[0],
            "value_second": value[1],
            "difference": difference,
            "ci_low": interval[0],
            "ci_high": interval[1],
            "p_value": p_value,
            "p_permutation": permutation_p(points, counts, 0 if weights else permutations, seed),
            "effect_size": effect,
            "superiority": _superiority(spread(WEIGHT) if weights else counts),
            "n_unlabelled": n_unlabelled,
        }
    )
    return describe(table, "compare", HEADINGS, units=UNITS, words=WORDS)


def permutation_p(points: Floats, counts: Floats, permutations: int, seed: int) -> float:
    """Return the two-sided p value of a difference of means when group labels are dealt out by chance."""
    first, second = (int(size) for size in counts.sum(axis=1))
    if permutations == 0 or min(first, second) == 0 or first + second >= MOST_PERMUTED:
        return float("nan")
    pooled = counts.sum(axis=0).astype("int64")
    centred = points - pooled @ points / (first + second)
    observed = abs(counts[0] @ centred)
    # With the pooled mean at 0, the difference of means is the first group's sum times a constant.
    reached = observed - 1e-9 * np.abs(centred).max()
    if first + second <= MOST_EXACT and comb(first + second, first) <= permutations:
        values = np.repeat(centred, pooled)
        sums = np.array([sum(chosen) for chosen in itertools.combinations(values.tolist(), first)])
        return float((np.abs(sums) >= reached).mean())
    random = np.random.default_rng(seed)
    method: Literal["marginals", "count"] = "marginals" if 20 * len(points) < first + second else "count"
    step = max(1, CELLS_AT_ONCE // len(points))
    hits = 0
    for start in range(0, permutations, step):
        size = min(step, permutations - start)
        dealt = random.multivariate_hypergeometric(pooled, first, size=size, method=method)
        hits += int((np.abs(dealt @ centred) >= reached).sum())
    return (hits + 1) / (permutations + 1)


def _means(points: Floats, counts: Floats, conf: float) -> tuple[Floats, float, Interval, float, float]:
    from scipy.special import stdtr, stdtrit

    n = counts.sum(axis=1)
    mean, variance = moments(points, counts)
    difference = mean[0] - mean[1]
    with np.errstate(invalid="ignore", divide="ignore"):
        error = variance / n
        se = np.sqrt(error.sum())
        freedom = error.sum() ** 2 / (error**2 / (n - 1)).sum()
        half = stdtrit(freedom, (1 + conf) / 2) * se if se > 0 else 0 * se
        p_value = 2 * stdtr(freedom, -abs(difference / se)) if se > 0 else np.nan
        pooled = ((n - 1) * variance).sum() / (n.sum() - 2)
    effect = _hedges(difference, pooled, n.sum())
    return mean, difference, (difference - half, difference + half), float(p_value), effect


def _shares(points: Floats, counts: Floats, conf: float) -> tuple[Floats, float, Interval, float, float]:
    n = counts.sum(axis=1)
    successes = counts @ points if len(points) else np.zeros(2)
    low, high = wilson(successes, n, conf=conf)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = successes / n
        pooled = successes.sum() / n.sum()
        z = (share[0] - share[1]) / np.sqrt(pooled * (1 - pooled) * (1 / n).sum())
    return _of_shares(share, (low, high), float(two_sided_p(z)[0]))


def _of_shares(
    share: Floats, bounds: tuple[Floats, Floats], p_value: float
) -> tuple[Floats, float, Interval, float, float]:
    low, high = bounds
    difference = share[0] - share[1]
    interval = (
        difference - np.hypot(share[0] - low[0], high[1] - share[1]),
        difference + np.hypot(high[0] - share[0], share[1] - low[1]),
    )
    angle = 2 * np.arcsin(np.sqrt(share))
    return (
        100 * share,
        100 * difference,
        (100 * interval[0], 100 * interval[1]),
        p_value,
        float(angle[0] - angle[1]),
    )


def _weighted_means(pair: Tally, conf: float) -> tuple[Floats, float, Interval, float, float]:
    from scipy.special import stdtr, stdtrit

    mean, se = mean_of(pair, pair.points)
    difference, error, freedom = mean[0] - mean[1], float(np.hypot(*se)), pair.rows - 2
    half = stdtrit(freedom, (1 + conf) / 2) * error
    p_value = 2 * stdtr(freedom, -abs(difference / error)) if error > 0 else np.nan
    total, n = pair.weight.sum(axis=1), pair.n
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = (pair.weight * (pair.points - mean[:, None]) ** 2).sum(axis=1) / total * n / (n - 1)
    effect = _hedges(difference, ((n - 1) * variance).sum() / (n.sum() - 2), n.sum())
    return mean, difference, (difference - half, difference + half), float(p_value), effect


def _weighted_shares(pair: Tally, conf: float) -> tuple[Floats, float, Interval, float, float]:
    share, bounds = share_of(pair, pair.points > 0, conf)
    _mean, se = mean_of(pair, pair.points)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (share[0] - share[1]) / np.hypot(*se)
    return _of_shares(share, bounds, float(two_sided_p(z)[0]))


def _hedges(difference: float, pooled: float, n: float) -> float:
    return float(difference / np.sqrt(pooled) * (1 - 3 / (4 * (n - 2) - 1))) if pooled > 0 else np.nan


def _superiority(counts: Floats) -> float:
    n = counts.sum(axis=1)
    below = np.cumsum(counts[1]) - counts[1]
    with np.errstate(invalid="ignore", divide="ignore"):
        return float((counts[0] * (below + counts[1] / 2)).sum() / np.prod(n))


def _is_success(answers: pd.DataFrame, gap: Mask, column: str, success: object) -> Floats:
    found = is_one_of(answers["answer_0"], success)
    if not found.any() and not gap.all():
        raise PeakendError(
            _(
                "No answer in column {column!r} is success={success!r}. It has: {values}. "
                "Name those that count as a success.",
                column=column,
                success=success,
                values=list_values(answers[~gap], "answer_0"),
            )
        )
    return found.astype("float64")


def _not_numbers(bad: pd.DataFrame, column: str) -> str:
    return _(
        "Column {column!r} has answers that are not numbers: {values}. Name those that count as a success, "
        "success={example}, correct them, or pass invalid='drop' to leave them out and count them.",
        column=column,
        values=list_values(bad, "answer_0"),
        example=repr(bad["answer_0"].iloc[bad[ROWS].to_numpy().argmax()]),
    )
