"""One submission's process: put behind every wall that this machine has, watched, and ended in time."""

import contextlib
import os
import resource
import select
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from peakend_grading.walls import landlock, seccomp, small_root, system_calls
from peakend_grading.walls.limits import ENDED, TOO_LONG, TOO_MUCH_MEMORY, Limits
from peakend_grading.walls.memory_group import Group, Groups, make_group

# Each slot has a user of its own, so that its processes are counted for itself; containers know users up to 65,535.
FIRST_USER, USERS, SLOTS = 61_000, 4_000, 64
WATCH_SECONDS = 0.1


@cache
def claim_users() -> tuple[int, socket.socket | None]:
    """Return the first of this process's users, and what keeps others from taking the same: a name, until it ends."""
    for first in range(FIRST_USER, FIRST_USER + USERS - SLOTS, SLOTS):
        claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            claim.bind(f"\0peakend-users-{first}")
        except OSError:  # another class is graded at the same time
            claim.close()
        else:
            return first, claim
    return FIRST_USER, None


@dataclass(frozen=True)
class Walls:
    """What a sandbox is built of.

    Attributes
    ----------
    root : Path
        An empty folder, on which each submission's file system is built.
    readable : dict
        What may be read: where it is seen, and where it lies.
    user_namespace : bool
        Whether the walls are built by an ordinary user, in a user namespace.
    rules : object, optional
        The filter of system calls, where this machine has them.
    first_user : int
        The user of the first slot: another one for each class that is graded at the same time.
    groups : Groups, optional
        Where memory control groups can be made, where this machine lets one.
    """

    root: Path
    readable: dict[Path, Path]
    user_namespace: bool = field(default_factory=lambda: os.geteuid() != 0)
    rules: Any = None
    first_user: int = field(default_factory=lambda: claim_users()[0])
    groups: Groups | None = None


Work = Callable[[bytes, int, Limits], None]


def guard(walls: Walls, slot: int, limits: Limits, job: int, result: int, work: Work) -> str:
    """Do some work behind walls, end it when a limit is reached, and say how it ended.

    Called in a process that does nothing else.

    Parameters
    ----------
    walls : Walls
        What the sandbox is built of.
    slot : int
        Number among those that run at the same time.
    limits : Limits
        What the work may use.
    job, result : int
        File descriptors: what to do, and where to write what came of it.
    work : callable
        Called inside with the job's content, the result's file descriptor and the limits.

    Raises
    ------
    OSError
        If the walls cannot be built; then no work was done.
    """
    outside = (os.geteuid(), os.getegid())
    group = _group(walls, limits)
    system_calls.unshare(system_calls.NEW_PID | (system_calls.NEW_USER if walls.user_namespace else 0))
    if walls.user_namespace:
        stay_oneself(*outside)
    trouble, trouble_inside = os.pipe()
    process = os.fork()
    if not process:
        _inside(walls, group, slot, limits, job, result, trouble_inside, work)
    os.close(trouble_inside)
    try:
        how = _watch(process, limits, group)
    finally:
        # The first process of its own process namespace: whatever it started ends with it.
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        if group:
            group.remove()
    if reason := os.read(trouble, 1000):
        raise OSError(reason.decode(errors="replace"))
    return how


def _group(walls: Walls, limits: Limits) -> Group | None:
    """Return a group for all that the work may use, its scratch folder and answers too; None where there is none."""
    if walls.groups:
        with contextlib.suppress(OSError):  # then what can be counted is counted here
            return make_group(walls.groups, _most(limits) + limits.disk + limits.answers)
    return None


def _inside(
    walls: Walls, group: Group | None, slot: int, limits: Limits, job: int, result: int, trouble: int, work: Work
) -> NoReturn:
    try:
        if group:
            group.join()
        system_calls.die_with_parent(signal.SIGKILL)
        content, held = read_all(job), _held()
        small_root.enter(walls.root, walls.readable, limits)
        _limit(limits, held)
        _give_up_privileges(walls, walls.first_user + slot)
        _keep_only(result)
    except BaseException as error:
        os.write(trouble, f"{type(error).__name__}: {error}".encode(errors="replace"))
        os._exit(1)
    try:
        work(content, result, limits)
    finally:
        os._exit(0)


def read_all(handle: int) -> bytes:
    """Return the whole content of an open file."""
    os.lseek(handle, 0, os.SEEK_SET)
    with os.fdopen(os.dup(handle), "rb") as file:
        return file.read()


def stay_oneself(user: int, group: int) -> None:
    """Be in a new user namespace who one was outside."""
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")


def _held() -> int:
    """Return the bytes of memory of its own that this process has from its parent, and may go on to use."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()


def _limit(limits: Limits, held: int) -> None:
    seconds = int(limits.seconds) + 1
    for kind, most in (
        (resource.RLIMIT_DATA, held + limits.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, max(limits.disk, limits.answers)),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def _keep_only(result: int) -> None:
    nothing = os.open("/dev/null", os.O_RDWR)
    for standard in range(3):
        os.dup2(nothing, standard)
    for low, high in ((3, result), (result + 1, os.sysconf("SC_OPEN_MAX"))):
        os.closerange(low, min(high, 65_536))


def _give_up_privileges(walls: Walls, user: int) -> None:
    os.chdir(small_root.WORK)
    os.umask(0o022)
    if not walls.user_namespace:
        for folder in (small_root.SCRATCH, small_root.WORK, small_root.TEMPORARY):
            os.chown(folder, user, user)
    system_calls.drop_capabilities()
    if not walls.user_namespace:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    system_calls.clear_capabilities()
    system_calls.die_with_parent(signal.SIGKILL)
    landlock.restrict([small_root.SCRATCH], Path("/dev"))
    if walls.rules is not None:
        seccomp.load_filter(walls.rules)


def _most(limits: Limits) -> int:
    """Return the bytes of all processes; one alone comes to its own limit first, and is told so."""
    return _inherited() + limits.memory * 9 // 8


def _watch(process: int, limits: Limits, group: Group | None) -> str:
    end = time.monotonic() + limits.seconds
    most = _most(limits)
    handle = os.pidfd_open(process)
    while not select.select([handle], [], [], WATCH_SECONDS)[0]:
        if time.monotonic() > end:
            return TOO_LONG
        sockets = 0 if group else _in_sockets(process)
        # Counting shared pages by their share takes as long as a cell; all that is mapped is an upper bound.
        if sockets + memory(process, mapped) > most and sockets + memory(process, share) > most:
            return TOO_MUCH_MEMORY
        if group and group.was_full():
            return TOO_MUCH_MEMORY
    return TOO_MUCH_MEMORY if group and group.was_full() else ENDED


def _inherited() -> int:
    """Return the bytes of memory of its own that this process has really used; what is only reserved counts nothing."""
    resident, shared = Path("/proc/self/statm").read_text(encoding="ascii").split()[1:3]
    return (int(resident) - int(shared)) * resource.getpagesize()


def memory(process: int, measure: Callable[[Path], int]) -> int:
    """Return the bytes that a process and its descendants hold."""
    return sum(sizes(process, measure).values())


def sizes(process: int, measure: Callable[[Path], int]) -> dict[int, int]:
    """Return the bytes that a process and each of its descendants hold."""
    found, left = {}, [process]
    while left:
        folder = Path("/proc", str(left.pop()))
        try:
            for task in (folder / "task").iterdir():
                left += map(int, (task / "children").read_text(encoding="ascii").split())
            found[int(folder.name)] = measure(folder)
        except OSError:  # it has just ended
            continue
    return found


def _in_sockets(process: int) -> int:
    """Return the bytes that the sockets of a sandbox, which has a network of its own, can hold in the kernel at most.

    No process is charged for what lies in a socket, and a memory control group is not to be had everywhere. What a
    socket may hold is the system's default, since the filter of system calls lets nobody ask for more.
    """
    own, network = Path("/proc/self/ns/net"), Path("/proc", str(process), "ns", "net")
    try:
        if network.readlink() == own.readlink():  # it is about to leave
            return 0
        with Path("/proc", str(process), "net", "unix").open("rb") as listed:
            return (sum(1 for _line in listed) - 1) * _socket_size()
    except OSError:  # it has just ended
        return 0


@cache
def _socket_size() -> int:
    """Return what a socket holds by default, and the message with which it passes that."""
    return int(Path("/proc/sys/net/core/wmem_default").read_text(encoding="ascii")) + 65_536


def mapped(folder: Path) -> int:
    """Return the bytes that a process has mapped: no less than it holds, and quick to read."""
    return int((folder / "statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def share(folder: Path) -> int:
    """Return the bytes of memory of its own that a process holds, shared pages by its share."""
    lines = (folder / "smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith(("Pss_Anon:", "Pss_Shmem:")))
