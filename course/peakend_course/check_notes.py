"""Whether the minutes in the pages' notes add up to what the longest agenda gives their sections."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from peakend.base.language import LANGUAGES, join_words
from peakend.base.language import translate as _
from peakend_course.outline import Agenda, Outline
from peakend_course.pages import Page
from peakend_course.problems import Problem, shown

EXAMPLE = {"zh": "**时间：** 讲 5 分钟，讨论 5 分钟。", "en": "**Time:** 5 minutes of talk, 5 of discussion."}
_TIME = re.compile(r"^\*\*(?:时间：|Time:)\*\* ?(.*)$", re.MULTILINE)
_ASIDE = re.compile(r"（[^）]*）|\([^)]*\)|`[^`]*`|\b[LP]\d+(?:\.\d+)?")
_SENTENCE = re.compile(r"[。；]|[.;](?:\s|$)")
_EACH = re.compile(r"每组|各|\beach\b(?! other)|\ba (?:group|team)\b")
_ALL = re.compile(r"共 ?(?=\d)|[：:] ?(?=\d)|\d+ (?:分钟|minutes)[：:]")


def check_notes(pages: Iterable[Page], outline: Outline) -> Iterator[Problem]:
    """Yield each section whose notes name no minutes, and each block whose sections' notes do not add up to its own.

    The notes tell the longest agenda in a room; a shorter one takes less of them. Counted is the first sentence of
    **Time:**, without brackets and turns; where it names a sum, the sum.
    """
    notes = {(page.id, page.language): page for page in pages if page.id in outline.sections}
    agenda = max((each for each in outline.agendas if not each.alone), key=_minutes, default=None)
    blocks = [block for day in agenda.days for block in day.blocks] if agenda else []
    staged = {block.stages for block in blocks}
    for block, language in product(blocks, LANGUAGES):
        names = [block.stages] if block.stages else [name for name in block.sections if name not in staged]
        times = [_time(notes[name, language]) for name in names if (name, language) in notes]
        for file, line, minutes in times:
            if minutes == 0:
                sentence = _("The notes say no minutes; write: {words}", words=EXAMPLE[language])
                yield Problem(file, line, sentence)
        added = sum(minutes for _file, _line, minutes in times)
        if agenda and times and added != block.minutes and all(minutes for _file, _line, minutes in times):
            sentence = _(
                "These notes take {minutes} minutes, and agenda {agenda} gives {names} {booked}. Change one of them.",
                minutes=added,
                agenda=agenda.id,
                names=join_words(names),
                booked=block.minutes,
            )
            yield Problem(times[0][0], times[0][1], sentence)


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


def _time(page: Page) -> tuple[str, int, int]:
    """Return where a page's notes tell the minutes, and how many; none where they do not."""
    for box in page.of_kind("facilitator"):
        if found := _TIME.search(box.text):
            return shown(page.file), box.line + 1 + box.text[: found.start()].count("\n"), needed(found[1])
    return shown(page.file), next((box.line for box in page.of_kind("facilitator")), 1), 0


def _minutes(agenda: Agenda) -> int:
    return sum(day.minutes for day in agenda.days)
