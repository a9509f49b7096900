"""What a trainee's names hold, written as typed data: JSON, never code.

This runs among the trainee's own code, so nobody trusts what it writes; `take_over` reads it as such. Only exact
types are written: a subclass may hide behaviour, and is named instead.
"""

import base64
import datetime
import decimal
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

DEEPEST = 50
MOST_VALUES = 500_000
MOST_TEXT = 16_000_000
LONGEST_INTEGER = 100_000  # bits
PLAIN_KINDS = "biufcmM"  # NumPy's kinds of data that are numbers or dates
EXTENSION_NUMBERS = (
    *(f"{kind}{bits}" for kind in ("Int", "UInt") for bits in (8, 16, 32, 64)),
    *("Float32", "Float64", "boolean"),
)


class CannotHandOver(Exception):
    """A value is more than data; its kind is the message."""


def hand_over(value: object) -> Any:
    """Return a value as JSON holds it; where that cannot be, ``{"t": "cannot", "kind": …}``."""
    try:
        return _Writer().write(value, 0)
    except CannotHandOver as reason:
        return cannot(str(reason))
    except Exception as error:  # a trainee's object may raise anything
        return cannot(f"{type(value).__name__} ({type(error).__name__})")


def cannot(kind: str) -> dict[str, str]:
    """Return what stands for a value that is more than data."""
    return {"t": "cannot", "kind": kind[:80]}


class _Writer:
    """Writes one value, and counts how much there is in it."""

    def __init__(self) -> None:
        self.values, self.text = 0, 0

    def write(self, value: Any, depth: int) -> Any:
        self.values += 1
        if depth > DEEPEST or self.values > MOST_VALUES or self.text > MOST_TEXT:
            raise CannotHandOver("too deep, too large, or within itself")
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is str:
            self.text += len(value)
            return value
        if kind is int:
            return _integer(value)
        if kind is float:
            return value if math.isfinite(value) else {"t": "float", "v": repr(value)}
        if kind is list:
            return self._all(value, depth)
        writer = _WRITERS.get(kind) or _special_writer(kind)
        if writer is None:
            raise CannotHandOver(kind.__name__)
        return writer(self, value, depth + 1)

    def _all(self, values: Any, depth: int) -> list[Any]:
        return [self.write(item, depth + 1) for item in values]

    def sequence(self, values: Any, depth: int) -> Any:
        return {"t": type(values).__name__, "v": self._all(values, depth)}

    def mapping(self, values: Mapping[Any, Any], depth: int) -> Any:
        return {"t": "dict", "v": [[self.write(k, depth), self.write(v, depth)] for k, v in values.items()]}

    def scalar(self, value: np.generic, depth: int) -> Any:
        return {"t": "scalar", "v": self.array(np.asarray(value), depth)}

    def array(self, values: Any, depth: int) -> Any:
        if values.dtype.kind in PLAIN_KINDS and values.dtype.names is None:
            self.text += values.nbytes
            if self.text > MOST_TEXT:
                raise CannotHandOver("too large")
            content = base64.b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")
            return {"t": "array", "dtype": values.dtype.str, "shape": list(values.shape), "v": content}
        if values.dtype.kind in "OU":
            items = self._all(values.ravel().tolist(), depth)
            return {"t": "array", "dtype": values.dtype.kind, "shape": list(values.shape), "v": items}
        raise CannotHandOver(f"array of {values.dtype}")

    def column(self, values: Any, depth: int) -> Any:
        """Write the values of a series or an index, whatever pandas keeps them in."""
        kind, name = values.dtype, str(values.dtype)
        if isinstance(kind, np.dtype):
            return self.array(values.to_numpy(), depth)
        if isinstance(kind, pd.CategoricalDtype):
            codes = values.cat.codes if isinstance(values, pd.Series) else pd.Series(values.codes)
            categories = self.index(kind.categories, depth)
            return {
                "t": "category",
                "codes": self.array(codes.to_numpy(), depth),
                "categories": categories,
                "ordered": bool(kind.ordered),
            }
        if isinstance(kind, pd.StringDtype):
            return {"t": "text", "dtype": name, "v": self.texts(pd.Series(values))}
        if isinstance(kind, pd.DatetimeTZDtype):
            plain = pd.DatetimeIndex(values).tz_convert("UTC").tz_localize(None).to_numpy()
            return {"t": "zoned", "zone": str(kind.tz), "v": self.array(plain, depth)}
        if isinstance(kind, pd.IntervalDtype):
            ends = pd.IntervalIndex(values)
            sides = [self.column(side, depth) for side in (ends.left, ends.right)]
            return {"t": "interval", "v": sides, "closed": ends.closed}
        if name in EXTENSION_NUMBERS:
            missing = np.asarray(values.isna())
            plain = pd.Series(values).fillna(0).to_numpy(dtype=kind.numpy_dtype)
            return {
                "t": "extension",
                "dtype": name,
                "v": self.array(plain, depth),
                "missing": self.array(missing, depth),
            }
        raise CannotHandOver(f"column of {name}")

    def texts(self, column: "pd.Series[str]") -> list[str | None]:
        """Return a column of text all at once: one by one it would take longer than all the rest."""
        found = zip(column.isna().to_numpy(), column.to_numpy(dtype=object).tolist(), strict=True)
        items = [None if missing else text for missing, text in found]
        self.values += len(items)
        self.text += sum(map(len, filter(None, items)))
        if self.values > MOST_VALUES or self.text > MOST_TEXT:
            raise CannotHandOver("too large")
        return items

    def index(self, index: Any, depth: int) -> Any:
        if type(index) is pd.RangeIndex:
            ends = [index.start, index.stop, index.step]
            return {"t": "range index", "v": ends, "name": self.write(index.name, depth)}
        if isinstance(index, pd.MultiIndex):
            levels = [self.column(index.get_level_values(i), depth) for i in range(index.nlevels)]
            return {"t": "levels", "v": levels, "names": self._all(list(index.names), depth)}
        return {"t": "index", "v": self.column(index, depth), "name": self.write(index.name, depth)}

    def series(self, series: pd.Series, depth: int) -> Any:
        index, name = self.index(series.index, depth), self.write(series.name, depth)
        return {"t": "series", "v": self.column(series, depth), "index": index, "name": name}

    def frame(self, frame: pd.DataFrame, depth: int) -> Any:
        columns = [self.column(frame.iloc[:, i], depth) for i in range(frame.shape[1])]
        return {
            "t": "frame",
            "v": columns,
            "index": self.index(frame.index, depth),
            "columns": self.index(frame.columns, depth),
        }


def _integer(value: int) -> Any:
    if value.bit_length() > LONGEST_INTEGER:
        raise CannotHandOver("int of more than 30,000 digits")
    return value if value.bit_length() < 64 else {"t": "int", "v": hex(value)}


def _text(kind: str, text: Callable[[Any], str]) -> Callable[[_Writer, Any, int], Any]:
    return lambda _writer, value, _depth: {"t": kind, "v": text(value)}


def _worksheet(writer: _Writer, sheet: Any, depth: int) -> Any:
    given = writer.mapping(dict(sheet.given), depth)
    return {"t": "worksheet", "name": sheet.name, "given": given, "v": writer.mapping(dict(sheet), depth)}


def _chart(writer: _Writer, chart: Any, depth: int) -> Any:
    return {"t": "chart", "v": writer.write(chart.to_dict(), depth)}


def _document(writer: _Writer, value: Any, depth: int) -> Any:
    return {"t": "document", "v": writer.write(value.to_document(), depth)}


def _special_writer(kind: type) -> Callable[[_Writer, Any, int], Any] | None:
    """Return how the library's own values and Altair's charts are written; no import before one is met."""
    home = kind.__module__.partition(".")[0]
    if home == "peakend" and kind.__name__ == "Worksheet":
        return _worksheet
    if home == "peakend" and hasattr(kind, "to_document"):
        return _document
    if home == "altair" and kind.__name__.endswith("Chart"):
        return _chart
    return None


_WRITERS: dict[type, Callable[[_Writer, Any, int], Any]] = {
    tuple: _Writer.sequence,
    set: _Writer.sequence,
    frozenset: _Writer.sequence,
    dict: _Writer.mapping,
    complex: _text("complex", repr),
    range: lambda _writer, value, _depth: {"t": "range", "v": [value.start, value.stop, value.step]},
    decimal.Decimal: _text("decimal", str),
    datetime.date: _text("date", datetime.date.isoformat),
    datetime.time: _text("time", datetime.time.isoformat),
    datetime.datetime: _text("datetime", datetime.datetime.isoformat),
    datetime.timedelta: lambda _writer, value, _depth: {
        "t": "timedelta",
        "v": [value.days, value.seconds, value.microseconds],
    },
    type(pd.NA): _text("missing", lambda _value: "NA"),
    type(pd.NaT): _text("missing", lambda _value: "NaT"),
    pd.Timestamp: lambda writer, value, depth: {"t": "timestamp", "v": writer.column(pd.Series([value]), depth)},
    pd.Timedelta: lambda writer, value, depth: {"t": "timestamp", "v": writer.column(pd.Series([value]), depth)},
    pd.Series: _Writer.series,
    pd.DataFrame: _Writer.frame,
    np.ndarray: _Writer.array,
    **{kind: _Writer.scalar for kind in set(np.sctypeDict.values()) if np.dtype(kind).kind in PLAIN_KINDS},
    np.str_: lambda writer, value, depth: {"t": "str_", "v": writer.write(str(value), depth)},
    **{
        kind: lambda writer, value, depth: {"t": "just index", "v": writer.index(value, depth)}
        for kind in (pd.Index, pd.RangeIndex, pd.MultiIndex, pd.DatetimeIndex, pd.CategoricalIndex, pd.IntervalIndex)
    },
}
