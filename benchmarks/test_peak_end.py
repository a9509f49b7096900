"""Peak–end on shuffled moments in memory and in Parquet: what users write, the engines' path, Peakend, and by hand."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from size import ROUND, ROWS, SLOW_ROUND

import peakend as pe
from peakend.surveys.journey_engine import summarise_journeys
from peakend.surveys.journey_kernel import Moments

COLUMNS = {"journey": "visit", "order": "time", "emotion": "emotion"}


@cache
def moments(rows: int) -> pd.DataFrame:
    """Make journeys of ten moments each, in no order."""
    random = np.random.default_rng(0)
    visit, time = np.repeat(np.arange(rows // 10), 10), np.tile(np.arange(10), rows // 10)
    table = pd.DataFrame({"visit": visit, "time": time, "emotion": random.integers(-2, 3, len(visit))})
    return table.iloc[random.permutation(len(table))].reset_index(drop=True)


def users_way(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort each journey, take its extremes: what one writes first, four statistics."""

    def one(visit: pd.DataFrame) -> pd.Series:
        ordered = visit.sort_values("time")["emotion"].to_numpy()
        peak, end = ordered[np.abs(ordered).argmax()], ordered[-1]
        return pd.Series({"peak": peak, "end": end, "mean": ordered.mean(), "score": (peak + end) / 2})

    return rows.groupby("visit")[["time", "emotion"]].apply(one)


def by_hand(rows: pd.DataFrame) -> pd.DataFrame:
    """Do a specialist's packed sort for these very columns, eight statistics."""
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


def with_peakend(rows: Any) -> pd.DataFrame:
    """Do what a user does, eight statistics."""
    return pe.peak_end(rows, **COLUMNS)


def portable(rows: pd.DataFrame) -> pd.DataFrame:
    """Take the engines' path through Narwhals, eight statistics."""
    question = Moments("visit", "time", "emotion")
    return summarise_journeys(nw.from_native(rows).lazy(), question).collect().to_pandas()


IN_MEMORY: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "peakend": with_peakend,
    "as users write": users_way,
    "narwhals alone": portable,
    "by hand": by_hand,
}


@pytest.mark.parametrize("way", IN_MEMORY)
def test_peak_end_in_pandas(benchmark: Any, way: str) -> None:
    """The same moments in memory, four ways."""
    rows = moments(ROWS // 10)
    benchmark.group = f"peak–end, {len(rows):,} moments"
    done = benchmark.pedantic(IN_MEMORY[way], args=(rows,), **(SLOW_ROUND if way == "as users write" else ROUND))
    assert len(rows) == 10 * len(done)


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the moments to a file once."""
    path = tmp_path_factory.mktemp("moments") / "moments.parquet"
    moments(ROWS).to_parquet(path)
    return path


ON_DISK: dict[str, Callable[[Path], pd.DataFrame]] = {
    "peakend": lambda path: with_peakend(duckdb.read_parquet(str(path))),
    "in Polars": lambda path: with_peakend(pl.scan_parquet(path)),
    "by hand": lambda path: duckdb.sql(BY_HAND_SQL.format(path=path)).df(),
}


@pytest.mark.parametrize("way", ON_DISK)
def test_peak_end_of_a_parquet_file(benchmark: Any, parquet: Path, way: str) -> None:
    """A file that is never loaded whole, counted by DuckDB and by Polars."""
    benchmark.group = f"peak–end, {ROWS:,} moments, Parquet, DuckDB"
    assert ROWS == 10 * len(benchmark.pedantic(ON_DISK[way], args=(parquet,), **ROUND))
