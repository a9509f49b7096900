"""The templates of what is printed and shown in the room."""

from functools import partial
from pathlib import Path

from peakend.base.templates import render as _render

FOLDER = Path(__file__).parent
render = partial(_render, FOLDER)
