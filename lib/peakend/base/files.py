"""Writing files so that nothing is ever half-written, and what went wrong is one sentence."""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _

_LONGEST_STEM = 40  # characters of a temporary name: with Chinese ones, too, it stays as short as any system needs
_DRAFT = ".peakend-"
_IN_TEXT = re.compile(r"\[Errno (\d+)\]")


class NotWritten(PeakendError, OSError):
    """A file or folder cannot be written; the message says which, why, and what to do.

    It is an `OSError` as well, for those who go on without the file.
    """


def as_path(path: object) -> Path:
    """Return a file's name as a path, or raise `PeakendError` for what is none."""
    if isinstance(path, str | os.PathLike):
        return Path(path)
    raise PeakendError(_("{path!r} is not a file. Give its name, for instance 'survey.csv'.", path=path))


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

    The target's folder is made where it is missing. On an error the target stays as it was, and nothing is left.

    Raises
    ------
    NotWritten
        If the file cannot be written.
    """
    with _one_sentence(path), _made(path.parent):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        temporary = path.with_name(f".{path.stem[:_LONGEST_STEM]}.{os.getpid()}{path.suffix}")
        try:
            yield temporary
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def whole_folder(folder: Path, *, replace: bool = False) -> Iterator[Path]:
    """Yield an empty folder, and move what was written there into the target once all of it is.

    On an error the target stays as it was, and nothing is left.

    Parameters
    ----------
    folder : Path
        The target; it is made where it is missing.
    replace : bool, default False
        What the target held before goes. Otherwise only files of the same names are replaced.

    Yields
    ------
    Path
        The folder to write in.

    Raises
    ------
    NotWritten
        If a file cannot be written.
    """
    # Written inside the target: the folder around it may be another disk, and files move within one disk only.
    with _one_sentence(folder), _made(folder), tempfile.TemporaryDirectory(dir=folder, prefix=_DRAFT) as own:
        draft, before = Path(own, "draft"), Path(own, "before")
        draft.mkdir()
        yield draft
        moves: list[tuple[Path, Path]] = []
        try:
            if replace:
                _move([place for place in folder.iterdir() if place != Path(own)], before, before, moves)
            _move(list(draft.iterdir()), folder, before, moves)
        except BaseException:
            for old, new in reversed(moves):
                new.replace(old)
            raise


@contextmanager
def removed_on_failure(folder: Path) -> Iterator[None]:
    """Remove a new folder again, with all that is in it, if what fills it step by step does not get to its end."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def sentence_for(error: OSError, path: Path | None = None) -> str:
    """Say what the system refused: which file or folder, why, and what to do.

    Parameters
    ----------
    error : OSError
        What it raised.
    path : Path, optional
        What was to be written, where the error names nothing, or a temporary file.

    Returns
    -------
    str
        One sentence or two in the language in use.
    """
    number, named = _cause(error)
    file = str(path or named or "?")
    match number:
        case errno.ENOSPC | errno.EDQUOT:
            return _("{file!r} cannot be written: the disk is full. Make room, or choose another disk.", file=file)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return _("{file!r} cannot be written. Close it in other programs, or choose another folder.", file=file)
        case errno.EISDIR:
            return _("{file!r} is a folder. Name the file in it.", file=file)
        case errno.ENOTDIR | errno.EEXIST:
            folder = _file_on_the_way(Path(file))
            return _("{folder!r} is a file, where a folder is needed. Choose another name.", folder=str(folder))
        case errno.ENAMETOOLONG | errno.EINVAL:
            return _("{file!r} is not a name that this system allows. Choose another, shorter one.", file=file)
        case errno.ENOENT:
            return _("There is no {file!r}, or it was removed meanwhile.", file=file)
    reason = error.strerror or str(error)
    return _("{file!r} cannot be read or written: {reason}.", file=file, reason=reason)


@contextmanager
def _one_sentence(path: Path) -> Iterator[None]:
    """Turn what the system refuses into one sentence about the file or folder that was to be written."""
    try:
        if "\0" in str(path):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        yield
    except OSError as error:
        refused = error.__cause__ if isinstance(error.__cause__, OSError) else error
        named = _cause(refused)[1]
        is_own = named is not None and _DRAFT not in named and not Path(named).name.startswith(".")
        raise NotWritten(sentence_for(refused, None if is_own else path)) from refused


def _cause(error: OSError) -> tuple[int | None, str | None]:
    """Return an error's number and the file that it names; `shutil` holds both in a list of triples."""
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        _source, target, reason = error.args[0][0]
        found = _IN_TEXT.search(str(reason))
        return (int(found[1]) if found else None), str(target)
    return error.errno, str(error.filename) if error.filename else None


def _file_on_the_way(path: Path) -> Path:
    return next((part for part in (*reversed(path.parents), path) if part.exists() and not part.is_dir()), path)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder, and remove it again, with those above it that were missing, if nothing gets into it."""
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for part in missing:
            with suppress(OSError):
                part.rmdir()
        raise


def _move(places: list[Path], folder: Path, before: Path, moves: list[tuple[Path, Path]]) -> None:
    """Move files and folders into a folder, note each move, and put into `before` what stood in a file's place."""
    folder.mkdir(parents=True, exist_ok=True)
    for place in sorted(places):
        target = folder / place.name
        if place.is_dir() and target.is_dir():
            _move(list(place.iterdir()), target, before / place.name, moves)
            continue
        if place.is_dir() != target.is_dir() and target.exists():
            number = errno.EISDIR if target.is_dir() else errno.ENOTDIR
            raise OSError(number, os.strerror(number), str(target))
        if target.exists():
            _move([target], before, before, moves)
        place.replace(target)
        moves.append((place, target))
