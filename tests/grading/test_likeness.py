"""Own data, another's figures and likeness: said whatever the score; nobody is accused for being right or in a team."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

import peakend as pe
from peakend.command.app import complete_app
from peakend.datasets.variants import variant_of
from peakend.tables.write_table import write_table
from peakend_grading.host.assignments import read_assignment
from peakend_grading.intake.prints import prints_of
from peakend_grading.marks.grades import TaskGrade
from peakend_grading.marks.notes import Note
from peakend_grading.marks.worth_a_look import worth_a_look
from peakend_grading.results.likeness import find_likenesses
from peakend_labs.release.kit import release_notebooks
from submissions import LAB, RIGHT, RIGHT_LINE, own_figures, submit

OPEN = {"look-first": {"answer": "先跟听 20 通热线，再站柜台半天。把等得最久的那一刻记下来。周五请大家一起看录像。"}}


def note(team: str = "", **tasks: dict) -> Note:
    """What is kept of a hand-in that filled in one form for each task."""
    prints = {}
    for task, answers in tasks.items():
        form = json.dumps({"answers": answers}, ensure_ascii=False).encode()
        prints[task] = tuple(prints_of({"answers/form.json": form}, {})["form"])
    return Note(team=team, prints=prints)


def marks(lost: dict[str, tuple[str, ...]], tasks: tuple[str, ...] = ("a", "b", "open")) -> list[TaskGrade]:
    return [
        TaskGrade(trainee, LAB, task, 0.0 if task in failed else 3.0, 3.0, "")
        for trainee, failed in lost.items()
        for task in tasks
    ]


def like(notes: dict[str, Note], lost: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    found = find_likenesses({(trainee, LAB): one for trainee, one in notes.items()}, marks(lost))
    return [pair.trainees for pair in found]


RIGHT_ANSWERS = {"a": {"x": "ces", "y": "nps", "z": "csat"}, "b": {"n": "12.5", "m": "30"}}


def test_right_answers_are_alike_and_accuse_nobody():
    """A class that knows everything says nothing of anybody."""
    class_ = {name: note(**RIGHT_ANSWERS) for name in ("anna", "ben", "chen", "dora")}
    assert [] == like(class_, dict.fromkeys(class_, ()))


def test_rare_wrong_answers_tell():
    """The same four mistakes in two hand-ins, which nobody else made."""
    wrong = {"a": {"x": "nps", "y": "ces", "z": "nps"}, "b": {"n": "7.1", "m": "31"}}
    others = {name: note(a={"x": "csat", "y": name, "z": "ces"}) for name in ("chen", "dora", "emil", "fang")}
    class_ = {"anna": note(**wrong), "ben": note(**wrong), **others}
    lost = {"anna": ("a", "b"), "ben": ("a", "b")} | dict.fromkeys(others, ("a",))
    assert [("anna", "ben")] == like(class_, lost)


def test_a_common_mistake_accuses_nobody():
    """What half the class gets wrong in the same way is a misconception."""
    class_ = {f"t{number}": note(a={"x": "nps", "y": "ces", "z": "nps"}) for number in range(12)}
    assert [] == like(class_, dict.fromkeys(class_, ("a",)))


def test_copied_sentences_tell_though_one_is_changed():
    """A colleague's text with a sentence of one's own in it."""
    text = OPEN["look-first"]["answer"]
    class_ = {
        "anna": note(open={"answer": text}),
        "ben": note(open={"answer": f"{text}顺便问一问门口的保安师傅。"}),
        "chen": note(open={"answer": "去问三位刚刚办完业务的老人，他们记住了什么。"}),
    }
    assert [("anna", "ben")] == like(class_, dict.fromkeys(class_, ()))


def test_teammates_are_not_held_against_each_other():
    """A team hands in one text; a third person with the same text is another matter."""
    text = {"answer": OPEN["look-first"]["answer"]}
    class_ = {"anna": note("红队", open=text), "ben": note("红队", open=text), "chen": note("蓝队", open=text)}
    assert [("anna", "chen"), ("ben", "chen")] == like(class_, dict.fromkeys(class_, ()))


def test_whose_figures_is_said_with_the_name():
    """The owner is known where the class has somebody whose figures they are; a team has its own."""
    pe.set_language("en")
    own = variant_of("b02")
    notes = {
        ("a01", LAB): Note(variant=612, variants=(own,)),
        ("b02", LAB): Note(variant=own, variants=(own,)),
        ("c03", LAB): Note("red", variant=7, variants=(7,)),
        ("d04", LAB): Note(variant=9, variants=(0, 9), own_data="ours.csv"),
    }
    said = worth_a_look(notes, {"b02": "Mei Li"})
    assert said["a01", LAB] == f"Filled in on the figures of Mei Li (data set {own})."
    assert said["d04", LAB] == "Filled in before an id was entered (the whole table). Own data: ours.csv."
    assert {("a01", LAB), ("d04", LAB)} == set(said)


@pytest.mark.parametrize(("answer", "task"), [("judgements", "task-7-noise"), ("look-first", "task-9-look-first")])
def test_each_answer_has_its_task(answer, task):
    """A form before its check; a form after the task that a trainer marks."""
    assert task in read_assignment(LAB, "zh", Path()).answers[answer]


@pytest.mark.parametrize(
    ("lab", "document", "task"),
    [
        ("4-journey", "my-map", "task-1-order"),
        ("6-capstone", "as-is", "task-1-as-is"),
        ("6-capstone", "to-be", "task-2-to-be"),
        ("6-capstone", "concept", "task-4-concept"),
        ("6-capstone", "plan", "task-8-plan"),
    ],
)
def test_each_map_and_design_sheet_has_its_task(lab, document, task):
    """They are answers like forms."""
    assert task in read_assignment(lab, "zh", Path()).answers[document]


def test_maps_are_held_against_each_other():
    """By the sentences in them, wherever these stand, and in whatever order."""
    one = "touchpoints:\n  - id: a\n    thought: 没有人告诉我还要等多久。\n    emotion: -1\n"
    two = "touchpoints:\n  - id: b\n    emotion: 2\n    pain_points:\n      - '没有人告诉我还要等多久'\n"
    mine, theirs = (prints_of({"answers/as-is.yaml": text.encode()}, {})["as-is"] for text in (one, two))
    assert mine == theirs != []


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Mei's own work; a copy of it as own data with two lines changed; the same copied plainly; and a teammate's."""
    folder = tmp_path_factory.mktemp("copied")
    release_notebooks([LAB], "zh", folder / "released")
    released, handed_in = folder / "released" / LAB, folder / "submitted"
    for trainee in ("mei", "copier", "plain", "team-1", "team-2"):
        submit(released, handed_in / trainee / LAB, RIGHT, RIGHT_LINE)
    for trainee, whose in (
        ("mei", "mei"),
        ("copier", "mei"),
        ("plain", "mei"),
        ("team-1", "红队"),
        ("team-2", "红队"),
    ):
        answers = own_figures({**RIGHT, **(OPEN if whose == "mei" else {})}, whose)
        for name, filled in answers.items():
            form = {"variant": variant_of(whose), "answers": filled}
            file = handed_in / trainee / LAB / "answers" / f"{name}.json"
            file.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    table = pe.load("service-hall/survey", variant=variant_of("mei"))
    copier = handed_in / "copier" / LAB
    write_table(table, copier / "ours.csv")
    notebook = copier / f"{LAB}.ipynb"
    notebook.write_text(
        notebook.read_text(encoding="utf-8").replace("own_file = None", 'own_file = \\"ours.csv\\"'), encoding="utf-8"
    )
    roster = folder / "names.csv"
    roster.write_text(
        "id,name,team\nmei,李梅,\ncopier,周抄,\nplain,吴直,\nteam-1,红一,红队\nteam-2,红二,红队\n", encoding="utf-8"
    )
    words = ["grade", str(handed_in), "--out", str(folder / "graded"), "--names", str(roster), "--lang", "zh"]
    said = CliRunner().invoke(complete_app(), words, env={"COLUMNS": "220"})
    assert said.exit_code == 0, said.output
    words = ["report", str(folder / "graded"), "--names", str(roster), "--lang", "zh"]
    assert CliRunner().invoke(complete_app(), words).exit_code == 0
    return folder / "graded", said.output


def test_a_colleagues_work_is_marked_whatever_it_earned(graded):
    """In the table, the CSV, the gradebook and the report; the teammates and the owner nowhere."""
    folder, table = graded
    with (folder / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    earned = {name: sum(float(row["score"] or 0) for row in rows if row["trainee"] == name) for name in ("copier",)}
    assert earned["copier"] == 20
    look = {row["trainee"]: row["look"] for row in rows}
    number = variant_of("mei")
    assert look["copier"] == f"填表用的是李梅的数据（第 {number} 号数据）。 用了自己的数据：ours.csv。"
    assert look["plain"] == f"填表用的是李梅的数据（第 {number} 号数据）。"
    assert not [look[name] for name in ("mei", "team-1", "team-2") if look[name]]
    assert "ours.csv" in table
    sheet = openpyxl.load_workbook(folder / "report.xlsx").worksheets[0]
    column = [cell.value for cell in sheet[1]].index("值得看一眼")
    noted = {row[0].value: row[column].value for row in sheet.iter_rows(min_row=2)}
    assert "ours.csv" in noted["copier"]
    assert not noted["team-1"]


def test_the_report_shows_who_is_alike(graded):
    """The copies and their source, by name; not the team."""
    page = (graded[0] / "report.html").read_text(encoding="utf-8")
    alike = page.partition("相像的作业")[2].partition("</table>")[0]
    assert {"李梅", "周抄", "吴直"} == {name for name in ("李梅", "周抄", "吴直", "红一", "红二") if name in alike}
