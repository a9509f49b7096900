"""Handing in from a lab: one file as `peakend hand-in` makes it, a receipt, and the way to the class server."""

import threading
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.forms.hand_in_form import HandInForm
from peakend.lessons.class_link import ClassLink, NotReached
from peakend.lessons.hand_in import HandIn
from peakend.lessons.hand_in_files import NotReadable, make_hand_in

SECONDS_OF_A_SAVE, SAVES = 1, 10  # between two looks at a notebook that is being saved, and how many
SECONDS_BETWEEN = 15  # tries, while the class server does not answer
SECONDS_TO_RESULT = 2, 30  # between two looks whether there is a result: after a hand-in, doubling to the most


def hand_in() -> HandInForm:
    """Show the button that hands this lab in.

    It packs the lab's folder into one file, as the command ``peakend hand-in`` does, and shows its receipt. Where a
    class server was joined, the file is sent there; while that does not answer the file is kept, and sent once it
    does.

    Returns
    -------
    HandInForm
        A widget.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.hand_in().receipt
    ''
    """
    return _Desk(Path.cwd()).form


class _Desk:
    """What the button does, and the thread that sends while the lab goes on."""

    def __init__(self, lab: Path) -> None:
        self._lab, self._link = lab, ClassLink(lab)
        self._wake = threading.Event()
        self._sender: threading.Thread | None = None
        known = {"address": self._link.address, "receipt": self._link.last_receipt}
        self.form = HandInForm(self._act, is_joined=self._link.is_joined, **known)
        self._send()  # what an earlier session could not

    def _act(self, asked: dict[str, Any]) -> None:
        """Do what the browser asks for, and say what became of it."""
        try:
            if asked.get("do") == "join":
                said = self._link.join(str(asked.get("address", "")), str(asked.get("code", "")))
                self.form.is_joined = self._link.is_joined
                self._say(said or _("You are in the class."), "kept" if said else "sent")
            elif asked.get("do") == "hand in":
                self._hand_in()
        except PeakendError as error:
            self._say(str(error), "failed")
        self._send()

    def _hand_in(self) -> None:
        made = _as_saved(self._lab)
        file = _place(made.write(self._link.hand_ins))
        self.form.receipt = made.receipt
        if self._link.is_joined:
            self._say(_("{file} is made, and on its way to the class server.", file=file), "kept")
        else:
            self._say(_("{file} is made. Give this file to your trainer.", file=file), "kept")

    def _send(self) -> None:
        """Begin to send what waits, or wake who does."""
        self._wake.set()
        if self._link.is_joined and not (self._sender and self._sender.is_alive()):
            self._sender = threading.Thread(target=self._send_all, daemon=True, name="peakend-hand-in")
            self._sender.start()

    def _send_all(self) -> None:
        """Send what waits until it has arrived; what is refused for good is said, and not tried again."""
        refused: set[tuple[Path, float]] = set()
        least, most = SECONDS_TO_RESULT
        pause = least
        while True:
            self._wake.clear()
            waiting = [(file, file.stat().st_mtime) for file in self._link.waiting()]
            new = [one for one in waiting if one not in refused]
            left = [one for one in new if not self._sent(*one, refused)]
            pause = least if new else min(2 * pause, most)
            if [one for one in left if one not in refused]:
                self._wake.wait(SECONDS_BETWEEN)
            elif not self._wake.is_set() and self._has_result():
                return
            else:
                self._wake.wait(pause)

    def _has_result(self) -> bool:
        """Look for the result of what was handed in here, and show it; true where there is nothing to wait for."""
        if not self._link.is_joined or not self.form.receipt or self.form.state not in ("", "sent"):
            return True
        with suppress(PeakendError):
            if said := self._link.result(self.form.receipt):
                self._say(_("Your result of {receipt}: {said}.", receipt=self.form.receipt, said=said), "sent")
                return True
        return False

    def _sent(self, file: Path, changed: float, refused: set[tuple[Path, float]]) -> bool:
        """Send one file, and say what became of it."""
        try:
            receipt = self._link.send(file)
        except NotReached as reason:
            said = _("{reason} Your file is kept as {file}, and sent by itself.", reason=reason, file=_place(file))
            self._say(said, "kept")
        except PeakendError as reason:
            refused.add((file, changed))
            self._say(_("{reason} Your file is kept as {file}.", reason=reason, file=_place(file)), "failed")
        except OSError:
            return False  # it is being made anew
        else:
            said = _("{file} is with the class server: receipt {receipt}.", file=file.name, receipt=receipt)
            self._say(said, "sent")
            return True
        return False

    def _say(self, sentence: str, state: str) -> None:
        with suppress(Exception):  # a page that is closed meanwhile does not keep a file from being sent
            self.form.sentence, self.form.state = sentence, state


def _as_saved(lab: Path) -> HandIn:
    """Pack a lab once its notebook is whole: a click saves it, which a busy machine may not have done yet."""
    for _look in range(SAVES):
        with suppress(NotReadable):
            return make_hand_in(lab)
        sleep(SECONDS_OF_A_SAVE)
    return make_hand_in(lab)


def _place(file: Path) -> str:
    """Return where a file lies, as a trainee finds it."""
    return f"{file.parent.name}/{file.name}"
