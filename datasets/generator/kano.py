"""``kano.csv``: how customers feel about having a feature and about lacking it, by segment."""

import random
from collections.abc import Iterator
from typing import Any

from .draws import Row, pick

# The pairs of answers that make each category, 1 like … 5 dislike, in the classic evaluation table.
PAIRS = {
    "A": ((1, 2), (1, 3), (1, 3), (1, 4)),
    "O": ((1, 5),),
    "M": ((2, 5), (2, 5), (3, 5), (4, 5)),
    "I": ((2, 2), (2, 3), (3, 3), (3, 3), (3, 4), (2, 4), (4, 4)),
    "R": ((5, 1), (5, 2), (4, 1), (3, 1), (5, 3)),
    "Q": ((1, 1), (5, 5)),
}


def kano(truth: dict[str, Any], seed: int) -> Iterator[Row]:
    """Yield one row a respondent and feature; the segments take turns."""
    draw = random.Random(seed).random
    features: dict[str, dict[str, Any]] = truth["features"]
    number = 0
    for _turn in range(truth["respondents_each"]):
        for segment in truth["segments"]:
            number += 1
            for feature, what in features.items():
                pairs = PAIRS["AOMIRQ"[pick(what[segment], draw())]]
                functional, dysfunctional = pairs[int(draw() * len(pairs))]
                yield {
                    "respondent": f"K{number:03d}",
                    "segment": segment,
                    "feature": feature,
                    "saves": what["saves"],
                    "functional": str(functional),
                    "dysfunctional": str(dysfunctional),
                }
