"""Trainees' folders as they are kept: in the copy beside the class, and in its archive.

Who works there may put anything in the way meanwhile, and this is done as root: no link is followed, nothing but plain
files is opened, and what cannot be read is left out.
"""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from peakend.base.files import whole_file
from peakend_class.hub.plan import HOMES, HUB

MOST_DEEP = 20
LEFT_OUT = {"__pycache__", ".cache", ".ipynb_checkpoints"}
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def home_files(folder: Path) -> Iterator[tuple[str, BinaryIO]]:
    """Yield the files that trainees have in their folders, opened, and by their place in the class's folder.

    Parameters
    ----------
    folder : Path
        The class's.
    """
    if not (folder / HUB / HOMES).is_dir() or os.open not in os.supports_dir_fd:  # no hub ever runs on Windows
        return
    handle = os.open(folder / HUB / HOMES, _FOLDER)
    try:
        yield from _files(handle, f"{HUB}/{HOMES}", 0)
    finally:
        os.close(handle)


def copy_homes(folder: Path, target: Path) -> None:
    """Bring a copy of trainees' folders up to date; what they have deleted goes from it, too.

    Parameters
    ----------
    folder : Path
        The class's.
    target : Path
        Where its copy lies.
    """
    found = set()
    for place, opened in home_files(folder):
        copied, status = target / place, os.fstat(opened.fileno())
        found.add(copied)
        if copied.is_file() and _looks(copied.stat()) == _looks(status):
            continue
        if copied.is_dir():
            shutil.rmtree(copied)
        with whole_file(copied) as temporary, temporary.open("wb") as written:
            shutil.copyfileobj(opened, written)
        os.utime(copied, ns=(status.st_atime_ns, status.st_mtime_ns))
    for copied in sorted((target / HUB / HOMES).rglob("*"), reverse=True):
        if copied.is_dir():
            with suppress(OSError):  # not empty
                copied.rmdir()
        elif copied not in found:
            copied.unlink()


def _looks(status: os.stat_result) -> tuple[int, int]:
    """Return by what a file is known to be as it was."""
    return status.st_size, status.st_mtime_ns


def _files(folder: int, place: str, depth: int) -> Iterator[tuple[str, BinaryIO]]:
    for name in sorted(os.listdir(folder)):
        with suppress(OSError, UnicodeError):  # deleted meanwhile, not to be read, or not to be written in an archive
            here = f"{place}/{name}"
            here.encode()
            kind = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
            if (
                stat.S_ISDIR(kind)
                and depth < MOST_DEEP
                and name not in LEFT_OUT
                and not (depth == 0 and name[0] == ".")
            ):
                handle = os.open(name, _FOLDER, dir_fd=folder)
                try:
                    yield from _files(handle, here, depth + 1)
                finally:
                    os.close(handle)
            elif stat.S_ISREG(kind):
                handle = os.open(name, _FILE, dir_fd=folder)
                with os.fdopen(handle, "rb") as opened:
                    if stat.S_ISREG(os.fstat(handle).st_mode):
                        yield here, opened
