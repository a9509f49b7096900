"""The language in which Peakend speaks: Chinese or English, from one message catalogue."""

import functools
import locale
import os
from collections.abc import Mapping
from pathlib import Path

from peakend.base.errors import PeakendError

LANGUAGES = ("zh", "en")

_chosen: str | None = None


def set_language(language: str) -> None:
    """Choose the language of messages, charts and forms.

    Parameters
    ----------
    language : {"zh", "en"}
        Chinese or English; a regional name such as ``"zh-CN"`` or ``"en_US"`` is understood too.

    Raises
    ------
    PeakendError
        If the language is neither Chinese nor English.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.set_language("zh-CN")
    >>> pe.get_language()
    'zh'
    >>> pe.set_language("en")
    """
    global _chosen
    _chosen = parse_language(language)


def get_language() -> str:
    """Tell the language in use: the chosen one, else ``PEAKEND_LANG``, else the system's.

    Returns
    -------
    str
        ``"zh"`` or ``"en"``.
    """
    return _chosen or _default_language()


def parse_language(name: str) -> str:
    """Return ``"zh"`` or ``"en"`` for a language's name, or raise `PeakendError`."""
    language = _base_language(name)
    if language not in LANGUAGES:
        raise PeakendError(
            translate("There is no language {name!r}. Choose 'zh' (Chinese) or 'en' (English).", name=name)
        )
    return language


def translate(message: str, **values: object) -> str:
    """Return a message of the catalogue in the language in use, with its placeholders filled in."""
    text = _catalogue().get(message, message) if get_language() == "zh" else message
    return text.format(**values) if values else text


def choose_text(text: str | Mapping[str, str]) -> str:
    """Return the right one of a text that stands in both languages, ``{"zh": …, "en": …}``; a plain text is itself."""
    if isinstance(text, str):
        return text
    return text.get(get_language()) or next(iter(text.values()))


def _base_language(name: str) -> str:
    return str(name).replace("_", "-").split("-")[0].strip().lower()


def _default_language() -> str:
    wanted = _base_language(os.environ.get("PEAKEND_LANG", ""))
    if wanted in LANGUAGES:
        return wanted
    system = locale.getlocale()[0] or os.environ.get("LANG", "")
    return "zh" if system.lower().startswith(("zh", "chinese")) else "en"


@functools.cache
def _catalogue() -> dict[str, str]:
    # The .po file is read as it is, so that there is no compiled twin to build, ship and forget.
    from babel.messages.pofile import read_po

    path = Path(__file__).parent / "locale" / "zh" / "LC_MESSAGES" / "peakend.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale="zh")
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id and entry.string}
