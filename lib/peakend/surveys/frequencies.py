"""How often each answer was given, by segment: to one question, or to one that takes several answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from peakend.base.arguments import as_list
from peakend.base.arrays import Floats, Mask
from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.frames.frames import ROWS, WEIGHT, WEIGHT_SQUARED, count_rows
from peakend.surveys.estimates import effective_for
from peakend.surveys.intervals import Interval, wilson
from peakend.surveys.stray_codes import is_plain, warn_of_counted
from peakend.surveys.tally import (
    By,
    is_one_of,
    list_values,
    numbers,
    result_table,
    segment_columns,
    segments_of,
    sum_by,
)
from peakend.surveys.tally import missing as not_given
from peakend.tables.about import describe
from peakend.tables.headings import INTERVAL

Question = str | Sequence[str]

HEADINGS = {
    "answer": message("answer"),
    "n": message("times given"),
    "base": message("who answered"),
    "n_missing": message("no answer"),
    "percent": message("percent"),
    **INTERVAL,
    "n_effective": message("effective answers"),
}
UNITS = dict.fromkeys(["percent", "ci_low", "ci_high"], "percent")


def frequencies(
    frame: object,
    question: Question,
    *,
    by: By = None,
    weights: str | None = None,
    missing: object = None,
    conf: float = 0.95,
) -> pd.DataFrame:
    """How often each answer was given, in percent of those who answered, with Wilson's interval.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    question : str or sequence of str
        Column of the answers; or, for a question with several answers, its columns of 1 and 0, one an answer. There
        percentages may add up to more than 100, and who has a gap in every column did not answer.
    by : str or sequence of str, optional
        Columns that make the segments.
    weights : str, optional
        Column of weights, one a respondent; errors are then linearised.
    missing : value or collection of values, optional
        Codes that are no answer, for instance 99; ``[]`` says that there are none.
    conf : float, default 0.95
        Confidence level.

    Returns
    -------
    pandas.DataFrame
        One row a segment and answer: the columns of `by`, ``answer, n`` (how often it was given), ``base`` (who
        answered the question), ``n_missing, percent, ci_low, ci_high``; with `weights` ``n_effective`` (of the base).

    Raises
    ------
    PeakendError
        For a missing column, weights that are none, or columns of several answers that hold more than 1 and 0.

    Warns
    -----
    UserWarning
        If numbers look like codes for "no answer", such as 99 beside 1–5, and `missing` neither names them nor says
        that there are none.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"channel": ["app", "hall", "app", None]})
    >>> answers[["tea", "seat"]] = [[1, 1], [0, 1], [1, 0], [None, None]]
    >>> pe.frequencies(answers, "channel")[["answer", "n", "base", "percent"]].round(1)
      answer  n  base  percent
    0    app  2     3     66.7
    1   hall  1     3     33.3
    >>> pe.frequencies(answers, ["tea", "seat"])[["answer", "n", "base", "n_missing"]]
      answer  n  base  n_missing
    0    tea  2     3          1
    1   seat  2     3          1
    """
    found = count_answers(frame, question, by, weights, missing)
    low, high = found.interval(conf)
    size = len(found.answers)
    columns: dict[str, Any] = {
        "answer": np.array(found.answers * len(found.groups), dtype=object),
        "n": found.counts.ravel().astype("int64"),
        "base": np.repeat(found.base.astype("int64"), size),
        "n_missing": np.repeat(found.missing, size),
        "percent": 100 * found.shares.ravel(),
        "ci_low": 100 * low.ravel(),
        "ci_high": 100 * high.ravel(),
    }
    if weights:
        columns["n_effective"] = np.repeat(found.effective, size)
    groups = found.groups.loc[np.repeat(found.groups.index, size)].reset_index(drop=True)
    table = result_table(groups, columns)
    return describe(table, "frequencies", HEADINGS, segments=segment_columns(by), units=UNITS)


@dataclass(frozen=True)
class Answers:
    """How often each answer was given in each segment.

    Attributes
    ----------
    groups : pandas.DataFrame
        One row a segment.
    answers : list
        The answers, or the columns of a question with several.
    counts, weight, weight_squared : numpy.ndarray, shape (segments, answers)
        Who gave it: respondents, and sums of their weights and squared weights.
    base, base_weight, base_squared : numpy.ndarray, shape (segments,)
        The same of all who answered.
    missing : numpy.ndarray, shape (segments,)
        Respondents who did not answer.
    """

    groups: pd.DataFrame
    answers: list[Any]
    counts: Floats
    weight: Floats
    weight_squared: Floats
    base: Floats
    base_weight: Floats
    base_squared: Floats
    missing: Floats

    @property
    def shares(self) -> Floats:
        """The share of those who answered that gave each answer, 0…1."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.weight / self.base_weight[:, None]

    @property
    def effective(self) -> Floats:
        """Kish's effective number of those who answered."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.nan_to_num(self.base_weight**2 / self.base_squared)

    def sizes(self) -> Floats:
        """Return for each share the number of equal answers that would leave it the same error."""
        share = self.shares
        with np.errstate(invalid="ignore", divide="ignore"):
            rest = self.base_squared[:, None] - self.weight_squared
            error = (self.weight_squared * (1 - share) ** 2 + rest * share**2) / self.base_weight[:, None] ** 2
        return np.nan_to_num(effective_for(share, error, np.broadcast_to(self.effective[:, None], share.shape)))

    def interval(self, conf: float) -> Interval:
        """Return Wilson's interval of each share."""
        size = self.sizes()
        return wilson(np.clip(np.nan_to_num(self.shares * size), 0, size), size, conf=conf)


def count_answers(frame: object, question: Question, by: By, weights: str | None, missing: object) -> Answers:
    """Count who gave each answer, and who answered, by segment."""
    segments = segment_columns(by)
    columns = [question] if isinstance(question, str) else list(question)
    table = count_rows(frame, columns, segments, weights)
    groups, code = segments_of(table, segments)
    if isinstance(question, str):
        answers, given, absent = _of_one(table, missing)
        if as_list(missing) and is_plain(frame):
            known = table[~absent]
            warn_of_counted(question, numbers(known["answer_0"]), known[ROWS], "words", stacklevel=4)
    else:
        answers, given, absent = columns, *_of_several(table, columns, missing)

    def total(of: str, chosen: Mask) -> Floats:
        return sum_by(code, table[of], len(groups), chosen)

    kinds = (ROWS, WEIGHT if weights else ROWS, WEIGHT_SQUARED if weights else ROWS)
    counts, weight, squared = (np.stack([total(of, one) for one in given], axis=1) for of in kinds)
    base, base_weight, base_squared = (total(of, ~absent) for of in kinds)
    unanswered = total(ROWS, absent).astype("int64")
    return Answers(groups, answers, counts, weight, squared, base, base_weight, base_squared, unanswered)


def _of_one(table: pd.DataFrame, missing: object) -> tuple[list[Any], list[Mask], Mask]:
    column = table["answer_0"]
    absent: Mask = not_given(column) | is_one_of(column, missing)
    known = column[~absent]
    if isinstance(column.dtype, pd.CategoricalDtype):
        answers = [label for label in column.cat.categories if (known == label).any()]
    else:
        answers = sorted(known.unique().tolist(), key=lambda value: (isinstance(value, str), value))
    if not answers:
        raise PeakendError(_("Nobody answered this question. Choose another column."))
    return answers, [(column == label).to_numpy(dtype=bool, na_value=False) & ~absent for label in answers], absent


def _of_several(table: pd.DataFrame, columns: list[str], missing: object) -> tuple[list[Mask], Mask]:
    given, gaps = [], []
    for i, name in enumerate(columns):
        column = table[f"answer_{i}"]
        gap = not_given(column) | is_one_of(column, missing)
        value = numbers(column.map(lambda cell: int(cell) if isinstance(cell, bool | np.bool_) else cell))
        off = ~gap & ~np.isin(value, (0, 1))
        if off.any():
            raise PeakendError(
                _(
                    "Column {column!r} holds {values}. A question with several answers has a column of 1 and 0 "
                    "for each.",
                    column=name,
                    values=list_values(table[off], f"answer_{i}"),
                )
            )
        given.append(value == 1)
        gaps.append(gap)
    return given, np.all(gaps, axis=0)
