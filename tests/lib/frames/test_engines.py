"""Every measure on every engine: the same table from pandas, Polars, PyArrow, DuckDB, Dask and PySpark."""

import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import peakend as pe

ROWS = 300
ITEMS = [*(f"E{i}" for i in range(1, 23)), *(f"P{i}" for i in range(1, 23))]

MEASURES: dict[str, Callable[[Any], pd.DataFrame]] = {
    "nps": lambda frame: pe.nps(frame, "recommend", by=["month", "channel"], invalid="drop"),
    "nps weighted": lambda frame: pe.nps(frame, "recommend", by="month", weights="weight", invalid="drop"),
    "nps weighted by int8": lambda frame: pe.nps(frame, "recommend", by="month", weights="points", invalid="drop"),
    "nps weighted by int32": lambda frame: pe.nps(frame, "recommend", by="month", weights="people", invalid="drop"),
    "nps_difference": lambda frame: pe.nps_difference(frame, "recommend", between="script", invalid="drop"),
    "nps_series": lambda frame: pe.nps_series(
        frame, "recommend", time="date", every="quarter", by="script", invalid="drop"
    ),
    "nps_series of text": lambda frame: pe.nps_series(frame, "recommend", time="month", invalid="drop"),
    "csat": lambda frame: pe.csat(frame, "ease", scale=(1, 7), by="channel"),
    "ces": lambda frame: pe.ces(frame, "ease", high_is="easy", by="month"),
    "acsi": lambda frame: pe.acsi(frame, "E1", "E2", "P1", scale=(1, 7), by="script"),
    "kano": lambda frame: pe.kano(
        frame, feature="feature", functional="with_it", dysfunctional="without_it", by="script", respondent="id"
    ),
    "kano_continuous": lambda frame: pe.kano_continuous(
        frame, feature="feature", functional="with_it", dysfunctional="without_it"
    ),
    "kano_stability": lambda frame: pe.kano_stability(
        frame, feature="feature", functional="with_it", dysfunctional="without_it", bootstrap=50
    ),
    "servqual": lambda frame: pe.servqual(frame, by="script"),
    "drivers": lambda frame: pe.drivers(frame, "ease", ["E1", "P1", "P2"], bootstrap=30),
    "compare": lambda frame: pe.compare(frame, "ease", between="script"),
    "importance_performance": lambda frame: pe.importance_performance(
        frame, item="id", importance="E1", performance="P1"
    ),
}


def survey() -> pd.DataFrame:
    """Make answers with gaps, answers off the scale, text and categorical segments, and a segment without name."""
    random = np.random.default_rng(11)
    frame = pd.DataFrame(
        {
            "id": np.arange(ROWS),
            "date": pd.Timestamp("2024-11-20") + pd.to_timedelta(random.integers(0, 400, ROWS), unit="D"),
            "month": random.choice(["2025-01", "2025-02", None], ROWS),
            "channel": pd.Categorical(random.choice(["hotline", "hall"], ROWS), ["hall", "hotline", "manager"]),
            "script": random.choice(["once", "twice"], ROWS),
            "recommend": random.choice([*range(12), np.nan], ROWS),
            "ease": random.integers(1, 8, ROWS),
            "weight": random.uniform(0.5, 2, ROWS),
            "points": np.resize(np.array([100, 7], dtype="int8"), ROWS),
            "people": np.resize(np.array([100_000, 70_000], dtype="int32"), ROWS),
            "feature": random.choice(["kiosk", "tea"], ROWS),
            "with_it": random.choice(["like", "neutral", "喜欢", "2", "5"], ROWS),
            "without_it": random.choice([1, 2, 3, 4, 5, np.nan], ROWS),
        }
    )
    items = pd.DataFrame(random.integers(1, 8, (ROWS, 44)), columns=ITEMS)
    items["P2"] = items["P2"].where(items.index % 50 != 3)
    return pd.concat([frame, items], axis=1)


def to_duckdb(frame: pd.DataFrame) -> Any:
    import duckdb

    return duckdb.connect().from_arrow(pa.Table.from_pandas(frame))


def to_dask(frame: pd.DataFrame) -> Any:
    import dask.dataframe

    return dask.dataframe.from_pandas(frame, npartitions=3)


ENGINES: dict[str, Callable[[pd.DataFrame], Any]] = {
    "polars": pl.from_pandas,
    "polars lazy": lambda frame: pl.from_pandas(frame).lazy(),
    "pyarrow": pa.Table.from_pandas,
    "pandas on pyarrow": lambda frame: frame.convert_dtypes(dtype_backend="pyarrow"),
    "pandas nullable": lambda frame: frame.convert_dtypes(),
    "pandas objects": lambda frame: frame.assign(
        month=frame["month"].astype(object), script=frame["script"].astype(object)
    ),
    "duckdb": to_duckdb,
    "dask": to_dask,
}


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """Forget in which type an engine hands back its labels."""
    labels = table.select_dtypes(exclude="number").astype(object)
    return table.assign(**labels.where(labels.notna(), None))


@cache
def expected_table(measure: str) -> pd.DataFrame:
    """What pandas gives, once for all engines."""
    return plain(MEASURES[measure](survey()))


def assert_same(measure: str, frame: Any) -> None:
    with warnings.catch_warnings():
        # Engines announce their own future here; that is not what is tested.
        warnings.simplefilter("ignore", FutureWarning)
        result = MEASURES[measure](frame)
    pd.testing.assert_frame_equal(expected_table(measure), plain(result), check_dtype=False, rtol=1e-9)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_gives_the_table_of_pandas(engine, measure):
    """Counts, categories and figures are equal, and so is the order of the rows."""
    assert_same(measure, ENGINES[engine](survey()))


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.parametrize("measure", MEASURES)
def test_spark_gives_the_table_of_pandas(spark, measure):
    """The same on a session with one worker."""
    assert_same(measure, spark.createDataFrame(pa.Table.from_pandas(survey().astype({"channel": "str"}))))


def test_arrow_chunks_with_dictionaries_of_their_own_are_told_apart():
    """Code 0 is "a" in the first chunk and "b" in the second."""
    chunks = [pa.array(["a", "a"]).dictionary_encode(), pa.array(["b", "a"]).dictionary_encode()]
    table = pa.table({"hall": pa.chunked_array(chunks), "answer": [5, 5, 1, 5]})
    result = pe.csat(table, "answer", by="hall")
    assert dict(zip(result["hall"], result["mean"], strict=True)) == {"a": 5, "b": 1}


def test_a_column_that_stands_twice_is_named():
    """Nobody can tell which of the two is meant."""
    frames = (pd.DataFrame([[9, 3]], columns=["r", "r"]), pa.table([[9], [3]], names=["r", "r"]))
    for frame in frames:
        with pytest.raises(pe.PeakendError, match="more than one column 'r'"):
            pe.nps(frame, "r")


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_a_column_of_lists_is_named_with_an_example(make):
    """A multiple choice that was never split."""
    with pytest.raises(pe.PeakendError, match=r"'r' holds several values in one cell, such as \[9\]"):
        pe.nps(make({"r": [[9], [3, 4]]}), "r")


@pytest.mark.parametrize("by", [3, ["nowhere"]])
def test_segments_must_be_columns(by):
    """A number is no column's name here."""
    with pytest.raises(pe.PeakendError, match="There is no column"):
        pe.nps(survey(), "recommend", by=by, invalid="drop")


def test_groups_are_told_apart_by_one_column():
    """A list of columns is none."""
    with pytest.raises(pe.PeakendError, match="There is no column"):
        pe.nps_difference(survey(), "recommend", between=["script"], invalid="drop")
