"""A program that runs behind the walls for hours and keeps its files: a trainee's JupyterLab on the trainer's machine.

Unlike a submission it hears the network, on one port, and may call few; and it is not ended when it takes too much
memory, but the largest of its processes is. Where its folder takes too much of the disk it is ended.
"""

import os
import resource
import select
import signal
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from peakend_grading.walls import disk, landlock, sandbox, seccomp, small_root, system_calls
from peakend_grading.walls.limits import MEGABYTE, Limits

WATCH_SECONDS = 2
FAMILIES = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK)  # the last lists interfaces
NICE = 5  # behind what serves the room


@dataclass(frozen=True)
class Stay:
    """What a program is given.

    Attributes
    ----------
    root : Path
        An empty folder, on which its file system is built.
    readable : dict
        What may be read: where it is seen, and where it lies.
    home, lies : Path
        The folder that it writes to: where it is seen, and where it lies.
    user : int
        Whose processes they are, where this is done by root; else all are one's own.
    listen, connect : sequence of int
        The TCP ports that it may answer at, and call.
    processor : int
        Which of the processors it runs on.
    memory : int
        Bytes of all its processes together.
    disk : int
        Bytes that the home may have.
    """

    root: Path
    readable: dict[Path, Path]
    home: Path
    lies: Path
    user: int
    listen: tuple[int, ...]
    connect: tuple[int, ...]
    processor: int
    memory: int = 1_500 * MEGABYTE
    disk: int = 500 * MEGABYTE


def stay(given: Stay, command: list[str], environment: dict[str, str]) -> int:
    """Run a program behind walls until it ends or this process is told to end it, and return its exit code.

    Raises
    ------
    OSError
        If the walls cannot be built; then nothing was run.
    """
    is_root, outside = os.geteuid() == 0, (os.geteuid(), os.getegid())
    rules = seccomp.build_filter(FAMILIES)
    system_calls.unshare(system_calls.NEW_PID | (0 if is_root else system_calls.NEW_USER))
    if not is_root:
        sandbox.stay_oneself(*outside)
    trouble, trouble_inside = os.pipe()
    process = os.fork()
    if not process:
        _inside(given, is_root, rules, trouble_inside, command, environment)
    os.close(trouble_inside)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_given: os.kill(process, signal.SIGTERM))
    if reason := os.read(trouble, 1000):
        os.waitpid(process, 0)
        raise OSError(reason.decode(errors="replace"))
    return _watch(process, given)


def _inside(
    given: Stay, is_root: bool, rules: object, trouble: int, command: list[str], environment: dict[str, str]
) -> NoReturn:
    try:
        system_calls.die_with_parent(signal.SIGKILL)
        limits = Limits(memory=given.memory, processes=512)
        small_root.enter(given.root, given.readable, limits, {given.home: given.lies}, keeps_network=True)
        os.chdir(given.home)
        os.umask(0o077)
        os.nice(NICE)
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {processors[given.processor % len(processors)]})
        kinds = {resource.RLIMIT_DATA: given.memory, resource.RLIMIT_FSIZE: limits.disk, resource.RLIMIT_CORE: 0}
        if is_root:  # where all are one user's, they would be counted together
            os.chown(small_root.TEMPORARY, given.user, given.user)
            kinds[resource.RLIMIT_NPROC] = limits.processes
        for kind, most in kinds.items():
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (most, most) if hard == resource.RLIM_INFINITY else (min(most, hard),) * 2)
        system_calls.drop_capabilities()
        if is_root:
            os.setgroups([])
            os.setresgid(given.user, given.user, given.user)
            os.setresuid(given.user, given.user, given.user)
        system_calls.clear_capabilities()
        system_calls.die_with_parent(signal.SIGKILL)
        landlock.restrict([given.home, small_root.SCRATCH], Path("/dev"), given.listen, given.connect)
        if rules is not None:
            seccomp.load_filter(rules)
        os.set_inheritable(trouble, False)
        os.execvpe(command[0], command, environment)
    except BaseException as error:
        os.write(trouble, f"{type(error).__name__}: {error}".encode(errors="replace"))
        os._exit(1)


def _watch(process: int, given: Stay) -> int:
    """Wait for the end; where all together take too much memory, end the largest but the first.

    Where the home takes too much of the disk, all are ended: who starts them says why.
    """
    most = given.memory
    handle = os.pidfd_open(process)
    while not select.select([handle], [], [], WATCH_SECONDS)[0]:
        if sandbox.memory(process, sandbox.mapped) > most:
            sizes = sandbox.sizes(process, sandbox.share)
            if sum(sizes.values()) > most and len(sizes) > 1:
                os.kill(max(sizes.keys() - {process}, key=lambda child: sizes[child]), signal.SIGKILL)
        if _is_too_full(process, given):
            os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _is_too_full(process: int, given: Stay) -> bool:
    try:
        return disk.used(given.lies) + disk.held_open(process, given.lies) > given.disk
    except OSError:  # it hides what it has
        return True
