"""The emotional journey 情绪旅程 for presenting: one wide picture of the curve with faces, its moments and quotes."""

import itertools
from collections.abc import Sequence

from peakend.base.brand import tint
from peakend.base.language import translate as _
from peakend.charts.emotion_curve import CurvePoint, colour_of, evidence_name, signed
from peakend.charts.icons import face
from peakend.charts.journey import curve_points, head_lines, role_name, roles_of
from peakend.charts.journey_grid import NOTE, PERIOD_TINTS, KeyEntry, draw_head, draw_key, require_touchpoints
from peakend.charts.labels import FONT_SIZE, text_width
from peakend.charts.sheet import LINE, Sheet, fit, text_height
from peakend.charts.style import BLUE, GREY, INK
from peakend.documents.texts import show_text
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import MOST_EMOTION, Touchpoint

MOST_QUOTES = 5
_NARROWEST, _NAMED = 34, 78  # pixels of a column: the least, and from which on each has its name
_HEIGHT, _MARGIN, _FACE = 360, 84, 30
_QUOTE, _SIZE, _EDGE = 210, 15, 8


def emotion_sheets(journey_map: MapValue, width: float) -> list[Sheet]:
    """Return the picture in pieces that a page may part: head, picture, key."""
    require_touchpoints(journey_map, width)
    width = max(width, 2 * _EDGE + _NARROWEST * len(journey_map.steps))
    head = draw_head(show_text(journey_map.title), head_lines(journey_map), width)
    return [head, _picture(journey_map, width), draw_key(_key(journey_map), width)]


def told(journey_map: MapValue) -> list[int]:
    """Return the places of the touchpoints that a presenter speaks of: peak, trough, end, then moments of truth."""
    roles = roles_of(journey_map)
    steps = journey_map.steps
    first = [i for i, step in enumerate(steps) if roles.get(step.id)]
    more = [i for i, step in enumerate(steps) if step.moment_of_truth and i not in first]
    return sorted([*first, *more][:MOST_QUOTES])


def said_at(journey_map: MapValue, place: int) -> str:
    """Return what is marked at a touchpoint that is told, in words: its roles and its emotion."""
    step = journey_map.steps[place]
    roles = _(", ").join(role_name(role) for role in roles_of(journey_map).get(step.id, []))
    emotion = _("emotion unknown") if step.emotion is None else signed(step.emotion)
    star = "★ " + _("moment of truth") if step.moment_of_truth else ""
    return "\n".join(filter(None, [f"{roles} {emotion}".strip(), star]))


def _picture(journey_map: MapValue, width: float) -> Sheet:
    sheet = Sheet(width)
    steps, column = journey_map.steps, (width - 2 * _EDGE) / len(journey_map.steps)
    middles = [_EDGE + (i + 0.5) * column for i in range(len(steps))]
    top = _draw_quotes(sheet, journey_map, middles)
    ground = _draw_phases(sheet, journey_map, column, top)
    sheet.line(_EDGE, _y(0, ground), width - _EDGE, _y(0, ground), stroke=GREY, level=1)
    for i, quote in _quotes(journey_map):
        if quote and steps[i].emotion is not None:
            ends = (middles[i], top - 4, middles[i], _y(steps[i].emotion or 0, ground))
            sheet.line(*ends, stroke=GREY, dashed=True, level=1)
    _draw_curve(sheet, curve_points(journey_map), middles, ground)
    for i in told(journey_map):
        text = fit(said_at(journey_map, i), max(column * 1.6, 110), _SIZE)
        # A good moment has its label above, a bad one below: away from the curve.
        high, y = text_height(text, _SIZE), _y(steps[i].emotion or 0, ground)
        y += -_FACE / 2 - 6 - high if (steps[i].emotion or 0) > 0 else _FACE / 2 + 6
        half = text_width(text) * _SIZE / FONT_SIZE / 2 + 4
        x = min(max(middles[i], half), width - half)
        sheet.box(x - half, y, 2 * half, high, fill="#FAFBFC", level=1)
        sheet.write(x, y + LINE * _SIZE / 2, text, size=_SIZE, bold=True, align="center", level=8)
    sheet.height = _draw_names(sheet, journey_map, middles, column, ground + _HEIGHT)
    return sheet


def _y(emotion: float, ground: float) -> float:
    return ground + _MARGIN + (MOST_EMOTION - emotion) / (2 * MOST_EMOTION) * (_HEIGHT - 2 * _MARGIN)


def _quotes(journey_map: MapValue) -> list[tuple[int, str]]:
    return [(i, show_text(journey_map.steps[i].thought)) for i in told(journey_map)]


def _draw_quotes(sheet: Sheet, journey_map: MapValue, middles: Sequence[float]) -> float:
    """Write what customers think at the moments that are told, side by side, and return where the quotes end."""
    quotes = [(i, fit(_('"{thought}"', thought=text), _QUOTE - 16, _SIZE)) for i, text in _quotes(journey_map) if text]
    if not quotes:
        return 4
    lefts = [min(max(middles[i] - _QUOTE / 2, 0), sheet.width - _QUOTE) for i, _text in quotes]
    for k in range(1, len(lefts)):
        lefts[k] = max(lefts[k], lefts[k - 1] + _QUOTE + 6)
    for k in range(len(lefts) - 1, -1, -1):
        most = sheet.width - _QUOTE if k == len(lefts) - 1 else lefts[k + 1] - _QUOTE - 6
        lefts[k] = min(lefts[k], most)
    high = max(text_height(text, _SIZE) for _i, text in quotes) + 16
    for left, (i, text) in zip(lefts, quotes, strict=True):
        colour = colour_of(journey_map.steps[i].emotion or 0)
        sheet.box(left, 2, _QUOTE, high, fill="white", stroke=colour, level=6)
        sheet.write(left + 8, 10 + LINE * _SIZE / 2, text, size=_SIZE, level=7)
        sheet.line(min(max(middles[i], left), left + _QUOTE), high + 2, middles[i], high + 16, stroke=GREY, dashed=True)
    return high + 20


def _draw_phases(sheet: Sheet, journey_map: MapValue, column: float, top: float) -> float:
    """Draw a band for each stretch of a phase and its ground, and return where the bands end."""
    phases = {phase.id: phase for phase in journey_map.phases}
    bands: list[tuple[float, float, str, str]] = []
    start = 0
    for i, step in enumerate(journey_map.steps):
        if i + 1 < len(journey_map.steps) and journey_map.steps[i + 1].phase == step.phase:
            continue
        phase, wide = phases[step.phase], (i + 1 - start) * column
        bands.append((_EDGE + start * column, wide, PERIOD_TINTS[phase.period], fit(show_text(phase.name), wide - 8)))
        start = i + 1
    high = max(text_height(name) for *_place, name in bands) + 12
    for left, wide, fill, name in bands:
        sheet.box(left + 1, top, wide - 2, high, fill=fill, level=-1)
        sheet.box(left + 1, top + high, wide - 2, _HEIGHT, fill="#FAFBFC", level=-2)
        sheet.write(left + wide / 2, top + 6 + LINE * FONT_SIZE / 2, name, align="center", level=0)
    return top + high


def _draw_curve(sheet: Sheet, points: Sequence[CurvePoint], middles: Sequence[float], ground: float) -> None:
    for i, (one, other) in enumerate(itertools.pairwise(points)):
        if one.emotion is not None and other.emotion is not None:
            ends = (middles[i], _y(one.emotion, ground), middles[i + 1], _y(other.emotion, ground))
            sheet.line(*ends, stroke=BLUE, thick=4, level=2)
    for point, x in zip(points, middles, strict=True):
        if point.emotion is None:
            sheet.write(x, _y(0, ground), "?", size=20, align="center", colour=NOTE, level=4)
            continue
        look = {"stroke": colour_of(point.emotion), "fill": _ground_of(point), "dashed": point.evidence == "proposed"}
        sheet.mark(x, _y(point.emotion, ground), face(point.emotion), size=_FACE**2, level=3, **look, **point.facts)


def _ground_of(point: CurvePoint) -> str:
    """Return the ground of a face: coloured where the emotion was observed, white where it is assumed or proposed."""
    return tint(colour_of(point.emotion or 0), 0.3) if point.evidence == "observed" else "white"


def _draw_names(sheet: Sheet, journey_map: MapValue, middles: Sequence[float], column: float, top: float) -> float:
    """Name each touchpoint under its column; where columns are narrow, number them and list those that are told."""
    steps = journey_map.steps
    if column >= _NAMED:
        texts = [fit(show_text(step.name), column - 8) for step in steps]
        for x, text in zip(middles, texts, strict=True):
            sheet.write(x, top + 8 + LINE * FONT_SIZE / 2, text, align="center")
        return top + 16 + max(map(text_height, texts))
    for i, x in enumerate(middles):
        sheet.write(x, top + 8 + LINE * FONT_SIZE / 2, str(i + 1), size=12, align="center", colour=NOTE)
    named = _("; ").join(_numbered(i, steps[i]) for i in told(journey_map))
    text = fit(named, sheet.width - 2 * _EDGE, _SIZE)
    sheet.write(_EDGE, top + 34 + LINE * _SIZE / 2, text, size=_SIZE, colour=INK)
    return top + 44 + text_height(text, _SIZE)


def _numbered(place: int, step: Touchpoint) -> str:
    return _("{number} {name}", number=place + 1, name=show_text(step.name))


def _key(journey_map: MapValue) -> list[KeyEntry]:
    """Return what the grounds of the faces mean, for those that occur."""
    statuses = {step.evidence.status for step in journey_map.steps if step.emotion is not None}
    fills = {"observed": tint(BLUE, 0.3), "assumed": "white", "proposed": "white"}
    return [
        KeyEntry("circle", evidence_name(status), fill, BLUE, status == "proposed")
        for status, fill in fills.items()
        if status in statuses
    ]
