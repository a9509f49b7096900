"""KANO of twenty features: row by row, vectorised, Narwhals alone, Peakend, and the best by hand."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from size import ROUND, SLOW_ROUND
from size import ROWS as MOST_ROWS

import peakend as pe

ROWS = MOST_ROWS // 10
FEATURES = [f"feature {i:02}" for i in range(20)]
TABLE = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]


@cache
def survey() -> pd.DataFrame:
    """Make ROWS pairs of answers."""
    random = np.random.default_rng(2)
    return pd.DataFrame(
        {
            "feature": pd.Series(np.array(FEATURES)[random.integers(0, len(FEATURES), ROWS)], dtype="str"),
            "with_it": random.integers(1, 6, ROWS),
            "without_it": random.integers(1, 6, ROWS),
        }
    )


def row_by_row(frame: pd.DataFrame) -> pd.DataFrame:
    """Apply the table to each row, then count."""
    letters = frame.apply(lambda row: TABLE[row["with_it"] - 1][row["without_it"] - 1], axis=1)
    return pd.crosstab(frame["feature"], letters)


def vectorised(frame: pd.DataFrame) -> pd.DataFrame:
    """Index the table with two columns, then group and count."""
    table = np.array([list(row) for row in TABLE])
    letters = table[frame["with_it"] - 1, frame["without_it"] - 1]
    return frame.assign(letter=letters).groupby(["feature", "letter"]).size().unstack(fill_value=0)


def by_hand(frame: pd.DataFrame) -> np.ndarray:
    """Count features by pairs in one bincount, without any check."""
    feature = pd.factorize(frame["feature"])[0]
    pair = 5 * frame["with_it"].to_numpy() + frame["without_it"].to_numpy() - 6
    return np.bincount(25 * feature + pair, minlength=25 * len(FEATURES)).reshape(-1, 25)


def with_peakend(frame: pd.DataFrame) -> pd.DataFrame:
    """Count, check, classify, and give intervals."""
    return pe.kano(frame, feature="feature", functional="with_it", dysfunctional="without_it")


WAYS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "peakend": with_peakend,
    "row by row": row_by_row,
    "vectorised": vectorised,
    "narwhals alone": with_peakend,
    "by hand": by_hand,
}


@pytest.mark.parametrize("way", WAYS)
def test_kano_in_pandas(benchmark: Any, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """The same pairs in memory, five ways."""
    benchmark.group = f"KANO, {ROWS:,} rows"
    if way == "narwhals alone":
        monkeypatch.setattr("peakend.frames.frames.count_in_numpy", lambda *_: None)
    benchmark.pedantic(WAYS[way], args=(survey(),), **(SLOW_ROUND if way == "row by row" else ROUND))
