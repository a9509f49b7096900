"""The leak gate: nothing of a solution, a hidden test or a mark scheme may reach trainees, however packed."""

import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_labs.release.unpack import Unsearchable, layers

_REGION = re.compile(
    r"^.*BEGIN (?P<kind>SOLUTION|HIDDEN TESTS|MARK SCHEME).*\n(?P<body>(?:.*\n)*?).*END (?P=kind)", re.MULTILINE
)
SHORTEST = 8  # a shorter line, such as "sheet", may rightly stand elsewhere


def secrets(notebook: NotebookNode) -> Iterator[str]:
    """Yield every line of a lab's source that trainees must not see, and the markers themselves."""
    for cell in notebook.cells:
        for region in _REGION.finditer(cell.source):
            yield f"BEGIN {region['kind']}"
            yield from filter(_is_telling, map(str.strip, region["body"].splitlines()))


def require_no_leak(folder: Path, sources: dict[str, NotebookNode]) -> None:
    """Search every file of a folder for every secret of the labs; raise `PeakendError` at the first find."""
    wanted = {secret.encode(): lab for lab, notebook in sources.items() for secret in secrets(notebook)}
    for name in _names(folder):
        for layer in _layers(folder, name):
            for secret, lab in wanted.items():
                if secret in layer:
                    raise PeakendError(
                        _(
                            "Not released: {file} holds a line of lab {lab} that trainees must not see: {line}",
                            file=name,
                            lab=lab,
                            line=secret.decode()[:60],
                        )
                    )


def require_no_canary(trial: Path, kit: Path, stem: str) -> None:
    """Compare a kit with one that was made of a house full of canaries; raise `PeakendError` where one got out.

    No canary can be in a file that is the same in both, since the kit was made without them. In the others it is
    searched for, so that its place can be told; but a file that changes with what trainees must not see tells of it
    even where no canary is found.
    """
    wanted = re.compile(re.escape(stem.encode()) + rb"-?([\w./-]*)")
    names = sorted({*_names(trial), *_names(kit)}, key=lambda name: ((trial / name).is_dir(), name))
    for name in names:  # files first: a folder too many says less than what is in it
        if _content(trial / name) == _content(kit / name):
            continue
        places = {found[1].decode("ascii") for layer in _layers(trial, name) for found in wanted.finditer(layer)}
        if places:
            raise PeakendError(
                _(
                    "Not released: {file} would hold what trainees must not see, as a trial shows: {place}.",
                    file=re.sub(rf"{stem}\S*", "…", name),
                    place=", ".join(_longest(places)),
                )
            )
        raise PeakendError(
            _("Not released: {file} changes with what trainees must not see, as a trial shows.", file=name)
        )


def _longest(places: set[str]) -> list[str]:
    """Leave out what was cut short where an encoded line ends."""
    return sorted(place for place in places if not any(other.startswith(place) for other in places - {place}))


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def _content(file: Path) -> bytes | None:
    """Return a file's bytes, none for a folder, and None for what is not there."""
    return file.read_bytes() if file.is_file() else b"" if file.is_dir() else None


def _layers(folder: Path, name: str) -> Iterator[bytes]:
    """Yield a file's name, and its content in every form in which it could be read."""
    yield name.encode("utf-8", "surrogateescape")
    try:
        yield from layers(_content(folder / name) or b"")
    except Unsearchable:
        raise PeakendError(
            _(
                "Not released: {file} cannot be searched for answers, as it is locked or too large. Take it out.",
                file=name,
            )
        ) from None


def _is_telling(line: str) -> bool:
    return len(line) >= SHORTEST and not line.startswith(("import ", "from "))
