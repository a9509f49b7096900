"""Result tables on their way into a chart: checked, with a name for each segment and row."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.charts.style import prepare
from peakend.tables.about import about


def require_result(
    result: object, measure: str, needed: Sequence[str], *, rows: str = "n", own: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the table as a copy to draw from, with plain row numbers.

    It has to be what `measure` returns: the columns `needed` and `rows`, and what names each row, once; see
    `names_of_rows`.
    """
    prepare()
    if not isinstance(result, pd.DataFrame) or not {rows, *needed} <= set(result.columns) or result.empty:
        raise PeakendError(
            _("This chart draws the result of pe.{measure}(…). Call that first, and give its table.", measure=measure)
        )
    names = names_of_rows(result, rows, own)
    twice = result.duplicated(names) if names else pd.Series(False, index=result.index)
    if twice.any():
        raise PeakendError(
            _(
                "{name!r} appears twice in this table. Chart one result of pe.{measure}(…) at a time; to compare "
                "groups, have it work all of them out at once.",
                name=segment_names(result.loc[twice, names])[0],
                measure=measure,
            )
        )
    return result.reset_index(drop=True)


def names_of_rows(result: pd.DataFrame, rows: str = "n", own: Sequence[str] = ()) -> list[str]:
    """Return the columns that name the rows.

    A result knows its segments, wherever they stand; `own` are the columns that its measure names rows by. In a plain
    table, such as one read back from a file, the rule is: every column left of `rows`, the first statistic.
    """
    known = about(result)
    if known is None:
        return list(result.columns)[: list(result.columns).index(rows)]
    return [name for name in (*known.segments, *own) if name in result]


def with_answers(data: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the rows that have a value in each of the columns."""
    kept = data[data[list(columns)].notna().all(axis=1)]
    if kept.empty:
        raise PeakendError(_("No row of this table has answers, so there is nothing to draw."))
    return kept


def segment_names(groups: pd.DataFrame) -> list[str]:
    """Return a name for each row of the columns that make the segments."""
    if groups.shape[1] == 0:
        return [_("all")] * len(groups)
    return [" · ".join(name_of(label) for label in row) for row in groups.astype(object).to_numpy()]


def name_of(label: object) -> str:
    """Return a label as it is shown; one that is missing says so."""
    return _("(missing)") if pd.isna(label) else str(label)  # type: ignore[call-overload]


def pick(data: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return only the columns that a chart encodes, so that it carries no others along."""
    return data[list(names)].reset_index(drop=True)


def inline(data: pd.DataFrame) -> alt.InlineData:
    """Return a table of numbers and texts as a chart holds it: Altair would prepare it anew for each layer."""
    columns = [_plain(data[name]) for name in data.columns]
    return alt.InlineData(values=[dict(zip(data.columns, row, strict=True)) for row in zip(*columns, strict=True)])


def _plain(column: pd.Series) -> list[object]:
    has_none = column.isna() if column.dtype.kind != "f" else ~np.isfinite(column)
    return [None if none else value for none, value in zip(has_none.tolist(), column.tolist(), strict=True)]


def describe(title: str, rows: Sequence[str]) -> str:
    """Return the alternative text of a chart: its title, then what it shows, row by row."""
    return _("{title}: {rows}", title=title, rows=_("; ").join(rows))


def by_segment(
    panel: alt.LayerChart, data: pd.DataFrame, *, columns: int, description: str
) -> alt.LayerChart | alt.FacetChart:
    """Return the panel as it is for one segment, and one panel a segment under each other or side by side for more."""
    segments = data["segment"].unique().tolist()
    if len(segments) == 1:
        return panel.properties(description=description)
    facet = alt.Facet("segment:N", title=None, sort=segments).header(labelFontSize=15, labelFontWeight="bold")
    return panel.facet(facet, columns=columns).properties(description=description)
