"""Whether what is said stands between “ and ”, in both languages: on the pages and in the course's lists of words."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from markdown_it.token import Token

from peakend.base.language import translate as _
from peakend.documents.yaml_form import load_yaml
from peakend_course.pages import Page, markdown
from peakend_course.problems import Problem, read_text, shown

# Lists whose words are shown by labs, too, which put no fact in its place: decks, films, things to try, and the like.
AS_WRITTEN = ("facts.yml", "items.yml", "cards", "scenes", "tries")
_ANY_ROLE = re.compile(r"\{[A-Za-z][\w-]*\}`[^`]*`")
STRAIGHT = '"'
OPENED, CLOSED = "“", "”"
_WORDS = ("text", "softbreak", "hardbreak")


def check_quotes(pages: Iterable[Page], lists: Iterable[Path]) -> Iterator[Problem]:
    """Yield each straight quotation mark outside code, and each text in which one is opened and not closed.

    Parameters
    ----------
    pages : iterable of Page
        The pages, in both languages.
    lists : iterable of Path
        YAML files whose words are shown to people.

    Examples
    --------
    >>> from peakend_course.pages import read_page
    >>> from peakend_labs.places import COURSE
    >>> list(check_quotes([read_page(COURSE / "2-needs" / "L2.1.en.md")], [COURSE / "outline.yml"]))
    []
    """
    for page in pages:
        for line, words in _paragraphs(markdown(as_typed=True).parse(page.text), 0):
            yield from _wrong(page.file, line, words)
    for file in lists:
        document, lines = load_yaml(shown(file), read_text(file))
        for place, words in _values(document, ()):
            yield from _wrong(file, lines.of(place), words)
            found = _ANY_ROLE.search(words)
            if found and (file.name in AS_WRITTEN or file.parent.name in AS_WRITTEN):
                sentence = _(
                    "These words are shown as they are; here {role} would be seen. Write the words.", role=found[0]
                )
                yield Problem(shown(file), lines.of(place), sentence)
            elif found and (fact := "{fact}") not in found[0]:
                sentence = _("Only {fact} can stand in a list; here {role} would be seen.", fact=fact, role=found[0])
                yield Problem(shown(file), lines.of(place), sentence)


def _paragraphs(tokens: list[Token], above: int) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of each paragraph, heading and cell, also of those in boxes; code is left out."""
    for token in tokens:
        line = above + (token.map[0] if token.map else 0) + 1
        if token.type == "inline":
            children = [child for child in token.children or () if child.type in _WORDS]
            yield line, "".join(child.content if child.type == "text" else "\n" for child in children)
        elif token.type == "colon_fence":
            yield from _paragraphs(markdown(as_typed=True).parse(token.content), line)


def _values(part: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(part, str):
        yield place, part
    elif isinstance(part, list | dict):
        for key, each in part.items() if isinstance(part, dict) else enumerate(part):
            yield from _values(each, (*place, key))


def _wrong(file: Path, line: int, words: str) -> Iterator[Problem]:
    opened, closed = words.count(OPENED), words.count(CLOSED)
    if STRAIGHT in words:
        line += words[: words.index(STRAIGHT)].count("\n")
        sentence = _("Here is a straight quotation mark; write “ before what is said and ” after it.")
        yield Problem(shown(file), line, sentence)
    elif opened != closed:
        sentence = _(
            "This text has {opened} “ and {closed} ”; write the one that is missing.",
            opened=opened,
            closed=closed,
        )
        yield Problem(shown(file), line, sentence)
