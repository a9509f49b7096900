"""What stands on a lecture's slides: of each page its number, film, figures, key points, cases and questions."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend_course.drawn import drawn
from peakend_course.pages import CASES, DRAWN, Box, Page, markdown
from peakend_course.references import in_words
from peakend_course.sources import named_sources
from peakend_course.templates import render
from peakend_labs.facts import quoted

MOST_ROOM = 120  # of a case on one slide, in Chinese characters
MOST_COLUMNS = 4  # of key points beside each other
LEAST_LINE = 24
MOST_TABLE = 400  # of a table on one slide, in Chinese characters
MOST_COUNT = 7  # of a number in large type, in Chinese characters
BEFORE_SAID = tuple("：:说声问道")
SAID_ENDS = tuple(",.!?，。！？…")
MOST_SAID = 30  # of words in a bubble, in Chinese characters
MOST_LEVEL = 2  # of the heading above a table on a slide; what stands deeper is for reading
FEW_CARDS = 3  # beside each other have room for their steps
_UNIT = re.compile(r"(?<=\d) (?=%)")  # a number and its sign stay on one line
_TIED = re.compile(r"(?<=[a-z])–(?=[a-z])")  # peak–end does not end a line at its dash
_SAID = re.compile(r"[“\"]([^“”\"]+)[”\"]")
# A sentence ends outside of what somebody says.
_SENTENCE = re.compile(
    r"""(?:“[^”]*”|"[^"]*"|[^“”"])+?(?:(?<=[。？！])|(?<=[。？！][”）])|(?<=[.?!])\s+|(?<=[.?!][”")])\s+|$)"""
)
_TABLE = re.compile(r"(?:^\|.*\n){3,}", re.MULTILINE)


@dataclass(frozen=True)
class Slide:
    """One slide: its kind, what stands on it, what the trainer reads beside it, and the section that it is from."""

    kind: str
    title: str
    body: Markup
    notes: str = ""
    section: str = ""


def slides_of(page: Page) -> list[Slide]:
    """Return a page's slides: the key points beside its picture, numbers, films and figures, cases, questions.

    What comes first on the page, a number or a film that opens it, comes first in the room; then the key points, with
    the trainer's notes, and then the rest in the page's order.

    Examples
    --------
    >>> from peakend_course.pages import read_page
    >>> from peakend_labs.places import COURSE
    >>> [slide.kind for slide in slides_of(read_page(COURSE / "5-co-creation" / "L5.1.en.md"))]
    ['keypoints', 'figure', 'check', 'question']
    """
    notes = Markup("<hr>").join(_html(box.text) for box in page.of_kind("facilitator"))
    points = [Slide("keypoints", page.title, _points(page, box), notes) for box in page.of_kind("keypoints")]
    shown = [(figure.line, _figure(page, figure.file, figure.alt, figure.line)) for figure in page.figures]
    shown += [(box.line, slide) for box in page.boxes if (slide := _shown(page, box)) is not None]
    shown += [*_tables(page), *_cards(page)]
    opening = [slide for _line, slide in sorted(shown, key=lambda each: each[0])]
    first = opening[:1] if opening and opening[0].kind in ("number", *DRAWN) else []
    told = [slide for box in page.of_kind("case") for slide in _case(box)]
    asked = [_check(page, box) for box in page.of_kind("check")[-1:]]  # those before it are the reader's own
    asked += [_question(page, box, notes) for box in page.of_kind("question")]
    slides = [*first, *points, *opening[len(first) :], *told, *asked]
    return [Slide(each.kind, _inline(each.title), each.body, each.notes, page.id) for each in slides]


def _points(page: Page, box: Box) -> Markup:
    """Put key points, numbered, under the page's first picture; they appear as they are told."""
    text = str(_html(box.text)).replace("<li>", '<li class="fragment">')
    if not page.figures:
        return Markup(text)
    layout = "told" if text.count("<li ") <= MOST_COLUMNS else "told rows"
    points = Markup(text.replace("<ul>", f'<ul class="{layout}">', 1))
    return Markup('<div class="beside">{}</div>{}').format(_picture(page, page.figures[0].file, ""), points)


def _picture(page: Page, file: str, alt: str) -> Markup:
    source = file.replace("figures/", f"figures-{page.language}/", 1)
    return Markup('<img src="{}" alt="{}">').format(source, alt)


def _figure(page: Page, file: str, alt: str, line: int) -> Slide:
    return Slide("figure", _heading(page, line), _picture(page, file, alt), Markup("<p>{}</p>").format(alt))


def _heading(page: Page, line: int) -> str:
    """Return the heading under which a line stands: it says more than the page's title."""
    above = [heading.text for heading in page.headings if heading.line < line]
    return above[-1] if above else page.title


def _shown(page: Page, box: Box) -> Slide | None:
    """Show a number, a film, or a thing to try."""
    if box.kind == "number":
        body = Markup('<p class="count">{}</p>{}').format(box.argument, _html(box.text))
        return Slide("number", _heading(page, box.line), body)
    if box.kind in DRAWN:
        body = Markup(drawn(box.kind, box.argument))
        return Slide(box.kind, _heading(page, box.line), body, _html(box.text))
    return None


def _tables(page: Page) -> list[tuple[int, Slide]]:
    """Show a page's tables, row by row, where they fit on a slide; those of a subsection stay in the handbook."""
    found = []
    for line, width, table in _tables_of_sections(page):
        if width <= MOST_TABLE:
            head, body = str(_html(table)).split("<tbody>")
            rows = Markup(head + "<tbody>" + body.replace("<tr>", '<tr class="fragment">'))
            found.append((line, Slide("table", _heading(page, line), rows)))
    return found


def long_tables(page: Page) -> list[tuple[int, int]]:
    """Return line and width of each table that ought to be shown and has too much in it for a slide."""
    return [(line, width) for line, width, _table in _tables_of_sections(page) if width > MOST_TABLE]


def _tables_of_sections(page: Page) -> Iterator[tuple[int, int, str]]:
    """Yield line, width and text of each table that does not stand in a subsection."""
    for table in _TABLE.finditer(page.text):
        line = page.text.count("\n", 0, table.start()) + 1
        if _level(page, line) <= MOST_LEVEL:
            yield line, sum(map(width, table[0].splitlines())), table[0]


def _level(page: Page, line: int) -> int:
    """Return the level of the heading under which a line stands, 1 where it stands under the page's title."""
    return next((heading.level for heading in reversed(page.headings) if heading.line < line), 1)


def _cards(page: Page) -> list[tuple[int, Slide]]:
    """Show a section's methods beside each other: their steps where they are few, else what comes of them."""
    groups: dict[str, list[Box]] = {}
    for box in page.of_kind("card"):
        groups.setdefault(_heading(page, box.line), []).append(box)
    found = []
    for heading, boxes in groups.items():
        cards = Markup("").join(_card(box, steps=len(boxes) <= FEW_CARDS) for box in boxes)
        found.append((boxes[0].line, Slide("cards", heading, Markup('<div class="row">{}</div>').format(cards))))
    return found


def _card(box: Box, *, steps: bool) -> Markup:
    name, *needs = (part.strip() for part in box.argument.split("|"))
    chips = Markup("").join(Markup("<span>{}</span>").format(need) for need in needs)
    how, output, *_pitfall = box.text.strip().split("\n\n")
    card = '<div class="method fragment"><h3>{}</h3><p class="needs">{}</p>{}</div>'
    return Markup(card).format(name, chips, _html(how if steps else output))


def _case(box: Box) -> list[Slide]:
    is_simulated = box.argument == CASES[1]
    title = _("Case · simulated data") if is_simulated else _("Case · as told")
    stage = Markup(render("case.svg", is_simulated=is_simulated))  # the template is the course's own
    parts = _parts(box.text)
    return [
        Slide("case", f"{title} {i}/{len(parts)}" if len(parts) > 1 else title, stage + _said(part) + _html(part))
        for i, part in enumerate(parts, 1)
    ]


def _said(text: str) -> Markup:
    """Put what somebody says first in a case into a bubble above the people."""
    quoted_words = [(text[: found.start()].rstrip(), found[1]) for found in _SAID.finditer(text)]
    said = next((words for before, words in quoted_words if _is_said(before, words)), "").rstrip(",，")
    return Markup('<p class="said" aria-hidden="true">{}</p>').format(said) if said else Markup("")


def _is_said(before: str, words: str) -> bool:
    """Tell a few words that somebody says from a sign, a rule or a button, which stand in quotation marks too."""
    return width(words) <= MOST_SAID and (before.endswith(BEFORE_SAID) or words.endswith(SAID_ENDS))


def _check(page: Page, box: Box) -> Slide:
    """Ask the room, count hands for each option, and show the answer on the next press."""
    answers = [each.text for each in page.of_kind("answer") if each.line > box.line]
    answer = Markup('<div class="fragment answer">{}</div>').format(_html(answers[0])) if answers else Markup("")
    question = _html(box.text)
    kind = "check" if "<li>" in question else "check open"
    return Slide(kind, _("Check yourself"), question + answer)


def _question(page: Page, box: Box, notes: str) -> Slide:
    """Ask the room, and then say what to do on Monday."""
    monday = [
        Markup('<div class="fragment monday"><strong>{}</strong>{}</div>').format(_("On Monday"), _html(each.text))
        for each in page.of_kind("monday")
    ]
    return Slide("question", _("A question for you"), _html(box.text) + Markup("").join(monday), notes)


def _parts(text: str) -> list[str]:
    """Split a long text into slides of about the same length, sentence by sentence."""
    pieces = [
        (f"{piece}\n\n" if last else piece)
        for paragraph in re.split(r"\n\s*\n", text.strip())
        for sentences in [[paragraph] if paragraph.startswith("- ") else _SENTENCE.findall(paragraph)]
        for piece, last in zip(sentences, [False] * (len(sentences) - 1) + [True], strict=True)
    ]
    most = _room(text) / math.ceil(_room(text) / MOST_ROOM)
    parts = [""]
    for piece in pieces:
        if parts[-1] and _room(parts[-1]) + _room(piece) / 2 > most:
            parts.append("")
        parts[-1] += piece
    return parts


def _room(text: str) -> int:
    """Count a text's room on a slide; a line takes its room, however short it is."""
    return sum(max(width(line), LEAST_LINE) for line in text.splitlines() if line)


def width(line: str) -> int:
    """Count a line's width in Chinese characters, which are twice as wide as Latin ones."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in line) // 2


def _html(text: str) -> Markup:
    # The pages are the course's own, and the parser lets no HTML through.
    words = named_sources(in_words(quoted(text, get_language())))
    return Markup(markdown().render(_TIED.sub("–\u2060", _UNIT.sub("\u00a0", words))))


def _inline(title: str) -> Markup:
    return Markup(markdown().renderInline(_TIED.sub("–\u2060", title)))
