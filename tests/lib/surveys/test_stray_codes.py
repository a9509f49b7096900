"""Codes for "no answer" among answers whose scale nobody has said."""

import warnings

import duckdb
import pandas as pd
import polars as pl
import pytest

import peakend as pe

ANSWERS = pd.DataFrame(
    {
        "staff": [1, 2, 3, 4, 5, 5, 4, 2, 3, 1, 5, 4],
        "wait": [0, 10, 3, 7, 8, 9, 5, 2, 6, 1, 4, 10],
        "again": [2, 3, 3, 5, 4, 5, 4, 1, 3, 2, 5, 3],
        "shift": ["early", "late"] * 6,
        "visit": [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6],
        "step": [1, 2] * 6,
        "half": ["first"] * 6 + ["second"] * 6,
    }
)

MEASURES = {
    "drivers": lambda frame: pe.drivers(frame, "again", ["staff", "wait"], bootstrap=0),
    "compare": lambda frame: pe.compare(frame, "staff", between="shift", permutations=0),
    "shares": lambda frame: pe.compare(frame, "staff", between="shift", success=5, permutations=0),
    "crosstab": lambda frame: pe.crosstab(frame, "staff", by="shift"),
    "frequencies": lambda frame: pe.frequencies(frame, "staff"),
    "peak_end": lambda frame: pe.peak_end(frame, journey="visit", order="step", emotion="staff"),
    "peak_end by": lambda frame: pe.peak_end(frame, journey="visit", order="step", emotion="staff", by="half"),
}
NAMED = {
    "drivers": lambda frame, code: pe.drivers(frame, "again", ["staff", "wait"], missing=code, bootstrap=0),
    "compare": lambda frame, code: pe.compare(frame, "staff", between="shift", missing=code, permutations=0),
    "crosstab": lambda frame, code: pe.crosstab(frame, "staff", by="shift", missing=code),
    "frequencies": lambda frame, code: pe.frequencies(frame, "staff", missing=code),
}


def with_code(code, column="staff"):
    """A table with two answers that are a code."""
    changed = ANSWERS.copy()
    changed.loc[[3, 8], column] = code
    return changed


@pytest.mark.parametrize("code", [99, 999, 88, -1, -9])
@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_without_a_scale_names_column_and_code(measure, code):
    """A code beside 1–5 is counted as an answer, but not in silence."""
    with pytest.warns(UserWarning, match=rf"'staff' holds {code} × 2 beside answers from 1 to 5") as said:
        MEASURES[measure](with_code(code))
    assert [warning.filename for warning in said] == [__file__]


@pytest.mark.parametrize("measure", NAMED)
def test_a_code_that_is_named_is_not_doubted(measure):
    """missing= says that it is no answer."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        NAMED[measure](with_code(99), 99)


def test_a_warning_says_what_to_pass():
    """Either the code is named, or the scale that holds it."""
    with pytest.warns(UserWarning, match=r"pass missing=\[99\]; if not, give the scale: scale="):
        pe.compare(with_code(99), "staff", between="shift", permutations=0)
    with pytest.warns(UserWarning, match=r"pass missing=\[99\]; if not, pass missing=\[\]\."):
        pe.frequencies(with_code(99), "staff")


@pytest.mark.parametrize("measure", NAMED)
def test_who_says_that_there_are_no_codes_is_not_asked(measure):
    """An option may be called 99; it is counted."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        NAMED[measure](with_code(99), [])


def test_a_scale_that_holds_the_number_ends_the_doubt():
    """Who gives the scale has said what the answers are."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pe.compare(with_code(99), "staff", between="shift", scale=(1, 100), permutations=0)


@pytest.mark.parametrize(
    "points",
    [[-3, -1, 0, 2], [-1, 0, 1, 1], [-2, 0.5, 4, 5], [-4, -1, 5, 2], [12, 47, 99, 88], [1, 2, 3, 4], [-1, 30, 50, 12]],
    ids=["-3 to 3", "signs", "fractions", "-5 to 5", "minutes", "1 to 4", "degrees"],
)
def test_points_below_zero_and_amounts_are_no_codes(points):
    """A scale on both sides of 0, and numbers beyond any scale, are not doubted."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pe.frequencies(pd.DataFrame({"felt": points * 3}), "felt")


@pytest.mark.parametrize("wrap", [pl.DataFrame, lambda table: pl.DataFrame(table).lazy(), duckdb.from_df])
@pytest.mark.parametrize("measure", ["drivers", "compare", "peak_end", "peak_end by"])
def test_codes_are_told_in_every_engine(measure, wrap):
    """The engine that holds the answers makes no difference."""
    with pytest.warns(UserWarning, match=r"'staff' holds 99 × 2"):
        MEASURES[measure](wrap(with_code(99)))


def test_the_outcome_of_drivers_is_looked_at_too():
    """Not the drivers alone."""
    with pytest.warns(UserWarning, match=r"'again' holds 99 × 2"):
        pe.drivers(with_code(99, "again"), "again", ["staff", "wait"], bootstrap=0)


def test_a_rating_that_is_remembered_is_looked_at():
    """One rating a journey, and a 99 among them."""
    moments = ANSWERS.assign(recalled=ANSWERS["visit"].map({1: 1, 2: 5, 3: 3, 4: 4, 5: 99, 6: 2}))
    with pytest.warns(
        UserWarning, match=r"'recalled' holds 99 × 1 beside answers from 1 to 5.*leave those cells empty"
    ):
        pe.remembered(moments, "recalled", journey="visit", order="step", emotion="staff")


def test_a_survey_whose_reader_was_answered_is_not_doubted_again(tmp_path):
    """s.score says that the numbers are answers."""
    file = tmp_path / "answers.csv"
    with_code(99).to_csv(file, index=False)
    survey = pe.read_survey(file).score("staff")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pe.frequencies(survey, "staff")


@pytest.mark.parametrize("code", [99, 999, -9])
def test_nps_refuses_a_code_and_says_what_it_probably_is(code):
    """NPS has a scale of its own, off which a code lies."""
    with pytest.raises(pe.PeakendError, match=f"{code} is probably a code for"):
        pe.nps(with_code(code, "wait"), "wait")
