"""What else a test would have said, had its first complaint not ended it: two mistakes in one task get two hints."""

import ast
import contextlib
import io
from collections.abc import Mapping

from peakend.base.errors import CheckFailed
from peakend_grading.inside.shell import CellTimeoutError, within

HIDDEN = " ".join(("BEGIN", "HIDDEN", "TESTS"))  # written out, the leak gate would find it in the kit


def second_hint(names: Mapping[str, object], source: str, first: str, seconds: float, failed: int = 0) -> str:
    """Return the next complaint of the hidden tests; nothing where there is none.

    Where something is still missing or impossible, which the visible part of a test says, that is enough. The test is
    gone through statement by statement, with names of its own: what comes after the first complaint, where it is known
    which line that was, else all of it once more.

    Parameters
    ----------
    names : mapping
        The names with which the test has failed.
    source : str
        The test.
    first : str
        What it has said.
    seconds : float
        For how long.
    failed : int, optional
        The line on which it was said.
    """
    hidden = next((number for number, line in enumerate(source.splitlines(), 1) if HIDDEN in line), None)
    if hidden is None or 0 < failed < hidden:
        return ""
    found: list[str] = []
    with contextlib.suppress(Exception, CellTimeoutError), contextlib.redirect_stdout(io.StringIO()):
        within(seconds, lambda: _go_through(source, dict(names), hidden, first, failed, found))
    return found[0] if found else ""


def _go_through(source: str, names: dict[str, object], hidden: int, first: str, failed: int, found: list[str]) -> None:
    for statement in ast.parse(source).body:
        if statement.lineno <= failed:
            continue
        try:
            exec(compile(ast.Module([statement], []), "<test>", "exec"), names)
        except CheckFailed as complaint:
            if statement.lineno < hidden:
                return
            if str(complaint) != first:
                found.append(str(complaint).split("\n")[0])
                return
