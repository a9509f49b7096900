"""What the pictures of journey maps share: columns of touchpoints in panels, bands of phases, rows of texts, a key."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from peakend.base.brand import tint
from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.charts.icons import CHANNELS
from peakend.charts.labels import FONT_SIZE, text_width
from peakend.charts.sheet import LINE, Sheet, fit, text_height
from peakend.charts.style import BLUE, GREEN, INK, PURPLE, YELLOW
from peakend.documents.texts import show_text
from peakend.journeys.map_value import require_map
from peakend.journeys.parts import Phase

# Wide enough for ten touchpoints beside each other, and for a notebook, a projector and a page.
WIDTH = 1200
GUTTER, NARROWEST, WIDEST = 112, 108, 220
PAD = 7
TITLE, SUBTITLE = 22, 14
_ICON = 14  # pixels, of a channel
# Tints under black text; the words in the band and the row say the same as the colour.
PERIOD_TINTS = {"before": tint(BLUE, 0.17), "during": tint(GREEN, 0.19), "after": tint(PURPLE, 0.25)}
PALE, EMPTY, RULE, NOTE = "#EEF1F3", "#F8F9FA", "#C9C9C9", "#555555"
MOMENT_TINT = tint(YELLOW, 0.24)


@dataclass(frozen=True)
class Grid:
    """Where the columns of one panel stand: touchpoints `start` to before `stop`."""

    start: int
    stop: int
    column: float

    def left(self, position: float) -> float:
        """Return where the column of a touchpoint begins, in pixels."""
        return GUTTER + (position - self.start) * self.column

    def middle(self, position: int) -> float:
        """Return the middle of the column of a touchpoint, in pixels."""
        return self.left(position + 0.5)

    @property
    def right(self) -> float:
        """Where the last column ends, in pixels."""
        return self.left(self.stop)


class Row(NamedTuple):
    """A row under the columns: its title and a text for each touchpoint of the whole map."""

    title: str
    cells: Sequence[str]
    fill: str = "#FFFFFF"
    colour: str = INK
    fills: Sequence[str] = ()  # a colour for each cell, where they differ
    icons: Sequence[str] = ()  # before each text, a kind of channel or nothing


class KeyEntry(NamedTuple):
    """An entry of the key: a mark, or a line where `shape` is empty, and what it means."""

    shape: str
    meaning: str
    fill: str = INK
    stroke: str = INK
    dashed: bool = False


def grids(count: int, width: float) -> list[Grid]:
    """Part the touchpoints into panels of about the same number, each as many as can be read at this width."""
    room = max(int((width - GUTTER) / NARROWEST), 1)
    panels = math.ceil(count / room)
    each = math.ceil(count / panels)
    column = min((width - GUTTER) / each, WIDEST)
    return [Grid(start, min(start + each, count), column) for start in range(0, count, each)]


def require_touchpoints(journey_map: object, width: float) -> None:
    """Refuse what is no map, a map without touchpoints, and a width that holds no column."""
    checked = require_map(journey_map)
    if not checked.steps:
        raise PeakendError(_("The map {id!r} has no touchpoint, so there is nothing to draw. Add some.", id=checked.id))
    if not isinstance(width, (int, float)) or not GUTTER + WIDEST <= width <= 10_000:
        raise PeakendError(
            _("width={width!r} does not work. Give {low} to 10000 pixels.", width=width, low=GUTTER + WIDEST)
        )


def period_name(period: str) -> str:
    """Return before, during or after service, in words."""
    return {"before": _("before service"), "during": _("during service"), "after": _("after service")}[period]


def draw_head(title: str, lines: Sequence[str], width: float) -> Sheet:
    """Return a sheet with a title and the lines under it."""
    sheet = Sheet(width)
    y = 4.0
    for text, size, bold, colour in [(title, TITLE, True, INK), *((line, SUBTITLE, False, NOTE) for line in lines)]:
        wrapped = fit(text, width, size)
        sheet.write(0, y + LINE * size / 2, wrapped, size=size, bold=bold, colour=colour)
        y += text_height(wrapped, size) + 2
    sheet.height = y + 10
    return sheet


def draw_phases(sheet: Sheet, grid: Grid, phases: Sequence[Phase], top: float) -> float:
    """Draw a band for each stretch of a phase, and return where the bands end; `phases` has one for each touchpoint."""
    stretches = []
    for _id, group in itertools.groupby(range(grid.start, grid.stop), key=lambda i: phases[i].id):
        places = list(group)
        first = places[0]
        goes_on = first == grid.start and first > 0 and phases[first - 1].id == phases[first].id
        name = show_text(phases[first].name)
        name = _("{phase} (continued)", phase=name) if goes_on else name
        text = _("{title}: {rows}", title=period_name(phases[first].period), rows=name)
        text = fit(text, len(places) * grid.column - 2 * PAD)
        stretches.append((first, len(places), text))
    height = max(text_height(text) for _first, _count, text in stretches) + 2 * PAD
    for first, count, text in stretches:
        fill = PERIOD_TINTS[phases[first].period]
        sheet.box(grid.left(first) + 1, top, count * grid.column - 2, height, fill=fill)
        x = grid.left(first + count / 2)
        sheet.write(x, top + PAD + LINE * FONT_SIZE / 2, text, align="center")
    write_title(sheet, _("phase"), top, height)
    return top + height


def draw_row(sheet: Sheet, grid: Grid, row: Row, top: float) -> float:
    """Draw a row of texts as high as its longest, and return where it ends."""
    icons = row.icons or [""] * len(row.cells)
    room = grid.column - 2 * PAD
    # An icon stands before its text where that leaves room for the longest word.
    narrow = room - _ICON - 4
    icons = [
        icon if max(map(text_width, row.cells[i].split()), default=0) <= narrow else "" for i, icon in enumerate(icons)
    ]
    shifts = [_ICON + 4 if icon else 0 for icon in icons]
    texts = [fit(row.cells[i], room - shifts[i]) for i in range(grid.start, grid.stop)]
    title = fit(row.title, GUTTER - 2 * PAD)
    height = max(text_height(text) for text in [title, *texts]) + 2 * PAD
    for i, text in zip(range(grid.start, grid.stop), texts, strict=True):
        fill = row.fills[i] if row.fills else row.fill
        sheet.box(grid.left(i) + 1, top + 1, grid.column - 2, height - 2, fill=fill if text else EMPTY)
        if text:
            y = top + PAD + LINE * FONT_SIZE / 2
            sheet.write(grid.left(i) + PAD + shifts[i], y, text, colour=row.colour)
        if icons[i]:
            x, look = grid.left(i) + PAD + _ICON / 2, {"fill": None, "stroke": NOTE, "thick": 1.4, "level": 6}
            sheet.mark(x, top + PAD + LINE * FONT_SIZE / 2, CHANNELS[icons[i]].outline, size=_ICON**2, **look)
    write_title(sheet, title, top, height)
    return top + height


def draw_key(entries: Sequence[KeyEntry], width: float) -> Sheet:
    """Return a sheet that says what the marks mean, in as many lines as are needed."""
    sheet = Sheet(width)
    x, y, step = 8.0, 20.0, 24.0
    for entry in entries:
        needed = text_width(entry.meaning) + 46
        if x > 8 and x + needed > width:
            x, y = 8.0, y + step
        if entry.shape:
            sheet.mark(x + 4, y, entry.shape, fill=entry.fill, stroke=entry.stroke, dashed=entry.dashed, level=5)
        else:
            sheet.line(x - 6, y, x + 14, y, stroke=entry.stroke, thick=2.5, dashed=entry.dashed)
        sheet.write(x + 20, y, entry.meaning, colour=NOTE)
        x += needed
    sheet.height = y + step
    return sheet


def write_title(sheet: Sheet, title: str, top: float, height: float) -> None:
    """Write the title of a row into the gutter."""
    sheet.box(0, top + 1, GUTTER - 2, height - 2, fill=PALE)
    wrapped = fit(title, GUTTER - 2 * PAD)
    y = top + PAD + LINE * FONT_SIZE / 2
    sheet.write(PAD, y, wrapped, colour=BLUE)


def draw_frame(sheet: Sheet, grid: Grid, title: str, top: float, height: float) -> None:
    """Draw an empty row with its title, with a line between the columns."""
    write_title(sheet, title, top, height)
    for i in range(grid.start, grid.stop + 1):
        sheet.line(grid.left(i), top, grid.left(i), top + height, stroke="#EDEDED")
