"""Answers on a declared scale, counted by segment: what every measure of a single question starts from."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from peakend.base.arguments import as_list, check_option
from peakend.base.arrays import Floats, Mask
from peakend.base.errors import PeakendError
from peakend.base.language import join_sentences, join_words, quote
from peakend.base.language import translate as _
from peakend.frames.frames import ROWS, WEIGHT, WEIGHT_SQUARED, count_rows
from peakend.surveys.known import require_known_scale
from peakend.tables.about import Wording, describe
from peakend.tables.headings import COUNTED

By = str | Sequence[str] | None
Invalid = Literal["raise", "drop"]
Scale = tuple[int, int]

LONGEST_SCALE = 1000
# "10 - Extremely likely", "9 分", "Extremely likely - 10", "9/10"
SCORE_IN_WORDS = re.compile(
    r"\s*[-+−]?\d{1,3}\s*[^\d.,\s]|\s*[-+−]?\d{1,3}\s+\D|.*[^\d\s][\s\-–—:：=(（]+\d{1,3}\s*[)）分]?\s*$"
)


@dataclass(frozen=True)
class Tally:
    """Counts of one question's answers.

    Attributes
    ----------
    groups : pandas.DataFrame
        One row a segment, one column for each column of ``by``; one row and no columns without ``by``.
    points : numpy.ndarray
        The points of the scale, from low to high.
    counts : numpy.ndarray, shape (segments, points)
        How often each point was chosen.
    weight, weight_squared : numpy.ndarray, shape (segments, points)
        Sums of the weights and of their squares; both equal `counts` without weights.
    missing, invalid : numpy.ndarray, shape (segments,)
        Rows without an answer, and rows whose answer is not on the scale.
    rows : int
        All rows of the frame.
    is_weighted : bool
        Whether there are weights.
    """

    groups: pd.DataFrame
    points: Floats
    counts: Floats
    weight: Floats
    weight_squared: Floats
    missing: npt.NDArray[Any]
    invalid: npt.NDArray[Any]
    rows: int
    is_weighted: bool

    @property
    def n(self) -> Floats:
        """Valid answers in each segment."""
        return self.counts.sum(axis=1)

    def table(
        self,
        measure: str,
        columns: Mapping[str, Floats],
        headings: Mapping[str, Wording],
        units: Mapping[str, str],
    ) -> pd.DataFrame:
        """Return the tidy result: segments, ``n``, ``n_missing``, ``n_invalid``, then the columns given."""
        counted = {"n": self.n.astype("int64"), "n_missing": self.missing, "n_invalid": self.invalid}
        return describe(
            result_table(self.groups, {**counted, **columns}),
            measure,
            {**COUNTED, **headings},
            segments=list(self.groups),
            units=units,
        )


def tally(
    frame: object,
    column: str,
    *,
    scale: Scale,
    by: By = None,
    weights: str | None = None,
    invalid: Invalid = "raise",
    explain: Callable[[Floats], str] = lambda _off: "",
) -> Tally:
    """Count the answers of one question on its scale, by segment.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        The question's answers.
    scale : tuple of int
        The lowest and the highest point, for instance ``(0, 10)``.
    by : str or sequence of str, optional
        Columns that make the segments. A missing label is a segment of its own.
    weights : str, optional
        A column of weights.
    invalid : {"raise", "drop"}
        What to do with answers that are not on the scale: refuse them, or leave them out and count them.
    explain : callable, optional
        Given all scores, says what an export with answers off the scale probably is.

    Returns
    -------
    Tally

    Raises
    ------
    PeakendError
        For an impossible scale or option, a missing column, and, with ``invalid="raise"``, an answer off the scale.
    """
    low, high = check_scale(scale)
    check_option("invalid", invalid, get_args(Invalid))
    segments = segment_columns(by)
    require_known_scale(frame, column, (low, high))
    answers = count_rows(frame, [column], segments, weights)

    score = numbers(answers["answer_0"])
    is_missing = missing(answers["answer_0"])
    is_valid = on_scale(score, low, high)
    is_invalid = ~is_missing & ~is_valid
    if invalid == "raise" and is_invalid.any():
        if not is_valid.any() and answers["answer_0"][is_invalid].map(_is_words).all():
            raise PeakendError(_words_message(answers[is_invalid], column))
        message = invalid_message(answers[is_invalid], "answer_0", column, (low, high))
        raise PeakendError(join_sentences([message, explain(score)]))

    groups, code = segments_of(answers, segments)
    size = high - low + 1
    cell = code * size + np.where(is_valid, score - low, 0).astype("int64")

    def spread(values: pd.Series) -> Floats:
        return sum_by(cell, values, len(groups) * size, is_valid).reshape(len(groups), size)

    return Tally(
        groups=groups,
        points=np.arange(low, high + 1, dtype="float64"),
        counts=spread(answers[ROWS]),
        weight=spread(answers[WEIGHT if weights else ROWS]),
        weight_squared=spread(answers[WEIGHT_SQUARED if weights else ROWS]),
        missing=sum_by(code, answers[ROWS], len(groups), is_missing).astype("int64"),
        invalid=sum_by(code, answers[ROWS], len(groups), is_invalid).astype("int64"),
        rows=int(answers[ROWS].sum()),
        is_weighted=weights is not None,
    )


def segment_columns(by: By) -> list[str]:
    """Return the columns that make the segments as a list, empty for none."""
    return [] if by is None else as_list(by)


def segments_of(answers: pd.DataFrame, segments: list[str]) -> tuple[pd.DataFrame, npt.NDArray[Any]]:
    """Return the segments of a table of counts, sorted, and for each of its rows the number of its segment."""
    if not segments:
        return pd.DataFrame(index=range(1)), np.zeros(len(answers), dtype="int64")
    keys = [answers[f"by_{i}"] for i in range(len(segments))]
    # A column alone: pandas looks at all the others of a table first.
    grouped = keys[0].groupby(keys, dropna=False, observed=True, sort=True)
    groups = grouped.size().index.to_frame(index=False).set_axis(segments, axis=1)
    return groups, grouped.ngroup().to_numpy(dtype="int64")


def sum_by(code: npt.NDArray[Any], values: Floats | pd.Series, size: int, chosen: Mask) -> Floats:
    """Sum the values of the chosen rows by the number of each row's group, 0 to below `size`."""
    weights = np.asarray(values, dtype="float64")
    return np.bincount(code[chosen], weights=weights[chosen], minlength=size)


def pick_two(labels: list[object], groups: Sequence[object] | None, between: str) -> list[int]:
    """Return the numbers of the two groups to compare, or raise `PeakendError` if it is not clear which."""
    found = join_words(map(quote, labels), most=8)
    if len(labels) < 2:
        raise PeakendError(
            _(
                "Two groups are needed, but column {between!r} gives {found}. "
                "Name a column that tells at least two groups apart.",
                between=between,
                found=found,
            )
        )
    wanted = labels if groups is None else as_list(groups)
    for label in wanted:
        if label not in labels:
            raise PeakendError(
                _(
                    "Column {between!r} has no group {label!r}. Its groups are {found}; "
                    "name two of them, for instance groups={example!r}.",
                    between=between,
                    label=label,
                    found=found,
                    example=tuple(labels[:2]),
                )
            )
    if len(wanted) == 2 and wanted[0] != wanted[1]:
        return [labels.index(label) for label in wanted]
    raise PeakendError(
        _(
            "Two groups are needed, but column {between!r} gives {found}. "
            "Name the two to compare, for instance groups={example!r}.",
            between=between,
            found=found,
            example=tuple(labels[:2]),
        )
    )


def result_table(groups: pd.DataFrame, columns: Mapping[str, npt.NDArray[Any]]) -> pd.DataFrame:
    """Put the statistics beside their segments, one row a segment."""
    # With its type given, pandas keeps None in a column of words as it is.
    statistics = pd.DataFrame(
        {
            name: values if values.dtype.kind in "biuf" else pd.Series(values, dtype=values.dtype)
            for name, values in columns.items()
        }
    )
    for name in (name for name in groups.columns if name in columns):
        raise PeakendError(
            _(
                "The segment column {name!r} has the name of a result column. Rename it in your data.",
                name=name,
            )
        )
    return pd.concat([groups, statistics], axis=1)


def on_scale(score: Floats, low: int, high: int) -> Mask:
    """Tell which scores are whole numbers from low to high."""
    return (score >= low) & (score <= high) & (score == np.round(score))


def numbers(answers: pd.Series) -> Floats:
    """Read answers as numbers; what is none becomes NaN. Text such as ``"9"`` is a number, true and false are not."""
    if answers.dtype.kind in "iuf":
        return answers.to_numpy(dtype="float64", na_value=np.nan)
    is_truth = answers.map(lambda value: isinstance(value, (bool, np.bool_))).astype(bool)
    values = answers.astype(object).where(~is_truth, None)
    return pd.to_numeric(values, errors="coerce").to_numpy(dtype="float64", na_value=np.nan)


def missing(answers: pd.Series) -> Mask:
    """Tell which answers were not given: null, NaN and empty text."""
    if answers.dtype.kind in "iuf":
        return answers.isna().to_numpy(dtype=bool)
    blank = answers.map(lambda value: isinstance(value, str) and not value.strip()).astype(bool)
    return (answers.isna() | blank).to_numpy(dtype=bool)


def is_one_of(answers: pd.Series, values: object) -> Mask:
    """Tell which answers are one of some values; numbers are compared as numbers, also where they are text."""
    wanted = as_list(values)
    as_number = [float(value) for value in wanted if isinstance(value, Real) and not isinstance(value, bool)]
    return answers.astype(object).isin(wanted).to_numpy(dtype=bool) | np.isin(numbers(answers), as_number)


def check_scale(scale: Scale) -> Scale:
    """Return the scale as two whole numbers, low before high, or raise `PeakendError`."""
    try:
        low, high = scale
        if int(low) == low and int(high) == high and low < high <= low + LONGEST_SCALE:
            return int(low), int(high)
    except (TypeError, ValueError, OverflowError):
        pass
    raise PeakendError(
        _(
            "The scale {scale!r} does not fit. Give its lowest and highest point, for instance (1, 5); "
            "they may lie {most} apart at most.",
            scale=scale,
            most=LONGEST_SCALE,
        )
    )


def _is_words(answer: object) -> bool:
    return isinstance(answer, str) and SCORE_IN_WORDS.match(answer) is None and not answer.strip()[:1].isdigit()


def _words_message(answers: pd.DataFrame, column: str) -> str:
    return _(
        "Column {column!r} holds words and no scores: {values}. Say what each is worth: by s.score({column!r}, {{…}}) "
        "in a survey that pe.read_survey has read, or by .map({{…}}) in a pandas table.",
        column=column,
        values=list_values(answers, "answer_0"),
    )


def invalid_message(answers: pd.DataFrame, key: str, column: str, scale: Scale) -> str:
    """Name the answers under `key` that are not on the scale, with how often each occurs, and the ways out."""
    if answers[key].map(lambda value: isinstance(value, str) and bool(SCORE_IN_WORDS.match(value))).any():
        # To leave them out would leave out the ends of the scale, which alone have words.
        return _(
            "Column {column!r} has scores with words beside them, such as {values}. Keep their numbers alone; or say "
            "what each is worth, by s.score({column!r}, {{…}}) in a survey that pe.read_survey has read.",
            column=column,
            values=list_values(answers, key),
        )
    return _(
        "Column {column!r} has answers outside {low}–{high}: {values}. Correct them or the scale, or "
        "pass invalid='drop' to leave them out and count them.",
        column=column,
        low=scale[0],
        high=scale[1],
        values=list_values(answers, key),
    )


def list_values(answers: pd.DataFrame, key: str) -> str:
    """Say which answers stand under `key` and how often each occurs: the five most frequent ones."""
    often = answers.groupby(answers[key].map(repr))[ROWS].sum().sort_values(ascending=False, kind="stable")
    return join_words((f"{value} × {count}" for value, count in often.items()), most=5)
