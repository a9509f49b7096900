"""Names beside points and bars: wrapped where they are long, and moved apart where they would overlap."""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from peakend.base.arrays import Floats

FONT_SIZE = 13
LINE_HEIGHT = 16
POINT = 7.0
ROW_NAME_WIDTH = 230

# A Chinese character is a word of its own, and so is a number with its sign and point; a closing sign never begins a
# line, an opening one never ends it.
_WORD = re.compile(
    r"[（【“《(\[]*(?:[+−]?\d+(?:[.,:]\d+)+|[+−]\d+|[^\W⺀-鿿＀-￯]+|.)[，。、；：？！）】”》,.;:?!)\]\-]*\s*", re.DOTALL
)
_AWAY = (0.0, 6.0, 14.0, 24.0, 36.0, 50.0, 70.0, 95.0, 125.0, 160.0)
# Where a text may stand, to the right and down of its point, the best place first.
_SIDES = sorted(
    ((right / 2, down / 2) for right in range(-2, 3) for down in range(-2, 3) if max(abs(right), abs(down)) == 2),
    key=lambda side: (abs(side[1]), -side[0]),
)
# What it costs, beside 4 for each pixel of distance: to lie on a text or point, or on a line of the chart, by square
# pixel; to lead through a text or point, by pixel; and to cross another lead.
_ON_TEXT, _ON_LINE, _THROUGH, _CROSSING = 5.0, 1.5, 12.0, 150.0


def text_width(text: str) -> float:
    """Return about how wide the longest line of a text is drawn, in pixels."""
    wide = [
        sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.56 for sign in line) for line in text.split("\n")
    ]
    return FONT_SIZE * max(wide)


def wrap(text: str, width: float) -> str:
    """Break a text into lines of about the same length, none wider than `width` pixels if its words allow."""
    lines = int(np.ceil(text_width(text) / width))
    if lines <= 1:
        return text
    words = [part for word in _WORD.findall(text) for part in _cut(word, width)]
    # Lines of even length look better than a full one with a single character below it, and those that end where the
    # sentence pauses read better still.
    smoothest = min(_broken(text, words, lines, width), key=_roughness)
    if len(smoothest) > lines:
        smoothest = min(_broken(text, words, len(smoothest), width), key=_roughness)
    return "\n".join(smoothest)


def distinct(names: Sequence[str], ids: Sequence[str]) -> list[str]:
    """Return names to draw by: those that are alike have their ids, so that none is drawn over another."""
    return [f"{name} ({id})" if names.count(name) > 1 else name for name, id in zip(names, ids, strict=True)]


def _broken(text: str, words: Sequence[str], lines: int, width: float) -> list[list[str]]:
    """Break a text into about so many lines, in different ways."""
    return [_fill(words, limit) for limit in np.linspace(text_width(text) / lines, width, 9)]


def _cut(word: str, width: float) -> list[str]:
    """Cut a word that no line could hold, an address for instance, into parts that fit."""
    if text_width(word.rstrip()) <= width:
        return [word]
    room = max(int(len(word) * width / text_width(word)), 1)
    return [word[i : i + room] for i in range(0, len(word), room)]


def _fill(words: Sequence[str], limit: float) -> list[str]:
    lines = [""]
    for word in words:
        if lines[-1] and text_width((lines[-1] + word).rstrip()) > limit:
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]


def name_axis() -> dict[str, Any]:
    """Return the options of an axis whose names may have two lines."""
    return {
        "labelExpr": "split(datum.label, '\\n')",
        "labelLineHeight": LINE_HEIGHT,
        "labelLimit": ROW_NAME_WIDTH + 20,
        "labelOffset": alt.condition("indexof(datum.label, '\\n') >= 0", alt.value(-LINE_HEIGHT / 2), alt.value(0)),
    }


def _roughness(lines: Sequence[str]) -> tuple[int, int]:
    return len(lines), sum(
        _is_ideograph(line[-1]) and _is_ideograph(after[0]) for line, after in itertools.pairwise(lines)
    )


def _is_ideograph(sign: str) -> bool:
    return unicodedata.category(sign) == "Lo"


def place_labels(x: Floats, y: Floats, texts: Sequence[str], size: tuple[float, float], taken: Floats) -> pd.DataFrame:
    """Find a place near its point for each text, clear of all points and of each other.

    Parameters
    ----------
    x, y : numpy.ndarray
        The points, in pixels from the left and from the top.
    texts : sequence of str
        What stands beside them, lines parted by line breaks.
    size : tuple of float
        Width and height of the panel, pixels.
    taken : numpy.ndarray, shape (boxes, 4)
        Left, top, right and bottom of what else must stay clear.

    Returns
    -------
    pandas.DataFrame
        For each text ``left, top`` (its corner) and ``to_x, to_y``, where a line from the point to the text ends; at
        the point itself where the text is next to it.
    """
    points = np.column_stack([x - POINT, y - POINT, x + POINT, y + POINT])
    boxes = [_candidates(*place) for place in zip(x, y, texts, strict=True)]
    leads = [_leads(*place) for place in zip(x, y, boxes, strict=True)]
    cost = [
        _own_cost(boxes[i], size)
        + _ON_TEXT * _overlap(boxes[i], points).sum(axis=1)
        + _ON_LINE * _overlap(boxes[i], taken).sum(axis=1)
        + _THROUGH * _inside(leads[i], np.delete(points, i, axis=0)).sum(axis=1)
        for i in range(len(texts))
    ]
    # From whichever side one begins, a crowd is solved differently; the best solution counts.
    orders = [np.argsort(sign * along, kind="stable") for along in (x, y) for sign in (1, -1)]
    tried = [_settle(cost, boxes, leads, order) for order in orders]
    chosen = min(tried, key=lambda attempt: attempt[0])[1]
    box = np.array([boxes[i][chosen[i]] for i in range(len(texts))])
    to_x, to_y = _nearest(x, y, box.T)
    near = np.hypot(to_x - x, to_y - y) < POINT + 10
    return pd.DataFrame(
        {"left": box[:, 0], "top": box[:, 1], "to_x": np.where(near, x, to_x), "to_y": np.where(near, y, to_y)}
    )


def _settle(
    cost: Sequence[Floats], boxes: Sequence[Floats], leads: Sequence[Floats], order: Floats
) -> tuple[float, Floats]:
    """Give each label in turn the best place that the others leave, until none wants to move."""
    chosen = np.full(len(order), -1)
    total = np.zeros(len(order))
    for _round in range(12):
        before = chosen.copy()
        for i in order:
            others = [j for j in order if j != i and chosen[j] >= 0]
            texts = np.array([boxes[j][chosen[j]] for j in others]).reshape(-1, 4)
            lines = np.array([leads[j][chosen[j]] for j in others]).reshape(-1, 4)
            there = cost[i] + _ON_TEXT * _overlap(boxes[i], texts).sum(axis=1)
            there += _THROUGH * (_inside(leads[i], texts).sum(axis=1) + _inside(lines, boxes[i]).sum(axis=0))
            there += _CROSSING * _cross(leads[i], lines).sum(axis=1)
            chosen[i] = there.argmin()
            total[i] = there.min()
        if (chosen == before).all():
            break
    return float(total.sum()), chosen


def _candidates(x: float, y: float, text: str) -> Floats:
    width, height = text_width(text), LINE_HEIGHT * (1 + text.count("\n"))
    right, down = np.tile(_SIDES, (len(_AWAY), 1)).T
    away = np.repeat(_AWAY, len(_SIDES))
    # Fully to the right the text begins there, fully to the left it ends there, above and below it is centred.
    left = x + right * (POINT + 3 + away) - width * (1 - right) / 2
    top = y + down * (POINT + 1 + away) - height * (1 - down) / 2
    return np.stack([left, top, left + width, top + height], axis=1)


def _nearest(x: Any, y: Any, box: Floats) -> tuple[Floats, Floats]:
    """Return where a line from the point meets the box, with a gap that keeps it off the text."""
    left, top, right, bottom = box
    return np.clip(x, left - 3, right + 3), np.clip(y, top - 3, bottom + 3)


def _leads(x: float, y: float, boxes: Floats) -> Floats:
    """Return for each box the line from the point to it: where it begins and where it ends."""
    to_x, to_y = _nearest(x, y, boxes.T)
    return np.stack([np.full(len(boxes), x), np.full(len(boxes), y), to_x, to_y], axis=1)


def _own_cost(boxes: Floats, size: tuple[float, float]) -> Floats:
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    inside = _overlap(boxes, np.array([[0.0, 0.0, *size]]))[:, 0]
    distance = np.repeat(_AWAY, len(_SIDES))
    preference = np.tile(np.arange(len(_SIDES)), len(_AWAY))
    return 20 * (area - inside) + 4 * distance + preference


def _inside(lines: Floats, boxes: Floats) -> Floats:
    """Return how many pixels of each line lie in each of the boxes."""
    start, way = lines[:, None, :2], (lines[:, 2:] - lines[:, :2])[:, None]
    way = np.where(way == 0, 1e-9, way)
    one, other = (boxes[None, :, :2] - start) / way, (boxes[None, :, 2:] - start) / way
    enters = np.maximum(np.minimum(one, other).max(axis=2), 0)
    leaves = np.minimum(np.maximum(one, other).min(axis=2), 1)
    return np.maximum(leaves - enters, 0) * np.hypot(way[..., 0], way[..., 1])


def _cross(first: Floats, second: Floats) -> Floats:
    """Return which lines of the first cross which of the second."""

    def side(lines: Floats, x: Floats, y: Floats) -> Floats:
        left, top, right, bottom = lines.T[..., None]
        return (right - left) * (y - top) - (bottom - top) * (x - left)

    parted = side(first, second[:, 0], second[:, 1]) * side(first, second[:, 2], second[:, 3]) < 0
    parts = side(second, first[:, 0], first[:, 1]) * side(second, first[:, 2], first[:, 3]) < 0
    return parted & parts.T


def _overlap(first: Floats, second: Floats) -> Floats:
    """Return the area that each box of the first has in common with each of the second."""
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    return np.prod(np.maximum(high - low, 0), axis=2)
