"""Filled-in sheets as pictures: field by field, and service levels as a matrix."""

import altair as alt

from peakend.base.language import translate as _
from peakend.charts.journey_grid import WIDEST, Grid, Row, draw_head, draw_row
from peakend.charts.results import describe
from peakend.charts.sheet import Sheet
from peakend.charts.style import BLUE
from peakend.design.service_level import Promise, ServiceLevelValue
from peakend.documents.fields import fields_of
from peakend.documents.texts import show_text
from peakend.documents.value import Value, require_some
from peakend.documents.value_tables import shown

_HEAD = ("id", "title", "name")
_COLUMNS = 3


def plot_fields(value: Value) -> alt.LayerChart:
    """Draw the single fields that are filled in, each beside its name."""
    rows = _rows(value)
    require_some(rows, _("Nothing of {id!r} is filled in yet. Fill in some fields.", id=value.id))
    return _draw(value, rows, [])


def plot_service_level(value: ServiceLevelValue) -> alt.LayerChart:
    """Draw the promises as a matrix of levels and what they are worth, under the single fields."""
    require_some(value.promises, _("Nothing is promised in {id!r} yet. Add a promise.", id=value.id))
    level, worth = fields_of(Promise)[:2]
    matrix = value.matrix()
    heads = Row("", [worth.option(str(name)) for name in matrix.columns], BLUE, "white")
    return _draw(value, _rows(value), [heads, *(Row(level.option(str(i)), list(row)) for i, row in matrix.iterrows())])


def _rows(value: Value) -> list[Row]:
    single = [field for field in fields_of(type(value)) if field.kind != "rows" and field.name not in _HEAD]
    texts = [(field.title, shown(field, getattr(value, field.name))) for field in single]
    return [Row(title, [text]) for title, text in texts if text]


def _draw(value: Value, rows: list[Row], matrix: list[Row]) -> alt.LayerChart:
    whole, columns = Grid(0, 1, _COLUMNS * WIDEST), Grid(0, _COLUMNS, WIDEST)
    body = Sheet(whole.right)
    for grid, row in [*((whole, row) for row in rows), *((columns, row) for row in matrix)]:
        listed = row._replace(cells=[_listed(cell) for cell in row.cells])
        body.height = draw_row(body, grid, listed, body.height)
    title = show_text(getattr(value, "title", None) or getattr(value, "name", None))
    said = [
        _("{title}: {rows}", title=row.title, rows=_("; ").join(filter(None, row.cells)).replace("\n", _("; ")) or "–")
        for row in [*rows, *matrix[1:]]
    ]
    return Sheet.stack([draw_head(title, [], whole.right), body]).chart(describe(title, said), {})


def _listed(text: str) -> str:
    """Mark where each of several begins."""
    return "– " + text.replace("\n", "\n– ") if "\n" in text else text
