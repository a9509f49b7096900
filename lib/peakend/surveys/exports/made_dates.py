"""Options of which a spreadsheet has made dates: "10-20" has become "Oct-20", and "3-5" has become "5-Mar"."""

import re

import pandas as pd

from peakend.base.language import translate as _
from peakend.surveys.exports.problem import Problem
from peakend.surveys.exports.times import HEAD

RANGE = re.compile(r"\d{1,3}\s*[-–—~～至到/]\s*\d{1,3}\D{0,4}")
MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
MADE = re.compile(rf"\d{{1,2}}-(?:{MONTH})|(?:{MONTH})-\d{{2}}|\d{{1,2}}月\d{{1,2}}日", re.IGNORECASE)


def made_dates(column: str, answers: pd.Series) -> list[Problem]:
    """Say that a date stands among ranges, or that all options are days without a year.

    Examples
    --------
    >>> [problem.column for problem in made_dates("age", pd.Series(["Oct-20", "21-30", "21-30"]))]
    ['age']
    """
    texts = answers.astype("string").str.strip()
    made = texts[texts.str.fullmatch(MADE)]
    are_all = len(made) == len(texts) and not HEAD.search(column)
    if made.empty or not (are_all or texts.str.fullmatch(RANGE).any()):
        return []
    said = _(
        "Column {column!r} holds {example!r}: a spreadsheet may have made a date of a range or a "
        "fraction, such as 10-20. Look, and correct it in the file.",
        column=column,
        example=str(made.iloc[0]),
    )
    return [Problem("kind", column, 0, said)]
