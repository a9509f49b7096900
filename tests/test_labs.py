"""The labs: executed in both languages, solved and blank, and in step with the outline."""

import re
from pathlib import Path

import pytest
import yaml
from nbgrader.utils import is_grade, is_task

from peakend_grading import check, source
from peakend_grading.check import check_labs, check_one
from peakend_grading.house import lab_names
from peakend_grading.source import blank, read_lab

ROOT = Path(__file__).parents[1]
OUTLINE = yaml.safe_load((ROOT / "course" / "outline.yml").read_text(encoding="utf-8"))
BOOKED = {lab["id"]: lab for lecture in OUTLINE["lectures"] for lab in lecture["labs"] if "status" not in lab}


@pytest.fixture(scope="module")
def outcomes():
    return list(check_labs(lab_names(), ["zh", "en"]))


def test_solution_earns_full_marks_and_blank_earns_none(outcomes):
    """Every lab × language × version ran to its end and scored what it must."""
    assert len(outcomes) == 4 * len(lab_names())
    assert not [outcome for outcome in outcomes if not outcome.passed]


def test_both_languages_score_the_same(outcomes):
    """The same tasks, the same points."""
    scores = {
        language: sorted(
            (o.lab, o.version, o.score, o.max_score, o.manual_points) for o in outcomes if o.language == language
        )
        for language in ("zh", "en")
    }
    assert scores["zh"] == scores["en"]


def test_labs_are_those_of_the_outline():
    """No lab without its place in the course, no booked lab that does not exist."""
    assert sorted(BOOKED) == lab_names()


@pytest.mark.parametrize("lab", lab_names())
def test_labs_have_the_points_that_the_outline_books(lab):
    """Graded by program and by hand together."""
    graded = [cell.metadata.nbgrader for cell in read_lab(lab, "zh").cells if is_grade(cell) or is_task(cell)]
    assert BOOKED[lab]["points"] == sum(cell["points"] for cell in graded)
    assert 6 <= len(graded) <= 10


@pytest.mark.parametrize("lab", lab_names())
@pytest.mark.parametrize(("language", "pattern"), [("zh", r"^## .*（(\d+) 分钟）"), ("en", r"^## .*\((\d+) minutes\)")])
def test_sections_add_up_to_the_minutes_that_the_outline_books(lab, language, pattern):
    """Each section's heading tells its minutes."""
    prose = "\n".join(cell.source for cell in read_lab(lab, language).cells if cell.cell_type == "markdown")
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
    for module in (source, check):
        monkeypatch.setattr(module, "LABS", tmp_path)

    def write(text: str) -> str:
        (tmp_path / "9-small").mkdir()
        (tmp_path / "9-small" / "lab.md").write_text(HEADER + text, encoding="utf-8")
        return "9-small"

    return write


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
    lab = write_lab(PROSE + TASK.replace("SOLUTION\n###", f"{solution}\n###").replace("TEST", test))
    assert passed == check_one(lab, "zh", version).passed


def test_check_finds_a_notebook_that_stops(write_lab):
    """An error outside the checks is named, and the checks below it, never reached, earn nothing."""
    broken = "\n```{code-cell} ipython3\n1 / 0\n```\n"
    lab = write_lab(PROSE + broken + TASK.replace("= SOLUTION", "= 42").replace("TEST", "answer == 42"))
    outcome = check_one(lab, "en", "solution")
    assert (outcome.error, outcome.score, outcome.passed) == ("ZeroDivisionError: division by zero", 0, False)


@pytest.mark.parametrize(
    "prose",
    [
        PROSE.replace('["en"]', '["zh"]'),
        PROSE.replace('["en"]', "[]"),
        PROSE + '\n+++ {"tags": ["zh"]}\n\n多一段\n',
        PROSE.replace('{"tags": ["zh"]}', '{"tags": ["zh"], "nbgrader": {"grade_id": "x"}}'),
    ],
)
def test_a_prose_cell_without_its_twin_is_named(write_lab, prose):
    """The sentence quotes how the cell begins, and says what is needed."""
    lab = write_lab(prose)
    with pytest.raises(ValueError, match="needs a twin in the other language"):
        read_lab(lab, "zh")


def test_blank_keeps_the_hidden_tests():
    """A blank notebook is judged by the same tests as any submission."""
    text = "\n".join(cell.source for cell in blank(read_lab("3-three-surveys", "zh"), "zh").cells)
    assert "BEGIN HIDDEN TESTS" in text
    assert "BEGIN SOLUTION" not in text
