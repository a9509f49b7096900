"""The folder that is started: a kit, or the course's own; what its settings say, and whether it can be worked in."""

import contextlib
import itertools
import os
import platform
import shutil
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peakend_labs.start.sentences import CannotStart

PYTHONS = ((3, 11), (3, 14))  # the oldest and the newest for which everything that is locked has a wheel
NEEDED_MB = 900  # of packages, installed, with what is taken for them
LONGEST_INSIDE = 160  # characters below the folder, of the longest file that is installed
LONGEST_WINDOWS = 259
LONGEST_FOLDER = LONGEST_WINDOWS - LONGEST_INSIDE - 1
SETTINGS = "start.toml"
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Folder:
    """What is started.

    Attributes
    ----------
    root : Path
        The folder.
    language : {"zh", "en"}
        The language to speak while nothing is installed.
    pythons : tuple of (int, int)
        The versions of Python that it can be started with.
    index : str
        The index that packages are taken from; empty for the user's own.
    wheels : str
        A folder or an address with all packages as wheels; empty where they come from an index.
    """

    root: Path
    language: str
    pythons: tuple[tuple[int, int], ...]
    index: str = ""
    wheels: str = ""

    @property
    def is_kit(self) -> bool:
        """Whether it is a trainee's kit."""
        return (self.root / "language.txt").is_file()

    @property
    def venv(self) -> Path:
        """The environment, which lies in the folder."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def source(self) -> str:
        """Where packages come from, as it is said to a user."""
        return self.wheels or self.index or os.environ.get("UV_DEFAULT_INDEX", "") or "pypi.org"


def open_folder(root: Path, words: list[str], environment: Mapping[str, str]) -> Folder:
    """Read what a folder says of itself, or say that it is not whole."""
    for name in ("pyproject.toml", "uv.lock"):
        if not (root / name).is_file():
            raise CannotStart("not_unpacked", file=name)
    told: dict[str, Any] = {}
    if (root / SETTINGS).is_file():
        told = tomllib.loads((root / SETTINGS).read_text(encoding="utf-8"))
    pythons = tuple((3, minor) for minor in range(PYTHONS[0][1], PYTHONS[1][1] + 1))
    if named := told.get("python"):
        pythons = tuple((int(version.split(".")[0]), int(version.split(".")[1])) for version in named)
    wheels = environment.get("PEAKEND_WHEELS") or told.get("wheels", "")
    if wheels and "://" not in wheels:
        wheels = str(root / wheels)
    return Folder(root, _language(root, words, environment), pythons, told.get("index", ""), wheels)


def require_room(folder: Folder) -> None:
    """Refuse a folder in which an installation would break off half-way."""
    length = len(str(folder.root))
    if os.name == "nt" and length > LONGEST_FOLDER and not _has_long_paths():
        raise CannotStart("path_too_long", length=length, most=LONGEST_FOLDER, folder=folder.root)
    probe = folder.root / f".probe-{os.getpid()}"
    try:
        probe.mkdir()
        probe.rmdir()
    except OSError:
        raise CannotStart("not_writable", folder=folder.root) from None
    require_space(folder)


def require_space(folder: Folder) -> None:
    """Refuse a disk that is too full for the packages."""
    if (free := free_mb(folder)) < NEEDED_MB:
        raise CannotStart("no_space", folder=folder.root, free=free, needed=NEEDED_MB)


def free_mb(folder: Folder) -> int:
    """Return how much is left of the disk that the folder lies on."""
    return shutil.disk_usage(folder.root).free // 1_000_000


def system_name() -> str:
    """Return the system and its processor, as one says them."""
    return f"{platform.system()} {platform.machine()}"


def python_name(versions: tuple[tuple[int, int], ...]) -> str:
    """Return the versions of Python that are wanted.

    Examples
    --------
    >>> python_name(((3, 11), (3, 12), (3, 13), (3, 14))), python_name(((3, 13),))
    ('Python 3.11–3.14', 'Python 3.13')
    """
    first, last = versions[0], versions[-1]
    span = f"{first[0]}.{first[1]}" + (f"–{last[0]}.{last[1]}" if last != first else "")
    return f"Python {span}"


def _language(root: Path, words: list[str], environment: Mapping[str, str]) -> str:
    """Return the kit's language, the one asked for, or the system's."""
    asked = [after for word, after in itertools.pairwise(words) if word == "--lang"]
    asked += [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    with contextlib.suppress(OSError):
        asked.append((root / "language.txt").read_text(encoding="utf-8").strip())
    asked += [environment.get(name, "") for name in ("PEAKEND_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    if sys.platform == "win32":
        import ctypes

        asked.append("zh" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 0x04 else "en")
    return next((name[:2].lower() for name in asked if name[:2].lower() in LANGUAGES), "en")


def _has_long_paths() -> bool:
    if sys.platform != "win32":
        return True
    import winreg

    with (
        contextlib.suppress(OSError),
        winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key,
    ):
        return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
    return False
