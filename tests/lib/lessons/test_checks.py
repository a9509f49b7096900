"""Checks: plain sentences, no traceback, no answer given away."""

import re

import numpy as np
import pandas as pd
import pytest

import peakend as pe


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "Not answered yet"),
        (..., "Not answered yet"),
        ("12", "this is the text “12”: leave out the quotation marks"),
        (True, "A number is needed"),
        (float("nan"), "A number is needed"),
        (pd.DataFrame({"nps": [1]}), "this is a whole table: give the one figure of it"),
        (pe.nps, "this is a function without its brackets: write them, and what belongs between them"),
        ("seven " * 30, "this is “seven seven .*…”"),
        (120, "is 120. It has to be between −100 and 100"),
    ],
)
def test_a_number_that_is_none_is_explained(value, sentence):
    """Each mistake has its sentence."""
    with pytest.raises(pe.CheckFailed, match=sentence):
        pe.check_number(value, low=-100, high=100)


def test_a_number_says_which_question_it_answers():
    """A form holds several."""
    with pytest.raises(pe.CheckFailed, match="“Score”: The answer is 14"):
        pe.check_number(14, low=-2, high=2, question="Score")


@pytest.mark.parametrize("value", [6.5, 7, np.float64(6.5), np.int64(7)])
def test_numbers_of_every_library_pass(value):
    """NumPy's numbers are numbers."""
    pe.check_number(value, low=-100, high=100)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "Not answered yet"),
        (6.5, "A result table is needed"),
        (pd.DataFrame({"mean": [1, 2, 3]}), "not the table the task asks for"),
        (pd.DataFrame({"nps": [1]}), "should have 3 rows, but has 1"),
    ],
)
def test_a_table_that_is_none_is_explained(value, sentence):
    """Each mistake has its sentence."""
    with pytest.raises(pe.CheckFailed, match=sentence):
        pe.check_table(value, columns=["nps"], rows=3)


def test_a_failed_check_shows_its_sentence_alone():
    """IPython and Jupyter show what this method returns, instead of a traceback."""
    pe.set_language("zh")
    with pytest.raises(pe.CheckFailed) as failed:
        pe.check(False, {"zh": "再想想。", "en": "Think again."})
    assert failed.value._render_traceback_() == ["✗ 再想想。"]


def test_a_failed_check_counts_as_failed_assertion():
    """Programs that grade by AssertionError see one."""
    with pytest.raises(AssertionError):
        pe.check(False, "no")


@pytest.mark.parametrize("condition", [np.array([True, False]), pd.DataFrame({"a": [1]}), pd.NA, 0, None])
def test_a_condition_that_is_not_simply_true_fails_with_its_message(condition):
    """An answer of another shape is a wrong answer, not a crash."""
    with pytest.raises(pe.CheckFailed, match="Think again"):
        pe.check(condition, "Think again.")


def test_a_message_in_one_language_only_is_shown_in_it():
    """Better in the other language than not at all."""
    with pytest.raises(pe.CheckFailed, match="再想想"):
        pe.check(False, {"zh": "再想想。"})


def test_a_name_that_no_longer_holds_its_form_is_explained():
    """A trainee wrote over it."""
    with pytest.raises(pe.CheckFailed, match="Reload the page"):
        pe.check_filled({"pick": "a"})


def test_a_document_with_something_to_mend_says_what_and_how():
    """The finding and its remedy, in one line."""
    tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
    with pytest.raises(pe.CheckFailed, match=r"has no touchpoint\. Add what the customer does there"):
        pe.check_document(tea)


def test_all_that_a_document_lacks_is_said_at_one_go():
    """Each remedy once, after what it helps, a few by name."""
    steps = [{"id": name, "phase": "drink", "name": name} for name in "abcde"]
    tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}], touchpoints=steps)
    with pytest.raises(pe.CheckFailed) as failed:
        pe.check_document(tea, "emotion_unknown", "no_moment_of_truth")
    marks, moods = str(failed.value).splitlines()
    assert "moment of truth" in marks
    assert ["'a'", "'b'", "'c'"] == re.findall("'.'", moods)
    assert moods.endswith("Others like it: 2.")


def test_a_document_is_checked_only_for_the_findings_that_count(capsys):
    """Others are left for later."""
    pe.check_document(pe.Persona(id="mei", name="Mei"), "no_such_finding")
    assert capsys.readouterr().out.startswith("✓")


@pytest.mark.parametrize("answer", [None, 3, "a map", {"id": "tea"}])
def test_what_is_no_document_is_one_sentence(answer):
    """A name that was overwritten crashes nothing."""
    with pytest.raises(pe.CheckFailed, match="nothing to check yet"):
        pe.check_document(answer)
