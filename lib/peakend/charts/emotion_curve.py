"""The emotion curve over a map's columns: points, intervals, gaps where nothing is known, and labels."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from peakend.charts.journey_grid import GUTTER, MOMENT_TINT, NOTE, PALE, RULE, Grid, draw_frame
from peakend.charts.labels import FONT_SIZE
from peakend.charts.sheet import LINE, Sheet, fit, text_height
from peakend.charts.style import GREY
from peakend.journeys.parts import MOST_EMOTION, Touchpoint, show_text
from peakend.language import translate as _

HEIGHT, MARGIN = 236, 54
AWAY = 16  # from a point to its label


@dataclass(frozen=True)
class CurvePoint:
    """A touchpoint on the curve: its column, what it says and how it is marked; an unknown emotion is None."""

    column: int
    emotion: float | None
    shape: str = "circle"
    label: str = ""
    evidence: str = "observed"
    interval: tuple[float, float] | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def signed(emotion: float) -> str:
    """Return an emotion with its sign, to a tenth: ``+1``, ``−0.5``, ``0``."""
    text = f"{abs(emotion):.1f}".removesuffix(".0")
    return text if text == "0" else ("+" if emotion > 0 else "−") + text


def facts_of(step: Touchpoint) -> dict[str, str]:
    """Return what a point says of its touchpoint when one points at it."""
    known = step.evidence
    interval = "" if known.ci_low is None or known.ci_high is None else f"{known.ci_low:.2f} – {known.ci_high:.2f}"
    return {
        "touchpoint": step.id,
        "name": show_text(step.name),
        "emotion": _("unknown") if step.emotion is None else signed(step.emotion),
        "evidence": evidence_name(known.status),
        "n": "" if known.n is None else f"{known.n:,}",
        "interval": interval,
        "source": show_text(known.source),
    }


def fact_titles() -> dict[str, str]:
    """Return the titles of `facts_of`, in the language in use."""
    return {
        "name": _("touchpoint"),
        "emotion": _("emotion"),
        "evidence": _("evidence"),
        "n": _("answers (n)"),
        "interval": _("interval"),
        "source": _("source"),
    }


def evidence_name(status: str) -> str:
    """Return how an emotion is known, in words."""
    return {"observed": _("observed"), "assumed": _("assumed"), "proposed": _("proposed")}[status]


def scale_names() -> dict[int, str]:
    """Return the names of those emotions that have one, in the language in use."""
    return {MOST_EMOTION: _("very good"), 0: _("neutral"), -MOST_EMOTION: _("very bad")}


def draw_scale(sheet: Sheet, grid: Grid, top: float) -> float:
    """Draw the ground on which curves are drawn, and return where it ends."""
    draw_frame(sheet, grid, _("emotion"), top, HEIGHT)
    names = scale_names()
    for emotion in range(-MOST_EMOTION, MOST_EMOTION + 1):
        y = height_of(emotion, top)
        sheet.line(grid.left(grid.start), y, grid.right, y, stroke=GREY if emotion == 0 else RULE, level=1)
        text = f"{names[emotion]} {signed(emotion)}" if emotion in names else signed(emotion)
        sheet.write(GUTTER - 8, y, text, size=12, align="right", colour=NOTE)
    return top + HEIGHT


def draw_moment(sheet: Sheet, grid: Grid, column: int, top: float, emotion: float | None) -> None:
    """Mark the column of a moment of truth, with the words where the point and its label are not."""
    sheet.box(grid.left(column) + 1, top, grid.column - 2, HEIGHT, fill=MOMENT_TINT, level=-1)
    text = fit("★ " + _("moment of truth"), grid.column)
    y = top + 16 if emotion is None or emotion <= 0 else top + HEIGHT - 12 - text_height(text) + LINE * FONT_SIZE / 2
    sheet.write(grid.middle(column), y, text, align="center")


def draw_curve(
    sheet: Sheet, grid: Grid, top: float, points: Sequence[CurvePoint], colour: str, *, dashed: bool = False
) -> None:
    """Draw the part of a curve that lies in a panel; between panels it goes on to the edge."""
    for one, other in itertools.pairwise(points):
        _draw_stretch(sheet, grid, top, one, other, colour, dashed)
    for i, point in enumerate(points):
        if not grid.start <= point.column < grid.stop:
            continue
        around = [points[j].emotion for j in (i - 1, i + 1) if 0 <= j < len(points)]
        if point.emotion is None:
            _draw_unknown(sheet, grid, top, point)
        else:
            known = [emotion for emotion in around if emotion is not None]
            _draw_point(sheet, grid, top, point, point.emotion, known, colour)


def height_of(emotion: float, top: float) -> float:
    """Return where an emotion lies, in pixels from the top."""
    return top + MARGIN + (MOST_EMOTION - emotion) / (2 * MOST_EMOTION) * (HEIGHT - 2 * MARGIN)


def _draw_stretch(
    sheet: Sheet, grid: Grid, top: float, one: CurvePoint, other: CurvePoint, colour: str, dashed: bool
) -> None:
    """Draw the line between two neighbours, cut at the edges of the panel; none where an emotion is unknown."""
    if one.emotion is None or other.emotion is None:
        return
    begin, end = one.column + 0.5, other.column + 0.5
    low, high = max(begin, grid.start), min(end, grid.stop)
    if low >= high:
        return
    at = [one.emotion + (other.emotion - one.emotion) * (x - begin) / (end - begin) for x in (low, high)]
    ends = (grid.left(low), height_of(at[0], top), grid.left(high), height_of(at[1], top))
    sheet.line(*ends, stroke=colour, thick=2.5, dashed=dashed, level=2)


def _draw_point(
    sheet: Sheet,
    grid: Grid,
    top: float,
    point: CurvePoint,
    emotion: float,
    around: Sequence[float],
    colour: str,
) -> None:
    x, y = grid.middle(point.column), height_of(emotion, top)
    # A label stands outside the bend, where no line runs: under a valley, else above.
    below = bool(around) and sum(around) / len(around) > emotion
    from_low, to_high = y, y
    if point.interval:
        from_low, to_high = (height_of(end, top) for end in point.interval)
        sheet.line(x, from_low, x, to_high, stroke=colour, thick=1.5, level=2)
        for end in (from_low, to_high):
            sheet.line(x - 5, end, x + 5, end, stroke=colour, thick=1.5, level=2)
    fill = colour if point.evidence == "observed" else "white"
    look = {"fill": fill, "stroke": colour, "dashed": point.evidence == "proposed", "size": 170}
    sheet.mark(x, y, point.shape, level=3, **look, **point.facts)
    label = fit(point.label, grid.column)
    lines = 1 + label.count("\n")
    first = from_low + AWAY if below else to_high - AWAY - (lines - 1) * LINE * FONT_SIZE
    sheet.write(x, first, label, align="center")


def _draw_unknown(sheet: Sheet, grid: Grid, top: float, point: CurvePoint) -> None:
    """Mark where the curve has a gap, and say so."""
    x, y = grid.middle(point.column), height_of(0, top)
    sheet.box(grid.left(point.column) + 8, top + 8, grid.column - 16, HEIGHT - 16, fill=PALE, stroke=GREY, dashed=True)
    sheet.write(x, y - LINE * FONT_SIZE / 2, "?\n" + _("unknown"), align="center", colour=NOTE)
