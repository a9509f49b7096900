"""A scene as HTML, and as a widget that plays it in a lab."""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path

from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.documents.texts import show_text
from peakend.forms.scenes.drawing import Drawing
from peakend.forms.scenes.picture import picture
from peakend.forms.scenes.source import Beat, Scene
from peakend.forms.worksheet_source import read_form


def scene(name: str) -> Drawing:
    """Show one of the course's scenes: a drawn film with subtitles, which stops where it asks something.

    Parameters
    ----------
    name : str
        The scene as ``course/scenes/<name>.yml`` tells it; a lab finds it as ``worksheets/<name>.yml``.

    Returns
    -------
    Drawing
        The film when a cell shows it; with mouse or keys it plays, pauses and goes to any second.

    Raises
    ------
    PeakendError
        If the lab has no such file, or what it holds is wrong.

    Examples
    --------
    >>> import peakend as pe  # in a lab that shows this scene, its film
    >>> pe.scene("cold-water")
    Traceback (most recent call last):
    peakend.base.errors.PeakendError: This folder holds no worksheets. Open the notebook from its lab's folder.
    """
    film = read_scene(Path("worksheets"), name, {})
    return Drawing(scene_html(film, name), show_text(film.title), _told(film))


def read_scene(folder: Path, name: str, values: Mapping[str, str]) -> Scene:
    """Read a scene's file, or say what is wrong with it."""
    return read_form(folder, name, values, Scene)


def scene_html(scene: Scene, name: str) -> str:
    """Return a scene: its picture, its subtitles, and where the player puts its buttons."""
    heard = [(beat, show_text(beat.say or beat.ask)) for beat in _telling(scene)]
    heard += [(beat, _line(scene, beat)) for beat in scene.beats if beat.line]
    said = [
        {"at": beat.at, "say": say, "choices": [show_text(each) for each in beat.choices]}
        for beat, say in sorted(heard, key=lambda each: each[0].at)
    ]
    words = {"play": _("Play"), "pause": _("Pause"), "place": _("Place in the scene"), "on": _("Go on")}
    return (
        f'<div class="course-scene" lang="{get_language()}"'
        f' data-seconds="{scene.seconds:g}" data-still="{scene.still:g}"'
        f' data-said="{escape(json.dumps(said, ensure_ascii=False))}"'
        f' data-words="{escape(json.dumps(words, ensure_ascii=False))}">'
        f"{picture(scene, name)}{_told(scene)}</div>"
    )


def _telling(scene: Scene) -> list[Beat]:
    return [beat for beat in scene.beats if beat.say or beat.ask]


def _told(scene: Scene) -> str:
    items = "".join(f"<li>{escape(show_text(beat.say or beat.ask))}</li>" for beat in _telling(scene))
    return f'<ol class="course-scene-told">{items}</ol>'


def _line(scene: Scene, beat: Beat) -> str:
    """Say who speaks, where they have a name, and what."""
    name = next((actor.name for actor in scene.cast if actor.id == beat.who), None)
    line = _("“{line}”", line=show_text(beat.line))
    return _("{name}: {line}", name=show_text(name), line=line) if name else line
