"""The picture of a journey map: phases, the emotion curve with its moments, and what stands under each touchpoint."""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt
import pandas as pd

from peakend.base.brand import brand, tint
from peakend.base.language import translate as _
from peakend.charts.emotion_curve import (
    CurvePoint,
    Look,
    draw_curve,
    draw_moment,
    draw_scale,
    evidence_name,
    fact_titles,
    facts_of,
    signed,
)
from peakend.charts.icons import channel_icon
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
    period_name,
    require_touchpoints,
)
from peakend.charts.overview import overview_sheet
from peakend.charts.results import describe
from peakend.charts.sheet import Sheet
from peakend.charts.style import BLUE, GREEN, ORANGE
from peakend.documents.texts import Text, show_text
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import Touchpoint
from peakend.journeys.readings import score_text, signed_exactly
from peakend.journeys.score_map import score_map

# The shape of a point that is several things is the first of them; its label names them all.
SHAPES = {"peak": "diamond", "end": "square", "trough": "triangle-down"}
_GAP = 14


def plot_journey(journey_map: MapValue, *, width: float = WIDTH, marked: bool = True) -> alt.LayerChart:
    """Draw a journey map 旅程图: phases, emotion curve and touchpoints, with thoughts, pains and opportunities.

    The curve marks peak, trough, end and moments of truth by shape and word. Where an emotion is unknown it has a gap
    that says so. A filled point is observed, a hollow one assumed, a dashed one proposed; a bar is its interval. What
    no touchpoint has (channels, thoughts, …) takes no row. Many touchpoints are parted into panels below each other,
    and more than two panels have the whole journey at a glance above them.

    Parameters
    ----------
    journey_map : JourneyMap
        The map, with at least one touchpoint.
    width : float, default 1200
        Width of the picture, pixels; ten touchpoints stand beside each other on 1200.
    marked : bool, default True
        Whether the picture tells peak, trough, end and score. Without, a group finds them itself.

    Returns
    -------
    altair.LayerChart
        Its `description` tells the map in words. Texts are in the language in use.

    Raises
    ------
    PeakendError
        If the map has no touchpoint, or the width is not possible.

    Examples
    --------
    >>> import peakend as pe
    >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
    >>> tea = tea.with_touchpoint("wait", phase="drink", name="Wait", emotion=-2)
    >>> tea = tea.with_touchpoint("sip", phase="drink", name="The first sip", emotion=1)
    >>> pe.plot_journey(tea).to_dict()["description"]
    'Journey map, Tea: during service, Drinking: 1 Wait −2 (peak, trough); 2 The first sip +1 (end)'
    >>> pe.plot_journey(tea, marked=False).to_dict()["description"]
    'Journey map, Tea: during service, Drinking: 1 Wait −2; 2 The first sip +1'
    """
    sheets = journey_sheets(journey_map, width, marked=marked)
    return Sheet.stack(sheets).chart(describe_journey(journey_map, marked=marked), fact_titles())


def journey_sheets(journey_map: MapValue, width: float, *, marked: bool = True) -> list[Sheet]:
    """Return the picture in pieces that a page may part: head, panels, key."""
    require_touchpoints(journey_map, width)
    points = curve_points(journey_map, marked=marked)
    rows = touchpoint_rows(journey_map)
    parts = grids(len(journey_map.steps), width)
    panels = [_panel(journey_map, grid, points, rows) for grid in parts]
    overview = [overview_sheet(journey_map, parts, width)] if len(parts) > 2 else []
    return [
        draw_head(show_text(journey_map.title), head_lines(journey_map, scored=marked), width),
        *overview,
        *panels,
        draw_key([*mark_entries(points), *_persona_entries(journey_map)], width),
    ]


def roles_of(journey_map: MapValue) -> dict[str, list[str]]:
    """Return which touchpoints are peak, end and trough, by id; none if no emotion is known.

    Where best and worst lie equally far from neutral, the best is the peak, and both are tied.
    """
    known = [step for step in journey_map.steps if step.emotion is not None]
    if not known:
        return {}
    score = score_map(journey_map, end_window=1).iloc[0]
    trough = next(step.id for step in known if step.emotion == score["trough"])
    tied = "_tied" if score["peak_tied"] else ""
    places = {f"peak{tied}": score["peak_high_at"], f"trough{tied}": trough, "end": score["end_at"]}
    return {step.id: [role for role, place in places.items() if place == step.id] for step in known}


def role_name(role: str) -> str:
    """Return peak, trough or end in the language in use."""
    names = {"peak_tied": _("peak, tied"), "trough_tied": _("trough, tied")}
    return {"peak": _("peak"), "trough": _("trough"), "end": _("end"), **names}[role]


def head_lines(journey_map: MapValue, *, scored: bool = True) -> list[str]:
    """Return what stands under the title: whose journey, today's or tomorrow's, and its score."""
    lines = []
    for persona in filter(None, (journey_map.persona, *journey_map.personas)):
        goal = _("wants: {goal}", goal=show_text(persona.goal)) if persona.goal else ""
        lines.append(_(" — ").join(filter(None, [show_text(persona.name), goal])))
    score = ""
    if scored and any(step.emotion is not None for step in journey_map.steps):
        row = score_map(journey_map, end_window=1).iloc[0]
        score = _("peak–end score {score} ({parts})", score=score_text(row), parts=parts_text(row))
    lines.append(_(" — ").join(filter(None, [state_name(journey_map), score])))
    return lines


def state_name(journey_map: MapValue) -> str:
    """Return whether a map shows today or tomorrow, in words."""
    return {"current": _("as it is today"), "future": _("as it is to be")}[journey_map.state]


def parts_text(row: "pd.Series[Any]") -> str:
    """Return what a score is made of: peak and end, or where the peak is tied best, worst and end."""
    values = {name: signed_exactly(row[name]) for name in ("peak", "peak_high", "end")}
    if not row["peak_tied"]:
        return _("peak {peak}, end {end}", peak=values["peak"], end=values["end"])
    return _("peak tied: {peak_high} and {peak}, end {end}", **values)


def curve_points(journey_map: MapValue, *, marked: bool = True) -> list[CurvePoint]:
    """Return the touchpoints as points of the curve, marked and labelled."""
    roles = roles_of(journey_map) if marked else {}
    points = []
    for i, step in enumerate(journey_map.steps):
        own = roles.get(step.id, [])
        shape = next((shape for role, shape in SHAPES.items() if {role, f"{role}_tied"} & {*own}), "circle")
        words = [_(", ").join(role_name(role) for role in own)] if own else []
        value = "" if step.emotion is None else signed(step.emotion)
        known = step.evidence
        count = "" if known.n is None or known.status == "proposed" else f" (n={known.n:,})"
        interval = None if known.ci_low is None or known.ci_high is None else (known.ci_low, known.ci_high)
        label = "\n".join([*words, value + count])
        facts = {**facts_of(step), "roles": ", ".join(own)}
        points.append(CurvePoint(i, step.emotion, shape, label, known.status, interval, facts=facts))
    return points


def touchpoint_rows(journey_map: MapValue) -> list[Row]:
    """Return the rows of texts under the curve; a row without any text is left out."""
    steps = journey_map.steps
    rows = [
        Row(_("touchpoint"), [f"{i} {show_text(step.name)}" for i, step in enumerate(steps, start=1)], BLUE, "white"),
        channel_row(steps),
        Row(_("time"), [time_of(step) for step in steps]),
        Row(_("thought"), [_('"{thought}"', thought=show_text(s.thought)) if s.thought else "" for s in steps]),
        Row(_("pain points"), [_listed(step.pain_points) for step in steps], tint(ORANGE, 0.15)),
        Row(_("opportunities"), [_listed(step.opportunities) for step in steps], tint(GREEN, 0.12)),
    ]
    return [row for row in rows if any(row.cells)]


def channel_row(steps: Sequence[Touchpoint]) -> Row:
    """Return the row of channels, each with its icon where its kind can be told."""
    names = [show_text(step.channel) for step in steps]
    return Row(_("channel"), names, icons=[channel_icon(name) for name in names])


def time_of(step: Touchpoint) -> str:
    """Return how long a touchpoint takes and waits, in words; nothing where that is not known."""
    parts = []
    if step.wait_min is not None:
        parts.append(_("wait {minutes} min", minutes=f"{step.wait_min:g}"))
    elif step.type == "wait":
        parts.append(_("a wait"))
    if step.duration_min is not None:
        parts.append(_("takes {minutes} min", minutes=f"{step.duration_min:g}"))
    return "\n".join(parts)


def describe_journey(journey_map: MapValue, part: range | None = None, *, marked: bool = True) -> str:
    """Return the alternative text of a map or a part of it: phase by phase its touchpoints, emotions and marks."""
    roles = roles_of(journey_map) if marked else {}
    phases = {phase.id: phase for phase in journey_map.phases}
    rows, before = [], None
    for i in part or range(len(journey_map.steps)):
        step = journey_map.steps[i]
        marks = [role_name(role) for role in roles.get(step.id, [])]
        marks += [_("moment of truth")] if step.moment_of_truth else []
        emotion = _("emotion unknown") if step.emotion is None else signed(step.emotion)
        said = f"{i + 1} {show_text(step.name)} {emotion}" + (
            _(" ({marks})", marks=_(", ").join(marks)) if marks else ""
        )
        if step.phase != before:
            phase = phases[step.phase]
            name = _("{period}, {phase}", period=period_name(phase.period), phase=show_text(phase.name))
            said = _("{title}: {rows}", title=name, rows=said)
            before = step.phase
        rows.append(said)
    return describe(_("Journey map, {title}", title=show_text(journey_map.title)), rows)


def _panel(journey_map: MapValue, grid: Grid, points: Sequence[CurvePoint], rows: Iterable[Row]) -> Sheet:
    sheet = Sheet(grid.right)
    phases = {phase.id: phase for phase in journey_map.phases}
    top = draw_phases(sheet, grid, [phases[step.phase] for step in journey_map.steps], 0)
    bottom = draw_scale(sheet, grid, top)
    for i in range(grid.start, grid.stop):
        if journey_map.steps[i].moment_of_truth:
            draw_moment(sheet, grid, i, top, journey_map.steps[i].emotion)
    for persona, colour in persona_colours(journey_map).items():
        draw_curve(sheet, grid, top, _own_points(journey_map, persona), Look(colour, dashed=True))
    draw_curve(sheet, grid, top, points, Look(), _own_emotions(journey_map))
    for row in rows:
        bottom = draw_row(sheet, grid, row, bottom)
    sheet.height = bottom + _GAP
    return sheet


def persona_colours(journey_map: MapValue) -> dict[str, str]:
    """Return a colour for each of several personas, by id."""
    colours = itertools.cycle((ORANGE, GREEN, brand().colours["plum"], brand().colours["amber"]))
    return dict(zip((persona.id for persona in journey_map.personas), colours, strict=False))


def _own_points(journey_map: MapValue, persona: str) -> list[CurvePoint]:
    """Return one persona's curve, without labels; the one of all, which has them, is drawn over it."""
    own = [dict(step.emotions).get(persona) for step in journey_map.steps]
    known = [CurvePoint(i, emotion) for i, emotion in enumerate(own) if emotion is not None]
    return known


def _own_emotions(journey_map: MapValue) -> dict[int, list[float]]:
    """Return what several personas feel, by the touchpoint's place."""
    felt = [dict(step.emotions) for step in journey_map.steps]
    return {
        i: [own[persona.id] for persona in journey_map.personas if own.get(persona.id) is not None]
        for i, own in enumerate(felt)
    }


def _persona_entries(journey_map: MapValue) -> list[KeyEntry]:
    names = {persona.id: show_text(persona.name) for persona in journey_map.personas}
    entries = [
        KeyEntry("", names[id], stroke=colour, dashed=True) for id, colour in persona_colours(journey_map).items()
    ]
    return [KeyEntry("", _("all together"), stroke=BLUE), *entries] if entries else []


def _listed(texts: tuple[Text, ...]) -> str:
    return "\n".join((f"– {show_text(text)}" if len(texts) > 1 else show_text(text)) for text in texts)


def mark_entries(points: Sequence[CurvePoint]) -> list[KeyEntry]:
    """Return the entries of the key for the marks that occur."""
    known = [point for point in points if point.emotion is not None]
    shapes = {point.shape for point in known}
    entries = [KeyEntry(shape, role_name(role), BLUE, BLUE) for role, shape in SHAPES.items() if shape in shapes]
    looks = {"observed": (BLUE, False), "assumed": ("white", False), "proposed": ("white", True)}
    for status, (fill, dashed) in looks.items():
        if any(point.evidence == status for point in known):
            entries.append(KeyEntry("circle", evidence_name(status), fill, BLUE, dashed))
    if any(point.interval for point in known):
        entries.append(KeyEntry("stroke", _("interval of the mean"), BLUE, BLUE))
    return entries
