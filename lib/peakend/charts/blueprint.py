"""The service blueprint 服务蓝图 as a picture: five lanes, three lines, and where it can fail or makes people wait."""

import itertools
from typing import NamedTuple

import altair as alt

from peakend.base.language import translate as _
from peakend.charts.emotion_curve import colour_of, fact_titles, signed
from peakend.charts.icons import face
from peakend.charts.journey import head_lines, state_name, time_of
from peakend.charts.journey_grid import (
    EMPTY,
    GUTTER,
    NOTE,
    PAD,
    WIDTH,
    Grid,
    KeyEntry,
    draw_head,
    draw_key,
    draw_phases,
    grids,
    require_touchpoints,
    write_title,
)
from peakend.charts.labels import FONT_SIZE
from peakend.charts.results import describe
from peakend.charts.sheet import LINE, Sheet, fit, text_height
from peakend.charts.style import BLUE, GREY, INK, ORANGE
from peakend.documents.texts import show_text
from peakend.journeys.map_tables import CUSTOMER_ACTIONS, LANES, LINES
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import BlueprintItem, Touchpoint

# Outlines of a cross and an hourglass.
FAIL = "M-1,-.6L-.6,-1L0,-.4L.6,-1L1,-.6L.4,0L1,.6L.6,1L0,.4L-.6,1L-1,.6L-.4,0Z"
WAIT = "M-1,-1L1,-1L-1,1L1,1Z"
_FACE = 18  # pixels
_SMALL, _BETWEEN, _STRIP, _GAP = 11, 6, 34, 14
_LINE_LOOKS = {"interaction": (2.5, False), "visibility": (2.5, True), "internal_interaction": (1.5, True)}


class Card(NamedTuple):
    """A card in a lane: what it says, who owns it, and what is marked on it, each with its shape and text."""

    text: str
    owner: str = ""
    flags: tuple[tuple[str, str], ...] = ()
    is_action: bool = False
    emotion: float | None = None  # of the staff


class Reach(NamedTuple):
    """Where the cards of a lane under a touchpoint begin and end, in pixels from the top."""

    lane: str
    top: float
    bottom: float


def plot_blueprint(journey_map: MapValue, *, width: float = WIDTH) -> alt.LayerChart:
    """Draw the service blueprint 服务蓝图 of a map: what customers see and do, and what the service does behind it.

    Five lanes, from the top: physical evidence, customer actions (the touchpoints), frontstage, backstage, support;
    between them the lines of interaction, visibility and internal interaction. A cross marks a fail point, an
    hourglass a wait, an arrow what sets what in motion, and a face how staff feel. Many touchpoints are parted into
    panels below each other.

    Parameters
    ----------
    journey_map : JourneyMap
        The map, with at least one touchpoint.
    width : float, default 1200
        Width of the picture, pixels; ten touchpoints stand beside each other on 1200.

    Returns
    -------
    altair.LayerChart
        Its `description` tells the blueprint in words. Texts are in the language in use.

    Raises
    ------
    PeakendError
        If the map has no touchpoint, or the width is not possible.

    Examples
    --------
    >>> import peakend as pe
    >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
    >>> brew = {"layer": "backstage", "item": "Brew", "fail_point": "Too hot"}
    >>> tea = tea.with_touchpoint("sip", phase="drink", name="Sip", blueprint=[brew])
    >>> pe.plot_blueprint(tea).to_dict()["description"]
    'Service blueprint, Tea: customer actions: 1 Sip; backstage: 1 Brew (fail point: Too hot)'
    """
    return Sheet.stack(blueprint_sheets(journey_map, width)).chart(describe_blueprint(journey_map), fact_titles())


def blueprint_sheets(journey_map: MapValue, width: float) -> list[Sheet]:
    """Return the picture in pieces that a page may part: head, panels, key."""
    require_touchpoints(journey_map, width)
    title = _("Service blueprint, {title}", title=show_text(journey_map.title))
    panels = [_panel(journey_map, grid) for grid in grids(len(journey_map.steps), width)]
    marks = [KeyEntry(FAIL, _("fail point"), ORANGE, ORANGE), KeyEntry(WAIT, _("wait point"), "white", ORANGE)]
    items = [item for step in journey_map.steps for item in step.blueprint]
    if any(item.emotion is not None for item in items):
        marks.append(KeyEntry(face(1), _("how staff feel"), "white", BLUE))
    lines = [*head_lines(journey_map)[:-1], state_name(journey_map)]
    return [draw_head(title, lines, width), *panels, draw_key(marks, width)]


def describe_blueprint(journey_map: MapValue) -> str:
    """Return the alternative text of a blueprint: lane by lane its cards, with the number of their touchpoint."""
    rows = []
    for lane in LANES:
        said = []
        for i, step in enumerate(journey_map.steps, start=1):
            for card in cards_of(step, i, lane):
                notes = [text for _shape, text in card.flags]
                notes += [] if card.emotion is None else [staff_feels(card.emotion)]
                text = card.text if card.is_action else f"{i} {card.text}"
                said.append(text + (_(" ({marks})", marks=_(", ").join(notes)) if notes else ""))
        if said:
            rows.append(_("{title}: {rows}", title=lane_name(lane), rows=_(", ").join(said)))
    return describe(_("Service blueprint, {title}", title=show_text(journey_map.title)), rows)


def cards_of(step: Touchpoint, number: int, lane: str) -> list[Card]:
    """Return what stands in a lane under a touchpoint."""
    if lane != CUSTOMER_ACTIONS:
        return [_item_card(item) for item in step.blueprint if item.layer == lane]
    waits = step.type == "wait" or bool(step.wait_min)
    flags = [(WAIT, time_of(step).split("\n")[0])] if waits else []
    flags += [("", "★ " + _("moment of truth"))] if step.moment_of_truth else []
    return [Card(f"{number} {show_text(step.name)}", flags=tuple(flags), is_action=True)]


def lane_name(lane: str) -> str:
    """Return a lane in the language in use."""
    return {
        "physical_evidence": _("physical evidence"),
        CUSTOMER_ACTIONS: _("customer actions"),
        "frontstage": _("frontstage"),
        "backstage": _("backstage"),
        "support": _("support processes"),
    }[lane]


def line_name(line: str) -> str:
    """Return the line between two lanes in the language in use."""
    return {
        "interaction": _("line of interaction"),
        "visibility": _("line of visibility"),
        "internal_interaction": _("line of internal interaction"),
    }[line]


def _item_card(item: BlueprintItem) -> Card:
    fail = _("fail point: {what}", what=show_text(item.fail_point)) if item.fail_point else ""
    owner = _("by: {owner}", owner=show_text(item.owner)) if item.owner else ""
    return Card(show_text(item.item), owner, ((FAIL, fail),) if fail else (), emotion=item.emotion)


def staff_feels(emotion: float) -> str:
    """Return how the staff feels, in words."""
    return _("staff feel {emotion}", emotion=signed(emotion))


def _panel(journey_map: MapValue, grid: Grid) -> Sheet:
    sheet = Sheet(grid.right)
    phases = {phase.id: phase for phase in journey_map.phases}
    bottom = draw_phases(sheet, grid, [phases[step.phase] for step in journey_map.steps], 0)
    reach: dict[int, list[Reach]] = {}
    for lane in LANES:
        cards = {i: cards_of(journey_map.steps[i], i + 1, lane) for i in range(grid.start, grid.stop)}
        bottom = _draw_lane(sheet, grid, lane, cards, bottom, reach)
        if lane in LINES:
            bottom = _draw_line(sheet, grid, LINES[lane], bottom)
    # Behind the cards, what belongs to a touchpoint hangs together across the lines.
    for i, piles in reach.items():
        for upper, lower in itertools.pairwise(piles):
            sheet.line(grid.middle(i), upper.bottom, grid.middle(i), lower.top, stroke=GREY, thick=1.5, level=1)
            if lower.lane != CUSTOMER_ACTIONS:  # what is seen is no cause of what the customer does
                sheet.mark(grid.middle(i), lower.top - 5, "triangle-down", size=60, fill=GREY, stroke=GREY, level=3)
    sheet.height = bottom + _GAP
    return sheet


def _draw_lane(
    sheet: Sheet,
    grid: Grid,
    lane: str,
    cards: dict[int, list[Card]],
    top: float,
    reach: dict[int, list[Reach]],
) -> float:
    """Draw a lane as high as its highest pile of cards, note how far each column reaches, and return where it ends."""
    inner = grid.column - 2 * _BETWEEN - 2 * PAD
    title = fit(lane_name(lane), GUTTER - 2 * PAD)
    piles = {i: sum(_card_height(card, inner) + _BETWEEN for card in pile) for i, pile in cards.items()}
    height = max([*piles.values(), text_height(title) + PAD, 40]) + _BETWEEN
    write_title(sheet, title, top, height)
    sheet.box(GUTTER, top + 1, grid.right - GUTTER, height - 2, fill=EMPTY, level=-1)
    for i, pile in cards.items():
        y = top + _BETWEEN
        for card in pile:
            _draw_card(sheet, grid.left(i) + _BETWEEN, y, inner, card)
            high = _card_height(card, inner)
            if card.is_action and i + 1 < grid.stop:
                sheet.mark(grid.left(i + 1), y + 18, "triangle-right", size=70, fill=BLUE, stroke=BLUE)
            y += high + _BETWEEN
        if pile:
            reach.setdefault(i, []).append(Reach(lane, top + _BETWEEN, y - _BETWEEN))
    return top + height


def _card_height(card: Card, inner: float) -> float:
    owner, flags = fit(card.owner, inner, _SMALL), [_fit_flag(flag, inner) for flag in card.flags]
    texts = text_height(_fit_text(card, inner)) + text_height(owner, _SMALL)
    return texts + sum(text_height(text, _SMALL) for text in flags) + 2 * PAD


def _draw_card(sheet: Sheet, x: float, y: float, inner: float, card: Card) -> None:
    fails = any(shape == FAIL for shape, _text in card.flags)
    look = {"fill": BLUE, "stroke": BLUE} if card.is_action else {"fill": "white", "stroke": ORANGE if fails else GREY}
    sheet.box(x, y, inner + 2 * PAD, _card_height(card, inner), level=2, **look)
    colour = "white" if card.is_action else INK
    if card.emotion is not None:
        right, stroke = x + inner + 2 * PAD - _FACE / 2 - 4, colour_of(card.emotion)
        look_of_face = {"size": _FACE**2, "fill": "white", "stroke": stroke, "thick": 1.4, "level": 6}
        sheet.mark(right, y + PAD + LINE * FONT_SIZE / 2, face(card.emotion), **look_of_face)
    y = _write(sheet, x + PAD, y + PAD, _fit_text(card, inner), FONT_SIZE, colour)
    y = _write(sheet, x + PAD, y, fit(card.owner, inner, _SMALL), _SMALL, NOTE)
    for shape, text in card.flags:
        if shape:
            sheet.mark(x + PAD + 6, y + LINE * _SMALL / 2, shape, size=70, fill=_flag_fill(shape), stroke=ORANGE)
        y = _write(sheet, x + PAD + (18 if shape else 0), y, _fit_flag((shape, text), inner), _SMALL, colour)


def _fit_text(card: Card, inner: float) -> str:
    """Return what a card says, with room for the face where it has one."""
    return fit(card.text, inner if card.emotion is None else inner - _FACE)


def _flag_fill(shape: str) -> str:
    return ORANGE if shape == FAIL else "white"


def _fit_flag(flag: tuple[str, str], inner: float) -> str:
    shape, text = flag
    return fit(text, inner - 18 if shape else inner, _SMALL)


def _write(sheet: Sheet, x: float, y: float, text: str, size: float, colour: str) -> float:
    """Write a text below `y`, and return where it ends."""
    if text:
        sheet.write(x, y + LINE * size / 2, text, size=size, colour=colour)
    return y + text_height(text, size)


def _draw_line(sheet: Sheet, grid: Grid, line: str, top: float) -> float:
    """Draw one of the three lines with its name, and return where it ends."""
    thick, dashed = _LINE_LOOKS[line]
    text = fit(line_name(line), GUTTER - 2 * PAD, _SMALL)
    height = max(_STRIP, text_height(text, _SMALL) + 4)
    y = top + height / 2
    sheet.write(PAD, y - (text.count("\n") * LINE * _SMALL) / 2, text, size=_SMALL, colour=INK)
    sheet.line(GUTTER, y, grid.right, y, stroke=INK, thick=thick, dashed=dashed, level=1)
    return top + height
