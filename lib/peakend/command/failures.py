"""What is said of a failure: one sentence for each kind that is a user's or the machine's, and no traceback."""

import errno
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

import typer

from peakend.base.errors import PeakendError
from peakend.base.extras import needs
from peakend.base.files import sentence_for
from peakend.base.language import translate as _
from peakend.command.usage import usage_sentence

# What SQLite says of the disk that the gradebook lies on, by its codes.
_SQLITE = {8: errno.EACCES, 10: errno.EIO, 13: errno.ENOSPC, 14: errno.EACCES}


def sentence_of(error: BaseException) -> str | None:
    """Return what a user is told of an error; None for one that nobody foresaw."""
    for each in _causes(error):
        match each:
            case PeakendError():
                return str(each)
            case typer.TyperException():
                return usage_sentence(each)
            case ModuleNotFoundError() if sentence := needs(each.name or ""):
                return sentence
            case OSError():
                return sentence_for(each)
            case MemoryError():
                return _("The memory of this machine is full. Close other programs, or do less at a time.")
            case _ if (code := getattr(each, "sqlite_errorcode", None)) is not None:
                number = _SQLITE.get(code & 0xFF, errno.EIO)
                return sentence_for(OSError(number, str(each), "gradebook.db"))
    return None


def kept_traceback(error: BaseException) -> Path:
    """Write where an error arose into a file for those who look after the course, and return the file."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="peakend-", suffix=".txt", delete=False) as file:
        traceback.print_exception(error, file=file)
    return Path(file.name)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
