"""Whether the minutes in a page's notes fit into what an agenda gives the section."""

import re
from collections.abc import Iterable, Iterator

from peakend.base.language import translate as _
from peakend_course.outline import Outline
from peakend_course.pages import Page
from peakend_course.problems import Problem, shown

_TIME = re.compile(r"^\*\*(?:时间：|Time:)\*\* ?(.*)$", re.MULTILINE)
_ASIDE = re.compile(r"（[^）]*）|\([^)]*\)|`[^`]*`|\b[LP]\d+(?:\.\d+)?")
_SENTENCE = re.compile(r"[。；]|[.;](?:\s|$)")
_EACH = re.compile(r"每组|各|\beach\b|\ba (?:group|team)\b")
_ALL = re.compile(r"共 ?(?=\d)|[：:] ?(?=\d)|\d+ (?:分钟|minutes)[：:]")


def check_notes(pages: Iterable[Page], outline: Outline) -> Iterator[Problem]:
    """Yield each section whose notes add up to more minutes than any agenda gives it.

    Counted is the first sentence of **Time:**, without brackets and turns; where it names a sum, the sum.
    """
    for page in pages:
        most = _most(page.id, outline)
        for box in page.of_kind("facilitator") if most else ():
            found = _TIME.search(box.text)
            minutes = needed(found[1]) if found else 0
            if found and minutes > most:
                sentence = _(
                    "These notes take {minutes} minutes, and no agenda gives {name} more than {booked}. "
                    "Change one of them.",
                    minutes=minutes,
                    name=page.id,
                    booked=most,
                )
                yield Problem(shown(page.file), box.line + 1 + box.text[: found.start()].count("\n"), sentence)


def needed(words: str) -> int:
    """Return the minutes that the first sentence of a note adds up to.

    Examples
    --------
    >>> needed("5 minutes of talk, 3 in pairs, 2 to collect examples. One day: 6.")
    10
    >>> needed("各组 2 分钟，收尾 1 分钟，共 15 分钟。")
    15
    """
    first = _SENTENCE.split(_ASIDE.sub("", words))[0]
    if _ALL.search(first):
        return max(map(int, re.findall(r"\d+", first)))
    parts = [part for part in re.split(r"[，,]", first) if not _EACH.search(part)]
    return sum(map(int, re.findall(r"\d+", " ".join(parts))))


def _most(section: str, outline: Outline) -> int:
    """Return the minutes of the longest block that teaches a section, or for which it comes on stage."""
    return max(
        (
            block.minutes
            for agenda in outline.agendas
            if not agenda.alone
            for day in agenda.days
            for block in day.blocks
            if section in (*block.sections, block.stages)
        ),
        default=0,
    )
