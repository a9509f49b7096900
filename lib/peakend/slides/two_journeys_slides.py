"""Two journey maps over each other as slides: both curves in one chart, and a table of how they differ."""

from typing import Any

from peakend.base.language import translate as _
from peakend.charts.style import BLUE
from peakend.charts.two_journeys import (
    EARLIER,
    TwoJourneys,
    describe_two,
    difference_rows,
    score_line,
    two_curves,
)
from peakend.documents.texts import show_text
from peakend.slides.deck import BOTTOM, HEIGHT, Box, add_slide, add_title_slide, new_deck, to_bytes
from peakend.slides.journey_slides import (
    CURVE,
    UNDER_CURVE,
    Curve,
    add_chart,
    add_phases,
    add_rows,
    draw_series,
    high_curve,
    share_out,
)


def two_slides(two: TwoJourneys) -> bytes:
    """Return a presentation: a title, then the touchpoints, as many on a slide as can be read there."""
    deck = new_deck()
    add_title_slide(deck, two.title, [score_line(two)])
    rows, phases = difference_rows(two), two.phases
    room = HEIGHT - BOTTOM - UNDER_CURVE
    parts, size = share_out(rows, len(two.pairs), room)
    curve = high_curve(rows, parts, size, room)
    for number, part in enumerate(parts, start=1):
        count = _(" ({number} of {all})", number=number, all=len(parts)) if len(parts) > 1 else ""
        slide = add_slide(deck, two.title + count)
        add_phases(slide, phases, part, size)
        _add_curves(slide, two, part, curve)
        add_rows(slide, rows, part, UNDER_CURVE + curve.height - CURVE.height, size)
    return to_bytes(deck, two.title)


def _add_curves(slide: Any, two: TwoJourneys, part: range, place: Box) -> None:
    on_column = [{point.column: point for point in curve} for curve in two_curves(two)]
    first, second = ([curve.get(i) for i in part] for curve in on_column)
    curves: dict[str, Curve] = {two.words.first: first, two.words.second: second}
    names = [show_text(two.pairs[i].step.name) for i in part]
    chart = add_chart(slide, names, curves, describe_two(two), place)
    draw_series(chart.plots[0].series[0], first, EARLIER, dashed=True)
    draw_series(chart.plots[0].series[1], second, BLUE)
