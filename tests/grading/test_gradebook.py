"""The gradebook is the one truth: tables and pages are written from it, and it keeps what earlier versions wrote."""

import csv
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from peakend.base.errors import PeakendError
from peakend.base.language import set_language
from peakend.command.app import complete_app
from peakend_grading.marks.book import open_book
from peakend_grading.marks.grades import TaskGrade, write_grades
from peakend_grading.results.gradebook_table import long_table, trainee_sheets, wide_table, write_gradebook
from peakend_grading.results.standings import standings
from peakend_labs.nbgrader_course import COURSE_ID

# Seven trainees of a small assignment, graded by version 0.1.0; two names each differ in a quote or a control character
# alone, one notebook was none, and one open answer was marked and commented on in formgrader.
FIRST = Path(__file__).with_name("first_house_gradebook.sql")
LAB = "small"
NAMES = ["'anna", "a\x01b", "ab", "anna", "broken", "mei", "wei"]


@pytest.fixture
def graded(tmp_path) -> Path:
    """A folder with the gradebook that the first version wrote."""
    with sqlite3.connect(tmp_path / "gradebook.db") as database:
        database.executescript(FIRST.read_text(encoding="utf-8"))
    database.close()
    return tmp_path


def run(*words: object) -> str:
    result = CliRunner().invoke(complete_app(), [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def test_marks_of_the_first_version_stand(graded):
    """By program, by hand, waiting, and without points for a file that is no notebook."""
    with open_book(graded) as book:
        marks = {(mark.trainee, mark.task): (mark.score, mark.reason) for mark in book.marks()}
    assert {
        ("mei", "task-1-count"): (2.0, ""),
        ("mei", "task-10-why"): (3.0, "Marked by hand."),
        ("wei", "task-1-count"): (0.0, "AssertionError: Count again."),
        ("wei", "task-10-why"): (None, "To be marked by hand."),
        ("broken", "task-1-count"): (0.0, "small.ipynb is not JSON, so no notebook. Hand in what JupyterLab saved."),
        ("'anna", "task-1-count"): (2.0, ""),
        ("anna", "task-1-count"): (0.0, "AssertionError: Count again."),
        ("a\x01b", "task-1-count"): (2.0, ""),
        ("ab", "task-1-count"): (0.0, "AssertionError: Count again."),
    }.items() <= marks.items()


def test_what_the_first_version_judged_counts_as_judged(graded):
    """So that nothing is graded again for nothing."""
    with open_book(graded) as book:
        assert {(name, LAB) for name in NAMES} == book.judged().keys()


def test_comments_of_the_first_version_stand(graded):
    """As the trainer wrote them in formgrader."""
    with open_book(graded) as book:
        assert {("mei", LAB, "task-10-why"): "Nearly."} == book.comments()


def test_tasks_come_in_the_order_of_their_numbers(graded):
    """Task 1 before task 10."""
    with open_book(graded) as book:
        assert ["task-1-count", "task-10-why"] == [mark.task for mark in book.marks("mei", LAB)]


def test_no_table_of_marks_is_read_back(graded):
    """Saved by a Chinese Excel with another mark in it, the table changes nothing."""
    (graded / "grades.csv").write_bytes("学员;满分\nwei;2\n".encode("gb18030"))
    run("report", graded, "--lang", "en")
    totals = {row["trainee"]: row["sum"] for row in rows_of(graded / "report.csv")}
    assert ("5.0", "0.0") == (totals["mei"], totals["wei"])


def test_a_report_needs_no_table_of_marks(graded):
    """The gradebook is enough."""
    run("report", graded, "--lang", "en")
    assert (graded / "report.html").is_file()


def test_names_stay_apart_in_the_table_of_marks(graded):
    """Whatever they differ in, each row says whose it is."""
    with open_book(graded) as book:
        write_grades(book.marks(), graded / "grades.csv")
    shown = [row["trainee"] for row in rows_of(graded / "grades.csv") if row["task"] == "task-1-count"]
    assert ["'anna", r"a\x01b", "ab", "anna", "broken", "mei", "wei"] == shown


@pytest.mark.parametrize("pair", [("=a", "'=a"), ("'=a", "''=a"), ("a\rb", "a\nb"), ("a\x01b", r"a\x01b")])
def test_two_names_are_two_names_in_a_csv(tmp_path, pair):
    """Also where one looks like the other after it was made harmless."""
    write_grades([TaskGrade(name, LAB, "task", 1.0, 1.0, "") for name in pair], tmp_path / "grades.csv")
    assert 2 == len({row["trainee"] for row in rows_of(tmp_path / "grades.csv")})


def test_names_stay_apart_in_the_workbook(graded):
    """By trainee, in their lab, and by task."""
    run("report", graded, "--lang", "en")
    by_trainee, of_the_lab, by_task = openpyxl.load_workbook(graded / "report.xlsx")
    for sheet in (by_trainee, of_the_lab, by_task):
        assert len(NAMES) == len({row[0] for row in sheet.iter_rows(2, values_only=True)})


def test_labs_whose_names_excel_cuts_keep_a_sheet_each(tmp_path):
    """Two that begin alike, or one called as another sheet is, overwrite nothing; each has its own marks."""
    labs = [f"experience-of-waiting-in-airports-{part}" for part in "ab"] + ["by task"]
    marks = [TaskGrade("amy", lab, "task-1", float(i), 5.0, "") for i, lab in enumerate(labs)]
    standing = standings(marks, {}, 60)
    set_language("en")
    sheets = [*trainee_sheets(marks, standing, "en"), ("by task", long_table(marks, {}, "en"))]
    write_gradebook(wide_table(marks, standing, "en"), sheets, tmp_path / "marks.xlsx")
    book = openpyxl.load_workbook(tmp_path / "marks.xlsx")
    names = ["by task", "experience-of-waiting-in-airpor", "experience-of-waiting-in-airp 2", "by task 2"]
    assert names == book.sheetnames[1:]
    assert [2, 0, 1] == [sheet["D2"].value for sheet in book.worksheets[1:4]]


def test_names_stay_apart_on_the_report(graded):
    """A name with a control character shows it."""
    run("report", graded, "--lang", "en")
    page = (graded / "report.html").read_text(encoding="utf-8")
    assert (r">a\x01b<" in page, ">ab<" in page) == (True, True)


def test_every_name_has_its_own_feedback(graded):
    """A page each, with the right mark on it."""
    run("feedback", graded, "--lang", "en")
    pages = {page.parts[-3]: page.read_text(encoding="utf-8") for page in (graded / "feedback").rglob("*.html")}
    assert set(NAMES) == pages.keys()
    assert ("AssertionError" in pages["anna"], "AssertionError" in pages["'anna"]) == (True, False)


def test_a_folder_for_no_lab_stands_in_the_gradebook_until_it_is_mended(graded):
    """It has no points and one sentence; when the trainee comes again, it is forgotten."""
    with open_book(graded) as book:
        book.record_ungraded("mei", "smal", "", "There is no lab 'smal'.")
        assert [TaskGrade("mei", "smal", "–", 0.0, 0.0, "There is no lab 'smal'.")] == book.marks(lab="smal")
        book.forget_unknown({"mei"})
        assert [] == book.marks(lab="smal")


def test_a_withdrawn_submission_is_forgotten(graded):
    """Its marks, and that it was judged."""
    with open_book(graded) as book:
        book.withdraw("mei", LAB)
        assert [] == book.marks("mei")
        assert ("mei", LAB) not in book.judged()


def test_a_mark_by_hand_is_the_one_that_formgrader_shows(graded):
    """With its comment."""
    with open_book(graded) as book:
        (mark,) = [mark for mark in book.marks("wei") if mark.score is None]
        book.mark_by_hand(mark, 4, "Well said.")
    with Gradebook(f"sqlite:///{graded / 'gradebook.db'}", COURSE_ID) as book:
        assert 4 == book.find_grade("task-10-why", LAB, LAB, "wei").score
        assert "Well said." == book.find_comment("task-10-why", LAB, LAB, "wei").comment


def test_a_gradebook_in_use_is_one_sentence(graded, monkeypatch):
    """Somebody else holds it all the while; nothing is half-written."""
    monkeypatch.setattr("peakend_grading.marks.book.PATIENCE", 0.1)
    with open_book(graded) as book:
        holder = sqlite3.connect(graded / "gradebook.db")
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(PeakendError, match="what is graded stays graded"):
            book.record_ungraded("wei", LAB, "other", "Late.")
        holder.close()
        assert 0.0 == book.marks("wei")[0].score


def test_a_folder_without_a_gradebook_is_one_sentence(tmp_path):
    """Nothing was graded there."""
    with pytest.raises(PeakendError, match="holds no gradebook"):
        open_book(tmp_path)
    assert not list(tmp_path.iterdir())
