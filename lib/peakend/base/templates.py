"""Pages from templates: HTML and CSS filled in by Jinja, both languages side by side."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from peakend.base.brand import brand
from peakend.base.language import choose_text, get_language
from peakend.base.numbers import show_percent


def render(folder: Path, template: str, **values: object) -> str:
    """Fill in a template in the language in use.

    Parameters
    ----------
    folder : Path
        Where the room keeps its templates.
    template : str
        Its file in this folder.
    **values : object
        What it names.

    Returns
    -------
    str
        HTML.
    """
    return _environment(folder).get_template(template).render(language=get_language(), **values)


@cache
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = _text
    environment.globals["brand"] = brand()
    environment.globals["show_percent"] = show_percent
    return environment


def _text(zh: str, en: str) -> str:
    """Both languages stand side by side in a template, so that nobody changes one alone."""
    return choose_text({"zh": zh, "en": en})
