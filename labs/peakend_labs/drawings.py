"""The course's scenes and things to try that labs show: written once, below ``course``, since pages show them too."""

import re
from collections.abc import Iterator
from pathlib import Path

from peakend_labs.places import COURSE

FOLDERS = {"scene": "scenes", "try": "tries"}  # of the course, by the kind that a file's format says
_SHOWN = re.compile(r"""\bpe\.(?P<call>scene|try_out)\(\s*["'](?P<name>[\w-]+)["']""")


def drawings(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the name of each scene and thing to try that a lab's text shows.

    Examples
    --------
    >>> list(drawings('pe.scene("cold-water"); pe.try_out("visibility")'))
    [('scene', 'cold-water'), ('try', 'visibility')]
    """
    for found in _SHOWN.finditer(text):
        yield found["call"].removesuffix("_out"), found["name"]


def drawing_files(text: str, course: Path = COURSE) -> dict[str, Path]:
    """Return the files of what a lab's text shows, by their places beside its notebook."""
    files = (course / FOLDERS[kind] / f"{name}.yml" for kind, name in drawings(text))
    return {f"worksheets/{file.name}": file for file in files if file.is_file()}


def is_drawing(text: str) -> bool:
    """Tell whether a file beside a notebook is a scene or a thing to try."""
    return text.startswith(tuple(f"format: {kind}/" for kind in FOLDERS))
