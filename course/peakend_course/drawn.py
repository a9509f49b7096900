"""What moves on a page: scenes told in ``course/scenes`` and things to try in ``course/tries``, as HTML of our own.

A scene is an SVG whose movements are CSS; it stands still at its telling moment until somebody plays it. A thing to try
is drawn by the script ``course.js``; here it gets its words.
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
from peakend_course.outline import Part, Text
from peakend_course.problems import read_text, shown
from peakend_course.scene import Beat, Scene
from peakend_course.scene_picture import picture
from peakend_labs.places import COURSE

STATIC = Path(__file__).parent / "static"
FOLDERS = {"scene": "scenes", "try": "tries"}


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
    scene = read_model(shown(file), read_text(file), Scene)[0]
    names = {actor.id for actor in scene.cast}
    for beat in scene.beats:
        if beat.who is not None and beat.who not in names:
            raise PeakendError(
                _(
                    "{file} has nobody called {name!r}; add them to cast, or correct it.",
                    file=shown(file),
                    name=beat.who,
                )
            )
    return scene


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


def scene_html(scene: Scene, name: str) -> str:
    """Return a scene: its picture, its subtitles, and where the player puts its buttons."""
    told = [beat for beat in scene.beats if beat.say or beat.ask]
    heard = [(beat, str(beat.say or beat.ask)) for beat in told]
    heard += [(beat, _line(scene, beat)) for beat in scene.beats if beat.line]
    said = [
        {"at": beat.at, "say": say, "choices": [str(each) for each in beat.choices]}
        for beat, say in sorted(heard, key=lambda each: each[0].at)
    ]
    words = {"play": _("Play"), "pause": _("Pause"), "place": _("Place in the scene"), "on": _("Go on")}
    items = "".join(f"<li>{escape(str(beat.say or beat.ask))}</li>" for beat in told)
    return (
        f'<div class="course-scene" data-seconds="{scene.seconds:g}" data-still="{scene.still:g}"'
        f' data-said="{escape(json.dumps(said, ensure_ascii=False))}"'
        f' data-words="{escape(json.dumps(words, ensure_ascii=False))}">'
        f"{picture(scene, name)}"
        f'<ol class="course-scene-told">{items}</ol></div>'
    )


def _line(scene: Scene, beat: Beat) -> str:
    """Say who speaks, where they have a name, and what."""
    name = next((actor.name for actor in scene.cast if actor.id == beat.who), None)
    line = _("“{line}”", line=str(beat.line))
    return _("{name}: {line}", name=str(name), line=line) if name else line
