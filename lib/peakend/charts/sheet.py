"""A sheet of drawing: boxes, lines, marks and texts at places in pixels, that becomes one Altair chart."""

from collections.abc import Iterable, Mapping
from typing import Any, Self, cast

import altair as alt
import pandas as pd

from peakend.charts.labels import FONT_SIZE, wrap
from peakend.charts.style import INK, prepare

LINE = 1.3  # lines of a text, from one to the next, in font sizes
_DASHED, _SOLID = alt.value([5, 4]), alt.value([1, 0])


class Sheet:
    """Something drawn, from its top left corner, in pixels; higher levels are drawn over lower ones.

    Parameters
    ----------
    width, height : float
        Its size. The height grows when something is put below it.
    """

    def __init__(self, width: float, height: float = 0) -> None:
        self.width, self.height = width, height
        self._drawn: dict[tuple[int, str], list[dict[str, Any]]] = {}

    def box(self, x: float, y: float, width: float, height: float, **look: Any) -> None:
        """Draw a rectangle; `look` may name ``fill, stroke, dashed, level``."""
        # Not "none": a browser's canvas does not know that word, and draws with the colour used last.
        self._add(0, "box", look, x=x, y=y, x2=x + width, y2=y + height, fill=None, stroke=None, dashed=False)

    def line(self, x: float, y: float, x2: float, y2: float, **look: Any) -> None:
        """Draw a straight line; `look` may name ``stroke, thick, dashed, level``."""
        self._add(1, "line", look, x=x, y=y, x2=x2, y2=y2, stroke=INK, thick=1, dashed=False)

    def mark(self, x: float, y: float, shape: str, **look: Any) -> None:
        """Draw a symbol; `look` may name ``fill, stroke, size, dashed, thick, level``, and columns of its tooltip."""
        self._add(3, "mark", look, x=x, y=y, shape=shape, fill=INK, stroke=INK, size=130, dashed=False, thick=2)

    def write(self, x: float, y: float, text: str, **look: Any) -> None:
        """Write a text, its first line's middle at `y`; `look` may name ``size, colour, align, bold, level``."""
        self._add(4, "text", look, x=x, y=y, text=text, size=FONT_SIZE, colour=INK, align="left", bold=False)

    def put(self, other: "Sheet", *, y: float) -> None:
        """Put all of another sheet onto this one, so many pixels further down."""
        for key, rows in other._drawn.items():
            moved = [{name: value + y if name in ("y", "y2") else value for name, value in row.items()} for row in rows]
            self._drawn.setdefault(key, []).extend(moved)
        self.height = max(self.height, y + other.height)

    @classmethod
    def stack(cls, sheets: Iterable["Sheet"]) -> Self:
        """Return the sheets as one, each below the other."""
        whole = cls(0)
        for sheet in sheets:
            whole.width = max(whole.width, sheet.width)
            whole.put(sheet, y=whole.height)
        return whole

    def chart(self, description: str, tooltip: Mapping[str, str]) -> alt.LayerChart:
        """Return the drawing as a chart; `tooltip` names the columns that marks show when pointed at, with titles."""
        prepare()
        x = alt.X("x:Q", axis=None).scale(domain=[0, self.width], nice=False, zero=False)
        y = alt.Y("y:Q", axis=None).scale(domain=[self.height, 0], nice=False, zero=False)
        layers = []
        for (_level, kind), rows in sorted(self._drawn.items()):
            data = pd.DataFrame(rows)
            if kind == "text":
                layers += _texts(data, x, y)
            elif kind == "mark":
                layers.append(_marks(data, x, y, tooltip))
            else:
                layers.append(_shapes(kind, data, x, y))
        size = {"width": round(self.width), "height": round(self.height)}
        return alt.LayerChart(layer=layers).properties(**size, description=description)

    def _add(self, level: int, kind: str, look: Mapping[str, Any], **default: Any) -> None:
        row = {**default, **look}
        self._drawn.setdefault((row.pop("level", level), kind), []).append(row)


def fit(text: str, width: float, size: float = FONT_SIZE) -> str:
    """Return a text of several paragraphs, each wrapped to a width in pixels at a font size."""
    return "\n".join(wrap(paragraph, width * FONT_SIZE / size) for paragraph in text.split("\n"))


def text_height(text: str, size: float = FONT_SIZE) -> float:
    """Return how high a wrapped text is, in pixels; an empty one has no height."""
    return LINE * size * (1 + text.count("\n")) if text else 0.0


def _shapes(kind: str, data: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    """Draw boxes or lines, which a screen reader passes over."""
    base = alt.Chart(data)
    drawn = base.mark_bar(aria=False) if kind == "box" else base.mark_rule(aria=False)
    look: dict[str, Any] = {"stroke": alt.Stroke("stroke:N", scale=None)}
    if kind == "box":
        look["fill"] = alt.Fill("fill:N", scale=None)
    else:
        look["strokeWidth"] = alt.StrokeWidth("thick:Q", scale=None)
    dash = alt.condition(alt.datum.dashed, _DASHED, _SOLID)
    return drawn.encode(x, y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), strokeDash=dash, **look)


def _marks(data: pd.DataFrame, x: alt.X, y: alt.Y, tooltip: Mapping[str, str]) -> alt.Chart:
    shown = [alt.Tooltip(f"{name}:N", title=title) for name, title in tooltip.items() if name in data]
    return (
        alt.Chart(data)
        .mark_point(opacity=1, aria=bool(shown))
        .encode(
            x,
            y,
            alt.Shape("shape:N", scale=None),
            alt.Fill("fill:N", scale=None),
            alt.Stroke("stroke:N", scale=None),
            alt.Size("size:Q", scale=None),
            strokeWidth=alt.StrokeWidth("thick:Q", scale=None),
            strokeDash=alt.condition(alt.datum.dashed, alt.value([2, 2]), _SOLID),
            **({"tooltip": shown, "description": alt.Description("said:N")} if shown else {}),
        )
    )


def _texts(data: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Write texts, a layer for each way of setting them, which Vega does not take from data."""
    layers = []
    for setting, rows in data.groupby(["size", "align", "bold"], sort=True):
        size, align, bold = cast(tuple[float, str, bool], setting)
        look: dict[str, Any] = {"fontSize": size, "align": align, "fontWeight": "bold" if bold else "normal"}
        mark = alt.Chart(rows[["x", "y", "text", "colour"]]).mark_text(
            baseline="middle", lineBreak="\n", lineHeight=LINE * size, limit=0, **look
        )
        colour = alt.Color("colour:N", scale=None)
        layers.append(mark.encode(x, y, alt.Text("text:N"), color=colour, description=alt.Description("text:N")))
    return layers
