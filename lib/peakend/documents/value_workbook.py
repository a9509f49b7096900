"""Values as workbooks: a form on the first sheet, and a sheet for each list of rows."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.base.workbooks import fit_page
from peakend.documents.columns import Cell, Column, Row, from_row, heading, heading_at, known_headings, to_row
from peakend.documents.fields import FormField, english_title, fields_of
from peakend.documents.problems import DocumentError, Place
from peakend.documents.sheet_rows import read_rows
from peakend.documents.value import Value
from peakend.documents.workbook import (
    ROOM,
    Head,
    choice_list,
    fill_sheet,
    find_sheet,
    named_columns,
    offer,
    open_book,
    read_cells,
    require_known_sheets,
    write_cell,
    write_heading,
)

_FORM = ("Form", "表单")
_FORMAT = Column("format", "格式", "word")


def to_workbook(value: Value) -> bytes:
    """Return a value as a workbook, in the language in use."""
    import openpyxl

    document = value.to_document()
    single, lists = _parted(type(value))
    chinese = get_language() == "zh"
    book = openpyxl.Workbook()
    form = book.active
    form.title = _FORM[chinese]
    _fill_form(form, to_row(document, [_FORMAT, *(field.column for field in single)]), single)
    for part in lists:
        sheet = book.create_sheet(part.label.zh if chinese else english_title(part.name))
        columns = [field.column for field in part.inner]
        rows = [to_row(record, columns) for record in document.get(part.name, [])]
        helps = {field.name: field.help for field in part.inner}
        names = named_columns(columns, {name for row in rows for name in row})
        language = get_language()
        fill_sheet(sheet, rows, [Head(name, heading(name, columns, language), c, helps[c.name]) for name, c in names])
        for i, (_name, column) in enumerate(names):
            _offer_ids(sheet, i, next(field for field in part.inner if field.name == column.name), lists)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read_workbook(kind: type[Value], file: Path, content: bytes) -> dict[str, Any]:
    """Return the document that a workbook tells, once it makes a value."""
    book = open_book(file, content)
    single, lists = _parted(kind)
    form = find_sheet(file, book, *_FORM)
    require_known_sheets(file, book, [_FORM, *((english_title(part.name), part.label.zh) for part in lists)])
    where = _("{file}, sheet {sheet}", file=file.name, sheet=form.title)
    columns = [_FORMAT, *(field.column for field in single)]
    cells = read_cells(where, form)
    _require_format(where, cells, kind.model_fields["format"].default)
    row, numbers = _read_form(where, cells, columns)
    rows_at: dict[Place, tuple[str, int]] = {(name,): (form.title, number) for name, number in numbers.items()}
    try:
        document = from_row(row, columns)
        for part in lists:
            records = _read_list(file, book, part)
            if records:
                document[part.name] = []
            for title, number, record in records:
                place: Place = (part.name, len(document[part.name]))
                rows_at[place] = (title, number)
                document[part.name].append(from_row(record, [field.column for field in part.inner], place))
        kind(**document)
    except DocumentError as error:
        place = error.place
        while place and place not in rows_at:
            place = place[:-1]
        title, number = rows_at.get(place, (form.title, 1))
        where = _("{file}, sheet {sheet}, row {row}", file=file.name, sheet=title, row=number)
        columns_of = {part.name: [field.column for field in part.inner] for part in lists}
        named = columns_of.get(str(error.place[0]), columns) if error.place else columns
        raise error.in_file(where, heading_at(error.place, named)) from None
    return document


def _parted(kind: type[Value]) -> tuple[list[FormField], list[FormField]]:
    """Return the fields that stand alone, and those that are lists of rows."""
    fields = fields_of(kind)
    return [f for f in fields if f.kind != "rows"], [f for f in fields if f.kind == "rows"]


def _fill_form(sheet: Any, row: Row, fields: Sequence[FormField]) -> None:
    from openpyxl.styles import Alignment, Font

    chinese = get_language() == "zh"
    titles = ("项目", "填写", "说明") if chinese else ("field", "answer", "help")
    for i, (title, width) in enumerate(zip(titles, (22, 60, 60), strict=True), start=1):
        write_heading(sheet.cell(1, i), Head("", title, _FORMAT))
        sheet.column_dimensions["ABC"[i - 1]].width = width
    columns = [_FORMAT, *(field.column for field in fields)]
    helps = {field.name: field.help for field in fields}
    for number, (name, column) in enumerate(named_columns(columns, set(row)), start=2):
        sheet.cell(number, 1, heading(name, columns, get_language())).font = Font(bold=True)
        sheet.cell(number, 1).alignment = Alignment(vertical="top")
        write_cell(sheet.cell(number, 2), row.get(name), column)
        write_cell(sheet.cell(number, 3), helps.get(column.name), _FORMAT)
        if listed := choice_list(column):
            offer(sheet, f"B{number}", listed)
    sheet.freeze_panes = "B2"
    fit_page(sheet)


def _require_format(where: str, cells: Sequence[Sequence[Cell]], expected: str) -> None:
    """Refuse the form of another tool before its fields are held against this one's."""
    names = (_FORMAT.name, _FORMAT.zh)
    stated = next((line[1] for line in cells if len(line) > 1 and line[0] in names), None)
    if stated not in (None, expected):
        raise PeakendError(
            _(
                "{where}: this is a form of the format {stated!r}, but {expected!r} is read here. Choose another file.",
                where=where,
                stated=stated,
                expected=expected,
            )
        )


def _read_form(where: str, cells: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> tuple[Row, dict[str, int]]:
    """Return what stands beside each field's name, and in which row each field stands."""
    known = {text.casefold(): name for text, name in known_headings(columns).items()}
    owner = {name: column.name for column in columns for name in column.names}
    row: Row = {}
    numbers: dict[str, int] = {}
    for number, line in enumerate(cells[1:], start=2):
        text = "" if line[0] is None else str(line[0]).strip()
        cell = line[1] if len(line) > 1 else None
        if not text and cell is None:
            continue
        name = known.get(text.casefold())
        if name is None or name in row:
            raise PeakendError(_form_problem(where, number, text, list(known), stands_twice=name is not None))
        row[name] = cell
        numbers.setdefault(owner[name], number)
    return row, numbers


def _form_problem(where: str, number: int, text: str, known: Sequence[str], *, stands_twice: bool) -> str:
    if stands_twice:
        return _("{where}, row {row}: the field {text!r} appears twice. Keep one.", where=where, row=number, text=text)
    said = _("{where}, row {row}: there is no field {text!r} in this form.", where=where, row=number, text=text)
    return said + did_you_mean(text, known)


def _read_list(file: Path, book: Any, part: FormField) -> list[tuple[str, int, Row]]:
    sheet = find_sheet(file, book, english_title(part.name), part.label.zh, is_needed=False)
    if sheet is None:
        return []
    where = _("{file}, sheet {sheet}", file=file.name, sheet=sheet.title)
    required = [field.name for field in part.inner if field.is_required]
    rows = read_rows(where, read_cells(where, sheet), [field.column for field in part.inner], required)
    return [(sheet.title, number, row) for number, row in rows]


def _offer_ids(sheet: Any, i: int, field: FormField, lists: Sequence[FormField]) -> None:
    """Offer the ids that a column may name; each list has its ids in its first column."""
    from openpyxl.utils import get_column_letter

    target = next((part for part in lists if part.name == field.label.refers_to), None)
    if target:
        title = target.label.zh if get_language() == "zh" else english_title(target.name)
        offer(sheet, get_column_letter(i + 1), f"'{title}'!$A$2:$A${ROOM}")
