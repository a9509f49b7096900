"""The sheet of a map's workbook that is printed: a page a phase, its touchpoints beside each other, by name."""

import math
from typing import Any

from peakend.base.brand import brand, tint
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.base.workbooks import text_width
from peakend.documents.texts import Text, show_text
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import Evidence, Phase, Touchpoint

TITLE = ("Print", "打印")
# Letters: the column of titles, one of a touchpoint at most, and what fits on A4 on its side.
_TITLES, _WIDE, _PAGE = 16, 46, 116
_BESIDE = 5  # touchpoints; a phase with more goes on below
_SIZE, _LARGER = 13, 13 / 11  # points of type, and how much wider it is than what columns are measured in
_LINE = 18.5  # points
_TO_WRITE = 3  # lines of a row that a group may add to by hand
_SHADES = {2: ("good", 0.35), 1: ("good", 0.18), 0: ("grey", 0.1), -1: ("accent", 0.18), -2: ("accent", 0.35)}


def add_page_sheet(book: Any, journey_map: MapValue) -> None:
    """Add the sheet and open the workbook on it; it is made of the other sheets, and not read again."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.pagebreak import Break

    sheet = book.create_sheet(TITLE[get_language() == "zh"])
    book.active = book.worksheets.index(sheet)
    for one in book.worksheets:
        one.sheet_view.tabSelected = one is sheet
    phases = [(phase, [step for step in journey_map.steps if step.phase == phase.id]) for phase in journey_map.phases]
    most = min(max(len(steps) for _phase, steps in phases), _BESIDE)
    column, row = min(_WIDE, (_PAGE - _TITLES) // most), 1
    for phase, steps in phases:
        if row > 1:
            sheet.row_breaks.append(Break(id=row - 1))
        each = math.ceil(len(steps) / math.ceil(len(steps) / _BESIDE)) if steps else 1
        for start in range(0, max(len(steps), 1), each):
            row = _add_phase(sheet, journey_map, phase, steps[start : start + each], (row, column))
    sheet.column_dimensions["A"].width = _TITLES
    for number in range(2, most + 2):
        sheet.column_dimensions[get_column_letter(number)].width = column
    sheet.freeze_panes = "B2"
    setup = sheet.page_setup
    setup.orientation, setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.center.text = "&P / &N"


def _add_phase(sheet: Any, journey_map: MapValue, phase: Phase, steps: list[Touchpoint], at: tuple[int, float]) -> int:
    """Write one phase from a row on in columns of a width, and return the first row after it."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    (top, width), edge = at, Side("thin", color="D0D0D0")
    names = {"before": _("before service"), "during": _("during service"), "after": _("after service")}
    name = _("{title}: {rows}", title=names[phase.period], rows=show_text(phase.name))
    head = sheet.cell(top, 1, _(" — ").join([show_text(journey_map.title), name]))
    head.font, head.data_type = Font("Calibri", 16, bold=True), "s"
    if top == 1:
        sheet.cell(1, 1).comment = _note()
    place = {step.id: i for i, step in enumerate(journey_map.steps, start=1)}
    rows = [(title, [tell(step, place[step.id]) for step in steps]) for title, tell in _rows()]
    row = top + 1
    for number, (title, texts) in enumerate(rows):
        is_open = title in (_("thought"), _("pain points"), _("opportunities"))
        if number and not any(texts) and not is_open:
            continue
        for column, text in enumerate([title, *texts], start=1):
            cell = sheet.cell(row, column, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font("Calibri", _SIZE, bold=column == 1 or number == 0)
            cell.border = Border(edge, edge, edge, edge)
            cell.data_type = "s"
            shade = _shade(steps[column - 2]) if number == 1 and column > 1 else ""
            if shade or number == 0 or column == 1:
                cell.fill = PatternFill("solid", fgColor=shade or tint(brand().colours["main"], 0.12).lstrip("#"))
        lines = [_lines_of(title, _TITLES), *(_lines_of(text, width) for text in texts), _TO_WRITE if is_open else 1]
        sheet.row_dimensions[row].height = _LINE * max(lines) + 4
        row += 1
    return row + 1


def _lines_of(text: str, width: float) -> int:
    """Return about how many lines a text takes in a column, as words break a little before its edge."""
    room = width / _LARGER - 4
    return sum(max(1, math.ceil(text_width(part) / room)) for part in text.split("\n"))


def _rows() -> list[tuple[str, Any]]:
    """Return the rows of a phase: a title, and what to tell of a touchpoint and its number."""
    return [
        (_("touchpoint"), lambda step, number: f"{number} {show_text(step.name)}" + (" ★" * step.moment_of_truth)),
        (_("emotion"), lambda step, _number: "?" if step.emotion is None else _signed(step.emotion)),
        (_("channel"), lambda step, _number: show_text(step.channel)),
        (_("time"), lambda step, _number: _time(step)),
        (_("thought"), lambda step, _number: _('"{thought}"', thought=show_text(step.thought)) if step.thought else ""),
        (_("pain points"), lambda step, _number: _lines(step.pain_points)),
        (_("opportunities"), lambda step, _number: _lines(step.opportunities)),
        (_("evidence"), lambda step, _number: _evidence(step.evidence)),
    ]


def _note() -> Any:
    from openpyxl.comments import Comment

    said = _("This sheet is to be printed. It is made of the others and not read again: change those.")
    return Comment(said, brand().name, width=280, height=90)


def _signed(emotion: float) -> str:
    return f"{emotion:+.3g}".replace("-", "−") if emotion else "0"


def _time(step: Touchpoint) -> str:
    parts = [] if step.wait_min is None else [_("wait {minutes} min", minutes=f"{step.wait_min:g}")]
    parts += [] if step.duration_min is None else [_("takes {minutes} min", minutes=f"{step.duration_min:g}")]
    return "\n".join(parts)


def _lines(texts: tuple[Text, ...]) -> str:
    return "\n".join(f"– {show_text(text)}" for text in texts)


def _evidence(evidence: Evidence) -> str:
    """Return how an emotion is known, and from how many; what is proposed was asked of nobody."""
    name = {"observed": _("observed"), "assumed": _("assumed"), "proposed": _("proposed")}[evidence.status]
    if evidence.status == "proposed":
        return name
    count = "" if evidence.n is None else f" n={evidence.n:,}"
    return "\n".join(filter(None, [name + count, show_text(evidence.source)]))


def _shade(step: Touchpoint) -> str:
    """Return a ground for an emotion: the further from neutral, the deeper."""
    if step.emotion is None:
        return ""
    colour, share = _SHADES[max(-2, min(2, round(step.emotion)))]
    return tint(brand().colours[colour], share).lstrip("#")
