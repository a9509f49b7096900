"""Answers held against what is right: nothing that was not earned passes, and ties are all right."""

import math

import numpy as np
import pandas as pd
import pytest

import peakend as pe

WHY = {"zh": "不对", "en": "Not so"}
RIGHT = pd.DataFrame({"channel": ["a", "b", "c"], "n": [3, 4, 5], "nps": [10.0, -5.0, 2.5]})


def fails(check, *arguments: object, **options: object) -> bool:
    """Whether a check says its message."""
    try:
        check(*arguments, WHY, **options)
    except pe.CheckFailed as said:
        assert str(said) == "Not so"
        return True
    return False


@pytest.mark.parametrize("answer", [7, 7.0, np.int64(7), np.float64(7.05)])
def test_a_number_close_by_passes(answer):
    """Whatever its kind."""
    assert not fails(pe.check_near, answer, 7, within=0.06)


@pytest.mark.parametrize(
    "answer", [None, ..., True, "7", math.nan, math.inf, pd.NA, [7], 7.2, complex(7), np.array([7, 7])]
)
def test_what_is_no_number_close_by_fails(answer):
    """Text, nothing, not a number, infinity, and true."""
    assert fails(pe.check_near, answer, 7, within=0.06)


def test_each_of_several_right_numbers_passes():
    """With its sign or without, where both say the same."""
    assert [False, False, True] == [fails(pe.check_near, x, [1.2, -1.2], within=0.01) for x in (1.2, -1.2, 0)]


@pytest.mark.parametrize("right", [math.nan, None, [math.nan], []])
def test_nothing_is_close_to_what_is_missing(right):
    """No number passes a test that has lost its own."""
    assert fails(pe.check_near, 0, right, within=1e9)


@pytest.mark.parametrize(
    ("answer", "right"),
    [("a", "a"), ("b", ["a", "b"]), ("b", {"a", "b"}), (2, [1, 2]), (pd.Timestamp(0), pd.Timestamp(0))],
)
def test_one_of_the_right_answers_passes(answer, right):
    """Where several tie, each does."""
    assert not fails(pe.check_among, answer, right)


@pytest.mark.parametrize("answer", [None, "c", math.nan, True, ["a"], RIGHT])
def test_another_answer_fails(answer):
    """Also one that cannot be compared, and true in the place of 1."""
    assert fails(pe.check_among, answer, ["a", 1])


def test_extremes_are_all_named_where_they_tie():
    """And a missing value is none."""
    gaps = pd.Series({"a": -1.2, "b": -1.1 - 0.1, "c": math.nan, "d": 3.0})
    assert (["a", "b"], ["d"]) == (pe.lowest(gaps), pe.highest(gaps))


def same(answer: object) -> bool:
    """Whether a table is taken for the right one."""
    options = {"keys": ["channel", "n"], "values": ["nps"], "within": 0.05}
    return not fails(pe.check_same_table, answer, RIGHT, **options)


@pytest.mark.parametrize(
    "answer",
    [
        RIGHT,
        RIGHT.assign(more=0),
        RIGHT.set_axis([9, 9, 9]),
        RIGHT.assign(nps=RIGHT["nps"] + 0.04),
        RIGHT.convert_dtypes(),
        RIGHT[["nps", "n", "channel"]],
        RIGHT.astype({"channel": "category"}),
    ],
    ids=["same", "more-columns", "index", "rounded", "types", "columns-moved", "categories"],
)
def test_the_same_table_passes(answer):
    """Rows go by position; further columns do not count."""
    assert same(answer)


WRONG = {
    "one number missing": RIGHT.assign(nps=[10.0, math.nan, 2.5]),
    "all numbers missing": RIGHT.assign(nps=math.nan),
    "infinite": RIGHT.assign(nps=[10.0, -5.0, math.inf]),
    "numbers as text": RIGHT.astype({"nps": str}),
    "a row too few": RIGHT.iloc[:2],
    "a row too many": pd.concat([RIGHT, RIGHT.iloc[:1]]),
    "rows moved": RIGHT.iloc[::-1],
    "rows moved, index kept right": RIGHT.iloc[::-1].set_axis([0, 1, 2]),
    "an index that aligns with little": RIGHT.assign(nps=[10.0, 99.0, 99.0]).set_axis([0, 77, 78]),
    "another key": RIGHT.assign(channel=["a", "b", "x"]),
    "a key missing": RIGHT.assign(n=[3, None, 5]),
    "a column missing": RIGHT.drop(columns="nps"),
    "a column twice": pd.concat([RIGHT, RIGHT[["nps"]]], axis=1),
    "no table": RIGHT["nps"],
    "nothing": None,
    "no rows": RIGHT.iloc[:0],
}


@pytest.mark.parametrize("kind", WRONG)
def test_another_table_fails(kind):
    """Whatever alignment or a missing value would let pass."""
    assert not same(WRONG[kind])


def test_what_is_missing_in_the_right_table_must_be_missing():
    """An invented number is no answer."""
    right = pd.DataFrame({"r": [1.0, math.nan]})
    options = {"values": ["r"], "within": 0.1}
    assert not fails(pe.check_same_table, right.copy(), right, **options)
    assert fails(pe.check_same_table, right.fillna(0), right, **options)
