"""An event log larger than memory: a few bytes an event are kept, and given back in parts that hold whole journeys.

The file is read twice: for how its times are written, so that every chunk of rows is read the same way, then for them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from peakend.frames.large_text import LargeText, LooseQuotation, look_at_text
from peakend.frames.sheets import Sheet
from peakend.frames.text_cells import too_short
from peakend.journeys.event_log import LOG, log_table, pair, require_log, written_as
from peakend.journeys.visit_log import require_filled
from peakend.surveys.exports.columns import NUMBER
from peakend.surveys.exports.witnesses import Seen
from peakend.surveys.journey_kernel import emotion_error

EVENTS = 500_000  # of a part, about
TIMES, LABELS = ("time", "end"), ("journey", "touchpoint", "lifecycle")


@dataclass(frozen=True)
class LargeLog:
    """A log as numbers, its events journey by journey and, within one, in the order of the file.

    Attributes
    ----------
    events : pandas.DataFrame
        One row an event: ``journey, touchpoint`` and ``lifecycle`` as places in `labels`, times and emotions.
    labels : dict
        The different texts of those columns.
    """

    events: pd.DataFrame
    labels: Mapping[str, npt.NDArray[np.object_]]

    @cached_property
    def columns(self) -> list[str]:
        """Return the names of the columns that the parts have."""
        return list(next(iter(self.journey_parts())).columns)

    def __contains__(self, column: object) -> bool:
        """Tell whether the parts have a column."""
        return column in self.columns

    def journey_parts(self) -> Iterator[pd.DataFrame]:
        """Yield some journeys' events after others', as `read_log` returns those of a small file."""
        journeys = self.events["journey"].to_numpy()
        start = 0
        while start < len(journeys):
            last = journeys[min(start + EVENTS, len(journeys)) - 1]
            stop = int(np.searchsorted(journeys, last, side="right"))
            part = self.events.iloc[start:stop]
            texts = {name: pd.Series(found[part[name]], part.index, "str") for name, found in self.labels.items()}
            part = part.assign(**texts)
            if "lifecycle" in part:
                part = pair(part, written_as(pd.Series(self.labels["lifecycle"])))
            if len(part):
                yield part.reset_index(drop=True)
            start = stop


def read_large_log(file: Path, dayfirst: bool | None = None) -> LargeLog:
    """Read a log from a text file in parts; see `read_log`.

    Raises
    ------
    PeakendError
        As for `read_log`; and if an event lacks its journey, touchpoint or time.
    """
    text = look_at_text(file)
    places = require_log(headings(text))
    try:
        written = _how_times_are_written(text, places)
    except LooseQuotation as loose:
        text = loose.text
        written = _how_times_are_written(text, places)
    numbers: dict[str, dict[str, int]] = {name: {} for name in LABELS if name in places}
    read: dict[str, list[npt.NDArray[np.generic]]] = {name: [] for name in places}
    for rows in _answers(text, places):
        table = _read(text, rows, places, written, dayfirst)
        for name, parts in read.items():
            parts.append(_codes(table[name], numbers[name]) if name in numbers else _values(table[name]))
    columns = {name: np.concatenate(read.pop(name)) for name in places}
    for name in LOG:
        empty = columns[name] < 0 if name in numbers else pd.isna(columns[name])
        require_filled(int(empty.sum()), name)
    order = np.argsort(columns["journey"], kind="stable")
    events = pd.DataFrame({name: columns.pop(name)[order] for name in places})
    if "end" in events and events["end"].isna().all():
        events = events.drop(columns="end")
    return LargeLog(events, {name: np.array([*found, None], dtype=object) for name, found in numbers.items()})


def headings(text: LargeText) -> Sheet:
    """Return the first row of a file as a sheet."""
    try:
        rows = next(text.chunks(), [])
    except LooseQuotation as loose:
        return headings(loose.text)
    return Sheet(text.file.name, pd.DataFrame([row.cells for row in rows[:1]], dtype=object), text.encoding)


def _answers(text: LargeText, places: Mapping[str, int]) -> Iterator[list[list[str | None]]]:
    """Yield the cells that are needed, chunk by chunk, without the headings."""
    width, picked = 0, list(places.values())
    for chunk in text.chunks():
        rows = chunk if width else chunk[1:]
        width = width or len(chunk[0].cells)
        for row in rows:
            if len(row.cells) <= max(picked):
                raise too_short(text.file.name, row, width)
        yield [[row.cells[i] if row.cells[i].strip() else None for i in picked] for row in rows]


def _how_times_are_written(text: LargeText, places: Mapping[str, int]) -> list[tuple[str | None, ...]]:
    """Return rows of times, of each make one, and of numbers the least and the greatest."""
    names = list(places)
    seen = {name: Seen(values=None, parts=None) for name in TIMES if name in places}
    found: dict[str, list[str]] = {name: [] for name in seen}
    ends: dict[str, list[str]] = {name: [] for name in seen}
    for rows in _answers(text, places):
        for name, makes in seen.items():
            place = names.index(name)
            cells = [cell for row in rows if (cell := row[place]) is not None]
            found[name] += [cells[i] for i in makes.new(cells)]
            counted = sorted([*ends[name], *filter(NUMBER.fullmatch, cells)], key=float)
            ends[name] = [*counted[:1], *counted[-1:]]
    columns = [[*found.get(name, ()), *ends.get(name, ())] for name in places]
    return list(zip_longest(*columns))


def _read(
    text: LargeText,
    rows: list[list[str | None]],
    places: Mapping[str, int],
    written: Sequence[tuple[str | None, ...]],
    dayfirst: bool | None,
) -> pd.DataFrame:
    """Read some rows as those of a small file are, with times of every make in front of them."""
    cells = pd.DataFrame([list(places), *written, *rows], dtype=object)
    sheet = Sheet(text.file.name, cells, text.encoding)
    return log_table(sheet, {name: i for i, name in enumerate(places)}, dayfirst).iloc[len(written) :]


def _codes(texts: pd.Series, numbers: dict[str, int]) -> npt.NDArray[np.int32]:
    """Return texts as small numbers, −1 for none, and remember which is which."""
    local, found = pd.factorize(texts)
    known = [numbers.setdefault(str(label), len(numbers)) for label in found]
    return np.array([*known, -1], dtype="int32")[local]


def _values(column: pd.Series) -> npt.NDArray[np.generic]:
    """Return times as times, and numbers as numbers."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.to_numpy()
    if column.dtype == "string" and column.notna().any():
        raise emotion_error("emotion")  # words among times have been refused
    return column.to_numpy(dtype="float64", na_value=np.nan)
