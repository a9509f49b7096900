"""``servqual.csv``: 22 expectations and 22 perceptions a respondent, by segment."""

import random
from collections.abc import Iterator
from typing import Any

from .draws import Draw, Row, bell, on_scale

DIMENSIONS = {"tangibles": 4, "reliability": 5, "responsiveness": 4, "assurance": 4, "empathy": 5}
PERSON, ITEM = 0.5, 0.8  # standard deviations: of a respondent's mood, and of a single answer


def servqual(truth: dict[str, Any], seed: int) -> Iterator[Row]:
    """Yield one row a respondent; the segments take turns."""
    draw = random.Random(seed).random
    segments: dict[str, dict[str, Any]] = truth["segments"]
    number = 0
    for _turn in range(truth["respondents_each"]):
        for segment, levels in segments.items():
            number += 1
            expected, perceived = bell(draw), bell(draw)
            yield {
                "respondent": f"S{number:03d}",
                "segment": segment,
                **_answers(draw, "E", levels["expectation"], expected),
                **_answers(draw, "P", levels["perception"], perceived),
                **_points(draw, levels["points"]),
            }


def _answers(draw: Draw, letter: str, levels: dict[str, float], mood: float) -> Row:
    items = [name for name, size in DIMENSIONS.items() for _ in range(size)]
    return {
        f"{letter}{number}": str(on_scale(levels[name] + PERSON * mood + ITEM * bell(draw), 1, 7))
        for number, name in enumerate(items, start=1)
    }


def _points(draw: Draw, levels: dict[str, int]) -> Row:
    """Share out 100 points among the dimensions: the segment's levels, with some fives moved about."""
    points, names = dict(levels), list(levels)
    for _move in range(6):
        giver, taker = names[int(draw() * len(names))], names[int(draw() * len(names))]
        if points[giver] > 5:
            points[giver] -= 5
            points[taker] += 5
    return {f"points_{name}": str(value) for name, value in points.items()}
