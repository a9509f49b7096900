"""A parent process that has imported everything once, and forks for each run and each judgement.

It reads neither submissions nor tests: each child reads its own job, so that none finds another's in its memory.
"""

import contextlib
import errno
import gc
import os
import resource
import select
import shutil
import signal
import socket
import sys
from pathlib import Path
from typing import NoReturn

from peakend_grading.inside.preload import prepare_forms, prepare_rest
from peakend_grading.lean_imports import leave_out_unneeded
from peakend_grading.walls.limits import FAILED
from peakend_grading.walls.memory_group import find_groups
from peakend_grading.walls.messages import DRAW, JUDGE, PREPARE, RUN, Order
from peakend_grading.walls.sandbox import Walls, Work, guard, read_all
from peakend_grading.walls.seccomp import build_filter
from peakend_grading.walls.small_root import readable_paths
from peakend_grading.walls.system_calls import die_with_parent

CONTROL = 0  # standard input is the socket to the grading process
LONGEST_ORDER = 4096
_NOT_FOR_LABS = shutil.ignore_patterns("__pycache__", "generator", ".*")


def main() -> None:
    """Work in a folder of one's own, until the grading process is gone, however it went."""
    folder = Path(sys.argv[1])
    try:
        folder.mkdir()
        folder.chmod(0o755)
        _answer_orders(folder)
    except ConnectionError:  # the grading process was killed
        pass
    except (OSError, shutil.Error) as error:
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(CONTROL)) as control:
            control.send(_refused(error).to_bytes(2, "big"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answer_orders(folder: Path) -> None:
    """Import, say so, and fork for each order that comes."""
    leave_out_unneeded()
    from peakend_grading.inside.drawing import draw
    from peakend_grading.inside.judge_cells import judge_cells
    from peakend_grading.inside.run_cells import prepare_shell, run_cells, warm_up

    prepare_shell()
    warm_up()
    works: dict[str, Work] = {RUN: run_cells, JUDGE: judge_cells, DRAW: draw}
    walls = _build_walls(folder)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grading process, which then closes the socket
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # a notebook's short life has little to collect, and looking for it takes a tenth
    control = socket.socket(fileno=CONTROL)
    control.send(b"ready")
    rest = prepare_rest()
    while True:
        while not select.select([control], [], [], 0)[0] and next(rest, None):  # while the first submissions run
            gc.freeze()
        content, handles, _flags, _address = socket.recv_fds(control, LONGEST_ORDER, 3)
        if not content:
            return
        order = Order.from_bytes(content)
        if order.part == PREPARE:
            prepare_forms(read_all(handles[0]))
            gc.freeze()
        elif not os.fork():
            control.close()
            _guard(walls, order, handles, works)
        for handle in handles:
            os.close(handle)


def _refused(error: OSError) -> int:
    """Return the system's number for what it refused; a folder that was not copied whole tells it in words alone."""
    said = (number for number in (errno.ENOSPC, errno.EDQUOT) if os.strerror(number) in str(error))
    return error.errno or next(said, 0)


def _build_walls(folder: Path) -> Walls:
    import peakend
    from peakend.datasets.folder import datasets_folder

    readable = {path: path for path in readable_paths([Path(peakend.__file__).parent])}
    readable[datasets_folder()] = shutil.copytree(datasets_folder(), folder / "datasets", ignore=_NOT_FOR_LABS)
    root = folder / "root"
    root.mkdir()
    return Walls(root, readable, rules=build_filter(), groups=find_groups())


def _guard(walls: Walls, order: Order, handles: list[int], works: dict[str, Work]) -> NoReturn:
    job, result, report = handles
    os.write(report, f"{os.getpid()}\n".encode())
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        sys.dont_write_bytecode, os.environ["PYTHONDONTWRITEBYTECODE"] = True, "1"
        die_with_parent(signal.SIGKILL)
        how = guard(walls, order.slot, order.limits, job, result, works[order.part])
    except BaseException as error:
        how = f"{FAILED}{error}"
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(usage.ru_utime + usage.ru_stime for usage in used)
    with contextlib.suppress(BrokenPipeError):  # the grading process was killed
        os.write(report, f"{seconds}\n{how}".encode(errors="replace"))
    os._exit(0)


if __name__ == "__main__":
    main()
