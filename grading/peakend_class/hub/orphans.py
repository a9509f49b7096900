"""JupyterLabs that a hub has started and, killed in that moment, does not know: nobody would ever end them."""

import contextlib
import json
import os
import signal
import sqlite3
from pathlib import Path

from peakend_class.hub import seat
from peakend_class.hub.plan import HOMES

DATABASE = "hub.db"


def end_orphans(folder: Path) -> list[int]:
    """End the JupyterLabs of a room that its hub does not know, and return which processes those were.

    Parameters
    ----------
    folder : Path
        The hub's, which does not run now; those that it knows, it takes up again when it starts.
    """
    found = [process for process in _seats(folder) if process not in _known(folder)]
    for process in found:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process, signal.SIGTERM)
    return found


def _known(folder: Path) -> set[int]:
    """Return the processes that the hub has noted."""
    file = folder / DATABASE
    if not file.is_file():
        return set()
    with contextlib.closing(sqlite3.connect(file)) as database:
        try:
            rows = database.execute("SELECT state FROM spawners WHERE server_id IS NOT NULL").fetchall()
        except sqlite3.OperationalError:  # its tables are not made yet
            return set()
    return {json.loads(state or "{}").get("pid", 0) for (state,) in rows}


def _seats(folder: Path) -> list[int]:
    """Return the processes that keep a JupyterLab of this room behind its walls."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            words = (place / "cmdline").read_text(encoding="utf-8").split("\0")
            at = words.index(seat.__name__)
            if Path(json.loads(words[at + 1])["home"]).parent == folder / HOMES:
                found.append(int(place.name))
    return found
