"""A scale that a heading tells: "(0–10)", "from 0, not at all, to 10", "(1 = very good, 5 = very poor)"."""

import re
from dataclasses import dataclass

from peakend.surveys.exports.wording import tone_of

SPAN = re.compile(
    r"(?<![\d.:/])([-−]?\d{1,3})\s*(?:分|points?)?\s*(?:[-–—~～至到]+|\bto\b|\bbis\b|\bà\b)\s*([+]?\d{1,3})(?![\d.:/%])"
)
FROM_TO = re.compile(r"\b(?:from|von|de|从)\s*(-?\d{1,2})\b[^\d]{0,40}\b(?:to|bis|à|a|到)\s*(\d{1,2})\b", re.IGNORECASE)
ANCHOR = re.compile(r"([-−+]?\d{1,2})\s*分?\s*(?:[=＝:：]|代表|表示|means|is)\s*([^\d=＝:：,，;；、()（）\[\]]+)")
HIGHEST = (4, 5, 6, 7, 9, 10, 11, 100)
LOWEST = (0, 1)


@dataclass(frozen=True)
class HeadScale:
    """The lowest and the highest point, and whether the good end is the low one; None where nothing says so."""

    scale: tuple[int, int] | None
    low_is_good: bool | None


def scale_in_head(text: str) -> HeadScale:
    """Return what a heading says about the scale of its answers."""
    anchors = {_number(number): tone_of(words) for number, words in ANCHOR.findall(text)}
    ends = (min(anchors), max(anchors)) if len(anchors) > 1 else None
    first, last = (anchors[ends[0]], anchors[ends[1]]) if ends else (None, None)
    low_is_good = None if first is None or last is None or first == last else first > last
    for pattern in (SPAN, FROM_TO):
        for low, high in pattern.findall(text):
            points = _number(low), _number(high)
            if (points[0] in LOWEST and points[1] in HIGHEST) or (points[0] == -points[1] and 1 <= points[1] <= 5):
                return HeadScale(points, low_is_good)
    return HeadScale(ends if ends and _plausible(ends) else None, low_is_good)


def _plausible(ends: tuple[int, int]) -> bool:
    return (ends[0] in LOWEST and ends[1] in HIGHEST) or ends[0] == -ends[1]


def _number(text: str) -> int:
    return int(text.replace("−", "-").replace("+", ""))
