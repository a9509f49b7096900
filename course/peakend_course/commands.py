"""The trainer's commands: run-sheet, handbook, slides, printables, and the record of twins."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from peakend.base.language import translate as _
from peakend.command.app import Language, app, choose_language, console, say


@app.command()
def runsheet(
    agenda: Annotated[str, typer.Option(metavar="AGENDA", help="one-day | two-day")] = "two-day",
    start: Annotated[str, typer.Option(metavar="HH:MM")] = "09:00",
    lang: Language = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help=".html | .pdf | .xlsx | .csv")] = None,
) -> None:
    """排出一天的流程表 · the day's run-sheet with clock times, on screen or as a file."""
    from peakend_course.runsheet import runsheet as rows_of
    from peakend_course.runsheet import runsheet_table, write_runsheet

    choose_language(lang)
    if out:
        write_runsheet(agenda, start, out)
        say(_("Written: {file}", file=out))
        return
    shown = runsheet_table(rows_of(agenda, start))
    table = Table(*map(str, shown.columns))
    for row in shown.astype(str).to_numpy():
        table.add_row(*row)
    console.print(table)


@app.command()
def handbook(
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("handbook"),
    pdf: Annotated[bool, typer.Option("--pdf", help="每种语言再印一份 PDF · one PDF a language as well")] = False,
    lang: Language = None,
) -> None:
    """生成双语手册网站 · build the handbook, a site in both languages that opens offline."""
    from peakend_course.handbook.site import build_handbook

    choose_language(lang)
    with console.status(_("Building the handbook …")):
        written = list(build_handbook(out, pdf))
    for file in written:
        say(_("Written: {file}", file=file))


@app.command()
def slides(
    lecture: Annotated[int | None, typer.Option(metavar="N", help="1–5")] = None,
    lang: Language = None,
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("slides"),
) -> None:
    """生成讲义幻灯片 · write a lecture's slides, or all of them; press S in the browser for the trainer's notes."""
    from peakend_course.slides import lectures_to_show, write_slides

    choose_language(lang)
    for number in [lecture] if lecture is not None else lectures_to_show():
        say(_("Written: {file}", file=write_slides(number, out)))


@app.command()
def printables(
    names: Annotated[list[str] | None, typer.Argument(metavar="[SHEET]...")] = None,
    lang: Language = None,
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("printables"),
) -> None:
    """打印空白表格 · print the blank sheets (KANO questionnaire, journey map, blueprint …) as PDF."""
    from peakend_course.sheets import write_sheets

    choose_language(lang)
    for file in write_sheets(out, names or ()):
        say(_("Written: {file}", file=file))


@app.command()
def twins(lang: Language = None) -> None:
    """登记中英文已核对一致 · record that the Chinese and the English pages and cells say the same."""
    from peakend_course.twins import LOCK, record_twins

    choose_language(lang)
    record_twins()
    say(_("Written: {file}", file=LOCK))
