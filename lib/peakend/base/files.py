"""Writing files so that nothing is ever half-written."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _


def as_path(path: object) -> Path:
    """Return a file's name as a path, or raise `PeakendError` for what is none."""
    if isinstance(path, str | os.PathLike):
        return Path(path)
    raise PeakendError(_("{path!r} is no file. Give its name, for instance 'survey.csv'.", path=path))


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text whole or not at all."""
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file whole or not at all."""
    with whole_file(target) as temporary:
        shutil.copyfile(source, temporary)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary file beside the target, and rename it over the target once it is written.

    The target's folder is made where it is missing. On an error the target stays as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
