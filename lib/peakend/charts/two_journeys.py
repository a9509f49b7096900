"""Two journey maps over each other: as it is against as it is to be, and the plan against what was logged."""

import dataclasses
import difflib
from collections.abc import Callable, Sequence
from typing import NamedTuple

import altair as alt

from peakend.base.brand import tint
from peakend.base.language import translate as _
from peakend.charts.emotion_curve import CurvePoint, Look, draw_curve, draw_scale, fact_titles, signed
from peakend.charts.journey import curve_points, mark_entries
from peakend.charts.journey_grid import (
    WIDTH,
    Grid,
    KeyEntry,
    Row,
    draw_head,
    draw_key,
    draw_phases,
    draw_row,
    grids,
    require_touchpoints,
)
from peakend.charts.results import describe
from peakend.charts.sheet import Sheet
from peakend.charts.style import BLUE, GREEN, YELLOW
from peakend.documents.texts import show_text
from peakend.journeys.map_from_log import document_from_log
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import Phase, Touchpoint
from peakend.journeys.readings import score_text
from peakend.journeys.score_map import score_map
from peakend.journeys.visit_log import LogColumns

EARLIER = "#6B6B6B"
_SAME, _GONE, _NEW, _OTHER = "#FFFFFF", "#E3E3E3", tint(GREEN, 0.2), tint(YELLOW, 0.3)
_GAP = 14


class Pair(NamedTuple):
    """A column: the touchpoint in the first map and in the second, and whether it changed its place between them."""

    first: Touchpoint | None
    second: Touchpoint | None
    moved: bool = False

    @property
    def step(self) -> Touchpoint:
        """The touchpoint as the second map tells it, or else the first."""
        return self.second or self.first  # type: ignore[return-value]


class Words(NamedTuple):
    """What the picture calls its title, its two curves, and the differences in a row of their own."""

    title: str
    first: str
    second: str
    row: str
    difference: Callable[[Pair], tuple[str, str]]


class TwoJourneys(NamedTuple):
    """Two maps over each other: a column for each touchpoint of either, and the words for how they differ."""

    first: MapValue
    second: MapValue
    pairs: list[Pair]
    words: Words

    @property
    def title(self) -> str:
        """The picture's title."""
        return self.words.title.format(title=show_text(self.second.title))

    @property
    def phases(self) -> list[Phase]:
        """Each column's phase, from the map that has the touchpoint."""
        own = [(pair.step.phase, self.second if pair.second else self.first) for pair in self.pairs]
        return [next(phase for phase in one.phases if phase.id == name) for name, one in own]

    @property
    def differences(self) -> list[tuple[str, str]]:
        """Each column's difference in words, and the colour of its cell."""
        return [self.words.difference(pair) for pair in self.pairs]


def plot_as_is_to_be(current: MapValue, future: MapValue, *, width: float = WIDTH) -> alt.LayerChart:
    """Draw the journey as it is and as it is to be: both curves, and what is added, removed and changed.

    Touchpoints are the same if they have the same id. They stand in the order of the future map; one that is removed
    stands where it was.

    Parameters
    ----------
    current, future : JourneyMap
        The two maps, each with at least one touchpoint.
    width : float, default 1200
        Width of the picture, pixels.

    Returns
    -------
    altair.LayerChart
        Its `description` tells the differences in words. Texts are in the language in use.
        ``current.write("change.pptx", against=future)`` writes it to a file.

    Raises
    ------
    PeakendError
        If a map has no touchpoint, or the width is not possible.

    Examples
    --------
    >>> import peakend as pe
    >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
    >>> tea = tea.with_touchpoint("wait", phase="drink", name="Wait", emotion=-2)
    >>> better = tea.with_emotion("wait", 0).with_touchpoint("sip", phase="drink", name="Sip", emotion=1)
    >>> pe.plot_as_is_to_be(tea, better).to_dict()["description"]
    'As it is and as it is to be, Tea: Wait: changed, emotion −2 → 0; Sip: added, emotion +1'
    """
    return _plot(as_is_to_be(current, future), width)


def plot_plan_and_log(plan: MapValue, log: object, *, width: float = WIDTH) -> alt.LayerChart:
    """Draw the planned journey against the one that was logged: both curves, and which steps were skipped or extra.

    Touchpoints are the same if they have the same id. They stand in the order of the plan; one that only the log knows
    stands after the step that came before it there. Bars are the intervals of the logged emotions.

    Parameters
    ----------
    plan : JourneyMap
        The map as it was designed or assumed.
    log : JourneyMap, or any frame that Narwhals reads
        The map that was made from an event log with `JourneyMap.from_log`; or the log itself, with its columns named
        as there.
    width : float, default 1200
        Width of the picture, pixels.

    Returns
    -------
    altair.LayerChart
        Its `description` tells the differences in words. Texts are in the language in use.
        ``plan.write("deviations.pptx", against=log)`` writes it to a file.

    Raises
    ------
    PeakendError
        If a map has no touchpoint, the log is none, or the width is not possible.

    Examples
    --------
    >>> import peakend as pe
    >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
    >>> plan = tea.with_touchpoint("greet", phase="drink", name="Greeting", emotion=1)
    >>> log = tea.with_touchpoint("queue", phase="drink", name="Queue", emotion=-1)
    >>> pe.plot_plan_and_log(plan, log).to_dict()["description"]
    'Plan and log, Tea: Queue: extra, not planned, emotion −1; Greeting: skipped, emotion +1'
    """
    return _plot(plan_and_log(plan, log), width)


def as_is_to_be(current: MapValue, future: MapValue) -> TwoJourneys:
    """Lay the future over the present."""
    for journey_map in (current, future):
        require_touchpoints(journey_map, WIDTH)
    words = Words(_("As it is and as it is to be, {title}"), _("as it is"), _("to be"), _("change"), _change)
    return TwoJourneys(current, future, align(future.steps, current.steps, second_is_base=True), words)


def plan_and_log(plan: MapValue, log: object) -> TwoJourneys:
    """Lay what was logged over the plan."""
    require_touchpoints(plan, WIDTH)
    logged = log if isinstance(log, MapValue) else MapValue(**document_from_log(log, LogColumns(), template=plan))
    require_touchpoints(logged, WIDTH)
    words = Words(_("Plan and log, {title}"), _("as planned"), _("as logged"), _("deviation"), _deviation)
    return TwoJourneys(plan, logged, align(plan.steps, logged.steps, second_is_base=False), words)


def two_sheets(two: TwoJourneys, width: float) -> list[Sheet]:
    """Return the picture in pieces that a page may part: head, panels, key."""
    require_touchpoints(two.first, width)
    points, rows, phases = two_curves(two), difference_rows(two), two.phases
    entries = [KeyEntry("", two.words.first, stroke=EARLIER, dashed=True), KeyEntry("", two.words.second, stroke=BLUE)]
    return [
        draw_head(two.title, [score_line(two)], width),
        *(_panel(grid, phases, points, rows) for grid in grids(len(two.pairs), width)),
        draw_key([*entries, *mark_entries([*points[0], *points[1]])], width),
    ]


def difference_rows(two: TwoJourneys) -> list[Row]:
    """Return the rows under the curves: the touchpoints, and how they differ."""
    names = [f"{i} {show_text(pair.step.name)}" for i, pair in enumerate(two.pairs, start=1)]
    texts, fills = ([difference[k] for difference in two.differences] for k in (0, 1))
    return [Row(_("touchpoint"), names, BLUE, "white"), Row(two.words.row, texts, fills=fills)]


def describe_two(two: TwoJourneys) -> str:
    """Return the alternative text: the differences."""
    said = [
        _("{title}: {rows}", title=show_text(pair.step.name), rows=text.replace("\n", _(", ")))
        for pair, (text, fill) in zip(two.pairs, two.differences, strict=True)
        if fill != _SAME
    ]
    return describe(two.title, said or [_("no difference")])


def align(base: Sequence[Touchpoint], other: Sequence[Touchpoint], *, second_is_base: bool) -> list[Pair]:
    """Pair touchpoints by id, in the order of the base; what only the other has follows what it follows there."""
    in_base, in_other = ([step.id for step in steps] for steps in (base, other))
    blocks = difflib.SequenceMatcher(None, in_base, in_other, autojunk=False).get_matching_blocks()
    kept = {in_base[block.a + i] for block in blocks for i in range(block.size)}
    order = list(in_base)
    for i, name in enumerate(in_other):
        if name not in order:
            order.insert(order.index(in_other[i - 1]) + 1 if i else 0, name)
    bases, others = ({step.id: step for step in steps} for steps in (base, other))
    pairs = []
    for name in order:
        moved = name in bases and name in others and name not in kept
        one, two = bases.get(name), others.get(name)
        pairs.append(Pair(two, one, moved) if second_is_base else Pair(one, two, moved))
    return pairs


def _plot(two: TwoJourneys, width: float) -> alt.LayerChart:
    return Sheet.stack(two_sheets(two, width)).chart(describe_two(two), fact_titles())


def _panel(
    grid: Grid, phases: Sequence[Phase], points: tuple[Sequence[CurvePoint], Sequence[CurvePoint]], rows: Sequence[Row]
) -> Sheet:
    sheet = Sheet(grid.right)
    top = draw_phases(sheet, grid, phases, 0)
    bottom = draw_scale(sheet, grid, top)
    draw_curve(sheet, grid, top, points[0], Look(EARLIER, dashed=True, shift=-7))
    draw_curve(sheet, grid, top, points[1], Look(BLUE, shift=7))
    for row in rows:
        bottom = draw_row(sheet, grid, row, bottom)
    sheet.height = bottom + _GAP
    return sheet


def two_curves(two: TwoJourneys) -> tuple[list[CurvePoint], list[CurvePoint]]:
    """Return both curves over the common columns."""
    column = {pair.step.id: i for i, pair in enumerate(two.pairs)}
    curves = []
    for own in (two.first, two.second):
        moved = [dataclasses.replace(p, column=column[p.facts["touchpoint"]]) for p in curve_points(own)]
        curves.append(sorted(moved, key=lambda point: point.column))
    on_column = [{point.column: point for point in curve} for curve in curves]
    for k, curve in enumerate(curves):
        for i, point in enumerate(curve):
            other = on_column[1 - k].get(point.column)
            if other is None:
                continue
            if (point.emotion, point.label) != (other.emotion, other.label):
                curve[i] = dataclasses.replace(point, facing=other.emotion)
            elif k == 0:
                curve[i] = dataclasses.replace(point, label="")  # said once where both say the same
    return curves[0], curves[1]


def score_line(two: TwoJourneys) -> str:
    """Return the peak–end scores of both maps."""
    said = []
    for name, own in ((two.words.first, two.first), (two.words.second, two.second)):
        known = any(step.emotion is not None for step in own.steps)
        score = score_text(score_map(own, end_window=1).iloc[0]) if known else _("unknown")
        said.append(f"{name} {score}")
    return _("peak–end score: {scores}", scores=_(", ").join(said))


def _change(pair: Pair) -> tuple[str, str]:
    """Return what is to change at a touchpoint, and the colour of its cell."""
    first, second = pair.first, pair.second
    if first is None or second is None:
        kind, colour = (_("added"), _NEW) if first is None else (_("removed"), _GONE)
        return "\n".join([kind, *_emotion_of(pair.step)]), colour
    changes = [_("moved")] if pair.moved else []
    changes += _emotions(first, second)
    changes += _changed(_("channel"), show_text(first.channel), show_text(second.channel))
    changes += _changed(_("wait, minutes"), _number(first.wait_min), _number(second.wait_min))
    changes += _changed(_("duration, minutes"), _number(first.duration_min), _number(second.duration_min))
    words = {"name": _("name"), "phase": _("phase"), "blueprint": _("blueprint"), "thought": _("thought")}
    words |= {"pain_points": _("pain points"), "opportunities": _("opportunities")}
    words["moment_of_truth"] = _("moment of truth")
    changes += [word for field, word in words.items() if getattr(first, field) != getattr(second, field)]
    return ("\n".join([_("changed"), *changes]), _OTHER) if changes else ("", _SAME)


def _deviation(pair: Pair) -> tuple[str, str]:
    """Return how a step was otherwise than planned, and the colour of its cell."""
    if pair.second is None:
        return "\n".join([_("skipped"), *_emotion_of(pair.step)]), _GONE
    if pair.first is None:
        return "\n".join([_("extra, not planned"), *_emotion_of(pair.step)]), _NEW
    changes = [_("in another order")] if pair.moved else []
    changes += _emotions(pair.first, pair.second)
    return ("\n".join(changes), _OTHER) if changes else ("", _SAME)


def _emotions(first: Touchpoint, second: Touchpoint) -> list[str]:
    return _changed(_("emotion"), *("" if s.emotion is None else signed(s.emotion) for s in (first, second)))


def _emotion_of(step: Touchpoint) -> list[str]:
    return [] if step.emotion is None else [_("emotion") + " " + signed(step.emotion)]


def _changed(what: str, was: str, becomes: str) -> list[str]:
    """Return what changed in words, if it did."""
    if was == becomes:
        return []
    return [f"{what} {was or _('unknown')} → {becomes or _('unknown')}"]


def _number(minutes: float | None) -> str:
    return "" if minutes is None else f"{minutes:g}"
