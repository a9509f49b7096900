"""The few Linux system calls that Python 3.11 has no names for."""

import contextlib
import ctypes
import os
import platform
from pathlib import Path

NEW_NAMESPACE = 0x00020000  # mount
NEW_CGROUP = 0x02000000
NEW_UTS = 0x04000000
NEW_IPC = 0x08000000
NEW_USER = 0x10000000
NEW_PID = 0x20000000
NEW_NET = 0x40000000

READ_ONLY, NO_SUID, NO_DEVICES, NO_EXECUTION = 1, 2, 4, 8
REMOUNT, BIND, RECURSIVE, PRIVATE = 32, 4096, 16384, 1 << 18
DETACH = 2

_DEATH_SIGNAL, _NO_NEW_PRIVILEGES, _DROP_BOUNDING, _AMBIENT, _CLEAR_ALL = 1, 38, 24, 47, 4
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: object) -> int:
    """Call a function of the C library, and raise `OSError` if it fails."""
    result = int(getattr(_libc, name)(*arguments))
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave the namespaces named by the flags for new ones."""
    call("unshare", flags)


def mount(source: str, target: Path, kind: str | None, flags: int, options: str = "") -> None:
    """Mount a file system, or change a mount."""
    call(
        "mount",
        source.encode(),
        str(target).encode(),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        options.encode(),
    )


def pivot_root(new_root: Path) -> None:
    """Make a mount the root, and let go of the old one."""
    os.chdir(new_root)
    call("syscall", _PIVOT_ROOT[platform.machine()], b".", b".")
    call("umount2", b".", DETACH)
    os.chdir("/")


def die_with_parent(signal: int) -> None:
    """Receive this signal when the parent ends; a change of user forgets it."""
    call("prctl", _DEATH_SIGNAL, signal, 0, 0, 0)


def drop_capabilities() -> None:
    """Give up every capability, and the means to get one back."""
    call("prctl", _AMBIENT, _CLEAR_ALL, 0, 0, 0)
    with contextlib.suppress(OSError):  # the first number beyond the kernel's last capability
        for capability in range(64):
            call("prctl", _DROP_BOUNDING, capability, 0, 0, 0)


def clear_capabilities() -> None:
    """Empty the sets of capabilities that the process holds, and gain no privileges from now on."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    call("capset", header, (ctypes.c_uint32 * 6)())
    call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)
