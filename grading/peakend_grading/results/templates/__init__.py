"""The templates of what people get: feedback, report, certificates."""

from functools import partial
from pathlib import Path

from peakend.base.templates import render as _render

render = partial(_render, Path(__file__).parent)
