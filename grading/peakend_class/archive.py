"""A class in one archive, and back: what is in it is compared by hash before anybody says that it is restored."""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import sys
import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from peakend.base.errors import PeakendError
from peakend.base.files import whole_file, whole_folder
from peakend.base.language import translate as _
from peakend.lessons.hand_in import ENDING
from peakend_class.hub.keep import home_files
from peakend_class.hub.plan import HOMES, HUB
from peakend_class.member_names import MemberNames, portable
from peakend_class.store import DATABASE, HAND_INS, Store, flush_file

FORMAT = "class-archive/1"
CONTENTS = "contents.json"
GRADED = "graded"
GRADEBOOK = "gradebook.db"
CHUNK = 1_000_000  # bytes of a file at a time
MOST_FILES = 100_000
MOST_BYTES = 20_000_000_000
KEEPS_NAMES = sys.platform == "linux"  # elsewhere a file of another's name may be taken for it, or cannot be written


def write_archive(store: Store, folder: Path, file: Path) -> int:
    """Write a class into one archive, and return how many files it has.

    Parameters
    ----------
    store : Store
        The class's. The archive has one state of it; trainees' folders, where this machine has them, are written
        before, and nobody waits for that.
    folder : Path
        The class's folder.
    file : Path
        The archive.

    Raises
    ------
    NotWritten
        If it cannot be written.
    """
    names = MemberNames()
    with whole_file(file) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        hashes = {}
        for place, opened in home_files(folder):
            member = names.of(place)
            hashes[member] = _pack(archive, member, opened)
        hashes |= store.do(_pack_class, archive, folder, names)
        contents = {"format": FORMAT, "files": hashes, "names": names.changed}
        archive.writestr(CONTENTS, json.dumps(contents, indent=1))
    return len(hashes)


def _pack_class(
    database: sqlite3.Connection, archive: zipfile.ZipFile, folder: Path, names: MemberNames
) -> dict[str, str]:
    """Write the table and the files beside it, while nothing changes, and return the hash of each."""
    hashes = {}
    for place, path in {DATABASE: None, **_files(folder)}.items():
        content = database.serialize() if path is None else _content(path)
        member = names.of(place)
        hashes[member] = hashlib.sha256(content).hexdigest()
        archive.writestr(member, content)
    return hashes


def _pack(archive: zipfile.ZipFile, place: str, opened: BinaryIO) -> str:
    """Write a file that somebody may be changing, and return the hash of what was written."""
    found = hashlib.sha256()
    with archive.open(place, "w", force_zip64=True) as packed:
        while content := opened.read(CHUNK):
            found.update(content)
            packed.write(content)
    return found.hexdigest()


def read_archive(file: Path, folder: Path) -> int:
    """Restore a class into a new folder, whole or not at all, and return how many files it has.

    What bears a name that only Linux can write keeps the archive's name for it elsewhere.

    Raises
    ------
    PeakendError
        If it is no class's archive, a file in it is not as it was written, or the folder is in use.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PeakendError(_("{folder} exists already and is left as it is. Name a new folder.", folder=folder))
    damaged = _("{file} is not a class's archive, or is damaged: copy it once more.", file=file.name)
    try:
        with zipfile.ZipFile(file) as archive, whole_folder(folder) as draft:
            places = archive.infolist()
            if len(places) > MOST_FILES or sum(place.file_size for place in places) > MOST_BYTES:
                raise PeakendError(damaged)
            contents = json.loads(archive.read(CONTENTS))
            hashes = contents["files"]
            members = {place.filename for place in places} - {CONTENTS}
            called = {**{name: name for name in members}, **(contents.get("names", {}) if KEEPS_NAMES else {})}
            is_whole = members == set(hashes) == set(called) and len(members) == len(set(called.values()))
            if contents["format"] != FORMAT or not is_whole or not all(map(_is_ours, called.values())):
                raise PeakendError(damaged)
            for name, expected in hashes.items():
                target = draft / called[name]
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as packed, target.open("wb") as written:
                    shutil.copyfileobj(packed, written)
                with target.open("rb") as written:
                    if hashlib.file_digest(written, "sha256").hexdigest() != expected:
                        raise PeakendError(damaged)
                flush_file(target)
            return len(hashes)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, NotImplementedError) as error:
        raise PeakendError(damaged) from error
    except FileNotFoundError as error:
        raise PeakendError(_("There is no {file!r}, or it was removed meanwhile.", file=str(file))) from error


def back_up(database: sqlite3.Connection, folder: Path, target: Path) -> None:
    """Bring a copy of the class up to date: the files first, and the table that names them last.

    What somebody had removed goes from the copy, too.
    """
    kept = _files(folder)
    for place, path in kept.items():
        copied = target / place
        if not copied.is_file() or (place.startswith(GRADED) and copied.stat().st_mtime < path.stat().st_mtime):
            with whole_file(copied) as temporary:
                temporary.write_bytes(_content(path))
            os.utime(copied, (path.stat().st_atime, path.stat().st_mtime))
    with whole_file(target / DATABASE) as temporary:
        temporary.write_bytes(database.serialize())
        flush_file(temporary)
    for place, file in _files(target).items():
        if place not in kept:
            file.unlink()
            if place.startswith(GRADED):  # there folders bear names
                with contextlib.suppress(OSError):  # not empty
                    file.parent.rmdir()
                    file.parent.parent.rmdir()


def _content(file: Path) -> bytes:
    """Return a file's bytes; of the gradebook one state of it, also while grading writes."""
    if file.name != GRADEBOOK:
        return file.read_bytes()
    with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
        return database.serialize()


def _files(folder: Path) -> dict[str, Path]:
    """Return a class's files beside its table, by their place: hand-ins, and what grading has made of them.

    What lies beside the gradebook while it is written belongs to no other state of it.
    """
    found = [*(folder / HAND_INS).glob(f"[!.]*{ENDING}"), *(folder / GRADED).rglob("*")]
    kept = [file for file in sorted(found) if file.is_file() and not file.name.startswith(f"{GRADEBOOK}-")]
    return {file.relative_to(folder).as_posix(): file for file in kept}


def _is_ours(name: str) -> bool:
    """Whether a place is one that a class has, and can be written here."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return False
    if not KEEPS_NAMES and any(portable(part.replace("%", "")) != part.replace("%", "") for part in path.parts):
        return False
    return name == DATABASE or path.parts[0] in (HAND_INS, GRADED) or path.parts[:2] == (HUB, HOMES)
