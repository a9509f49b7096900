"""How charts look and how they reach the screen: one theme, one renderer, both offline and with Chinese text."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from peakend.base.brand import brand

# The first is shipped, for pictures made here; a browser takes the first that its system has.
FONTS = brand().fonts
BLUE, ORANGE, GREY, INK = (brand().colours[name] for name in ("main", "accent", "grey", "ink"))
GREEN, PURPLE, YELLOW, SKY, AMBER = (brand().colours[name] for name in ("good", "plum", "yellow", "sky", "amber"))

_VEGA_MIME = "application/vnd.vegalite.v5+json"
_VEGA_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"

Spec = dict[str, Any]
_drawers: list[Callable[[Spec], str]] = [vl_convert.vegalite_to_svg]


def prepare() -> None:
    """Make charts draw offline and in our style, unless the user has chosen a renderer or theme of their own."""
    _register()
    if alt.renderers.active == "default":
        alt.renderers.enable("peakend")
    if alt.theme.active == "default":
        alt.theme.enable("peakend")


def to_svg(chart: alt.TopLevelMixin) -> str:
    """Draw a chart as SVG."""
    return _drawers[-1](chart.to_dict())


@contextmanager
def drawn_by(drawer: Callable[[Spec], str]) -> Iterator[None]:
    """Let another function make SVG of charts' descriptions meanwhile, such as one that puts the drawing off."""
    _drawers.append(drawer)
    try:
        yield
    finally:
        _drawers.pop()


@functools.cache
def _register() -> None:
    vl_convert.register_font_directory(str(Path(__file__).parents[1] / "fonts"))
    alt.renderers.register("peakend", _render)
    alt.theme.register("peakend", enable=False)(_theme)


def _render(spec: Spec, **_options: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return an interactive chart for JupyterLab, whose own Vega speaks version 5, and a picture for all others."""
    bundle = {
        _VEGA_MIME: {**spec, "$schema": _VEGA_SCHEMA},
        "image/svg+xml": _drawers[-1](spec),
        "text/plain": spec.get("description", "<chart>"),
    }
    return bundle, {_VEGA_MIME: {"embed_options": {"actions": False}}}


def _theme() -> alt.theme.ThemeConfig:
    return {
        "config": {
            "font": FONTS,
            "view": {"continuousWidth": 520, "stroke": None},
            "title": {
                "font": FONTS,
                "fontSize": 16,
                "anchor": "start",
                "color": INK,
                "subtitleFont": FONTS,
                "subtitleFontSize": 13,
            },
            "axis": {
                "labelFont": FONTS,
                "titleFont": FONTS,
                "labelFontSize": 13,
                "titleFontSize": 13,
                "titleFontWeight": "normal",
                "gridColor": "#E6E6E6",
                "labelColor": INK,
                "titleColor": INK,
                "labelLimit": 260,
            },
            "legend": {"labelFont": FONTS, "titleFont": FONTS, "labelFontSize": 13, "orient": "top", "title": None},
            "header": {"labelFont": FONTS, "titleFont": FONTS, "labelFontSize": 13},
            "text": {"font": FONTS, "fontSize": 13, "color": INK},
        }
    }
