"""One run at a time in a folder: two would draw each other's charts, and each clear away what the other needs."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _

LOCK = ".grading"


@contextlib.contextmanager
def only_grader(folder: Path) -> Iterator[None]:
    """Hold a folder for one run; the system lets go of it however the run ends.

    Raises
    ------
    PeakendError
        If another run holds it.
    """
    # SQLite's lock is the same on every system, and none stays behind when a process is killed.
    with contextlib.closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise PeakendError(
                _("Another run is grading into {folder}. Wait for its end, or name another folder.", folder=folder)
            ) from None
        yield
