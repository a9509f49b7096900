"""The eight slides that a team shows in three minutes, each with what to say and for how many seconds."""

import dataclasses
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

from peakend.base.language import translate as _
from peakend.charts.emotion_curve import CurvePoint, evidence_name, mood_name, signed
from peakend.charts.journey import role_name
from peakend.charts.two_journeys import EARLIER, TwoJourneys, as_is_to_be, two_curves
from peakend.documents.texts import show_text
from peakend.journeys.parts import MOST_EMOTION
from peakend.journeys.readings import score_text, signed_exactly
from peakend.journeys.score_map import score_map
from peakend.slides.deck import HEIGHT, MARGIN, WIDTH, Box, add_line_chart, add_slide, height_in_chart
from peakend.slides.journey_slides import draw_series
from peakend.slides.roadshow_answers import add_cost, add_test
from peakend.slides.roadshow_story import Story
from peakend.slides.shapes import (
    ACCENT,
    ACROSS,
    FULL,
    LIGHT,
    PALE,
    TOP,
    add_bubble,
    add_card,
    add_label,
    add_line,
    add_person,
    add_row,
    dress,
    paint,
    size_for,
)
from peakend.slides.timeline import MOST, add_timeline, dated, day_words

SECONDS = (10, 30, 35, 35, 25, 20, 15, 10)  # three minutes
_PANEL = 4.4  # inches of the first slide that are in the team's colour
NAMED = 12  # touchpoints whose names stand under the curves
_NAMES = 1.1  # inches, under the curves
_SCALE = (-MOST_EMOTION - 1, MOST_EMOTION + 1)
_TOLD = ("peak", "peak_tied", "trough_tied", "end")


def add_story(deck: Any, story: Story) -> None:
    """Add the slides: customer and moment, both curves, the scene, cost and owner, test, plan, what is asked."""
    makers = (_title, _customer, _curves, _scene, add_cost, add_test, _plan, _ask)
    for number, (make, seconds) in enumerate(zip(makers, SECONDS, strict=True), start=1):
        slide, said = make(deck, story)
        if number > 1:
            dress(slide, story.team, number)
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
    add_label(slide, Box(left + 0.1, 6.0, room, 0.5), story.service, size=18, bold=False)
    return slide, _("Say who you are, and which service you look at. Do not explain the idea yet.")


def _customer(deck: Any, story: Story) -> tuple[Any, str]:
    slide = add_slide(deck, _("One customer, one moment"))
    name, wishes = story.customer
    step = story.moment
    mood = (step.emotion or 0) if step else 0
    add_person(slide, 1.35, TOP, 2.7, mood=mood, shade=LIGHT, name=name)
    add_card(slide, Box(MARGIN, TOP + 2.75, 3.6, 0.85), name, shade=None, bold=True, centred=True, most=20)
    if wishes:
        said = "\n".join(f"• {wish}" for wish in wishes)
        add_card(slide, Box(MARGIN, TOP + 3.7, 3.6, 2.25), said, most=18)
    if step is None:
        add_card(slide, Box(4.4, TOP, 8.5, 1), _("No moment is chosen yet: name the touchpoint in the concept sheet."))
        return slide, _("Choose one moment first.")
    add_card(slide, Box(4.4, TOP, 8.5, 0.85), show_text(step.name), most=24, **story.loud)
    thought = _("“{thought}”", thought=show_text(step.thought)) if step.thought else ""
    need = _("“{thought}”", thought=show_text(story.concept.need)) if story.concept.need else ""
    pains = "\n".join(show_text(text) for text in step.pain_points)
    under = pains or (need if thought else "")
    middle = TOP + (2.85 if under else 3.75)  # where nothing stands under it, the rest has its room
    place = Box(4.4, TOP + 1.1, 8.5, middle - TOP - 1.35)
    add_bubble(slide, place, thought or need or "…", (3.15, TOP + 0.9), most=28)
    emotion = _("emotion unknown") if step.emotion is None else signed(step.emotion)
    counted = step.evidence.n and step.evidence.status != "proposed"
    known = evidence_name(step.evidence.status) + (f" (n={step.evidence.n:,})" if counted else "")
    source = show_text(step.evidence.source)
    felt = [emotion] if step.emotion is None else [emotion, mood_name(step.emotion)]
    high = 1.5 if under else 2.2
    add_card(slide, Box(4.4, middle, 2.6, high), "\n".join(felt), most=28, bold=True, centred=True)
    facts = _("How we know: {known}", known=_(", ").join(filter(None, [known, source])))
    add_card(slide, Box(7.2, middle, 5.7, high), facts, most=20)
    if under:
        add_card(slide, Box(4.4, TOP + 4.55, 8.5, 1.4), under, most=20)
    return slide, _("Tell it as a story: who, where, what happened. Say what you observed and what you assume.")


def _curves(deck: Any, story: Story) -> tuple[Any, str]:
    slide = add_slide(deck, _("The journey, as it is and as it is to be"))
    two = as_is_to_be(story.as_is, story.to_be)
    box = Box(MARGIN, TOP - 0.15, ACROSS, 3.9)
    _add_both(slide, two, box, story.colour)
    bottom = box.top + box.height
    names = [show_text(pair.step.name) for pair in two.pairs]
    width, air = (ACROSS - 1.2) / len(names), (0.06, 0.04)
    most = min(size_for(name, 0.93 * (width - air[0]), _NAMES - air[1], 14) for name in names)
    changed = {i for i, (text, _fill) in enumerate(two.differences) if text}
    for i, name in enumerate(names):
        place = Box(MARGIN + 1.2 + i * width, bottom, width, _NAMES if len(names) <= NAMED else 0.32)
        text = name if len(names) <= NAMED else str(i + 1)
        add_card(
            slide,
            place,
            text,
            shade=PALE if i in changed else None,
            most=most if len(names) <= NAMED else 14,
            centred=True,
            bold=i in changed,
            air=air,
        )
    if len(names) > NAMED:
        said = [_("{number} {name}", number=i + 1, name=names[i]) for i in sorted(changed)]
        add_card(slide, Box(MARGIN, bottom + 0.38, ACROSS, 0.55), "   ".join(said), shade=None, most=14)
    _add_scores(slide, story, bottom + _NAMES + 0.1)
    return slide, _("Point at the moment from the last slide, then at the end. Say which points are only proposed.")


def _add_both(slide: Any, two: TwoJourneys, box: Box, colour: str) -> None:
    for emotion, words in ((2, _("very good")), (0, _("neutral")), (-2, _("very bad"))):
        place = Box(MARGIN, height_in_chart(emotion, _SCALE, box) - 0.2, 1.2, 0.4)
        add_label(slide, place, words, size=14, bold=False)
    on_column = [{point.column: point for point in curve} for curve in two_curves(two)]
    columns = range(len(two.pairs))
    first, second = ([curve.get(i) for i in columns] for curve in on_column)
    couples = [_labelled(one, other) for one, other in zip(first, second, strict=True)]
    first, second = ([couple[k] for couple in couples] for k in (0, 1))
    width = (box.width - 1.2) / len(couples)
    for i, couple in enumerate(couples):
        if all(point is None or point.emotion is None for point in couple):
            place = Box(box.left + 1.2 + i * width, height_in_chart(0, _SCALE, box) - 0.5, width, 0.4)
            add_card(slide, place, "?", shade=None, most=14, centred=True)
    names = [show_text(pair.step.name) for pair in two.pairs]
    values = {
        word: [point.emotion if point else None for point in curve]
        for word, curve in ((two.words.first, first), (two.words.second, second))
    }
    alt = _("Emotion by touchpoint, as it is and as it is to be")
    chart = add_line_chart(slide, box, names, values, scale=_SCALE, left=1.2, alt=alt)
    chart.font.size = Pt(14)
    draw_series(chart.plots[0].series[0], first, EARLIER, dashed=True, size=14)
    draw_series(chart.plots[0].series[1], second, colour, size=14)
    look = chart.plots[0].series[1].format.line
    look.color.theme_color = ACCENT


def _labelled(was: CurvePoint | None, becomes: CurvePoint | None) -> tuple[CurvePoint | None, CurvePoint | None]:
    """Leave a label to what the story is about: what changes, and peak and end; one is enough where curves meet."""
    if was is None or becomes is None or was.emotion != becomes.emotion:
        return was, becomes
    silent = dataclasses.replace(was, label="")
    roles = [[role for role in point.facts.get("roles", "").split(", ") if role in _TOLD] for point in (was, becomes)]
    if was.emotion is None or not any(roles):
        return silent, dataclasses.replace(becomes, label="")
    if roles[0] == roles[1]:
        return silent, becomes
    titles = (_("as it is"), _("to be"))
    said = [
        _("{title}: {rows}", title=title, rows=_(", ").join(map(role_name, own)))
        for title, own in zip(titles, roles, strict=True)
        if own
    ]
    return silent, dataclasses.replace(becomes, label="\n".join([*said, signed(was.emotion)]), facing=None)


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
    if not any(cards):
        cards = [_("Nothing is written front stage yet: write what the customer sees.")]
    add_row(slide, cards, Box(2.9, floor - 2.05, 7.6, 1.75), shade=PALE)
    add_line(slide, (MARGIN, floor + 0.1, WIDTH - MARGIN, floor + 0.1), dashed=True)
    add_label(slide, Box(MARGIN, floor + 0.12, 6, 0.35), _("line of visibility"), size=12, bold=False)
    behind = [show_text(text) for text in concept.backstage[:3]]
    behind = behind or [_("Nothing is written back stage yet: write who prepares it.")]
    add_row(slide, behind, Box(MARGIN, floor + 0.5, ACROSS, 0.85), shade=PALE)
    core = _("Always: {what}", what=show_text(concept.core_function)) if concept.core_function else ""
    risk = _("Risk: {what}", what=_("; ").join(map(show_text, concept.risks[:2]))) if concept.risks else ""
    add_row(slide, [text for text in (core, risk) if text], Box(MARGIN, floor + 1.45, ACROSS, 0.6), shade=None)
    return slide, _("Play the scene: one of you is the customer, one is staff. Then name what happens back stage.")


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
    add_row(slide, facts, Box(MARGIN, TOP + 3.7, ACROSS, 1.4), shade=PALE)
    return slide, _("Ask, and then be silent until somebody answers.")
