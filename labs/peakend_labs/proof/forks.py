"""Work done in a copy of this process, which ends with it: whatever it changes is as it was for the next."""

import os
import pickle
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

CAN_FORK = sys.platform == "linux"  # elsewhere a copy of a process may not use the system's own libraries
MOST_SECONDS = 600
_Result = TypeVar("_Result")


class ProcessEndedError(RuntimeError):
    """The copy ended without a result."""


def in_fork(work: Callable[[], _Result]) -> _Result:
    """Return what work comes to in a copy of this process.

    Raises
    ------
    ProcessEndedError
        If the copy was killed, as after ten minutes, or its work raised an error, which is told.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        signal.alarm(MOST_SECONDS)
        with os.fdopen(writing, "wb") as out:
            out.write(_result_of(work))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        content = answer.read()
    _child, status = os.waitpid(child, 0)
    if not content:
        raise ProcessEndedError(f"ended by {os.waitstatus_to_exitcode(status)}")
    result, error = pickle.loads(content)
    if error:
        raise ProcessEndedError(error)
    return result


def _result_of(work: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps((work(), None))
    except BaseException:
        return pickle.dumps((None, traceback.format_exc()))


@contextmanager
def put_back(folder: Path) -> Iterator[None]:
    """Leave a folder as it was, whatever is written to it meanwhile."""
    with tempfile.TemporaryDirectory() as kept:
        shutil.copytree(folder, kept, dirs_exist_ok=True)
        try:
            yield
        finally:
            for entry in folder.iterdir():
                if entry.is_dir():
                    shutil.rmtree(entry)
                else:
                    entry.unlink()
            shutil.copytree(kept, folder, dirs_exist_ok=True)
