"""Pictures of charts that were put off: the place that each holds in an output, and the picture put there."""

import base64
import contextlib
import hashlib
import html
import json
import re
from typing import Any

from peakend_grading.untrusted.plain_json import plain_json

MOST_CHARTS = 50
_LARGEST = 1_000_000  # characters of a chart's description
# A picture in itself, since labs also make PNG and PDF of what they draw.
_PUT_OFF = '<svg id="picture-{}" xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
# With what a chart says in words before it, which whoever shows the picture puts there.
_IS_PUT_OFF = re.compile(_PUT_OFF.format("([0-9a-f]{64})").replace("<svg ", r"<svg (?:[^<>]*? )?", 1))
_SAID = re.compile(r' aria-label="([^"]*)"')
_HELD = re.compile(r'<img alt="([^"]*)" src="picture:([0-9a-f]{64})">')

Spec = dict[str, Any]


def digest(spec: Spec) -> str:
    """Return what a chart is known by."""
    return hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()


def mark(spec: Spec) -> str:
    """Return what stands for a chart's picture until it is drawn."""
    return _PUT_OFF.format(digest(spec))


def hold_place(svg: str) -> str | None:
    """Return the image that stands for a mark until its picture is drawn; None for a real picture."""
    found = _IS_PUT_OFF.fullmatch(svg.strip())
    return f'<img alt="{_said(svg)}" src="picture:{found[1]}">' if found else None


def checked(specs: list[object]) -> dict[str, Spec]:
    """Return descriptions of charts by what they are known by, whatever they were called."""
    kept: dict[str, Spec] = {}
    for spec in specs[:MOST_CHARTS]:
        with contextlib.suppress(ValueError):
            plain = plain_json(spec)
            if isinstance(plain, dict) and len(json.dumps(plain)) < _LARGEST:
                kept[digest(plain)] = plain
    return kept


def as_image(svg: str, said: str | None = None) -> str:
    """Return an SVG picture as an image, in which no script runs, with what it says in words as HTML may hold it."""
    content = base64.b64encode(svg.encode()).decode("ascii")
    return f'<img alt="{_said(svg) if said is None else said}" src="data:image/svg+xml;base64,{content}">'


def _said(svg: str) -> str:
    label = _SAID.search(svg.partition(">")[0])
    return html.escape(html.unescape(label[1])) if label else ""


def show_pictures(outputs: list[dict[str, Any]], drawn: dict[str, str]) -> None:
    """Put the pictures into the outputs that hold a place for them."""
    for output in outputs:
        shown = "".join(output.get("data", {}).get("text/html", ""))  # a notebook's file may hold it line by line
        if shown:
            output["data"]["text/html"] = _HELD.sub(
                lambda place: as_image(drawn[place[2]], place[1]) if place[2] in drawn else "", shown
            )
