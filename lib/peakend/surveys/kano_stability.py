"""How sure a KANO category is: how often another sample of the same size would give it again."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from peakend.base.arguments import check_count
from peakend.base.language import message
from peakend.surveys.kano import CATEGORIES, Rule, Table, category_counts, check_rule, classify, letters_of
from peakend.surveys.kano_answers import count_pairs
from peakend.surveys.tally import By, Invalid, result_table
from peakend.tables.about import describe
from peakend.tables.headings import COUNTED


def kano_stability(
    frame: object,
    *,
    feature: str,
    functional: str,
    dysfunctional: str,
    by: By = None,
    table: Table = "classic",
    rule: Rule = "mode",
    near: float = 0.06,
    respondent: str | None = None,
    bootstrap: int = 2000,
    seed: int = 0,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    """Bootstrap the KANO category of each feature.

    Samples of n respondents are drawn with replacement and classified by the same table and rule. Drawing from the
    respondents is drawing from their six category counts, so the size of the frame costs nothing. It has no weights:
    samples of respondents who count differently would have to be drawn row by row. `kano` with weights bases its
    intervals on effective answers instead.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        Long format: one row a respondent and feature.
    feature, functional, dysfunctional, by, table, rule, near, respondent, invalid
        As for `kano`.
    bootstrap : int, default 2000
        How many samples are drawn.
    seed : int, default 0
        Start of the random numbers; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        One row a segment and feature: the columns of `by`, `feature`, ``n, n_missing, n_invalid, category``,
        ``stability`` (share of samples that gave the same category, 0…1) and ``A, O, M, I, R, Q`` (share of samples
        that gave each); NaN if n is 0. Take a category below about 0.9 as open between the letters with large shares.

    Raises
    ------
    PeakendError
        As for `kano`, and if `bootstrap` is not a whole number above 0.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 6.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"feature": "seat", "with_it": [1] * 11 + [3] * 9, "without_it": [3] * 20})
    >>> result = pe.kano_stability(answers, feature="feature", functional="with_it", dysfunctional="without_it")
    >>> result[["feature", "n", "category", "stability", "A", "I"]].round(1)
      feature   n category  stability    A    I
    0    seat  20        A        0.8  0.8  0.2
    """
    check_rule(table, rule, near)
    check_count("bootstrap", bootstrap)
    check_count("seed", seed, 0)
    pairs = count_pairs(frame, feature, functional, dysfunctional, by=by, respondent=respondent, invalid=invalid)
    counts = category_counts(pairs.counts, table)
    n = counts.sum(axis=1)
    category, _tied = classify(counts, rule, near)
    random = np.random.default_rng(seed)
    shares = np.full(counts.shape, np.nan)
    for row in np.flatnonzero(n):
        samples = random.multinomial(int(n[row]), counts[row] / n[row], size=bootstrap).astype("float64")
        drawn, _tied = classify(samples, rule, near)
        shares[row] = np.bincount(drawn, minlength=len(CATEGORIES)) / bootstrap
    columns: dict[str, npt.NDArray[np.generic]] = {
        **pairs.counted(),
        "category": letters_of(category, n == 0),
        "stability": shares[np.arange(len(shares)), category],
        **{letter: shares[:, i] for i, letter in enumerate(CATEGORIES)},
    }
    headings = {**COUNTED, "category": message("category"), "stability": message("same category again")}
    result = result_table(pairs.groups, columns)
    return describe(result, "kano_stability", headings, segments=list(pairs.groups), units={"stability": "share"})
