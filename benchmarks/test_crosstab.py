"""Crosstab and weighted measures: Peakend, what users write, and the best by hand, which checks nothing."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from size import ROUND, ROWS

import peakend as pe

CHANNELS, ANSWERS = [f"channel {i}" for i in range(8)], ["no", "perhaps", "yes"]


@cache
def survey() -> pd.DataFrame:
    """Make ROWS answers in words, their channels, satisfaction from 1 to 5, and case weights."""
    random = np.random.default_rng(3)
    return pd.DataFrame(
        {
            "channel": pd.Series(np.array(CHANNELS)[random.integers(0, 8, ROWS)], dtype="str"),
            "again": pd.Series(np.array(ANSWERS)[random.integers(0, 3, ROWS)], dtype="str"),
            "satisfied": random.integers(1, 6, ROWS),
            "weight": random.uniform(0.5, 2, ROWS),
        }
    )


def crosstab_of_users(frame: pd.DataFrame) -> pd.DataFrame:
    """Column percent, without n, interval or letters."""
    return pd.crosstab(frame["again"], frame["channel"], normalize="columns")


def crosstab_by_hand(frame: pd.DataFrame) -> np.ndarray:
    """One bincount of both columns' codes."""
    answer, channel = pd.factorize(frame["again"])[0], pd.factorize(frame["channel"])[0]
    counts = np.bincount(3 * channel + answer, minlength=24).reshape(8, 3)
    return counts / counts.sum(axis=1, keepdims=True)


def weighted_of_users(frame: pd.DataFrame) -> pd.Series:
    """Weighted share of the satisfied by channel, without an error."""
    parts = frame.assign(top=frame["weight"] * (frame["satisfied"] >= 4)).groupby("channel")[["top", "weight"]].sum()
    return 100 * parts["top"] / parts["weight"]


def weighted_by_hand(frame: pd.DataFrame) -> np.ndarray:
    """Weighted counts and those of the squares, which the linearised error needs."""
    cell = 5 * pd.factorize(frame["channel"])[0] + frame["satisfied"].to_numpy() - 1
    weight = frame["weight"].to_numpy()
    return np.stack([np.bincount(cell, values, minlength=40) for values in (None, weight, weight * weight)])


WORK: dict[str, dict[str, Callable[[pd.DataFrame], Any]]] = {
    "crosstab": {
        "peakend": lambda frame: pe.crosstab(frame, "again", by="channel"),
        "as users write": crosstab_of_users,
        "by hand": crosstab_by_hand,
    },
    "weighted CSAT": {
        "peakend": lambda frame: pe.csat(frame, "satisfied", by="channel", weights="weight"),
        "as users write": weighted_of_users,
        "by hand": weighted_by_hand,
    },
}


@pytest.mark.parametrize("way", ["peakend", "as users write", "by hand"])
@pytest.mark.parametrize("work", WORK)
def test_segments(benchmark: Any, work: str, way: str) -> None:
    """The same answers, three ways."""
    benchmark.group = f"{work}, {ROWS:,} rows"
    benchmark.pedantic(WORK[work][way], args=(survey(),), **ROUND)
