"""What words on a scale are worth: "very satisfied" is 5 of 5, "9 分" is 9, "10 - Extremely likely" is 10."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from peakend.surveys.exports.tone import NO_ANSWER, folded, is_agreement, is_rising, scales, tone_of
from peakend.surveys.question import Direction

NUMBERED = re.compile(
    r"^[(（\[]?\s*(?P<number>[-+−－]?\d{1,3})\s*(?P<unit>分|星|点|點|級|级|점|points?|stars?|Punkte?|Sterne?)?\s*[)）\]]?\s*"
    r"(?P<sep>[-–—:：=、.．,，]|[(（])?\s*(?P<words>[^\d]*?)[)）]?\s*$",
    re.IGNORECASE,
)
WORDS_FIRST = re.compile(
    r"^(?P<words>[^\d]+?)\s*(?P<sep>[-–—:：=,，]|[(（\[])?\s*(?P<number>[-+−－]?\d{1,3})\s*(?P<unit>分|星|점)?\s*[)）\]]?\s*$"
)
LETTERED = re.compile(r"^[A-Ga-g]\s*[.、．):：]\s*(?P<words>.*)$", re.DOTALL)
OUT_OF = re.compile(
    r"^\s*(?P<number>\d{1,3})\s*(?:/|out of|of|von|sur|de|su|van|из)\s*(?P<most>5|7|10|100)\s*(?:points?|分)?\s*$",
    re.IGNORECASE,
)
SPELT = re.compile(r"(?P<number>[〇零一二两三四五六七八九十])(?:颗|顆)?(?P<unit>分|星|級|级)级?")
NUMERALS = dict(zip("〇零一二两三四五六七八九十", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
CIRCLED = {ord("①") + number - 1: str(number) for number in range(1, 11)}
STARS = re.compile(r"^(?:[★⭐]\ufe0f?)+(?:☆\ufe0f?)*$")
NPS = (0, 10)
USUAL = (3, 4, 5, 6, 7, 9, 10, 11, 100)  # highest points of scales


@dataclass(frozen=True)
class Worth:
    """The scores of a question's answers, None for what is no answer; the scale where the words tell its ends.

    The high end is good where the words say so: to agree, or to find something important, is neither good nor bad.
    `ends` are the words of both ends where nothing tells which of them is the good one.
    """

    scores: dict[str, float | None]
    scale: tuple[int, int] | None
    is_numbered: bool = False
    is_turned: bool = False
    is_high_good: bool = False
    ends: tuple[str, str] | None = None

    def with_good_end(self, end: Direction | None) -> "Worth":
        """Return the scores as somebody says who knows which end of the numbers is the good one.

        The numbers of words without any rise from the worst or least to the best or most.
        """
        if end is None or self.scale is None:
            return self
        known = replace(self, is_high_good=True, ends=None)
        if self.is_turned == (end == "low"):
            return known
        turned = {answer: None if score is None else sum(self.scale) - score for answer, score in self.scores.items()}
        return replace(known, scores=turned, is_turned=end == "low")


def worth_of(answers: Collection[str]) -> Worth | None:
    """Return what answers in words are worth, or None where that is not known of all of them."""
    none: dict[str, float | None] = {answer: None for answer in answers if not answer or _is_none(answer)}
    digits = {answer: _with_digits(answer) for answer in answers if answer not in none}
    asked = list(dict.fromkeys(digits.values()))
    found = (_out_of(asked) or _numbered(asked) or _worded(asked)) if asked else None
    if found is None:
        return None
    return replace(found, scores={answer: found.scores[said] for answer, said in digits.items()} | none)


def _with_digits(answer: str) -> str:
    """Return an answer with its number in digits: "五分" and "⑤" are "5分" and "5"."""
    spelt = SPELT.fullmatch(answer.strip())
    if spelt:
        return f"{NUMERALS[spelt['number']]}{spelt['unit']}"
    return answer.translate(CIRCLED)


def _is_none(answer: str) -> bool:
    """Tell whether an answer says that it is none: "Don't know", "99 - Don't know", "F. 不清楚"."""
    if folded(answer) in NO_ANSWER:
        return True
    listed = NUMBERED.match(answer.strip()) or LETTERED.match(answer.strip())
    return listed is not None and bool(listed["words"]) and folded(listed["words"]) in NO_ANSWER - set("-—.")


def _worded(answers: Collection[str]) -> Worth | None:
    """Read answers that are points of a known scale; None where two scales of one length give them other scores."""
    # The list of scales parts its wordings by strokes: "teils/teils" stands there as "teils teils".
    said = {answer: folded(LETTERED.sub(r"\g<words>", answer)).replace("/", " ") for answer in answers}
    if len(set(said.values())) < 2:
        return None  # one word alone may stand in many scales
    found: list[Worth] = []
    for is_high_good, scale in scales():
        points = {way: place for place, point in enumerate(scale, 1) for way in point}
        if all(words in points for words in said.values()):
            scores: dict[str, float | None] = {answer: points[words] for answer, words in said.items()}
            if len(set(scores.values())) == len(set(said.values())):
                ends = None if is_high_good else (scale[0][0], scale[-1][0])
                found.append(Worth(scores, (1, len(scale)), is_high_good=is_high_good, ends=ends))
    whole = [worth for worth in found if worth.scale and len(worth.scores) == worth.scale[1]]
    chosen = next(iter(whole or found), None)
    # "Poor, fair, good, very good" may lack its best end, or its worst.
    rivals = [worth for worth in found if chosen and worth.scale == chosen.scale and worth.scores != chosen.scores]
    return None if rivals and not whole else chosen


def _out_of(answers: Collection[str]) -> Worth | None:
    """Read "4/5" and "9 out of 10", where all are out of the same number and none is more."""
    parts = {answer: OUT_OF.match(answer) for answer in answers}
    found = {answer: (float(part["number"]), int(part["most"])) for answer, part in parts.items() if part}
    tops = {most for _number, most in found.values()}
    if len(found) < len(answers) or len(tops) != 1 or any(number > most for number, most in found.values()):
        return None
    most = tops.pop()
    return Worth(
        {answer: number for answer, (number, _most) in found.items()},
        NPS if most == NPS[1] else (1, most) if most in (5, 7) and all(n >= 1 for n, _most in found.values()) else None,
        is_numbered=True,
        is_high_good=True,
    )


def _numbered(answers: Collection[str]) -> Worth | None:
    """Read the number beside the words of each answer, where it is a score and not a number in a list."""
    stars = {answer: float(answer.count("★") + answer.count("⭐")) for answer in answers if STARS.match(answer.strip())}
    if len(stars) == len(answers):
        return Worth(dict(stars), (1, 5) if max(stars.values()) <= 5 else None, is_numbered=True, is_high_good=True)
    matches = _parts(answers)
    if matches is None:
        return None
    numbers = {answer: float(re.sub("[−－]", "-", found["number"])) for answer, found in matches.items()}
    words = {numbers[answer]: found["words"] for answer, found in matches.items()}
    has_bare = any(not found["words"] or found["unit"] for found in matches.values())
    if len(words) < len(numbers):
        return None
    low, high = int(min(words)), int(max(words))
    ends, rising = _ends(words)
    # "1. Hall, 2. Phone" is a list; nobody numbers one from 0 to 10, or leaves so much of it out.
    if not has_bare and rising is None and (low, high) != NPS:
        return None
    if rising is False and ends is None:
        return None  # where an end was given by nobody, it is not known on what to turn the numbers
    scores: dict[str, float | None] = {
        answer: (sum(ends) - number if ends and rising is False else number) for answer, number in numbers.items()
    }
    # Hardly anybody asks 0–10 with the best at 0.
    said = [words.get(end, "").strip() or f"{end}" for end in ends or (low, high)]
    has_words = bool(folded(words[low]) or folded(words[high]))
    agreed = has_words and is_agreement((words[low], words[high]))
    is_open = has_words and (rising is None or agreed) and ends != NPS
    return Worth(
        scores,
        ends,
        is_numbered=True,
        is_turned=rising is False,
        is_high_good=rising is not None and not agreed,
        ends=_ordered(*said, is_turned=rising is False) if is_open else None,
    )


def _ends(words: dict[float, str]) -> tuple[tuple[int, int] | None, bool | None]:
    """Return the ends of a numbered scale, and whether its words get better as the numbers rise; None if not known.

    The lowest and the highest answer that was given are not always the ends: nobody may have been "very satisfied".
    """
    known = _known_ends({number: folded(text) for number, text in words.items() if folded(text)})
    if known is not None:
        return known
    rising = is_rising(words)
    low, high = int(min(words)), int(max(words))
    are_ends = bool(folded(words[low]) and folded(words[high])) and 0.0 not in (
        tone_of(words[low]),
        tone_of(words[high]),
    )
    is_usual = (low in (0, 1) and high in USUAL) or (low == -high and high > 0)
    return (low, high) if are_ends and is_usual else None, rising


def _known_ends(words: dict[float, str]) -> tuple[tuple[int, int], bool] | None:
    """Return the ends of the one known scale whose points have these words at these numbers, and whether they rise."""
    found: set[tuple[tuple[int, int], bool]] = set()
    for _is_high_good, scale in scales():
        places = [next((i for i, point in enumerate(scale) if text in point), None) for text in words.values()]
        if None in places or not places:
            continue
        for ends in ((1, len(scale)), (0, len(scale) - 1)):
            if len(words) == 1 and max(words) < ends[1]:
                continue  # "1 (very satisfied)" begins scales of any length
            for is_rising_so, first, step in ((True, ends[0], 1), (False, ends[1], -1)):
                if all(number == first + step * (place or 0) for number, place in zip(words, places, strict=True)):
                    found.add((ends, is_rising_so))
    return found.pop() if len(found) == 1 else None


def _ordered(low: str, high: str, *, is_turned: bool) -> tuple[str, str]:
    return (high, low) if is_turned else (low, high)


def _parts(answers: Collection[str]) -> dict[str, re.Match[str]] | None:
    """Part each answer into a number and words, on whichever side they stand; None where one has no score so."""
    matches = {}
    for answer in answers:
        found = NUMBERED.match(answer.strip()) or WORDS_FIRST.match(answer.strip())
        # "3 or more" and "3次以上" are no scores: words follow a score after a sign, or are those of a scale.
        if found is None or (
            found["words"] and not (found["sep"] or found["unit"]) and tone_of(found["words"]) is None
        ):
            return None
        matches[answer] = found
    return matches
