"""The environment beside the course: made once from what the lock names, whatever index it comes from."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from peakend_labs.start.failures import failure, meaning
from peakend_labs.start.folder import Folder, require_room
from peakend_labs.start.sentences import CannotStart, progress
from peakend_labs.start.tools import find_uv, fitting_python, index_of_pip, uv_has_index

STAMP = "peakend-start.json"
_TAKING = re.compile(r"^Downloading (\S+) \(([\d.]+)([KMG])iB\)")
_TAKEN = re.compile(r"^ Downloaded (\S+)")
_UNITS = {"K": 1 / 1024, "M": 1, "G": 1024}


def prepare(folder: Folder, extra: str) -> None:
    """Make the environment with what an extra brings, unless it stands already.

    Parameters
    ----------
    folder : Folder
        What is started.
    extra : str
        The extra that the command needs, or ``dev`` for all that the course is made with.

    Raises
    ------
    CannotStart
        With the reason, in both languages.
    """
    digest = _digest(folder)
    done = _stamp(folder)
    stands = done.get("root") == str(folder.root) or (folder.is_kit and done)
    if _is_alive(folder) and done.get("digest") == digest and stands and extra in done["extras"]:
        return
    require_room(folder)
    python = fitting_python(folder)
    kept = done["extras"] if done.get("digest") == digest and _is_alive(folder) else []
    try:
        _make(folder, extra, python, kept)
    except PermissionError as error:
        raise failure(folder, f"{error}", python) from None
    stamp = {"digest": digest, "extras": [*kept, extra], "root": str(folder.root)}
    (folder.venv / STAMP).write_text(json.dumps(stamp), encoding="utf-8")


def _make(folder: Folder, extra: str, python: str, kept: Sequence[str]) -> None:
    began = time.monotonic()
    uv = find_uv(folder)
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch, "requirements.txt")
        if folder.is_kit:
            shutil.copy2(folder.root / "requirements.txt", wanted)
        else:
            uv = _export(folder, uv, extra, wanted)
        if not _is_alive(folder):
            shutil.rmtree(folder.venv, ignore_errors=True)
            _run(folder, [uv, "venv", "--no-project", "--python", python, "--no-python-downloads", str(folder.venv)])
        count = sum("==" in line for line in wanted.read_text(encoding="utf-8").splitlines())
        say(folder, _why(folder, kept), count=count, place=folder.source)
        install = [uv, "pip", "install", "--python", str(folder.python)]
        binary = [] if extra == "dev" else ["--only-binary", ":all:"]
        _run(folder, [*install, "--require-hashes", "--no-deps", *binary, *_places(folder), "-r", str(wanted)])
    if folder.is_kit:
        wheel = next(iter(sorted((folder.root / "wheels").glob("peakend-*.whl"))), None)
        if wheel is None:
            raise CannotStart("not_unpacked", file="wheels/peakend-….whl")
        _run(folder, [*install, "--no-deps", "--no-index", "--reinstall", str(wheel)])
    else:
        _run(folder, [*install, "--no-deps", *_places(folder), "--editable", str(folder.root)])
    say(folder, "installed", seconds=round(time.monotonic() - began))


def _why(folder: Folder, kept: Sequence[str]) -> str:
    """Return which line of progress says why something is installed."""
    done = _stamp(folder)
    if kept and done.get("root") == str(folder.root):
        return "more"
    return "moved" if done else "first"


def _export(folder: Folder, uv: str, extra: str, wanted: Path) -> str:
    """Write down what the lock names, by hash and without an address; return the uv that could read the lock."""
    groups = ["--group", "dev"] if extra == "dev" else ["--no-dev", "--extra", extra]
    command = ["export", "--frozen", "--quiet", "--no-emit-project", *groups, "--output-file", str(wanted)]
    done = subprocess.run([uv, *command], cwd=folder.root, capture_output=True)
    if done.returncode:
        try:
            uv = find_uv(folder, own=True)
        except CannotStart:
            raise CannotStart("uv_old") from None
        _run(folder, [uv, *command])
    return uv


def _places(folder: Folder) -> list[str]:
    """Return where packages are taken from: the kit's folder, the class's server, an index, or as the user has set."""
    if folder.wheels:
        return ["--no-index", "--find-links", folder.wheels]
    if folder.index:
        return ["--default-index", folder.index]
    if not uv_has_index() and (index := index_of_pip()):
        return ["--default-index", index]
    return []


def _run(folder: Folder, command: Sequence[str]) -> None:
    """Run uv; where a company's proxy stands between, once more with the certificates that the system trusts."""
    said = _watch(folder, command, {})
    if said and meaning(said) == "certificate":
        said = _watch(folder, command, {"UV_SYSTEM_CERTS": "true", "UV_NATIVE_TLS": "true"})
    if said:
        raise failure(folder, said, _version(folder))


def _watch(folder: Folder, command: Sequence[str], settings: Mapping[str, str]) -> str:
    """Tell in the user's language how far uv is, and return what it says where it fails."""
    said: list[str] = []
    environment = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    environment |= {"NO_COLOR": "1", "UV_LINK_MODE": environment.get("UV_LINK_MODE", "copy" if os.name == "nt" else "")}
    environment = {name: value for name, value in environment.items() if value}
    with subprocess.Popen(
        command,
        cwd=folder.root,
        env={**environment, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as running:
        sizes: dict[str, float] = {}
        taken = 0.0
        for line in running.stderr or ():
            said.append(line)
            if found := _TAKING.match(line):
                sizes[found[1]] = float(found[2]) * _UNITS[found[3]]
                say(folder, "taking", package=found[1], size=round(sizes[found[1]]))
            elif (found := _TAKEN.match(line)) and found[1] in sizes:
                taken += sizes[found[1]]
                say(folder, "taken", package=found[1], done=round(taken), all=round(sum(sizes.values())))
    return ("".join(said) or "?") if running.returncode else ""


def say(folder: Folder, key: str, **values: object) -> None:
    """Print a line of progress."""
    print(progress(folder.language, key, **values), flush=True)


def _version(folder: Folder) -> str:
    for line in _configuration(folder):
        if line.startswith("version_info"):
            return line.partition("=")[2].strip()
    return "–"


def _is_alive(folder: Folder) -> bool:
    """Tell whether the environment's Python is there, and the one that it was made of."""
    homes = [line.partition("=")[2].strip() for line in _configuration(folder) if line.startswith("home")]
    return folder.python.is_file() and bool(homes) and Path(homes[0]).is_dir()


def _configuration(folder: Folder) -> list[str]:
    file = folder.venv / "pyvenv.cfg"
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []


def _stamp(folder: Folder) -> dict[str, Any]:
    try:
        told = json.loads((folder.venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _digest(folder: Folder) -> str:
    """Return what changes with anything that is installed."""
    files = [folder.root / "uv.lock", folder.root / "pyproject.toml"]
    if folder.is_kit:
        files = [folder.root / "requirements.txt", *sorted((folder.root / "wheels").glob("peakend-*.whl"))]
    digest = hashlib.sha256()
    for file in files:
        if not file.is_file():
            raise CannotStart("not_unpacked", file=file.relative_to(folder.root).as_posix())
        digest.update(file.read_bytes())
    return digest.hexdigest()
