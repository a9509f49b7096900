"""The NumPy kernel for pandas gives the counts of the portable path, row for row."""

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import pytest

import peakend as pe
from peakend.frames.counting import count_in_numpy
from peakend.frames.frames import ROWS, WEIGHT, WEIGHT_SQUARED, count_in_engine

BLOCK = 64
ROWS_MADE = 5 * BLOCK + 7
TEXTS = ["北京", "上海", "", "N/A"]


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    """Make few rows fill several blocks."""
    monkeypatch.setattr("peakend.frames.counting.BLOCK", BLOCK)
    monkeypatch.setattr("peakend.frames.counting.LABEL_BLOCK", 2 * BLOCK)


def columns() -> dict[str, pd.Series]:
    """Make one column of every type that surveys arrive in, long enough for several blocks."""
    random = np.random.default_rng(17)
    text = random.choice([*TEXTS, None], ROWS_MADE)
    number = random.integers(-1, 12, ROWS_MADE)
    gap = random.random(ROWS_MADE) < 0.1
    late = np.where(np.arange(ROWS_MADE) < BLOCK + 5, "early", "late")
    return {
        "text": pd.Series(text, dtype="str"),
        "text objects": pd.Series(text, dtype=object),
        "nullable text": pd.Series(text, dtype="string"),
        "text that changes late": pd.Series(late),
        "mixed objects": pd.Series(random.choice(np.array([1, 2.5, "7", None], dtype=object), ROWS_MADE), dtype=object),
        "categories": pd.Series(pd.Categorical(text, categories=[*TEXTS, "unused"])),
        "ordered categories": pd.Series(pd.Categorical(text, categories=TEXTS, ordered=True)),
        "numbered categories": pd.Series(pd.Categorical(number)),
        "int8": pd.Series(number, dtype="int8"),
        "int64": pd.Series(number),
        "int64 far below 0": pd.Series(number - 2**60),
        "uint8": pd.Series(number + 1, dtype="uint8"),
        "truth": pd.Series(number > 3),
        "float64": pd.Series(np.where(gap, np.nan, number)),
        "float32": pd.Series(np.where(gap, np.nan, number), dtype="float32"),
        "Int64": pd.Series(number, dtype="Int64"),
        "Int64 with gaps": pd.Series(number + 2**60, dtype="Int64").mask(gap),
        "Int8 with gaps": pd.Series(number - 3, dtype="Int8").mask(gap),
    }


def both(frame: pd.DataFrame, names: list[str], weights: str | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    chosen = {f"key_{i}": name for i, name in enumerate(names)}
    portable = count_in_engine(nw.from_native(frame).lazy(), chosen, weights)
    fast = count_in_numpy(frame, chosen, weights, (ROWS, WEIGHT, WEIGHT_SQUARED))
    return tidy(portable, list(chosen)), tidy(fast, list(chosen))


def tidy(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Sort a table of counts, and write what is missing among objects in one way."""
    objects = {key: table[key].where(table[key].notna(), None) for key in keys if table[key].dtype == object}
    return table.assign(**objects).sort_values(keys, key=lambda column: column.map(repr)).reset_index(drop=True)


@pytest.mark.parametrize("name", columns())
def test_kernel_equals_the_portable_path(name):
    """Labels, their types, and counts are equal for every type of column, beside a second one."""
    made = columns()
    frame = pd.DataFrame({"first": made[name], "second": made["int8"]})
    portable, fast = both(frame, ["first", "second"])
    pd.testing.assert_frame_equal(portable, fast)


def test_kernel_sums_weights_like_the_portable_path():
    """Sums of weights and of their squares."""
    made = columns()
    frame = pd.DataFrame({"a": made["text"], "b": made["float64"], "w": np.random.default_rng(1).random(ROWS_MADE)})
    portable, fast = both(frame, ["a", "b"], "w")
    pd.testing.assert_frame_equal(portable, fast)


def test_one_column_may_be_counted_against_itself():
    """Only the diagonal occurs."""
    frame = pd.DataFrame({"a": [1, 2, 2]})
    portable, fast = both(frame, ["a", "a"])
    pd.testing.assert_frame_equal(portable, fast)
    assert fast[ROWS].tolist() == [1, 2]


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([0.5, 1.0]),
        pd.Series([1.0, np.inf]),
        pd.Series([0, 10_000]),
        pd.Series([2**64 - 1, 2**64 - 2], dtype="uint64"),
        pd.Series(range(5000)).astype(str),
        pd.Series(pd.to_datetime(["2025-01-01", "2025-01-02"])),
        pd.Series([None, None], dtype="Int64"),
        pd.Series([1, None], dtype="UInt64"),
        pd.Series([], dtype="int64"),
        pd.Series([np.nan, np.nan]),
    ],
)
def test_what_the_kernel_does_not_foresee_goes_the_portable_way(column):
    """Fractions, wide ranges, many labels, other types and empty columns."""
    assert count_in_numpy(pd.DataFrame({"a": column}), {"key": "a"}, None, (ROWS, WEIGHT, WEIGHT_SQUARED)) is None


def test_too_many_combinations_go_the_portable_way():
    """Five columns of a hundred values each."""
    frame = pd.DataFrame({name: np.arange(100) for name in "abcde"})
    chosen = {name: name for name in frame}
    assert count_in_numpy(frame, chosen, None, (ROWS, WEIGHT, WEIGHT_SQUARED)) is None


def test_a_measure_does_not_care_which_way_its_counts_came(monkeypatch):
    """NPS of the same answers with and without the kernel."""
    made = columns()
    frame = pd.DataFrame({"score": made["float64"], "city": made["categories"]})
    fast = pe.nps(frame, "score", by="city", invalid="drop")
    monkeypatch.setattr("peakend.frames.frames.count_in_numpy", lambda *_: None)
    pd.testing.assert_frame_equal(pe.nps(frame, "score", by="city", invalid="drop"), fast)


def test_true_is_not_one():
    """Python takes the two for equal; a truth value is no answer on a scale."""
    frame = pd.DataFrame({"score": pd.Series([True, 1, 1, False, 0, "9"], dtype=object)})
    result = pe.nps(frame, "score", invalid="drop").iloc[0]
    assert (result.n, result.n_invalid) == (4, 2)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int32"])
def test_whole_weights_do_not_overflow(dtype):
    """A hundred squared is more than an int8 holds; the nullable answers go the portable way."""
    frame = pd.DataFrame({"score": pd.array([9, 10, 3, 7], dtype="UInt64"), "w": np.full(4, 100, dtype=dtype)})
    assert pe.nps(frame, "score", weights="w").loc[0, "n_effective"] == 4
