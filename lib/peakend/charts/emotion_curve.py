"""The emotion curve over a map's columns: points, intervals, gaps where nothing is known, and labels."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from peakend.base.language import translate as _
from peakend.charts.icons import face, mood
from peakend.charts.journey_grid import GUTTER, MOMENT_TINT, NOTE, PALE, RULE, Grid, draw_frame
from peakend.charts.labels import FONT_SIZE, text_width
from peakend.charts.sheet import LINE, Sheet, fit, text_height
from peakend.charts.style import BLUE, GREY, ORANGE
from peakend.documents.texts import show_text
from peakend.journeys.parts import MOST_EMOTION, Touchpoint

HEIGHT, MARGIN = 240, 58
_FACE = 18  # pixels
AWAY = 16  # from a point to its label
_PLATE = {"fill": "white", "level": 3}  # over lines, under points


@dataclass(frozen=True)
class CurvePoint:
    """A touchpoint on the curve: its column, what it says and how it is marked; an unknown emotion is None.

    `facing` is the emotion of another curve in the same column, where there is one.
    """

    column: int
    emotion: float | None
    shape: str = "circle"
    label: str = ""
    evidence: str = "observed"
    interval: tuple[float, float] | None = None
    facing: float | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def signed(emotion: float) -> str:
    """Return an emotion with its sign, to a hundredth where it needs one: ``+1``, ``−0.5``, ``+0.75``, ``0``."""
    text = f"{abs(emotion):.2f}".rstrip("0").removesuffix(".")
    return text if text == "0" else ("+" if emotion > 0 else "−") + text


def facts_of(step: Touchpoint) -> dict[str, str]:
    """Return what a point says of its touchpoint when one points at it."""
    known = step.evidence
    interval = "" if known.ci_low is None or known.ci_high is None else f"{known.ci_low:.2f} – {known.ci_high:.2f}"
    name = show_text(step.name)
    emotion = _("unknown") if step.emotion is None else signed(step.emotion)
    return {
        "touchpoint": step.id,
        "name": name,
        "emotion": emotion,
        "said": _("{title}: {rows}", title=name, rows=emotion),
        "evidence": evidence_name(known.status),
        "n": "" if known.n is None or known.status == "proposed" else f"{known.n:,}",
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


def mood_name(emotion: float) -> str:
    """Return the word for an emotion, the nearest of five."""
    return (_("very bad"), _("bad"), _("neutral"), _("good"), _("very good"))[mood(emotion)]


def colour_of(emotion: float) -> str:
    """Return the colour of a face; its mouth says the same."""
    return ORANGE if emotion < 0 else BLUE if emotion > 0 else GREY


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


class Look(NamedTuple):
    """How a curve is drawn; `shift` moves it aside by some pixels, so that two stand beside each other."""

    colour: str = BLUE
    dashed: bool = False
    shift: float = 0


def draw_curve(
    sheet: Sheet,
    grid: Grid,
    top: float,
    points: Sequence[CurvePoint],
    look: Look,
    others: Mapping[int, Sequence[float]] | None = None,
) -> None:
    """Draw the part of a curve that lies in a panel; between panels it goes on to the edge.

    Labels stand clear of the points of `others`, emotions by column.
    """
    for one, other in itertools.pairwise(points):
        _draw_stretch(sheet, grid, top, (one, other), look)
    for i, point in enumerate(points):
        if not grid.start <= point.column < grid.stop:
            continue
        if point.emotion is None:
            _draw_unknown(sheet, grid, top, point, look)
            continue
        around = [points[j].emotion for j in (i - 1, i + 1) if 0 <= j < len(points)]
        known = [emotion for emotion in around if emotion is not None]
        # A label stands where no line runs: on the side away from the other curve, or under a valley, else above.
        if point.facing is None:
            below = bool(known) and sum(known) / len(known) > point.emotion
        else:
            below = (point.emotion, look.shift) < (point.facing, 0)
        place = (grid.middle(point.column) + look.shift, top)
        crowd = [height_of(emotion, top) for emotion in (others or {}).get(point.column, ())]
        _draw_point(sheet, place, grid.column, point, below, look, crowd)


def height_of(emotion: float, top: float) -> float:
    """Return where an emotion lies, in pixels from the top."""
    return top + MARGIN + (MOST_EMOTION - emotion) / (2 * MOST_EMOTION) * (HEIGHT - 2 * MARGIN)


def _draw_stretch(sheet: Sheet, grid: Grid, top: float, between: tuple[CurvePoint, CurvePoint], look: Look) -> None:
    """Draw the line between two neighbours, cut at the edges of the panel; none where an emotion is unknown."""
    one, other = between
    if one.emotion is None or other.emotion is None:
        return
    begin, end = one.column + 0.5, other.column + 0.5
    low, high = max(begin, grid.start), min(end, grid.stop)
    if low >= high:
        return
    at = [one.emotion + (other.emotion - one.emotion) * (x - begin) / (end - begin) for x in (low, high)]
    # At the edge the line ends, wherever the points are shifted to.
    left, right = grid.left(low) + look.shift * (low == begin), grid.left(high) + look.shift * (high == end)
    ends = (left, height_of(at[0], top), right, height_of(at[1], top))
    sheet.line(*ends, stroke=look.colour, thick=2.5, dashed=look.dashed, level=2)


def _draw_point(
    sheet: Sheet,
    place: tuple[float, float],
    room: float,
    point: CurvePoint,
    below: bool,
    look: Look,
    around: Sequence[float],
) -> None:
    """Draw a point with interval and label; `place` is its middle and the top, `around` heights to be left clear."""
    x, top = place
    y = height_of(point.emotion or 0, top)
    from_low, to_high = y, y
    if point.interval:
        low, high = point.interval
        from_low, to_high = max(y, height_of(low, top)), min(y, height_of(high, top))
        sheet.line(x, from_low, x, to_high, stroke=look.colour, thick=1.5, level=2)
        for end in (from_low, to_high):
            sheet.line(x - 5, end, x + 5, end, stroke=look.colour, thick=1.5, level=2)
    fill = look.colour if point.evidence == "observed" else "white"
    is_dashed = point.evidence == "proposed"
    sheet.mark(x, y, point.shape, level=3, fill=fill, stroke=look.colour, dashed=is_dashed, size=170, **point.facts)
    label = fit(point.label, room)
    lines = 1 + label.count("\n")
    high = (lines - 1) * LINE * FONT_SIZE
    first = _clear(from_low + AWAY if below else to_high - AWAY - high, high, around, below)
    if label and (point.facing is not None or around):
        # A plate keeps the label free of the lines of either curve.
        wide = text_width(label)
        sheet.box(x - wide / 2 - 1, first - LINE * FONT_SIZE / 2, wide + 2, lines * LINE * FONT_SIZE, **_PLATE)
    sheet.write(x, first, label, align="center")
    if point.emotion is not None and label and point.facing is None:
        beside = x - text_width(label.split("\n")[-1]) / 2 - _FACE / 2 - 4
        look_of_face = {"fill": "white", "stroke": colour_of(point.emotion), "thick": 1.4, "level": 6}
        sheet.mark(beside, first + (lines - 1) * LINE * FONT_SIZE, face(point.emotion), size=_FACE**2, **look_of_face)


def _clear(first: float, high: float, around: Sequence[float], below: bool) -> float:
    """Return where a label's first line stands clear of other points, on the side of its own where it was."""
    for y in sorted(around, reverse=not below):
        if first - AWAY < y < first + high + AWAY:
            first = y + AWAY if below else y - AWAY - high
    return first


def _draw_unknown(sheet: Sheet, grid: Grid, top: float, point: CurvePoint, look: Look) -> None:
    """Mark where the curve has a gap, and say so; beside another curve by a sign in its colour alone."""
    x, y = grid.middle(point.column), height_of(0, top)
    if point.facing is not None:
        clear = top + 16 if point.facing <= 0 else top + HEIGHT - 16  # of the other curve's point and label
        sheet.write(x + look.shift, clear, "?", size=18, align="center", colour=look.colour)
        return
    sheet.box(grid.left(point.column) + 8, top + 8, grid.column - 16, HEIGHT - 16, fill=PALE, stroke=GREY, dashed=True)
    sheet.write(x, y - LINE * FONT_SIZE / 2, "?\n" + _("unknown"), align="center", colour=NOTE)
