"""The leak gate: nothing of a solution, a hidden test or a mark scheme may reach trainees.

Two looks at a kit. The first searches its text for each line that trainees must not see. The second compares it with
a kit made of a house in which all such places are marked: a file that comes out otherwise tells of them, however it
holds them. What is packed or encoded needs no search of its own, since whatever is made of a secret changes with it.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend_labs.markers import regions

SHORTEST = 8  # a shorter line, such as "sheet", may rightly stand elsewhere
PICTURES_OF_LETTERS = (".ttf",)  # the only kind of file in a kit that is no text


def secrets(notebook: NotebookNode) -> Iterator[str]:
    """Yield every line of a lab's source that trainees must not see, and the markers themselves."""
    for cell in notebook.cells:
        for region in regions(cell.source):
            yield f"BEGIN {region.kind}"
            yield from filter(_is_telling, map(str.strip, region.lines))


def require_no_leak(folder: Path, sources: dict[str, NotebookNode]) -> None:
    """Search every file of a folder for every secret of the labs; raise `PeakendError` at the first find."""
    wanted = {
        form: (secret, lab)
        for lab, notebook in sources.items()
        for secret in secrets(notebook)
        for form in (secret, _as_in_json(secret, ascii_only=False), _as_in_json(secret, ascii_only=True))
    }
    for name in _names(folder):
        text = f"{name}\n{_text(folder, name)}"
        for form, (secret, lab) in wanted.items():
            if form in text:
                raise PeakendError(
                    _(
                        "Not released: {file} holds a line of lab {lab} that trainees must not see: {line}",
                        file=name,
                        lab=lab,
                        line=secret[:60],
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
        tried = _content(trial / name)
        if tried == _content(kit / name):
            continue
        places = {found.decode("ascii") for found in wanted.findall(name.encode() + b"\n" + (tried or b""))}
        if places:
            raise PeakendError(
                _(
                    "Not released: {file} would hold what trainees must not see, as a trial shows: {place}.",
                    file=re.sub(rf"{stem}\S*", "…", name),
                    place=join_words(sorted(places)),
                )
            )
        raise PeakendError(
            _("Not released: {file} changes with what trainees must not see, as a trial shows.", file=name)
        )


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def _content(file: Path) -> bytes | None:
    """Return a file's bytes, none for a folder, and None for what is not there."""
    return file.read_bytes() if file.is_file() else b"" if file.is_dir() else None


def _text(folder: Path, name: str) -> str:
    if name.endswith(PICTURES_OF_LETTERS):
        return ""
    try:
        return (_content(folder / name) or b"").decode("utf-8")
    except UnicodeDecodeError:
        raise PeakendError(
            _("Not released: {file} is not UTF-8 text, so it cannot be searched for answers. Take it out.", file=name)
        ) from None


def _as_in_json(text: str, *, ascii_only: bool) -> str:
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]


def _is_telling(line: str) -> bool:
    return len(line) >= SHORTEST and not line.startswith(("import ", "from "))
