"""KANO from the wide tables that survey platforms give: two columns a feature, one row a respondent."""

from collections.abc import Mapping, Sequence

import pandas as pd

from peakend.base.arguments import as_list
from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.frames import read_frame, require_columns
from peakend.surveys.kano_answers import kano_table


def melt_kano(frame: object, pairs: Mapping[str, tuple[str, str]], *, keep: str | Sequence[str] = ()) -> pd.DataFrame:
    """Make of two columns a feature the long table that `kano` takes.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    pairs : mapping of str to two str
        For each feature the column of answers to having it, then that to lacking it, for instance
        ``{"free tea": ("Q1", "Q2"), "more seats": ("Q3", "Q4")}``.
    keep : str or sequence of str, optional
        Further columns to carry along: segments, weights, the respondent.

    Returns
    -------
    pandas.DataFrame
        One row a respondent and feature, feature by feature: the columns of `keep`, ``feature, functional,
        dysfunctional``.

    Raises
    ------
    PeakendError
        If a column is missing, a feature has not two columns, one column stands for two answers, or a survey doubts
        what a column's numbers are.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> wide = pd.DataFrame({"age": ["young", "old"], "Q1": [1, 2], "Q2": [5, 3]})
    >>> pe.melt_kano(wide, {"tea": ("Q1", "Q2")}, keep="age")
         age feature  functional  dysfunctional
    0  young     tea           1              5
    1    old     tea           2              3
    """
    kept = as_list(keep)
    for feature, columns in pairs.items():
        if isinstance(columns, str) or len(columns) != 2:
            raise PeakendError(
                _(
                    "The feature {feature!r} needs two columns, that of having it and that of lacking it; "
                    "here are {columns!r}.",
                    feature=feature,
                    columns=columns,
                )
            )
    used = [column for columns in pairs.values() for column in columns]
    twice = next((column for column in used if used.count(column) > 1), None)
    if twice is not None:
        raise PeakendError(_("Column {column!r} was named for two answers. Name each column once.", column=twice))
    for name in {"feature", "functional", "dysfunctional"}.intersection(kept):
        raise PeakendError(
            _("The segment column {name!r} has the name of a result column. Rename it in your data.", name=name)
        )
    lazy = read_frame(kano_table(frame, used))
    require_columns(lazy, [*kept, *used])
    table = lazy.select(*dict.fromkeys([*kept, *used])).collect().to_pandas().reset_index(drop=True)
    parts = [
        table[[*kept, *columns]]
        .set_axis([*kept, "functional", "dysfunctional"], axis=1)
        .assign(feature=feature)[[*kept, "feature", "functional", "dysfunctional"]]
        for feature, columns in pairs.items()
    ]
    return pd.concat(parts, ignore_index=True)
