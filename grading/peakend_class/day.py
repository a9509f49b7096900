"""The day's blocks and their clock: which one runs, how long it still has, paused or extended by a click."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_class.store import note, setting


@dataclass(frozen=True)
class Block:
    """One block of the day: what it is called, how it works, and its minutes."""

    what: str
    way: str
    minutes: int
    is_break: bool = False


def blocks_of(agenda: str) -> tuple[Block, ...]:
    """Return the blocks of an agenda in the course's outline, in the language in use."""
    from peakend_course.runsheet import runsheet

    return tuple(Block(row.what or row.way, row.way, row.minutes, row.is_break) for row in runsheet(agenda, "00:00"))


def note_blocks(database: sqlite3.Connection, blocks: Sequence[Block]) -> None:
    """Note the day's blocks with the class, for who reads it later."""
    if blocks:
        note(database, "blocks", json.dumps([asdict(block) for block in blocks], ensure_ascii=False))


def noted_blocks(database: sqlite3.Connection) -> tuple[Block, ...]:
    """Return the blocks that a class had."""
    return tuple(Block(**block) for block in json.loads(setting(database, "blocks", "[]")))


class Day:
    """The blocks and their clock, as the class's file has them."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = tuple(blocks)

    def show(self, database: sqlite3.Connection, now: float) -> dict[str, Any]:
        """Return the block that runs, the seconds that it still has, and what comes next."""
        number, left, is_paused = self._state(database, now)
        shown = [asdict(block) for block in self.blocks]
        return {"number": number, "left": left, "is_paused": is_paused, "blocks": shown}

    def start(self, database: sqlite3.Connection, number: int, now: float) -> None:
        """Begin a block; -1 is before the first.

        Raises
        ------
        PeakendError
            If there is no such block.
        """
        if not -1 <= number < len(self.blocks):
            raise PeakendError(_("There is no block {number}.", number=number))
        seconds = self.blocks[number].minutes * 60 if number >= 0 else 0
        _set(database, number, now + seconds, None)

    def pause(self, database: sqlite3.Connection, now: float) -> None:
        """Stop the clock, or let it go on."""
        number, left, is_paused = self._state(database, now)
        _set(database, number, now + left, None if is_paused else left)

    def extend(self, database: sqlite3.Connection, minutes: int, now: float) -> None:
        """Give the block more minutes, or fewer."""
        number, left, is_paused = self._state(database, now)
        left = left + 60 * max(-60, min(minutes, 60))
        _set(database, number, now + left, left if is_paused else None)

    def _state(self, database: sqlite3.Connection, now: float) -> tuple[int, float, bool]:
        number = min(int(setting(database, "block", "-1")), len(self.blocks) - 1)
        paused = setting(database, "paused")
        left = float(paused) if paused else float(setting(database, "ends", "0")) - now
        return number, left if number >= 0 else 0.0, bool(paused)


def _set(database: sqlite3.Connection, number: int, ends: float, paused: float | None) -> None:
    note(database, "block", str(number))
    note(database, "ends", repr(ends))
    note(database, "paused", "" if paused is None else repr(paused))
