"""Peak–end against published figures, a plain reference, and across data-frame engines."""

from collections.abc import Callable

import dask.dataframe as dd
import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import peakend as pe
from peakend.surveys.journey_engine import summarise_journeys
from peakend.surveys.journey_kernel import JOURNEY, Moments

COLUMNS = {"journey": "visit", "order": "time", "emotion": "emotion"}


def one_visit(*emotions: float | None) -> pd.DataFrame:
    return pd.DataFrame({"visit": 1, "time": range(len(emotions)), "emotion": emotions})


def peak_end(frame: pd.DataFrame, **options) -> pd.Series:
    return pe.peak_end(frame, **COLUMNS, **options).iloc[0]


def log(seed: int = 5) -> pd.DataFrame:
    """Sixty visits in no order: ties in place, gaps, a visit without any emotion, labels on most moments."""
    random = np.random.default_rng(seed)
    visit = random.integers(0, 60, 600)
    emotion = random.integers(-2, 3, 600).astype("float64")
    emotion[random.random(600) < 0.1] = np.nan
    emotion[visit == 7] = np.nan
    branch = np.array(["east", "south", "west"], dtype=object)[visit % 3]
    branch[random.random(600) < 0.1] = None
    return pd.DataFrame({"visit": visit, "branch": branch, "time": random.integers(0, 9, 600), "emotion": emotion})


def clock(rows: pd.DataFrame) -> pd.DataFrame:
    """A year and more of time stamps, to the microsecond."""
    micros = np.random.default_rng(3).integers(0, 400 * 86_400_000_000, len(rows))
    return rows.assign(time=pd.Timestamp("2024-03-01") + pd.to_timedelta(micros, unit="us"))


SHAPES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "whole": lambda rows: rows,
    "decimal": lambda rows: rows.assign(time=rows["time"] * 0.25, emotion=rows["emotion"] * 0.37 + 0.111),
    "unpackable": lambda rows: rows.assign(time=rows["time"] * np.pi, emotion=rows["emotion"] * np.e),
    "clock": clock,
}


def reference(rows: pd.DataFrame, end_window: int) -> pd.DataFrame:
    """The definitions, journey by journey, in the plainest words."""
    found = []
    for visit, all_rows in rows.groupby("visit"):
        known = all_rows.dropna(subset="emotion").sort_values(["time", "emotion"])
        row = {"visit": visit, "n": len(known), "n_missing": len(all_rows) - len(known)}
        if len(known):
            y, x = known["emotion"].to_numpy(), known["time"] - known["time"].min()
            x = x.dt.total_seconds() / 60 if x.dtype.kind == "m" else x
            lead, end = y.max() + y.min(), y[-end_window:].mean()
            peak, peak_tied = (y.max() if lead > 0.25 else y.min()), abs(lead) <= 0.25 and y.max() > y.min()
            outside = known.iloc[:-end_window]
            sharing = y[(known["time"] == known["time"].iloc[-end_window:].iloc[0]).to_numpy()]
            shared = len(outside) > 0 and outside["time"].iloc[-1] == known["time"].iloc[-end_window]
            slope = np.polyfit(x, y, 1)[0] if x.max() > 0 else np.nan
            row |= {"first": y[0], "peak": peak, "trough": y.min(), "end": end, "mean": y.mean(), "trend": slope}
            row |= {"duration": x.max(), "score": (peak + end) / 2}
            row |= {"score_high": ((y.max() if peak_tied else peak) + end) / 2, "peak_tied": peak_tied}
            row |= {"end_tied": shared and len(set(sharing)) > 1}
        row = {"peak_tied": False, "end_tied": False, **row}
        found.append(row)
    return pd.DataFrame(found)


def to_duckdb(rows: pd.DataFrame) -> duckdb.DuckDBPyRelation:
    return duckdb.connect().from_arrow(to_arrow(rows))


def to_arrow(rows: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(rows, preserve_index=False)


ENGINES: dict[str, Callable[[pd.DataFrame], object]] = {
    "polars": lambda rows: pl.from_arrow(to_arrow(rows)),
    "polars lazy": lambda rows: pl.from_arrow(to_arrow(rows)).lazy(),
    "pyarrow": to_arrow,
    "duckdb": to_duckdb,
    "dask": lambda rows: dd.from_pandas(rows, npartitions=3),
}


def test_score_is_the_average_of_peak_and_end():
    """Kahneman (2011), ch. 35, patient A: pain of 8 at its worst and 7 at the end gives 7.5."""
    assert tuple(peak_end(one_visit(1, 5, 8, 7))[["peak", "end", "score"]]) == (8, 7, 7.5)


def test_a_longer_milder_end_leaves_a_better_memory_of_more_pain():
    """Kahneman et al. (1993): the trial with 30 more seconds of milder cold hurts more in sum and less in memory."""
    short, long = one_visit(8, 8, 8), one_visit(8, 8, 8, 5)
    assert long["emotion"].sum() > short["emotion"].sum()
    assert peak_end(long).score < peak_end(short).score


def test_result_has_the_promised_columns_in_order():
    """Users and notebooks rely on the names."""
    expected = ["visit", "n", "first", "peak", "trough", "end", "mean", "trend", "duration", "score"]
    assert expected == list(pe.peak_end(one_visit(1, 2), **COLUMNS))[:10]


@pytest.mark.parametrize(
    ("emotions", "neutral", "peak"),
    [((1, -2, 0), 0, -2), ((2, -1, 0), 0, 2), ((1, 4, 3), 3, 1), ((2, 5, 3), 3, 5), ((0, 10, 4), 0, 10)],
)
def test_peak_lies_furthest_from_neutral(emotions, neutral, peak):
    """The worst moment of a bad visit, the best of a good one; neutral is 3 on a scale of 1–5."""
    assert peak == peak_end(one_visit(*emotions), neutral=neutral).peak


def test_a_tie_of_highs_and_lows_is_reported():
    """Both extremes lie two points from neutral: the lower reading is the score, and the other stands beside it."""
    columns = ["peak", "score", "score_high", "peak_tied"]
    assert tuple(peak_end(one_visit(-2, 2, 0))[columns]) == (-2, -1, 1, True)


@pytest.mark.parametrize(
    ("emotions", "nearly", "tied"),
    [
        ((-2, 1.75, 0), 0.25, True),
        ((1.3, -1.05, 0), 0.25, True),
        ((-2, 1.7, 0), 0.25, False),
        ((-1.7, 2, 0), 0.25, False),
        ((-2, 1.7, 0), 0.3, True),
        ((1, 1), 0.25, False),
    ],
)
def test_best_and_worst_within_a_quarter_of_a_point_tie(emotions, nearly, tied):
    """Or within what a scale of another length needs; a journey of one emotion has one reading."""
    result = peak_end(one_visit(*emotions), nearly=nearly)
    assert (result.peak_tied, result.score < result.score_high) == (tied, tied)


def test_a_small_rise_never_lowers_a_score():
    """The worst moment rises from −2 to 2 in steps of a twentieth, past the tie: neither reading ever falls."""
    found = [peak_end(one_visit(1.5, step / 20, 0)) for step in range(-40, 41)]
    for name in ("score", "score_high"):
        assert (np.diff([row[name] for row in found]) >= 0).all()


@pytest.mark.parametrize("engine", [*ENGINES, "pandas"])
def test_two_last_moments_in_one_place_are_said(engine):
    """Visit 1 ends with two that differ, visit 2 with two that agree, visit 3 with one."""
    rows = pd.DataFrame({"visit": [1, 1, 1, 2, 2, 2, 3, 3], "time": [0, 5, 5] * 2 + [0, 5]})
    rows["emotion"] = [0, 1, 2, 0, 1, 1, 0, 1]
    result = pe.peak_end(ENGINES[engine](rows) if engine in ENGINES else rows, **COLUMNS)
    assert [True, False, False] == result["end_tied"].tolist()


@pytest.mark.parametrize("end_window", [1, 2])
@pytest.mark.parametrize("engine", [*ENGINES, "pandas"])
def test_a_second_column_orders_moments_of_one_place(engine, end_window):
    """By event the last moment of visit 1 is the one at −2; visit 2 has no event at its end and stays tied."""
    rows = pd.DataFrame({"visit": [1, 1, 1, 2, 2, 2], "time": [0, 5, 5] * 2, "emotion": [0, -2, 2, 0, 1, 2]})
    rows["event"] = pd.Series([7, 9, 8, 1, None, None], dtype="float64")
    frame = ENGINES[engine](rows) if engine in ENGINES else rows
    result = pe.peak_end(frame, **{**COLUMNS, "order": ["time", "event"]}, end_window=end_window)
    assert result["end"].tolist() == ([-2, 2] if end_window == 1 else [0, 1.5])
    assert result["end_tied"].tolist() == [False, end_window == 1]
    assert result["duration"].tolist() == [5, 5]
    assert pe.peak_end(frame, **COLUMNS)["end_tied"].tolist() == [True, True]


def test_every_column_of_the_order_must_be_there_and_give_an_order():
    """The second too."""
    rows = pd.DataFrame({"visit": [1], "time": [0], "emotion": [0], "event": ["x"]})
    with pytest.raises(pe.PeakendError, match="no column 'number'"):
        pe.peak_end(rows, **{**COLUMNS, "order": ("time", "number")})
    with pytest.raises(pe.PeakendError, match="'event' gives no order"):
        pe.peak_end(rows, **{**COLUMNS, "order": ("time", "event")})


def test_segments_count_their_ties():
    """Of three visits one has a tied peak, and one a tied end."""
    rows = pd.DataFrame({"visit": [1, 1, 2, 2, 3], "time": [0, 1, 1, 1, 0], "emotion": [2, -2, 0, 1, 1], "by": "a"})
    result = pe.peak_end(rows, **COLUMNS, by="by").iloc[0]
    assert (1, 1) == (result.n_peak_tied, result.n_end_tied)
    assert result.score_high - result.score == pytest.approx(2 / 3)


def test_trough_is_the_lowest():
    """Also when the lowest is the peak."""
    assert tuple(peak_end(one_visit(1, -2, 0))[["peak", "trough"]]) == (-2, -2)


def test_trend_is_the_least_squares_slope():
    """A straight line that climbs 2 points a minute."""
    assert pytest.approx(2) == peak_end(one_visit(1, 3, 5, 7)).trend


def test_rows_need_no_order():
    """Shuffled moments give the same table."""
    rows = log()
    pd.testing.assert_frame_equal(pe.peak_end(rows, **COLUMNS), pe.peak_end(rows.sample(frac=1), **COLUMNS))


def test_of_tied_last_moments_the_highest_is_the_end_and_of_tied_first_ones_the_lowest_the_first():
    """Two moments at minute 0 and two at minute 5."""
    rows = pd.DataFrame({"visit": 1, "time": [0, 0, 5, 5], "emotion": [1, -1, 0, 2]})
    assert tuple(peak_end(rows)[["first", "end"]]) == (-1, 2)


def test_end_window_averages_the_last_moments():
    """Redelmeier & Kahneman (1996) took the last three minutes; here 4, 6 and 8 of five."""
    assert tuple(peak_end(one_visit(0, 2, 4, 6, 8), end_window=3)[["end", "score"]]) == (6, 7)


def test_a_journey_shorter_than_the_end_window_uses_all_it_has():
    """Two moments, a window of five."""
    assert peak_end(one_visit(2, 4), end_window=5).end == 3


def test_unknown_emotions_are_left_out_and_counted():
    """The last moment is unknown, so the one before it is the end."""
    assert tuple(peak_end(one_visit(1, 2, None))[["n", "n_missing", "end"]]) == (2, 1, 2)


def test_a_journey_without_any_emotion_stays_with_n_zero():
    """It has no statistics."""
    result = peak_end(one_visit(None, None))
    assert (result.n, result.n_missing) == (0, 2)
    assert result[["first", "peak", "end", "mean", "duration", "score"]].isna().all()


def test_one_moment_is_peak_and_end_and_has_no_trend():
    """Its duration is 0."""
    result = peak_end(one_visit(2))
    assert tuple(result[["peak", "end", "score", "duration"]]) == (2, 2, 2, 0)
    assert np.isnan(result.trend)


def test_times_give_durations_in_minutes():
    """From ten o'clock to half past."""
    rows = one_visit(0, 3).assign(time=pd.to_datetime(["2025-01-01 10:00", "2025-01-01 10:30"]))
    assert (30, pytest.approx(0.1)) == tuple(peak_end(rows)[["duration", "trend"]])


def test_segments_average_their_journeys():
    """Three visits in two branches, one of them named in a single moment only."""
    rows = pd.DataFrame(
        {
            "visit": [1, 1, 2, 2, 3],
            "branch": ["a", None, "a", "a", "b"],
            "time": [0, 1, 0, 1, 0],
            "emotion": [2, 0, 0, -2, None],
        }
    )
    result = pe.peak_end(rows, **COLUMNS, by="branch").set_index("branch")
    assert result["n"].tolist() == [2, 0]
    assert result["n_missing"].tolist() == [0, 1]
    assert tuple(result.loc["a", ["first", "end", "score"]]) == (1, -1, -0.5)


def test_interval_of_a_segment_is_students():
    """Gosset's sleep data (Student 1908), one moment a journey: mean 2.33, interval 0.8977–3.7623."""
    scores = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    rows = pd.DataFrame({"visit": range(10), "drug": "2", "time": 0, "emotion": scores})
    result = pe.peak_end(rows, **COLUMNS, by="drug").iloc[0]
    assert pytest.approx([2.33, 0.8976775, 3.7623225], abs=1e-6) == [result.score, result.ci_low, result.ci_high]


def test_a_journey_in_two_segments_is_refused():
    """The sentence names the column and the ways out."""
    with pytest.raises(pe.PeakendError, match=r"1 journeys lie in more than one segment of 'branch'"):
        pe.peak_end(one_visit(1, 2).assign(branch=["a", "b"]), **COLUMNS, by="branch")


@pytest.mark.parametrize("end_window", [1, 3])
@pytest.mark.parametrize("shape", SHAPES)
def test_kernel_equals_the_plain_reference(shape, end_window):
    """Packed or not, whole, decimal or a time: the definitions hold."""
    rows = SHAPES[shape](log())
    expected = reference(rows, end_window)
    result = pe.peak_end(rows, **COLUMNS, end_window=end_window)
    pd.testing.assert_frame_equal(expected, result[list(expected)], check_dtype=False, rtol=1e-6)


@pytest.mark.parametrize("end_window", [1, 3])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("engine", ENGINES)
def test_engines_agree(engine, shape, end_window):
    """Journeys and segments are those of the pandas kernel, in every engine."""
    rows = SHAPES[shape](log())
    assert_same(ENGINES[engine](rows), rows, end_window)


@pytest.mark.spark
@pytest.mark.parametrize(("shape", "end_window"), [("whole", 1), ("clock", 3), ("unpackable", 1)])
def test_spark_agrees(spark, shape, end_window):
    """PySpark, with one local core."""
    rows = SHAPES[shape](log())
    kind = {"i": "bigint", "f": "double", "M": "timestamp", "O": "string"}
    schema = ", ".join(f"{name} {kind[rows[name].to_numpy().dtype.kind]}" for name in rows)
    assert_same(spark.createDataFrame(rows.astype(object).where(rows.notna(), None), schema), rows, end_window)


def assert_same(frame: object, rows: pd.DataFrame, end_window: int) -> None:
    for by in (None, "branch"):
        options = {**COLUMNS, "end_window": end_window, "by": by}
        expected, result = pe.peak_end(rows, **options), pe.peak_end(frame, **options)
        pd.testing.assert_frame_equal(expected, result, check_dtype=False, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("shape", ["whole", "decimal", "clock"])
def test_portable_path_equals_the_kernel_on_pandas(shape):
    """The same frame through both."""
    rows = SHAPES[shape](log())
    portable = summarise_journeys(nw.from_native(rows).lazy(), Moments("visit", "time", "emotion")).collect()
    result = portable.to_pandas().sort_values(JOURNEY, ignore_index=True).rename(columns={JOURNEY: "visit"})
    pd.testing.assert_frame_equal(pe.peak_end(rows, **COLUMNS), result, check_dtype=False, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("engine", ENGINES)
def test_text_instead_of_emotions_is_refused(engine):
    """Every engine names the column."""
    with pytest.raises(pe.PeakendError, match="'emotion'"):
        pe.peak_end(ENGINES[engine](one_visit(1, 2).assign(emotion=["good", "bad"])), **COLUMNS)


def test_a_value_that_is_no_number_is_named():
    """One answer of "N/A" among numbers."""
    with pytest.raises(pe.PeakendError, match="'N/A' × 1"):
        pe.peak_end(pd.DataFrame({"visit": 1, "time": [0, 1], "emotion": [2, "N/A"]}), **COLUMNS)


@pytest.mark.parametrize("engine", [*ENGINES, "pandas"])
@pytest.mark.parametrize(("column", "message"), [("visit", "belong to no journey"), ("time", "have no place")])
def test_moments_without_journey_or_place_are_counted_and_refused(engine, column, message):
    """The sentence names the column and the ways out."""
    rows = one_visit(1, 2, 0).assign(**{column: [1.0, None, 2.0]})
    with pytest.raises(pe.PeakendError, match=f"1 .*{message}.*'{column}'"):
        pe.peak_end(ENGINES[engine](rows) if engine in ENGINES else rows, **COLUMNS)


def test_an_order_of_words_is_refused():
    """Words have no order of their own."""
    with pytest.raises(pe.PeakendError, match=r"'time' gives no order.*'arrive' × 1"):
        pe.peak_end(one_visit(1, 2).assign(time=["arrive", "leave"]), **COLUMNS)


def test_an_infinite_emotion_is_refused():
    """It would be every peak."""
    with pytest.raises(pe.PeakendError, match="'emotion' has an infinite number"):
        pe.peak_end(one_visit(1, float("inf")), **COLUMNS)


@pytest.mark.parametrize("options", [{"end_window": 0}, {"end_window": 1.5}, {"neutral": float("nan")}, {"nearly": -1}])
def test_impossible_options_are_refused(options):
    """The sentence shows the option."""
    with pytest.raises(pe.PeakendError, match=next(iter(options))):
        peak_end(one_visit(1), **options)


def test_ids_of_several_kinds_are_kept():
    """Numbers before words."""
    rows = pd.DataFrame({"visit": pd.Series(["a", 1], dtype=object), "time": [0, 0], "emotion": [1, 2]})
    assert pe.peak_end(rows, **COLUMNS)["visit"].tolist() == [1, "a"]


@pytest.mark.parametrize("engine", [*ENGINES, "pandas"])
def test_no_moments_give_an_empty_table(engine):
    """The columns are there."""
    rows = one_visit(1.0).iloc[:0]
    result = pe.peak_end(ENGINES[engine](rows) if engine in ENGINES else rows, **COLUMNS)
    assert (len(result), result.columns[0]) == (0, "visit")


@pytest.mark.parametrize("engine", [*ENGINES, "pandas"])
def test_journeys_without_a_label_are_a_segment_of_their_own(engine):
    """No moment of visit 2 names its branch."""
    rows = pd.DataFrame({"visit": [1, 1, 2], "branch": ["a", None, None], "time": [0, 1, 0], "emotion": [2, 1, -1]})
    result = pe.peak_end(ENGINES[engine](rows) if engine in ENGINES else rows, **COLUMNS, by="branch")
    assert list(zip(result["branch"].isna(), result["score"], strict=True)) == [(False, 1.5), (True, -1)]


def test_segments_may_be_numbers_and_words():
    """Numbers before words."""
    rows = one_visit(1, 2, 0).assign(visit=[1, 2, 3], branch=pd.Series(["a", 1, "a"], dtype=object))
    assert pe.peak_end(rows, **COLUMNS, by="branch")["branch"].tolist() == [1, "a"]


@pytest.mark.parametrize("engine", ["polars", "pyarrow", "pandas"])
def test_ids_and_places_may_be_the_largest_whole_numbers(engine):
    """Ids from 2⁶³, as hashes give them, and a place counted without sign."""
    ids = np.array([2**64 - 1, 2**63, 2**64 - 1], dtype="uint64")
    rows = one_visit(1, 2, 0).assign(visit=ids, time=np.array([0, 0, 3], dtype="uint64"))
    result = pe.peak_end(ENGINES[engine](rows) if engine in ENGINES else rows, **COLUMNS)
    assert list(zip(result["visit"], result["end"], result["duration"], strict=True)) == [
        (2**63, 2, 0),
        (2**64 - 1, 0, 3),
    ]


def test_close_ids_may_be_the_largest_whole_numbers():
    """They need no table."""
    rows = one_visit(1, 2).assign(visit=np.array([2**64 - 1, 2**64 - 2], dtype="uint64"))
    assert pe.peak_end(rows, **COLUMNS)["visit"].tolist() == [2**64 - 2, 2**64 - 1]


def test_ids_may_fill_a_small_type():
    """From −128 to 127 are 255 steps, more than an int8 holds."""
    ids = np.resize(np.array([-128, 127], dtype="int8"), 200)
    assert pe.peak_end(one_visit(*range(200)).assign(visit=ids), **COLUMNS)["visit"].tolist() == [-128, 127]


def test_an_impossible_confidence_level_is_refused_without_segments_too():
    """Before anything is computed."""
    with pytest.raises(pe.PeakendError, match="conf=4"):
        pe.peak_end(one_visit(1), **COLUMNS, conf=4)


@pytest.mark.parametrize("engine", ["polars", "pandas"])
def test_places_may_be_too_large_to_be_packed(engine):
    """Beyond 2⁶³ a place is a decimal number."""
    rows = one_visit(1, 2).assign(time=np.array([2**63, 2**63 + 2**12], dtype="uint64"))
    result = pe.peak_end(ENGINES[engine](rows) if engine in ENGINES else rows, **COLUMNS)
    assert tuple(result.loc[0, ["first", "end", "duration"]]) == (1, 2, 2**12)
