"""IPython without a kernel: it runs a lab's cells in this process, and keeps of their outputs the errors alone."""

import contextlib
import io
import time
from collections.abc import Sequence
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets import Type

Error = dict[str, Any]


class _Shown(DisplayPublisher):  # type: ignore[misc]
    """Where displays end: each has been made by then, as a page would get it."""

    def publish(self, data: Any, metadata: Any = None, **options: Any) -> None:
        return

    def clear_output(self, wait: bool = False) -> None:
        return


class _Result(DisplayHook):  # type: ignore[misc]
    """Makes of the value of a cell's last line what a page would show."""

    def write_output_prompt(self) -> None:
        return

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        return

    def finish_displayhook(self) -> None:
        return


class LabShell(InteractiveShell):  # type: ignore[misc]
    """IPython without a terminal, a history or a kernel."""

    displayhook_class = Type(_Result)
    display_pub_class = Type(_Shown)

    def __init__(self, **options: Any) -> None:
        self.errors: list[Error] = []
        super().__init__(**options)

    def init_history(self) -> None:
        """Keep a history in memory only: a database would be a file, and a thread."""
        self.config.HistoryManager.enabled = False
        super().init_history()

    def init_traceback_handlers(self, custom_exceptions: Any) -> None:
        """Write no lines of code below an error: nobody reads them, and they take longer than most cells."""
        super().init_traceback_handlers(custom_exceptions)
        self.InteractiveTB.structured_traceback = lambda *_error, **_options: []

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.errors.append(new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=[]))

    def run(self, cells: Sequence[NotebookNode]) -> list[NotebookNode]:
        """Return cells as executed, to the first with an error that a check does not explain; the rest as they were.

        An executed cell has its number, its errors, and the seconds that the processor took for it.
        """
        done, stopped = [], False
        for cell in cells:
            done.append(cell if stopped or cell.cell_type != "code" else self._executed(cell))
            stopped = stopped or is_stopped(done[-1])
        return done

    def _executed(self, cell: NotebookNode) -> NotebookNode:
        started = time.process_time()
        self.errors = []
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            self.run_cell(cell.source, store_history=True)
        executed = NotebookNode({**cell, "outputs": self.errors, "execution_count": self.execution_count - 1})
        executed.metadata = NotebookNode({**cell.metadata, "seconds": time.process_time() - started})
        return executed


def is_stopped(cell: NotebookNode) -> bool:
    """Whether a cell ended in an error that is not for a check to raise: nothing below it is executed."""
    return bool(errors_of(cell)) and "raises-exception" not in cell.metadata.get("tags", [])


def errors_of(cell: NotebookNode) -> list[Error]:
    """Return the errors among a cell's outputs."""
    return [output for output in cell.get("outputs", []) if output["output_type"] == "error"]


def seconds_of(cell: NotebookNode) -> float:
    """Return how many seconds of the processor a cell took."""
    return float(cell.metadata.get("seconds", 0))


def fresh_shell() -> LabShell:
    """Return IPython as it is at the start, in which no name is made yet."""
    if LabShell.initialized() and isinstance(LabShell._instance, LabShell):
        shell = LabShell.instance()
        shell.reset()
    else:
        InteractiveShell.clear_instance()
        shell = LabShell.instance()
    return shell
