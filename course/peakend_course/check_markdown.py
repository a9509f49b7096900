"""Whether handbook and slides would both show a page as it is written: no HTML, no skipped heading, no lost line."""

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it.token import Token

from peakend.base.language import translate as _
from peakend_course.pages import BOXES, DRAWN, NAMED, Page, markdown
from peakend_course.problems import Problem, shown
from peakend_labs.proof.unshown import unshown

_TAG = re.compile(r"<(?:!--|/?[A-Za-z])[^>]*>?")
_PIPE = re.compile(r"(?<!\\)\|")
_SETTING = re.compile(r":[\w-]+:(?:\s|$)|---\s*$")
_BESIDE = ("case", *NAMED, *DRAWN)  # boxes that something stands beside the kind of


def check_markdown(page: Page) -> Iterator[Problem]:
    """Yield what one of handbook and slides would show otherwise than the other, or leave out.

    Examples
    --------
    >>> from peakend_course.pages import read_page
    >>> from peakend_labs.places import COURSE
    >>> list(check_markdown(read_page(COURSE / "2-needs" / "L2.5.en.md")))
    []
    """
    for line, sentence in [*_levels(page), *_parts(markdown(html=True).parse(page.text), page, 0)]:
        yield Problem(shown(page.file), line, sentence)


def _levels(page: Page) -> Iterator[tuple[int, str]]:
    """A page has one title, at its beginning, and no heading stands two levels below the one before."""
    if not page.headings or page.headings[0].level != 1:
        yield 1, _("A page begins with its title; write it, after “# ”.")
    for heading in page.headings[1:]:
        if heading.level == 1:
            yield heading.line, _("A page has one title; write {mark} here, or a page of its own.", mark="##")
    for before, heading in pairwise(page.headings):
        if heading.level > before.level + 1:
            yield (
                heading.line,
                _(
                    "This heading has {found} and the one before it {before}; write {wanted}.",
                    found="#" * heading.level,
                    before="#" * before.level,
                    wanted="#" * (before.level + 1),
                ),
            )


def _parts(tokens: list[Token], page: Page, above: int, inside: str = "") -> Iterator[tuple[int, str]]:
    """Look at the parts of a page, or of a box in it, above which so many lines stand."""
    yield from _rows(tokens, page, above)
    yield from ((above + line, sentence) for line, sentence in unshown(tokens))
    for token in tokens:
        line = above + (token.map[0] if token.map else 0) + 1
        if token.type == "html_block":
            yield line, _html(token.content)
        elif token.type == "inline":
            yield from _words(token, page, line)
        elif token.type == "heading_open" and inside:
            yield line, _("A heading stands in the box {name!r}; write it in **bold**.", name=inside)
        elif token.type == "fence" and token.info.startswith("{") and "mermaid" not in token.info:
            yield line, _boxed(token.info)
        elif token.type == "colon_fence" and inside:
            yield line, _("This box stands in the box {name!r}; write it below that.", name=inside)
        elif token.type == "colon_fence":
            yield from _box(token, line)
            kind = token.info.strip().strip("{").partition("}")[0]
            yield from _parts(markdown(html=True).parse(token.content), page, line, kind)


def _rows(tokens: list[Token], page: Page, above: int) -> Iterator[tuple[int, str]]:
    """A row with more cells than the table's head would lose the last ones, and one with fewer be filled up."""
    lines = page.text.splitlines()
    head = 0
    for token in tokens:
        if token.type == "table_open":
            head = 0
        elif token.type == "th_open":
            head += 1
        elif token.type == "tr_open" and head and token.map:
            line = above + token.map[0] + 1
            cells = len(_PIPE.split(lines[line - 1].strip().strip("|")))
            if cells != head:
                sentence = _(
                    "This row has {cells} cells and its table's head {head}; make them alike; a | in a cell is \\|.",
                    cells=cells,
                    head=head,
                )
                yield line, sentence


def _words(token: Token, page: Page, first: int) -> Iterator[tuple[int, str]]:
    """Tags and asterisks among words, and pictures written so that only the handbook would find them."""
    seen = {figure.file for figure in page.figures}
    for child in token.children or ():
        if child.type == "html_inline":
            yield first + token.content[: token.content.index(child.content)].count("\n"), _html(child.content)
        elif child.type == "text" and "**" in child.content:
            yield first, _("In “{words}” ** would be shown as it is; put a space outside it.", words=child.content[:30])
        elif child.type == "image" and (file := str(child.attrs["src"])) not in seen:
            yield first, _("Slides find no figure {file} here; write {words}.", file=file, words=f"![…]({file})")


def _box(token: Token, line: int) -> Iterator[tuple[int, str]]:
    """What stands beside a box's kind, or on its first line, and would be taken for something else."""
    kind, _brace, beside = token.info.strip().strip("{").partition("}")
    if kind in BOXES and kind not in _BESIDE and beside.strip():
        yield line, _("Slides leave out “{words}”; write it on the line below.", words=beside.strip())
    if _SETTING.match(token.content):
        words = token.content.splitlines()[0]
        yield (
            line + 1,
            _("The handbook takes “{words}” for a setting and leaves it out; begin with words.", words=words),
        )


def _html(found: str) -> str:
    tag = (_TAG.search(found) or [found.strip()])[0]
    return _("Slides show HTML as text: {tag}. Write Markdown, or a box; there are: {names}.", tag=tag, names=_BOXES)


def _boxed(info: str) -> str:
    return _("Slides show {info} in backticks as code; write ::: and a box's kind: {names}.", info=info, names=_BOXES)


_BOXES = ", ".join(BOXES)
