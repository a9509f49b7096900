"""What the pages rest on, ``course/sources.yml``: each source once, with what was verified of it and how."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.documents.texts import Identifier, Line, Part
from peakend.documents.yaml_form import Lines, read_model
from peakend_course.outline import Text
from peakend_course.pages import Page
from peakend_course.problems import Problem, read_text, shown
from peakend_course.references import references
from peakend_labs.places import COURSE

FILE = COURSE / "sources.yml"
_NAMED = re.compile(r"\{source\}`([\w-]+)`")
_HEADING = re.compile(r"^(?:## |\*\*)(?:出处|Sources?)\b")
_TITLE = re.compile(
    r"(?<!\*)\*[^*\s][^*]*\*(?!\*)|《[^》]+》"
)  # of a book or a journal, in italics or in Chinese marks
# Authors and a year in brackets, as articles write them: (Smith & Jones, 2010), Smith et al. (2010), Smith 等（2010）.
_AUTHOR = r"[A-Z][\w'-]+(?:(?: et al\.| 等|,? (?:&|and|和) [A-Z][\w'-]+))?"
_YEAR = r"(?:18|19|20)\d\d"
_CITED = re.compile(rf"[（(]{_AUTHOR}[,，]? {_YEAR}[）)]|{_AUTHOR} ?[（(]{_YEAR}[）)]")
_LISTED = re.compile(r"^- \{source\}`([\w-]+)`", re.MULTILINE)


class Source(Part):
    """A book, an article or a report.

    `checked` tells what was read for this course: ``abstract``, the source's own text or summary; ``secondhand``,
    others who quote it; ``unopened``, neither. `how` says which fact was held against it.
    """

    id: Identifier
    short: Line
    text: Line
    checked: Literal["abstract", "secondhand", "unopened"] | None = None
    how: Text | None = None

    @property
    def name(self) -> str:
        """The authors and the year, as they stand in a sentence of the language in use."""
        authors, _bracket, year = self.short.rstrip(")").rpartition(" (")
        if get_language() == "zh":
            return f"{authors.replace(' et al.', ' 等').replace(' & ', ' 和 ')}，{year}"
        return f"{authors}, {year}"

    @property
    def reference(self) -> str:
        """The whole reference in Markdown, with what was verified."""
        said = {
            "abstract": _("read: the source's own text or summary"),
            "secondhand": _("read: others who quote it"),
            "unopened": _("original not opened"),
        }[self.checked or "unopened"]
        between = "；" if get_language() == "zh" else "; "
        how = f"{said}{between}{self.how}" if self.how else said
        return f"{self.text} [{how}]"


class Sources(Part):
    """The whole of ``course/sources.yml``."""

    format: Literal["sources/1"]
    sources: tuple[Source, ...]


@cache
def read_sources(file: Path = FILE) -> dict[str, Source]:
    """Read the sources by their ids, or name the line that does not fit."""
    return {source.id: source for source in _read(file)[0].sources}


def _read(file: Path) -> tuple[Sources, Lines]:
    return read_model(shown(file), read_text(file), Sources)


def with_references(text: str) -> str:
    """Write each source of a page's list in full, where the list names its id."""
    return _LISTED.sub(lambda found: f"- {read_sources()[found[1]].reference}", text)


def named_sources(text: str) -> str:
    """Write authors and year where a sentence names a source's id, for a reader without side notes.

    Examples
    --------
    >>> named_sources("fifty million a year ({source}`carlzon-1987`)")
    'fifty million a year (Carlzon, 1987)'
    """
    return _NAMED.sub(lambda found: read_sources()[found[1]].name, text)


def check_sources(pages: Iterable[Page], file: Path = FILE) -> Iterator[Problem]:
    """Yield each source that stands twice or lacks what was verified, each unknown id, and each title without an id.

    Parameters
    ----------
    pages : iterable of Page
        The pages that quote sources.
    file : Path
        The list of them.
    """
    read, lines = _read(file)
    known: set[str] = set()
    for number, source in enumerate(read.sources):
        line = lines.of(("sources", number))
        if source.id in known:
            yield Problem(shown(file), line, _("{id} appears here twice; keep one.", id=source.id))
        known.add(source.id)
        if source.checked is None:
            sentence = _(
                "{id} does not say what was verified; add checked: abstract, secondhand or unopened.", id=source.id
            )
            yield Problem(shown(file), line, sentence)
        elif source.checked != "unopened" and source.how is None:
            sentence = _("{id} does not say which fact was verified, and where; add how.", id=source.id)
            yield Problem(shown(file), line, sentence)
    for page in pages:
        for found in references(page.text):
            if found.role == "source" and found.target not in known:
                sentence = _("course/sources.yml has no {name!r}; add it there, or correct it.", name=found.target)
                yield Problem(shown(page.file), found.line, sentence)
        yield from _unlisted(page)


def check_quoted(pages: Iterable[Page], file: Path = FILE) -> Iterator[Problem]:
    """Yield each source that no page quotes."""
    quoted = frozenset[str]().union(*(page.sources for page in pages))
    read, lines = _read(file)
    for number, source in enumerate(read.sources):
        if source.id not in quoted:
            sentence = _("No page quotes the source {id}; quote it, or take it out.", id=source.id)
            yield Problem(shown(file), lines.of(("sources", number)), sentence)


def _unlisted(page: Page) -> Iterator[Problem]:
    """Yield each title among a page's sources, and each article cited above them, that is not named by an id."""
    lines = page.text.splitlines()
    start = next((number for number, line in enumerate(lines) if _HEADING.match(line)), len(lines))
    for number, line in enumerate(lines[:start], 1):
        if cited := _CITED.search(line):
            sentence = _(
                "{cited} stands here by its author; add it to course/sources.yml, and write {{source}}`its id`.",
                cited=cited[0],
            )
            yield Problem(shown(page.file), number, sentence)
    for number, line in enumerate(lines[start:], start + 1):
        if title := _TITLE.search(line):
            sentence = _(
                "{title} stands here by its title; add it to course/sources.yml, and write {{source}}`its id`.",
                title=title[0].strip("*"),
            )
            yield Problem(shown(page.file), number, sentence)
