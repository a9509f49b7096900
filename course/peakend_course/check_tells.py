"""Whether the checks on the pages tell their answers: by a long right option, or by the letter that is mostly right."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from peakend.base.language import translate as _
from peakend_course.check_parts import chosen_letter
from peakend_course.pages import Page
from peakend_course.problems import Problem, shown
from peakend_labs.proof.given_away import FEW, stands_out

SEEN = 3  # characters by which a length shows
_OPTION = re.compile(r"^- ([A-Z])\. (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """A check with options, as a page asks it."""

    file: Path
    line: int
    options: dict[str, str]
    right: str

    @property
    def is_much_longer(self) -> bool:
        """Whether the right option can be seen to be the longest; numbers of two and three digits cannot."""
        others = [len(text) for letter, text in self.options.items() if letter != self.right]
        return stands_out(self.options, self.right) and len(self.options[self.right]) > max(others) + SEEN


def check_tells(pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield each check whose right option is much the longest, and what is right in more than half of a language's."""
    by_language: dict[str, list[Asked]] = defaultdict(list)
    for page in pages:
        by_language[page.language].extend(_asked(page))
    for asked in by_language.values():
        for one in asked:
            if one.is_much_longer:
                sentence = _(
                    "The right option is much longer than the others and tells itself; write them equally long."
                )
                yield Problem(shown(one.file), one.line, sentence)
        yield from _of_all(asked)


def _asked(page: Page) -> Iterator[Asked]:
    for box, answer in zip(page.boxes, page.boxes[1:], strict=False):
        options = dict(_OPTION.findall(box.text)) if box.kind == "check" else {}
        if options and (right := chosen_letter(answer)) in options:
            yield Asked(page.file, box.line, options, right)


def _of_all(asked: list[Asked]) -> Iterator[Problem]:
    """Yield what whoever knows nothing would find first: the longest option, or one letter, is mostly right."""
    if len(asked) < FEW:
        return
    half = len(asked) / 2
    longest = [one for one in asked if stands_out(one.options, one.right, 1)]
    if len(longest) > half:
        sentence = _(
            "On the pages the longest option is right in {count} of {all} checks; lengthen wrong ones.",
            count=len(longest),
            all=len(asked),
        )
        yield Problem(shown(longest[0].file), longest[0].line, sentence)
    letter, count = Counter(one.right for one in asked).most_common(1)[0]
    if count > half:
        first = next(one for one in asked if one.right == letter)
        sentence = _(
            "On the pages {letter} is right in {count} of {all} checks; put options in another order.",
            letter=letter,
            count=count,
            all=len(asked),
        )
        yield Problem(shown(first.file), first.line, sentence)
