"""The trainees' kit as the server hands it out: packed once, with the server's address in it, and its wheels beside."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.files import whole_file
from peakend.base.language import translate as _
from peakend.lessons.class_link import LINK, link_text
from peakend_labs.places import KIT_LANGUAGE
from peakend_labs.release.means import WHEELS
from peakend_labs.start.folder import SETTINGS
from peakend_labs.workspace.workspace import MARKER

PACKED = ".kit.zip"
OWN_WHEEL = "peakend-"
_MADE = (".venv", ".uv", "__pycache__")  # by a start, to try the kit


@dataclass(frozen=True)
class Kit:
    """A kit that is handed out.

    Attributes
    ----------
    file : Path
        All that a laptop needs, packed.
    wheels : Path
        The folder of the wheels that it takes from the server.
    brings_all : bool
        Whether those are all that is installed, so that no laptop needs internet.
    """

    file: Path
    wheels: Path
    brings_all: bool


def pack_kit(folder: Path, address: str, out: Path) -> Kit:
    """Pack a kit for a server's address.

    A kit with all its wheels is packed without them: each laptop takes those of its own system from the server.

    Parameters
    ----------
    folder : Path
        What ``peakend release`` has written.
    address : str
        The server's.
    out : Path
        The folder in which the packed kit lies.

    Raises
    ------
    PeakendError
        If it is no kit.
    """
    if not (folder / KIT_LANGUAGE).is_file() or not (folder / WHEELS).is_dir():
        raise PeakendError(_("{folder} is not a kit. Make one first: peakend release --out KIT.", folder=folder))
    wheels = [file.name for file in (folder / WHEELS).glob("*.whl")]
    brings_all = any(not name.startswith(OWN_WHEEL) for name in wheels)
    top = folder.resolve().name
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(out / PACKED) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in _files(folder):
            place = file.relative_to(folder).as_posix()
            entry = zipfile.ZipInfo.from_file(file, f"{top}/{place}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            if file.suffix == ".sh":
                entry.external_attr = 0o100755 << 16  # also where the trainer's system has no such mark
            content = file.read_bytes()
            if place == SETTINGS and brings_all:
                content = _from_server(content.decode("utf-8"), address).encode()
            archive.writestr(entry, content)
        archive.writestr(f"{top}/{LINK}", link_text(address))
    return Kit(out / PACKED, folder / WHEELS, brings_all)


def _files(folder: Path) -> Iterator[Path]:
    """Yield a kit's own files: no environment, nobody's workspace, no wheels but Peakend's own."""
    workspaces = [mark.parents[1] for mark in folder.glob(f"*/{MARKER}")]
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        is_other_wheel = inside.parts[0] == WHEELS and not file.name.startswith(OWN_WHEEL)
        if not file.is_file() or set(inside.parts) & set(_MADE) or is_other_wheel or inside.as_posix() == LINK:
            continue
        if not any(file.is_relative_to(one) for one in workspaces):
            yield file


def _from_server(settings: str, address: str) -> str:
    """Return a kit's settings with the server in place of its own folder of wheels."""
    kept = [line for line in settings.splitlines() if not line.startswith("wheels")]
    return "\n".join([*kept, f'wheels = "{address}/{WHEELS}/"']) + "\n"
