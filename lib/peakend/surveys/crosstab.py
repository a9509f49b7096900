"""Crosstabs: answers by segment in column percent, with letters for the segments that differ."""

from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from peakend.base.arguments import check_confidence, check_option
from peakend.base.arrays import Floats
from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.surveys.frequencies import HEADINGS, UNITS, Question, count_answers
from peakend.surveys.intervals import two_sided_p
from peakend.surveys.tally import result_table
from peakend.tables.about import describe

Correction = Literal["holm", "bonferroni", "none"]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def crosstab(
    frame: object,
    question: Question,
    *,
    by: str,
    weights: str | None = None,
    missing: object = None,
    correction: Correction = "holm",
    conf: float = 0.95,
) -> pd.DataFrame:
    """Answers by segment, in percent of each segment, and which segments differ beyond chance.

    For each answer every two segments are compared by the score test of two shares (with weights on effective
    answers). A segment has the letters of those whose share is lower beyond chance.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    question : str or sequence of str
        Column of the answers, or the 1/0 columns of a question with several; as for `frequencies`.
    by : str
        Column that makes the segments, at most 26; a missing label is one of its own.
    weights : str, optional
        Column of weights, one a respondent; errors are then linearised.
    missing : value or collection of values, optional
        Codes that are no answer, for instance 99; ``[]`` says that there are none.
    correction : {"holm", "bonferroni", "none"}
        How p values are corrected for the number of pairs compared at each answer.
    conf : float, default 0.95
        Confidence level; pairs differ beyond chance where the corrected p value is below 1 − `conf`.

    Returns
    -------
    pandas.DataFrame
        One row an answer and segment: ``answer``, the column `by`, ``letter`` (the segment's), ``n`` (how often it
        was given), ``base`` (who answered), ``percent, ci_low, ci_high, higher_than`` (letters, ``""`` for none).
        ``result.pivot(index="answer", columns=by, values="percent")`` puts the segments side by side.

    Raises
    ------
    PeakendError
        As for `frequencies`, and for more than 26 segments.

    Warns
    -----
    UserWarning
        As for `frequencies`.

    References
    ----------
    Holm (1979), Scandinavian Journal of Statistics 6, 65–70.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"channel": ["app"] * 40 + ["hall"] * 40, "again": ["yes"] * 36 + ["no"] * 44})
    >>> pe.crosstab(answers, "again", by="channel")[["answer", "channel", "letter", "higher_than", "percent"]]
      answer channel letter higher_than  percent
    0     no     app      A                 10.0
    1     no    hall      B           A    100.0
    2    yes     app      A           B     90.0
    3    yes    hall      B                  0.0
    """
    check_option("correction", correction, get_args(Correction))
    check_confidence(conf)
    found = count_answers(frame, question, by, weights, missing)
    count = len(found.groups)
    if count > len(LETTERS):
        raise PeakendError(
            _(
                "Column {column!r} makes {count} segments; letters tell {most} apart. Join small ones first.",
                column=by,
                count=count,
                most=len(LETTERS),
            )
        )
    shares, sizes = found.shares, found.sizes()
    low, high = found.interval(conf)
    size = len(found.answers)
    columns: dict[str, Any] = {
        "letter": np.array(list(LETTERS[:count]) * size, dtype=object),
        "n": found.counts.T.ravel().astype("int64"),
        "base": np.tile(found.base.astype("int64"), size),
        "percent": 100 * shares.T.ravel(),
        "ci_low": 100 * low.T.ravel(),
        "ci_high": 100 * high.T.ravel(),
        "higher_than": np.array(
            [text for i in range(size) for text in _letters(shares[:, i], sizes[:, i], correction, 1 - conf)],
            dtype=object,
        ),
    }
    groups = pd.concat([found.groups] * size, ignore_index=True)
    table = result_table(groups, columns)
    if "answer" in table:
        raise PeakendError(
            _("The segment column {name!r} has the name of a result column. Rename it in your data.", name="answer")
        )
    table.insert(0, "answer", pd.Series(np.repeat(np.array(found.answers, dtype=object), count), dtype=object))
    headings = {**HEADINGS, "letter": message("letter"), "higher_than": message("higher than")}
    return describe(table, "crosstab", headings, segments=[by], units=UNITS)


def _letters(shares: Floats, sizes: Floats, correction: str, level: float) -> list[str]:
    """Return for each segment the letters of those whose share is lower beyond chance."""
    first, second = np.triu_indices(len(shares), 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = (shares[first] * sizes[first] + shares[second] * sizes[second]) / (sizes[first] + sizes[second])
        error = np.sqrt(pooled * (1 - pooled) * (1 / sizes[first] + 1 / sizes[second]))
        p = correct(two_sided_p((shares[first] - shares[second]) / error), correction)
    lower: list[list[str]] = [[] for _share in shares]
    for i, j, value in zip(first, second, p, strict=True):
        if value < level:
            more, less = (i, j) if shares[i] > shares[j] else (j, i)
            lower[more].append(LETTERS[less])
    return ["".join(sorted(letters)) for letters in lower]


def correct(p: Floats, correction: str) -> Floats:
    """Return p values corrected for their number; those that are NaN do not count.

    Examples
    --------
    >>> correct(np.array([0.01, 0.04, 0.03]), "holm").tolist()
    [0.03, 0.06, 0.06]
    """
    known = np.isfinite(p)
    count = int(known.sum())
    if correction == "none" or count == 0:
        return p
    corrected = p.copy()
    if correction == "bonferroni":
        corrected[known] = np.minimum(p[known] * count, 1)
        return corrected
    order = np.argsort(p[known], kind="stable")
    steps = np.minimum(np.maximum.accumulate(p[known][order] * np.arange(count, 0, -1)), 1)
    inverse = np.empty(count)
    inverse[order] = steps
    corrected[known] = inverse
    return corrected
