"""The plan over time: an axis of days, weeks or months, a bar for each task, a diamond for the day of the review."""

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches

from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.design.plan import PlanValue, Task
from peakend.documents.texts import show_text
from peakend.slides.deck import MARGIN, WIDTH, Box, describe
from peakend.slides.shapes import FULL, LIGHT, add_label, add_line, paint

NAMES = 3.3  # inches, the column of tasks
MOST = 9  # tasks that a slide holds
_ROOM, _AXIS = 4.9, 0.4
_LEAST, _HIGHEST = 0.5, 0.95  # inches, a row
_WORD = 3.2  # inches that a bar's words take beside it
_DAY = datetime.timedelta(days=1)


class Axis(NamedTuple):
    """The days from the left to the right edge of the axis, both counted whole."""

    first: datetime.date
    last: datetime.date

    def at(self, day: datetime.date) -> float:
        """Return where a day begins, inches from the left."""
        room = WIDTH - 2 * MARGIN - NAMES
        return MARGIN + NAMES + room * (day - self.first).days / ((self.last - self.first).days + 1)

    def ticks(self) -> Iterator[datetime.date]:
        """Yield days that are labelled: all, Mondays or the first of each month, at most about a dozen."""
        days = (self.last - self.first).days + 1
        step = 1 if days <= 12 else 7 if days <= 84 else 14 if days <= 168 else 0
        day = self.first
        while day <= self.last:
            if step == 1 or (step and not (day - self.first).days % step) or (not step and day.day == 1):
                yield day
            day += _DAY


def day_words(day: datetime.date) -> str:
    """Return a day as it is said, without its year."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    if get_language() == "zh":
        return f"{day.month}月{day.day}日"
    return f"{day.day}\N{NO-BREAK SPACE}{months[day.month - 1]}"


def dated(plan: PlanValue) -> list[Task]:
    """Return the tasks that have both days, the earliest first."""
    return sorted((task for task in plan.tasks if task.start and task.due), key=lambda task: str(task.start))


def add_timeline(slide: Any, plan: PlanValue, top: float) -> None:
    """Draw the tasks that have both days, at most as many as there is room for."""
    tasks = dated(plan)[:MOST]
    first = min(task.start for task in tasks if task.start)
    ends = [task.due for task in tasks if task.due] + ([plan.review] if plan.review else [])
    # Weeks begin on Monday, and a day of air stands at the end.
    whole = first - _DAY * (first.weekday() if (max(ends) - first).days >= 12 else 0)
    axis = Axis(whole, max(ends) + _DAY)
    row = max(_LEAST, min(_HIGHEST, (_ROOM - _AXIS) / (len(tasks) + 1)))
    bottom = top + _AXIS + row * len(tasks) + (_LEAST if plan.review else 0.1)
    for day in axis.ticks():
        add_line(slide, (axis.at(day), top + _AXIS - 0.06, axis.at(day), bottom), grey=True, thick=0.75)
        words = f"{day:%Y-%m}" if (axis.last - axis.first).days > 167 else day_words(day)
        add_label(slide, Box(min(axis.at(day) - 0.1, WIDTH - 1.2), top, 1.2, _AXIS - 0.06), words, size=13, bold=False)
    for i, task in enumerate(tasks):
        _add_bar(slide, task, axis, (top + _AXIS + i * row, row))
    if plan.review:
        _add_review(slide, plan.review, axis, (top + _AXIS, bottom))


def _add_bar(slide: Any, task: Task, axis: Axis, band: tuple[float, float]) -> None:
    top, row = band
    add_label(slide, Box(MARGIN, top, NAMES - 0.15, row - 0.06), show_text(task.name), size=18)
    start, due = task.start or axis.first, task.due or axis.last
    left, right = axis.at(start), axis.at(due + _DAY)
    bar = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, *(Inches(n) for n in (left, top + 0.08, right - left, row - 0.22))
    )
    paint(bar, LIGHT)
    who = show_text(task.owner) or _("nobody yet")
    said = _("{owner}, until {day}", owner=who, day=day_words(due))
    describe(bar, _("{task}: {said}", task=show_text(task.name), said=said))
    # The words stand in the bar, or behind it, or before it where the slide ends.
    inside, behind = right - left >= _WORD, right + _WORD <= WIDTH - MARGIN
    place = left if inside else right if behind else left - _WORD
    box = Box(place + 0.08, top + 0.08, (right - left if inside else _WORD) - 0.12, row - 0.22)
    label = add_label(slide, box, said, size=16, bold=False)
    if not inside and not behind:
        label.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _add_review(slide: Any, day: datetime.date, axis: Axis, between: tuple[float, float]) -> None:
    x, (top, bottom) = axis.at(day) + (axis.at(day + _DAY) - axis.at(day)) / 2, between
    add_line(slide, (x, top, x, bottom - _LEAST + 0.1), dashed=True)
    place = (x - 0.14, bottom - _LEAST + 0.1, 0.28, 0.28)
    diamond = slide.shapes.add_shape(MSO_SHAPE.DIAMOND, *(Inches(number) for number in place))
    paint(diamond, FULL)
    said = _("review {day}", day=day_words(day))
    describe(diamond, said)
    left = x + 0.2 if x + 0.2 + _WORD <= WIDTH - MARGIN else x - 0.2 - (_WORD - 0.95)
    add_label(slide, Box(left, bottom - _LEAST + 0.04, _WORD - 0.95, 0.4), said, size=16)
