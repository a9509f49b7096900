"""How charts look and how they reach the screen: one theme, one renderer, both offline and with Chinese text."""

import functools
import html
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from peakend.base.brand import brand
from peakend.base.language import get_language

# The first is shipped, for pictures made here; a browser takes the first that its system has.
FONTS = brand().fonts
BLUE, ORANGE, GREY, INK = (brand().colours[name] for name in ("main", "accent", "grey", "ink"))
LETTERS = brand().colours["accent-text"]  # the accent, dark enough for small type on white
LARGE = 19  # pixels of bold type that count as large (14 points), for which a contrast of 3 : 1 is enough
GREEN, PURPLE, YELLOW, SKY, AMBER = (brand().colours[name] for name in ("good", "plum", "yellow", "sky", "amber"))

FONT_FOLDER = Path(__file__).parents[1] / "fonts"

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
    """Draw a chart as SVG; a screen reader reads its description, and not mark by mark."""
    return _draw(chart.to_dict())


def said_by(chart: alt.TopLevelMixin) -> str:
    """Return what a chart shows, in words: the text for where its picture cannot be seen."""
    return str(chart.to_dict().get("description", ""))


@contextmanager
def drawn_by(drawer: Callable[[Spec], str]) -> Iterator[None]:
    """Let another function make SVG of charts' descriptions meanwhile, such as one that puts the drawing off."""
    _drawers.append(drawer)
    try:
        yield
    finally:
        _drawers.pop()


def _draw(spec: Spec) -> str:
    said = html.escape(str(spec.get("description", "")))
    language = "zh-CN" if get_language() == "zh" else "en"
    named = f'<svg role="img" lang="{language}" aria-label="{said}" '
    return _drawers[-1](spec).replace("<svg ", named, 1) if said else _drawers[-1](spec)


@functools.cache
def _register() -> None:
    vl_convert.register_font_directory(str(FONT_FOLDER))
    alt.renderers.register("peakend", _render)
    alt.theme.register("peakend", enable=False)(_theme)


def _render(spec: Spec, **_options: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return an interactive chart for JupyterLab, whose own Vega speaks version 5, and a picture for all others."""
    # White paper: JupyterLab's dark theme would put a chart's dark letters on a dark ground.
    paper = {"background": "white", "usermeta": {"embedOptions": {"theme": None}}}
    bundle = {
        _VEGA_MIME: {**paper, **spec, "$schema": _VEGA_SCHEMA},
        "image/svg+xml": _draw(spec),
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
            "legend": {
                "labelFont": FONTS,
                "titleFont": FONTS,
                "labelFontSize": 13,
                "labelLimit": 320,
                "orient": "top",
                "title": None,
            },
            "header": {"labelFont": FONTS, "titleFont": FONTS, "labelFontSize": 13},
            "text": {"font": FONTS, "fontSize": 13, "color": INK},
        }
    }
