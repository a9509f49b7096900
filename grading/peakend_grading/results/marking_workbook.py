"""The workbook of open answers: a sheet a question, and the way back into the gradebook."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from peakend.base.errors import PeakendError
from peakend.base.files import whole_file
from peakend.base.language import translate as _
from peakend.base.workbooks import emphasise, fit_page
from peakend.tables.harmless import disarm_text
from peakend_grading.marks.book import Book
from peakend_grading.marks.grades import TaskGrade
from peakend_grading.results.marking import Question, code_of, level_of, open_marks

_HEAD = 3  # the row of the headings: above it stand question and rubric
_WIDTHS = (13, 8, 70, 12, 40, 9)
CODE, GROUP, ANSWER, LEVEL, COMMENT, BEFORE = range(6)


@dataclass(frozen=True)
class Taken:
    """What came of a workbook: how many marks were written down, and a sentence for each row that was not."""

    marked: int
    refused: tuple[str, ...]


def write_marking(questions: Sequence[Question], file: Path) -> None:
    """Write a workbook with a sheet for each question.

    Parameters
    ----------
    questions : sequence of Question
        What `questions` yielded.
    file : Path
        The workbook.

    Raises
    ------
    PeakendError
        If there is nothing to mark, or the file cannot be written.
    """
    if not questions:
        raise PeakendError(_("There are no open answers in this gradebook."))
    book = Workbook()
    book.remove(book.active)
    for number, question in enumerate(questions, start=1):
        _fill(book.create_sheet(f"{number} {question.lab} {question.task}"[:31]), question)
    with whole_file(file) as draft:
        book.save(draft)


def take_marking(book: Book, file: Path) -> Taken:
    """Write the levels and comments of a workbook into the gradebook, row by row.

    A row that does not fit is refused with a sentence, and so is one whose answer has been marked otherwise since the
    workbook was written: the later mark stays.

    Parameters
    ----------
    book : Book
        The gradebook.
    file : Path
        The workbook.

    Raises
    ------
    PeakendError
        If it is none that `write_marking` wrote.
    """
    try:
        sheets = load_workbook(file, data_only=True).worksheets
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError):
        raise PeakendError(_("{file} cannot be read as a workbook. Save it as .xlsx.", file=file.name)) from None
    known = {code_of(mark): mark for mark in open_marks(book)}
    comments = book.comments()
    seen: set[str] = set()
    marked, refused = 0, []
    for sheet in sheets:
        for number, row in enumerate(
            sheet.iter_rows(min_row=_HEAD + 1, max_col=len(_WIDTHS), values_only=True), _HEAD + 1
        ):
            code = str(row[CODE] or "").strip().lstrip("'")
            if not code and row[LEVEL] is None:
                continue
            problem = _("the code is there twice") if code in seen else _problem(row, known.get(code))
            seen.add(code)
            if problem:
                refused.append(_("{sheet}, row {row}: {problem}.", sheet=sheet.title, row=number, problem=problem))
            elif row[LEVEL] is not None:
                marked += _take(book, known[code], row, comments)
    if not seen:
        raise PeakendError(
            _("{file} holds no answers to mark: give the workbook that peakend marking wrote.", file=file.name)
        )
    return Taken(marked, tuple(refused))


def _take(book: Book, mark: TaskGrade, row: Sequence[Any], comments: dict[tuple[str, str, str], str]) -> int:
    """Write one row down, if it says anything new; return how many marks that were."""
    level, comment = level_of(row[LEVEL]), str(row[COMMENT] or "").strip()
    had = comments.get((mark.trainee, mark.lab, mark.task.rpartition("/")[2]), "")
    if level is None or (level == mark.score and comment in ("", had)):
        return 0
    book.mark_by_hand(mark, level, "" if comment == had else comment)
    return 1


def _problem(row: Sequence[Any], mark: TaskGrade | None) -> str:
    """Return why a row cannot be taken; nothing if it can."""
    if mark is None:
        return _("the code {code!r} is none of this class; it may have been changed, or withdrawn", code=row[CODE])
    if row[LEVEL] is None:
        return ""
    level = level_of(row[LEVEL])
    if level is None or not 0 <= level <= mark.max_score or level * 2 % 1:
        return _("{level!r} is not a level; choose one from 0 to {most:g}", level=row[LEVEL], most=mark.max_score)
    before = level_of(row[BEFORE]) if row[BEFORE] is not None else None
    if mark.score not in (before, level):
        now = "–" if mark.score is None else f"{mark.score:g}"
        return _("it has been marked {now} since, which stays; enter {now} or write the workbook again", now=now)
    return ""


def _fill(sheet: Any, question: Question) -> None:
    top = Alignment(wrap_text=True, vertical="top")
    above = (f"{question.lab} · {question.title}\n{question.text}", question.rubric)
    for number, text in enumerate(above, start=1):
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=5)
        cell = sheet.cell(number, 1, disarm_text(text))
        cell.alignment, cell.font = top, Font(bold=number == 1)
        sheet.row_dimensions[number].height = min(15 * _lines(text, sum(_WIDTHS[:5]) * 5 // 6), 260)  # bold is wider
    heads = (_("code"), _("alike"), _("answer"), _("your mark"), _("comment"), _("before"))
    for column, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True), start=1):
        emphasise(sheet.cell(_HEAD, column, head))
        sheet.column_dimensions["ABCDEF"[column - 1]].width = width
    for number, answer in enumerate(question.answers, start=_HEAD + 1):
        text = answer.text or _("(nothing)")
        score = answer.mark.score
        row = (answer.code, answer.group, disarm_text(text), score, disarm_text(answer.comment), score)
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value).alignment = top
        sheet.row_dimensions[number].height = min(15 * _lines(text, _WIDTHS[ANSWER]), 400)
    levels = ",".join(f"{level}" for level in range(int(question.most) + 1))
    choice = DataValidation(type="list", formula1=f'"{levels}"', allow_blank=True, showErrorMessage=False)
    choice.add(f"D{_HEAD + 1}:D{_HEAD + len(question.answers)}")
    sheet.add_data_validation(choice)
    sheet.column_dimensions["F"].hidden = True
    sheet.freeze_panes = sheet.cell(_HEAD + 1, 1)
    fit_page(sheet)
    sheet.print_title_rows = f"1:{_HEAD}"


def _lines(text: str, width: int) -> int:
    """Return how many lines a text fills; a Chinese character is two letters wide."""
    return sum(1 + len(line.encode("gb18030", "replace")) // max(width, 1) for line in text.split("\n"))
