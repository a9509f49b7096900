"""The button that hands in, and the two lines in which a class server is named once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.forms.bundle import BUNDLES, mimebundle, styles

_HERE = Path(__file__).parent


class HandInForm(anywidget.AnyWidget):
    """The button in the browser; what it does is said by who makes it.

    Attributes
    ----------
    sent : dict
        What the browser asks for: ``hand in``, or ``join`` with address and code; each with a number of its own.
    receipt, sentence : str
        Of the last hand-in, and what became of it.
    state : {"", "kept", "sent", "failed"}
        Nothing yet; kept as a file; taken by the class server; not made.
    is_joined : bool
        Whether a class server is known.
    address : str
        Where it is, as far as a kit or a person said.
    """

    _esm = BUNDLES / "hand_in.js"
    _css = styles(_HERE / "worksheet.css", _HERE / "hand_in.css")
    labels = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    sent = traitlets.Dict().tag(sync=True)
    receipt = traitlets.Unicode().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    state = traitlets.Unicode().tag(sync=True)
    is_joined = traitlets.Bool().tag(sync=True)
    address = traitlets.Unicode().tag(sync=True)

    def __init__(self, act: Callable[[dict[str, Any]], None], **shown: Any) -> None:
        self._act = act
        super().__init__(labels=_labels(), language=get_language(), **shown)
        self.observe(self._on_sent, names="sent")

    def _on_sent(self, change: Any) -> None:
        self._act(dict(change["new"]))

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data, metadata = mimebundle(super()._repr_mimebundle_(**options))
        said = self.sentence or self.labels["title"]
        return {**data, "text/plain": said}, metadata


def _labels() -> dict[str, str]:
    return {
        "title": _("Hand in"),
        "hand_in": _("Hand in this lab"),
        "again": _("Hand in again"),
        "receipt": _("Receipt"),
        "class": _("Is there a class server? Its address and join code are on the screen."),
        "address": _("Address"),
        "code": _("Join code"),
        "join": _("Join the class"),
        "joined": _("Joined: what you hand in goes to the class server."),
        "busy": _("One moment …"),
        "not_saved": _("The lab could not be saved, so it was not handed in. Is the disk full? Then hand in again."),
        "stopped": _("The program does not answer. Choose “Go on” at the top, or reload the page; then hand in."),
    }
