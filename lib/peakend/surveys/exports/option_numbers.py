"""Exports of option numbers, which say nothing of scores: the first option may be the best."""

from collections.abc import Collection

import pandas as pd

from peakend.base.language import translate as _
from peakend.surveys.exports.columns import Column


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


def _may_be_option_numbers(columns: list[Column], words: Collection[str], codes: Collection[str]) -> bool:
    asked = [column for column in columns if column.kind in ("question", "matrix")]
    numeric = [column.values.dropna() for column in asked if pd.api.types.is_numeric_dtype(column.values)]
    if any(word in column.missing for column in columns for word in words):
        return False
    # Texts list what was chosen in one cell, and repeat themselves; numbers of options begin at 1.
    if any(column.kind in ("option", "rank") and not column.guessed for column in columns):
        return False
    spoken = [column.values.dropna() for column in asked if not pd.api.types.is_numeric_dtype(column.values)]
    if any(len(answers) > 3 and answers.nunique() <= 0.5 * len(answers) for answers in spoken):
        return any(code in column.missing for column in columns for code in codes)
    if any((answers <= 0).any() or (answers % 1 != 0).any() for answers in numeric):
        return False
    return not _adds_up(columns, asked)


def _adds_up(columns: list[Column], asked: list[Column]) -> bool:
    """Tell whether the platform's total is the sum of the answers, which then are scores."""
    total = next((column.values for column in columns if column.name == "total_score"), None)
    if total is None or not pd.api.types.is_numeric_dtype(total):
        return False
    scores = [column.values for column in asked if pd.api.types.is_numeric_dtype(column.values)]
    return bool(scores) and bool((pd.concat(scores, axis=1).sum(axis=1) == total).mean() > 0.9)
