"""The labs: executed in both languages, solved and blank, and in step with the outline."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import is_grade, is_task

from peakend.base.errors import PeakendError
from peakend_labs import places
from peakend_labs.choose import choose_cases
from peakend_labs.lab import blank, read_lab
from peakend_labs.new_lab import new_lab
from peakend_labs.places import lab_names
from peakend_labs.proof.check import check_labs, plan, slow_cells
from peakend_labs.proof.check_cache import CACHE, keep, recall
from peakend_labs.proof.execute import check_one
from peakend_labs.proof.made_wrong import trials_of
from peakend_labs.proof.needs import Needs
from peakend_labs.proof.outcome import Job, Outcome
from peakend_labs.proof.reach import within_reach

ROOT = Path(__file__).parents[2]
OUTLINE = yaml.safe_load((ROOT / "course" / "outline.yml").read_text(encoding="utf-8"))
BOOKED = {lab["id"]: lab for lecture in OUTLINE["lectures"] for lab in lecture["labs"] if "status" not in lab}


@pytest.fixture(scope="module")
def outcomes():
    """Every lab in both languages on every case; what did not change since it passed is remembered."""
    return list(check_labs(plan(lab_names(), ["zh", "en"]), cache=CACHE))


def versions(lab):
    """Return the names of everything that is executed of a lab."""
    found = read_lab(lab)
    own = ["own-file"] if found.own_file else []
    made = ["made-wrong"] if trials_of(found.read("zh")) else []
    return ["solution", *made, "blank", *own, *found.misconceptions]


def test_solution_blank_and_misconceptions_score_what_they_must(outcomes):
    """Every lab × language × case × version ran to its end, scored what it must, and said what it must."""
    assert len(outcomes) == sum(len(versions(job.lab)) for job in plan(lab_names(), ["zh", "en"]))
    assert not [outcome for outcome in outcomes if not outcome.passed]


def test_both_languages_score_the_same(outcomes):
    """The same tasks, the same points, whatever the figures."""
    scores = {
        language: sorted(
            (o.lab, o.case, o.version, o.score, o.max_score, o.manual_points)
            for o in outcomes
            if o.language == language
        )
        for language in ("zh", "en")
    }
    assert scores["zh"] == scores["en"]


def test_no_cell_is_slow(outcomes):
    """None takes more than five seconds in every run of its lab."""
    assert not slow_cells(outcomes)


@pytest.mark.parametrize("lab", lab_names())
def test_each_lab_has_four_misconceptions_or_more(lab):
    """With titles in both languages, as reading them demands."""
    assert len(read_lab(lab).wrong_answers) >= 4


def test_labs_are_those_of_the_outline():
    """No lab without its place in the course, no booked lab that does not exist."""
    assert sorted(BOOKED) == lab_names()


@pytest.mark.parametrize("lab", lab_names())
def test_labs_have_the_points_that_the_outline_books(lab):
    """Graded by program and by hand together."""
    graded = [cell.metadata.nbgrader for cell in read_lab(lab).read("zh").cells if is_grade(cell) or is_task(cell)]
    assert BOOKED[lab]["points"] == sum(cell["points"] for cell in graded)
    assert len(graded) <= 10


@pytest.mark.parametrize("lab", lab_names())
@pytest.mark.parametrize(("language", "pattern"), [("zh", r"^## .*（(\d+) 分钟）"), ("en", r"^## .*\((\d+) minutes\)")])
def test_sections_add_up_to_the_minutes_that_the_outline_books(lab, language, pattern):
    """Each section's heading tells its minutes."""
    prose = "\n".join(cell.source for cell in read_lab(lab).read(language).cells if cell.cell_type == "markdown")
    assert BOOKED[lab]["minutes"] == sum(map(int, re.findall(pattern, prose, re.MULTILINE)))


HEADER = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
"""
PROSE = """
+++ {"tags": ["zh"]}

中文

+++ {"tags": ["en"]}

English
"""
TASK = """
```{code-cell} ipython3
---
nbgrader: {grade: false, grade_id: answer, locked: false, schema_version: 3, solution: true, task: false}
---
answer = None
### BEGIN SOLUTION
answer = SOLUTION
### END SOLUTION
```

```{code-cell} ipython3
---
nbgrader: {grade: true, grade_id: task, locked: true, points: 2, schema_version: 3, solution: false, task: false}
---
assert TEST
```
"""


@pytest.fixture
def write_lab(tmp_path, monkeypatch):
    """Write a small lab into a folder of its own, and let the checks look there."""
    monkeypatch.setattr(places, "LABS", tmp_path)
    (tmp_path / places.TEMPLATE).mkdir()
    (tmp_path / places.TEMPLATE / "lab.md").write_text(HEADER, encoding="utf-8")

    def write(text: str, wrong: str = "") -> Job:
        (tmp_path / "9-small" / "wrong-answers").mkdir(parents=True)
        (tmp_path / "9-small" / "lab.md").write_text(HEADER + text, encoding="utf-8")
        if wrong:
            (tmp_path / "9-small" / "wrong-answers" / "wrong.yml").write_text(wrong, encoding="utf-8")
        return Job("9-small", "en", "service-hall")

    return write


WRONG = """
format: wrong-answer/1
title: {zh: 错, en: Wrong}
answers: {answer: answer = 7}
score: 0
hints: {task: {zh: 再想想, en: Think again}}
"""
HINTED = TASK.replace("= SOLUTION", "= 42").replace("assert TEST", 'assert answer == 42, "Think again."')


def outcome(job: Job, version: str) -> Outcome:
    return next(one for one in check_one(job) if one.version == version)


@pytest.mark.parametrize(
    ("solution", "test", "version", "passed"),
    [
        ("42", "answer == 42", "solution", True),
        ("41", "answer == 42", "solution", False),
        ("42", "answer == 42", "blank", True),
        ("42", "answer != 0", "blank", False),
    ],
)
def test_check_finds_a_wrong_solution_and_a_test_that_passes_everything(write_lab, solution, test, version, passed):
    """A check that cannot fail would prove nothing."""
    job = write_lab(PROSE + TASK.replace("SOLUTION\n###", f"{solution}\n###").replace("TEST", test))
    assert passed == outcome(job, version).passed


def test_check_finds_a_notebook_that_stops(write_lab):
    """An error outside the checks is named, and the checks below it, never reached, earn nothing."""
    broken = "\n```{code-cell} ipython3\n1 / 0\n```\n"
    job = write_lab(PROSE + broken + TASK.replace("= SOLUTION", "= 42").replace("TEST", "answer == 42"))
    found = outcome(job, "solution")
    assert (found.error, found.score, found.passed) == ("ZeroDivisionError: division by zero", 0, False)


@pytest.mark.parametrize(
    ("wrong", "passed", "error"),
    [
        (WRONG, True, ""),
        (WRONG.replace("score: 0", "score: 2"), False, ""),
        (WRONG.replace("Think again", "Look again"), False, "does not give the hint “Look again”"),
        (WRONG.replace("answer = 7", "answer = 42").replace("score: 0", "score: 2"), False, "does not give the hint"),
        (
            WRONG.replace("hints: {task: {zh: 再想想, en: Think again}}", "hints: {}"),
            False,
            "task failed: Think again.",
        ),
    ],
)
def test_a_misconception_must_earn_its_score_and_its_hint(write_lab, wrong, passed, error):
    """The expected outcome passes; another score, another hint or an unexpected failure is found."""
    found = outcome(write_lab(PROSE + HINTED, wrong), "wrong")
    assert passed == found.passed
    assert error in found.error


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (WRONG.replace("wrong-answer/1", "other"), "2: format: 'other' is not one of the choices: wrong-answer/1"),
        (WRONG.replace("score: 0", "score: x"), "5: score: 'x' cannot be used here; a number is needed"),
        (WRONG.replace("score: 0", "scoer: 0\nscore: 0"), "5: there is no field 'scoer'; the fields are format, title"),
        (WRONG.replace("en: Wrong", "fr: Faux"), "3: title: the field 'en' is missing"),
        (
            WRONG.replace("en: Think", "fr: Non, en: Think"),
            "6: hints, task: there is no field 'fr'; the fields are zh",
        ),
        (
            WRONG.replace("{answer: answer", "{anser: answer"),
            "4: answers: there is no solution in a cell 'anser'; per",
        ),
        (WRONG.replace("{task: {", "{taks: {"), "6: hints: there is no task 'taks'; perhaps 'task' is meant."),
    ],
)
def test_a_slip_in_a_misconceptions_file_is_named(write_lab, wrong, sentence):
    """One sentence with file, line and field."""
    with pytest.raises(ValueError, match=re.escape(f"labs/9-small/wrong-answers/wrong.yml, line {sentence}")):
        check_one(write_lab(PROSE + HINTED, wrong))


def test_a_misconception_executes_what_it_reaches_and_what_that_needs():
    """Not the chart before it, nor a task that does not use its answer; the prose stays."""
    sources = ["import peakend as pe", "data = 1", "draw(data)", "answer = data + 7", "shown = answer", "other = 2"]
    cells = [new_code_cell(source) for source in sources]
    cells[3].metadata["nbgrader"] = {"grade_id": "answer"}
    part = within_reach(new_notebook(cells=[new_markdown_cell("Read."), *cells]), ["answer"])
    assert ["Read.", "data = 1", "answer = data + 7", "shown = answer"] == [cell.source for cell in part.cells]


def test_what_uses_a_name_that_an_answer_no_longer_makes_is_within_reach():
    """It stops where the solution's goes on."""
    solved, wrong = (
        new_notebook(cells=[new_code_cell(text), new_code_cell("shown = name")]) for text in ("name = 1", "pass")
    )
    for notebook in (solved, wrong):
        notebook.cells[0].metadata["nbgrader"] = {"grade_id": "answer"}
    assert ["pass", "shown = name"] == [cell.source for cell in within_reach(wrong, ["answer"], solved).cells]


def test_tasks_out_of_reach_score_as_in_the_solution(write_lab):
    """Two tasks, one misunderstood: the other keeps its points without being executed again."""
    second = HINTED.replace("grade_id: answer", "grade_id: answer-2").replace("grade_id: task", "grade_id: task-2")
    second = second.replace("answer =", "other =").replace("if answer", "if other").replace("answer ==", "other ==")
    found = outcome(write_lab(PROSE + HINTED + second, WRONG.replace("score: 0", "score: 2")), "wrong")
    assert (2, 4, True) == (found.score, found.max_score, found.passed)


def test_nothing_of_one_run_is_left_for_the_next(write_lab):
    """Neither its names, though both begin alike: a blank notebook does not find the solution's answer."""
    needs = TASK.replace("answer = None\n", "").replace("= SOLUTION", "= 42").replace("TEST", "answer == 42")
    assert outcome(write_lab(PROSE + needs), "blank").score == 0


def test_a_slow_cell_is_one_that_is_slow_in_every_version():
    """A busy machine slows down one run or two."""
    one = Outcome("9-small", "en", "hospital", "solution", 1, 1, 1, 0, 9, 6.0)
    job = Job("9-small", "en", "hospital")
    assert slow_cells([one, replace(one, slowest=7)]) == {job: 6.0}
    assert slow_cells([one, replace(one, slowest=1)]) == {}
    assert slow_cells([one, replace(one, version="a-misconception", slowest=1)]) == {job: 6.0}


def test_the_cache_recalls_what_passed_until_something_changes(write_lab, tmp_path):
    """The same lab has the same fingerprint; a changed word has another."""
    job = write_lab(PROSE)
    before = Needs().fingerprint(job)
    one = Outcome("9-small", "en", "hospital", "solution", 1, 1, 1, 0, 9, 6.0)
    assert recall(tmp_path / "kept", before) is None
    keep(tmp_path / "kept", before, [one])
    assert [one] == recall(tmp_path / "kept", Needs().fingerprint(job))
    (tmp_path / "9-small" / "lab.md").write_text(HEADER + PROSE + PROSE, encoding="utf-8")
    assert before != Needs().fingerprint(job)


def _fail() -> None:
    raise PeakendError("not sound")


@pytest.mark.parametrize("when", ["before", "meanwhile"])
@pytest.mark.parametrize("is_known", [True, False])
def test_what_is_not_sound_ends_the_check(tmp_path, when, is_known):
    """Whether the labs must be executed or passed before: an error is told, and nothing goes on after it."""
    one = Outcome("0-warm-up", "en", "service-hall", "solution", 1, 1, 1, 0, 9, 6.0)
    job = Job("0-warm-up", "en", "service-hall")
    if is_known:
        keep(tmp_path, Needs().fingerprint(job), [one])
    with pytest.raises(PeakendError, match="not sound"):
        list(check_labs([job], cache=tmp_path, **{when: _fail}))
    assert is_known == bool([*tmp_path.iterdir()])


def test_a_case_keeps_its_own_prose_and_forms():
    """The hospital's scene and notes, and nobody else's."""
    prose = "\n".join(cell.source for cell in read_lab("2-needs").read("en", "hospital").cells)
    assert 'case = "hospital"' in prose
    assert "outpatient building" in prose
    assert "service hall is to be rebuilt" not in prose
    notes = read_lab("2-needs").forms("hospital")["notes"]
    assert notes.parts[-4:] == ("hospital", "2-needs", "worksheets", "notes.yml")


def test_a_lab_without_the_case_wanted_keeps_its_own():
    """An unknown case is refused, with those there are."""
    assert choose_cases(["0-warm-up", "2-needs"], "hospital") == {
        "0-warm-up": ["service-hall"],
        "2-needs": ["hospital"],
    }
    with pytest.raises(ValueError, match="There are: coffee-shop, courier, hospital, service-hall"):
        choose_cases(["2-needs"], "bank")


def test_a_lab_made_from_the_template_passes(tmp_path, monkeypatch):
    """Solution, wrong answers made by machine, blank and four misconceptions, without a change."""
    shutil.copytree(places.LABS / places.TEMPLATE, tmp_path / places.TEMPLATE)
    monkeypatch.setattr(places, "LABS", tmp_path)
    folder = new_lab("7-my-lab")
    assert lab_names() == ["7-my-lab"]
    found = check_one(Job(folder.name, "zh", "coffee-shop"))
    assert len(found) == 7
    assert not [one for one in found if not one.passed]


@pytest.mark.parametrize(("name", "sentence"), [("my lab", "is not an id of a lab"), ("2-needs", "exists already")])
def test_a_lab_is_not_made_over_another_nor_under_a_wrong_name(name, sentence):
    """Nothing is written."""
    with pytest.raises(ValueError, match=sentence):
        new_lab(name)


@pytest.mark.parametrize(
    "prose",
    [
        PROSE.replace('["en"]', '["zh"]'),
        PROSE.replace('["en"]', "[]"),
        PROSE + '\n+++ {"tags": ["zh"]}\n\n多一段\n',
        PROSE.replace('{"tags": ["zh"]}', '{"tags": ["zh"], "nbgrader": {"grade_id": "x"}}'),
        PROSE.replace('["en"]', '["en", "case-hospital"]'),
    ],
)
def test_a_prose_cell_without_its_twin_is_named(write_lab, prose):
    """The sentence quotes how the cell begins, and says what is needed."""
    job = write_lab(prose)
    with pytest.raises(ValueError, match="needs a twin in the other language"):
        read_lab(job.lab).read("zh")


def test_blank_keeps_the_hidden_tests():
    """A blank notebook is judged by the same tests as any submission."""
    text = "\n".join(cell.source for cell in blank(read_lab("3-three-surveys").read("zh"), "zh").cells)
    assert "BEGIN HIDDEN TESTS" in text
    assert "BEGIN SOLUTION" not in text
