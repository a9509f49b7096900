"""No question of a lab can be answered by its form alone."""

import re

import pytest

from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names
from peakend_labs.proof.given_away import Sorting, given_away, stands_out
from peakend_labs.release.make_key import right_answers


@pytest.mark.parametrize("lab", lab_names())
def test_no_sign_length_word_or_place_tells_an_answer(lab):
    """On any case, in either language."""
    assert [] == [*given_away(read_lab(lab))]


def test_the_iceberg_has_another_order_in_each_case():
    """Whoever has seen one case's answers has not seen another's."""
    lab = read_lab("2-needs")
    orders = set()
    for case in lab.cases:
        _form, field, levels = next(each for each in right_answers(lab, "zh", case) if each[0] == "notes")
        orders.add(tuple(levels[row]["level"] for row in field.rows))
    assert len(lab.cases) == len(orders)


def _sorted(*things):
    return Sorting(tuple(thing for thing, _one in things), tuple(one for _thing, one in things), ("said", "felt"))


def test_a_sign_that_only_one_class_has_is_found():
    """Two quotations are what was said; one elsewhere makes them say nothing."""
    told = _sorted(("“Quick!” a man calls", "said"), ("Afraid of the queue", "felt"), ("“Cheap!” she says", "said"))
    assert {"“", "”", "!"} == {sign for sign, _one in told.signs()}
    mixed = _sorted(("“Quick!” he calls", "said"), ("“Never mind!”: afraid", "felt"), ("“Cheap!” she says", "said"))
    assert [] == [*mixed.signs()]


def test_a_class_that_is_shorter_than_the_rest_is_found():
    """So is one that is longer."""
    told = _sorted(("aa", "said"), ("bbbb", "felt"), ("ccc", "said"), ("dddddd", "felt"))
    assert ["said", "felt"] == [*told.lengths()]
    assert [] == [*_sorted(("aa", "said"), ("bbbb", "felt"), ("ccccc", "said"), ("dd", "felt")).lengths()]


def test_a_first_word_that_a_class_has_to_itself_is_found():
    """In Chinese the first character."""
    told = _sorted(("让人安心", "felt"), ("按时下班", "said"), ("让人体面", "felt"))
    assert [("让", "felt")] == [*told.beginnings()]


def test_rows_in_the_order_of_the_options_are_found():
    """Whoever chooses them one after the other has all right."""
    assert _sorted(("a", "said"), ("b", "felt")).in_order
    assert not _sorted(("a", "felt"), ("b", "said")).in_order


def test_a_right_option_may_be_a_little_longer():
    """Much longer it may not be."""
    assert not stands_out({"a": "x" * 14, "b": "x" * 10}, "a")
    assert stands_out({"a": "x" * 15, "b": "x" * 10}, "a")


def test_a_lab_says_what_gives_itself_away(tmp_path):
    """Question, case and reason, before anything is executed."""
    lab = read_lab("6-capstone")
    files = tuple(
        (place, re.sub(r"不能：5 位说明不了", "不能，因为凭五位客户什么也说明不了", text)) for place, text in lab.files
    )
    folder = tmp_path / lab.id
    for place, text in files:
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    (sentence,) = given_away(read_lab(lab.id, tmp_path))
    assert sentence.startswith("labs/6-capstone (zh), five.eighty: the right option is much longer than the others.")
