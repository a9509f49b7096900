"""Counting in pandas, fast: each answer becomes a small number, and NumPy counts the combinations.

This does for pandas what ``count_rows`` does for every engine, with the same result; `count_in_numpy` says None where
it does not apply. Rows are worked through in blocks, so that the memory needed does not grow with them.
"""

import ctypes
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

BLOCK = 1 << 16
LABEL_BLOCK = 1 << 17
THREADS = max(2, min(8, os.cpu_count() or 2))
BLOCKS_AT_A_TIME = 8 * THREADS
MOST_LABELS = 1 << 12
MOST_CELLS = 1 << 16
CELL = np.dtype("uint16")  # numbers of cells, which the fewer bytes they have pass the faster
_WITH_GAPS = (pd.Int8Dtype, pd.Int16Dtype, pd.Int32Dtype, pd.Int64Dtype)

Codes = npt.NDArray[Any]

# A dictionary takes True for 1 and False for 0; in a column that mixes them, these stand for the two.
STAND_INS = {True: object(), False: object()}


@dataclass(frozen=True)
class Coded:
    """A column as small whole numbers.

    Attributes
    ----------
    size : int
        How many different numbers there may be.
    read : callable
        Gives the numbers of the rows in a slice.
    labels : callable
        Gives the column's own values for some of the numbers.
    """

    size: int
    read: Callable[[slice], Codes]
    labels: Callable[[Codes], Any]


def count_in_numpy(
    frame: pd.DataFrame, columns: dict[str, str], weights: str | None, names: tuple[str, str, str]
) -> pd.DataFrame | None:
    """Count the combinations of some columns' values, or return None if there may be too many or they are unusual.

    Parameters
    ----------
    frame : pandas.DataFrame
    columns : dict of str to str
        Names in the result and in the frame.
    weights : str, optional
        A column of weights.
    names : tuple of three str
        Names in the result of the number of rows, the sum of weights and the sum of their squares.
    """
    if not columns or not frame.columns.is_unique:
        return None
    coded: list[Coded] = []
    for name in columns.values():
        column = code_column(frame[name])
        if column is None:
            return None
        coded.append(column)
    cells = int(np.prod([column.size for column in coded], dtype="float64"))
    if cells > MOST_CELLS:
        return None
    weight = None if weights is None else frame[weights].to_numpy(dtype="float64")
    rows, sums, squares = _count_cells(coded, cells, len(frame), weight)
    found = np.flatnonzero(rows)
    at = np.unravel_index(found, [column.size for column in coded])
    table = {name: column.labels(codes) for name, column, codes in zip(columns, coded, at, strict=True)}
    table[names[0]] = rows[found]
    if weights is not None:
        table |= {names[1]: sums[found], names[2]: squares[found]}
    return pd.DataFrame(table)


def with_stand_ins(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Put stand-ins for true and false into columns that mix them with something else, such as 1."""
    return frame.assign(**{name: _stood_in(frame[name]) for name in names if frame[name].dtype == object})


def _stood_in(column: pd.Series) -> pd.Series:
    if not pd.api.types.infer_dtype(column).startswith("mixed"):
        return column
    return column.map(lambda value: STAND_INS[bool(value)] if isinstance(value, bool | np.bool_) else value)


def tell_truths(counted: pd.DataFrame) -> pd.DataFrame:
    """Put true and false back into the place of their stand-ins."""
    truths = {stand_in: truth for truth, stand_in in STAND_INS.items()}
    mixed = [str(name) for name in counted if counted[name].dtype == object]
    return counted.assign(**{name: counted[name].map(lambda value: truths.get(value, value)) for name in mixed})


def code_column(column: pd.Series) -> Coded | None:
    """Turn a column into small numbers, or return None if it has too many values or a type not foreseen.

    Examples
    --------
    >>> coded = code_column(pd.Series(["hall", "hotline", "hall"]))
    >>> coded.read(slice(0, 3)).tolist()
    [0, 1, 0]
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _code_categories(column)
    if column.dtype == object:
        return _code_objects(column) or _code_labels(_stood_in(column))
    if isinstance(column.dtype, pd.StringDtype):
        return _code_labels(column)
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iub":
        return _code_integers(column)
    if isinstance(column.dtype, _WITH_GAPS):
        return _code_integers_with_gaps(column)
    if isinstance(column.dtype, np.dtype) and column.dtype.kind == "f":
        return _code_floats(column)
    return None


def _count_cells(coded: Sequence[Coded], cells: int, n: int, weight: Codes | None) -> tuple[Codes, Codes, Codes]:
    rows = np.zeros(cells, dtype="int64")
    sums, squares = np.zeros(cells), np.zeros(cells)
    for start in range(0, n, BLOCK):
        block = slice(start, min(start + BLOCK, n))
        cell = coded[0].read(block).astype(CELL)
        for column in coded[1:]:
            cell *= column.size
            cell += column.read(block).astype(CELL, copy=False)
        rows += np.bincount(cell, minlength=cells)
        if weight is not None:
            sums += np.bincount(cell, weights=weight[block], minlength=cells)
            squares += np.bincount(cell, weights=weight[block] ** 2, minlength=cells)
    return rows, sums, squares


def _code_categories(column: pd.Series) -> Coded | None:
    categories = column.cat.categories
    if len(categories) > MOST_LABELS:
        return None

    def labels(chosen: Codes) -> pd.Categorical:
        codes = np.where(chosen == len(categories), -1, chosen)
        return pd.Categorical.from_codes(codes, categories=categories, ordered=column.cat.ordered)

    return _coded(column.cat.codes.to_numpy(), len(categories), labels)


def _code_integers(column: pd.Series) -> Coded | None:
    values = column.to_numpy()
    dtype = values.dtype
    if dtype.kind == "b":
        values = values.view("uint8")
    if not len(values):
        return None
    low, high = int(values.min()), int(values.max())
    if high - low >= MOST_LABELS or high > np.iinfo("int64").max:
        return None
    # What is cut off from both is the same, so that their difference stays.
    least = np.array(low, dtype=dtype).astype(CELL)
    return Coded(
        high - low + 1, lambda rows: values[rows].astype(CELL) - least, lambda chosen: (chosen + low).astype(dtype)
    )


def _code_integers_with_gaps(column: pd.Series) -> Coded | None:
    """Turn whole numbers into small ones where pandas marks the gaps, as in ``Int64``; a gap is the last number."""
    is_gap = column.isna().to_numpy()
    values = column.to_numpy(dtype="int64", na_value=0)
    there = values[~is_gap]
    if not len(there):
        return None
    low, high = int(there.min()), int(there.max())
    if high - low >= MOST_LABELS:
        return None
    gap, dtype = high - low + 1, column.dtype

    def labels(chosen: Codes) -> Any:
        return pd.Series(chosen + low, dtype=dtype).mask(chosen == gap).array

    return Coded(gap + 1, lambda rows: np.where(is_gap[rows], gap, values[rows] - low), labels)


def _code_floats(column: pd.Series) -> Coded | None:
    values = column.to_numpy()
    low, high = np.inf, -np.inf
    for start in range(0, len(values), BLOCK):
        block = values[start : start + BLOCK]
        block = block[~np.isnan(block)]
        if len(block):
            low, high = min(low, float(block.min())), max(high, float(block.max()))
            if not high - low < MOST_LABELS or (block != np.rint(block)).any():
                return None
    if not np.isfinite(low):
        return None
    size = int(high - low) + 2

    def read(rows: slice) -> Codes:
        return np.nan_to_num(values[rows] - low, nan=size - 1).astype("int64")

    return Coded(size, read, lambda chosen: np.where(chosen == size - 1, np.nan, chosen + low).astype(values.dtype))


def _code_objects(column: pd.Series) -> Coded | None:
    """Turn a column of objects into small numbers by where they lie in memory, which is faster than to compare them.

    Equal texts are mostly one object, as readers and computations make them; None where there are too many.
    """
    values = np.ascontiguousarray(column.to_numpy())
    if not len(values):
        return None
    # The array holds its objects alive, so that a place stands for one object as long as it is looked at.
    places = np.ctypeslib.as_array((ctypes.c_ssize_t * len(values)).from_address(values.ctypes.data))
    numbers: dict[int, int] = {}
    objects: list[object] = []
    codes = np.empty(len(values), dtype="int16")
    for start in range(0, len(values), LABEL_BLOCK):
        local, found = pd.factorize(places[start : start + LABEL_BLOCK])
        if len(found) > MOST_LABELS:
            return None
        for i, place in enumerate(found.tolist()):
            if place not in numbers:
                if len(numbers) == MOST_LABELS:
                    return None
                numbers[place] = len(numbers)
                objects.append(values[start + int((local == i).argmax())])
        table = np.array([numbers[place] for place in found.tolist()], dtype="int16")
        codes[start : start + LABEL_BLOCK] = table[local]
    distinct = _stood_in(pd.Series(objects, dtype=object))
    same, labels = pd.factorize(distinct)
    gap = distinct[same < 0].iloc[:1].tolist()
    everything = np.empty(len(labels) + len(gap), dtype=object)
    everything[: len(labels)], everything[len(labels) :] = labels, gap
    merged = codes if len(labels) == len(objects) else same.astype("int16")[codes]
    return _coded(merged, len(labels), lambda chosen: everything.take(chosen))


def _code_labels(column: pd.Series) -> Coded | None:
    numbers: dict[object, int] = {}
    codes = np.empty(len(column), dtype="int16")
    for start, (local, labels) in _encoded(column):
        table = np.array([*(numbers.setdefault(label, len(numbers)) for label in labels), -1], dtype="int16")
        if len(numbers) > MOST_LABELS:
            return None
        np.take(table, local, out=codes[start : start + len(local)], mode="wrap")  # −1 is the last
    gap = [column.iloc[int(codes.argmin())]] if len(codes) and codes.min() < 0 else []
    all_labels = pd.Series([*numbers, *gap], dtype=column.dtype).array
    return _coded(codes, len(numbers), lambda chosen: all_labels.take(chosen))


def _encoded(column: pd.Series) -> Iterator[tuple[int, tuple[Codes, Iterable[object]]]]:
    """Yield block by block where it starts, its texts as numbers from 0, −1 for none, and the texts."""
    if getattr(column.dtype, "storage", "") != "pyarrow":  # else Arrow may not even be there
        # pandas' wrapper around an array of objects takes longer than the array.
        values = column.to_numpy() if column.dtype == object else column.array
        for start in range(0, len(column), LABEL_BLOCK):
            yield start, pd.factorize(values[start : start + LABEL_BLOCK])
        return
    arrow = column.array.__arrow_array__()
    chunks = arrow.chunks if hasattr(arrow, "chunks") else [arrow]
    blocks = [chunk[start : start + LABEL_BLOCK] for chunk in chunks for start in range(0, len(chunk), LABEL_BLOCK)]
    start = 0
    if len(blocks) == 1:  # starting a thread would take longer
        yield start, _encode(blocks[0])
        return
    # Arrow works outside Python's lock, so that threads help; some blocks at a time, for a little memory.
    with ThreadPoolExecutor(THREADS) as pool:
        for first in range(0, len(blocks), BLOCKS_AT_A_TIME):
            for found in pool.map(_encode, blocks[first : first + BLOCKS_AT_A_TIME]):
                yield start, found
                start += len(found[0])


def _encode(block: Any) -> tuple[Codes, list[object]]:
    encoded = block.dictionary_encode()
    indices = encoded.indices.fill_null(-1) if encoded.indices.null_count else encoded.indices
    return indices.to_numpy(), encoded.dictionary.to_pylist()


def _coded(codes: Codes, count: int, labels: Callable[[Codes], Any]) -> Coded:
    """Give the missing, coded −1, the number after the last label's."""
    if not len(codes) or codes.min() >= 0:
        return Coded(max(count, 1), lambda rows: codes[rows], labels)
    return Coded(count + 1, lambda rows: np.where(codes[rows] < 0, count, codes[rows]), labels)
