"""The peak of a map read both ways, where its best and its worst moment lie equally far from neutral."""

from dataclasses import dataclass
from typing import Any

from peakend.base.language import translate as _
from peakend.journeys.parts import Touchpoint
from peakend.surveys.journey_kernel import NEARLY, ROUNDING

Amount = Any  # a float, or a fraction where sums have to be exact


@dataclass(frozen=True)
class Felt:
    """An emotion and the interval it lies in; one without an interval is its own."""

    emotion: Amount
    low: Amount
    high: Amount

    @classmethod
    def at(cls, step: Touchpoint) -> "Felt":
        """Return the emotion at a touchpoint where it is known."""
        known, emotion = step.evidence, step.emotion or 0.0
        if known.ci_low is None or known.ci_high is None:
            return cls(emotion, emotion, emotion)
        return cls(emotion, known.ci_low, known.ci_high)


def is_tied(best: Felt, worst: Felt) -> bool:
    """Tell whether best and worst lie equally far from neutral: within a quarter of a point, or as far as one knows.

    Examples
    --------
    >>> is_tied(Felt(1.5, 1.5, 1.5), Felt(-1.25, -1.25, -1.25)), is_tied(Felt(1.5, 1.4, 1.6), Felt(-1, -1.1, -0.9))
    (True, False)
    >>> is_tied(Felt(1.5, 1.1, 1.9), Felt(-1, -1.2, -0.8))
    True
    """
    near = abs(best.emotion + worst.emotion) <= NEARLY + ROUNDING
    overlap = best.low <= -worst.low and -worst.high <= best.high
    return bool(best.emotion > worst.emotion and (near or overlap))


def signed_exactly(score: float) -> str:
    """Return a score with its sign, to a hundredth."""
    text = f"{abs(score):.2f}"
    return text if float(text) == 0 else ("+" if score > 0 else "−") + text


def score_text(row: Any, when: str = "") -> str:
    """Return a score in words, both readings where there are two; `when` is the ending of a redesign's columns."""
    low, high = row[f"score{when}"], row[f"score_high{when}"]
    return (
        signed_exactly(low) if high == low else _("{low} or {high}", low=signed_exactly(low), high=signed_exactly(high))
    )
