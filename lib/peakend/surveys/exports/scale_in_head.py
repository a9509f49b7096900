"""A scale that a heading tells: "(0–10)", "from 0, not at all, to 10", "(1 = very good, 5 = very poor)"."""

import re
from dataclasses import dataclass, replace

from peakend.base.language import translate as _
from peakend.surveys.exports.columns import FULL_WIDTH, NUMBER, Column
from peakend.surveys.exports.problem import Problem
from peakend.surveys.exports.tone import NO_ANSWER, folded, is_agreement, is_rising, tone_of
from peakend.surveys.question import Direction

SPAN = re.compile(
    r"(?<![\d.:/])([-−]?\d{1,3})\s*(?:分|points?)?\s*(?:[-–—~～至到…]+|\.{2,3}|\b(?:to|bis|à|a|al|até|tot)\b)\s*"
    r"([+]?\d{1,3})(?![\d.:/%])"
)
FROM_TO = re.compile(
    r"\b(?:from|von|de|da|van|从)\s*(-?\d{1,2})\b[^\d]{0,40}\b(?:to|bis|à|a|até|tot|到)\s*(\d{1,2})\b", re.IGNORECASE
)
ANCHOR = re.compile(
    r"([-−+]?\d{1,2})\s*分?\s*(?:[=＝:：]|代表|表示|为|是|means|is|being|bedeutet|signifie)\s*"
    r"([^\d=＝:：,，;；、()（）\[\]]+)"
)
QUESTION_NUMBER = re.compile(r"^\s*\D{0,3}\d{1,3}\s*[.、．:：)）]\s+|^\s*\d{1,3}[、．]\s*")
POINT = re.compile(r"(?<![A-Za-z\d.:/])[-−+]?\d{1,3}(?![\d.:/%])")
LINK = re.compile(
    r"^[)）\]]?\s*(?:分|points?)?\s*(?:[-–—=:：(（\[]|\b(?:to|bis|à|a|is|means)\b|到|至)?\s*", re.IGNORECASE
)
LINK_BEFORE = re.compile(r"(?:[-–—=:：(（\[]|\bto\b|\bbis\b|\bà\b|到|至)?\s*$", re.IGNORECASE)
PARTS = re.compile(r"[,，;；、()（）\[\]|/?？。]")
LONGEST = 30  # characters of the words beside a point; what is longer is the question itself
HIGHEST = (4, 5, 6, 7, 9, 10, 11, 100)
LOWEST = (0, 1)


@dataclass(frozen=True)
class HeadScale:
    """The lowest and the highest point, and whether the good end is the low one; None where nothing says so.

    `ends` are the words of both ends where they do not tell which is the good one; `no_answer` are the numbers that the
    heading itself says are none: "(1–5, 9 = not applicable)".
    """

    scale: tuple[int, int] | None
    low_is_good: bool | None
    ends: tuple[str, str] | None = None
    no_answer: tuple[int, ...] = ()

    def with_good_end(self, end: Direction | None) -> "HeadScale":
        """Return the scale as somebody says who knows which end of its numbers is the good one."""
        return self if end is None else replace(self, low_is_good=end == "low", ends=None)


def no_points(column: Column) -> list[Problem]:
    """Say that answers below a heading that names a scale are none of its points: "10*", "Score: 9", "7-8"."""
    texts = column.values.dropna().astype("string")
    others = texts[~texts.str.fullmatch(NUMBER)]
    if scale_in_head(column.title).scale is None or others.empty:
        return []
    said = _(
        "The heading of column {column!r} names a scale, and answers such as {example!r} are no points of it: they are "
        "counted as they were written, and not scored. Write them as numbers.",
        column=column.name,
        example=str(others.iloc[0]),
    )
    return [Problem("kind", column.name, 0, said)]


def scale_in_head(text: str) -> HeadScale:
    """Return what a heading says about the scale of its answers."""
    text = QUESTION_NUMBER.sub("", text).translate(FULL_WIDTH)
    anchors = {float(_number(number)): words.strip() for number, words in ANCHOR.findall(text)}
    no_answer = tuple(int(number) for number, words in anchors.items() if folded(words) in NO_ANSWER)
    found = _scale(text, {number: words for number, words in anchors.items() if number not in no_answer}, no_answer)
    is_beside = found.scale is None or not any(found.scale[0] <= number <= found.scale[1] for number in no_answer)
    return replace(found, no_answer=no_answer) if is_beside else found


def _scale(text: str, anchors: dict[float, str], no_answer: tuple[int, ...]) -> HeadScale:
    spans = [
        (_number(low), _number(high))
        for pattern in (SPAN, FROM_TO)
        for low, high in pattern.findall(text)
        if _plausible((_number(low), _number(high)))
    ]
    points = sorted({_number(number) for number in POINT.findall(text)} - set(no_answer))
    ends = spans[0] if spans else (points[0], points[-1]) if len(points) > 1 else None
    if ends is None or not _plausible(ends):
        return HeadScale(None, None)
    said = {number: words for number, words in anchors.items() if number in ends}
    rising = is_rising(said)
    if rising is None and len(said) == 1:
        # "1 is best" says it all.
        number, words = next(iter(said.items()))
        tone = tone_of(words)
        rising = None if not tone else (tone > 0) == (number == ends[1])
    if rising is None and len(said) < 2:
        beside = _beside(text, ends)
        rising = is_rising(beside) if len(beside) == 2 else None
        said = said or beside
    if not spans and len(said) < 2:
        return HeadScale(None, None)
    agreed = len(said) == 2 and is_agreement(said.values())
    is_open = (rising is None or agreed) and len(said) == 2 and ends != (0, 10)
    words_of_ends = (said[ends[0]], said[ends[1]]) if is_open else None
    return HeadScale(ends, None if rising is None or agreed else not rising, words_of_ends)


def _beside(text: str, ends: tuple[int, int]) -> dict[float, str]:
    """Return the words that follow the two ends, or else those before them, where scales have such words."""
    for side in (_after, _before):
        found = {}
        places = list(POINT.finditer(text))
        for i, place in enumerate(places):
            words = side(text, places, i)
            number = _number(place[0])
            if number in ends and 0 < len(words) <= LONGEST and tone_of(words) is not None:
                found[float(number)] = words
        if len(found) == 2:
            return found
    return {}


def _after(text: str, places: list[re.Match[str]], i: int) -> str:
    stop = places[i + 1].start() if i + 1 < len(places) else len(text)
    words = LINK.sub("", text[places[i].end() : stop], count=1)
    return PARTS.split(LINK_BEFORE.sub("", words))[0].strip(" -–—=:：")


def _before(text: str, places: list[re.Match[str]], i: int) -> str:
    start = places[i - 1].end() if i else 0
    words = LINK_BEFORE.sub("", text[start : places[i].start()])
    return LINK.sub("", PARTS.split(words)[-1], count=1).strip(" -–—=:：分")


def _plausible(ends: tuple[int, int]) -> bool:
    return (ends[0] in LOWEST and ends[1] in HIGHEST) or (ends[0] == -ends[1] and 1 <= ends[1] <= 5)


def _number(text: str) -> int:
    return int(text.replace("−", "-").replace("+", ""))
