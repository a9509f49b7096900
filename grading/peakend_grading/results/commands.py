"""The commands that hand back: feedback, class report with its gradebook, certificates; and a made class to look at."""

import datetime
from pathlib import Path
from typing import Annotated

import typer

from peakend.base.extras import require
from peakend.base.files import removed_on_failure, whole_folder
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.command.app import Language, app, choose_language, console, progress, say
from peakend_grading.commands import grade
from peakend_grading.untrusted.plain_json import visible_text
from peakend_labs.places import labs_folder

Graded = Annotated[Path, typer.Argument(metavar="DIR")]
Names = Annotated[
    Path | None, typer.Option(metavar="FILE", help="学员与姓名两列的 CSV 或 XLSX · a table of trainee and name")
]
PassMark = Annotated[float, typer.Option("--pass-mark", metavar="PERCENT", help="及格线 · percent of all points")]
Database = Annotated[str | None, typer.Option("--db", metavar="URL", help="成绩册数据库 · the gradebook's database")]


@app.command()
def feedback(graded: Graded = Path("graded"), names: Names = None, lang: Language = None, db: Database = None) -> None:
    """生成反馈页 · write the pages to hand back, from what `peakend grade` wrote."""
    from peakend.lessons.roster import Roster
    from peakend_grading.results.feedback import write_feedback

    language = choose_language(lang)
    pages = write_feedback(graded, language, names=Roster.read(names).names if names else {}, database=db or "")
    with progress() as bar:
        count = len(list(bar.track(pages, description=_("Writing feedback"))))
    say(_("{count} pages in {folder}.", count=count, folder=graded / "feedback"))


@app.command()
def marking(
    graded: Graded = Path("graded"),
    out: Annotated[Path | None, typer.Option(metavar="FILE", help=".xlsx")] = None,
    take: Annotated[
        Path | None, typer.Option(metavar="FILE", help="读回评好的表 · take a marked workbook back")
    ] = None,
    lang: Language = None,
    db: Database = None,
) -> None:
    """按题评开放题 · write the open answers as one workbook, question by question, or take it back."""
    require("openpyxl")
    from peakend.base.errors import PeakendError
    from peakend_grading.marks.book import open_book
    from peakend_grading.results.marking import questions
    from peakend_grading.results.marking_workbook import take_marking, write_marking

    language = choose_language(lang)
    with open_book(graded, db or "") as book:
        if take:
            taken = take_marking(book, take)
            for sentence in taken.refused:
                say(sentence)
            say(_("{count} marks written into the gradebook.", count=taken.marked))
            if taken.refused:
                raise PeakendError(
                    _(
                        "{count} rows were not taken. Correct them and take the workbook again.",
                        count=len(taken.refused),
                    )
                )
            return
        file = out or graded / "marking.xlsx"
        if file.suffix != ".xlsx":
            raise PeakendError(_("This is a workbook: give {file} a name that ends in .xlsx.", file=file.name))
        found = list(questions(book, graded, language))
    write_marking(found, file)
    say(_("Written: {file}", file=file))


@app.command()
def formgrader(
    graded: Graded = Path("graded"),
    port: Annotated[int | None, typer.Option(min=1024, max=65535)] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser")] = True,
    lang: Language = None,
) -> None:
    """一份一份评开放题 · nbgrader's formgrader in the browser: submission by submission."""
    require("nbgrader")
    from peakend_grading.results.formgrader import open_formgrader
    from peakend_labs.workspace.workspace import free_port

    choose_language(lang)
    open_formgrader(graded, free_port(port), browser)


@app.command()
def report(
    graded: Graded = Path("graded"),
    out: Annotated[Path | None, typer.Option(metavar="FILE", help=".html")] = None,
    names: Names = None,
    pass_mark: PassMark = 60,
    lang: Language = None,
    db: Database = None,
) -> None:
    """生成班级报告和成绩表 · write the class report, and the gradebook as XLSX and CSV beside it."""
    from peakend.base.errors import PeakendError
    from peakend.lessons.roster import Roster
    from peakend_grading.marks.book import open_book
    from peakend_grading.marks.worth_a_look import worth_a_look
    from peakend_grading.results.class_report import write_report
    from peakend_grading.results.gradebook_table import long_table, trainee_sheets, wide_table, write_gradebook
    from peakend_grading.results.standings import standings

    language = choose_language(lang)
    page = out or graded / "report.html"
    if page.suffix != ".html":
        raise PeakendError(_("The report is a page: give {file} a name that ends in .html.", file=page.name))
    known = Roster.read(names).names if names else {}
    with console.status(_("Writing the report …")), whole_folder(page.parent) as draft:
        with open_book(graded, db or "") as book:
            marks, problems, notes = book.marks(), book.problems(), book.notes()
        standing = standings(marks, known, pass_mark)
        write_report(marks, problems, standing, pass_mark, draft / page.name, language, notes)
        workbook = draft / page.with_suffix(".xlsx").name
        look = worth_a_look(notes, known)
        sheets = trainee_sheets(marks, standing, language, look)
        sheets.append((_("by task"), long_table(marks, known, language)))
        write_gradebook(wide_table(marks, standing, language, look), sheets, workbook)
    for ending in (".html", ".xlsx", ".csv"):
        say(_("Written: {file}", file=page.with_suffix(ending)))


@app.command()
def certificates(
    graded: Graded = Path("graded"),
    names: Annotated[
        Path, typer.Option(metavar="FILE", help="学员与姓名两列的 CSV 或 XLSX · a table of trainee and name")
    ] = Path("names.csv"),
    pass_mark: PassMark = 60,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="课程名称 · the course's title")] = None,
    date: Annotated[datetime.datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")] = None,
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("certificates"),
    lang: Language = None,
    db: Database = None,
) -> None:
    """生成结业证书 · write a certificate as PDF for everybody who passes."""
    from peakend.base.errors import PeakendError
    from peakend.lessons.roster import Roster
    from peakend_grading.marks.book import open_book
    from peakend_grading.results.certificates import left_over, write_certificates
    from peakend_grading.results.standings import standings

    choose_language(lang)
    if not names.is_file():
        raise PeakendError(
            _(
                "The list of names is missing: {file}, with columns trainee and name. "
                "Make it, or name it with --names.",
                file=names,
            )
        )
    known = Roster.read(names).names
    with open_book(graded, db or "") as book:
        standing, merged = standings(book.marks(), known, pass_mark), book.merged()
    day = (date or datetime.datetime.now()).date()
    with whole_folder(out) as draft:
        written = list(write_certificates(standing, known, title or _("Service experience management"), day, draft))
    for one in written:
        if one.note and one.file:
            say(one.note)
    say(_("{count} certificates in {folder}.", count=sum(one.file is not None for one in written), folder=out))
    if left := left_over(out, written, merged):
        say(
            _(
                "{folder} also holds {files}, of nobody who passes now: delete what is no longer true.",
                folder=out,
                files=join_words(map(visible_text, left)),
            )
        )
    waiting = sum(one.result == "waiting" for one in standing)
    if waiting:
        say(_("{count} can still pass: mark their open answers and write the certificates again.", count=waiting))
    if missing := " ".join(one.note for one in written if one.file is None):
        raise PeakendError(missing)


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]")] = Path("demo"),
    trainees: Annotated[int, typer.Option(min=3, max=99)] = 24,
    lang: Language = None,
) -> None:
    """造一个班来看看 · a made class of lab 3: graded, reported, and handed back."""
    language = choose_language(lang)
    labs_folder()
    from peakend_grading.results.demo import make_class, mark_open_answers

    graded, names = folder / "graded", folder / "names.csv"
    with console.status(_("Making a class …")):
        make_class(folder, language, trainees)
    with removed_on_failure(folder):
        grade(folder / "submitted", graded, lang=language)
        mark_open_answers(graded, folder / "submitted")
        feedback(graded, names, language)
        report(graded, folder / "report.html", names, lang=language)
        certificates(graded, names, out=folder / "certificates", lang=language)
