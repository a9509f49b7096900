"""The templates of all that is printed or shown: HTML and CSS, filled in by Jinja."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from peakend.language import choose_text, get_language


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = _text
    return environment


def _text(zh: str, en: str) -> str:
    """Both languages stand side by side in a template, so that nobody changes one alone."""
    return choose_text({"zh": zh, "en": en})


def render(template: str, **values: object) -> str:
    """Fill in a template in the language in use.

    Parameters
    ----------
    template : str
        Its file in this folder.
    **values : object
        What it names.

    Returns
    -------
    str
        HTML.
    """
    return _environment().get_template(template).render(language=get_language(), **values)
