"""The means to start that a kit carries: Peakend as a wheel, what it needs by hash, and the wheels of it all."""

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend_labs.places import HOUSE
from peakend_labs.release.materials import MATERIALS, with_licences
from peakend_labs.start.folder import PYTHONS, SETTINGS, Folder
from peakend_labs.start.sentences import CannotStart
from peakend_labs.start.tools import find_uv

WHEELS = "wheels"
REQUIREMENTS = "requirements.txt"
KIT_PYTHON = "3.13"  # the one that start.sh tells people to install
PATCHES = (2, 99)  # an early and a late one of a version of Python: some packages ask for more than the version
_LINUX = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_26", "manylinux_2_24", "manylinux_2_17", "manylinux2014")
_OLD_LINUX = ("manylinux_2_12", "manylinux2010", "manylinux_2_5", "manylinux1")


@dataclass(frozen=True)
class System:
    """A kind of machine that a kit can be for.

    Attributes
    ----------
    platforms : tuple of str
        The platform tags of wheels that run there.
    markers : mapping of str to str
        What it says of itself where a requirement asks.
    """

    platforms: tuple[str, ...]
    markers: Mapping[str, str]


def _system(name: str, platform: str, machine: str, platforms: Iterable[str]) -> System:
    os_name = "nt" if platform == "win32" else "posix"
    said = {"sys_platform": platform, "platform_machine": machine, "platform_system": name, "os_name": os_name}
    return System(tuple(platforms), said)


SYSTEMS = {
    "windows-x64": _system("Windows", "win32", "AMD64", ["win_amd64"]),
    "windows-arm": _system("Windows", "win32", "ARM64", ["win_arm64"]),
    "macos-arm": _system("Darwin", "darwin", "arm64", ["macosx_14_0_arm64"]),
    "macos-x64": _system("Darwin", "darwin", "x86_64", ["macosx_14_0_x86_64"]),
    "linux-x64": _system("Linux", "linux", "x86_64", [f"{name}_x86_64" for name in (*_LINUX, *_OLD_LINUX)]),
    "linux-arm": _system("Linux", "linux", "aarch64", [f"{name}_aarch64" for name in _LINUX]),
}


@dataclass(frozen=True)
class Means:
    """How a kit's packages come to the trainee.

    Attributes
    ----------
    systems : sequence of str
        For which systems all wheels lie in the kit; with none, they come from an index.
    python : str
        The version of Python that the wheels are for, as ``3.13``.
    index : str
        The index to take them from, in place of the trainee's own.
    wheels : str
        The address of a folder of wheels, as the class's server shows it.
    """

    systems: Sequence[str] = ()
    python: str = KIT_PYTHON
    index: str = ""
    wheels: str = ""

    def __post_init__(self) -> None:
        possible = [f"3.{minor}" for minor in range(PYTHONS[0][1], PYTHONS[1][1] + 1)]
        if self.python not in possible:
            raise PeakendError(
                _("A kit is for Python {possible}, not {found!r}.", possible=join_words(possible), found=self.python)
            )
        for option, address in (("--index", self.index), ("--wheels", self.wheels)):
            if address and not address.startswith(("http://", "https://", "file://")):
                raise PeakendError(
                    _("{option} wants an address that begins with https:// or http://, not {found!r}.", option=option,
                      found=address)
                )  # fmt: skip


def choose_systems(names: str) -> list[str]:
    """Return the systems that a list names: ``windows`` is both its kinds, and so on.

    Examples
    --------
    >>> choose_systems("windows-x64,macos")
    ['windows-x64', 'macos-arm', 'macos-x64']
    """
    chosen: list[str] = []
    families = sorted({system.partition("-")[0] for system in SYSTEMS})
    for name in filter(None, (part.strip().lower() for part in names.split(","))):
        found = [system for system in SYSTEMS if name in (system, system.partition("-")[0])]
        if not found:
            sentence = _("There is no system {name!r}. There are: {names}.", name=name, names=join_words(
                [*families, *SYSTEMS]))  # fmt: skip
            raise PeakendError(sentence + did_you_mean(name, [*families, *SYSTEMS]))
        chosen += [system for system in found if system not in chosen]
    return chosen


def add_means(kit: Path, means: Means) -> None:
    """Put into a kit what it is started with."""
    wheels = kit / WHEELS
    wheels.mkdir()
    build_wheel(kit, wheels)
    write_text(kit / REQUIREMENTS, locked_requirements("--extra", "labs"))
    write_text(kit / MATERIALS, with_licences(bill_of_materials()))
    for system in means.systems:
        download(system, means, kit / REQUIREMENTS, wheels)
    settings = [
        f'python = ["{means.python}"]' if means.systems or means.wheels else "",
        f'index = "{means.index}"' if means.index else "",
        f'wheels = "{means.wheels or WHEELS}"' if means.systems or means.wheels else "",
    ]
    write_text(kit / SETTINGS, "".join(f"{line}\n" for line in settings if line))


def build_wheel(folder: Path, out: Path) -> None:
    """Build Peakend of a kit's own files, so that nothing is built at the trainee's and nothing else gets in."""
    code = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", code, str(out)], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise PeakendError(_("The kit cannot be built: {reason}", reason=_last(done.stderr)))


def bill_of_materials() -> str:
    """Return what the lock names for a kit as CycloneDX; a uv of the user's own may be too old to write it."""
    asked = ("--extra", "labs", "--format", "cyclonedx1.5", "--preview-features", "sbom-export")
    try:
        return locked_requirements(*asked)
    except PeakendError:
        return locked_requirements(*asked, own=True)


def locked_requirements(*groups: str, own: bool = False) -> str:
    """Return what the lock names for these extras or groups, each by its hashes; as requirements without an address."""
    folder = Folder(HOUSE, "en", ())
    try:
        uv = find_uv(folder, own)
    except CannotStart as error:
        raise PeakendError(str(error)) from None
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "requirements.txt")
        command = [uv, "export", "--frozen", "--quiet", "--no-emit-project", "--no-dev", "--no-header", "--no-annotate"]
        done = subprocess.run([*command, *groups, "-o", str(file)], cwd=HOUSE, capture_output=True, text=True)
        if done.returncode:
            raise PeakendError(_("The kit cannot be built: {reason}", reason=_last(done.stderr)))
        return file.read_text(encoding="utf-8")


def requirements_for(system: str, python: str, text: str) -> Iterator[str]:
    """Yield the requirements of a list that a system has with a version of Python, such as 3.11.2."""
    said = {**SYSTEMS[system].markers, "python_full_version": python, "python_version": python.rpartition(".")[0]}
    said |= {"implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}
    for entry in text.replace("\\\n", " ").splitlines():
        asked, *hashes = entry.split("--hash=")
        if asked.strip():
            wanted = Requirement(asked.strip())
            if wanted.marker is None or wanted.marker.evaluate(said):
                yield " ".join([f"{wanted.name}{wanted.specifier}", *(f"--hash={each.strip()}" for each in hashes)])


def download(system: str, means: Means, requirements: Path, out: Path) -> None:
    """Take the wheels for a system, each held to the lock's hashes, and the installer for it."""
    text = requirements.read_text(encoding="utf-8") + locked_requirements("--only-group", "start")
    lists = {patch: list(requirements_for(system, f"{means.python}.{patch}", text)) for patch in PATCHES}
    for patch, wanted in lists.items():
        if patch != PATCHES[0]:
            wanted = [each for each in wanted if each not in lists[PATCHES[0]]]
        _take(system, f"{means.python}.{patch}", wanted, means.index, out)


def _take(system: str, python: str, wanted: Sequence[str], index: str, out: Path) -> None:
    """Let pip take wheels for another machine, which uv cannot."""
    platforms = [f"--platform={platform}" for platform in SYSTEMS[system].platforms]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--require-hashes", "--only-binary=:all:", "--implementation=cp", f"--python-version={python}"]
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch, REQUIREMENTS)
        write_text(listed, "\n".join(wanted) + "\n")
        command += [*platforms, *([f"--index-url={index}"] if index else []), "-d", str(out), "-r", str(listed)]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise PeakendError(
            _("The wheels for {system} cannot be had: {reason}", system=system, reason=_last(done.stderr))
        )


def _last(said: str) -> str:
    lines = [line for line in said.strip().splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["–"])[-1].removeprefix("ERROR: ").strip()
