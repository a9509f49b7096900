"""What this machine has to keep a submission in: each wall is tried out in a process of its own, not looked up."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from peakend.base.language import translate as _

SECONDS = 30
SETTINGS = Path("/proc/sys")
OFF = {"kernel.apparmor_restrict_unprivileged_userns": "1", "kernel.unprivileged_userns_clone": "0"}


@dataclass(frozen=True)
class Wall:
    """One means of isolation.

    Attributes
    ----------
    name : str
        What it is called.
    found : bool
        Whether it works here.
    needed : bool
        Whether grading refuses to run submissions without it.
    keeps : str
        What it keeps a submission from, or what it found.
    fix : str
        How to get it; empty where it works.
    """

    name: str
    found: bool
    needed: bool
    keeps: str
    fix: str


def walls() -> list[Wall]:
    """Return every means of isolation, and whether it works on this machine."""
    linux = sys.platform == "linux"
    found = {name: linux and _works(name) for name in _PROBES}
    bubblewrap = linux and _runs("bwrap", "--unshare-all", "--ro-bind", "/", "/", "true")
    container = next((name for name in ("podman", "docker") if _runs(name, "info")), "")
    get_linux = "" if linux else _("Grade on Linux; on Windows in WSL 2 (wsl --install).")
    nested = _("Start it as: bwrap --unshare-user --uid 0 --gid 0 --cap-add ALL --dev-bind / / peakend grade …")
    unblock = _unblock() if linux else ""
    return [
        Wall(
            _("sandbox"),
            found["sandbox"],
            True,
            _("all of the following together, as grading uses it"),
            "" if found["sandbox"] else get_linux or (nested if bubblewrap else unblock),
        ),
        Wall(
            _("namespaces"),
            found["namespaces"],
            True,
            _("files, processes and network of this machine are out of sight"),
            "" if found["namespaces"] else get_linux or unblock,
        ),
        Wall(
            _("user namespaces"),
            found["user_namespaces"],
            False,
            _("the same without being root"),
            "" if found["user_namespaces"] else get_linux or unblock,
        ),
        Wall(
            "seccomp",
            found["seccomp"],
            False,
            _("system calls that no notebook needs are refused"),
            "" if found["seccomp"] else get_linux or _("Install the library libseccomp2 of your system."),
        ),
        Wall(
            "Landlock",
            found["landlock"],
            False,
            _("a second lock on files, network and signals"),
            "" if found["landlock"] else get_linux or _("Use Linux 5.13 or newer."),
        ),
        Wall(
            _("memory group"),
            found["memory_group"],
            False,
            _("what the kernel holds for a submission, as in full sockets, counts as its memory"),
            ""
            if found["memory_group"]
            else get_linux or _("Start it as: systemd-run --user --scope -p Delegate=yes peakend grade …"),
        ),
        Wall(
            "bubblewrap",
            bubblewrap,
            False,
            _("a way to namespaces where ordinary users have none"),
            "" if bubblewrap else get_linux or _("Only needed without user namespaces: install bubblewrap."),
        ),
        Wall(
            _("containers"),
            bool(container),
            False,
            container or _("grading in a container shields the rest of the machine once more"),
            "" if container else _("Not needed: podman or docker."),
        ),
    ]


def _unblock() -> str:
    """Say what lets namespaces be made: the switch that is off here, or another place where root may not make them."""
    if os.geteuid() == 0:
        return _(
            "This container or chroot lets nobody make namespaces: grade on the machine itself, "
            "or start the container with --privileged."
        )
    setting = "user.max_user_namespaces=10000"
    for name, off in OFF.items():
        with contextlib.suppress(OSError):
            if SETTINGS.joinpath(*name.split(".")).read_text(encoding="ascii").strip() == off:
                setting = f"{name}={1 - int(off)}"
    return _("Allow user namespaces (sudo sysctl {setting}), or grade as root.", setting=setting)


def _runs(*command: str) -> bool:
    if not shutil.which(command[0]):
        return False
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        return subprocess.run(command, capture_output=True, timeout=SECONDS).returncode == 0
    return False


def _works(name: str) -> bool:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        command = [sys.executable, "-m", "peakend_grading.walls.doctor", name]
        return subprocess.run(command, capture_output=True, timeout=SECONDS).returncode == 0
    return False


def _namespaces() -> None:
    from peakend_grading.walls import system_calls as calls

    user = 0 if os.geteuid() == 0 else calls.NEW_USER
    calls.unshare(user | calls.NEW_NAMESPACE | calls.NEW_PID | calls.NEW_NET | calls.NEW_IPC | calls.NEW_UTS)


def _user_namespaces() -> None:
    from peakend_grading.walls import system_calls as calls

    calls.unshare(calls.NEW_USER | calls.NEW_NAMESPACE | calls.NEW_PID)


def _seccomp() -> None:
    from peakend_grading.walls import seccomp, system_calls

    rules = seccomp.build_filter()
    system_calls.clear_capabilities()
    seccomp.load_filter(rules)


def _landlock() -> None:
    from peakend_grading.walls import landlock, system_calls

    system_calls.clear_capabilities()
    probe = Path(tempfile.gettempdir(), f"peakend-probe-{os.getpid()}")
    landlock.restrict([], Path("/dev"))
    with contextlib.suppress(PermissionError):
        probe.touch()
        probe.unlink()
        raise OSError("nothing was forbidden")


def _memory_group() -> None:
    from peakend_grading.walls.memory_group import find_groups

    if not find_groups():
        raise OSError("no group can be made")


def _sandbox() -> None:
    from peakend_grading.walls import sandbox, seccomp, small_root
    from peakend_grading.walls.limits import ENDED, Limits

    with tempfile.TemporaryDirectory() as folder:
        readable = {path: path for path in small_root.readable_paths([])}
        built = sandbox.Walls(Path(folder), readable, rules=seccomp.build_filter())
        job, result = os.memfd_create("job"), os.memfd_create("result")
        how = sandbox.guard(built, 0, Limits(), job, result, lambda _job, inside, _limits: _say(inside))
        os.lseek(result, 0, os.SEEK_SET)
        if how != ENDED or os.read(result, 10) != b"inside":
            raise OSError(how)


def _say(result: int) -> None:
    os.write(result, b"inside")


_PROBES: dict[str, Callable[[], None]] = {
    "sandbox": _sandbox,
    "namespaces": _namespaces,
    "user_namespaces": _user_namespaces,
    "seccomp": _seccomp,
    "landlock": _landlock,
    "memory_group": _memory_group,
}

if __name__ == "__main__":
    _PROBES[sys.argv[1]]()
