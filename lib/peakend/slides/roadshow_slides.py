"""The eight slides that a team shows in five minutes, each with what to say and for how many seconds."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

from peakend.base.language import translate as _
from peakend.charts.emotion_curve import CurvePoint, evidence_name, mood_name, signed
from peakend.charts.style import BLUE
from peakend.charts.two_journeys import EARLIER, TwoJourneys, as_is_to_be, two_curves
from peakend.documents.texts import show_text
from peakend.journeys.parts import MOST_EMOTION
from peakend.journeys.readings import score_text, signed_exactly
from peakend.journeys.score_map import score_map
from peakend.slides.deck import HEIGHT, MARGIN, WIDTH, Box, add_line_chart, add_slide, height_in_chart
from peakend.slides.journey_slides import draw_series
from peakend.slides.roadshow_story import Story
from peakend.slides.shapes import (
    ACCENT,
    FULL,
    LIGHT,
    PALE,
    add_bubble,
    add_card,
    add_label,
    add_line,
    add_person,
    paint,
)
from peakend.slides.timeline import MOST, add_timeline, dated, day_words

SECONDS = (20, 50, 50, 50, 40, 40, 30, 20)  # five minutes
TOP = 1.15
ACROSS = WIDTH - 2 * MARGIN
_PANEL = 4.4  # inches of the first slide that are in the team's colour
NAMED = 12  # touchpoints whose names stand under the curves
_SCALE = (-MOST_EMOTION - 1, MOST_EMOTION + 1)


def add_story(deck: Any, story: Story) -> None:
    """Add the slides: customer and moment, both curves, the scene, cost and owner, test, plan, what is asked."""
    makers = (_title, _customer, _curves, _scene, _cost, _test, _plan, _ask)
    for number, (make, seconds) in enumerate(zip(makers, SECONDS, strict=True), start=1):
        slide, said = make(deck, story)
        if number > 1:
            _dress(slide, story.team, number)
        notes = _("{seconds} seconds. {said}", seconds=seconds, said=said)
        slide.notes_slide.notes_text_frame.text = notes


def _title(deck: Any, story: Story) -> tuple[Any, str]:
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(_PANEL), Inches(HEIGHT))
    paint(band, FULL)
    add_person(slide, 0.85, HEIGHT - 4.4, 4.4, mood=1, shade=PALE, name=story.customer[0], on=FULL)
    left, room = _PANEL + 0.6, WIDTH - _PANEL - 1.0
    name = show_text(story.concept.name)
    add_card(slide, Box(left, 1.5, room, 1.7), name, shade=None, most=36, bold=True)
    add_card(slide, Box(left, 3.3, room, 1.6), show_text(story.concept.idea), shade=None, most=24)
    add_label(slide, Box(left + 0.1, 5.5, room, 0.5), story.team, size=24)
    add_label(slide, Box(left + 0.1, 6.0, room, 0.5), show_text(story.as_is.title), size=18, bold=False)
    return slide, _("Say who you are, and which service you look at. Do not explain the idea yet.")


def _customer(deck: Any, story: Story) -> tuple[Any, str]:
    slide = add_slide(deck, _("One customer, one moment"))
    name, wishes = story.customer
    step = story.moment
    mood = (step.emotion or 0) if step else 0
    add_person(slide, 1.25, TOP + 0.3, 2.9, mood=mood, shade=LIGHT, name=name)
    add_card(slide, Box(MARGIN, TOP + 3.35, 3.6, 0.55), name, shade=None, bold=True, centred=True, most=20)
    add_card(slide, Box(MARGIN, TOP + 3.95, 3.6, 2.0), "\n".join(wishes), most=16)
    if step is None:
        add_card(slide, Box(4.4, TOP, 8.5, 1), _("No moment is chosen yet: name the touchpoint in the concept sheet."))
        return slide, _("Choose one moment first.")
    add_card(slide, Box(4.4, TOP, 8.5, 0.85), show_text(step.name), most=24, **story.loud)
    thought = _("“{thought}”", thought=show_text(step.thought)) if step.thought else ""
    need = _("“{thought}”", thought=show_text(story.concept.need)) if story.concept.need else ""
    add_bubble(slide, Box(4.4, TOP + 1.1, 8.5, 1.5), thought or need or "…", (3.15, TOP + 1.0), most=28)
    emotion = _("emotion unknown") if step.emotion is None else signed(step.emotion)
    counted = step.evidence.n and step.evidence.status != "proposed"
    known = evidence_name(step.evidence.status) + (f" (n={step.evidence.n:,})" if counted else "")
    source = show_text(step.evidence.source)
    felt = [emotion] if step.emotion is None else [emotion, mood_name(step.emotion)]
    add_card(slide, Box(4.4, TOP + 2.85, 2.6, 1.5), "\n".join(felt), most=28, bold=True, centred=True)
    facts = _("How we know: {known}", known=_(", ").join(filter(None, [known, source])))
    add_card(slide, Box(7.2, TOP + 2.85, 5.7, 1.5), facts, most=20)
    pains = "\n".join(show_text(text) for text in step.pain_points)
    if under := pains or (need if thought else ""):
        add_card(slide, Box(4.4, TOP + 4.55, 8.5, 1.4), under, most=20)
    return slide, _("Tell it as a story: who, where, what happened. Say what you observed and what you assume.")


def _curves(deck: Any, story: Story) -> tuple[Any, str]:
    slide = add_slide(deck, _("The journey, as it is and as it is to be"))
    two = as_is_to_be(story.as_is, story.to_be)
    box = Box(MARGIN, TOP - 0.1, ACROSS, 4.05)
    _add_both(slide, two, box)
    bottom = box.top + box.height
    names = [show_text(pair.step.name) for pair in two.pairs]
    width = (ACROSS - 1.2) / len(names)
    changed = {i for i, (text, _fill) in enumerate(two.differences) if text}
    for i, name in enumerate(names):
        place = Box(MARGIN + 1.2 + i * width, bottom, width, 0.9 if len(names) <= NAMED else 0.32)
        text = name if len(names) <= NAMED else str(i + 1)
        add_card(
            slide,
            place,
            text,
            shade=PALE if i in changed else None,
            most=14,
            centred=True,
            bold=i in changed,
            air=(0.06, 0.04),
        )
    if len(names) > NAMED:
        said = [_("{number} {name}", number=i + 1, name=names[i]) for i in sorted(changed)]
        add_card(slide, Box(MARGIN, bottom + 0.38, ACROSS, 0.55), "   ".join(said), shade=None, most=14)
    _add_scores(slide, story, bottom + 1.0)
    return slide, _("Point at the moment from the last slide, then at the end. Say which points are only proposed.")


def _add_both(slide: Any, two: TwoJourneys, box: Box) -> None:
    for emotion, words in ((2, _("very good")), (0, _("neutral")), (-2, _("very bad"))):
        place = Box(MARGIN, height_in_chart(emotion, _SCALE, box) - 0.2, 1.2, 0.4)
        add_label(slide, place, words, size=14, bold=False)
    on_column = [{point.column: point for point in curve} for curve in two_curves(two)]
    columns = range(len(two.pairs))
    first, second = ([curve.get(i) for i in columns] for curve in on_column)
    couples = list(zip(first, second, strict=True))
    first = [_labelled(one, other) for one, other in couples]
    second = [_labelled(other, one, is_new=True) for one, other in couples]
    names = [show_text(pair.step.name) for pair in two.pairs]
    values = {
        word: [point.emotion if point else None for point in curve]
        for word, curve in ((two.words.first, first), (two.words.second, second))
    }
    alt = _("Emotion by touchpoint, as it is and as it is to be")
    chart = add_line_chart(slide, box, names, values, scale=_SCALE, left=1.2, alt=alt)
    chart.font.size = Pt(14)
    draw_series(chart.plots[0].series[0], first, EARLIER, dashed=True, size=14)
    draw_series(chart.plots[0].series[1], second, BLUE, size=14)
    look = chart.plots[0].series[1].format.line
    look.color.theme_color = ACCENT


def _labelled(point: CurvePoint | None, other: CurvePoint | None, *, is_new: bool = False) -> CurvePoint | None:
    """Leave a label to what the story is about: peak and end, and what changes; one is enough where curves meet."""
    if point is None:
        return None
    stays = other is not None and point.emotion == other.emotion
    is_told = bool({"peak", "peak_tied", "end"} & set(point.facts.get("roles", "").split(", ")))
    return point if (not stays) or (is_new and is_told) else dataclasses.replace(point, label="")


def _add_scores(slide: Any, story: Story, top: float) -> None:
    """Add the scores in both readings, the mean beside, and what each rests on."""
    maps = (story.as_is, story.to_be)
    if not all(any(step.emotion is not None for step in one.steps) for one in maps):
        add_card(slide, Box(MARGIN, top, ACROSS, 0.8), _("No score yet: some emotions have to be filled in."), most=18)
        return
    before, after = (score_map(one, 1).iloc[0] for one in maps)
    score = _("Peak–end score {before} → {after}", before=score_text(before), after=score_text(after))
    mean = _("mean {before} → {after}", before=signed_exactly(before["mean"]), after=signed_exactly(after["mean"]))
    add_card(slide, Box(MARGIN, top, 5.3, 0.8), score, most=20, **story.loud)
    add_card(slide, Box(MARGIN + 5.45, top, 3.0, 0.8), mean, most=16)
    seen = sum(step.evidence.status == "observed" for step in story.as_is.steps)
    said = _("{seen} of {all} touchpoints observed; the future is proposed", seen=seen, all=len(story.as_is.steps))
    add_card(slide, Box(MARGIN + 8.6, top, ACROSS - 8.6, 0.8), said, most=14)


def _scene(deck: Any, story: Story) -> tuple[Any, str]:
    concept, step = story.concept, story.new_moment
    slide = add_slide(deck, _("The idea: {name}", name=show_text(concept.name)))
    where = [show_text(step.name), show_text(step.channel)] if step else []
    add_label(slide, Box(MARGIN, TOP - 0.15, ACROSS, 0.4), " · ".join(filter(None, where)), size=16, bold=False)
    mood = (step.emotion or 0) if step else 0.5
    floor = TOP + 4.0
    add_person(slide, 1.0, floor - 2.3, 2.3, mood=mood, shade=LIGHT, name=story.customer[0])
    add_person(slide, 10.85, floor - 2.3, 2.3, mood=0.8, shade=FULL, name=_("Staff"))
    said = show_text(story.new_thought) or show_text(concept.need)
    if said:
        add_bubble(slide, Box(0.75, TOP + 0.3, 5.0, 1.15), _("“{thought}”", thought=said), (2.4, floor - 2.1), most=20)
    does = show_text(concept.delight) or show_text(concept.idea)
    add_bubble(slide, Box(6.1, TOP + 0.3, 6.5, 1.15), does or "…", (10.9, floor - 1.9), most=20)
    cards = [show_text(text) for text in concept.frontstage[:3]] or [show_text(concept.core_function)]
    _add_row(slide, cards, Box(2.9, floor - 2.05, 7.6, 1.75), shade=PALE)
    add_line(slide, (MARGIN, floor + 0.1, WIDTH - MARGIN, floor + 0.1), dashed=True)
    add_label(slide, Box(MARGIN, floor + 0.12, 6, 0.35), _("line of visibility"), size=12, bold=False)
    behind = [show_text(text) for text in concept.backstage[:3]]
    behind = behind or [_("Nothing is written back stage yet: write who prepares it.")]
    _add_row(slide, behind, Box(MARGIN, floor + 0.5, ACROSS, 0.85), shade=PALE)
    core = _("Always: {what}", what=show_text(concept.core_function)) if concept.core_function else ""
    risk = _("Risk: {what}", what=_("; ").join(map(show_text, concept.risks[:2]))) if concept.risks else ""
    _add_row(slide, [text for text in (core, risk) if text], Box(MARGIN, floor + 1.45, ACROSS, 0.6), shade=None)
    return slide, _("Play the scene: one of you is the customer, one is staff. Then name what happens back stage.")


def _add_row(slide: Any, texts: Sequence[str], box: Box, *, shade: float | None) -> None:
    texts = [text for text in texts if text]
    for i, text in enumerate(texts):
        width = box.width / len(texts)
        add_card(slide, Box(box.left + i * width, box.top, width - 0.12, box.height), text, shade=shade, most=18)


def _cost(deck: Any, story: Story) -> tuple[Any, str]:
    slide = add_slide(deck, _("What it costs, and who answers for it"))
    owner = show_text(story.concept.owner) or _("Nobody yet: name one person.")
    add_person(slide, 1.3, TOP + 0.4, 2.5, mood=0.8, shade=FULL, name=owner)
    add_card(slide, Box(MARGIN, TOP + 3.1, 3.6, 0.9), owner, shade=None, bold=True, centred=True, most=22)
    add_card(slide, Box(MARGIN, TOP + 4.05, 3.6, 0.5), _("answers for it"), shade=None, centred=True, most=16)
    if not story.costs:
        said = _("No cost is filled in yet. If it takes no money, say so: it is an answer.")
        add_card(slide, Box(4.4, TOP + 0.4, 8.5, 1.2), said, most=24)
        return slide, _("Say what it costs, in money and in people's time.")
    largest = max([cost.cost or 0 for cost in story.costs] + [story.budget or 0, 0.001])
    rows = list(story.costs)[:6]
    height = min(1.25, 4.2 / len(rows))
    for i, cost in enumerate(rows):
        top = TOP + 0.3 + i * height
        add_card(slide, Box(4.4, top, 4.3, height - 0.1), cost.what or "…", shade=None, most=20)
        width = 1.9 * (cost.cost or 0) / largest
        if width:
            place = (8.8, top + 0.15, max(width, 0.05), height - 0.4)
            paint(slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(number) for number in place)), LIGHT)
        add_label(slide, Box(8.9 + width, top + 0.05, 2.2, height - 0.2), _money(cost.cost, story.unit), size=18)
    top = TOP + 0.4 + len(rows) * height
    amount, open_ = _money(story.spent, story.unit), sum(cost.cost is None for cost in story.costs)
    total = _("At least {amount} a year", amount=amount) if open_ else _("Together {amount} a year", amount=amount)
    add_card(slide, Box(4.4, top, 4.3, 0.9), total, most=22, **story.loud)
    if story.budget is not None:
        left = story.budget - story.spent
        within = _("of a budget of {budget}: {left} left", budget=_money(story.budget, story.unit), left=_plain(left))
        if open_:
            budget = _money(story.budget, story.unit)
            within = _("of a budget of {budget}: {left} left for what is not known", budget=budget, left=_plain(left))
        over = _("over the budget of {budget} by {left}", budget=_money(story.budget, story.unit), left=_plain(-left))
        add_card(slide, Box(8.85, top, 4.05, 0.9), within if left >= 0 else over, most=18)
    return slide, _("Give the sum first, then the largest part. Look at the person who answers for it.")


def _money(amount: float | None, unit: str) -> str:
    return _("not known yet") if amount is None else f"{_plain(amount)} {unit}".strip()


def _plain(amount: float) -> str:
    return f"{amount:,.10g}"


def _test(deck: Any, story: Story) -> tuple[Any, str]:
    slide = add_slide(deck, _("The test: {title}", title=show_text(story.test.title)))
    target = story.test.target_percent
    figure = "–" if target is None else f"{target:g} %"
    add_card(slide, Box(MARGIN, TOP, 3.2, 1.9), figure, most=36, centred=True, **story.loud)
    add_label(slide, Box(MARGIN, TOP + 1.95, 3.2, 0.4), _("have to succeed, agreed before"), size=14, bold=False)
    question = show_text(story.test.question) or _("What would prove us wrong is still open.")
    add_card(slide, Box(3.8, TOP, ACROSS - 3.4, 1.9), question, most=24)
    summary = story.test.summary().set_index("task")
    rows = story.test.tasks[:3]
    measure = show_text(story.concept.measure)
    high = min(1.4, (HEIGHT - 0.45 - TOP - 2.45) / max(1, len(rows) + bool(measure)))
    for i, task in enumerate(rows):
        top, row = TOP + 2.45 + i * high, summary.loc[task.id]
        add_card(slide, Box(MARGIN, top, 4.6, high - 0.1), show_text(task.name), most=22, bold=True)
        add_card(slide, Box(MARGIN + 4.7, top, 4.6, high - 0.1), show_text(task.success) or "…", most=22)
        result = _("still to be tried")
        if row["n"]:
            result = _("{succeeded} of {n}", succeeded=row["succeeded"], n=row["n"])
            result += f"\n{row['percent']:.0f} % [{row['ci_low']:.0f}, {row['ci_high']:.0f}]"
        add_card(slide, Box(MARGIN + 9.4, top, ACROSS - 9.4, high - 0.1), result, most=24, centred=True)
    if not rows:
        add_card(slide, Box(MARGIN, TOP + 2.45, ACROSS, high - 0.1), _("No task is written down yet."), most=20)
    if measure:
        said = _("How we will know: {measure}", measure=measure)
        place = Box(MARGIN, TOP + 2.45 + max(1, len(rows)) * high, ACROSS, min(high, 0.9))
        add_card(slide, place, said, most=20, shade=None)
    return slide, _("Say with whom you try it, and at which result you stop.")


def _plan(deck: Any, story: Story) -> tuple[Any, str]:
    slide = add_slide(deck, _("The plan: who does what by when"))
    tasks = dated(story.plan)
    if tasks:
        add_timeline(slide, story.plan, TOP)
    else:
        add_card(slide, Box(MARGIN, TOP, ACROSS, 0.9), _("No task has its two days yet."), most=20)
    more = [show_text(task.name) for task in story.plan.tasks if not (task.start and task.due)]
    more += [show_text(task.name) for task in tasks[MOST:]]
    said = [_("Not on the axis: {tasks}", tasks=_("; ").join(more))] if more else []
    said += [_("Goal: {goal}", goal=show_text(story.plan.goal))] if story.plan.goal else []
    if said:
        add_card(slide, Box(MARGIN, HEIGHT - 1.05, ACROSS, 0.6), "\n".join(said), most=18)
    return slide, _("Name the first task, its owner and its day; then the day of the review.")


def _ask(deck: Any, story: Story) -> tuple[Any, str]:
    slide = add_slide(deck, _("What we ask of you"))
    ask = story.ask or _("Say what you would try first, and what you doubt.")
    add_card(
        slide,
        Box(MARGIN, TOP + 0.2, ACROSS, 3.2),
        ask,
        most=36,
        **story.loud,
        centred=True,
    )
    facts = []
    if story.concept.first_step:
        facts.append(_("First step: {step}", step=show_text(story.concept.first_step)))
    if story.plan.review:
        facts.append(_("We look back on {day}.", day=day_words(story.plan.review)))
    _add_row(slide, facts, Box(MARGIN, TOP + 3.7, ACROSS, 1.4), shade=PALE)
    return slide, _("Ask, and then be silent until somebody answers.")


def _dress(slide: Any, team: str, number: int) -> None:
    """Give a slide the team's colour at its edge, and its name and number at the foot."""
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(0.16), Inches(HEIGHT))
    paint(band, FULL)
    for run in slide.shapes.title.text_frame.paragraphs[0].runs:
        run.font.bold, run.font.size = True, Pt(28)
    add_label(slide, Box(MARGIN, HEIGHT - 0.36, 8, 0.3), team, size=12, bold=False)
    add_label(slide, Box(WIDTH - 0.9, HEIGHT - 0.36, 0.6, 0.3), str(number), size=12, bold=False)
