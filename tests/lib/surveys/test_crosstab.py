"""Frequencies and crosstabs: percentages, several answers, weights, and which segments differ."""

import numpy as np
import pandas as pd
import pytest

import peakend as pe
from peakend.surveys.crosstab import correct

PLACE = np.arange(1, 61)
SURVEY = pd.DataFrame(
    {
        "five": pd.Series(1 + (3 * PLACE) % 5).mask(PLACE % 17 == 0),
        "w": 0.5 + (PLACE % 6) / 2,
        "g": np.array(["a", "b", "c"])[PLACE % 3],
    }
)
SEVERAL = pd.DataFrame({"tea": [1, 0, 1, None], "seat": [True, True, False, None], "g": list("xxyy")})


def test_column_percent():
    """60 rows, three without an answer."""
    result = pe.frequencies(SURVEY, "five")
    assert [12, 11, 11, 11, 12] == result["n"].tolist()
    assert {(57, 3)} == {*zip(result["base"], result["n_missing"], strict=True)}
    assert pytest.approx(100) == result["percent"].sum()


def test_weighted_column_percent():
    """R 4.2.2, survey 4.1.1: `prop.table(svytable(~five + g, s), 2) * 100`."""
    result = pe.crosstab(SURVEY, "five", by="g", weights="w")
    expected = [
        [21.73913043, 21.53846154, 21.42857143],
        [21.73913043, 21.53846154, 14.28571429],
        [21.73913043, 13.84615385, 21.42857143],
        [13.04347826, 21.53846154, 21.42857143],
        [21.73913043, 21.53846154, 21.42857143],
    ]
    wide = result.pivot(index="answer", columns="g", values="percent")
    assert np.allclose(expected, wide.to_numpy())


def test_several_answers():
    """Percent of who answered; an empty row answered nothing."""
    result = pe.frequencies(SEVERAL, ["tea", "seat"])
    assert [["tea", 2, 3, 1], ["seat", 2, 3, 1]] == result[["answer", "n", "base", "n_missing"]].to_numpy().tolist()


def test_several_answers_by_segment():
    """Two of two, and one of one."""
    result = pe.crosstab(SEVERAL, ["tea", "seat"], by="g")
    assert [50, 100, 100, 0] == result["percent"].tolist()


def test_columns_of_several_answers_hold_ones_and_zeros():
    """A scale is no answer chosen."""
    with pytest.raises(pe.PeakendError, match="Column 'tea' holds 3 × 1"):
        pe.frequencies(pd.DataFrame({"tea": [1, 3]}), ["tea"])


def test_codes_for_no_answer_are_left_out():
    """99 is none."""
    assert [1, 2] == pe.frequencies(pd.DataFrame({"q": [1, 2, 99]}), "q", missing=99)["answer"].tolist()


def test_an_ordered_question_keeps_its_order():
    """As its categories stand, not by the alphabet."""
    answers = pd.Categorical(["poor", "good", "fair"], categories=["poor", "fair", "good"])
    assert ["poor", "fair", "good"] == pe.frequencies(pd.DataFrame({"q": answers}), "q")["answer"].tolist()


def segments(*yes):
    """Return a survey of 100 answers a segment, with so many a yes."""
    return pd.DataFrame(
        {
            "g": np.repeat(list("pqr")[: len(yes)], 100),
            "q": [answer for n in yes for answer in ["yes"] * n + ["no"] * (100 - n)],
        }
    )


@pytest.mark.parametrize(("correction", "letters"), [("none", ["", "A", "AB"]), ("bonferroni", ["", "", "AB"])])
def test_letters_name_the_segments_that_are_lower(correction, letters):
    """40, 54 and 75 of 100: z = 1.98, 5.02 and 3.11; with three pairs, p = 0.047 is not below 0.05 / 3."""
    result = pe.crosstab(segments(40, 54, 75), "q", by="g", correction=correction)
    assert letters == result.loc[result["answer"] == "yes", "higher_than"].tolist()


@pytest.mark.parametrize(
    ("correction", "expected"), [("holm", [0.03, 0.06, 0.06]), ("bonferroni", [0.03, 0.12, 0.09]), ("none", None)]
)
def test_corrections(correction, expected):
    """R: `p.adjust(c(0.01, 0.04, 0.03), method)`."""
    p = np.array([0.01, 0.04, 0.03])
    assert (p if expected is None else expected) == pytest.approx(correct(p, correction))


def test_a_pair_that_cannot_be_compared_does_not_count():
    """Three answers' p values, one of them unknown: R's `p.adjust` leaves it out, too."""
    assert [0.02, 0.03] == pytest.approx(correct(np.array([0.01, np.nan, 0.03]), "holm")[[0, 2]])


def test_heavy_weights_make_a_difference_uncertain():
    """What 100 equal answers tell apart, an effective handful does not."""
    frame = segments(40, 75).assign(w=[50.0] * 2 + [1.0] * 98 + [50.0] * 2 + [1.0] * 98)
    assert "A" in pe.crosstab(frame, "q", by="g")["higher_than"].tolist()
    weighted = pe.crosstab(frame, "q", by="g", weights="w")
    assert {""} == {*weighted["higher_than"]}
