"""The system calls that no notebook needs, and that a hostile one would use."""

import errno
import socket
from collections.abc import Collection
from typing import Any

REFUSED = (
    # other processes, and the kernel's secrets
    *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "process_madvise", "perf_event_open"),
    *("bpf", "userfaultfd", "keyctl", "add_key", "request_key", "lookup_dcookie", "syslog"),
    # file systems and namespaces
    *("mount", "umount2", "pivot_root", "chroot", "setns", "unshare", "open_tree", "move_mount", "mount_setattr"),
    *("fsopen", "fsconfig", "fsmount", "fspick", "open_by_handle_at", "name_to_handle_at", "mknod", "mknodat"),
    # memory that belongs to no process, so that no limit would count it
    *("memfd_create", "memfd_secret", "shmget"),
    *("swapon", "swapoff", "quotactl", "quotactl_fd", "fanotify_init"),
    # the machine
    *("reboot", "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "acct", "vhangup"),
    *("settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname", "setdomainname", "iopl", "ioperm"),
    *("io_uring_setup", "io_uring_enter", "io_uring_register", "personality", "modify_ldt"),
)
_NAMESPACES = 0x7E020080  # every CLONE_NEW… flag
_PUSH_INPUT = 0x5412  # TIOCSTI: typing into another's terminal
_DEATH_SIGNAL = 1
_SEND_BUFFER_BY_FORCE = 32  # SO_SNDBUFFORCE


def build_filter(families: Collection[int] = (socket.AF_UNIX,)) -> Any:
    """Return a filter that `load_filter` puts in force; None where this machine has none.

    Parameters
    ----------
    families : collection of int
        The kinds of sockets that may be made.
    """
    try:
        import pyseccomp as seccomp
    except (ImportError, OSError, RuntimeError):
        return None

    refuse = seccomp.ERRNO(errno.EPERM)
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    for name in REFUSED:
        try:
            rules.add_rule(refuse, name)
        except (OSError, ValueError):  # this kernel or processor has no such call
            continue
    # clone3 hides its flags in memory, where no filter sees them; without it the C library falls back to clone.
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
    for bit in range(32):
        if _NAMESPACES >> bit & 1:
            rules.add_rule(refuse, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, 1 << bit, 1 << bit))
    for call in ("socket", "socketpair"):
        rules.add_rule(seccomp.ERRNO(errno.EACCES), call, seccomp.Arg(0, seccomp.GT, max(families)))
        for family in set(range(max(families))) - set(families):
            rules.add_rule(seccomp.ERRNO(errno.EACCES), call, seccomp.Arg(0, seccomp.EQ, family))
    # Each socket holds in the kernel what no process is charged for: as much as is the default, and no more.
    for option in (socket.SO_SNDBUF, _SEND_BUFFER_BY_FORCE):
        level = seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFFFFFF, socket.SOL_SOCKET)
        rules.add_rule(refuse, "setsockopt", level, seccomp.Arg(2, seccomp.MASKED_EQ, 0xFFFFFFFF, option))
    rules.add_rule(refuse, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFFFFFF, _PUSH_INPUT))
    rules.add_rule(refuse, "prctl", seccomp.Arg(0, seccomp.MASKED_EQ, 0xFFFFFFFF, _DEATH_SIGNAL))
    return rules


def load_filter(rules: Any) -> None:
    """Put a filter in force for this process and all it starts, for good."""
    rules.load()
