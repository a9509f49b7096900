"""Raking, and weights of a survey: R 4.2.2, survey 4.1.1, `rake(s, list(~g, ~two), …, list(epsilon = 1e-10))`."""

import numpy as np
import pandas as pd
import pytest

import peakend as pe
from peakend.surveys.question import Question, Questions
from peakend.surveys.survey import Survey

PLACE = np.arange(1, 61)
SAMPLE = pd.DataFrame(
    {
        "g": np.array(["a", "b", "c"])[(PLACE + PLACE // 7) % 3],
        "two": np.where(PLACE % 5 < 3, "x", "y"),
        "w": 0.5 + (PLACE % 6) / 2,
    }
)
KNOWN = {"g": {"a": 30, "b": 18, "c": 12}, "two": {"x": 40, "y": 60}}


def test_raked_weights():
    """`weights(rake(…))[1:6]`, and the effective number of answers."""
    expected = [0.6097736319, 0.3931957329, 2.3036035137, 1.3353395522, 0.3931957329, 1.0519247173]
    raking = pe.rake(SAMPLE, KNOWN)
    assert expected == pytest.approx(raking.weights[:6])
    assert pytest.approx(44.2843401) == raking.n_effective


def test_raking_from_weights():
    """The same with `weights = ~w`, brought to 1 on average first."""
    raking = pe.rake(SAMPLE, KNOWN, weights="w")
    expected = [0.3416593081, 0.3416593081, 2.6467868518, 1.8720527183, 0.6833186161, 0.3019076852]
    assert expected == pytest.approx(raking.weights[:6])
    assert pytest.approx(35.12526546) == raking.n_effective


def test_trimmed_weights():
    """`trimWeights(…, upper = 1.5, lower = 0.6, strict = TRUE)`."""
    raking = pe.rake(SAMPLE, KNOWN, lower=0.6, upper=1.5)
    expected = [0.7056806226, 0.6, 1.5, 1.4312465429, 0.6, 1.1478317080]
    assert expected == pytest.approx(raking.weights[:6])
    assert pytest.approx(53.84184879) == raking.n_effective
    weighted = raking.margins["weighted_percent"][:3] * 60 / 100
    assert [24.62614879, 19.91813981, 15.45571140] == pytest.approx(weighted.tolist())


def test_margins_hold():
    """As they are known."""
    margins = pe.rake(SAMPLE, KNOWN).margins
    assert margins["known_percent"].tolist() == pytest.approx(margins["weighted_percent"].tolist())


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ({"g": {"a": 1, "b": 1}}, "has 'c' × "),
        ({"g": {"a": 1, "b": 1, "c": 1, "d": 1}}, "is 'd'"),
        ({"g": {"a": 0, "b": 0, "c": 0}}, "all 0"),
        ({"g": {"a": -1, "b": 1, "c": 1}}, "0 or more"),
        ({"h": {"a": 1}}, "no column 'h'"),
    ],
)
def test_margins_that_do_not_fit_are_refused(by, said):
    """One sentence says which, and how to fix it."""
    with pytest.raises(pe.PeakendError, match=said):
        pe.rake(SAMPLE, by)


def test_margins_that_contradict_each_other_are_refused():
    """Where all of a are x, both cannot have other shares."""
    sample = pd.DataFrame({"g": ["a", "b"], "two": ["x", "y"]})
    with pytest.raises(pe.PeakendError, match="cannot be brought about together"):
        pe.rake(sample, {"g": {"a": 1, "b": 3}, "two": {"x": 1, "y": 1}})


def test_a_gap_in_a_margin_is_refused():
    """Nobody knows where that row belongs."""
    with pytest.raises(pe.PeakendError, match="for which no share is known"):
        pe.rake(pd.DataFrame({"g": ["a", None]}), {"g": {"a": 1}})


def test_a_survey_is_weighed():
    """Its new column serves every measure, and what it costs is said."""
    survey = Survey(SAMPLE.drop(columns="w"), Questions([Question("g", "Group", "choice")]))
    weighted = survey.weigh(KNOWN, upper=1.5)
    assert weighted.table["weight"].tolist() == pytest.approx(pe.rake(SAMPLE, KNOWN, upper=1.5).weights.tolist())
    assert "60 answers are worth" in weighted.problems["message"].iloc[-1]
    assert "weight" not in survey


def test_a_survey_is_not_weighed_over_a_column():
    """What is there may be the weights of somebody else."""
    survey = Survey(SAMPLE, Questions([Question("g", "Group", "choice")]))
    with pytest.raises(pe.PeakendError, match="a column 'w' already"):
        survey.weigh(KNOWN, name="w")


def test_a_survey_of_kano_becomes_long():
    """With the words as they were answered."""
    survey = Survey(pd.DataFrame({"q1": ["喜欢"], "q2": ["不喜欢"]}), Questions())
    long = survey.melt_kano({"tea": ("q1", "q2")})
    result = pe.kano(long, feature="feature", functional="functional", dysfunctional="dysfunctional")
    assert ["O"] == result["category"].tolist()
