"""Rows that stand for all rows of a large file: whatever can decide how a column is read occurs in one of them."""

import re
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from peakend.frames.text_cells import Row
from peakend.surveys.exports.several import NOTE, option
from peakend.surveys.exports.times import YEAR_LAST

HEAD = 500  # first rows, which are always looked at: titles, headings, explanations
TAIL = 100  # last rows: totals and notes
SAMPLE = 40  # rows of each chunk, as they come, so that what is frequent is frequent here
MOST_VALUES = 100  # of a column that holds options; beyond, one value of each make is enough
MOST_MAKES = 100  # beyond, a column holds what people wrote freely
SEPARATOR = re.compile("[;；，,┋|\n、→/&+:：]")
DIGITS = str.maketrans("123456789０１２３４５６７８９", "0" * 19)


@dataclass
class Seen:
    """What has occurred in one column so far; None where there is too much of it to keep."""

    values: set[str] | None = field(default_factory=set)
    makes: set[str] | None = field(default_factory=set)
    parts: set[tuple[str, bool]] | None = field(default_factory=set)

    def new(self, cells: Sequence[str]) -> list[int]:
        """Return the places of cells that are like none before."""
        if self.values is not None:
            found = self._first(cells, self.values)
            if len(self.values) <= MOST_VALUES:
                return found
            self.values = None
        if self.makes is None and self.parts is None:
            return []
        places: set[int] = set()
        if self.makes is not None:
            places.update(self._first(list(map(make, cells)), self.makes))
            if len(self.makes) > MOST_MAKES:
                self.makes = None
        if self.parts is not None:
            places.update(self._parts(cells, self.parts))
            if len(self.parts) > MOST_VALUES:
                self.parts = None
        return sorted(places)

    @staticmethod
    def _first(keys: Sequence[str], known: set[str]) -> list[int]:
        fresh = set(keys) - known
        known |= fresh
        places: list[int] = []
        for place, key in enumerate(keys):
            if not fresh or len(places) > 2 * MOST_VALUES:
                break
            if key in fresh:
                fresh.discard(key)
                places.append(place)
        return places

    @staticmethod
    def _parts(cells: Sequence[str], known: set[tuple[str, bool]]) -> list[int]:
        places: list[int] = []
        for place, cell in enumerate(cells):
            if len(known) > MOST_VALUES:
                break
            parts = {(option(part), NOTE.search(part) is not None) for part in SEPARATOR.split(cell)}
            if not parts <= known:
                known |= parts
                places.append(place)
        return places


def make(cell: str) -> str:
    """Return how a cell is made: its digits as 0, and what tells numbers from codes, and the day from the month."""
    key = cell.translate(DIGITS)
    if key[:2] == "00" and key.isdigit():
        return f"{min(len(key), 16)} {cell[0] == '0'}"
    date = YEAR_LAST.match(cell) if key[1:2] in "0-/" or key[2:3] in "-/" else None
    return f"{key} {int(date['a']) > 12} {int(date['b']) > 12}" if date else key


class Witnesses:
    """Collects the rows that stand for all, in the order of the file, and how wide its rows are.

    Attributes
    ----------
    rows : int
        All rows so far.
    widths : collections.Counter
        How often each number of cells occurs.
    whole : dict
        For each number of cells the lines of the first and the last such row, and whether each holds something at
        its end.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.widths: Counter[int] = Counter()
        self.whole: dict[int, tuple[int, int, bool]] = {}
        self._columns: list[Seen] = []
        self._sample: dict[int, Row] = {}
        self._telling: dict[int, Row] = {}
        self._tail: deque[Row] = deque(maxlen=TAIL)

    def add(self, chunk: Sequence[Row]) -> None:
        """Look at the next rows of the file."""
        for row in chunk:
            width = len(row.cells)
            first, _last, is_filled = self.whole.get(width, (row.line, row.line, True))
            self.whole[width] = (first, row.line, is_filled and row.cells[-1] != "")
            self.widths[width] += 1
        usual = self.width
        self._columns += [Seen() for _i in range(usual - len(self._columns))]
        cells = [(row.cells + [""] * (usual - len(row.cells)))[:usual] for row in chunk]
        for seen, column in zip(self._columns, zip(*cells, strict=True), strict=False):
            for place in seen.new(column):
                self.require(chunk[place])
        kept = chunk[:SAMPLE] if self.rows else chunk[:HEAD]
        self._sample.update((row.line, row) for row in kept)
        self._tail.extend(chunk[-TAIL:])
        self.rows += len(chunk)

    @property
    def width(self) -> int:
        """Return how many cells most rows have."""
        return max(self.widths, key=lambda width: (self.widths[width], width), default=0)

    def require(self, row: Row) -> None:
        """Take a further row among those that hold something new."""
        self._telling[row.line] = row

    def telling(self) -> dict[int, Row]:
        """Return the rows that hold something new, by their lines."""
        return dict(sorted(self._telling.items()))

    def tail(self) -> set[int]:
        """Return the lines of the last rows."""
        return {row.line for row in self._tail}

    def all(self) -> list[Row]:
        """Return all rows that stand for the file, in its order."""
        rows = self._sample | self._telling | {row.line: row for row in self._tail}
        return [row for _line, row in sorted(rows.items())]
