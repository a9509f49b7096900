"""One process that draws for all copies of this one: the drawing engine has threads, and does not survive a copy."""

import functools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from peakend.charts.style import FONT_FOLDER, drawn_by

_started: list[subprocess.Popen[bytes]] = []


@contextmanager
def drawn_elsewhere() -> Iterator[None]:
    """Let charts be drawn in a process of its own; one that was drawn before is not drawn again."""
    pipe = _draughtsman()

    def draw(spec: dict[str, Any]) -> str:
        pipe.send(spec)
        picture, error = pipe.recv()
        if error:
            raise ValueError(error)
        return str(picture)

    with drawn_by(draw):
        yield


@functools.cache
def _draughtsman() -> Connection:
    """Return the pipe to the process that draws, which ends with the last one that has it.

    It starts anew and is no copy of this process, which may have drawn already.
    """
    here, there = Pipe()
    end = str(there.fileno())
    command = [sys.executable, "-P", "-m", "peakend_labs.proof.drawing", end, str(FONT_FOLDER)]
    _started.append(subprocess.Popen(command, pass_fds=[there.fileno()], start_new_session=True))  # not for Ctrl-C
    there.close()
    return here
