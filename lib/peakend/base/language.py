"""The language in which Peakend speaks: Chinese or English, from one message catalogue."""

import functools
import json
import locale
import os
import re
import string
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from peakend.base.errors import PeakendError

LANGUAGES = ("zh", "en")
_WINDOWS_CHINESE = 0x04  # its number of the language, whatever the region

_FORMATTER = string.Formatter()
_ENDS = ("。", "？", "！", "?", "!", "…")  # after which a sentence has no full stop of its own
_BEFORE_CODE = ("=", "(", "{", "[")  # what stands before a value in code

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
    if language := understand_language(name):
        return language
    raise PeakendError(translate("There is no language {name!r}. Choose 'zh' (Chinese) or 'en' (English).", name=name))


def understand_language(name: str) -> str | None:
    """Return ``"zh"`` or ``"en"`` for a language's name, and None for another language's."""
    language = re.split(r"[-_.@]", str(name).strip())[0].lower()
    return language if language in LANGUAGES else None


def translate(message: str, **values: object) -> str:
    """Return a message of the catalogue in the language in use, with its placeholders filled in."""
    if get_language() != "zh":
        return message.format(**values) if values else message
    text = messages().get(message, message)
    return "".join(_chinese_parts(text, values)) if values else text


def _chinese_parts(text: str, values: Mapping[str, object]) -> Iterator[str]:
    """Yield a sentence bit by bit; a text in quotes stands in Chinese ones, but in code in those that Python reads."""
    is_quoted, filled = False, ""
    for said, field, spec, conversion in _FORMATTER.parse(text):
        before = said.removeprefix(" ") if is_quoted else said
        # What is filled in may end the sentence itself.
        before = before.removeprefix("。") if filled.endswith(_ENDS) else before
        value = None if field is None else _FORMATTER.get_field(field, (), values)[0]
        is_quoted = conversion == "r" and isinstance(value, str) and not said.endswith(_BEFORE_CODE)
        yield before.removesuffix(" ") if is_quoted else before
        filled = "" if field is None or is_quoted else format(_FORMATTER.convert_field(value, conversion), spec or "")
        yield quote(value) if is_quoted else filled


def message(text: str) -> str:
    """Return the text as it is: it is a message of the catalogue, and `translate` says it when it is shown."""
    return text


def join_sentences(sentences: Iterable[str]) -> str:
    """Put sentences one after the other, as the language in use does: with a space between them in English alone.

    Examples
    --------
    >>> from peakend.base.language import join_sentences
    >>> join_sentences(["One.", "", "Two."])
    'One. Two.'
    """
    return ("" if get_language() == "zh" else " ").join(filter(None, sentences))


def quote(value: object) -> str:
    """Return a value in quotes, as the language in use writes them.

    Examples
    --------
    >>> from peakend.base.language import quote
    >>> quote("score")
    "'score'"
    """
    return f"“{value}”" if isinstance(value, str) and get_language() == "zh" else repr(value)


def join_words(words: Iterable[object], *, most: int | None = None) -> str:
    """Put words, or the first of them, one after the other, as the language in use writes a list; say if it is empty.

    Examples
    --------
    >>> from peakend.base.language import join_words
    >>> join_words(["hall", "hotline"])
    'hall, hotline'
    >>> join_words(["hall", "hotline", "app"], most=2)
    'hall, hotline, …'
    >>> join_words([])
    '(none)'
    """
    listed = list(map(str, words))
    is_cut, is_chinese = most is not None and len(listed) > most, get_language() == "zh"
    shown = ("、" if is_chinese else ", ").join(listed[:most]) or translate("(none)")
    return shown + ((" 等" if is_chinese else ", …") if is_cut else "")


def choose_text(text: str | Mapping[str, str]) -> str:
    """Return the right one of a text that stands in both languages, ``{"zh": …, "en": …}``; a plain text is itself."""
    if isinstance(text, str):
        return text
    return text.get(get_language()) or next(iter(text.values()))


def _default_language() -> str:
    return understand_language(os.environ.get("PEAKEND_LANG", "")) or _system_language()


def _system_language() -> str:
    """Return what the system is set to speak; a locale need not be installed on it to be asked for."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):  # in the order of gettext
        if names := os.environ.get(variable):
            return next(filter(None, map(understand_language, names.split(":"))), "en")
    if sys.platform == "win32":
        import ctypes

        is_chinese = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _WINDOWS_CHINESE
        return "zh" if is_chinese else "en"
    return understand_language(locale.getlocale()[0] or "") or "en"


@functools.cache
def messages() -> dict[str, str]:
    """Return all messages with their Chinese: pairs of texts in quotes, which may go on over several lines.

    The .po file is read as it is, so that there is no compiled twin to build, ship and forget.
    """
    path = Path(__file__).parent / "locale" / "zh" / "LC_MESSAGES" / "peakend.po"
    texts: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        keyword, quote, rest = line.partition('"')
        if not quote or keyword.startswith("#"):
            continue
        if keyword:
            texts.append("")
        texts[-1] += json.loads(quote + rest)
    return {message: text for message, text in zip(texts[::2], texts[1::2], strict=True) if message and text}
