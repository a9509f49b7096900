"""Drawing, the same on every machine.

Only ``random.Random.random`` is drawn from: Python promises its sequence for a seed, and everything after it is
comparison and plain arithmetic.
"""

import bisect
import calendar
import csv
import datetime
import io
import itertools
from collections.abc import Callable, Iterable, Sequence

Draw = Callable[[], float]
Row = dict[str, str]

YEAR = 2025


def pick(shares: Iterable[int], at: float) -> int:
    """Return the place at which the running total of the shares passes `at`, a number from 0 to 1."""
    totals = list(itertools.accumulate(shares))
    return bisect.bisect_right(totals, at * totals[-1])


def day(draw: Draw, month: int) -> str:
    """Draw a day of a month."""
    days = calendar.monthrange(YEAR, month)[1]
    return datetime.date(YEAR, month, 1 + int(draw() * days)).isoformat()


def bell(draw: Draw) -> float:
    """Draw a number around 0, nearly normal, with a standard deviation of 1."""
    return 2 * (draw() + draw() + draw() - 1.5)


def on_scale(value: float, low: int, high: int) -> int:
    """Return the nearest whole point of a scale."""
    return min(high, max(low, int(value + 0.5)))


def shuffled(items: Sequence[int], draw: Draw) -> list[int]:
    """Return the items in an order drawn."""
    return [item for _luck, item in sorted((draw(), item) for item in items)]


def to_csv(rows: Iterable[Row]) -> bytes:
    """Write rows as CSV: UTF-8, one line feed a row."""
    text = io.StringIO()
    table = list(rows)
    writer = csv.DictWriter(text, list(table[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue().encode("utf-8")
