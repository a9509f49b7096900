"""NPS by eight segments: what users write, Narwhals alone, Peakend, and the best by hand."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from size import ROUND, ROWS

import peakend as pe

SEGMENTS = [f"segment {i}" for i in range(8)]


@cache
def survey(kind: str) -> pd.DataFrame:
    """Make ROWS answers, with segments as text or as a category."""
    random = np.random.default_rng(1)
    codes = random.integers(0, len(SEGMENTS), ROWS, dtype="int8")
    score = random.integers(0, 11, ROWS, dtype="int8")
    if kind == "category, int8":
        return pd.DataFrame({"segment": pd.Categorical.from_codes(codes, SEGMENTS), "score": score})
    text = np.array(SEGMENTS, dtype=object if kind == "text objects" else "str")
    dtype = object if kind == "text objects" else "str"
    return pd.DataFrame({"segment": pd.Series(text[codes], dtype=dtype), "score": score.astype("int64")})


def as_users_write(frame: pd.DataFrame) -> pd.Series:
    """Group and apply a function of shares."""
    return frame.groupby("segment", observed=True)["score"].apply(
        lambda score: 100 * ((score >= 9).mean() - (score <= 6).mean())
    )


def by_hand(frame: pd.DataFrame) -> np.ndarray:
    """Count segments by groups of answers in one bincount, without any check."""
    segment = frame["segment"]
    codes = segment.cat.codes.to_numpy() if segment.dtype == "category" else pd.factorize(segment)[0]
    third = np.repeat([0, 1, 2], [7, 2, 2])[frame["score"].to_numpy()]
    counts = np.bincount(codes.astype("intp") * 3 + third, minlength=3 * len(SEGMENTS)).reshape(-1, 3)
    return 100 * (counts[:, 2] - counts[:, 0]) / counts.sum(axis=1)


def with_peakend(frame: Any) -> pd.DataFrame:
    """Count, check every answer, and give intervals."""
    return pe.nps(frame, "score", by="segment")


WAYS: dict[str, Callable[[Any], Any]] = {
    "peakend": with_peakend,
    "as users write": as_users_write,
    "narwhals alone": with_peakend,
    "by hand": by_hand,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["text", "text objects", "category, int8"])
def test_nps_in_pandas(benchmark: Any, monkeypatch: pytest.MonkeyPatch, kind: str, way: str) -> None:
    """The same answers in memory, four ways."""
    benchmark.group = f"NPS, {ROWS:,} rows, {kind}"
    if way == "narwhals alone":
        monkeypatch.setattr("peakend.frames.frames.count_in_numpy", lambda *_: None)
    frame = survey(kind)
    benchmark.pedantic(WAYS[way], args=(frame,), **ROUND)


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the answers to a file once."""
    path = tmp_path_factory.mktemp("parquet") / "survey.parquet"
    survey("text").to_parquet(path)
    return path


def duckdb_by_hand(path: Path) -> Any:
    """One SQL statement."""
    import duckdb

    return duckdb.sql(
        "select segment, 100 * (avg((score >= 9)::int) - avg((score <= 6)::int)) "
        f"from read_parquet('{path}') group by segment"
    ).fetchall()


def duckdb_with_peakend(path: Path) -> Any:
    """The file as a DuckDB relation."""
    import duckdb

    return with_peakend(duckdb.read_parquet(str(path)))


def polars_by_hand(path: Path) -> Any:
    """One lazy query."""
    import polars as pl

    score = pl.col("score")
    return pl.scan_parquet(path).group_by("segment").agg(100 * ((score >= 9).mean() - (score <= 6).mean())).collect()


def polars_with_peakend(path: Path) -> Any:
    """The file as a lazy frame."""
    import polars as pl

    return with_peakend(pl.scan_parquet(path))


ON_DISK = {
    "DuckDB": {"peakend": duckdb_with_peakend, "by hand": duckdb_by_hand},
    "Polars lazy": {"peakend": polars_with_peakend, "by hand": polars_by_hand},
}


@pytest.mark.parametrize("way", ["peakend", "by hand"])
@pytest.mark.parametrize("engine", ON_DISK)
def test_nps_of_a_parquet_file(benchmark: Any, parquet: Path, engine: str, way: str) -> None:
    """A file that is never loaded whole."""
    benchmark.group = f"NPS, {ROWS:,} rows, Parquet, {engine}"
    benchmark.pedantic(ON_DISK[engine][way], args=(parquet,), **ROUND)
