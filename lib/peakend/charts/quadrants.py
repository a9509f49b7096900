"""Quadrant charts: points between two dividing lines, each named beside it, each quadrant named in its corner."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import altair as alt
import numpy as np
import pandas as pd

from peakend.base.language import translate as _
from peakend.charts.labels import LINE_HEIGHT, place_labels, text_width, wrap
from peakend.charts.results import pick
from peakend.charts.style import GREY, INK, LARGE

Domain = tuple[float, float]
Corners = Mapping[str, tuple[str, str]]

NAME_WIDTH = 132
CORNER_SIZE = LARGE
# One panel, or two beside each other, as wide as a notebook's page.
WHOLE, BESIDE = (620, 520), (480, 460)
LABEL = ("label", "label_x", "label_y", "to_x", "to_y")
# Where a quadrant's name stands: left or right, above or below.
CORNERS = {"top left": (0, 1), "top right": (1, 1), "bottom left": (0, 0), "bottom right": (1, 0)}


class Axis(NamedTuple):
    """An axis of the chart: the column that it shows, its title, its range and where the quadrants divide."""

    column: str
    title: str
    domain: Domain
    split: float


def quadrant_chart(
    data: pd.DataFrame,
    x: Axis,
    y: Axis,
    *,
    name: str,
    colours: Mapping[str, str],
    corners: Corners,
    tooltip: Mapping[str, str],
    legend: bool = True,
    intervals: bool = False,
) -> alt.LayerChart:
    """Draw the points of each segment, each with its name.

    `colours` gives the colour of each ``category``, `corners` name and colour of each quadrant, `tooltip` the columns
    to show and their formats. With `intervals`, the columns that end in ``_ci_low`` and ``_ci_high`` make a cross.
    """
    size = WHOLE if data["segment"].nunique() == 1 else BESIDE
    data = _label(data, x, y, name, corners, size, intervals)
    ends = [f"{axis.column}_ci_{end}" for axis in (x, y) for end in ("low", "high")] if intervals else []
    columns = ["segment", name, x.column, y.column, "category", *tooltip, *ends, *LABEL]
    # Layers that name no data share the panel's, and are parted with it into segments; lines and corners are not.
    base = alt.Chart()
    on_x = alt.X(f"{x.column}:Q", title=x.title).scale(domain=x.domain, nice=False, zero=False).axis(tickCount=5)
    on_y = alt.Y(f"{y.column}:Q", title=y.title).scale(domain=y.domain, nice=False, zero=False).axis(tickCount=5)
    layers = _corners(corners, x, y)
    for axis, on in ((x, on_x), (y, on_y)):
        split = alt.Chart(pd.DataFrame({axis.column: [axis.split]}))
        layers.append(split.mark_rule(color=INK, strokeWidth=1.5).encode(on))
    if intervals:
        arm = base.mark_rule(color=GREY, strokeWidth=1.5, opacity=0.8)
        layers.append(arm.encode(alt.X(f"{ends[0]}:Q", title=x.title), on_y, x2=alt.X2(ends[1])))
        layers.append(arm.encode(on_x, alt.Y(f"{ends[2]}:Q", title=y.title), y2=alt.Y2(ends[3])))
    scale: Any = {"domain": list(colours), "range": list(colours.values())}
    colour = alt.Color("category:N", title=_("category"), sort=None).scale(**scale)
    shown = [
        alt.Tooltip(column, format=form) if form else alt.Tooltip(f"{column}:N") for column, form in tooltip.items()
    ]
    layers += [
        base.mark_rule(color=INK, strokeWidth=0.8).encode(on_x, on_y, x2=alt.X2("to_x"), y2=alt.Y2("to_y")),
        base.mark_point(filled=True, size=130, opacity=1, stroke="white", strokeWidth=1).encode(
            on_x, on_y, colour if legend else colour.legend(None), tooltip=shown
        ),
        base.mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=LINE_HEIGHT).encode(
            alt.X("label_x:Q", title=x.title), alt.Y("label_y:Q", title=y.title), alt.Text("label:N")
        ),
    ]
    return alt.LayerChart(layer=layers, data=pick(data, list(dict.fromkeys(columns)))).properties(
        width=size[0], height=size[1]
    )


def _label(
    data: pd.DataFrame, x: Axis, y: Axis, name: str, corners: Corners, size: tuple[int, int], intervals: bool
) -> pd.DataFrame:
    """Add each point's label and its place, in units of the axes, so that the user can still resize the chart."""
    data = data.assign(label=[wrap(text, NAME_WIDTH) for text in data[name]])
    split_x, split_y = _across(x.split, x, size), _down(y.split, y, size)
    fixed = [*_corner_boxes(corners, size), _line(split_x, split_x, 0, size[1]), _line(0, size[0], split_y, split_y)]
    parts = []
    for _segment, part in data.groupby("segment", sort=False):
        across, down = _across(part[x.column], x, size).to_numpy(), _down(part[y.column], y, size).to_numpy()
        taken = list(fixed)
        if intervals:
            ends = part[[f"{axis.column}_ci_{end}" for axis in (x, y) for end in ("low", "high")]].to_numpy()
            for here, there, (left, right, low, high) in zip(across, down, ends, strict=True):
                taken.append(_line(_across(left, x, size), _across(right, x, size), there, there))
                taken.append(_line(here, here, _down(high, y, size), _down(low, y, size)))
        places = place_labels(across, down, part["label"].tolist(), size, np.nan_to_num(taken)).to_numpy()
        on_x = x.domain[0] + places[:, [0, 2]] / size[0] * (x.domain[1] - x.domain[0])
        on_y = y.domain[1] - places[:, [1, 3]] / size[1] * (y.domain[1] - y.domain[0])
        parts.append(part.assign(label_x=on_x[:, 0], to_x=on_x[:, 1], label_y=on_y[:, 0], to_y=on_y[:, 1]))
    return pd.concat(parts)


def _across(value: Any, axis: Axis, size: tuple[int, int]) -> Any:
    return (value - axis.domain[0]) / (axis.domain[1] - axis.domain[0]) * size[0]


def _down(value: Any, axis: Axis, size: tuple[int, int]) -> Any:
    return (axis.domain[1] - value) / (axis.domain[1] - axis.domain[0]) * size[1]


def _line(left: float, right: float, top: float, bottom: float) -> list[float]:
    # A little wider than it is drawn: text must not touch it.
    return [left - 2, top - 2, right + 2, bottom + 2]


def _corner_boxes(corners: Corners, size: tuple[int, int]) -> list[list[float]]:
    boxes = []
    for corner, (name, _colour) in corners.items():
        right, top = CORNERS[corner]
        width = text_width(name) * CORNER_SIZE / 13 + 16
        left = size[0] - width if right else 0.0
        above = 0.0 if top else size[1] - CORNER_SIZE - 14.0
        boxes.append([left, above, left + width, above + CORNER_SIZE + 14.0])
    return boxes


def _corners(corners: Corners, x: Axis, y: Axis) -> list[alt.Chart]:
    charts = []
    for corner, (name, colour) in corners.items():
        right, top = CORNERS[corner]
        place = pd.DataFrame({x.column: [x.domain[right]], y.column: [y.domain[top]], "quadrant": [name]})
        mark = alt.Chart(place).mark_text(
            align="right" if right else "left",
            baseline="top" if top else "bottom",
            dx=-8 if right else 8,
            dy=8 if top else -8,
            fontSize=CORNER_SIZE,
            fontWeight="bold",
            color=colour,
        )
        charts.append(mark.encode(alt.X(f"{x.column}:Q"), alt.Y(f"{y.column}:Q"), alt.Text("quadrant:N")))
    return charts


def padded(values: pd.Series, split: float) -> Domain:
    """Return a range with room around the values and the line that divides them, so that no name is cut off."""
    low, high = min(values.min(), split), max(values.max(), split)
    room = 0.14 * (high - low) if high > low else max(abs(high), 1.0) / 2
    return float(np.round(low - room, 12)), float(np.round(high + room, 12))
