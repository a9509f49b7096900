"""What moves on a page: scenes told in ``course/scenes`` and things to try in ``course/tries``, as HTML of our own.

Both are written by the library (`peakend.forms.scenes`), since labs show them too, and moved by ``course.js``.
"""

from functools import cache
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.documents.yaml_form import read_model
from peakend.forms.scenes.drawing import STYLES
from peakend.forms.scenes.film import scene_html
from peakend.forms.scenes.source import Scene
from peakend.forms.scenes.thing import Thing
from peakend.forms.scenes.try_out import thing_html
from peakend_course.problems import read_text, shown
from peakend_labs.drawings import FOLDERS
from peakend_labs.places import COURSE

STATIC = Path(__file__).parent / "static"


def style() -> str:
    """Return how all that moves looks, in CSS."""
    return "".join(file.read_text(encoding="utf-8") for file in (*STYLES, STATIC / "course.css"))


def read_try(file: Path) -> Thing:
    """Read a thing to try, or name the line that does not fit."""
    return read_model(shown(file), read_text(file), Thing)[0]


@cache
def read_scene(file: Path) -> Scene:
    """Read a scene, or name the line that does not fit."""
    return read_model(shown(file), read_text(file), Scene)[0]


def drawn(kind: str, name: str, course: Path = COURSE) -> str:
    """Return a scene or a thing to try as HTML in the language in use.

    Raises
    ------
    PeakendError
        If there is none of that name, or its file does not fit.
    """
    file = course / FOLDERS[kind] / f"{name}.yml"
    if not file.is_file():
        raise PeakendError(_("There is no {file}; write it, or correct the name.", file=shown(file)))
    if kind == "scene":
        return scene_html(read_scene(file), name)
    return thing_html(read_try(file), name)
