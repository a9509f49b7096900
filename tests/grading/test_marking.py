"""Open answers by workbook, there and back; entries withdrawn."""

import openpyxl
import pytest
from typer.testing import CliRunner

from graded_class import LAB, OPEN, grade_class, mark_by_hand
from peakend.command.app import complete_app
from peakend_grading.marks.book import open_book
from peakend_grading.marks.grades import TaskGrade
from peakend_grading.marks.notes import Note
from peakend_grading.results.marking import Answer, Question, _plain, code_of, questions
from peakend_grading.results.marking_workbook import take_marking, write_marking


@pytest.fixture
def graded(tmp_path):
    return grade_class(tmp_path / "graded")


def run(*words: object):
    return CliRunner().invoke(complete_app(), [str(word) for word in words])


def written(graded, language="zh"):
    """Write the workbook, and return it with the rows of its one sheet by code."""
    result = run("marking", graded, "--lang", language)
    assert result.exit_code == 0, result.output
    file = graded / "marking.xlsx"
    book = openpyxl.load_workbook(file)
    (sheet,) = book.worksheets
    return file, book, sheet, {sheet.cell(row, 1).value: row for row in range(4, sheet.max_row + 1)}


def code(trainee: str) -> str:
    return code_of(TaskGrade(trainee, LAB, OPEN, None, 4.0, ""))


def scores(graded) -> dict[str, float | None]:
    with open_book(graded) as book:
        return {mark.trainee: mark.score for mark in book.marks() if mark.task == OPEN}


@pytest.mark.parametrize(("language", "rubric"), [("zh", "评分标准"), ("en", "ubric")])
def test_a_sheet_a_question_with_its_rubric_and_no_name(graded, language, rubric):
    """Levels to choose from; nobody's id; what could not be graded is not there."""
    _file, _book, sheet, rows = written(graded, language)
    assert rubric in sheet["A2"].value
    assert "MARK SCHEME" not in sheet["A2"].value
    assert {code(name) for name in ("amy", "bai", "chen", "deng", "fang", "=cmd()")} == set(rows)
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [text for text in texts if "amy" in text or "cmd()" in text]
    assert sheet.data_validations.dataValidation[0].formula1 == '"0,1,2,3,4"'


def test_levels_and_comments_come_back(graded):
    """Into the gradebook, row by row; what is left empty still waits."""
    file, book, sheet, rows = written(graded)
    sheet.cell(rows[code("amy")], 4).value = 3
    sheet.cell(rows[code("amy")], 5).value = "如果再写一个时刻就更好"
    sheet.cell(rows[code("bai")], 4).value = "2.5"
    book.save(file)
    result = run("marking", graded, "--take", file, "--lang", "zh")
    assert result.exit_code == 0, result.output
    assert (3.0, 2.5, None) == tuple(scores(graded)[name] for name in ("amy", "bai", "chen"))
    with open_book(graded) as kept:
        assert kept.comments()["amy", LAB, OPEN] == "如果再写一个时刻就更好"
    again = run("marking", graded, "--take", file, "--lang", "en")
    assert "0 marks written" in again.output


@pytest.mark.parametrize("level", [5, -1, "good", 2.3, True])
def test_a_level_that_does_not_fit_is_refused_and_the_others_are_taken(graded, level):
    """With sheet and row, what was found and what is allowed."""
    file, book, sheet, rows = written(graded)
    sheet.cell(rows[code("amy")], 4).value = level
    sheet.cell(rows[code("bai")], 4).value = 4
    book.save(file)
    with open_book(graded) as kept:
        (said,) = take_marking(kept, file).refused
    assert f"{rows[code('amy')]}" in said
    assert (None, 4.0) == (scores(graded)["amy"], scores(graded)["bai"])


def test_a_later_mark_is_not_overwritten(graded):
    """Marked in formgrader after the workbook was written."""
    file, book, sheet, rows = written(graded)
    sheet.cell(rows[code("amy")], 4).value = 1
    book.save(file)
    mark_by_hand(graded, "amy", 4)
    result = run("marking", graded, "--take", file, "--lang", "en")
    assert result.exit_code != 0
    assert "it has been marked 4 since" in " ".join(result.output.split())
    assert scores(graded)["amy"] == 4


def test_unknown_and_doubled_codes_and_other_files_are_named(graded, tmp_path):
    """A code that somebody changed, a row copied, and what is no workbook."""
    file, book, sheet, rows = written(graded)
    first, second, third = list(rows)[:3]
    sheet.cell(rows[first], 1).value = second
    sheet.cell(rows[third], 1).value = "changed"
    sheet.cell(rows[third], 4).value = 2
    book.save(file)
    (tmp_path / "text.xlsx").write_text("text", encoding="utf-8")
    with open_book(graded) as kept:
        assert len(take_marking(kept, file).refused) == 2
        for wrong in ("no.xlsx", "text.xlsx"):
            with pytest.raises(ValueError, match=wrong):
                take_marking(kept, tmp_path / wrong)


def test_like_answers_stand_beside_each_other(graded):
    """By the sentences that were kept of them."""
    with open_book(graded) as book:
        for trainee in ("amy", "fang"):
            note = Note(prints={OPEN: ("taaa", "tbbb")})
            book.add_assignment(LAB, {})
            book.record(trainee, LAB, {}, "digest", {}, note=note)
        (question,) = questions(book, graded, "zh")
    assert {"amy", "fang"} == {one.mark.trainee for one in question.answers[:2]}
    assert {"1"} == {one.group for one in question.answers[:2]}


def test_an_answer_is_no_formula(tmp_path):
    """What a trainee wrote stays text."""
    mark = TaskGrade("amy", LAB, OPEN, None, 4.0, "")
    answer = Answer(code_of(mark), mark, "=HYPERLINK(1)", "+1", "")
    write_marking([Question(LAB, OPEN, "题", "问", "标准", 4.0, [answer])], tmp_path / "m.xlsx")
    row = openpyxl.load_workbook(tmp_path / "m.xlsx").worksheets[0][4]
    assert (row[2].value, row[2].data_type, row[4].value) == ("'=HYPERLINK(1)", "s", "'+1")


def test_a_withdrawn_entry_is_gone_everywhere(graded):
    """From grades, feedback and report; the others stay, and who is not there is named."""
    assert run("feedback", graded, "--lang", "zh").exit_code == 0
    result = run("grade", "--withdraw", "bai", "--out", graded, "--lang", "en")
    assert result.exit_code == 0, result.output
    assert not (graded / "feedback" / "bai" / LAB).exists()
    assert not (graded / "autograded" / "bai" / LAB).exists()
    assert "bai" not in (graded / "grades.csv").read_text(encoding="utf-8-sig")
    assert run("report", graded, "--lang", "zh").exit_code == 0
    assert ">bai<" not in (graded / "report.html").read_text(encoding="utf-8")
    assert "amy" in scores(graded)
    result = run("grade", "--withdraw", "bei", "--out", graded, "--lang", "en")
    assert result.exit_code == 2
    assert "nothing of 'bei'" in " ".join(result.output.split())


def test_grading_without_a_folder_is_one_sentence():
    """Since the folder may be left out where an entry is withdrawn."""
    result = run("grade", "--lang", "en")
    assert (2, True) == (result.exit_code, "Name the folder of hand-ins" in result.output)


def test_of_a_form_with_one_field_only_the_answer_stands_in_the_workbook():
    """Its question stands above all of them; of several fields each has its own."""
    one = "<table><caption>Task</caption><tr><th>Why?</th><td>Because.</td></tr></table>"
    assert ("Because.", "") == (_plain(one), _plain(one.replace("Because.", "–")))
    two = one.replace("</table>", "<tr><th>How?</th><td>So.</td></tr></table>")
    assert "Task\nWhy? | Because.\nHow? | So." == _plain(two)
