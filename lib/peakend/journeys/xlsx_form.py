"""Journey maps as workbooks that a person can fill in: five sheets, drop-downs, notes, headings in either language."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peakend.base.language import get_language, join_words
from peakend.base.language import translate as _
from peakend.documents import columns as general
from peakend.documents.columns import Row, heading_at
from peakend.documents.problems import DocumentError, Place, nearest
from peakend.documents.sheet_rows import read_rows
from peakend.documents.workbook import (
    ROOM,
    Head,
    fill_sheet,
    find_sheet,
    named_columns,
    offer,
    open_book,
    read_cells,
    require_known_sheets,
)
from peakend.journeys.columns import (
    BLUEPRINT,
    JOURNEY,
    PERSONAS,
    PHASES,
    STANDARDS,
    TOUCHPOINTS,
    Column,
    from_row,
    heading,
    metric_heading,
    to_row,
)
from peakend.journeys.map_value import MapValue, SomeMap
from peakend.journeys.xlsx_page import TITLE as PAGE_SHEET
from peakend.journeys.xlsx_page import add_page_sheet

SHEETS: dict[str, tuple[str, str, tuple[Column, ...], tuple[str, ...]]] = {
    "journey": ("Journey", "旅程", JOURNEY, ("id", "title")),
    "phases": ("Phases", "阶段", PHASES, ("id", "name")),
    "touchpoints": ("Touchpoints", "触点", TOUCHPOINTS, ("id", "phase", "name")),
    "blueprint": ("Blueprint", "蓝图", BLUEPRINT, ("touchpoint", "layer", "item")),
    "standards": ("Standards", "标准", STANDARDS, ("touchpoint", "aspect", "quality", "standard")),
    "personas": ("Personas", "画像", PERSONAS, ("id", "name")),  # only where there are several
}
_UNDER_TOUCHPOINTS = ("blueprint", "standards")  # sheets that name the touchpoint in each row, and may be missing


def to_xlsx(journey_map: MapValue) -> bytes:
    """Return a map as a workbook, in the language in use."""
    import openpyxl

    document = journey_map.to_document()
    # A person who reads a blank cell would take what is usual for what is missing.
    steps = [{"type": "interaction", **step} for step in document.get("touchpoints", [])]
    records = {
        "journey": [document],
        "phases": [{"period": "during", **phase} for phase in document.get("phases", [])],
        "personas": document.get("personas", []),
        "touchpoints": steps,
        **{
            key: [{"touchpoint": step["id"], **item} for step in steps for item in step.get(key, [])]
            for key in _UNDER_TOUCHPOINTS
        },
    }
    book = openpyxl.Workbook()
    book.remove(book.active)
    chinese = get_language() == "zh"
    for key, (english, zh, columns, _required) in SHEETS.items():
        if key == "personas" and not records[key]:
            continue
        sheet = book.create_sheet(zh if chinese else english)
        _fill(sheet, [to_row(record, columns) for record in records[key]], columns)
    offer(book.worksheets[2], "B", f"'{book.worksheets[1].title}'!$A$2:$A${ROOM}")
    for sheet in book.worksheets[3 : 3 + len(_UNDER_TOUCHPOINTS)]:
        offer(sheet, "A", f"'{book.worksheets[2].title}'!$A$2:$A${ROOM}")
    if journey_map.steps:
        add_page_sheet(book, journey_map)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read_xlsx(kind: type[SomeMap], file: Path, content: bytes) -> SomeMap:
    """Read a map from a workbook's content; a formula is read as its text."""
    book = open_book(file, content)
    for title in PAGE_SHEET:
        if title in book.sheetnames:
            del book[title]
    require_known_sheets(file, book, [sheet[:2] for sheet in SHEETS.values()])
    rows = {key: _read_sheet(file, book, key) for key in SHEETS}
    where: dict[Place, tuple[str, int]] = {}
    try:
        return kind(**_document(rows, where))
    except DocumentError as error:
        place = error.place
        while place and place not in where:
            place = place[:-1]
        key, number = where.get(place, ("journey", 2))
        column = heading_at(error.place, SHEETS[key][2])
        sheet = SHEETS[key][get_language() == "zh"]
        at = _("{file}, sheet {sheet}, row {row}", file=file.name, sheet=sheet, row=number)
        raise error.in_file(at, column) from None


def _document(rows: dict[str, list[tuple[int, Row]]], where: dict[Place, tuple[str, int]]) -> dict[str, Any]:
    """Put the sheets together, noting from which row each part comes."""
    if not rows["journey"]:
        raise DocumentError((), "", _("The journey's id and title are missing; fill them in"))
    if len(rows["journey"]) > 1:
        where["journey",] = ("journey", rows["journey"][1][0])
        raise DocumentError(
            ("journey",), "", _("There is a second journey; a file holds one, so move it to a file of its own")
        )
    document = from_row(rows["journey"][0][1], JOURNEY)
    for key in ("phases", "touchpoints", *(["personas"] if rows["personas"] else [])):
        document[key] = []
        for i, (number, row) in enumerate(rows[key]):
            where[key, i] = (key, number)
            document[key].append(from_row(row, SHEETS[key][2], (key, i)))
    for key in _UNDER_TOUCHPOINTS:
        for number, row in rows[key]:
            where[key,] = (key, number)
            item = from_row(row, SHEETS[key][2], (key,))
            i = _touchpoint_of(item.pop("touchpoint", None), document["touchpoints"], (key,))
            items = document["touchpoints"][i].setdefault(key, [])
            where["touchpoints", i, key, len(items)] = (key, number)
            items.append(item)
    return document


def _touchpoint_of(name: Any, steps: list[Any], place: Place) -> int:
    ids = [str(step.get("id")) for step in steps]
    if name not in ids:
        reason = _(
            "There is no touchpoint {touchpoint!r}; the touchpoints are {known}",
            touchpoint=name,
            known=join_words(ids),
        )
        raise DocumentError(place, "", reason + nearest(name, ids))
    return ids.index(name)


def _read_sheet(file: Path, book: Any, key: str) -> list[tuple[int, Row]]:
    english, zh, columns, required = SHEETS[key]
    sheet = find_sheet(file, book, english, zh, is_needed=key not in (*_UNDER_TOUCHPOINTS, "personas"))
    if sheet is None:
        return []
    where = _("{file}, sheet {sheet}", file=file.name, sheet=sheet.title)
    return read_rows(where, read_cells(where, sheet), columns, required, metric_heading)


def _fill(sheet: Any, rows: Sequence[Row], columns: Sequence[Column]) -> None:
    filled = {name for row in rows for name in row}
    names: list[tuple[str, general.Column]] = named_columns(columns, filled)
    metrics = Column("metrics", "指标", "number")  # and the personas' own emotions
    names += [(name, metrics) for name in sorted(filled - {name for name, _column in names})]
    notes = _notes()
    heads = [
        Head(name, heading(name, columns, get_language()), column, notes.get(column.name)) for name, column in names
    ]
    fill_sheet(sheet, rows, heads)


def _notes() -> dict[str, str]:
    return {
        "id": _("Letters, digits and '-', each only once, for instance check-in."),
        "phase": _("The id of a phase on the sheet before this one."),
        "touchpoint": _("The id of a touchpoint on the sheet before this one."),
        "period": _("Before, during or after service."),
        "baseline": _("Only for a future map: the id of the map it improves on."),
        "expectations": _("One on each line of the cell (Alt+Enter)."),
        "type": _("interaction: with staff or a machine; action: the customer alone; wait: nothing happens."),
        "emotion": _("From −2 (very bad) to 2 (very good). Leave it empty if you do not know; 0 means neither."),
        "pain_points": _("One on each line of the cell (Alt+Enter)."),
        "opportunities": _("One on each line of the cell (Alt+Enter)."),
        "evidence": _("observed: from a survey, log or interview; assumed: what the team believes; proposed: planned."),
        "source": _("Where an observation comes from: a file, a survey, interviews."),
        "n": _("How many answers the emotion rests on."),
        "layer": _("Which lane of the service blueprint it is in."),
        "owner": _("Who answers for it: a role or a department."),
        "fail_point": _("What can go wrong here."),
        "aspect": _("What the standard is about: its time limit, its effect, or the feedback that is given."),
        "quality": _("What it gives the customer: quick, convenient or caring."),
    }
