"""The templates of what is printed and shown in the room."""

from functools import partial
from pathlib import Path

from peakend.base.templates import render as _render

render = partial(_render, Path(__file__).parent)
