"""Journey maps as CSV: one row a touchpoint, with its phase and map; persona, blueprint, standards find no place."""

import csv
import io
import re
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.documents.columns import Row, heading_at, shown_cell
from peakend.documents.problems import DocumentError, Place
from peakend.documents.sheet_rows import read_rows
from peakend.frames.text_cells import SEPARATORS
from peakend.journeys.columns import (
    JOURNEY,
    PHASES,
    TOUCHPOINTS,
    Column,
    from_row,
    heading,
    metric_heading,
    to_row,
)
from peakend.journeys.map_value import MapValue, SomeMap

_MAP = (
    Column("journey", "旅程编号", "word", ("id",)),
    *(column for column in JOURNEY if column.name in ("format", "title", "state", "baseline")),
)
_PHASE = (
    Column("phase", "阶段编号", "word", ("id",)),
    Column("phase_name", "阶段名称", "text", ("name",)),
    *(column for column in PHASES if column.name == "period"),
)
_ALL = (*_MAP, *_PHASE, *(column for column in TOUCHPOINTS if column.name != "phase"))
_REQUIRED = ("journey", "title", "phase", "phase_name", "id", "name")
# What a spreadsheet would take for a formula gets an apostrophe, and so does what would be mistaken for that.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def to_csv(journey_map: MapValue) -> str:
    """Return a map as CSV text, headings in the language in use."""
    document = journey_map.to_document()
    # CSV has no place for personas; what they feel together stays.
    together = {step.id: step.emotion for step in journey_map.steps if step.emotions}
    for step in document.get("touchpoints", []):
        if step.pop("emotions", None):
            step["emotion"] = together[step["id"]]
    if not journey_map.steps:
        raise PeakendError(
            _("The map {id!r} has no touchpoint, and CSV holds nothing else. Write it as .yaml.", id=journey_map.id)
        )
    phases = {phase["id"]: to_row(phase, _PHASE) for phase in document["phases"]}
    head = to_row(document, _MAP)
    rows = [{**head, **phases[step["phase"]], **to_row(step, TOUCHPOINTS)} for step in document["touchpoints"]]
    filled = {name for row in rows for name in row}
    order = [name for column in _ALL for name in column.names if name in filled or name == column.name]
    order += sorted(filled - set(order))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([heading(name, _ALL, get_language()) for name in order])
    column_of = {name: column for column in _ALL for name in column.names}
    for row in rows:
        shown = {
            name: shown_cell(value, column_of[name]) if name in column_of else value for name, value in row.items()
        }
        writer.writerow([_arm(shown.get(name)) for name in order])
    return "\ufeff" + text.getvalue()


def read_csv(kind: type[SomeMap], file: Path, text: str) -> SomeMap:
    """Read a map from the text of a CSV file."""
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        cells = [[_disarm(cell) for cell in line] for line in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as error:
        raise PeakendError(
            _(
                "{file!r} cannot be split into columns ({reason}). Open it in a spreadsheet and save it again.",
                file=file.name,
                reason=str(error),
            )
        ) from None
    rows = read_rows(file.name, cells, _ALL, _REQUIRED, metric_heading)
    if not rows:
        raise PeakendError(_("{file!r} has headings but no touchpoints. Fill in a row for each.", file=file.name))
    try:
        phases: dict[str, Any] = {}
        steps = []
        for i, (_number, row) in enumerate(rows):
            place = ("touchpoints", i)
            phase = from_row(row, _PHASE, place)
            _require_same(row, rows[0][1], _MAP, place)
            _require_same(row, phases.setdefault(str(phase.get("id")), (row, phase))[0], _PHASE, place)
            steps.append(from_row(row, TOUCHPOINTS, place))
        document = from_row(rows[0][1], _MAP)
        document |= {"phases": [phase for _row, phase in phases.values()], "touchpoints": steps}
        return kind(**document)
    except DocumentError as error:
        number = rows[int(error.place[1])][0] if error.place[:1] == ("touchpoints",) else rows[0][0]
        raise error.in_file(_("{file}, row {row}", file=file.name, row=number), heading_at(error.place, _ALL)) from None


def _require_same(row: Row, first: Row, columns: tuple[Column, ...], place: Place) -> None:
    """A map and a phase stand in many rows, and each time the same."""
    for name in (name for column in columns for name in column.names):
        if row.get(name) != first.get(name):
            reason = _(
                "{name} is {value!r} here and {first!r} further up; make them the same",
                name=heading(name, _ALL, get_language()),
                value=row.get(name),
                first=first.get(name),
            )
            raise DocumentError(place, "", reason)


def _arm(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _disarm(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
