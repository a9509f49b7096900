"""What moves on pages and slides, as a widget in a lab."""

from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from peakend.forms.bundle import BUNDLES, mimebundle, styles

STYLES = (Path(__file__).parent / "scene.css", Path(__file__).parent / "try.css")


class Drawing(anywidget.AnyWidget):
    """A scene or a thing to try, moving in the browser; nothing of it is kept, marked or handed in."""

    _esm = BUNDLES / "drawing.js"
    _css = styles(*STYLES)
    picture = traitlets.Unicode().tag(sync=True)

    def __init__(self, picture: str, title: str, told: str) -> None:
        self._title, self._told = title, told
        super().__init__(picture=picture)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data, metadata = mimebundle(super()._repr_mimebundle_(**options))
        return {**data, "text/html": self._repr_html_(), "text/plain": self._title}, metadata

    def _repr_html_(self) -> str:
        """Return what is told, for pages where nothing moves."""
        return f"<p>{escape(self._title)}</p>{self._told}"
