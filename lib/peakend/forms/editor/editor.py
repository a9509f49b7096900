"""The journey-map editor: a map to drag, name and order by hand, kept beside the notebook at every change."""

from pathlib import Path
from typing import Any, Generic

import traitlets

from peakend.base.errors import PeakendError
from peakend.base.files import as_path
from peakend.base.language import translate as _
from peakend.documents.kept_file import KeptFile
from peakend.forms.bundle import BUNDLES, mimebundle, styles
from peakend.forms.editor.baseline import Baseline
from peakend.forms.editor.labels import editor_labels
from peakend.forms.editor.table import map_table
from peakend.forms.kept_form import KeptForm
from peakend.frames.encodings import decode_document
from peakend.journeys.map_value import MapValue, SomeMap
from peakend.journeys.yaml_form import read_yaml, to_yaml


def _shown(journey_map: MapValue) -> dict[str, Any]:
    """Return the document with the mean of several personas' emotions, which the curve draws."""
    document = journey_map.to_document()
    for step, known in zip(document.get("touchpoints", []), journey_map.steps, strict=True):
        if known.emotions:
            step["emotion"] = known.emotion
    return document


class _Canvas(KeptForm):
    """The editor in the browser."""

    _esm = BUNDLES / "editor.js"
    _css = styles(Path(__file__).parent / "editor.css")
    baseline = traitlets.Dict().tag(sync=True)  # what the map was begun from, then and now, and how that differs
    accepted = traitlets.Int(0).tag(sync=True)  # counts how often the browser was done with it


class JourneyEditor(Generic[SomeMap]):
    """A journey map that is edited in the notebook, and its file.

    Attributes
    ----------
    map : JourneyMap
        The map as it is now; a value. Assigning another one shows and saves it.
    file : pathlib.Path
        Where each change is saved.
    """

    def __init__(self, journey_map: SomeMap, path: str | Path) -> None:
        self.file = as_path(path).absolute()
        if self.file.suffix.lower() not in (".yaml", ".yml"):
            raise PeakendError(
                _("The editor saves to YAML, not to {file!r}. Name a file that ends in .yaml.", file=self.file.name)
            )
        self._kind = kind = type(journey_map)
        self._kept: KeptFile[SomeMap] = KeptFile(self.file, journey_map, self._read, self._write)
        self._canvas = _Canvas(
            self._kept,
            take=lambda document: (kind(**document), ""),
            show=_shown,
            labels=editor_labels(),
        )
        if journey_map.state == "future":
            self._heed(Baseline(journey_map, self.file))

    def _heed(self, baseline: Baseline[SomeMap]) -> None:
        """Tell the browser where the map that this one improves on has changed, until it is accepted."""
        if not (sentence := baseline.sentence()) or baseline.begun is None:
            return
        self._canvas.baseline = {
            "sentence": sentence,
            "before": _shown(baseline.begun),
            "after": _shown(baseline.now),
        }
        self._canvas.observe(lambda _change: baseline.accept(), names="accepted")

    @property
    def map(self) -> SomeMap:
        """The map as it is now."""
        return self._kept.content

    @map.setter
    def map(self, journey_map: SomeMap) -> None:
        if not isinstance(journey_map, MapValue):
            raise PeakendError(
                _(
                    "An editor holds a journey map, not {kind}. Read one with pe.JourneyMap.read('map.yaml').",
                    kind=type(journey_map).__name__,
                )
            )
        self._canvas.assign(journey_map)

    def _read(self, content: bytes) -> SomeMap:
        return read_yaml(self._kind, self.file, decode_document(self.file, content))

    def _write(self, journey_map: SomeMap) -> bytes:
        return to_yaml(journey_map, self.file.parent).encode()

    def __repr__(self) -> str:
        return f"<JourneyEditor {self.map.id!r}: {len(self.map.steps)} touchpoints, {self.file.name}>"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data, metadata = mimebundle(self._canvas._repr_mimebundle_(**options))
        return {**data, "text/html": self._repr_html_(), "text/plain": repr(self)}, metadata

    def _repr_html_(self) -> str:
        """Return the map as a table, for pages where no editor can run."""
        return map_table(self.map)
