"""Files that forms keep: gone on with, set aside when unreadable, never written over somebody else's change."""

import hashlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Literal, TypeVar

from peakend.base.errors import PeakendError
from peakend.base.files import as_path, write_bytes
from peakend.base.language import translate as _

Content = TypeVar("Content")


@dataclass(frozen=True)
class Kept:
    """What became of a change.

    Attributes
    ----------
    outcome : {"saved", "failed", "elsewhere"}
        The file holds it; the file could not be written; or somebody else's change was there first and is taken up.
    sentence : str
        The same, for the person who made the change.
    """

    outcome: Literal["saved", "failed", "elsewhere"]
    sentence: str


class KeptFile(Generic[Content]):
    """One file, and what it holds.

    Parameters
    ----------
    path : str or pathlib.Path
        The file; its folder is made with the first save.
    start : object
        What to begin from where there is no file yet, or none that can be read.
    read, write : callable
        From the file's bytes to the content, raising `PeakendError` for what is none, and back.

    Attributes
    ----------
    path : pathlib.Path
        The file, wherever the working folder goes later.
    content : object
        What was read or kept last.
    note : str
        What became of the file that was there, for the person who opens the form; nothing where there was none.

    Examples
    --------
    >>> import tempfile
    >>> from peakend.documents.kept_file import KeptFile
    >>> file = KeptFile(Path(tempfile.mkdtemp(), "a.txt"), "", bytes.decode, str.encode)
    >>> file.save("typed").outcome
    'saved'
    >>> file.path.write_text("by somebody else") and file.save("typed on").outcome, file.content
    ('elsewhere', 'by somebody else')
    """

    def __init__(
        self, path: str | Path, start: Content, read: Callable[[bytes], Content], write: Callable[[Content], bytes]
    ) -> None:
        self.path = as_path(path).absolute()
        self._read, self._write = read, write
        self._on_disk: bytes | None = None
        self.content, self.note = start, ""
        self._resume()

    @property
    def key(self) -> str:
        """A name for the file that does not tell its path: a notebook may store it."""
        return hashlib.sha256(str(self.path).encode()).hexdigest()[:16]

    def save(self, content: Content) -> Kept:
        """Keep a content, unless the file was changed elsewhere since it was read or written here."""
        note = ""
        try:
            if self._bytes() not in (None, self._on_disk):
                before, self.note = self.content, ""
                if self._resume() and self.content != before:
                    return Kept("elsewhere", changed_elsewhere(self.path))
                note = self.note if self._on_disk is None else ""
            self.content = content
            written = self._write(content)
            write_bytes(self.path, written)
        except (OSError, PeakendError) as error:
            self.content = content
            return Kept("failed", _("Not saved: {reason}", reason=getattr(error, "strerror", None) or error))
        self._on_disk = written
        return Kept("saved", f"{note} {_('Saved')}".strip())

    def _bytes(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None

    def _resume(self) -> bool:
        """Take up what the file holds; one that cannot be read is set aside, beside those of earlier times."""
        if not self.path.is_file():
            return False
        self._on_disk = None
        try:
            found = self.path.read_bytes()
            self.content = self._read(found)
        except (OSError, PeakendError) as error:
            aside = _unused_name(self.path)
            try:
                self.path.replace(aside)
            except OSError:
                raise PeakendError(
                    _(
                        "{file!r} cannot be written. Close it in other programs, or choose another folder.",
                        file=str(self.path),
                    )
                ) from None
            self.note = _(
                "What was saved could not be read, and was kept as {file}. {reason}", file=aside.name, reason=error
            )
            return False
        self._on_disk, self.note = found, _("Saved")
        return True


def changed_elsewhere(file: Path) -> str:
    """Return the sentence that tells of somebody else's change."""
    return _("{file} was changed elsewhere, and what it holds is shown now. Make the change again.", file=file.name)


def _unused_name(file: Path) -> Path:
    """Return a name beside a file that no other file has."""
    names = (file.with_suffix(f".unreadable{number or ''}{file.suffix}") for number in itertools.count())
    return next(name for name in names if not name.exists())
