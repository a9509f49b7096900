"""What is known of the house as it stands: as long as no file of it changes, nothing is read or proved once more."""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peakend.base.files import write_text
from peakend_labs.places import HOUSE

_ROOMS = ("lib/peakend", "labs", "course", "grading", "datasets", "docs")
_MADE = ("__pycache__", "node_modules")  # besides what begins with a dot: made from the others, or kept by a tool


class Standing:
    """Facts about the house, remembered until any of its files changes.

    Parameters
    ----------
    cache : Path
        A folder to remember them in.
    house : Path, optional
        The folder of the course, where it is not this one.
    """

    def __init__(self, cache: Path, house: Path = HOUSE) -> None:
        self._file = cache / f"house-{_fingerprint(house)}.json"
        self._known: dict[str, Any] = {}
        try:
            self._known = dict(json.loads(self._file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return

    def recall(self, *what: str) -> Any:
        """Return what is known of something, or None."""
        return self._known.get(" ".join(what))

    def keep(self, value: Any, *what: str) -> None:
        """Remember something of the house as it stands, and forget it as it stood before."""
        self._known[" ".join(what)] = value
        write_text(self._file, json.dumps(self._known, ensure_ascii=False) + "\n")
        for file in self._file.parent.glob("house-*.json"):
            if file != self._file:
                file.unlink(missing_ok=True)


def _fingerprint(house: Path) -> str:
    made = hashlib.sha256(sys.version.encode())
    for file in _files(house):
        content = file.read_bytes()
        made.update(f"{file.relative_to(house).as_posix()} {len(content)}\n".encode())
        made.update(content)
    return made.hexdigest()


def _files(house: Path) -> Iterator[Path]:
    yield from sorted(file for file in house.iterdir() if file.is_file())
    waiting = [house / room for room in _ROOMS if (house / room).is_dir()]
    while waiting:
        for entry in sorted(waiting.pop().iterdir()):
            if entry.name.startswith(".") or entry.name in _MADE:
                continue
            if entry.is_dir():
                waiting.append(entry)
            elif entry.suffix != ".pyc":
                yield entry
