"""What was left out of a survey, or should be looked at: one sentence each."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd


class Problem(NamedTuple):
    """One thing that a reader of the survey should know.

    Attributes
    ----------
    kind : str
        ``title, footer, preview, unfinished`` (left out); ``sheet, shape, kind, scored, missing, dates,
        duplicates, speeders, straight-liners, doubt`` (to look at).
    column : str
        The column it is about; empty for the whole file.
    rows : int
        How many rows it concerns; 0 where it is no matter of rows.
    message : str
        The sentence.
    remedy : str
        The parameter of `read_survey` that settles it, or ``scale``; empty if none does.
    """

    kind: str
    column: str
    rows: int
    message: str
    remedy: str = ""


LEFT_OUT = ("title", "footer", "preview", "unfinished")


def problem_table(problems: Sequence[Problem]) -> pd.DataFrame:
    """Return problems as a table, a row each."""
    return pd.DataFrame(problems, columns=list(Problem._fields))
