"""Right answers made wrong by machine: each still a valid answer of its type, so that it reaches the comparison."""

import copy
import math
from collections.abc import Iterator, Mapping
from numbers import Real
from typing import Any

from peakend_labs.proof.spoil_document import is_document, spoil_document

Spoiled = tuple[str, str, Any]  # the part that is wrong, how, and the whole answer with it

_FAR, _LABELS = 7.0, 77  # how far absurd values lie, and what their rows are called


def spoil(value: Any) -> Iterator[Spoiled]:
    """Yield wrong answers made of a right one.

    Parameters
    ----------
    value : object
        A worksheet, a table, a map or sheet, a list or a number; nothing is made of other values.

    Examples
    --------
    >>> [(how, wrong) for _part, how, wrong in spoil([1, 2, 3])]
    [('two swapped', [2, 1, 3]), ('reversed', [3, 2, 1]), ('one left out', [1, 2])]
    """
    kind = type(value).__name__
    if kind == "Worksheet":
        yield from _spoil_sheet(value)
    elif kind == "DataFrame":
        yield from _spoil_table(value)
    elif is_document(value):
        yield from spoil_document(value)
    elif isinstance(value, list):
        yield from (("", how, wrong) for how, wrong in _spoil_list(value))
    elif _is_number(value):
        yield from (("", how, wrong) for how, wrong in _spoil_number(value))


def _spoil_sheet(sheet: Any) -> Iterator[Spoiled]:
    for name, field in sheet.fields.items():
        if field.kind == "table":
            yield from _spoil_grid(sheet, name, field)
        else:
            for how, wrong in _spoil_answer(field, sheet[name]):
                yield name, how, _sheet_with(sheet, {name: wrong})


def _spoil_grid(sheet: Any, name: str, field: Any) -> Iterator[Spoiled]:
    rows: Mapping[str, Mapping[str, Any]] = sheet[name]
    for row, cells in rows.items():
        for column in field.columns:
            for how, wrong in _spoil_answer(column, cells[column.id]):
                changed = {**rows, row: {**cells, column.id: wrong}}
                yield f"{name}.{row}.{column.id}", how, _sheet_with(sheet, {name: changed})
    turned = dict(zip(rows, [*list(rows.values())[1:], next(iter(rows.values()))], strict=True)) if rows else {}
    if turned != rows:
        yield name, "its rows shuffled", _sheet_with(sheet, {name: turned})


def _spoil_answer(field: Any, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield wrong answers to one question, of the kind that it asks for."""
    if field.kind == "number" and _is_number(value):
        yield from _spoil_number(value)
    elif field.kind == "choice":
        yield from ((f"{option} instead of {value}", option) for option in field.options if option != value)
    elif field.kind == "choices" and isinstance(value, list):
        yield from (("one left out", value[:-1]),) if len(value) > 1 else ()
        more = [option for option in field.options if option not in value]
        yield from (("one too many", [*value, option]) for option in more[:1])
        yield from (("all", list(field.options)),) if more else ()
    elif field.kind == "rank" and isinstance(value, list) and len(value) > 1:
        yield "two swapped", [value[1], value[0], *value[2:]]
        yield "reversed", value[::-1]


def _sheet_with(sheet: Any, answers: Mapping[str, Any]) -> Any:
    """Return a worksheet that is filled in otherwise, and writes nothing."""
    kind: Any = type(sheet)
    other = kind.__new__(kind)
    for name in ("name", "title", "given", "fields"):
        setattr(other, name, getattr(sheet, name))
    dict.update(other, copy.deepcopy(dict(sheet)), **answers)
    return other


def _spoil_number(value: Any) -> Iterator[tuple[str, Any]]:
    yield "not a number", math.nan
    yield "infinite", math.inf
    for step in (0.5, 7, -7, 10 + 2 * abs(value)):
        if step != 0.5 or abs(value) <= 3:
            yield f"{value + step:g} instead of {value:g}", value + step


def _spoil_list(value: list[Any]) -> Iterator[tuple[str, Any]]:
    if len(value) > 1:
        yield "two swapped", [value[1], value[0], *value[2:]]
        yield "reversed", value[::-1]
        yield "one left out", value[:-1]


def _spoil_table(table: Any) -> Iterator[Spoiled]:
    """Yield tables with one cell wrong, and with rows that only an index, or their number, makes look right."""
    middle, last = len(table) // 2, len(table) - 1
    for place, name in enumerate(table.columns):
        if table[name].dtype.kind in "iuf":
            yield name, "not a number in one row", _with_cell(table, middle, place, math.nan)
            number = table.iloc[last, place]
            far = (float(number) if _is_number(number) else 0.0) + _FAR
            yield name, "wrong in one row", _with_cell(table, last, place, far)
    if len(table) < 2:
        return
    absurd = table.copy()
    for place, name in enumerate(table.columns):
        if table[name].dtype.kind in "iuf":
            absurd[name] = absurd[name].astype(float)
            absurd.iloc[1:, place] = absurd.iloc[1:, place] * -3 - _FAR
    absurd.index = [table.index[0], *range(_LABELS, _LABELS + last)]
    yield "", "rows shifted by their index", absurd
    yield "", "one row too few", table.iloc[:-1]
    yield "", "no rows", table.iloc[:0]
    yield "", "one row twice", table.iloc[[*range(len(table)), last]]
    turned = table.iloc[[*range(1, len(table)), 0]].reset_index(drop=True)
    if not turned.equals(table.reset_index(drop=True)):
        yield "", "its rows shuffled", turned


def _with_cell(table: Any, row: int, place: int, value: float) -> Any:
    changed = table.copy()
    changed.isetitem(place, changed.iloc[:, place].astype(float))
    changed.iloc[row, place] = value
    return changed


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
