"""What a report is made of."""

from typing import Any, NamedTuple

import pandas as pd


class Section(NamedTuple):
    """One part of a report.

    Attributes
    ----------
    title : str
        Its heading.
    lines : tuple of str
        What is said about it.
    table : pandas.DataFrame, optional
        Its figures.
    chart : altair chart, optional
        Its picture.
    """

    title: str
    lines: tuple[str, ...] = ()
    table: pd.DataFrame | None = None
    chart: Any = None
