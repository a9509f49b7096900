"""NPS over time, and exports that only look like scores from 0 to 10."""

import warnings

import pandas as pd
import pytest

import peakend as pe


def answers(dates: list[object], scores: list[object]) -> pd.DataFrame:
    return pd.DataFrame({"date": dates, "score": scores})


def series(frame: pd.DataFrame, **options: object) -> pd.DataFrame:
    return pe.nps_series(frame, "score", time="date", **options)


@pytest.mark.parametrize(
    ("every", "periods"),
    [("month", ["2025-03", "2025-04", "2025-05"]), ("quarter", ["2025-Q1", "2025-Q2"]), ("year", ["2025"])],
)
def test_periods_are_months_quarters_or_years_without_gaps(every, periods):
    """March and May, with nobody in April."""
    frame = answers([pd.Timestamp("2025-03-31"), pd.Timestamp("2025-05-01")], [10, 0])
    assert periods == series(frame, every=every).period.tolist()


def test_each_period_is_measured_like_a_frame_of_its_own():
    """March alone gives the row of March."""
    frame = answers(["2025-03-01", "2025-03-31", "2025-04-01"], [10, 8, 0])
    expected = pe.nps(frame[:2], "score").iloc[0]
    result = series(frame).drop(columns="period").iloc[0]
    pd.testing.assert_series_equal(expected, result)


def test_a_period_without_answers_has_no_score():
    """April has n = 0, whole numbers stay whole."""
    result = series(answers(["2025-03", "2025-05"], [10, 0]))
    assert result.n.tolist() == [1, 0, 1]
    assert result.nps.isna().tolist() == [False, True, False]
    assert result.promoters.dtype == "int64"


def test_a_period_without_answers_weighs_nothing():
    """With weights, the sums of an empty April are 0."""
    result = series(answers(["2025-03", "2025-05"], [10, 0]).assign(w=[1.5, 2.0]), weights="w")
    assert result.promoters.tolist() == [1.5, 0, 0]


def test_periods_run_over_the_turn_of_the_year():
    """December, then January."""
    assert series(answers(["2024-12-31", "2025-01-01"], [10, 0])).period.tolist() == ["2024-12", "2025-01"]


def test_answers_without_a_date_come_last():
    """A missing date and an empty one make the period None."""
    result = series(answers(["2025-03", None, ""], [10, 0, 0]))
    assert (result.period.tolist(), result.n.tolist()) == (["2025-03", None], [1, 2])


def test_every_segment_has_every_period():
    """The second hall opened in May; it shows April with nobody."""
    frame = answers(["2025-04-02", "2025-05-02"], [10, 0]).assign(hall=["a", "b"])
    result = series(frame, by="hall")
    assert list(zip(result.hall, result.period, result.n, strict=True)) == [
        ("a", "2025-04", 1),
        ("a", "2025-05", 0),
        ("b", "2025-04", 0),
        ("b", "2025-05", 1),
    ]


def test_the_course_data_give_twelve_months():
    """One row a month of 2025, and no answer lost."""
    survey = pe.load("service-hall/survey")
    result = pe.nps_series(survey, "recommend", time="date", invalid="drop")
    assert (len(result), result.period[0], result.period[11]) == (12, "2025-01", "2025-12")
    assert len(survey) == result[["n", "n_missing", "n_invalid"]].sum().sum()


@pytest.mark.parametrize("date", ["14/03/2025", "2025-13-01", "March"])
def test_text_that_is_no_date_is_named(date):
    """The sentence shows what a date looks like."""
    with pytest.raises(pe.PeakendError, match=r"'date' does not hold dates but .*2025-03-14"):
        series(answers([date], [10]))


def test_numbers_are_no_dates():
    """A year alone as a number."""
    with pytest.raises(pe.PeakendError, match="does not hold dates but 2025"):
        series(answers([2025], [10]))


def test_an_empty_frame_has_no_periods():
    """No rows, all columns."""
    result = series(answers(["2025-03"], [10]).iloc[:0])
    assert (len(result), result.columns[0]) == (0, "period")


def test_the_number_of_the_option_is_recognised():
    """An export of 1–11 instead of 0–10."""
    with pytest.raises(pe.PeakendError, match=r"11 × 1\..*number of the option, 1–11.*take 1 off"):
        pe.nps(answers([None] * 3, [1, 5, 11]), "score")


def test_a_longer_scale_is_recognised():
    """A question from 0 to 100."""
    with pytest.raises(pe.PeakendError, match="another scale"):
        pe.nps(answers([None] * 3, [0, 50, 100]), "score")


def test_a_code_among_scores_is_not_called_another_scale():
    """Most answers are from 0 to 10, and two are 99."""
    with pytest.raises(pe.PeakendError, match=r"99 × 2\..*99 is probably a code for"):
        pe.nps(answers([None] * 7, [0, 9, 10, 8, 7, 99, 99]), "score")


def test_an_answer_of_eleven_beside_a_zero_is_just_wrong():
    """With a 0 it cannot be the number of the option."""
    with pytest.raises(pe.PeakendError, match=r"count them\.$"):
        pe.nps(answers([None] * 3, [0, 5, 11]), "score")


def test_a_scale_from_one_to_ten_is_warned_of():
    """Five times 1 and never 0."""
    with pytest.warns(UserWarning, match="'score' has the answer 1 5 times but never 0"):
        pe.nps(answers([None] * 6, [1, 1, 1, 1, 1, 10]), "score")


@pytest.mark.parametrize("scores", [[1, 1, 1, 1, 10], [0, 1, 1, 1, 1, 1], [3, 8, 10] * 20])
def test_ordinary_answers_give_no_warning(scores):
    """Four 1s may be chance, a 0 settles it, and friendly customers give neither."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pe.nps(answers([None] * len(scores), scores), "score")


def test_the_name_of_our_own_column_is_refused_as_a_segment():
    """It would stand there twice."""
    frame = pd.DataFrame({"peakend_period": [1], "t": ["2025-01"], "r": [9]})
    with pytest.raises(pe.PeakendError, match="'peakend_period' has the name of a result column"):
        pe.nps_series(frame, "r", time="t", by="peakend_period")


@pytest.mark.parametrize(
    ("every", "periods"),
    [
        ("day", ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("week", ["2024-W09"]),
    ],
)
@pytest.mark.parametrize("as_text", [True, False])
def test_days_and_weeks(every, periods, as_text):
    """Over a leap day, which nobody answered on; text and dates alike."""
    days = ["2024-02-28", "2024-03-01"]
    table = pd.DataFrame({"day": days if as_text else pd.to_datetime(days), "r": [9, 3]})
    assert periods == pe.nps_series(table, "r", time="day", every=every)["period"].tolist()


@pytest.mark.parametrize("first", ["1996-12-30", "1999-12-31", "2000-03-01", "2024-12-30", "1900-02-28"])
def test_weeks_are_those_of_iso_8601(first):
    """Every day of 800 has the week that Python's calendar gives it, and its own day."""
    days = pd.date_range(first, periods=800)
    table = pd.DataFrame({"day": days, "r": 9})
    weeks = ["{:04}-W{:02}".format(*day.isocalendar()[:2]) for day in days]
    assert sorted(set(weeks)) == sorted(pe.nps_series(table, "r", time="day", every="week")["period"])
    assert days.strftime("%Y-%m-%d").tolist() == pe.nps_series(table, "r", time="day", every="day")["period"].tolist()


def test_a_wrong_date_makes_no_endless_series():
    """A typing error in a year, and days."""
    table = pd.DataFrame({"day": ["1025-03-14", "2025-03-14"], "r": [9, 3]})
    with pytest.raises(pe.PeakendError, match="A date may be wrong"):
        pe.nps_series(table, "r", time="day", every="day")


def test_dates_that_were_left_open_name_the_way_out():
    """The whole value, and dayfirst."""
    with pytest.raises(pe.PeakendError, match=r"'3/4/2025 10:00:00'.*dayfirst=True"):
        pe.nps_series(pd.DataFrame({"day": ["3/4/2025 10:00:00"], "r": [9]}), "r", time="day")
