"""What words on a scale are worth: "very satisfied" is 5 of 5, "9 分" is 9, "10 - Extremely likely" is 10."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

NO_ANSWER = {
    "不适用", "不清楚", "不知道", "没用过", "未使用", "未接触", "不願回答", "わからない", "n/a", "na", "not applicable",
    "don't know", "do not know", "no opinion", "no basis", "prefer not to say", "keine angabe", "weiß nicht",
}  # fmt: skip
NUMBERED = re.compile(
    r"^[(（\[]?\s*(?P<number>[-+−－]?\d{1,3})\s*(?P<unit>分|星|点|點|級|级|points?|stars?)?\s*[)）\]]?\s*"
    r"(?P<sep>[-–—:：=、.．,，]|[(（])?\s*(?P<words>[^\d]*?)[)）]?\s*$",
    re.IGNORECASE,
)
STARS = re.compile(r"^[★⭐]+[☆]*$")


@cache
def scales() -> tuple[tuple[bool, tuple[tuple[str, ...], ...]], ...]:
    """Return the scales that are known by their words: whether most is best, and the ways to say each point."""
    text = Path(__file__).with_name("scales.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        (line[0] != "~", tuple(tuple(point.split("/")) for point in line.removeprefix("~").split("|")))
        for line in lines
    )


@dataclass(frozen=True)
class Worth:
    """The scores of a question's answers, None for what is no answer; the scale where the words tell its ends.

    The high end is good where the words say so: to agree, or to find something important, is neither good nor bad.
    """

    scores: dict[str, float | None]
    scale: tuple[int, int] | None
    is_numbered: bool = False
    is_turned: bool = False
    is_high_good: bool = False


def worth_of(answers: Collection[str]) -> Worth | None:
    """Return what answers in words are worth, or None where that is not known of all of them."""
    none: dict[str, float | None] = {answer: None for answer in answers if _folded(answer) in NO_ANSWER}
    asked = [answer for answer in answers if answer not in none]
    found = _numbered(asked) or _worded(asked) if asked else None
    return None if found is None else replace(found, scores=found.scores | none)


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().strip(".。!！").casefold()


def _worded(answers: Collection[str]) -> Worth | None:
    said = {answer: _folded(re.sub(r"^[A-Ga-g]\s*[.、．):：]\s*", "", answer)) for answer in answers}
    for is_high_good, scale in scales():
        points = {way: place for place, point in enumerate(scale, 1) for way in point}
        # One word alone may stand in many scales.
        if len(set(said.values())) > 1 and all(words in points for words in said.values()):
            scores: dict[str, float | None] = {answer: points[words] for answer, words in said.items()}
            if len(set(scores.values())) == len(set(said.values())):
                return Worth(scores, (1, len(scale)), is_high_good=is_high_good)
    return None


def _numbered(answers: Collection[str]) -> Worth | None:
    """Read the number with which each answer begins, where it is a score and not a number in a list."""
    stars = {answer: float(answer.count("★") + answer.count("⭐")) for answer in answers if STARS.match(answer.strip())}
    if len(stars) == len(answers):
        return Worth(dict(stars), (1, 5) if max(stars.values()) <= 5 else None, is_numbered=True, is_high_good=True)
    parts = {answer: NUMBERED.match(answer.strip()) for answer in answers}
    if any(found is None for found in parts.values()):
        return None
    matches = {answer: found for answer, found in parts.items() if found is not None}
    numbers = {answer: float(re.sub("[−－]", "-", found["number"])) for answer, found in matches.items()}
    words = {answer: _folded(found["words"]) for answer, found in matches.items() if found["words"]}
    has_bare = any(not found["words"] or found["unit"] for found in matches.values())
    if len(set(numbers.values())) < len(numbers):
        return None
    # "3 or more" and "3次以上" are no scores: words follow a score after a sign, or are those of a scale.
    if any(
        not (matches[answer]["sep"] or matches[answer]["unit"]) and tone_of(text) is None
        for answer, text in words.items()
    ):
        return None
    rising = _rising(words, numbers)
    if not has_bare and rising is None:
        return None  # "1. Hall, 2. Phone": a list
    low, high = int(min(numbers.values())), int(max(numbers.values()))
    are_ends = {numbers[answer] for answer in words} >= {float(low), float(high)}
    if rising is False and not are_ends:
        return None  # without the words of both ends, it is not known on what to turn the numbers
    scores: dict[str, float | None] = {
        answer: (low + high - number if rising is False else number) for answer, number in numbers.items()
    }
    scale = (low, high) if are_ends else None
    return Worth(scores, scale, is_numbered=True, is_turned=rising is False, is_high_good=rising is not None)


def _rising(words: dict[str, str], numbers: dict[str, float]) -> bool | None:
    """Tell whether the words get better as the numbers rise; None where the words do not say."""
    known = {answer: tone for answer, text in words.items() if (tone := tone_of(text)) is not None}
    if len(set(known.values())) < 2:
        return None
    ordered = [tone for _number, tone in sorted((numbers[answer], tone) for answer, tone in known.items())]
    if ordered == sorted(ordered):
        return True
    return False if ordered == sorted(ordered, reverse=True) else None


def tone_of(text: str) -> float | None:
    """Return how good a wording is, from −1 to 1, where any scale knows it."""
    for _is_high_good, scale in scales():
        for place, point in enumerate(scale):
            if _folded(text) in point:
                return 2 * place / (len(scale) - 1) - 1
    return None
