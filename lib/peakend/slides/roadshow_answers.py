"""The two slides of a roadshow that answer what is asked of every idea: what it costs and who answers, and the test."""

import math
from statistics import NormalDist
from typing import Any, cast

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from peakend.base.language import translate as _
from peakend.base.numbers import show_percent
from peakend.documents.texts import show_text
from peakend.slides.deck import HEIGHT, MARGIN, Box, add_slide, describe
from peakend.slides.roadshow_story import Cost, Story
from peakend.slides.shapes import (
    ACROSS,
    FOOT,
    FULL,
    LIGHT,
    PALE,
    TOP,
    add_card,
    add_label,
    add_line,
    add_person,
    add_row,
    paint,
    size_for,
)

MOST = 6  # changes that have a row of their own
_BARS, _LONGEST = 8.7, 3.0  # inches: where bars of cost begin, and the longest of them
_SCALE = (9.85, 2.9)  # inches: where the scale from 0 to 100 % begins, and how long it is


def add_cost(deck: Any, story: Story) -> tuple[Any, str]:
    """Add what each change costs, the sum beside the budget, and who answers for it."""
    slide = add_slide(deck, _("What it costs, and who answers for it"))
    owner = show_text(story.concept.owner) or _("Nobody yet: name one person.")
    add_person(slide, 1.3, TOP + 0.4, 2.9, mood=0.8, shade=FULL, name=owner)
    add_card(slide, Box(MARGIN, TOP + 3.5, 3.6, 0.9), owner, shade=None, bold=True, centred=True, most=22)
    add_card(slide, Box(MARGIN, TOP + 4.45, 3.6, 0.5), _("answers for it"), shade=None, centred=True, most=16)
    if not story.costs:
        said = _("No cost is filled in yet. If it takes no money, say so: it is an answer.")
        add_card(slide, Box(4.4, TOP + 0.4, 8.5, 1.2), said, most=24)
        return slide, _("Say what it costs, in money and in people's time.")
    rows = list(story.costs)
    if len(rows) > MOST:
        rest = rows[MOST - 1 :]
        known = [cost.cost for cost in rest if cost.cost is not None]
        rows = [*rows[: MOST - 1], Cost(_("{n} more", n=len(rest)), sum(known) if known else None)]
    largest = max([cost.cost or 0 for cost in rows] + [0.001])
    height = min(1.3, 4.4 / len(rows))
    add_label(slide, Box(_BARS, TOP - 0.15, 4.2, 0.35), _("{unit} a year", unit=story.unit), size=14, bold=False)
    for i, cost in enumerate(rows):
        top = TOP + 0.25 + i * height
        add_card(slide, Box(4.4, top, _BARS - 4.5, height - 0.1), cost.what or "…", shade=None, most=20)
        width = _LONGEST * (cost.cost or 0) / largest
        if width:
            place = (_BARS, top + 0.15, max(width, 0.05), height - 0.4)
            bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(number) for number in place))
            paint(bar, LIGHT)
            describe(bar, f"{cost.what} {_amount(cost.cost)}")
        said = _amount(cost.cost)
        add_label(slide, Box(_BARS + 0.1 + width, top + 0.05, 4.1 - width, height - 0.2), said, size=20)
    _add_sum(slide, story, TOP + 0.45 + len(rows) * height)
    return slide, _("Give the sum first, then the largest part. Look at the person who answers for it.")


def _add_sum(slide: Any, story: Story, top: float) -> None:
    """Add what all costs together, and how much of the budget it leaves."""
    amount, is_open = _money(story.spent, story.unit), any(cost.cost is None for cost in story.costs)
    total = _("At least {amount} a year", amount=amount) if is_open else _("Together {amount} a year", amount=amount)
    add_card(slide, Box(4.4, top, 4.3, 0.95), total, most=22, **story.loud)
    if story.budget is None:
        return
    left, budget = story.budget - story.spent, _money(story.budget, story.unit)
    if left < 0:
        said = _("over the budget of {budget} by {left}", budget=budget, left=_plain(-left))
    elif is_open:
        said = _("of a budget of {budget}: {left} left for what is not known", budget=budget, left=_plain(left))
    else:
        said = _("of a budget of {budget}: {left} left", budget=budget, left=_plain(left))
    add_card(slide, Box(8.85, top, 4.05, 0.95), said, most=18)


def add_test(deck: Any, story: Story) -> tuple[Any, str]:
    """Add what is asked of the test, its target, and each task with its result on a scale from 0 to 100 percent."""
    test = story.test
    slide = add_slide(deck, _("The test: {title}", title=show_text(test.title)))
    target, rows = test.target_percent, test.tasks[:3]
    figure = "?" if target is None else show_percent(target, 0 if float(target).is_integer() else 1)
    add_card(slide, Box(MARGIN, TOP, 3.2, 1.25), figure, most=36, centred=True, **story.loud)
    under = _("have to succeed, agreed before") if target is not None else _("no target is agreed yet")
    add_label(slide, Box(MARGIN, TOP + 1.27, 3.2, 0.35), under, size=14, bold=False)
    question = show_text(test.question) or _("What would prove us wrong is still open.")
    add_card(slide, Box(3.8, TOP, ACROSS - 3.4, 1.6), question, most=24)
    first, last = TOP + 2.2, HEIGHT - FOOT - 1.25
    high = min(1.6, (last - first) / max(1, len(rows)))
    for words, left in ((_("task"), MARGIN), (_("done if"), MARGIN + 4.6)) if rows else ():
        add_label(slide, Box(left + 0.08, first - 0.4, 4.5, 0.35), words, size=14, bold=False)
    texts = [text for task in rows for text in (show_text(task.name), show_text(task.success))]
    most = min((size_for(text, 3.9, high - 0.22, 22) for text in texts), default=22)
    for i, task in enumerate(rows):
        top = first + i * high
        add_card(slide, Box(MARGIN, top, 4.5, high - 0.1), show_text(task.name), most=most, bold=True)
        add_card(slide, Box(MARGIN + 4.6, top, 4.6, high - 0.1), show_text(task.success) or "…", most=most)
        _add_result(slide, story, task.id, Box(_SCALE[0], top, _SCALE[1], high - 0.1))
    if not rows:
        add_card(slide, Box(MARGIN, first, ACROSS, 1.2), _("No task is written down yet."), most=20)
    elif target is not None:
        x = _SCALE[0] + _SCALE[1] * target / 100
        place = Box(min(x - 0.75, _SCALE[0] + _SCALE[1] - 1.3), first - 0.4, 1.5, 0.35)
        add_card(slide, place, _("target"), shade=None, most=14, centred=True, air=(0, 0))
    _add_proof(slide, story, min(first + max(1, len(rows)) * high + 0.1, last))
    return slide, _("Say with whom you try it, and at which result you stop.")


def _add_proof(slide: Any, story: Story, top: float) -> None:
    """Add how one will know, and how many people it takes before the target is shown."""
    measure, target = show_text(story.concept.measure), story.test.target_percent
    texts = [_("How we will know: {measure}", measure=measure)] if measure else []
    enough = _enough(target) if story.test.tasks and not story.test.trials else None
    if enough:
        share = f"{target:g}"
        texts.append(_("Even if all succeed, it takes {n} people to show {target} %.", n=enough, target=share))
    add_row(slide, texts, Box(MARGIN, top, ACROSS + 0.12, 1.1), shade=PALE)


def _add_result(slide: Any, story: Story, task: str, box: Box) -> None:
    """Draw a scale from 0 to 100 percent, on it the share that succeeded with its interval, or that none has tried."""
    row = cast(dict[str, Any], story.test.summary().set_index("task").loc[task].to_dict())
    floor = box.top + box.height - 0.38
    add_line(slide, (box.left, floor, box.left + box.width, floor), grey=True, thick=2.25)
    for words, x in (("0", box.left), ("100 %", box.left + box.width)):
        place = Box(x - 0.35, floor + 0.03, 0.7, 0.3)
        add_card(slide, place, words, shade=None, most=12, centred=True, air=(0, 0))
    if story.test.target_percent is not None:
        x = box.left + box.width * story.test.target_percent / 100
        add_line(slide, (x, floor - 0.25, x, floor + 0.1), dashed=True)
    said = _("still to be tried")
    if row["n"]:
        said = _("{succeeded} of {n}", succeeded=row["succeeded"], n=row["n"])
        said += f"\n{show_percent(row['percent'])} [{row['ci_low']:.0f}, {row['ci_high']:.0f}]"
        low, high = (box.left + box.width * row[name] / 100 for name in ("ci_low", "ci_high"))
        add_line(slide, (low, floor, high, floor), thick=6)
        x = box.left + box.width * row["percent"] / 100
        dot = slide.shapes.add_shape(MSO_SHAPE.OVAL, *(Inches(number) for number in (x - 0.1, floor - 0.1, 0.2, 0.2)))
        paint(dot, FULL)
        describe(dot, said)
    add_label(slide, Box(box.left - 0.1, box.top, box.width * 0.7, box.height - 0.44), said, size=18, bold=False)


def _enough(target: float | None) -> int | None:
    """Return how many people, all of whom succeed, put the whole interval (Wilson, 95 %) at the target or above.

    Examples
    --------
    >>> [_enough(target) for target in (57, 80, 100, None)]
    [6, 16, None, None]
    """
    if target is None or target >= 100:
        return None
    z = NormalDist().inv_cdf(0.975)
    return max(1, math.ceil(z * z * target / (100 - target)))


def _money(amount: float, unit: str) -> str:
    return f"{_plain(amount)} {unit}".strip()


def _amount(amount: float | None) -> str:
    return _("not known yet") if amount is None else _plain(amount)


def _plain(amount: float) -> str:
    return f"{amount:,.10g}"
