"""Wrong answers made by machine: loose tests are found, tight ones are not, and what is equivalent is listed."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook

import peakend as pe
from peakend_labs.lab import Lab, read_lab
from peakend_labs.places import lab_names
from peakend_labs.proof.loose_comparisons import loose_in
from peakend_labs.proof.made_wrong import trials_of, what_scored
from peakend_labs.proof.try_spoiled import try_spoiled

RIGHT = pd.DataFrame({"channel": ["hall", "line", "web"], "nps": [12.0, -3.5, 40.0], "n": [50, 60, 70]})
VISIBLE = 'pe.check_table(answer, columns=["channel", "nps"], rows=3)'
FORM = """
format: worksheet/1
title: {zh: 题, en: Sheet}
fields:
  - {id: lowest, kind: choice, label: {zh: 哪, en: Q}, options: [{id: a, label: A}, {id: b, label: B}]}
  - {id: gap, kind: number, label: {zh: 差, en: Gap}}
  - {id: note, kind: text, label: {zh: 记, en: Note}}
"""


def found(hidden: str, answer: Any = RIGHT, visible: str = VISIBLE, others: dict[str, Any] | None = None) -> list[str]:
    names = {"pe": pe, "pd": pd, "answer": answer, "right": RIGHT}
    trial = {"id": "task", "visible": visible, "hidden": hidden, "answers": ("answer",)}
    (one,) = try_spoiled(names, [trial], others or {})
    assert not one["error"]
    return list(one["scored"])


LOOSE = {
    "index and missing": 'pe.check((abs(answer["nps"] - right["nps"]).dropna() < 0.05).all(), "no")',
    "missing alone": 'pe.check(not (abs(answer["nps"] - right["nps"]) > 0.05).any(), "no")',
    "the largest": 'pe.check((answer["nps"] - right["nps"]).abs().max() < 0.05, "no")',
    "sums": 'pe.check(answer["nps"].sum() == right["nps"].sum(), "no")',
    "sorted": 'pe.check(sorted(answer["nps"]) == sorted(right["nps"]), "no")',
}


@pytest.mark.parametrize("hidden", LOOSE.values(), ids=LOOSE)
def test_a_loose_test_lets_a_wrong_answer_score(hidden):
    """Found by trying."""
    assert found(hidden)


def test_a_tight_test_lets_none_score():
    """By position, with finite numbers; a column that does not count may be what it likes."""
    tight = 'pe.check_same_table(answer, right, "no", keys=["channel"], values=["nps"], within=0.05)'
    assert [] == found(tight)


def test_another_variants_answer_is_tried():
    """A test that looks at the shape alone is found by it."""
    others = {
        "data set 612": ["import pandas as pd", 'answer = pd.DataFrame({"channel": list("abc"), "nps": [1.0, 2, 3]})']
    }
    hidden = 'pe.check(answer["nps"].notna().all() and answer["nps"].iloc[-1] < 45 and len(answer) == 3, "no")'
    assert any("data set 612" in wrong for wrong in found(hidden, others=others))


@pytest.fixture
def sheet(tmp_path, monkeypatch):
    """A filled-in form."""
    monkeypatch.chdir(tmp_path)
    Path("worksheets").mkdir()
    Path("worksheets", "sheet.yml").write_text(FORM, encoding="utf-8")
    sheet = pe.worksheet("sheet")
    sheet.update(lowest="b", gap=-1.2, note="so")
    return sheet


def test_a_form_is_spoiled_field_by_field_and_stays_as_it_was(sheet):
    """A number that need not be one is found; a note that nobody compares is not; nothing is written."""
    kept = Path("answers", "sheet.json").read_text(encoding="utf-8")
    tight = 'pe.check_among(answer["lowest"], "b", "no")\npe.check_near(answer["gap"], -1.2, "no", within=0.06)'
    loose = 'pe.check(answer["lowest"] == "b" and not abs(answer["gap"] + 1.2) > 0.06, "no")'
    visible = "pe.check_filled(answer)"
    assert [] == found(tight, sheet, visible)
    assert ["answer.gap: not a number"] == found(loose, sheet, visible)
    assert kept == Path("answers", "sheet.json").read_text(encoding="utf-8")


def test_what_is_listed_with_its_reason_is_no_finding():
    """Any budget that suffices is right, and the lab says so."""
    scored = [{"test": "task-3-costs", "compared": 2, "scored": ["costs.budget: 27 instead of 20"], "error": ""}]
    assert [] == what_scored(read_lab("6-capstone"), scored)
    unlisted = [{**scored[0], "scored": ["costs.day: 1 instead of 2"]}]
    assert ["task-3-costs: a wrong answer scores: costs.day: 1 instead of 2"] == what_scored(
        read_lab("6-capstone"), unlisted
    )


def test_a_sheet_that_another_test_refuses_has_not_scored():
    """Each test looks at its part of a map: what none of them refuses is found."""
    scored = ["visit.touchpoints: the last touchpoint left out", "visit.emotions: all emotions zero"]
    order = {"test": "task-1-steps", "compared": 2, "scored": [scored[1]], "error": "", "refused": [scored[0]]}
    blueprint = {"test": "task-3-blueprint", "compared": 2, "scored": scored, "error": "", "refused": []}
    said = what_scored(read_lab("4-journey"), [order, blueprint])
    assert ["task-1-steps", "task-3-blueprint"] == [sentence.partition(":")[0] for sentence in said]
    assert all("all emotions zero" in sentence for sentence in said)


def test_a_slip_in_the_list_is_named():
    """A task that the lab does not have."""
    lab = read_lab("6-capstone")
    text = "format: equivalent-answers/1\nanswers:\n  task-3-cots:\n    'a': {zh: 一, en: one}\n"
    slipped = Lab(
        lab.id, (*(file for file in lab.files if "equivalent" not in file[0]), (EQUIVALENT, text)), lab.folder
    )
    with pytest.raises(ValueError, match=r"equivalent\.yml, line 3: answers: there is no task 'task-3-cots'"):
        dict(slipped.equivalent)


EQUIVALENT = "wrong-answers/equivalent.yml"


def notebook(hidden: str):
    """A lab with one answer and one test."""
    meta = {"schema_version": 3, "locked": False, "task": False}
    answer = new_code_cell("answer = None\n### BEGIN SOLUTION\nanswer = 1\n### END SOLUTION")
    answer.metadata["nbgrader"] = {**meta, "grade_id": "answer", "grade": False, "solution": True}
    test = new_code_cell(f"pe.check(answer, 'x')\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS")
    test.metadata["nbgrader"] = {**meta, "grade_id": "task", "grade": True, "solution": False, "points": 1}
    return new_notebook(cells=[answer, test])


@pytest.mark.parametrize(
    "hidden",
    [
        "assert np.isclose(answer, 3)",
        "assert math.isclose(answer, right)",
        "assert answer == 3",
        "pe.check(answer.equals(right), 'no')",
        "pe.check((answer.loc[1] - right).abs().max() < 1, 'no')",
        "off = answer['nps'] - right['nps']\npe.check(off.max() < 1, 'no')",
        "assert abs(answer - 3) < 1",
        "pe.check(max(answer) < 4, 'no')",
    ],
)
def test_loose_comparisons_are_found_in_the_text(hidden):
    """Without running them, with the task and the line."""
    assert ["task"] == list(dict.fromkeys(task for task, _code, _reason in loose_in(notebook(hidden))))


@pytest.mark.parametrize(
    "hidden",
    [
        "pe.check_near(answer, 3, 'no', within=0.1)",
        "pe.check(answer == 'inside', 'no')",
        "pe.check(set(answer) == {'a', 'b'}, 'no')",
        "enough = int(answer)\npe.check(max(0, enough - 6) < 3, 'no')",
        "assert answer == 3  # compared so because the form offers whole numbers only",
        "gap = abs(right)\npe.check_near(answer, [gap, -gap], 'no', within=0.1)",
    ],
)
def test_tight_comparisons_are_left_alone(hidden):
    """Words, sets, whole numbers, and what the house's own checks do; a line with its reason."""
    assert [] == list(loose_in(notebook(hidden)))


@pytest.mark.parametrize("lab", lab_names())
def test_no_lab_has_a_loose_comparison(lab):
    """And each lab's tests are tried."""
    source = read_lab(lab).read("zh")
    assert [] == list(loose_in(source))
    assert trials_of(source)


STEPS = [
    {"id": name, "phase": "go", "name": name, "emotion": felt, "moment_of_truth": name == "b"}
    for name, felt in {"a": 1, "b": -2, "c": 1.5}.items()
]
WAY = pe.JourneyMap(id="way", title="Way", phases=[{"id": "go", "name": "Going"}], touchpoints=STEPS)


def test_a_map_is_spoiled_as_a_map():
    """A test of one mood is passed by no wrong mood; a test of the length alone lets one in the wrong order score."""
    visible = 'pe.check_document(answer, "emotion_unknown", "no_moment_of_truth")'
    tight = 'pe.check([(s.id, s.emotion) for s in answer.steps] == [("a", 1), ("b", -2), ("c", 1.5)], "no")'
    assert [] == found(tight, WAY, visible)
    loose = 'pe.check(len(answer.steps) == 3 and min(s.emotion for s in answer.steps) < 0, "no")'
    wrong = found(loose, WAY, visible)
    assert "answer.emotions: all emotions turned round" in wrong
    assert "answer.touchpoints: a after the next one" in wrong
    assert "answer.emotions: all emotions zero" not in wrong


def test_the_map_as_it_is_is_tried_for_the_one_to_be():
    """Where a test looks at both."""
    names = {"pe": pe, "was": WAY, "will": WAY.with_touchpoint("b", emotion=1)}
    for hidden, scores in (("pe.check(was != will, 'no')", False), ("pe.check(was.id == will.id, 'no')", True)):
        trial = {"id": "task", "visible": "pe.check_document(will)", "hidden": hidden, "answers": ("was", "will")}
        (one,) = try_spoiled(names, [trial], {})
        assert scores == ("will: was in its place" in one["scored"]), one
