"""A thing to try as HTML, and as a widget in a lab."""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path

from peakend.base.language import get_language
from peakend.documents.texts import show_text
from peakend.forms.scenes.drawing import Drawing
from peakend.forms.scenes.thing import Thing
from peakend.forms.worksheet_source import read_form


def try_out(name: str) -> Drawing:
    """Show one of the course's things to try: a drawing that answers at once to mouse, finger or keys.

    Parameters
    ----------
    name : str
        What to try, as ``course/tries/<name>.yml`` words it; a lab finds it as ``worksheets/<name>.yml``.

    Returns
    -------
    Drawing
        The drawing when a cell shows it. Nothing of it is kept, marked or handed in.

    Raises
    ------
    PeakendError
        If the lab has no such file, or what it holds is wrong.

    Examples
    --------
    >>> import peakend as pe  # in a lab that has it, a line of visibility to drag
    >>> pe.try_out("visibility")
    Traceback (most recent call last):
    peakend.base.errors.PeakendError: This folder holds no worksheets. Open the notebook from its lab's folder.
    """
    thing = read_thing(Path("worksheets"), name, {})
    return Drawing(thing_html(thing, name), show_text(thing.title), _told(thing))


def read_thing(folder: Path, name: str, values: Mapping[str, str]) -> Thing:
    """Read a thing's file, or say what is wrong with it."""
    return read_form(folder, name, values, Thing)


def thing_html(thing: Thing, name: str) -> str:
    """Return a thing to try: its words for the script, and what stands in its place until the script draws it."""
    words = {"title": thing.title, **thing.words}
    given = json.dumps({key: show_text(text) for key, text in words.items()}, ensure_ascii=False)
    return (
        f'<div class="course-try" lang="{get_language()}" data-try="{name}" data-words="{escape(given)}">'
        f'<p class="course-try-title">{escape(show_text(thing.title))}</p>{_told(thing)}</div>'
    )


def _told(thing: Thing) -> str:
    return f"<p>{escape(show_text(thing.still))}</p>"
