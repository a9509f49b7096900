"""IPython inside a forked process: it runs cells as a kernel would, and keeps their outputs."""

import ast
import base64
import contextlib
import io
import signal
import sys
import warnings
from collections.abc import Callable
from traceback import walk_tb
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type

from peakend_grading.walls.messages import LEFT_OUT

MOST_FRAMES = 100
LONGEST_PARSED = 20_000
PROMPT = "In ["  # of a cell that was pasted with it, which Python would take for a note on a type

Output = dict[str, Any]


class CellTimeoutError(BaseException):
    """A cell ran longer than it may; not an `Exception`, so that no cell catches it by chance."""


class Outputs:
    """The outputs of one cell, up to a number of characters."""

    def __init__(self) -> None:
        self.found: list[Output] = []
        self._left = 0

    def begin(self, most: int) -> None:
        """Start the next cell."""
        self.found, self._left = [], most

    def add(self, output: Output) -> None:
        """Keep an output, or leave it out where there is no more room."""
        size = _size(output)
        if size <= self._left:
            self._left -= size
            self.found.append(output)
        else:
            self.write("stderr" if output["output_type"] == "error" else "stdout", LEFT_OUT)

    def write(self, name: str, text: str) -> None:
        """Keep printed text, together with what was printed just before."""
        if self._left <= 0:
            return
        if len(text) > self._left:
            text = text[: self._left] + LEFT_OUT
        self._left -= len(text)
        last = self.found[-1] if self.found else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["pieces"].append(text)
        else:
            self.found.append({"output_type": "stream", "name": name, "pieces": [text]})

    def finished(self) -> list[Output]:
        """Return the outputs as a notebook holds them."""
        for output in self.found:
            if "pieces" in output:
                output["text"] = "".join(output.pop("pieces"))
        return self.found


class _Printed(io.TextIOBase):
    """What takes the place of standard output or error."""

    encoding = "utf-8"

    def __init__(self, outputs: Outputs, name: str) -> None:
        self._outputs, self._name = outputs, name

    def write(self, text: str) -> int:
        self._outputs.write(self._name, str(text))
        return len(text)

    def writable(self) -> bool:
        return True


class _Displayed(DisplayPublisher):  # type: ignore[misc]
    """Keeps what cells display."""

    def publish(self, data: Any, metadata: Any = None, **options: Any) -> None:
        outputs: Outputs = self.shell.outputs
        output = _displayed("display_data", data, metadata)
        name = (options.get("transient") or {}).get("display_id")
        if name is not None:
            output["display_id"] = name
            if options.get("update"):
                for earlier in outputs.found:
                    if earlier.get("display_id") == name:
                        earlier.update(output)
                return
        outputs.add(output)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.found.clear()


class _Result(DisplayHook):  # type: ignore[misc]
    """Keeps the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        return

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        output = _displayed("execute_result", format_dict, md_dict)
        self.shell.outputs.add({**output, "execution_count": self.shell.execution_count})

    def finish_displayhook(self) -> None:
        return


class Shell(InteractiveShell):  # type: ignore[misc]
    """IPython without a terminal, a history or a kernel."""

    displayhook_class = Type(_Result)
    display_pub_class = Type(_Displayed)

    def __init__(self, **options: Any) -> None:
        self.outputs = Outputs()
        super().__init__(**options)
        traceback = self.InteractiveTB
        traceback.structured_traceback = _short_at_need(traceback.structured_traceback)

    def init_history(self) -> None:
        """Keep a history in memory only: a database would be a file, and a thread."""
        self.config.HistoryManager.enabled = False
        super().init_history()

    def transform_cell(self, raw_cell: str) -> str:
        """Return code as it is run: Python as it is, since to look for magics in it takes as long as many a cell."""
        return f"{raw_cell.rstrip()}\n" if _is_plain(raw_cell) else str(super().transform_cell(raw_cell))

    def _format_exception_for_storage(self, *_error: Any, **_options: Any) -> dict[str, Any]:
        """Keep nothing of an error: there is no history, and to write it out twice takes as long again."""
        return {}

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.outputs.add(
            {"output_type": "error", "ename": str(etype.__name__), "evalue": str(evalue), "traceback": list(stb)}
        )


def _is_plain(source: str) -> bool:
    """Whether a cell is Python, with no magic, question or prompt of IPython's in it."""
    if len(source) > LONGEST_PARSED or source[:1].isspace() or source.startswith(PROMPT):
        return False
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # whoever runs it is warned
        ast.parse(source)
        return True
    return False


def _short_at_need(write: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """Only name an error where there is no room or time for more; IPython would print code, of hidden tests too."""

    def written(kind: type[BaseException], error: BaseException, trace: Any, *where: Any, **options: Any) -> list[str]:
        with contextlib.suppress(Exception):
            if sum(1 for _frame in walk_tb(trace)) <= MOST_FRAMES:  # a thousand take half a minute
                return write(kind, error, trace, *where, **options)
        return [f"{kind.__name__}: {error}"]

    return written


def run_cell(shell: Shell, source: str, seconds: float, most: int) -> list[Output]:
    """Run a cell, interrupt it when its time is over, and return its outputs."""
    shell.outputs.begin(most)
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Printed(shell.outputs, "stdout"), _Printed(shell.outputs, "stderr")
    try:
        within(seconds, lambda: shell.run_cell(source, store_history=True))
    except CellTimeoutError as error:
        # IPython was between two steps of its own.
        shell._showtraceback(CellTimeoutError, error, [f"CellTimeoutError: {error}"])
    finally:
        sys.stdout, sys.stderr = before
    return shell.outputs.finished()


def failed_line(shell: Shell) -> int:
    """Return on which line of its code the last cell that failed did so; 0 where that is not known."""
    trace = getattr(sys, "last_traceback", None)
    lines = [line for frame, line in walk_tb(trace) if frame.f_globals is shell.user_global_ns]
    return next((line for line in lines), 0)


def within(seconds: float, work: Callable[[], object]) -> None:
    """Do some work, and interrupt it when its time is over."""

    def interrupt(_number: int, _frame: object) -> None:
        raise CellTimeoutError(f"stopped after {seconds:g} s")

    signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _displayed(kind: str, data: Any, metadata: Any) -> Output:
    plain = {
        name: base64.b64encode(shown).decode("ascii") if isinstance(shown, bytes) else shown
        for name, shown in dict(data).items()
    }
    return {"output_type": kind, "data": plain, "metadata": dict(metadata or {})}


def _size(output: Output) -> int:
    if output["output_type"] == "error":
        return sum(map(len, output["traceback"])) + len(output["evalue"])
    return sum(len(shown) if isinstance(shown, str) else 1000 for shown in output["data"].values())
