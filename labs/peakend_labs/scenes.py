"""The course's scenes that labs play: told once, in ``course/scenes``, since pages and slides play them too."""

import re
from pathlib import Path

from peakend_labs.places import COURSE

SCENE = re.compile(r"""\bpe\.scene\(\s*["'](?P<scene>[\w-]+)["']""")


def scene_files(text: str) -> dict[str, Path]:
    """Return the scenes that a lab's text plays, by their places beside its notebook."""
    files = (COURSE / "scenes" / f"{found['scene']}.yml" for found in SCENE.finditer(text))
    return {f"worksheets/{file.name}": file for file in files if file.is_file()}


def is_scene(text: str) -> bool:
    """Tell whether a file beside a notebook is a scene."""
    return text.startswith("format: scene/")
