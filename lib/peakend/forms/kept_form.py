"""What all forms share: the browser sends what is typed, the kernel keeps it in a file, and answers each change."""

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from peakend.base.errors import PeakendError
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.documents.kept_file import Kept, KeptFile, changed_elsewhere


class KeptForm(anywidget.AnyWidget):
    """A form in the browser and its file.

    `sent` is what the browser sends: the whole content, a revision that names the change (``view:number``), and the
    number of the last answer seen. `kept` is the answer: only what says ``saved`` is in the file, and until then the
    browser keeps what was typed.
    """

    labels = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    sent = traitlets.Dict().tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        file: KeptFile[Any],
        *,
        take: Callable[[Any], tuple[Any, str]],
        show: Callable[[Any], Any],
        labels: dict[str, str],
        **shown: Any,
    ) -> None:
        """Show what the file holds.

        Parameters
        ----------
        file : KeptFile
            Where each change is kept.
        take, show : callable
            From what the browser sends to what the file keeps, with a sentence on what of it cannot be kept yet; and
            back. `take` raises `PeakendError` where nothing can be kept.
        labels : dict
            The texts of this form, beside those of all forms.
        **shown : object
            Other traits.
        """
        self._file, self._take, self._show = file, take, show
        self._number = 0
        self._last_by: dict[str, int] = {}  # who changed the content, and with which answer last
        super().__init__(labels={**kept_labels(), **labels}, language=get_language(), key=file.key, **shown)
        self._answer("", file.note, is_saved=True)
        self.observe(self._on_sent, names="sent")

    def assign(self, content: Any) -> None:
        """Show and keep what a cell gives, or raise `PeakendError` where somebody else changed the file."""
        kept = self._file.save(content)
        self._answer_kept("", kept)
        if kept.outcome == "elsewhere":
            raise PeakendError(kept.sentence)

    def _on_sent(self, change: Any) -> None:
        sent = change["new"]
        revision, view = sent["revision"], sent["revision"].partition(":")[0]
        others = max((number for name, number in self._last_by.items() if name != view), default=0)
        if others > sent["seen"]:
            self._answer_kept(revision, Kept("elsewhere", changed_elsewhere(self._file.path)))
            return
        try:
            content, problem = self._take(sent["content"])
        except PeakendError as error:
            self._answer(revision, str(error), is_refused=True)
        else:
            self._answer_kept(revision, self._file.save(content), problem)

    def _answer_kept(self, revision: str, kept: Kept, problem: str = "") -> None:
        is_elsewhere, is_saved = kept.outcome == "elsewhere", kept.outcome == "saved"
        sentence = kept.sentence
        if problem and is_saved:
            sentence = _("Saved, except this: {problem}", problem=problem)
        if is_saved or is_elsewhere:
            self._last_by["" if is_elsewhere else revision.partition(":")[0]] = self._number + 1
        self._answer(
            revision,
            sentence,
            is_saved=is_saved and not problem,
            is_failed=kept.outcome == "failed",
            is_refused=is_elsewhere,
            is_elsewhere=is_elsewhere,
        )

    def _answer(
        self,
        revision: str,
        sentence: str,
        *,
        is_saved: bool = False,
        is_failed: bool = False,
        is_refused: bool = False,
        is_elsewhere: bool = False,
    ) -> None:
        """Tell the browser what the file holds; `revision` names the change that is answered, if there was one."""
        self._number += 1  # two answers alike are two answers
        self.kept = {
            "number": self._number,
            "revision": revision,
            "content": self._show(self._file.content),
            "sentence": sentence,
            "saved": is_saved,
            "failed": is_failed,
            "refused": is_refused,
            "elsewhere": is_elsewhere,
        }


def kept_labels() -> dict[str, str]:
    """Return what every form says of its file, by key, in the language in use."""
    return {
        "unsaved": _("Not saved yet"),
        "stopped": _(
            "Not saved: the program has stopped. Your changes are kept in this browser. To save them, choose “Go on” "
            "at the top, or run the cell again."
        ),
        "not_saved": _(
            "Not saved: the program does not answer; it is busy or has stopped. Your changes are kept in this browser. "
            "If this stays, choose “Go on” at the top, or run the cell again."
        ),
        "not_kept": _("Not saved: the program does not answer, and this browser keeps nothing. Leave this page open."),
        "was_taken_up": _("What you typed earlier and could not be saved is back."),
        "was_merged": _("This was changed elsewhere, too; both changes are kept."),
        "differs": _("This was changed elsewhere while you typed; what it says now is shown."),
        "put_back": _("Put back what I typed"),
        "leave": _("Leave it as it is"),
    }
