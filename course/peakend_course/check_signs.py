"""Signs of Markdown that would stay on the page as they were typed, and links that lead nowhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from peakend.base.language import translate as _
from peakend_course.pages import Page, markdown
from peakend_course.problems import Problem, shown
from peakend_course.references import ROLES
from peakend_labs.places import lab_names

MADE = ("labs", "library", "data")  # parts of the handbook that no folder of the course holds
_ELSEWHERE = re.compile(r"https?://|mailto:")
_ROLE = re.compile(rf"\{{(?:{'|'.join(ROLES)})\}}")
ANY_ROLE = re.compile(rf"\{{(?:{'|'.join(ROLES)})\}}`[^`]*`")
_ASTERISK = re.compile(r"(?<![*\w])\*(?=[^\s*])|(?<=[^\s*])\*(?![*\w])")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_ROW = re.compile(r"^\|.*\|\s*$", re.MULTILINE)
_LINK = re.compile(r"\[[^\]\n]+\]\([^)\s]*:[^)]*\)")
_UNWRITTEN = re.compile(r"\b(?:TODO|FIXME|TBD)\b|\blorem ipsum\b|待补充|待撰写", re.IGNORECASE)
_COLONS = re.compile(r"^(?:：{2,}|:{2,})\s*\{?", re.MULTILINE)


def check_signs(page: Page, course: Path) -> Iterator[Problem]:
    """Yield each sign of Markdown that a reader would see, and each link that leads to no page of the course.

    Examples
    --------
    >>> from peakend_course.pages import read_page
    >>> from peakend_labs.places import COURSE
    >>> list(check_signs(read_page(COURSE / "2-needs" / "L2.5.en.md"), COURSE))
    []
    """
    for line, sentence in _parts(markdown().parse(page.text), page, course, 0):
        yield Problem(shown(page.file), line, sentence)


def _parts(tokens: list[Token], page: Page, course: Path, above: int) -> Iterator[tuple[int, str]]:
    """Look at the parts of a page, or of a box in it, above which so many lines stand."""
    for before, token in zip(["", *(each.type for each in tokens)], tokens, strict=False):
        line = above + (token.map[0] if token.map else 0) + 1
        if token.type == "code_block":
            yield line, _("Four spaces or a tab before a line make it a program; begin the line at the margin.")
        elif token.type == "colon_fence":
            yield from _parts(markdown().parse(token.content), page, course, line)
        elif token.type == "inline":
            if before == "heading_open" and (found := ANY_ROLE.search(token.content)):
                yield line, _shown_as_it_is(found[0])
            for sign, sentence in [*_left(token), *_links(token, page, course)]:
                yield line + _lines_before(token.content, sign), sentence


def _lines_before(text: str, sign: str) -> int:
    return text[: max(text.find(sign), 0)].count("\n")


def _left(token: Token) -> Iterator[tuple[str, str]]:
    """Yield each kind of sign that is left in what is read of a paragraph, and what to do about it."""
    words = "".join(
        child.content if child.type == "text" else "\n" if child.type == "softbreak" else " "
        for child in token.children or ()
    )
    if found := _ASTERISK.search(words):
        yield found[0], _("Here * would be seen: one stands before and one after what it marks; write the other one.")
    for child in token.children or ():
        if child.type == "image" and (found := ANY_ROLE.search(child.content)):
            yield found[0], _shown_as_it_is(found[0])
    if "~~" in words:
        yield "~~", _("Here ~~ would be seen; take it out.")
    if "`" in words:
        yield "`", _("Here ` would be seen: a backtick stands before and after what it marks; write the other one.")
    if found := _ROLE.search(words):
        yield (
            found[0],
            _(
                "Here {role} would be seen: what it names follows at once, in backticks: {example}.",
                role=found[0],
                example="{lab}`4-journey`",
            ),
        )
    if found := _FOOTNOTE.search(token.content):
        yield found[0], _("Slides show {mark} as it is; write the note into the sentence.", mark=found[0])
    if found := _ROW.search(words):
        row = "|---|---|"
        yield found[0], _("This is no table yet: below its first row stands {row}; write it.", row=row)
    if found := _LINK.search(words):
        yield found[0], _("Here {link} would be seen as it is; a link begins with https:// or mailto:.", link=found[0])
    if found := _UNWRITTEN.search(words):
        yield found[0], _("“{words}” says that something is still to be written; write it.", words=found[0])
    if found := _COLONS.search(words):
        yield found[0], _("This is no box: it begins with three colons, {mark}; write them.", mark=":::{case} told")


def _shown_as_it_is(role: str) -> str:
    return _("In a heading or a figure's words {role} would be seen as it is; write it in the text.", role=role)


def _links(token: Token, page: Page, course: Path) -> Iterator[tuple[str, str]]:
    """Yield each link that leads neither out of the course nor to a page of it."""
    for child in token.children or ():
        if child.type == "link_open" and not _leads(target := unquote(str(child.attrs["href"])), page, course):
            yield target, _("This link leads nowhere: {target}. Correct it, or take it out.", target=target)


def _leads(target: str, page: Page, course: Path) -> bool:
    """Tell whether a target is a page, the list of one of the handbook's parts, a lab's notebook, or another site."""
    if _ELSEWHERE.match(target):
        return True
    wanted = (page.file.parent / target).resolve()
    if wanted.suffix == ".ipynb":
        return wanted.stem in lab_names()
    twin = wanted.with_name(f"{wanted.stem}.{page.language}.md")
    return wanted.suffix == ".md" and (
        twin.is_file() or (wanted.name == "index.md" and _is_part(wanted.parent, course))
    )


def _is_part(folder: Path, course: Path) -> bool:
    return folder.parent == course.resolve() and (folder.is_dir() or folder.name in MADE)
