"""The grading process's side of the zygote: start it, give it jobs, and read what came of them."""

import atexit
import errno
import json
import os
import re
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from peakend.base.errors import PeakendError
from peakend.base.files import sentence_for
from peakend.base.language import translate as _
from peakend_grading.walls.limits import ENDED, FAILED, TOO_LONG, TOO_MUCH_SAID, Limits
from peakend_grading.walls.messages import PREPARE, Order

SLACK_SECONDS = 10  # beyond the limit, should the guard itself hang
START_SECONDS = 120
READY = b"ready"
FORM = re.compile(r"worksheets/[^/]+\.yml")

_started: "list[Zygote]" = []
_starting = threading.Lock()


@dataclass(frozen=True)
class Done:
    """What came of one job.

    Attributes
    ----------
    how : str
        How it ended: one of `sandbox`'s words.
    result : bytes
        What it wrote.
    processor_seconds : float
        What it took, sandbox included.
    """

    how: str
    result: bytes
    processor_seconds: float


class Zygote:
    """A process that has imported everything, and forks for each run and each judgement."""

    def __init__(self, slots: int) -> None:
        if sys.platform != "linux":
            raise PeakendError(no_sandbox(_("it needs Linux")))
        # The zygote makes it, and clears it away should this process be killed.
        self._folder = Path(tempfile.gettempdir(), f"peakend-{secrets.token_hex(8)}")
        self._lock = threading.Lock()
        self._ready = False
        self._prepared: set[int] = set()
        self._slots: SimpleQueue[int] = SimpleQueue()
        for slot in range(slots):
            self._slots.put(slot)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "peakend_grading.inside.zygote", str(self._folder)],
            stdin=theirs.fileno(),
            env=_environment(self._folder),
            start_new_session=True,  # Ctrl-C is for the grading process alone
        )
        theirs.close()

    def close(self) -> None:
        """End the process, and with it whatever it started."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def slot(self) -> Iterator[int]:
        """Hold one of the slots, each of which has a user of its own."""
        slot = self._slots.get()
        try:
            yield slot
        finally:
            self._slots.put(slot)

    def do(self, part: str, slot: int, job: list[bytes], limits: Limits) -> Done:
        """Have one job done, and wait for it.

        Raises
        ------
        PeakendError
            If there was no sandbox for it, or the zygote is gone.
        """
        content, result = os.memfd_create("job"), os.memfd_create("result")
        report, report_inside = os.pipe()
        try:
            for piece in job:
                with os.fdopen(os.dup(content), "wb") as file:
                    file.write(piece)
            self._send(Order(part, slot, limits).to_bytes(), [content, result, report_inside])
            os.close(report_inside)
            how, seconds = _read_report(report, limits.seconds + SLACK_SECONDS)
            if not how or how.startswith(FAILED):
                raise PeakendError(no_sandbox(how.removeprefix(FAILED)))
            if how == ENDED and os.fstat(result).st_size > limits.answers:
                how = TOO_MUCH_SAID
            return Done(how, _read(result, limits.answers), seconds)
        finally:
            for handle in (content, result, report):
                os.close(handle)

    def prepare(self, files: dict[str, str], limits: Limits) -> None:
        """Have the forms that the trainer gave with a lab, by path and in base64, read once for all submissions."""
        forms = {name: content for name, content in files.items() if FORM.fullmatch(name)}
        if (known := hash(frozenset(forms.items()))) in self._prepared:
            return
        self._prepared.add(known)
        content = os.memfd_create("forms")
        try:
            with os.fdopen(os.dup(content), "wb") as file:
                file.write(json.dumps(forms).encode())
            self._send(Order(PREPARE, 0, limits).to_bytes(), [content])
        finally:
            os.close(content)

    def _why_not(self, said: bytes) -> str:
        """Return why the zygote did not start: what the system refused it, where it could still say so."""
        number = int.from_bytes(said, "big")
        if number in (errno.ENOSPC, errno.EDQUOT):
            return sentence_for(OSError(number, ""), self._folder.parent)
        return no_sandbox(os.strerror(number) if number else _("its process ended"))

    def _send(self, order: bytes, handles: list[int]) -> None:
        with self._lock:
            if not self._ready:
                self._control.settimeout(START_SECONDS)
                said = self._control.recv(100)
                if said != READY:
                    raise PeakendError(self._why_not(said))
                self._ready = True
            socket.send_fds(self._control, [order], handles)


def start_zygote(slots: int) -> Zygote:
    """Return this process's zygote, started when first needed."""
    with _starting:
        if not _started:
            _started.append(Zygote(slots))
            atexit.register(stop_zygote)
        return _started[0]


def stop_zygote() -> None:
    """End this process's zygote, if there is one, and whatever it runs."""
    with _starting:
        while _started:
            _started.pop().close()


def no_sandbox(reason: str) -> str:
    """Return the sentence that refuses to run submissions."""
    return _(
        "No submission was run, because there is no sandbox here: {reason}. `peakend doctor` says how to get one; "
        "--without-sandbox runs submissions with all that you may do yourself.",
        reason=reason or "–",
    )


def _environment(folder: Path) -> dict[str, str]:
    """Return all that submissions find in their environment: nothing of the trainer's."""
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS")
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": "/scratch",
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLBACKEND": "agg",
        # It keeps what it compiles, as the grading process does; what a submission runs keeps nothing.
        **({"PYTHONDONTWRITEBYTECODE": "1"} if sys.dont_write_bytecode else {}),
        **dict.fromkeys(threads, "1"),
    }


def _read_report(report: int, seconds: float) -> tuple[str, float]:
    """Return the guard's last words, and the processor's seconds; a guard that gives none in time is ended."""
    text = b""
    while select.select([report], [], [], seconds)[0]:
        piece = os.read(report, 4096)
        if not piece:
            _process, _newline, last = text.decode(errors="replace").partition("\n")
            used, _newline, how = last.partition("\n")
            return how, float(used or 0)
        text += piece
    process = text.partition(b"\n")[0]
    if process:
        os.kill(int(process), signal.SIGKILL)
        return TOO_LONG, 0.0
    return "", 0.0


def _read(handle: int, most: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    with os.fdopen(os.dup(handle), "rb") as file:
        return file.read(most)
