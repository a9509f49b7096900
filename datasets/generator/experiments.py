"""``greetings.csv`` and ``apologies.csv``: two experiments in which the same effort is felt differently."""

import random
from collections.abc import Iterator
from typing import Any

from .draws import Row, day, pick, shuffled


def greetings(truth: dict[str, Any], seed: int) -> Iterator[Row]:
    """Yield visits that were greeted in one of two ways, drawn by lot; both take the staff as long."""
    draw = random.Random(seed).random
    scripts = list(truth["scripts"])
    each = truth["visits_each"]
    for number, place in enumerate(shuffled(range(len(scripts) * each), draw), start=1):
        script = scripts[place % len(scripts)]
        yield {
            "visit": f"V{number:03d}",
            "date": day(draw, 1 + (number - 1) * 3 // (len(scripts) * each)),
            "script": script,
            "staff_seconds": str(45 + int(draw() * 31)),
            "felt": str(1 + pick(truth["scripts"][script], draw())),
        }


def apologies(truth: dict[str, Any], seed: int) -> Iterator[Row]:
    """Yield complaints that were answered with one of two wordings; the lighter one was often said again and again."""
    draw = random.Random(seed).random
    wordings = list(truth["wordings"])
    each = truth["complaints_each"]
    for number, place in enumerate(shuffled(range(len(wordings) * each), draw), start=1):
        wording = wordings[place % len(wordings)]
        what = truth["wordings"][wording]
        yield {
            "complaint": f"C{number:03d}",
            "wording": wording,
            "times": str(1 + pick(what["times"], draw())),
            "forgiven": str(1 + pick(what["forgiven"], draw())),
        }
