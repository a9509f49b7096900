"""The grading process's side of reading: it asks a bounded process, and goes on whatever becomes of that."""

import json
import subprocess
import sys
import threading
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import nbformat

from peakend.base.errors import PeakendError
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend_grading.intake.submissions import Content, Submission

CLOCK_SECONDS = 120  # for one order, should a disk or a network not answer; the processor's time has its own limit
LONGEST_ANSWER = 300_000_000  # bytes of JSON


class Reader:
    """A process that reads hand-ins, started when first asked, and again after one has ended it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Reader":
        self._start()  # it imports while this process does
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def read(
        self,
        submission: Submission,
        wanted: Mapping[str, Collection[str]],
        version: str = "",
        judged: str = "",
        copy: Path | None = None,
    ) -> Content:
        """Read a submission's files, or say in one sentence why it cannot be graded.

        Parameters
        ----------
        submission : Submission
            Whose, and where.
        wanted : mapping
            The names of the lab's notebooks, and the ids of the graded cells in each.
        version : str
            What marks the version of the lab: the digest is of both.
        judged : str
            The digest that was judged before; of an unchanged submission only the digest comes back.
        copy : Path, optional
            Where to copy it.

        Raises
        ------
        PeakendError
            If it cannot be copied.
        """
        found = self._ask(
            path=str(submission.folder),
            inside=submission.inside,
            renamed=submission.notebook,
            wanted={name: sorted(ids) for name, ids in wanted.items()},
            version=version,
            judged=judged,
            copy=str(copy) if copy and copy.resolve() != submission.folder.resolve() else "",
        )
        if isinstance(found, str):
            return Content("", problem=found)
        if "unwritten" in found:
            raise PeakendError(found["unwritten"])
        handed_in = found.get("handed_in")
        return Content(
            found["digest"],
            {name: nbformat.from_dict(notebook) for name, notebook in found.get("notebooks", {}).items()},
            found.get("files", {}),
            datetime.fromisoformat(handed_in) if handed_in else None,
            found.get("problem", ""),
            tuple(found.get("variants", ())),
            tuple(found.get("others", ())),
            found.get("prints", {}),
            found.get("items", {}),
            found.get("language", ""),
            found.get("case", ""),
        )

    def look(self, path: Path) -> dict[str, Any]:
        """Return what a packed hand-in or an archive holds, as `look.look_into` does."""
        found = self._ask(look=str(path))
        return {"problem": found} if isinstance(found, str) else found

    def _ask(self, **order: Any) -> dict[str, Any] | str:
        """Return the answer, or in one sentence why there is none."""
        process = self._start()
        clock = threading.Timer(CLOCK_SECONDS, process.kill)
        clock.start()
        try:
            process.stdin.write(json.dumps({"language": get_language(), **order}).encode("ascii") + b"\n")
            process.stdin.flush()
            line = process.stdout.readline(LONGEST_ANSWER)
        except OSError:
            line = b""
        finally:
            clock.cancel()
        if not line.endswith(b"\n"):
            self.close()
            return _too_much()
        answer = json.loads(line)
        if "answer" in answer:
            return dict(answer["answer"])
        self.close()
        return (
            _too_much() if answer["failed"] == "memory" else _("It cannot be read: {reason}.", reason=answer["failed"])
        )

    def _start(self) -> Any:
        if not self._process:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "peakend_grading.intake.reading_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the grading process alone
            )
        return self._process


def _too_much() -> str:
    return _("It takes too long to read, or too much memory. Clear the outputs, and hand in the lab's folder alone.")
