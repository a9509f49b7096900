"""Hand-ins packed and opened: a zip whose first file is the manifest, bounded before it is read."""

import ast
import io
import json
import platform
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from peakend.base.errors import PeakendError
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.datasets.variants import CARRIED, check_variant, is_id, members, team, trainee, variant_of
from peakend.lessons.hand_in import (
    ENDING,
    LARGEST,
    MANIFEST,
    MOST_FILES,
    OWN_FILE,
    HandIn,
    Manifest,
    hash_of,
    is_plain_name,
    manifest_text,
)

_STAMP = (1980, 1, 1, 0, 0, 0)  # the same work packed twice is the same file
_LONGEST_MANIFEST = 500_000
# Whatever a malformed archive makes zipfile stumble over, and what a manifest is that is none.
_MALFORMED = (
    *(zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, OSError, EOFError, ValidationError),
)


class NotReadable(PeakendError):
    """A notebook that is damaged, or that JupyterLab is writing at this moment."""


def make_hand_in(folder: Path) -> HandIn:
    """Pack a lab's folder as it lies on the disk.

    Parameters
    ----------
    folder : Path
        The lab's folder in a workspace; its name is the lab's.

    Raises
    ------
    PeakendError
        If there is no notebook of the lab, no id has been entered, or the folder is too large.
    """
    lab = folder.resolve().name
    notebook = folder / f"{lab}.ipynb"
    if not notebook.is_file():
        raise PeakendError(_("{folder} holds no {file}: name a lab's folder.", folder=folder, file=notebook.name))
    name = trainee(folder)
    if not name:
        raise PeakendError(_("You have not entered your id yet: do that first, in lab 0, and then hand in."))
    if not is_id(name):
        raise PeakendError(_("{name!r} cannot be an id: give one without * ? [ ] + / \\.", name=name))
    files = {_place(file, folder): _content(file) for file in _files_of(folder)}
    if len(files) > MOST_FILES or sum(map(len, files.values())) > 2 * LARGEST:
        raise PeakendError(
            _(
                "{folder} holds more than {most} files or {limit} MB: move out what does not belong to the lab.",
                folder=folder.name,
                most=MOST_FILES,
                limit=2 * LARGEST // 10**6,
            )
        )
    chosen, group = parameters_of(files[notebook.name], notebook.name), team(folder)
    own = chosen.get("own_file") or OWN_FILE
    given = chosen.get("variant")
    manifest = Manifest(
        id=name,
        team=group,
        members=members(folder) or (name,),
        lab=lab,
        language="zh" if chosen.get("lang", get_language()) == "zh" else "en",
        case=str(chosen.get("case") or ""),
        variant=variant_of(group or name) if given is None else check_variant(given),
        own_data=own if isinstance(own, str) and own in files else "",
        carried=tuple(sorted(name for name in files if name.startswith(f"{CARRIED}/"))),
        versions={"peakend": version("peakend"), "python": platform.python_version()},
        files={name: hash_of(content) for name, content in files.items()},
    )
    return HandIn(manifest, files, _pack(manifest, files))


def read_hand_in(file: Path) -> HandIn:
    """Open a hand-in, without trusting it: sizes are looked at before contents, and each file against its hash.

    Raises
    ------
    PeakendError
        If it is no hand-in, too large, or not as its manifest says.
    """
    if file.stat().st_size > 2 * LARGEST:
        raise PeakendError(_("{file} is larger than {limit} MB.", file=file.name, limit=2 * LARGEST // 10**6))
    return open_hand_in(file.read_bytes(), file.name)


def open_hand_in(packed: bytes, name: str) -> HandIn:
    """Open a hand-in's bytes, as `read_hand_in` does; ``name`` is what it is called in sentences.

    Examples
    --------
    >>> try:
    ...     open_hand_in(b"PK", "a.peakend")
    ... except PeakendError as error:
    ...     print(error)
    a.peakend is not a hand-in as Peakend makes it, or is damaged. Hand in once more.
    """
    if not packed:
        raise PeakendError(
            _(
                "{file} is empty: it may still lie in a cloud drive such as OneDrive. Open it there once, and hand it "
                "in again.",
                file=name,
            )
        )
    damaged = _("{file} is not a hand-in as Peakend makes it, or is damaged. Hand in once more.", file=name)
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            places = archive.infolist()
            if (
                len(places) > MOST_FILES + 1
                or len({place.filename for place in places}) < len(places)
                or sum(place.file_size for place in places) > 2 * LARGEST
                or not all(is_plain_name(place.filename) for place in places)
                or archive.getinfo(MANIFEST).file_size > _LONGEST_MANIFEST
            ):
                raise PeakendError(damaged)
            manifest = Manifest.model_validate_json(archive.read(MANIFEST))
            files = {place.filename: archive.read(place) for place in places if place.filename != MANIFEST}
    except _MALFORMED as error:
        raise PeakendError(damaged) from error
    if {place: hash_of(content) for place, content in files.items()} != manifest.files:
        raise PeakendError(damaged)
    return HandIn(manifest, files, packed)


def _files_of(folder: Path) -> Iterator[Path]:
    """Yield what a trainee made: no forms as the trainer wrote them, nothing hidden, nothing that a link leads to."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_symlink() or path.suffix == ENDING or path.name == "worksheets":
            continue
        if path.is_dir():
            yield from _files_of(path)
        elif path.is_file():
            yield path


def _place(file: Path, folder: Path) -> str:
    name = file.relative_to(folder).as_posix()
    if not is_plain_name(name):
        raise PeakendError(_("The name {name!r} is not one on every system: rename the file, then hand in.", name=name))
    return name


def _content(file: Path) -> bytes:
    if file.stat().st_size > LARGEST:
        raise PeakendError(
            _(
                "{file} is larger than {limit} MB: clear its outputs and hand it in again.",
                file=file.name,
                limit=LARGEST // 10**6,
            )
        )
    return file.read_bytes()


def parameters_of(content: bytes, name: str) -> dict[str, Any]:
    """Return the plain values that a notebook's cell of parameters binds: its language, case, variant.

    Raises
    ------
    PeakendError
        If the notebook cannot be read.

    Examples
    --------
    >>> cell = {"metadata": {"tags": ["parameters"]}, "source": 'lang = "zh"'}
    >>> parameters_of(json.dumps({"cells": [cell]}).encode(), "a.ipynb")
    {'lang': 'zh'}
    """
    try:
        cells = json.loads(content)["cells"]
        source = next("".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", ()))
        tree = ast.parse(source)
    except StopIteration:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError, RecursionError):
        raise NotReadable(_("{file} cannot be read. Save it in JupyterLab, and hand in again.", file=name)) from None
    return {
        target.id: statement.value.value
        for statement in tree.body
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def _pack(manifest: Manifest, files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {MANIFEST: manifest_text(manifest).encode(), **dict(sorted(files.items()))}.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
