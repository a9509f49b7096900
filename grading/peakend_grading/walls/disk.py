"""How much of the disk a trainee's folder takes, where the system has no quotas to say so."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from peakend_grading.walls import sandbox

MOST_FILES = 50_000
BLOCK = 512  # bytes, in which every system counts


def used(folder: Path) -> int:
    """Return the bytes that a folder takes of its disk.

    Parameters
    ----------
    folder : Path
        One that somebody may be writing to.

    Raises
    ------
    OSError
        If a folder in it cannot be read, or there are more files in it than anybody needs.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as made:
    ...     _ = Path(made, "file").write_bytes(b"1" * 100_000)
    ...     100_000 <= used(Path(made)) < 200_000
    True
    """
    taken = count = 0
    left = [os.fspath(folder)]
    while left:
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(left.pop()) as entries:  # it has just gone
            for entry in entries:
                count += 1
                if count > MOST_FILES:
                    raise OSError("too many files")
                with suppress(FileNotFoundError):
                    taken += entry.stat(follow_symlinks=False).st_blocks * BLOCK
                    if entry.is_dir(follow_symlinks=False):
                        left.append(entry.path)
    return taken


def held_open(process: int, folder: Path) -> int:
    """Return the bytes of files that a process and its descendants have deleted on a folder's disk, and hold open."""
    disk = folder.stat().st_dev

    def held(place: Path) -> int:
        found = {}
        for handle in (place / "fd").iterdir():
            with suppress(FileNotFoundError):  # closed meanwhile
                status = handle.stat()
                if stat.S_ISREG(status.st_mode) and not status.st_nlink and status.st_dev == disk:
                    found[status.st_ino] = status.st_blocks * BLOCK
        return sum(found.values())

    return sandbox.memory(process, held)
