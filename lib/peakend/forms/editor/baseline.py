"""What a future map was begun from, kept beside its file, and how today's map has changed since."""

from contextlib import suppress
from pathlib import Path
from typing import Generic

from peakend.base.errors import PeakendError
from peakend.base.files import write_bytes
from peakend.base.language import translate as _
from peakend.documents.texts import show_text
from peakend.frames.encodings import decode_document
from peakend.journeys.map_value import SomeMap
from peakend.journeys.parts import Touchpoint
from peakend.journeys.yaml_form import read_yaml, to_yaml

_NAMED = 4  # touchpoints of a kind of change that the sentence names


class Baseline(Generic[SomeMap]):
    """The map that a future one begins from, as it is now and as it was when the future was begun.

    Parameters
    ----------
    now : JourneyMap
        What the future would begin from today.
    file : pathlib.Path
        Where the future map is kept; what it was begun from is kept beside it, under a name that begins with a dot.
    """

    def __init__(self, now: SomeMap, file: Path) -> None:
        self.now = now
        self._file = file.with_name(f".{file.stem}.begun{file.suffix}")
        self.begun = self._read() if file.is_file() else None
        if self.begun is None:
            self.accept()

    def accept(self) -> None:
        """Take what there is now for what the future map was begun from; it is told of no more."""
        self.begun = self.now
        with suppress(OSError, PeakendError):  # without it the next change is not told of, and nothing is lost
            write_bytes(self._file, to_yaml(self.now, self._file.parent).encode())

    def sentence(self) -> str:
        """Return what changed since, and what one can do; nothing if nothing did."""
        if self.begun is None or (self.begun.steps, self.begun.phases) == (self.now.steps, self.now.phases):
            return ""
        said = _("; ").join(self._changes()) or _("its phases")
        return _("The map that this one improves on has changed since: {changes}.", changes=said)

    def _changes(self) -> list[str]:
        if self.begun is None:
            return []
        before = {step.id: step for step in self.begun.steps}
        after = {step.id: step for step in self.now.steps}
        stayed = [name for name in after if name in before]
        added = [after[name] for name in after if name not in before]
        removed = [before[name] for name in before if name not in after]
        changed = [after[name] for name in stayed if after[name] != before[name]]
        said = [_("added {names}", names=_listed(added))] if added else []
        said += [_("removed {names}", names=_listed(removed))] if removed else []
        said += [_("changed {names}", names=_listed(changed))] if changed else []
        said += [_("another order")] if stayed != [name for name in before if name in after] else []
        return said

    def _read(self) -> SomeMap | None:
        with suppress(OSError, PeakendError):
            return read_yaml(type(self.now), self._file, decode_document(self._file, self._file.read_bytes()))
        return None


def _listed(steps: list[Touchpoint]) -> str:
    """Name a few, and count the rest."""
    quoted = _(", ").join(_("“{name}”", name=show_text(step.name)) for step in steps[:_NAMED])
    rest = len(steps) - _NAMED
    return _("{names} and {count} more", names=quoted, count=rest) if rest > 0 else quoted
