"""The two tools of the start: a Python that fits, and uv, which installs; both are looked for before they are taken."""

import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from peakend_labs.start.failures import failure
from peakend_labs.start.folder import Folder, python_name
from peakend_labs.start.sentences import CannotStart, progress

ASK = "import json, platform, sys; print(json.dumps([sys.executable, *sys.version_info[:2]]))"
_PROCESSORS = {"amd64": "x86_64", "arm64": "aarch64"}


def fitting_python(folder: Folder) -> str:
    """Return a Python that the folder can be started with: this one, or another one on the machine."""
    if sys.version_info[:2] in folder.pythons:
        return sys.executable
    for command in _other_pythons(folder):
        try:
            asked = subprocess.run([*command, "-c", ASK], capture_output=True, text=True, timeout=20, check=True)
            program, *version = json.loads(asked.stdout)
        except (OSError, ValueError, subprocess.SubprocessError):
            continue
        if tuple(version) in folder.pythons:
            return str(program)
    raise CannotStart("python_unfit", found=platform.python_version(), wanted=python_name(folder.pythons))


def _other_pythons(folder: Folder) -> Iterator[list[str]]:
    for major, minor in reversed(folder.pythons):
        if os.name == "nt":
            yield ["py", f"-{major}.{minor}"]
        yield [f"python{major}.{minor}"]
        if found := shutil.which("uv"):
            yield [found, "run", "--no-project", "--no-python-downloads", "-q", "-p", f"{major}.{minor}", "python"]


def find_uv(folder: Folder, own: bool = False) -> str:
    """Return uv: the user's, else one beside the course, which is taken from the kit or installed by pip.

    Parameters
    ----------
    folder : Folder
        What is started.
    own : bool, default False
        Whether to pass over the user's.
    """
    if not own and (found := shutil.which("uv")):
        return found
    name = "uv.exe" if os.name == "nt" else "uv"
    program = folder.root / ".uv" / "bin" / name
    if program.is_file():
        return str(program)
    print(progress(folder.language, "helper"), flush=True)
    if wheel := _uv_wheel(folder):
        _unpack(wheel, name, program)
    else:
        _install_by_pip(folder)
    if not program.is_file():
        raise CannotStart("unknown", file=folder.root / "start.log")
    return str(program)


def _uv_wheel(folder: Folder) -> Path | None:
    """Return the wheel of uv for this system that lies in the kit."""
    machine = _PROCESSORS.get(platform.machine().lower(), platform.machine().lower())
    system = {"Windows": "win", "Darwin": "macosx", "Linux": "manylinux"}.get(platform.system(), "none")
    if not folder.wheels or "://" in folder.wheels:
        return None
    for wheel in sorted(Path(folder.wheels).glob("uv-*.whl")):
        tags = wheel.stem.replace("amd64", "x86_64").replace("arm64", "aarch64")
        if system in tags and machine in tags:
            return wheel
    return None


def _unpack(wheel: Path, name: str, program: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = next(entry for entry in archive.namelist() if entry.endswith(f"/scripts/{name}"))
        program.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=program.parent, delete=False) as part:
            part.write(archive.read(inside))
    Path(part.name).chmod(0o755)
    Path(part.name).replace(program)


def _install_by_pip(folder: Folder) -> None:
    if importlib.util.find_spec("pip") is None:
        raise CannotStart("no_pip")
    where = ["--index-url", folder.index] if folder.index else []
    if folder.wheels:
        host = folder.wheels.partition("://")[2].partition("/")[0].partition(":")[0]
        where = ["--no-index", "--find-links", folder.wheels, *(["--trusted-host", host] if host else [])]
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch, "uv.txt")
        wanted.write_text(_locked_uv(folder.root), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--require-hashes", "--only-binary", ":all:", "--target", str(folder.root / ".uv"), *where]
        done = subprocess.run([*command, "-r", str(wanted)], capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise failure(folder, done.stdout + done.stderr, platform.python_version())


def _locked_uv(root: Path) -> str:
    """Return uv's line of requirements, with the hashes that the lock names."""
    lock = tomllib.loads((root / "uv.lock").read_text(encoding="utf-8"))
    uv = next(package for package in lock["package"] if package["name"] == "uv")
    return " ".join([f"uv=={uv['version']}", *(f"--hash={wheel['hash']}" for wheel in uv["wheels"])]) + "\n"


def index_of_pip() -> str:
    """Return the index that the user's own pip is set to, which uv does not read; empty where there is none."""
    if value := os.environ.get("PIP_INDEX_URL"):
        return value
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    asked = subprocess.run(command, capture_output=True, text=True, errors="replace")
    return asked.stdout.strip() if asked.returncode == 0 else ""


def uv_has_index() -> bool:
    """Tell whether the user has set an index for uv: in the environment, or in its own file of settings."""
    if any(os.environ.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE")):
        return True
    home = Path(os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME") or Path("~/.config").expanduser())
    for file in (home / "uv" / "uv.toml", Path("/etc/uv/uv.toml")):
        if file.is_file() and "index" in file.read_text(encoding="utf-8", errors="replace"):
            return True
    return False
