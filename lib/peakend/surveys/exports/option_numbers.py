"""Exports of option numbers, which say nothing of scores: the first option may be the best."""

from collections.abc import Collection

import pandas as pd

from peakend.base.language import translate as _
from peakend.surveys.exports.columns import OPEN_HEAD, Column

LONGEST_SCALE = 7  # points of options; what is longer is asked in numbers


def doubt_option_numbers(
    columns: list[Column], file: str, platform: str, words: Collection[str] = (), codes: Collection[str] = ()
) -> list[Column]:
    """Doubt whole numbers where they may be those of options: nothing shows an export of texts, or of scores.

    `words` stand in the platform's exports of texts for no answer, `codes` in those of numbers.
    """
    if not _may_be_option_numbers(columns, words, codes):
        return columns
    for column in columns:
        if column.kind in ("question", "matrix") and pd.api.types.is_integer_dtype(column.values):
            column.doubt = _(
                "The numbers in column {column!r} of {file!r} may be those of {platform}'s options, of which 1 can be "
                "the best, and no scores. Pass the export with option texts, read_survey(…, labels='texts.csv'); or, "
                "where they are scores, say so: s.score({column!r}, scale=…).",
                column=column.name,
                file=file,
                platform=platform,
            )
    return columns


def ask_direction(columns: list[Column], platform: str) -> list[Column]:
    """Ask which end is good where an export holds the numbers of options: the first may be the best."""
    for column in columns:
        answers = column.values.dropna()
        is_asked = column.kind in ("question", "matrix") and pd.api.types.is_integer_dtype(answers)
        if is_asked and len(answers) and answers.max() <= LONGEST_SCALE and not (answers == 0).any():
            column.direction_doubt = _(
                "This {platform} export holds the numbers of options, and in column {column!r} 1 may be the best or "
                "the worst. Export the options' texts; or say s.score({column!r}, direction='high'), or where 1 is the "
                "best s.score({column!r}, scale=(1, 5), direction='low').",
                platform=platform,
                column=column.name,
            )
    return columns


def _may_be_option_numbers(columns: list[Column], words: Collection[str], codes: Collection[str]) -> bool:
    asked = [column for column in columns if column.kind in ("question", "matrix")]
    numeric = [column.values.dropna() for column in asked if pd.api.types.is_numeric_dtype(column.values)]
    if any(word in column.missing for column in columns for word in words):
        return False
    # Texts list what was chosen in one cell, and repeat themselves; numbers of options begin at 1.
    if any(column.kind in ("option", "rank") and not column.guessed for column in columns):
        return False
    if any(_are_options(column) for column in asked):
        return any(code in column.missing for column in columns for code in codes)
    if any((answers <= 0).any() or (answers % 1 != 0).any() for answers in numeric):
        return False
    return not _adds_up(columns, asked)


def _are_options(column: Column) -> bool:
    """Tell texts of options, nearly all of which come again, from remarks, of which a few do: "none", "very good"."""
    if pd.api.types.is_numeric_dtype(column.values) or OPEN_HEAD.search(column.title):
        return False
    answers = column.values.dropna()
    return len(answers) > 3 and answers.nunique() <= 0.5 * len(answers) and (answers.value_counts() > 1).mean() >= 0.5


def _adds_up(columns: list[Column], asked: list[Column]) -> bool:
    """Tell whether the platform's total is the sum of the answers, which then are scores."""
    total = next((column.values for column in columns if column.name == "total_score"), None)
    if total is None or not pd.api.types.is_numeric_dtype(total):
        return False
    scores = [column.values for column in asked if pd.api.types.is_numeric_dtype(column.values)]
    return bool(scores) and bool((pd.concat(scores, axis=1).sum(axis=1) == total).mean() > 0.9)
