"""The pages that phones, the projector and the trainer see."""

from functools import partial
from pathlib import Path

from peakend.base.templates import render as _render

HERE = Path(__file__).parent
STATIC = HERE / "static"
HUB = HERE / "hub"  # what JupyterHub shows, in the place of its own
render = partial(_render, HERE)
