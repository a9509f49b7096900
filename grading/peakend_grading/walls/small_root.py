"""The file system that a submission sees: Python, the library and its data, read-only, and one scratch folder."""

import sys
from collections.abc import Iterable
from pathlib import Path

from peakend_grading.walls.limits import Limits
from peakend_grading.walls.system_calls import (
    BIND,
    NEW_CGROUP,
    NEW_IPC,
    NEW_NAMESPACE,
    NEW_NET,
    NEW_UTS,
    NO_DEVICES,
    NO_EXECUTION,
    NO_SUID,
    PRIVATE,
    READ_ONLY,
    RECURSIVE,
    REMOUNT,
    mount,
    pivot_root,
    unshare,
)

SCRATCH = Path("/scratch")
WORK = SCRATCH / "work"
TEMPORARY = SCRATCH / "tmp"
_DEVICES = ("null", "zero", "urandom", "random")
# What shared libraries, time zones and fonts need of the system; no commands, no configuration with secrets.
_SYSTEM = (
    *("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/etc/ld.so.cache"),
    *("/usr/share/zoneinfo", "/etc/localtime", "/usr/share/fonts", "/usr/share/fontconfig", "/etc/fonts"),
)


def readable_paths(packages: Iterable[Path]) -> list[Path]:
    """Return what a submission may read: Python's own folders, some packages' folders, and the system's libraries."""
    wanted = [Path(sys.base_prefix), Path(sys.prefix), *packages, *map(Path, _SYSTEM)]
    found = [path for path in dict.fromkeys(wanted) if path.exists()]
    return [path for path in found if not any(path != other and path.is_relative_to(other) for other in found)]


def enter(
    root: Path,
    readable: dict[Path, Path],
    limits: Limits,
    writable: dict[Path, Path] | None = None,
    keeps_network: bool = False,
) -> None:
    """Leave this machine's file system, network and names for a small world of one's own.

    Parameters
    ----------
    root : Path
        An empty folder to build on.
    readable : dict
        What can be read: where it will be seen, and where it lies now.
    limits : Limits
        How much may be written.
    writable : dict, optional
        What can be written, too, and stays.
    keeps_network : bool
        Whether this machine's network is kept.
    """
    unshare(NEW_NAMESPACE | NEW_IPC | NEW_UTS | NEW_CGROUP | (0 if keeps_network else NEW_NET))
    mount("none", Path("/"), None, PRIVATE | RECURSIVE)
    mount("tmpfs", root, "tmpfs", NO_SUID, "size=1m,nr_inodes=4k,mode=755")
    scratch = root / SCRATCH.relative_to("/")
    scratch.mkdir()
    options = f"size={limits.disk},nr_inodes={limits.files},mode=777"
    mount("tmpfs", scratch, "tmpfs", NO_SUID | NO_DEVICES | NO_EXECUTION, options)
    for folder in (WORK, TEMPORARY):
        (root / folder.relative_to("/")).mkdir()
    # Relative, and before what can be read: that may lie in /tmp too, and is then put there through the link.
    (root / "tmp").symlink_to(TEMPORARY.relative_to("/"))
    for seen, lies in readable.items():
        _bind(lies, root / seen.relative_to("/"), READ_ONLY)
    for seen, lies in (writable or {}).items():
        _bind(lies, root / seen.relative_to("/"))
    (root / "dev").mkdir()
    for name in _DEVICES:
        (root / "dev" / name).touch()
        mount(f"/dev/{name}", root / "dev" / name, None, BIND)
    _own_processes(root / "proc")
    pivot_root(root)
    mount("none", Path("/"), None, REMOUNT | BIND | READ_ONLY | NO_SUID)


def _bind(source: Path, target: Path, also: int = 0) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    if source.is_dir():
        target.mkdir(exist_ok=True)
    else:
        target.touch()
    mount(str(source), target, None, BIND | RECURSIVE)
    mount("none", target, None, REMOUNT | BIND | NO_SUID | NO_DEVICES | also)


def _own_processes(target: Path) -> None:
    target.mkdir()
    try:
        mount("proc", target, "proc", NO_SUID | NO_DEVICES | NO_EXECUTION)
    except OSError:  # inside some containers there is none to be had; nothing in a lab needs it
        return
