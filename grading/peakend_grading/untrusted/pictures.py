"""Pictures of charts: put off while a notebook runs, and drawn once for all submissions that have the same chart.

The drawing engine takes half a second to start in each process, and most charts of a class are alike.
"""

import base64
import contextlib
import hashlib
import json
import os
import re
from typing import Any

from peakend_grading.untrusted.plain_json import plain_json
from peakend_grading.walls.limits import Limits

MOST_CHARTS = 50
_LARGEST = 1_000_000  # characters of a chart's description
_PUT_OFF = re.compile(r'<svg id="picture-([0-9a-f]{64})"></svg>')
_HELD = re.compile(r'<img src="picture:([0-9a-f]{64})">')

Spec = dict[str, Any]


def digest(spec: Spec) -> str:
    """Return what a chart is known by."""
    return hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()


def put_off() -> dict[str, Spec]:
    """Let charts of this process leave a mark instead of a picture; return where their descriptions are kept."""
    from peakend.charts import style

    kept: dict[str, Spec] = {}

    def mark(spec: Spec) -> str:
        name = digest(spec)
        kept[name] = spec
        return f'<svg id="picture-{name}"></svg>'

    style._svg = mark
    return kept


def hold_place(svg: str) -> str | None:
    """Return the image that stands for a mark until its picture is drawn; None for a real picture."""
    mark = _PUT_OFF.fullmatch(svg.strip())
    return f'<img src="picture:{mark[1]}">' if mark else None


def checked(specs: list[object]) -> dict[str, Spec]:
    """Return descriptions of charts by what they are known by, whatever they were called."""
    kept: dict[str, Spec] = {}
    for spec in specs[:MOST_CHARTS]:
        with contextlib.suppress(ValueError):
            plain = plain_json(spec)
            if isinstance(plain, dict) and len(json.dumps(plain)) < _LARGEST:
                kept[digest(plain)] = plain
    return kept


def draw(content: bytes, result: int, limits: Limits) -> None:
    """Do one job: draw charts, and write their pictures."""
    from peakend.charts import style

    style.prepare()
    pictures = {}
    for name, spec in json.loads(content).items():
        try:
            pictures[name] = style._svg(spec)
        except ValueError:  # a chart that is none
            continue
    with os.fdopen(result, "w", encoding="utf-8") as file:
        json.dump(pictures, file)


def as_image(svg: str) -> str:
    """Return an SVG picture as an image, in which no script runs."""
    return f'<img src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode("ascii")}">'


def show_pictures(outputs: list[dict[str, Any]], drawn: dict[str, str]) -> None:
    """Put the pictures into the outputs that hold a place for them."""
    for output in outputs:
        html = "".join(output.get("data", {}).get("text/html", ""))  # a notebook's file may hold it line by line
        if html:
            output["data"]["text/html"] = _HELD.sub(
                lambda place: as_image(drawn[place[1]]) if place[1] in drawn else "", html
            )
