"""What a trainer clicks on the class server, at which minute of each block, beside the session script."""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from peakend.base.language import translate as _
from peakend_course.outline import Block
from peakend_course.runsheet_row import Row
from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names

GUESSES = "guess"
OWN_DAY = "5-peaks-and-ends"  # the lab that can run on what the class itself felt
ROADSHOW = "L5.3"
HAND_IN_MINUTES, CLOSE_MINUTES, FEELING_MINUTES = 3, 5, 1  # before a block's end


class Click(NamedTuple):
    """One click, when it is due and what it does."""

    at: str
    what: str


def front_desk(blocks: Sequence[Block], rows: Sequence[Row]) -> list[tuple[Click, ...]]:
    """Return for each block of an agenda the clicks that are due in it, in the order of the clock."""
    following = [*itertools.islice(rows, 1, None), None]
    before = [None, *rows]
    return [
        tuple(sorted(_clicks(block, row, previous, after), key=lambda click: click.at))
        for block, row, previous, after in zip(blocks, rows, before, following, strict=False)
    ]


def _clicks(block: Block, row: Row, before: Row | None, after: Row | None) -> Iterator[Click]:
    is_first, is_last_of_day = before is None or before.day != row.day, after is None or after.day != row.day
    if is_first:
        yield Click(row.start, _("“Start” at this block under “The day”; the code stays on the projector."))
    else:
        yield Click(row.start, _("“Next block”."))
    if row.is_break:
        return
    if before is None:
        yield Click(_later(row, 2), _("With departments in the list: “Draw” the groups."))
    if block.lab in lab_names():
        yield from _during_lab(block.lab or "", row)
    if block.turns and ROADSHOW in (*block.sections, block.stages):
        yield Click(row.start, _("After each team: the roadshow question, with the team's name in it."))
        yield Click(_later(row, -CLOSE_MINUTES), _("“Roadshow votes”: read out the order."))
    if after is None:
        close = _("Satisfaction, ease and recommendation, one after the other; then look at “Our own day” together.")
        yield Click(_later(row, -CLOSE_MINUTES), close)
    elif is_last_of_day or after.is_break:
        yield Click(_later(row, -FEELING_MINUTES), _("“How did the last block feel?”"))


def _during_lab(lab: str, row: Row) -> Iterator[Click]:
    if lab == OWN_DAY:
        yield Click(row.start, _("Hand out “CSV for lab 5”, for those who want to use your own day."))
    if GUESSES in read_lab(lab).forms():
        yield Click(
            row.start, _("The lab's guess to the phones; then “Show the answers”, after the chart “Reveal the result”.")
        )
    yield Click(_later(row, row.minutes // 2), _("Look at “Stuck”: three people at one task? Stop, and look together."))
    hand_in = _("All click “Hand in this lab”; compare “handed in” with those who are here.")
    yield Click(_later(row, -HAND_IN_MINUTES), hand_in)


def _later(row: Row, minutes: int) -> str:
    """Return the time so many minutes after a block's start, or before its end, and never outside it."""
    inside = min(minutes, row.minutes) if minutes >= 0 else max(row.minutes + minutes, 0)
    hour, minute = map(int, row.start.split(":"))
    at = hour * 60 + minute + inside
    return f"{at // 60 % 24:02}:{at % 60:02}"
