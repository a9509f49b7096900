"""The trainer's commands: run-sheet, handbook, slides, printables, and the record of twins."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from peakend.base.files import whole_folder
from peakend.base.language import translate as _
from peakend.command.app import Language, app, choose_language, console, say
from peakend_labs.places import course_folder


@app.command()
def runsheet(
    agenda: Annotated[
        str, typer.Option(metavar="AGENDA", help="half-day | one-day | two-day | self-study | …")
    ] = "two-day",
    start: Annotated[str, typer.Option(metavar="HH:MM")] = "09:00",
    lang: Language = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help=".html | .pdf | .xlsx | .csv")] = None,
    script: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="讲课脚本：说看问收 · what to say, show, ask, collect: .html | .pdf"),
    ] = None,
    timer: Annotated[
        Path | None, typer.Option(metavar="FILE", help="倒计时页 · a page that counts down: .html")
    ] = None,
) -> None:
    """排出一天的流程表 · the day's run-sheet with clock times, on screen or as a file."""
    _begin(lang)
    from peakend_course.day_files import write_script, write_timer
    from peakend_course.runsheet import runsheet as rows_of
    from peakend_course.runsheet import runsheet_table, write_runsheet

    written = {out: write_runsheet, script: write_script, timer: write_timer}
    files = [file for file in written if file is not None]
    for file in files:
        written[file](agenda, start, file)
        _tell([file])
    if files:
        return
    shown = runsheet_table(rows_of(agenda, start))
    table = Table(*map(str, shown.columns))
    for row in shown.astype(str).to_numpy():
        table.add_row(*row)
    console.print(table)


@app.command()
def groups(
    names: Annotated[Path, typer.Argument(metavar="NAMES")],
    count: Annotated[int, typer.Option("--groups", metavar="N")] = 6,
    lang: Language = None,
    out: Annotated[Path, typer.Option(metavar="FILE", help=".html | .pdf | .xlsx | .csv")] = Path("groups.pdf"),
) -> None:
    """抽签分组，贴在门口 · draw groups from the class's names, for the door."""
    _begin(lang)
    from peakend_course.groups import draw_groups, read_names, write_groups

    write_groups(draw_groups(read_names(names), count), out)
    _tell([out])


@app.command()
def handbook(
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("handbook"),
    pdf: Annotated[bool, typer.Option("--pdf", help="每种语言再印一份 PDF · one PDF a language as well")] = False,
    trainee: Annotated[
        bool, typer.Option("--trainee", help="学员版，不含培训师的备注和指南 · without the trainer's notes and guide")
    ] = False,
    booklet: Annotated[
        bool, typer.Option("--booklet", help="PDF 用 A5，可印成小册子 · the PDF on A5, to print as a booklet")
    ] = False,
    lang: Language = None,
) -> None:
    """生成双语手册网站 · build the handbook, a site in both languages that opens offline."""
    _begin(lang)
    from peakend_course.handbook.site import build_handbook

    with console.status(_("Building the handbook …")):
        written = build_handbook(out, pdf, trainee, booklet)
    _tell(written)


@app.command()
def slides(
    lecture: Annotated[int | None, typer.Option(metavar="N", help="1–5")] = None,
    lang: Language = None,
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("slides"),
) -> None:
    """生成讲义幻灯片 · write a lecture's slides, or all of them; press S in the browser for the trainer's notes."""
    _begin(lang)
    from peakend_course.slides import lectures_to_show, write_slides

    with console.status(_("Writing the slides …")), whole_folder(out) as draft:
        numbers = [lecture] if lecture is not None else lectures_to_show()
        written = [write_slides(number, draft) for number in numbers]
    _tell(out / file.name for file in written)


@app.command()
def printables(
    names: Annotated[list[str] | None, typer.Argument(metavar="[SHEET]...")] = None,
    lang: Language = None,
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("printables"),
) -> None:
    """打印空白表格 · print the blank sheets (KANO questionnaire, journey map, blueprint …) as PDF."""
    _begin(lang)
    from peakend_course.sheets import write_sheets

    with console.status(_("Printing the sheets …")):
        written = write_sheets(out, names or ())
    _tell(written)


@app.command()
def twins(lang: Language = None) -> None:
    """登记中英文已核对一致 · record that the Chinese and the English pages and cells say the same."""
    _begin(lang)
    from peakend_course.twins import LOCK, record_twins

    record_twins()
    _tell([LOCK])


def _begin(lang: str | None) -> None:
    """Speak the language asked for, and say first of all if this is a place without the course's pages."""
    choose_language(lang)
    course_folder()


def _tell(files: Iterable[Path]) -> None:
    for file in files:
        say(_("Written: {file}", file=file))
