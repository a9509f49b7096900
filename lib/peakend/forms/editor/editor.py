"""The journey-map editor: a map to drag, name and order by hand, kept beside the notebook at every change."""

import hashlib
import itertools
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from peakend.base.errors import PeakendError
from peakend.base.files import as_path, write_bytes
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.forms.bundle import BUNDLES, mimebundle
from peakend.forms.editor.labels import editor_labels
from peakend.forms.editor.table import map_table
from peakend.journeys.journey_map import JourneyMap
from peakend.journeys.yaml_form import to_yaml

_HERE = Path(__file__).parent


class _Canvas(anywidget.AnyWidget):
    """The editor in the browser: what it sends, and what the kernel has kept of it."""

    _esm = BUNDLES / "editor.js"
    _css = _HERE / "editor.css"
    labels = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    sent = traitlets.Dict().tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)


class JourneyEditor:
    """A journey map that is edited in the notebook, and its file.

    Attributes
    ----------
    map : JourneyMap
        The map as it is now; a value. Assigning another one shows and saves it.
    file : pathlib.Path
        Where each change is saved.
    """

    def __init__(self, journey_map: JourneyMap, path: str | Path) -> None:
        self.file = as_path(path).absolute()
        if self.file.suffix.lower() not in (".yaml", ".yml"):
            raise PeakendError(
                _("The editor saves to YAML, not to {file!r}. Name a file that ends in .yaml.", file=self.file.name)
            )
        self._on_disk: bytes | None = None
        self._changes = 0
        saved, note = self._read_file()
        self._map = saved or journey_map
        # The browser keeps unsaved changes under a key; the path itself stays out of what a notebook stores.
        key = hashlib.sha256(str(self.file).encode()).hexdigest()[:16]
        self._canvas = _Canvas(labels=editor_labels(), language=get_language(), key=key)
        self._answer("", note)
        self._canvas.observe(self._on_sent, names="sent")

    @property
    def map(self) -> JourneyMap:
        """The map as it is now."""
        return self._map

    @map.setter
    def map(self, journey_map: JourneyMap) -> None:
        if not isinstance(journey_map, JourneyMap):
            raise PeakendError(
                _(
                    "An editor holds a journey map, not {kind}. Read one with pe.JourneyMap.read('map.yaml').",
                    kind=type(journey_map).__name__,
                )
            )
        self._keep(journey_map, "")

    def _on_sent(self, change: Any) -> None:
        sent, note = change["new"], ""
        try:
            if self._changed_elsewhere():
                saved, note = self._read_file()
                if saved:
                    self._map = saved
                    note = _(
                        "{file} was changed elsewhere, and the map is now as it stands there. Make the change again.",
                        file=self.file.name,
                    )
                    self._answer(sent["revision"], note, refused=True)
                    return
            self._keep(JourneyMap(**sent["document"]), sent["revision"], note)
        except PeakendError as error:
            self._answer(sent["revision"], f"{note} {error}".strip(), refused=True)

    def _keep(self, journey_map: JourneyMap, revision: str, note: str = "") -> None:
        self._map = journey_map
        content = to_yaml(journey_map, self.file.parent).encode()
        try:
            write_bytes(self.file, content)
        except OSError as error:
            self._answer(revision, _("Not saved: {reason}", reason=error.strerror or error), failed=True)
        else:
            self._on_disk = content
            self._answer(revision, f"{note} {_('Saved')}".strip())

    def _answer(self, revision: str, sentence: str, *, refused: bool = False, failed: bool = False) -> None:
        """Tell the browser what the map is; `revision` names the change that is answered, if there was one."""
        self._changes += 1
        self._canvas.kept = {
            "number": self._changes,  # two answers alike are two answers
            "revision": revision,
            "document": self._map.to_document(),
            "sentence": sentence,
            "refused": refused,
            "failed": failed,
        }

    def _changed_elsewhere(self) -> bool:
        """Tell whether the file is another than this editor last read or wrote; one that was deleted is not."""
        try:
            return self.file.read_bytes() != self._on_disk
        except OSError:
            return False  # if it is there after all, writing will say what is wrong

    def _read_file(self) -> tuple[JourneyMap | None, str]:
        """Return what was saved, and a note; a file that cannot be read is set aside, not lost."""
        if not self.file.is_file():
            return None, ""
        try:
            saved, self._on_disk = JourneyMap.read(self.file), self.file.read_bytes()
            return saved, _("Saved")
        except PeakendError as error:
            aside = _unused_name(self.file)
            try:
                self.file.replace(aside)
            except OSError:
                raise PeakendError(
                    _(
                        "{file!r} cannot be written. Close it in other programs, or choose another folder.",
                        file=str(self.file),
                    )
                ) from None
            return None, _(
                "The saved map could not be read, and was kept as {file}. {reason}", file=aside.name, reason=error
            )

    def __repr__(self) -> str:
        return f"<JourneyEditor {self._map.id!r}: {len(self._map.steps)} touchpoints, {self.file.name}>"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data, metadata = mimebundle(self._canvas._repr_mimebundle_(**options))
        return {**data, "text/html": self._repr_html_(), "text/plain": repr(self)}, metadata

    def _repr_html_(self) -> str:
        """Return the map as a table, for pages where no editor can run."""
        return map_table(self._map)


def _unused_name(file: Path) -> Path:
    """Return a name beside a file that no other file has."""
    names = (file.with_suffix(f".unreadable{number or ''}{file.suffix}") for number in itertools.count())
    return next(name for name in names if not name.exists())
