"""Typed data from a sandbox, made into values again: checked as it is read, and never run."""

import base64
import datetime
import decimal
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_grading.inside.hand_over import DEEPEST, EXTENSION_NUMBERS, MOST_TEXT, MOST_VALUES

_DTYPE = re.compile(r"[<>|=]?([biufc]\d{1,2}|[mM]8(\[\d*(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\])?)")
_TEXT = re.compile(r"str|string(\[(python|pyarrow)\])?")
_HEXADECIMAL = re.compile(r"-?0x[0-9a-f]{1,25001}")


class NotHandedOver:
    """Stands where an answer is more than data; whoever looks into it learns why that cannot be tested."""

    def __init__(self, name: str, kind: str) -> None:
        self._name, self._kind = name, kind

    def __repr__(self) -> str:
        return f"<{self._kind}>"

    def _refuse(self, *_arguments: object, **_named: object) -> Any:
        raise PeakendError(
            _(
                "“{name}” holds a {kind}, which is more than data, and cannot be tested here.",
                name=self._name,
                kind=self._kind,
            )
        )

    __call__ = __getattr__ = __getitem__ = __iter__ = __len__ = __contains__ = __bool__ = __float__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __abs__ = _refuse
    __hash__ = None  # type: ignore[assignment]


def take_over(data: object, name: str) -> Any:
    """Return the value that some data stands for.

    Parameters
    ----------
    data : object
        What `json.loads` made of what `hand_over` wrote, or of what somebody else wrote in its place.
    name : str
        The answer's name, for messages.

    Raises
    ------
    ValueError
        If it is not what `hand_over` writes.
    """
    if isinstance(data, dict) and data.get("t") == "cannot":
        return NotHandedOver(name, str(data.get("kind"))[:80])
    try:
        return _Reader().read(data, 0)
    except RecursionError:
        raise ValueError("too deep") from None
    except (ValueError, MemoryError):
        raise
    except Exception as error:  # whatever a forged document makes pandas or the library stumble over
        raise ValueError(f"{type(error).__name__}: {error}") from None


class _Reader:
    """Reads one value, and counts how much there is in it."""

    def __init__(self) -> None:
        self.values, self.text = 0, 0

    def read(self, data: Any, depth: int) -> Any:
        self.values += 1
        if depth > 4 * DEEPEST or self.values > 2 * MOST_VALUES:
            raise ValueError("too deep or too large")
        if isinstance(data, list):
            return [self.read(item, depth + 1) for item in data]
        if isinstance(data, dict):
            return _READERS[data["t"]](self, data, depth + 1)
        return data

    def items(self, data: Any, depth: int) -> list[Any]:
        if not isinstance(data["v"], list):
            raise ValueError("no list of items")
        return [self.read(item, depth) for item in data["v"]]

    def mapping(self, data: Any, depth: int) -> dict[Any, Any]:
        return {self.read(key, depth): self.read(value, depth) for key, value in data["v"]}

    def array(self, data: Any, depth: int) -> Any:
        shape = tuple(int(length) for length in data["shape"])
        if data["dtype"] in ("O", "U"):
            flat = np.empty(len(data["v"]), dtype=object)
            flat[:] = self.items(data, depth)
            return (flat.astype(str) if data["dtype"] == "U" else flat).reshape(shape)
        if not _DTYPE.fullmatch(data["dtype"]):
            raise ValueError(f"no dtype {data['dtype']!r}")
        content = base64.b64decode(data["v"], validate=True)
        self.text += len(content)
        if self.text > 2 * MOST_TEXT:
            raise ValueError("too large")
        return np.frombuffer(content, dtype=np.dtype(data["dtype"])).reshape(shape).copy()

    def scalar(self, data: Any, depth: int) -> Any:
        return self.array(data["v"], depth)[()]

    def category(self, data: Any, depth: int) -> Any:
        codes = self.array(data["codes"], depth)
        return pd.Categorical.from_codes(codes, self.read(data["categories"], depth), ordered=bool(data["ordered"]))

    def written(self, data: Any, depth: int) -> Any:
        if not _TEXT.fullmatch(data["dtype"]):
            raise ValueError(f"no text {data['dtype']!r}")
        items = data["v"]
        if type(items) is not list or not all(item is None or type(item) is str for item in items):
            raise ValueError("no list of texts")
        return pd.array(items, dtype=data["dtype"])

    def zoned(self, data: Any, depth: int) -> Any:
        return pd.DatetimeIndex(self.array(data["v"], depth)).tz_localize("UTC").tz_convert(str(data["zone"]))

    def interval(self, data: Any, depth: int) -> Any:
        left, right = self.items(data, depth)
        return pd.IntervalIndex.from_arrays(left, right, closed=data["closed"])

    def extension(self, data: Any, depth: int) -> Any:
        if data["dtype"] not in EXTENSION_NUMBERS:
            raise ValueError(f"no dtype {data['dtype']!r}")
        column = pd.array(self.array(data["v"], depth), dtype=data["dtype"])
        column[self.array(data["missing"], depth).astype(bool)] = pd.NA
        return column

    def index(self, data: Any, depth: int) -> Any:
        return pd.Index(self.read(data["v"], depth), name=self.read(data["name"], depth))

    def range_index(self, data: Any, depth: int) -> Any:
        start, stop, step = data["v"]
        return pd.RangeIndex(start, stop, step, name=self.read(data["name"], depth))

    def levels(self, data: Any, depth: int) -> Any:
        return pd.MultiIndex.from_arrays(self.items(data, depth), names=self.read(data["names"], depth))

    def series(self, data: Any, depth: int) -> Any:
        values, index = self.read(data["v"], depth), self.read(data["index"], depth)
        return pd.Series(_alone(values), index=index, name=self.read(data["name"], depth))

    def frame(self, data: Any, depth: int) -> Any:
        columns, index = self.items(data, depth), self.read(data["index"], depth)
        frame = pd.DataFrame(dict(enumerate(map(_alone, columns))), index=_plain_range(index))
        frame.index, frame.columns = index, self.read(data["columns"], depth)
        return frame

    def worksheet(self, data: Any, depth: int) -> Any:
        from peakend.forms.worksheet import worksheet

        given = {key: str(text) for key, text in self.read(data["given"], depth).items() if key != "name"}
        # Its form and fields are the trainer's, its answers and what stands in its texts are the trainee's.
        sheet = worksheet(data["name"], **given)
        answers = self.read(data["v"], depth)
        dict.update(sheet, {name: answers[name] for name in sheet.fields if name in answers})
        return sheet

    def chart(self, data: Any, depth: int) -> Any:
        import altair as alt

        spec = self.read(data["v"], depth)
        kinds: dict[str, Any] = {
            "layer": alt.LayerChart,
            "hconcat": alt.HConcatChart,
            "vconcat": alt.VConcatChart,
            "concat": alt.ConcatChart,
            "repeat": alt.RepeatChart,
            "facet": alt.FacetChart,
        }
        kind: Any = next((kind for key, kind in kinds.items() if key in spec), alt.Chart)
        return kind.from_dict(spec, validate=False)

    def document(self, data: Any, depth: int) -> Any:
        from peakend.faces.formats import value_from_document

        return value_from_document(self.read(data["v"], depth))


def _alone(values: Any) -> Any:
    # A series aligns itself by an index of its own, and a list of arrays would become a column of arrays.
    return values if isinstance(values, np.ndarray) or values is None else pd.array(values, dtype=values.dtype)


def _plain_range(index: Any) -> Any:
    return pd.RangeIndex(len(index))


def _integer(text: str) -> int:
    if not _HEXADECIMAL.fullmatch(text):
        raise ValueError("no integer")
    return int(text, 16)


def _missing(text: str) -> Any:
    return {"NA": pd.NA, "NaT": pd.NaT}[text]


def _from_text(make: Callable[[str], Any]) -> Callable[[_Reader, Any, int], Any]:
    return lambda _reader, data, _depth: make(data["v"])


_READERS: dict[str, Callable[[_Reader, Any, int], Any]] = {
    "int": _from_text(_integer),
    "float": _from_text(float),
    "complex": _from_text(complex),
    "decimal": _from_text(decimal.Decimal),
    "date": _from_text(datetime.date.fromisoformat),
    "time": _from_text(datetime.time.fromisoformat),
    "datetime": _from_text(datetime.datetime.fromisoformat),
    "timedelta": lambda _reader, data, _depth: datetime.timedelta(*data["v"]),
    "missing": _from_text(_missing),
    "timestamp": lambda reader, data, depth: pd.Series(_alone(reader.read(data["v"], depth)))[0],
    "range": lambda _reader, data, _depth: range(*data["v"]),
    "str_": _from_text(np.str_),
    "tuple": lambda reader, data, depth: tuple(reader.items(data, depth)),
    "set": lambda reader, data, depth: set(reader.items(data, depth)),
    "frozenset": lambda reader, data, depth: frozenset(reader.items(data, depth)),
    "dict": _Reader.mapping,
    "array": _Reader.array,
    "scalar": _Reader.scalar,
    "category": _Reader.category,
    "text": _Reader.written,
    "zoned": _Reader.zoned,
    "interval": _Reader.interval,
    "extension": _Reader.extension,
    "index": _Reader.index,
    "range index": _Reader.range_index,
    "levels": _Reader.levels,
    "just index": lambda reader, data, depth: reader.read(data["v"], depth),
    "series": _Reader.series,
    "frame": _Reader.frame,
    "worksheet": _Reader.worksheet,
    "chart": _Reader.chart,
    "document": _Reader.document,
}
