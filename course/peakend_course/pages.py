"""A page of the course, ``L1.1.zh.md``, read into its parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from peakend_course.problems import read_text
from peakend_course.references import functions_in, references

BOXES = (
    *("keypoints", "objective", "question", "case", "check", "answer", "monday", "facilitator"),
    *("number", "card", "scene", "try"),
)
NAMED = ("number", "card")  # boxes that show what stands beside their kind, in the page's language
DRAWN = ("scene", "try")  # boxes that a drawing of our own stands in
CASES = ("told", "simulated")
_BOX = re.compile(r"\{(\w+)\}\s*(.*)")


@dataclass(frozen=True)
class Box:
    """A box of a page, ``:::{question} … :::``: its kind, what stands beside the kind, its text and its line."""

    kind: str
    argument: str
    text: str
    line: int


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its level, its text and its line."""

    level: int
    text: str
    line: int


@dataclass(frozen=True)
class Figure:
    """A figure of a page: its file, relative to the course's folder, the words for who cannot see it, and its line."""

    file: str
    alt: str
    line: int


@dataclass(frozen=True)
class Page:
    """A page in one language.

    Attributes
    ----------
    id : str
        The section that it teaches, for instance ``"L1.1"``.
    language : str
        ``"zh"`` or ``"en"``.
    file : Path
        Where it stands.
    text : str
        Its Markdown.
    headings, boxes, figures : tuple
        Its parts, in their order.
    """

    id: str
    language: str
    file: Path
    text: str
    headings: tuple[Heading, ...]
    boxes: tuple[Box, ...]
    figures: tuple[Figure, ...]

    @property
    def title(self) -> str:
        """The first heading, or the id of a page that has none."""
        return self.headings[0].text if self.headings else self.id

    @property
    def functions(self) -> set[str]:
        """The public names of the library that the page names, as ``pe.name`` or as ``{api}`name```."""
        return functions_in(self.text)

    @property
    def named(self) -> set[str]:
        """What the page refers to: labs and their tasks, functions, facts, sources."""
        return self.functions | {found.target for found in references(self.text)}

    @property
    def labs(self) -> set[str]:
        """The labs that the page links to, or to a task of which it does."""
        return {found.lab for found in references(self.text) if found.role in ("lab", "task")}

    @property
    def sources(self) -> set[str]:
        """The ids of the sources that the page quotes."""
        return {found.target for found in references(self.text) if found.role == "source"}

    def of_kind(self, kind: str) -> list[Box]:
        """Return the page's boxes of one kind."""
        return [box for box in self.boxes if box.kind == kind]

    @property
    def structure(self) -> list[str]:
        """What must be the same in both languages: headings, boxes and figures, in their order."""
        found = [(heading.line, "#" * heading.level) for heading in self.headings]
        found += [
            (box.line, f":::{{{box.kind}}} {'' if box.kind in NAMED else box.argument}".strip()) for box in self.boxes
        ]
        found += [(figure.line, figure.file.replace(f"-{self.language}.png", ".png")) for figure in self.figures]
        return [text for _line, text in sorted(found)]


@cache
def markdown(html: bool = False, as_typed: bool = False) -> MarkdownIt:
    """Return the parser of the pages: CommonMark with tables, boxes and roles, without HTML unless it is looked for.

    Straight quotation marks and apostrophes are shown as a printer sets them, as in the handbook, but for `as_typed`.
    """
    parser = MarkdownIt("commonmark", {"html": html, "typographer": not as_typed}).enable(["table", "smartquotes"])
    return parser.use(colon_fence_plugin).use(myst_role_plugin)


def read_page(file: Path) -> Page:
    """Read one page; its name tells its section and language."""
    return _parsed(file, read_text(file))


@cache  # the checks of the course each ask for every page
def _parsed(file: Path, text: str) -> Page:
    section, language = file.name.removesuffix(".md").rsplit(".", 1)
    headings: list[Heading] = []
    boxes: list[Box] = []
    figures: list[Figure] = []
    tokens = markdown().parse(text)
    for number, token in enumerate(tokens):
        line = token.map[0] + 1 if token.map else 1
        if token.type == "heading_open":
            headings.append(Heading(int(token.tag[1]), tokens[number + 1].content, line))
        elif token.type == "colon_fence" and (found := _BOX.match(token.info.strip())):
            boxes.append(Box(found[1], found[2].strip(), token.content, line))
            figures += _figures(token.content, line)
        elif token.type == "inline":
            figures += _figures(token.content, line)
    return Page(section, language, file, text, tuple(headings), tuple(boxes), tuple(figures))


def _figures(text: str, line: int) -> Iterator[Figure]:
    for alt, file in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", text):
        yield Figure(file, alt, line)
