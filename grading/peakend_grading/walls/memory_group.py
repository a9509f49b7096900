"""A memory control group for each submission, where the system lets this process make one.

What the kernel holds for a process, as in full sockets, is nobody's memory but its group's.
"""

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

LEAF = "peakend-grading"  # where the grading processes go, since a group of version 2 has either processes or groups
_OWN = "peakend-"
_TRIES, _PAUSE = 50, 0.02  # the kernel lets go of a group a moment after its last process


@dataclass(frozen=True)
class Groups:
    """The group of this process, in which others can be made.

    Attributes
    ----------
    folder : Path
        Its folder.
    version : int
        Of the kernel's interface, 1 or 2.
    """

    folder: Path
    version: int


@dataclass(frozen=True)
class Group:
    """A group for one submission's processes: its folder, and the file by which one joins, held open."""

    folder: Path
    door: int

    def join(self) -> None:
        """Put this process into it, whatever has become of its rights since the group was made."""
        os.write(self.door, b"0")

    def was_full(self) -> bool:
        """Whether a process was ended because there was no memory left."""
        for name in ("memory.events", "memory.oom_control"):
            with contextlib.suppress(OSError):
                counts = dict(line.split() for line in (self.folder / name).read_text(encoding="ascii").splitlines())
                return int(counts.get("oom_kill", 0)) > 0
        return False

    def remove(self) -> None:
        """Remove it, once all of its processes have ended."""
        os.close(self.door)
        for _try in range(_TRIES):
            with contextlib.suppress(OSError):
                self.folder.rmdir()
                return
            time.sleep(_PAUSE)


def find_groups(process: Path = Path("/proc/self")) -> Groups | None:
    """Return this process's group if others can be made in it, else None.

    Parameters
    ----------
    process : Path
        What the kernel says of a process.
    """
    with contextlib.suppress(OSError, ValueError):
        groups = _own_group(process)
        if groups and groups.version == 2:
            _let_count(groups.folder)
        if groups:
            for left in groups.folder.glob(f"{_OWN}[0-9]*"):  # of a run that was killed
                if not Path("/proc", left.name.removeprefix(_OWN)).exists():
                    left.rmdir()
            make_group(groups, 1 << 30).remove()
            return groups
    return None


def make_group(groups: Groups, most: int) -> Group:
    """Make a group whose processes have so many bytes together, and none of them on a disk.

    Raises
    ------
    OSError
        If that is not allowed.
    """
    folder = groups.folder / f"{_OWN}{os.getpid()}"
    with contextlib.suppress(OSError):  # of a run that was killed
        folder.rmdir()
    folder.mkdir()
    try:
        names = ("memory.max", "memory.swap.max") if groups.version == 2 else _VERSION_1
        (folder / names[0]).write_text(str(most), encoding="ascii")
        with contextlib.suppress(OSError):  # where there is no swap, or none that is counted
            (folder / names[1]).write_text("0" if groups.version == 2 else str(most), encoding="ascii")
        return Group(folder, os.open(folder / "cgroup.procs", os.O_WRONLY))
    except OSError:
        folder.rmdir()
        raise


_VERSION_1 = ("memory.limit_in_bytes", "memory.memsw.limit_in_bytes")


def _own_group(process: Path) -> Groups | None:
    """Return this process's group, of version 2 where that counts memory, else of version 1."""
    own: dict[str, str] = {}
    for line in (process / "cgroup").read_text(encoding="ascii").splitlines():
        _number, kinds, place = line.split(":", 2)
        own |= dict.fromkeys(kinds.split(","), place)
    for line in (process / "mounts").read_text(encoding="utf-8").splitlines():
        _device, mounted, kind, options, *_rest = line.split(" ")
        key = {"cgroup2": "", "cgroup": "memory"}.get(kind)
        if key is None or key not in own or (key and key not in options.split(",")):
            continue
        folder = Path(mounted, own[key].lstrip("/"))
        if key:
            return Groups(folder, 1)
        folder = folder.parent if folder.name == LEAF else folder
        if "memory" in (folder / "cgroup.controllers").read_text(encoding="ascii").split():
            return Groups(folder, 2)
    return None


def _let_count(folder: Path) -> None:
    """Let the groups in a group count their memory; its processes, which are of this run alone, go into one of them."""
    switch = folder / "cgroup.subtree_control"
    if "memory" in switch.read_text(encoding="ascii").split():
        return
    inside = [int(number) for number in (folder / "cgroup.procs").read_text(encoding="ascii").split()]
    if not {os.getpid(), os.getppid()}.issuperset(number for number in inside if not _is_child(number)):
        raise OSError("there are others in this group")
    if inside:
        (folder / LEAF).mkdir(exist_ok=True)
    for number in inside:
        (folder / LEAF / "cgroup.procs").write_text(str(number), encoding="ascii")
    switch.write_text("+memory", encoding="ascii")


def _is_child(number: int) -> bool:
    """Whether a process was started by this one's parent, as the one that reads hand-ins is."""
    with contextlib.suppress(OSError):
        fields = Path("/proc", str(number), "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return int(fields[1]) in (os.getppid(), os.getpid())
    return True  # it has just ended
