"""The emotional journey as one slide for presenting: PowerPoint's own curve, faces, quotes, and names below."""

from typing import Any

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE

from peakend.base.brand import tint
from peakend.base.language import translate as _
from peakend.charts.emotion_curve import CurvePoint, colour_of
from peakend.charts.emotions import said_at, told
from peakend.charts.journey import curve_points, describe_journey, head_lines
from peakend.charts.journey_grid import PERIOD_TINTS, require_touchpoints
from peakend.charts.journey_grid import WIDTH as PIXELS
from peakend.charts.style import BLUE
from peakend.documents.texts import show_text
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import MOST_EMOTION
from peakend.slides.deck import (
    MARGIN,
    WIDTH,
    Box,
    add_box,
    add_line_chart,
    add_slide,
    describe,
    height_in_chart,
    new_deck,
    rgb,
    to_bytes,
)
from peakend.slides.journey_slides import draw_series
from peakend.slides.shapes import add_card, add_face, add_label

NAMED = 14  # touchpoints whose names stand under the curve; more are numbered, and those that are told are named
_SCALE = (-MOST_EMOTION - 1, MOST_EMOTION + 1)
_CURVE = Box(MARGIN, 2.85, WIDTH - 2 * MARGIN, 3.35)
_FACE = 0.42  # inches


def emotion_slides(journey_map: MapValue) -> bytes:
    """Return a presentation of one slide."""
    require_touchpoints(journey_map, PIXELS)
    deck = new_deck()
    title = show_text(journey_map.title)
    slide = add_slide(deck, title)
    add_label(slide, Box(MARGIN, 0.85, _CURVE.width, 0.4), _(" — ").join(head_lines(journey_map)), size=14, bold=False)
    _add_quotes(slide, journey_map)
    _add_phases(slide, journey_map)
    points = curve_points(journey_map)
    names = [show_text(step.name) for step in journey_map.steps]
    alt = describe_journey(journey_map)
    values = {_("emotion"): [point.emotion for point in points]}
    chart = add_line_chart(slide, _CURVE, names, values, scale=_SCALE, left=0, alt=alt)
    draw_series(chart.plots[0].series[0], [_bare(point) for point in points], BLUE)
    for point in points:
        _add_face(slide, journey_map, point)
    _add_names(slide, journey_map)
    return to_bytes(deck, title)


def _middle(journey_map: MapValue, place: int) -> float:
    return _CURVE.left + (place + 0.5) * _CURVE.width / len(journey_map.steps)


def _bare(point: CurvePoint) -> CurvePoint:
    """Return a point without its label: face, role and value stand over the curve."""
    return CurvePoint(point.column, point.emotion, facts=point.facts)


def _add_quotes(slide: Any, journey_map: MapValue) -> None:
    steps = journey_map.steps
    quotes = [(i, _("“{thought}”", thought=show_text(steps[i].thought))) for i in told(journey_map) if steps[i].thought]
    if not quotes:
        return
    width = min(3.2, _CURVE.width / len(quotes))
    most = WIDTH - MARGIN - width
    lefts = [min(max(_middle(journey_map, i) - width / 2, MARGIN), most) for i, _text in quotes]
    for k in range(1, len(lefts)):
        lefts[k] = max(lefts[k], lefts[k - 1] + width)
    for k in range(len(lefts) - 1, -1, -1):
        lefts[k] = min(lefts[k], most if k == len(lefts) - 1 else lefts[k + 1] - width)
    for left, (i, text) in zip(lefts, quotes, strict=True):
        card = add_card(slide, Box(left + 0.04, 1.35, width - 0.08, 0.95), text, shade=None, most=16, centred=True)
        card.line.color.rgb = rgb(colour_of(steps[i].emotion or 0))


def _add_phases(slide: Any, journey_map: MapValue) -> None:
    start, steps = 0, journey_map.steps
    phases = {phase.id: phase for phase in journey_map.phases}
    column = _CURVE.width / len(steps)
    for i, step in enumerate(steps):
        if i + 1 < len(steps) and steps[i + 1].phase == step.phase:
            continue
        phase = phases[step.phase]
        place = Box(_CURVE.left + start * column + 0.02, 2.42, (i + 1 - start) * column - 0.04, 0.38)
        add_box(slide, place, show_text(phase.name), fill=PERIOD_TINTS[phase.period], centred=True, size=13)
        start = i + 1


def _add_face(slide: Any, journey_map: MapValue, point: CurvePoint) -> None:
    x = _middle(journey_map, point.column)
    if point.emotion is None:
        add_label(slide, Box(x - 0.1, height_in_chart(0, _SCALE, _CURVE) - 0.25, 0.3, 0.4), "?", size=20)
        return
    y = height_in_chart(point.emotion, _SCALE, _CURVE)
    colour = colour_of(point.emotion)
    size = min(_FACE, 0.9 * _CURVE.width / len(journey_map.steps))
    drawn = add_face(slide, Box(x - size / 2, y - size / 2, size, size), point.emotion / MOST_EMOTION)
    drawn.fill.fore_color.rgb = rgb(tint(colour, 0.3) if point.evidence == "observed" else "#FFFFFF")
    drawn.line.color.rgb = rgb(colour)
    if point.evidence == "proposed":
        drawn.line.dash_style = MSO_LINE.ROUND_DOT
    describe(drawn, point.facts["said"])
    if point.column in told(journey_map):
        text = said_at(journey_map, point.column)
        above = point.emotion > 0
        box = Box(min(max(x - 1.3, 0), WIDTH - 2.6), y - size / 2 - 0.56 if above else y + size / 2, 2.6, 0.56)
        add_card(slide, box, text, shade=None, most=14, bold=True, centred=True, shape=MSO_SHAPE.RECTANGLE, air=(0, 0))


def _add_names(slide: Any, journey_map: MapValue) -> None:
    steps, top = journey_map.steps, _CURVE.top + _CURVE.height + 0.05
    column, is_named = _CURVE.width / len(steps), len(steps) <= NAMED
    for i, step in enumerate(steps):
        text = show_text(step.name) if is_named else str(i + 1)
        if is_named:
            box = Box(_CURVE.left + i * column, top, column, 0.8)
            add_card(slide, box, text, shade=None, most=13, centred=True, air=(0.04, 0.04))
        else:
            add_box(slide, Box(_CURVE.left + (i + 0.5) * column - 0.2, top, 0.4, 0.3), text, centred=True, size=9)
    if not is_named:
        said = [_("{number} {name}", number=i + 1, name=show_text(steps[i].name)) for i in told(journey_map)]
        add_card(slide, Box(MARGIN, top + 0.35, _CURVE.width, 0.7), _("; ").join(said), shade=None, most=14)
