"""Differences and series of satisfaction, effort and ACSI: one family with those of NPS."""

import numpy as np
import pandas as pd
import pytest

import peakend as pe

PLACE = np.arange(1, 121)
SURVEY = pd.DataFrame(
    {
        "five": 1 + (3 * PLACE + PLACE // 7) % 5,
        "seven": 1 + (5 * PLACE + PLACE // 11) % 7,
        "other": 1 + (2 * PLACE) % 7,
        "w": 0.5 + (PLACE % 6) / 2,
        "g": np.where(PLACE % 3 == 0, "x", "y"),
        "day": pd.to_datetime("2025-01-01") + pd.to_timedelta(PLACE % 70, unit="D"),
    }
)
WANTED = ["first", "second", "n_first", "n_second", "difference", "ci_low", "ci_high", "p_value"]


def test_difference_of_shares_is_that_of_an_experiment():
    """Newcombe's interval and the score test, as `compare` has them (checked there against published figures)."""
    expected = pe.compare(SURVEY, "five", between="g", success=(4, 5))[WANTED]
    pd.testing.assert_frame_equal(expected, pe.csat_difference(SURVEY, "five", between="g")[WANTED])


def test_difference_of_means_is_that_of_an_experiment():
    """Welch's test, as `compare` has it."""
    expected = pe.compare(SURVEY, "seven", between="g")[WANTED]
    pd.testing.assert_frame_equal(expected, pe.ces_difference(SURVEY, "seven", between="g")[WANTED])


def test_difference_of_acsi():
    """The same of the index."""
    index = SURVEY.assign(i=100 * (SURVEY[["five", "seven", "other"]].mean(axis=1) - 1) / 9)
    expected = pe.compare(index, "i", between="g")[WANTED]
    pd.testing.assert_frame_equal(expected, pe.acsi_difference(SURVEY, "five", "seven", "other", between="g")[WANTED])


def test_every_pair_of_several_groups():
    """Three groups make three pairs."""
    survey = SURVEY.assign(g=np.array(list("abc"))[PLACE % 3])
    result = pe.csat_difference(survey, "five", between="g")
    assert [("a", "b"), ("a", "c"), ("b", "c")] == [*zip(result["first"], result["second"], strict=True)]


def test_weighted_difference_has_the_weighted_means():
    """As the measure itself weighs them."""
    means = pe.ces(SURVEY, "seven", high_is="easy", by="g", weights="w")["mean"]
    result = pe.ces_difference(SURVEY, "seven", between="g", weights="w")
    assert pytest.approx(means[0] - means[1]) == result["difference"][0]


@pytest.mark.parametrize(
    ("series", "measure"),
    [
        (
            lambda frame, **time: pe.csat_series(frame, "five", top=1, **time),
            lambda frame: pe.csat(frame, "five", top=1),
        ),
        (
            lambda frame, **time: pe.ces_series(frame, "seven", high_is="effort", **time),
            lambda frame: pe.ces(frame, "seven", high_is="effort"),
        ),
        (
            lambda frame, **time: pe.acsi_series(frame, "five", "seven", "other", **time),
            lambda frame: pe.acsi(frame, "five", "seven", "other"),
        ),
    ],
)
def test_a_month_of_a_series_is_the_measure_of_that_month(series, measure):
    """With all its columns."""
    february = measure(SURVEY[SURVEY["day"].dt.month == 2])
    result = series(SURVEY, time="day")
    assert ["2025-01", "2025-02", "2025-03"] == result["period"].tolist()
    pd.testing.assert_frame_equal(february, result.iloc[[1], 1:].reset_index(drop=True))


def test_a_month_without_answers_has_its_row():
    """Nobody answered, and nothing is known."""
    survey = SURVEY[SURVEY["day"].dt.month != 2]
    row = pe.csat_series(survey, "five", time="day", by="g").iloc[1]
    assert ["x", "2025-02", 0] == [row["g"], row["period"], row["n"]]
    assert np.isnan(row["top_box"])


def test_a_series_knows_its_headings():
    """Those of its measure, and the period's."""
    pe.set_language("en")
    page = pe.show(pe.csat_series(SURVEY, "five", time="day")).to_html()
    assert "month or period" in page
    assert "satisfied, %" in page
