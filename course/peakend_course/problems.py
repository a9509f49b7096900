"""What is wrong with the course's files: where, and how to fix it."""

from dataclasses import dataclass
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_labs.places import HOUSE


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in one place.

    Attributes
    ----------
    file : str
        The file, relative to the course's folder.
    line : int
        Its line, from 1.
    sentence : str
        What was found there and what to do.
    """

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return _("{file}, line {line}: {sentence}", file=self.file, line=self.line, sentence=self.sentence)


def shown(file: Path) -> str:
    """Return a file's name as people look for it: relative to the course's own folder where it lies in it."""
    return file.relative_to(HOUSE).as_posix() if file.is_relative_to(HOUSE) else file.name


def read_text(file: Path) -> str:
    """Return the text of one of the course's files; an editor's mark at its beginning is left out."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PeakendError(_("There is no {file}; write it, or correct the name.", file=shown(file))) from None
    except UnicodeDecodeError:
        raise PeakendError(
            _("{file} is not written in UTF-8. Save it as UTF-8 in your editor.", file=shown(file))
        ) from None
