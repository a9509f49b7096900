"""What moves on a page: scenes told in ``course/scenes`` and things to try in ``course/tries``, as HTML of our own.

A scene is drawn by the library, since labs play it too (`peakend.forms.scenes`). A thing to try is drawn by the script
``course.js``; here it gets its words.
"""

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal

from pydantic import Field

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.documents.yaml_form import read_model
from peakend.forms.scenes.film import STYLE as SCENE_STYLE
from peakend.forms.scenes.film import scene_html
from peakend.forms.scenes.source import Scene
from peakend_course.outline import Part, Text
from peakend_course.problems import read_text, shown
from peakend_labs.places import COURSE

STATIC = Path(__file__).parent / "static"
FOLDERS = {"scene": "scenes", "try": "tries"}


def style() -> str:
    """Return how all that moves looks, in CSS."""
    return "".join(file.read_text(encoding="utf-8") for file in (SCENE_STYLE, STATIC / "course.css"))


class Try(Part):
    """The whole of a file of ``course/tries``: the words of a thing to try."""

    format: Literal["try/1"] = Field(examples=["format: try/1"])
    title: Text = Field(examples=["title: {zh: …, en: …}"])
    words: dict[str, Text] = Field(examples=["words: {end: {zh: …, en: …}}"])


def read_try(file: Path) -> Try:
    """Read a thing to try, or name the line that does not fit."""
    return read_model(shown(file), read_text(file), Try)[0]


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
    thing = read_try(file)
    words = {"title": str(thing.title)} | {key: str(text) for key, text in thing.words.items()}
    return (
        f'<div class="course-try" data-try="{name}" data-words="{escape(json.dumps(words, ensure_ascii=False))}"></div>'
    )
