"""The files of a hand-in, in a folder or in an archive: counted and measured before any is opened."""

import io
import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from peakend.base.language import translate as _
from peakend.lessons.hand_in import ENDING
from peakend_grading.intake.submissions import NotUnderstood
from peakend_grading.untrusted.plain_json import visible_text

LARGEST = 50_000_000  # bytes; a notebook with its pictures has about one million
MOST_FILES = 1_000
DEEPEST = 20  # folders in one another
MOST_PLACES = 100_000  # files of a whole class, each with all that its kit has
ARCHIVE = ".zip"
WITHIN = "!/"  # between an archive's place in another one, and a place in it
_CLUTTER = ("__MACOSX", "Thumbs.db", "desktop.ini")  # what systems leave in folders and archives
_NAMES_ARE_UTF8 = 0x800
_BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, KeyError, ValueError)


@dataclass(frozen=True)
class File:
    """One file on a shelf: how large it is, when it was changed, and how to read it."""

    size: int
    changed: float
    read: Callable[[], bytes]


Shelf = dict[str, File]


def is_hidden(name: str) -> bool:
    """Whether a file or folder is none that a person hands in."""
    return name.startswith((".", "~$")) or name in _CLUTTER


def shelf_of(path: Path, inside: str = "") -> Shelf:
    """Return the plain files in a folder, or in an archive and there in a folder, by their place in it.

    Links, devices and hidden files are left out. Names that an archive from Windows holds are read as such. A notebook
    that somebody sent alone is a shelf of its own.

    Raises
    ------
    NotUnderstood
        If there are too many files, folders in one another or bytes, or it is no archive that can be read.
    """
    shelf: Shelf = {}
    taken: set[str] = set()
    folders: set[str] = set()
    found = list(islice(_files_in(path, inside), MOST_FILES + 1))
    if len(found) > MOST_FILES:
        raise NotUnderstood(
            _("The folder holds more than {most} files: hand in the lab's folder alone.", most=MOST_FILES)
        )
    for place, file in sorted(found, key=lambda one: one[0] != one[0].casefold()):  # a lab's own have no capitals
        name = unicodedata.normalize("NFC", place).casefold()  # as systems do that hold two ways of writing for one
        above = [name[:end] for end, sign in enumerate(name) if sign == "/"]
        # Two names may come out as one, or as a file where the other needs a folder: the first one stays.
        if name not in taken and name not in folders and taken.isdisjoint(above):
            shelf[place] = file
            taken.add(name)
            folders.update(above)
    _require_size(shelf)
    return shelf


def read_archive(content: io.BytesIO | Path, name: str) -> list[tuple[str, File]]:
    """Return the files of an archive by their place in it, in its order.

    Raises
    ------
    NotUnderstood
        If it cannot be read.
    """
    if isinstance(content, Path) and not content.stat().st_size:
        raise NotUnderstood(is_empty(name))
    try:
        archive = zipfile.ZipFile(content)
        members = [member for member in archive.infolist() if not member.is_dir()]
    except (*_BROKEN_ARCHIVE, OSError):
        raise NotUnderstood(_("{file} cannot be opened as an archive: pack it again as .zip.", file=name)) from None
    if any(member.flag_bits & 1 for member in members):
        raise NotUnderstood(_("{file} is locked with a password: hand it in without one.", file=name))
    return [
        (
            plain_place(_member_name(member)),
            File(member.file_size, _changed(member), partial(_read, archive, member, name)),
        )
        for member in members
    ]


def _files_in(path: Path, inside: str) -> Iterator[tuple[str, File]]:
    """Yield the plain files of `shelf_of`, however many and large they are."""
    *outer, inside = inside.split(WITHIN)
    prefix = f"{inside}/" if inside else ""
    for place, file in _all_files(path, outer):
        own = place.removeprefix(prefix)
        if place.startswith(prefix) and not any(map(is_hidden, own.split("/"))):
            yield own, file


def _all_files(path: Path, archives: Sequence[str]) -> Iterable[tuple[str, File]]:
    if path.is_dir():
        return _files_in_folder(path)
    if path.suffix.lower() not in (ARCHIVE, ENDING):
        about = path.stat()
        return [(path.name, File(about.st_size, about.st_mtime, path.read_bytes))]
    content: io.BytesIO | Path = path
    for archive in archives:  # an archive in an archive
        content = io.BytesIO(read_member(dict(read_archive(content, path.name))[archive], archive))
    return read_archive(content, path.name)


def is_empty(name: str) -> str:
    """Return the sentence for a file of which only the name is there."""
    return _(
        "{file} is empty: it may still lie in a cloud drive such as OneDrive. Open it there once, and hand it "
        "in again.",
        file=name,
    )


def read_member(file: File, name: str) -> bytes:
    """Return what an archive holds at one place, looking at its size first."""
    if file.size > 2 * LARGEST:
        raise NotUnderstood(_("{file} is larger than {limit} MB.", file=name, limit=2 * LARGEST // 10**6))
    return file.read()


def _files_in_folder(folder: Path) -> Iterator[tuple[str, File]]:
    """Yield plain files in order; level by level, so that no depth of folders is too deep for this process."""
    levels = [(folder, "")]
    for depth in range(DEEPEST + 1):
        deeper: list[tuple[Path, str]] = []
        for level, place in levels:
            for entry in sorted(os.scandir(level), key=lambda entry: ("\\" in entry.name, entry.name)):
                if is_hidden(entry.name) or entry.is_symlink():
                    continue
                name = f"{place}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    deeper.append((Path(entry.path), f"{name}/"))
                elif stat.S_ISREG((about := entry.stat(follow_symlinks=False)).st_mode):
                    yield plain_place(name), File(about.st_size, about.st_mtime, Path(entry.path).read_bytes)
        levels = deeper
        if len(levels) > MOST_FILES or (levels and depth == DEEPEST):
            raise NotUnderstood(_("The folder holds too many folders in one another: hand in the lab's folder alone."))


def plain_place(name: str) -> str:
    """Return a file's name inside its folder; archives packed on Windows may leave backslashes in names."""
    parts = name.replace("\\", "/").split("/")
    return "/".join(parts) if all(part not in ("", ".", "..") and ":" not in part for part in parts) else parts[-1]


def _require_size(shelf: Shelf) -> None:
    for name, file in shelf.items():
        if file.size > LARGEST:
            raise NotUnderstood(
                _(
                    "{file} is larger than {limit} MB: clear its outputs and hand it in again.",
                    file=visible_text(name),
                    limit=LARGEST // 10**6,
                )
            )
    if sum(file.size for file in shelf.values()) > 2 * LARGEST:
        raise NotUnderstood(
            _("The folder holds more than {limit} MB: hand in the lab's folder alone.", limit=2 * LARGEST // 10**6)
        )


def _member_name(member: zipfile.ZipInfo) -> str:
    """Return a name as whoever packed it wrote it: Windows in China writes GBK, and does not say so."""
    if member.flag_bits & _NAMES_ARE_UTF8 or member.filename.isascii():
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _changed(member: zipfile.ZipInfo) -> float:
    try:
        return datetime(*member.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    try:
        return archive.read(member)
    except _BROKEN_ARCHIVE:
        raise NotUnderstood(_("{file} is damaged: pack it again and hand it in once more.", file=name)) from None
