"""The trainer's round trip: release, five submissions, grades, feedback."""

import contextlib
import csv
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from peakend.command.app import complete_app
from peakend.datasets.variants import variant_of
from peakend_grading.marks.book import open_book
from peakend_labs.lab import read_lab
from peakend_labs.release.kit import release_notebooks
from peakend_labs.release.leaks import require_no_leak, secrets
from submissions import LAB, RIGHT, RIGHT_LINE, submit, submit_class

AUTOMATIC, BY_HAND = 20, 4


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> dict[str, Path]:
    """Lab 3 as trainees get it, in both languages."""
    folder = tmp_path_factory.mktemp("released")
    for language in ("zh", "en"):
        release_notebooks([LAB], language, folder / language)
    return {language: folder / language / LAB for language in ("zh", "en")}


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory) -> Path:
    """Five submissions, graded and handed back through the command line."""
    folder = tmp_path_factory.mktemp("class")
    submit_class(released["zh"], folder / "submitted")
    with contextlib.chdir(folder):
        for command in (["grade", "submitted", "--lang", "zh"], ["feedback", "--lang", "zh"]):
            result = CliRunner().invoke(complete_app(), command)
            assert result.exit_code == 0, result.output
    return folder / "graded"


@pytest.fixture(scope="module")
def grades(graded) -> list[dict[str, str]]:
    with (graded / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def total(grades, trainee) -> float:
    return sum(float(row["score"]) for row in grades if row["trainee"] == trainee and row["score"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_released_notebook_has_no_trace_of_an_answer(released, language):
    """No line of a solution, hidden test or mark scheme, and none of their markers."""
    source = read_lab(LAB).read(language)
    found = list(secrets(source))
    assert len(found) > 40
    text = (released[language] / f"{LAB}.ipynb").read_text(encoding="utf-8")
    assert not [secret for secret in found if secret in text]
    assert "with_interval" not in text


@pytest.mark.parametrize(("language", "other"), [("zh", "实验 3"), ("en", "Lab 3")])
def test_released_notebook_speaks_one_language(released, language, other):
    """Its own heading is there, and prose of the other language is not."""
    notebook = nbformat.read(released[language] / f"{LAB}.ipynb", as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert other in prose
    assert bool(re.search("[一-鿿]", prose)) == (language == "zh")


def test_releases_are_the_same_each_time(released, tmp_path):
    """Cell ids and order do not depend on chance."""
    release_notebooks([LAB], "zh", tmp_path)
    assert (released["zh"] / f"{LAB}.ipynb").read_bytes() == (tmp_path / LAB / f"{LAB}.ipynb").read_bytes()


def test_a_kit_starts_by_itself_and_holds_no_answer(tmp_path):
    """Library, data, notebook and start scripts are there; sources, generators and tests of the labs are not."""
    result = CliRunner().invoke(complete_app(), ["release", LAB, "--lang", "zh", "--out", str(tmp_path / "kit")])
    assert result.exit_code == 0, result.output
    files = {path.relative_to(tmp_path / "kit").as_posix() for path in (tmp_path / "kit").rglob("*") if path.is_file()}
    assert {"start.bat", "start.sh", "uv.lock", f"labs/{LAB}/{LAB}.ipynb", "datasets/service-hall/survey.csv"} <= files
    assert not [file for file in files if file.endswith("lab.md") or "generator" in file or file.startswith("tests")]
    welcome = (tmp_path / "kit" / "welcome.md").read_text(encoding="utf-8")
    assert [LAB] == re.findall(r"\]\(labs/([^/]+)/", welcome)


def test_the_leak_gate_finds_a_planted_line(tmp_path):
    """One line of a hidden test in a side file is enough."""
    source = read_lab(LAB).read("zh")
    (tmp_path / "notes.txt").write_text(list(secrets(source))[3], encoding="utf-8")
    with pytest.raises(ValueError, match=r"Not released: notes\.txt"):
        require_no_leak(tmp_path, {LAB: source})


@pytest.mark.parametrize(
    ("trainee", "expected"),
    [
        ("perfect", AUTOMATIC),
        ("half", 3 + 3 + 3 + 2),  # tasks 1, 4, 5 and 6
        ("blank", 0),
        ("crashing", AUTOMATIC - 3),  # the crash costs task 4 alone
        ("学员五", 0),
    ],
)
def test_each_submission_gets_its_score(grades, trainee, expected):
    """Added up over the tasks that are graded by program."""
    assert expected == total(grades, trainee)


def test_every_submission_has_a_row_for_every_task(grades):
    """Five trainees, nine tasks."""
    tasks = {row["task"] for row in grades}
    assert len(tasks) == 9
    assert len(grades) == 5 * 9


def test_the_open_question_waits_for_the_trainer(grades):
    """Neither zero nor full marks: to be marked by hand."""
    (row,) = [row for row in grades if row["trainee"] == "perfect" and row["score"] == ""]
    assert (row["task"], float(row["max_score"]), row["reason"]) == ("task-9-look-first", BY_HAND, "待人工评分。")


def test_answers_on_other_figures_are_explained(released, tmp_path):
    """The form was filled in under one id, the folder bears another: the reason says what to do."""
    submit(released["zh"], tmp_path / "submitted" / "zhang-san" / LAB, RIGHT, RIGHT_LINE)
    for file in (tmp_path / "submitted" / "zhang-san" / LAB / "answers").glob("*.json"):
        filled = {**json.loads(file.read_text(encoding="utf-8")), "variant": variant_of("zhang-san")}
        file.write_text(json.dumps(filled), encoding="utf-8")
    (tmp_path / "submitted" / "zhang-san").rename(tmp_path / "submitted" / "li-si")
    command = ["grade", str(tmp_path / "submitted"), "--out", str(tmp_path / "graded"), "--lang", "en"]
    result = CliRunner().invoke(complete_app(), command)
    assert result.exit_code == 0, result.output
    with open_book(tmp_path / "graded") as book:
        reasons = [row.reason for row in book.marks() if row.score is not None and row.score < row.max_score]
    assert 1 < len(reasons)
    assert [True] + [False] * (len(reasons) - 1) == ["rename the folder to that id" in reason for reason in reasons]


@pytest.mark.parametrize(
    ("trainee", "task", "reason"),
    [
        ("half", "task-3-by-hand", "7 分是被动者"),
        ("half", "task-8-invisible", "还没填"),
        ("blank", "task-1-instruments", "还没填"),
        ("crashing", "task-4-nps", "没有答案 nps_by_channel"),
        ("学员五", "task-1-instruments", "打不开"),
    ],
)
def test_lost_points_have_a_reason_in_one_sentence(grades, trainee, task, reason):
    """What the check said, or why the file could not be graded."""
    (row,) = [row for row in grades if (row["trainee"], row["task"]) == (trainee, task)]
    assert reason in row["reason"]
    assert "\n" not in row["reason"]


def test_the_gradebook_is_nbgraders_own(graded):
    """Nbgrader reads the scores from its database."""
    with Gradebook(f"sqlite:///{graded / 'gradebook.db'}", "peakend") as gradebook:
        scores = {row["student"]: row["score"] for row in gradebook.submission_dicts(LAB)}
    assert scores == {"perfect": 20, "half": 11, "blank": 0, "crashing": 17}


def test_a_trainers_mark_is_kept_when_a_submission_is_graded_again(graded, grades, tmp_path):
    """Three of four points by hand stay when one trainee is graded once more, and the others keep their rows."""
    again = shutil.copytree(graded, tmp_path / "graded")
    with Gradebook(f"sqlite:///{again / 'gradebook.db'}", "peakend") as gradebook:
        open_question = gradebook.find_grade("task-9-look-first", LAB, LAB, "crashing")
        open_question.manual_score, open_question.needs_manual_grade = 3, False
        gradebook.db.commit()
    shutil.copytree(graded.parent / "submitted" / "crashing", tmp_path / "late" / "crashing")
    result = CliRunner().invoke(complete_app(), ["grade", str(tmp_path / "late"), "--out", str(again), "--lang", "zh"])
    assert result.exit_code == 0, result.output
    with (again / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    (row,) = [row for row in rows if (row["trainee"], row["task"]) == ("crashing", "task-9-look-first")]
    assert ("3.0", "4.0", "由培训师评分。") == (row["score"], row["max_score"], row["reason"])
    assert len(rows) == len(grades)


def test_feedback_says_what_was_missed_and_hides_the_hidden_tests(graded):
    """A page for each trainee; the hint is there, the test and the right answer are not."""
    page = (graded / "feedback" / "half" / LAB / f"{LAB}.html").read_text(encoding="utf-8")
    assert "7 分是被动者" in page
    assert "HIDDEN TESTS" not in page
    assert "csat_other_lowest" not in page


def test_feedback_shows_what_was_filled_in(graded):
    """The open answer stands on the page, for trainer and trainee."""
    page = (graded / "feedback" / "perfect" / LAB / f"{LAB}.html").read_text(encoding="utf-8")
    assert "先跟听 20 通热线" in page
    assert "No response." not in page


def test_feedback_fetches_nothing_from_elsewhere(graded):
    """A page opens on a machine without a network."""
    for page in (graded / "feedback").rglob("*.html"):
        assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]+', page.read_text(encoding="utf-8"))


def test_feedback_for_an_unreadable_notebook_is_its_sentence(graded):
    """The trainee learns what to do."""
    page = (graded / "feedback" / "学员五" / LAB / f"{LAB}.html").read_text(encoding="utf-8")
    assert "请在 JupyterLab 里保存，再交一次" in page


def test_the_trainers_language_changes_no_score_and_another_case_is_told(released, tmp_path):
    """A Chinese kit graded by a trainer who reads English: the labels of its tables are Chinese; and so is its case."""
    submit(released["zh"], tmp_path / "in" / "perfect" / LAB, RIGHT, RIGHT_LINE)
    scores = {}
    for case in ("service-hall", "hospital"):
        words = ["grade", tmp_path / "in", "--out", tmp_path / case, "--case", case, "--lang", "en"]
        result = CliRunner().invoke(complete_app(), [str(word) for word in words])
        assert result.exit_code == 0, result.output
        with open_book(tmp_path / case) as book:
            scores[case] = sum(mark.score or 0 for mark in book.marks()), " ".join(mark.reason for mark in book.marks())
    assert 20 == scores["service-hall"][0]
    assert "grade again with --case service-hall" in scores["hospital"][1]
