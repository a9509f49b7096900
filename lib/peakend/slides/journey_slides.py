"""A journey map as slides: bands of phases, an emotion curve and a table of touchpoints, all to be edited."""

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Inches, Pt

from peakend.base.brand import tint
from peakend.base.language import translate as _
from peakend.charts.blueprint import FAIL, WAIT, Card, cards_of, lane_name, line_name, staff_feels
from peakend.charts.emotion_curve import CurvePoint, evidence_name, scale_names, signed
from peakend.charts.icons import CHANNELS
from peakend.charts.journey import (
    curve_points,
    describe_journey,
    head_lines,
    touchpoint_rows,
)
from peakend.charts.journey_grid import MOMENT_TINT, PALE, PERIOD_TINTS, Row, period_name, require_touchpoints
from peakend.charts.journey_grid import WIDTH as PIXELS
from peakend.charts.labels import FONT_SIZE, text_width
from peakend.charts.sheet import fit, text_height
from peakend.charts.style import BLUE
from peakend.documents.texts import show_text
from peakend.journeys.map_tables import CUSTOMER_ACTIONS, LANES, LINES
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import MOST_EMOTION, Evidence, Phase
from peakend.slides.deck import (
    BOTTOM,
    CELL_MARGIN,
    HEIGHT,
    MARGIN,
    PLOT_TOP,
    WIDTH,
    Box,
    add_box,
    add_intervals,
    add_line_chart,
    add_slide,
    add_table,
    add_title_slide,
    height_in_chart,
    new_deck,
    put_label,
    rgb,
    to_bytes,
)
from peakend.slides.shapes import add_icon

TITLES = 1.4  # inches, the column of row titles: no word of them breaks
PHASES, CURVE = Box(0, 0.88, 0, 0.46), Box(0, 1.36, 0, 1.95)
UNDER_PHASES, UNDER_CURVE = PHASES.top + PHASES.height + 0.05, CURVE.top + CURVE.height + 0.05
_HIGHER = 1.4  # inches that a curve may take of what its table leaves
_SCALE = (-MOST_EMOTION - 1, MOST_EMOTION + 1)
# Touchpoints on a slide and size of type, the best first; what is too long even so gets the last.
_WAYS = [(8, 12), (7, 12), (6, 12), (8, 11), (5, 12), (6, 11), (5, 11), (6, 10), (5, 10), (4, 11), (4, 10), (3, 10)]
_LONG = 5 * FONT_SIZE  # of a label, as wide as it is drawn on a page
Curve = Sequence[CurvePoint | None]  # a point for each touchpoint; None where a map does not have it
_MARKERS = {
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "square": XL_MARKER_STYLE.SQUARE,
    "triangle-down": XL_MARKER_STYLE.TRIANGLE,
    "circle": XL_MARKER_STYLE.CIRCLE,
}


def picture_slides(journey_map: MapValue, picture: str) -> bytes:
    """Return a presentation: a title, then the touchpoints, as many on a slide as can be read there."""
    require_touchpoints(journey_map, PIXELS)
    deck = new_deck()
    title = show_text(journey_map.title)
    if picture == "blueprint":
        title = _("Service blueprint, {title}", title=title)
    add_title_slide(deck, title, head_lines(journey_map))
    add_picture(deck, journey_map, picture, title)
    return to_bytes(deck, title)


def add_picture(
    deck: Any, journey_map: MapValue, picture: str, title: str, *, colour: str = BLUE, foot: float = BOTTOM
) -> None:
    """Add the slides of a picture to a deck, under a title, in a colour; `foot` inches stay free."""
    rows, top = (_lanes(journey_map), UNDER_PHASES) if picture == "blueprint" else (_rows(journey_map), UNDER_CURVE)
    room = HEIGHT - foot - top
    parts, size = share_out(rows, len(journey_map.steps), room)
    curve = CURVE
    if picture == "map":
        curve = high_curve(rows, parts, size, room)
        top += curve.height - CURVE.height
    known = {phase.id: phase for phase in journey_map.phases}
    phases = [known[step.phase] for step in journey_map.steps]
    for number, part in enumerate(parts, start=1):
        count = _(" ({number} of {all})", number=number, all=len(parts)) if len(parts) > 1 else ""
        slide = add_slide(deck, title + count)
        add_phases(slide, phases, part, size)
        if picture == "map":
            _add_curve(slide, journey_map, part, curve, colour)
        add_rows(slide, rows, part, top, size, colour)


def share_out(rows: Sequence[Row], count: int, room: float) -> tuple[list[range], float]:
    """Return which touchpoints stand on each slide, and the size of type, so that every table fits in `room` inches.

    Examples
    --------
    >>> share_out([Row("stage", ["wait"] * 20)], 20, 5)
    ([range(0, 7), range(7, 14), range(14, 20)], 12)
    """
    for most, size in _WAYS:
        each = math.ceil(count / math.ceil(count / most))
        parts = [range(start, min(start + each, count)) for start in range(0, count, each)]
        if all(sum(_row_heights(rows, part, size)) <= room for part in parts):
            break
    return parts, size


def high_curve(rows: Sequence[Row], parts: Sequence[range], size: float, room: float) -> Box:
    """Return the place of the curve, higher by what the tables leave of their room, the same on all slides."""
    free = min(room - sum(_row_heights(rows, part, size)) for part in parts)
    # Rows may become a little higher in another's fonts.
    return CURVE._replace(height=CURVE.height + max(0.0, min(free - 0.3, _HIGHER)))


def column_width(part: range) -> float:
    """Return the width of a touchpoint's column, inches."""
    return (WIDTH - 2 * MARGIN - TITLES) / len(part)


def _row_heights(rows: Sequence[Row], part: range, size: float) -> list[float]:
    title, cell = (72 * (width - 2 * CELL_MARGIN) for width in (TITLES, column_width(part)))
    heights = []
    for row in rows:
        shifts = {i: 72 * _icon_room(row, i, part, size) for i in part}
        texts = [fit(row.title, title, size), *(fit(row.cells[i], cell - shifts[i], size) for i in part)]
        heights.append(max(text_height(text, size) for text in texts) / 72 + 2 * CELL_MARGIN)
    return heights


def _icon_room(row: Row, place: int, part: range, size: float) -> float:
    """Return what an icon takes before a text, inches: nothing where it would break the longest word."""
    if not row.icons or not row.icons[place]:
        return 0
    room, icon = 72 * (column_width(part) - 2 * CELL_MARGIN), 1.45 * size
    widest = max((text_width(word) * size / FONT_SIZE for word in row.cells[place].split()), default=0)
    return icon / 72 if widest <= room - icon else 0


def _rows(journey_map: MapValue) -> list[Row]:
    """Return the rows under the curve; what the picture says by the look of a point stands here in words."""
    return [*touchpoint_rows(journey_map), Row(_("evidence"), [_evidence(step.evidence) for step in journey_map.steps])]


def _lanes(journey_map: MapValue) -> list[Row]:
    """Return the lanes of the blueprint, and between them the lines, as rows without cells."""
    rows = []
    for lane in LANES:
        piles = [cards_of(step, i, lane) for i, step in enumerate(journey_map.steps, start=1)]
        cells = ["\n".join(_said(card) for card in pile) for pile in piles]
        rows.append(Row(lane_name(lane), cells, BLUE if lane == CUSTOMER_ACTIONS else "#FFFFFF"))
        if lane in LINES:
            rows.append(Row(line_name(LINES[lane]), [""] * len(cells), "#CFCFCF"))
    return rows


def _said(card: Card) -> str:
    signs = {FAIL: "× ", WAIT: "▲ ", "": ""}
    feels = "" if card.emotion is None else staff_feels(card.emotion)
    return "\n".join(filter(None, [card.text, card.owner, *(signs[shape] + text for shape, text in card.flags), feels]))


def add_rows(slide: object, rows: Sequence[Row], part: range, top: float, size: float, colour: str = BLUE) -> None:
    """Add the part of some rows as a table."""
    cells = [[row.title, *(row.cells[i] for i in part)] for row in rows]
    # Text is dark on every row, so that what is typed into any cell can be read.
    fills = [tint(colour, 0.19) if row.fill == BLUE else row.fill for row in rows]
    widths = [TITLES] + [column_width(part)] * len(part)
    alt = _("Touchpoints {first} to {last}, row by row", first=part.start + 1, last=part.stop)
    heights = _row_heights(rows, part, size)
    table = add_table(slide, (MARGIN, top), cells, widths, heights, fills=fills, size=size, alt=alt)
    for number, row in enumerate(rows):
        for i in part:
            if room := _icon_room(row, i, part, size):
                cell = table.cell(number, i - part.start + 1)
                cell.margin_left = Inches(CELL_MARGIN + room)
                left = MARGIN + TITLES + (i - part.start) * column_width(part) + CELL_MARGIN
                place = Box(left, top + sum(heights[:number]) + CELL_MARGIN + 0.04, 1.2 * size / 72, 1.2 * size / 72)
                add_icon(slide, place, CHANNELS[row.icons[i]].outline, row.cells[i])


def add_phases(slide: object, phases: Sequence[Phase], part: range, size: float) -> None:
    """Add the band of the phases, given for each touchpoint."""
    for phase, group in itertools.groupby(part, key=lambda i: phases[i]):
        places = list(group)
        place = _over(part, places[0], PHASES, len(places))
        text = _("{title}: {rows}", title=period_name(phase.period), rows=show_text(phase.name))
        add_box(slide, place, text, fill=PERIOD_TINTS[phase.period], centred=True, size=min(size, 11))


def _over(part: range, first: int, band: Box, count: int = 1) -> Box:
    """Return the place in a band across the slide that is over so many touchpoints from the first."""
    width = column_width(part)
    left = MARGIN + TITLES + (first - part.start) * width
    return Box(left + 0.02, band.top, count * width - 0.04, band.height)


def _evidence(evidence: Evidence) -> str:
    """Return how an emotion is known, from how many, and its interval."""
    words = [evidence_name(evidence.status)]
    words += [f"n={evidence.n:,}"] if evidence.n is not None and evidence.status != "proposed" else []
    if evidence.ci_low is not None and evidence.ci_high is not None:
        words.append(f"[{evidence.ci_low:z.1f}, {evidence.ci_high:z.1f}]".replace("-", "−"))
    return " ".join(words)


def _add_curve(slide: object, journey_map: MapValue, part: range, box: Box, colour: str) -> None:
    """Add the emotion curve as PowerPoint's own chart, its points marked as in the picture."""
    points = curve_points(journey_map)[part.start : part.stop]
    for i, point in zip(part, points, strict=True):
        place = _over(part, i, box)
        unknown = "?\n" + _("emotion unknown") if point.emotion is None else ""
        if journey_map.steps[i].moment_of_truth:
            text = "\n".join(filter(None, ["★ " + _("moment of truth"), unknown]))
            told = add_box(slide, place, text, fill=MOMENT_TINT, size=10, at_bottom=(point.emotion or 0) > 0)
        elif unknown:
            told = add_box(slide, place, unknown, fill=PALE, centred=True, at_bottom=True, size=11)
        else:
            continue
        # Clear of the outermost lines of the chart that lies over it.
        told.text_frame.margin_top = told.text_frame.margin_bottom = Inches(PLOT_TOP * box.height + CELL_MARGIN)
    names, alt = [point.facts["name"] for point in points], describe_journey(journey_map, part)
    chart = add_chart(slide, names, {_("emotion"): points}, alt, box)
    if any(point.interval for point in points):
        add_intervals(chart, [_reach(point) for point in points])
    draw_series(chart.plots[0].series[0], points, colour)


def add_chart(slide: object, names: Sequence[str], curves: Mapping[str, Curve], alt: str, place: Box) -> Any:
    """Add curves over touchpoints as a chart beside the names of its scale, as high as a place, and return it."""
    box = Box(MARGIN, place.top, WIDTH - 2 * MARGIN, place.height)
    for emotion, name in scale_names().items():
        beside = Box(MARGIN, height_in_chart(emotion, _SCALE, box) - 0.15, TITLES, 0.3)
        add_box(slide, beside, f"{name} {signed(emotion)}", centred=True, size=10)
    values = {name: [point.emotion if point else None for point in curve] for name, curve in curves.items()}
    return add_line_chart(slide, box, names, values, scale=_SCALE, left=TITLES, alt=alt)


def draw_series(series: Any, curve: Curve, colour: str, *, dashed: bool = False, size: float = 11) -> None:
    """Draw a series of a chart as a curve, its points marked and labelled."""
    series.smooth = False
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 8  # in the key
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(colour)
    series.marker.format.line.color.rgb = rgb(colour)
    series.format.line.color.rgb = rgb(colour)
    series.format.line.width = Pt(2.25)
    if dashed:
        series.format.line.dash_style = MSO_LINE.DASH
    for i, point in enumerate(curve):
        if point and point.emotion is not None:
            _mark(series.points[i], point, point.emotion, colour, size)


def _reach(point: CurvePoint) -> tuple[float, float]:
    """Return how far a point's interval reaches below and above it."""
    if point.interval is None or point.emotion is None:
        return 0, 0
    low, high = point.interval
    return max(point.emotion - low, 0), max(high - point.emotion, 0)


def _mark(drawn: Any, point: CurvePoint, emotion: float, colour: str, size: float) -> None:
    drawn.marker.style, drawn.marker.size = _MARKERS[point.shape], 10
    look = drawn.marker.format
    look.fill.solid()
    look.fill.fore_color.rgb = rgb(colour if point.evidence == "observed" else "#FFFFFF")
    look.line.color.rgb = rgb(colour)
    if point.evidence == "proposed":
        look.line.dash_style = MSO_LINE.ROUND_DOT
    if point.label:
        text = point.label.split(" (")[0]
        # A long label breaks before its value, not where a word of it ends by chance, nor after the minus of it.
        is_short = text_width(text) <= _LONG and "−" not in text
        put_label(drawn.data_label, text.replace("\n", " ") if is_short else text, size)
        drawn.data_label.position = _label_position(point, emotion)


def _label_position(point: CurvePoint, emotion: float) -> Any:
    """Return where a label is clear of the other curve, or of its bar: away from neutral, or beside it."""
    if point.facing is not None:
        return XL_LABEL_POSITION.BELOW if emotion < point.facing else XL_LABEL_POSITION.ABOVE
    below, above = _reach(point)
    if (below if emotion < 0 else above) > 0.3:
        return XL_LABEL_POSITION.RIGHT
    return XL_LABEL_POSITION.BELOW if emotion < 0 else XL_LABEL_POSITION.ABOVE
