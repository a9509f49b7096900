"""KANO answers: five ways to feel about a feature that is there, and about one that is not, as numbers 1–5.

Pairs of answers are counted here, by feature and segment; what follows from the counts is in ``kano.py``,
``kano_continuous.py`` and ``kano_stability.py``.
"""

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import get_args

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from peakend.base.arguments import check_option
from peakend.base.arrays import Floats, Mask
from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.frames import ROWS, WEIGHT, WEIGHT_SQUARED, count_rows, read_frame, require_columns
from peakend.surveys.question import Question
from peakend.surveys.scoring import apply_scores
from peakend.surveys.tally import (
    By,
    Invalid,
    list_values,
    missing,
    numbers,
    on_scale,
    segment_columns,
    segments_of,
    sum_by,
)

ANSWERS = 5
FEWEST_TURNED = 5  # answers, below which a few odd customers say nothing of the numbers

# The wordings of Berger et al. (1993) and those usual in Chinese questionnaires, from "like" (1) to "dislike" (5).
_WORDINGS = (
    "like|i like it|i like it that way|i enjoy it that way|i like it very much|this would be very helpful to me|"
    "喜欢|很喜欢|我喜欢|我很喜欢|非常喜欢|满意|很满意",
    "must-be|must be|must be so|it must be so|it must be that way|expect|expect it|i expect it|i expect it that way|"
    "it is a basic necessity or i expect it that way|this is a basic requirement for me|"
    "理应如此|理所当然|理当如此|应该如此|应该有|必须如此|必须有|必须这样",
    "neutral|i am neutral|i'm neutral|this would not affect me|i don't care|无所谓|没感觉|中立|没有影响",
    "live with|live-with|can live with it|"
    "i can live with it|i can live with it that way|tolerate|i can tolerate it|accept|"
    "i dislike it, but i can live with it that way|this would be a minor inconvenience|"
    "勉强接受|可以忍受|能忍受|能够忍受|勉强可以接受|可以接受|能接受",
    "dislike|i dislike it|i dislike it that way|i dislike it, and i can't accept it|"
    "this would be a major problem for me|不喜欢|很不喜欢|我不喜欢|我很不喜欢|非常不喜欢|不满意|很不满意|不能接受",
)
_NUMBER = {text: float(i + 1) for i, texts in enumerate(_WORDINGS) for text in texts.split("|")}


@dataclass(frozen=True)
class Pairs:
    """Counts of answer pairs.

    Attributes
    ----------
    groups : pandas.DataFrame
        One row a segment and feature.
    counts : numpy.ndarray, shape (groups, 5, 5)
        How often each functional answer met each dysfunctional one.
    weight, weight_squared : numpy.ndarray, shape (groups, 5, 5)
        Sums of the weights and of their squares; both equal `counts` without weights.
    missing, invalid : numpy.ndarray, shape (groups,)
        Rows where either answer was not given, and rows where either is no KANO answer.
    """

    groups: pd.DataFrame
    counts: Floats
    weight: Floats
    weight_squared: Floats
    missing: npt.NDArray[np.int64]
    invalid: npt.NDArray[np.int64]

    @property
    def n(self) -> Floats:
        """Valid pairs in each group."""
        return self.counts.sum(axis=(1, 2))

    def counted(self) -> dict[str, npt.NDArray[np.int64]]:
        """Return the columns ``n, n_missing, n_invalid``."""
        return {"n": self.n.astype("int64"), "n_missing": self.missing, "n_invalid": self.invalid}


def count_pairs(
    frame: object,
    feature: str,
    functional: str,
    dysfunctional: str,
    *,
    by: By,
    respondent: str | None,
    invalid: Invalid,
    weights: str | None = None,
) -> Pairs:
    """Count pairs of answers by segment and feature; see `peakend.kano` for the parameters and errors."""
    check_option("invalid", invalid, get_args(Invalid))
    frame = kano_table(frame, [functional, dysfunctional])
    if respondent is not None:
        _check_answered_once(frame, respondent, feature)
    segments = [*segment_columns(by), feature]
    answers = count_rows(frame, [functional, dysfunctional], segments, weights)
    parsed = [read_answers(answers["answer_0"]), read_answers(answers["answer_1"])]
    absent = [missing(answers["answer_0"]), missing(answers["answer_1"])]
    unknown = [np.isnan(parsed[side]) & ~absent[side] for side in (0, 1)]
    groups, code = segments_of(answers, segments)
    rows = answers[ROWS].to_numpy()
    if invalid == "raise":
        for side, column in enumerate((functional, dysfunctional)):
            _check_answers(answers, unknown[side], f"answer_{side}", column)
        given = [sum_by(code, rows, len(groups), ~side) for side in absent]
        _check_both_sides(groups.iloc[:, -1], given, (functional, dysfunctional))

    off = unknown[0] | unknown[1]
    gap = (absent[0] | absent[1]) & ~off
    valid = ~off & ~gap
    pair = np.where(valid, (parsed[0] - 1) * ANSWERS + parsed[1] - 1, 0).astype("int64")
    if all(answers[f"answer_{side}"].dtype.kind in "iuf" for side in (0, 1)):
        _warn_if_turned(*(np.bincount(side[valid].astype("int64"), rows[valid], ANSWERS + 1) for side in parsed))

    def spread(column: str) -> Floats:
        sums = sum_by(code * ANSWERS**2 + pair, answers[column], len(groups) * ANSWERS**2, valid)
        return sums.reshape(len(groups), ANSWERS, ANSWERS)

    return Pairs(
        groups=groups,
        counts=spread(ROWS),
        weight=spread(WEIGHT if weights else ROWS),
        weight_squared=spread(WEIGHT_SQUARED if weights else ROWS),
        missing=sum_by(code, rows, len(groups), gap).astype("int64"),
        invalid=sum_by(code, rows, len(groups), off).astype("int64"),
    )


def kano_table(frame: object, columns: Sequence[str]) -> object:
    """Return a frame as it is, and of a survey its table, with some columns as KANO's answers."""
    if not hasattr(type(frame), "measured"):
        return frame
    known = {question.name: question for question in frame.questions}  # type: ignore[attr-defined]
    reads = {name: partial(_of_question, question=known[name]) for name in columns if name in known}
    return frame.answered(reads)  # type: ignore[attr-defined]


def _of_question(answers: pd.Series, question: Question) -> pd.Series:
    """Return a question's answers by their words where it has them, else as numbers that begin with "like"."""
    if question.doubt:
        said = _(
            "For KANO: s.score({column!r}, scale=(1, 5), direction='low') where 1 is “like”, direction='high' "
            "where 5 is.",
            column=question.name,
        )
        raise PeakendError(f"{question.doubt} {said}")
    texts = answers.map(lambda value: question.labels.get(str(value), value), na_action="ignore")
    if not pd.api.types.is_numeric_dtype(texts):
        return texts
    scores = apply_scores(answers, question.scores) if question.scores else texts
    # Where the file or the caller says that 5 is the good end, the numbers run from "dislike" to "like".
    is_high_good = question.direction == "high" and question.scale == (1, ANSWERS)
    return (ANSWERS + 1) - scores if is_high_good else scores


def read_answers(answers: pd.Series) -> Floats:
    """Read answers as 1–5 from numbers or from Chinese or English wording; NaN for anything else."""
    score = numbers(answers)
    score = np.where(on_scale(score, 1, ANSWERS), score, np.nan)
    if answers.dtype.kind in "iuf":
        return score
    worded = answers.map(lambda value: _NUMBER.get(_plain(value), np.nan) if isinstance(value, str) else np.nan)
    return np.where(np.isnan(score), worded.to_numpy(dtype="float64", na_value=np.nan), score)


def _plain(text: str) -> str:
    text = re.sub(r"\s+", " ", text.replace("’", "'")).strip().strip(".。!！").casefold()
    # Questionnaire tools put the option's letter or number before its wording.
    text = re.sub(r"^(?:[a-e1-5]\s*[-–—.、．)）:：=＝]|[1-5](?=\s))\s*", "", text)
    return re.sub(r"\s*[(（][1-5][)）]$", "", text)


def _warn_if_turned(having: Floats, lacking: Floats) -> None:
    """Doubt numbers by which customers would rather lack the features, given how often each was answered."""
    like, dislike = 1, ANSWERS
    if having[dislike] >= FEWEST_TURNED and having[dislike] > having[like] and lacking[like] > lacking[dislike]:
        warnings.warn(
            _(
                "Numbers are read as 1 for “like” to 5 for “dislike”, and by them more customers dislike having these "
                "features than like it. If 5 stands for “like” here, turn the answers first: 6 − answer."
            ),
            UserWarning,
            stacklevel=4,
        )


def _check_answers(answers: pd.DataFrame, bad: Mask, key: str, column: str) -> None:
    if bad.any():
        raise PeakendError(
            _(
                "Column {column!r} has answers that are none of the five KANO answers: {values}. Answers are 1–5 "
                "(like, must-be, neutral, live with, dislike) or these words in Chinese or English; correct them, or "
                "pass invalid='drop' to leave them out and count them.",
                column=column,
                values=list_values(answers[bad], key),
            )
        )


def _check_both_sides(features: pd.Series, given: list[Floats], columns: tuple[str, str]) -> None:
    if ((given[0] > 0) == (given[1] > 0)).all():
        return
    totals = pd.DataFrame(dict(enumerate(given))).groupby(features, dropna=False, observed=True).sum()
    for side in (0, 1):
        for label in totals.index[(totals[side] == 0) & (totals[1 - side] > 0)]:
            raise PeakendError(
                _(
                    "Feature {feature!r} was answered in column {have!r} only; column {lack!r} has no answer to "
                    "it. KANO needs both questions: add the other answers or leave the feature out, or pass "
                    "invalid='drop' to keep it with n = 0.",
                    feature=label,
                    have=columns[1 - side],
                    lack=columns[side],
                )
            )


def _check_answered_once(frame: object, respondent: str, feature: str) -> None:
    lazy = read_frame(frame)
    require_columns(lazy, [respondent, feature])
    picked = lazy.select(nw.col(respondent).alias("who"), nw.col(feature).alias("what"))
    answered = picked.filter(~nw.col("who").is_null()).group_by("who", "what").agg(nw.len().alias(ROWS))
    twice = answered.filter(nw.col(ROWS) > 1)
    count = int(twice.select(nw.len()).collect().item())
    if count:
        first = twice.head(1).collect().to_pandas().astype(object).iloc[0]
        raise PeakendError(
            _(
                "{count} pairs of respondent and feature occur more than once in columns {respondent!r} and "
                "{feature!r}: {who!r} answered {what!r} {times} times. Keep one row a respondent and feature.",
                count=count,
                respondent=respondent,
                feature=feature,
                who=first["who"],
                what=first["what"],
                times=int(first[ROWS]),
            )
        )
