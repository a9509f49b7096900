"""The form in which a team's own file is chosen, shown as it was understood, and confirmed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.forms.bundle import BUNDLES, mimebundle, styles

_HERE = Path(__file__).parent


class OwnDataForm(anywidget.AnyWidget):
    """The form in the browser; what it does is said by who makes it.

    Attributes
    ----------
    sent : dict
        What the browser asks for: ``read`` a file, ``choose`` columns and directions, ``use`` what is shown, or go
        back to the ``case``; each with a number of its own.
    shown : dict
        What was understood, and what became of it.
    template : dict
        The empty table: its ``name`` and its ``content`` in base64.
    file : str or None
        The file that the lab works with; None for the case's data. Not sent to the browser.
    """

    _esm = BUNDLES / "own_data.js"
    _css = styles(_HERE / "worksheet.css", _HERE / "own_data.css")
    labels = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    sent = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)
    template = traitlets.Dict().tag(sync=True)

    def __init__(self, act: Callable[[dict[str, Any]], None], **shown: Any) -> None:
        self._act = act
        self.file: str | None = None
        super().__init__(labels=_labels(), language=get_language(), **shown)
        self.observe(self._on_sent, names="sent")

    def _on_sent(self, change: Any) -> None:
        self._act(dict(change["new"]))

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data, metadata = mimebundle(super()._repr_mimebundle_(**options))
        return {**data, "text/plain": self.shown.get("sentence") or self.labels["title"]}, metadata


def _labels() -> dict[str, str]:
    return {
        "title": _("Your team's own data (optional)"),
        "open": _("Work on your team's own data instead of the case"),
        "help": _(
            "Any survey export will do, .xlsx or .csv; or fill in the empty table. You see what was understood before "
            "the lab uses it. Only the columns below are kept and handed in: no names, no comments."
        ),
        "template": _("Download the empty table"),
        "choose": _("Choose your file"),
        "reading": _("Reading the file …"),
        "large": _("This file is larger than {limit} MB. Save it without pictures and columns that are not needed."),
        "wanted": _("The lab needs"),
        "column": _("Column in your file"),
        "understood": _("What was understood"),
        "direction": _("Good end of the numbers"),
        "high": _("the highest number is best"),
        "low": _("the lowest number is best"),
        "like_first": _("1 means “like”"),
        "like_last": _("5 means “like”"),
        "choose_one": _("please choose"),
        "none": _("– none –"),
        "pairs": _("Features, each asked twice: {features}"),
        "use": _("That is right: use these data"),
        "case": _("Back to the case's data"),
        "stopped": _("The lab does not answer. Choose “Go on” above, and try again."),
    }
