"""A whole journey at a glance, above the panels that a long map is parted into."""

import itertools
from collections.abc import Sequence

from peakend.base.language import translate as _
from peakend.charts.journey_grid import GUTTER, NOTE, PERIOD_TINTS, RULE, Grid, write_title
from peakend.charts.sheet import Sheet
from peakend.charts.style import BLUE, GREY, ORANGE
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import MOST_EMOTION

_HEIGHT, _BAND, _EDGE = 96, 10, 12


def overview_sheet(journey_map: MapValue, panels: Sequence[Grid], width: float) -> Sheet:
    """Return the curve of all touchpoints over the colours of their phases, and where each panel begins."""
    sheet, steps = Sheet(width, _HEIGHT + 14), journey_map.steps
    column = (width - GUTTER) / len(steps)
    write_title(sheet, _("overview"), 0, _HEIGHT)
    periods = {phase.id: phase.period for phase in journey_map.phases}
    for _phase, group in itertools.groupby(range(len(steps)), key=lambda i: steps[i].phase):
        places = list(group)
        left, wide = GUTTER + places[0] * column, len(places) * column
        sheet.box(left + 1, 0, wide - 2, _BAND, fill=PERIOD_TINTS[periods[steps[places[0]].phase]])
    sheet.line(GUTTER, _y(0), width, _y(0), stroke=RULE, level=1)
    for grid in panels:
        left = GUTTER + grid.start * column
        sheet.line(left, _BAND, left, _HEIGHT, stroke=GREY, dashed=True)
        sheet.write(left + 4, _HEIGHT - 7, f"{grid.start + 1}–{grid.stop}", size=11, colour=NOTE)
    middles = [GUTTER + (i + 0.5) * column for i in range(len(steps))]
    for i, (one, other) in enumerate(itertools.pairwise(steps)):
        if one.emotion is not None and other.emotion is not None:
            ends = (middles[i], _y(one.emotion), middles[i + 1], _y(other.emotion))
            sheet.line(*ends, stroke=BLUE, thick=1.5, level=2)
    for x, step in zip(middles, steps, strict=True):
        if step.emotion is not None:
            colour = ORANGE if step.emotion < 0 else BLUE
            sheet.mark(x, _y(step.emotion), "circle", size=22, fill=colour, stroke=colour, thick=1, level=7)
        if step.moment_of_truth:
            sheet.write(x, _BAND + 8, "★", size=11, align="center")
    return sheet


def _y(emotion: float) -> float:
    room = _HEIGHT - _BAND - 2 * _EDGE - 8
    return _BAND + _EDGE + (MOST_EMOTION - emotion) / (2 * MOST_EMOTION) * room
