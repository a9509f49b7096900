"""The process that opens what trainees hand in: bounded in memory and time, and ended without harm to the class.

It answers one order after the other, each a line of JSON; what it opens never reaches the grading process but as JSON.
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from peakend.base.language import set_language
from peakend_grading.lean_imports import leave_out_unneeded

MEMORY = 1_500_000_000  # bytes
PROCESSOR_SECONDS = 20  # for one order


def main() -> None:
    """Answer orders until there are no more."""
    leave_out_unneeded()  # first: whatever reads notebooks imports jsonschema
    from peakend_grading.intake.contents import read_content
    from peakend_grading.intake.look import look_into

    orders, answers = sys.stdin.buffer, _own_output()
    limit = _limit_memory()
    while order := orders.readline():
        limit()
        data = json.loads(order)
        set_language(data["language"])
        try:
            content = json.dumps(
                {"answer": look_into(Path(data["look"])) if "look" in data else read_content(**_given(data))}
            )
        except MemoryError:
            content = json.dumps({"failed": "memory"})
        except Exception as error:  # whatever a hand-in makes a reader stumble over costs that trainee alone
            content = json.dumps({"failed": f"{type(error).__name__}: {error}"[:200]})
        answers.write(content.encode("ascii") + b"\n")
        answers.flush()


def _given(order: dict[str, Any]) -> dict[str, Any]:
    told = ("inside", "renamed", "wanted", "version", "judged")
    copy = Path(order["copy"]) if order["copy"] else None
    return {"path": Path(order["path"]), "copy": copy, **{name: order[name] for name in told}}


def _own_output() -> BinaryIO:
    """Return standard output, and let whatever else prints go nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return answers


def _limit_memory() -> Callable[[], None]:
    """Bound this process where the system can, and return what bounds the next order's time."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the clock of the grading process remains
        return lambda: None
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))

    def limit_time() -> None:
        usage: Any = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(usage.ru_utime + usage.ru_stime) + PROCESSOR_SECONDS + 1
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))

    return limit_time


if __name__ == "__main__":
    main()
