"""Landlock: a second lock on the file system, on the network and on signals, where the kernel has it."""

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path

from peakend_grading.walls.system_calls import call

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_BENEATH, _PORT = 1, 2
_READ = 0b1101  # execute, read a file, read a folder
_WRITE_FILE = 0b10
# How many file system rights each version of Landlock knows; later ones know no fewer.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_LISTEN, _CONNECT = 0b01, 0b10
_TCP, _SCOPES = _LISTEN | _CONNECT, 0b11


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


class _Port(ctypes.Structure):
    _fields_ = [("allowed", ctypes.c_uint64), ("port", ctypes.c_uint64)]


def version() -> int:
    """Return the kernel's version of Landlock, 0 where it has none."""
    try:
        return call("syscall", _CREATE, None, 0, _ASK_VERSION)
    except OSError:
        return 0


def restrict(writable: list[Path], devices: Path, listen: Sequence[int] = (), connect: Sequence[int] = ()) -> None:
    """Allow reading everywhere, writing only in some folders, some TCP ports, and no signal to the outside."""
    known = version()
    if not known:
        return
    everything = (1 << _RIGHTS.get(known, 16)) - 1
    ruleset = _Ruleset(everything, _TCP, _SCOPES)
    size = 8 if known < 4 else 16 if known < 6 else 24
    rules = call("syscall", _CREATE, ctypes.byref(ruleset), ctypes.c_size_t(size), 0)
    _allow(rules, Path("/"), _READ)
    _allow(rules, devices, (_READ | _WRITE_FILE) & everything)
    for folder in writable:
        _allow(rules, folder, everything)
    for right, ports in ((_LISTEN, listen), (_CONNECT, connect)) if known >= 4 else ():
        for port in ports:
            call("syscall", _ADD, rules, _PORT, ctypes.byref(_Port(right, port)), 0)
    call("syscall", _RESTRICT, rules, 0)
    os.close(rules)


def _allow(rules: int, folder: Path, rights: int) -> None:
    handle = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        call("syscall", _ADD, rules, _BENEATH, ctypes.byref(_Beneath(rights, handle)), 0)
    finally:
        os.close(handle)
