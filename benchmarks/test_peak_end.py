"""Peak–end on a million shuffled moments, and on ten million in Parquet: side by side, as ratios to the fastest.

Run ``uv run pytest benchmarks/test_peak_end.py``; the figures in brackets are the ratios. Nothing is asserted of them.
The user's way takes about half a minute: leave it out with ``-k "not users"``.
"""

from pathlib import Path

import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest

import peakend as pe
from peakend.surveys.journey_engine import summarise_journeys
from peakend.surveys.journey_kernel import Moments

COLUMNS = {"journey": "visit", "order": "time", "emotion": "emotion"}


def moments(journeys: int) -> pd.DataFrame:
    random = np.random.default_rng(0)
    visit, time = np.repeat(np.arange(journeys), 10), np.tile(np.arange(10), journeys)
    rows = pd.DataFrame({"visit": visit, "time": time, "emotion": random.integers(-2, 3, len(visit))})
    return rows.iloc[random.permutation(len(rows))].reset_index(drop=True)


@pytest.fixture(scope="module")
def shuffled() -> pd.DataFrame:
    return moments(100_000)


@pytest.fixture(scope="module")
def parquet(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("moments") / "moments.parquet"
    moments(1_000_000).to_parquet(path)
    return path


def users_way(rows: pd.DataFrame) -> pd.DataFrame:
    def one(visit: pd.DataFrame) -> pd.Series:
        ordered = visit.sort_values("time")["emotion"].to_numpy()
        peak, end = ordered[np.abs(ordered).argmax()], ordered[-1]
        return pd.Series({"peak": peak, "end": end, "mean": ordered.mean(), "score": (peak + end) / 2})

    return rows.groupby("visit")[["time", "emotion"]].apply(one)


def by_hand(rows: pd.DataFrame) -> pd.DataFrame:
    packed = np.sort(rows["visit"].to_numpy() << 8 | rows["time"].to_numpy() << 3 | rows["emotion"].to_numpy() + 2)
    visit, time, emotion = packed >> 8, packed >> 3 & 31, (packed & 7) - 2
    starts = np.flatnonzero(np.r_[True, visit[1:] != visit[:-1]])
    size = np.diff(np.r_[starts, len(packed)])
    first, end, high, low = (
        emotion[starts],
        emotion[starts + size - 1],
        np.maximum.reduceat(emotion, starts),
        np.minimum.reduceat(emotion, starts),
    )
    way, total, squares, products = (
        np.add.reduceat(values, starts) for values in (time, emotion, time * time, time * emotion)
    )
    peak = np.where(high >= -low, high, low)
    return pd.DataFrame(
        {
            "visit": visit[starts],
            "n": size,
            "first": first,
            "peak": peak,
            "trough": low,
            "end": end,
            "mean": total / size,
            "trend": (size * products - way * total) / (size * squares - way * way),
            "duration": time[starts + size - 1] - time[starts],
            "score": (peak + end) / 2,
        }
    )


BY_HAND_SQL = """
    select visit, max(emotion) as high, min(emotion) as low, arg_max(emotion, time) as final, avg(emotion) as mean,
           arg_min(emotion, time) as initial, max(time) - min(time) as duration, regr_slope(emotion, time) as trend
    from '{path}' group by visit
"""


@pytest.mark.benchmark(group="1 M shuffled moments, pandas")
def test_users_groupby_apply(benchmark, shuffled):
    """What one writes first: sort each journey, take its extremes."""
    assert len(benchmark.pedantic(users_way, [shuffled], rounds=1)) == 100_000


@pytest.mark.benchmark(group="1 M shuffled moments, pandas")
def test_portable_path_on_pandas(benchmark, shuffled):
    """The engines' path through Narwhals, eight statistics."""
    question = Moments("visit", "time", "emotion")
    result = benchmark(lambda: summarise_journeys(nw.from_native(shuffled).lazy(), question).collect().to_pandas())
    assert len(result) == 100_000


@pytest.mark.benchmark(group="1 M shuffled moments, pandas")
def test_kernel(benchmark, shuffled):
    """What ``pe.peak_end`` does with a pandas frame, eight statistics."""
    assert len(benchmark(lambda: pe.peak_end(shuffled, **COLUMNS))) == 100_000


@pytest.mark.benchmark(group="1 M shuffled moments, pandas")
def test_numpy_by_hand(benchmark, shuffled):
    """A specialist's packed sort for these very columns, eight statistics."""
    assert len(benchmark(by_hand, shuffled)) == 100_000


@pytest.mark.benchmark(group="10 M moments in Parquet")
def test_duckdb(benchmark, parquet):
    """Eight statistics of a million journeys, counted by DuckDB."""
    result = benchmark.pedantic(lambda: pe.peak_end(duckdb.read_parquet(str(parquet)), **COLUMNS), rounds=3)
    assert len(result) == 1_000_000


@pytest.mark.benchmark(group="10 M moments in Parquet")
def test_duckdb_by_hand(benchmark, parquet):
    """The same in DuckDB's own words."""
    query = BY_HAND_SQL.format(path=parquet)
    assert len(benchmark.pedantic(lambda: duckdb.sql(query).df(), rounds=3)) == 1_000_000


@pytest.mark.benchmark(group="10 M moments in Parquet")
def test_polars_lazy(benchmark, parquet):
    """Eight statistics of a million journeys, counted by Polars."""
    assert len(benchmark.pedantic(lambda: pe.peak_end(pl.scan_parquet(parquet), **COLUMNS), rounds=3)) == 1_000_000
