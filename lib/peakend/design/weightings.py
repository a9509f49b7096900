"""How far the winner of a screening depends on the weights: exactly, by linear geometry."""

import numpy as np

from peakend.base.arrays import Floats

SLACK = 1e-9  # differences of scores that are only rounding


def first_range(scores: Floats, concept: int, criterion: int, weights: Floats) -> tuple[float, float]:
    """Return between which shares of one criterion's weight a concept comes first, ties included.

    The other criteria keep their ratio (equal parts, if none of them has weight). NaN, NaN: never.
    """
    others = np.delete(weights, criterion)
    mix = others / others.sum() if others.sum() > 0 else np.full(len(others), 1 / len(others))
    # A concept's score runs straight from `rest`, without the criterion, to `alone`, with nothing else.
    alone, rest = scores[:, criterion], np.delete(scores, criterion, axis=1) @ mix
    start, rise = rest[concept] - rest, (alone[concept] - alone) - (rest[concept] - rest)
    low, high = 0.0, 1.0
    for begin, slope in zip(start, rise, strict=True):
        if abs(slope) <= SLACK:
            if begin < -SLACK:
                return np.nan, np.nan
        elif slope > 0:
            low = max(low, -begin / slope)
        else:
            high = min(high, -begin / slope)
    return (low, high) if low <= high + SLACK else (np.nan, np.nan)


def first_share(scores: Floats, concept: int) -> float:
    """Return the share of all weightings of three criteria under which a concept comes first, ties included.

    Weightings fill a triangle; those under which it beats another concept lie on one side of a straight line.
    """
    area = np.eye(3)
    for other in np.delete(scores, concept, axis=0):
        area = _clip(area, scores[concept] - other)
    corners = [(area[0], area[i], area[i + 1]) for i in range(1, len(area) - 1)]
    return float(sum(abs(np.linalg.det(np.array(corner))) for corner in corners))


def _clip(area: Floats, advantage: Floats) -> Floats:
    """Keep the part of a polygon of weightings in which the advantage is not negative."""
    kept: list[Floats] = []
    for here, there in zip(area, np.roll(area, -1, axis=0), strict=True):
        now, then = here @ advantage, there @ advantage
        if now >= -SLACK:
            kept.append(here)
        if (now > SLACK and then < -SLACK) or (now < -SLACK and then > SLACK):
            kept.append(here + (there - here) * now / (now - then))
    return np.array(kept).reshape(-1, 3)
