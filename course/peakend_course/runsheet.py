"""The run-sheet of a day: what happens when, with whom, with what, and what can be cut if late."""

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.tables.write_table import write_table
from peakend_course.browser import print_html
from peakend_course.check_outline import check_outline
from peakend_course.names import lab_title, public_names
from peakend_course.outline import Agenda, Block, Outline, read_outline
from peakend_course.references import task_number
from peakend_course.runsheet_row import Row
from peakend_course.runsheet_workbook import write_workbook
from peakend_course.sheets import SHEETS
from peakend_course.templates import render
from peakend_labs.places import lab_names

ENDINGS = (".html", ".pdf", ".xlsx", ".csv")


def runsheet(agenda: str, start: str) -> list[Row]:
    """Return the run-sheet of an agenda with clock times, in the language in use.

    Parameters
    ----------
    agenda : str
        Its id in ``course/outline.yml``.
    start : str
        When each day begins, as ``"09:00"``.

    Returns
    -------
    list of Row

    Raises
    ------
    PeakendError
        If there is no such agenda, the time is none, a day runs past midnight, or the outline's minutes, breaks or
        labs do not add up.
    """
    outline = read_outline()
    chosen = outline.agenda(agenda)
    for problem in check_outline(outline, lab_names(), public_names()):
        raise PeakendError(str(problem))
    return [row for number in range(len(chosen.days)) for row in _day(outline, chosen, number, start)]


def runsheet_table(rows: list[Row]) -> pd.DataFrame:
    """Return the run-sheet as a table with headings in the language in use."""
    table = pd.DataFrame(rows).drop(columns="is_break")
    return table.rename(columns=_headings())


def write_runsheet(agenda: str, start: str, file: Path) -> None:
    """Write the run-sheet as the file's ending says: .html, .pdf, .xlsx or .csv."""
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise PeakendError(
            _(
                "{file!r} has no ending that can be written. Choose {endings}.",
                file=file.name,
                endings=join_words(ENDINGS),
            )
        )
    rows = runsheet(agenda, start)
    if not file.parent.is_dir():
        raise PeakendError(_("There is no folder {folder!r}. Create it first.", folder=str(file.parent)))
    if ending == ".xlsx":
        write_workbook(rows, _headings(), file)
        return
    if ending == ".csv":
        write_table(runsheet_table(rows), file)
        return
    outline = read_outline()
    days = [[row for row in rows if row.day == day] for day in sorted({row.day for row in rows})]
    title = f"{outline.title} · {outline.agenda(agenda).title}"
    html = render("runsheet.html", title=title, days=days, headings=_headings())
    if ending == ".html":
        write_text(file, html)
        return
    print_html(html, file)


def _day(outline: Outline, agenda: Agenda, number: int, start: str) -> list[Row]:
    clock = _minutes(start)
    rows = []
    for block in agenda.days[number].blocks:
        rows.append(
            Row(
                day=number + 1,
                start=_clock(clock),
                end=_clock(clock + block.minutes),
                minutes=block.minutes,
                way=_ways()[block.way],
                what=_what(outline, block),
                group=str(outline.groupings[block.group]) if block.group else "",
                materials=_("; ").join(_material(outline, name) for name in block.materials),
                cut=_("−{minutes} min: {how}", minutes=block.cut.minutes, how=block.cut) if block.cut else "",
                is_break=block.way == "break",
            )
        )
        clock += block.minutes
    return rows


def _what(outline: Outline, block: Block) -> str:
    if block.lab:
        return lab_title(block.lab) + _tasks(block.tasks)
    if block.sections:
        return _("; ").join(f"{name} {outline.sections[name].title}" for name in block.sections)
    return str(block.title) if block.title else ""


def _tasks(tasks: Sequence[str]) -> str:
    """Say which tasks of a lab are done, where not all of them are."""
    numbers = join_words(task_number(task) for task in tasks)
    return _(" (tasks {numbers})", numbers=numbers) if tasks else ""


def _material(outline: Outline, name: str) -> str:
    return str(outline.materials.get(name) or SHEETS[name])


def _minutes(start: str) -> int:
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", start.strip().replace("：", ":"))
    if found is None:
        raise PeakendError(_("{start!r} is not a time. Write hours and minutes, for instance 09:00.", start=start))
    return int(found[1]) * 60 + int(found[2])


def _clock(minutes: int) -> str:
    if minutes >= 24 * 60:
        raise PeakendError(_("The day would run past midnight. Start earlier."))
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _ways() -> dict[str, str]:
    return {
        "talk": _("talk"),
        "case": _("case"),
        "group": _("group work"),
        "hands-on": _("hands-on"),
        "game": _("game"),
        "read": _("reading"),
        "break": _("break"),
    }


def _headings() -> dict[str, str]:
    return {
        "day": _("day"),
        "start": _("begins"),
        "end": _("ends"),
        "minutes": _("minutes"),
        "way": _("way of working"),
        "what": _("what"),
        "group": _("groups"),
        "materials": _("materials"),
        "cut": _("if late, cut"),
    }
