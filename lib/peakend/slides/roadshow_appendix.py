"""The appendix of a roadshow: the full maps, and every sheet as a table, for questions afterwards."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from peakend.base.brand import tint
from peakend.base.language import translate as _
from peakend.charts.sheet import fit, text_height
from peakend.charts.style import BLUE
from peakend.design.concept_sheet import ConceptSheetValue
from peakend.design.plan import PlanValue
from peakend.design.user_test import UserTestValue
from peakend.documents.fields import fields_of
from peakend.documents.texts import show_text
from peakend.documents.value import Value
from peakend.journeys.compare_maps import compare_with_map
from peakend.journeys.map_value import MapValue
from peakend.journeys.readings import score_text, signed_exactly
from peakend.journeys.score_map import score_map
from peakend.slides.deck import (
    BOTTOM,
    CELL_MARGIN,
    HEIGHT,
    MARGIN,
    WIDTH,
    add_slide,
    add_table,
    add_title_slide,
)
from peakend.slides.journey_slides import add_picture
from peakend.slides.roadshow_story import Story

TOP = 1.0  # inches, where tables begin
SIZES = (20, 18, 16, 14, 12, 11, 10)
PADDING = 0.08  # inches, added to each row
HEAD = tint(BLUE, 0.19)
NOT_SHOWN = ("id", "name", "title", "persona", "journey", "touchpoint", "concept")
Cells = Sequence[str]


def add_appendix(deck: Any, story: Story) -> None:
    """Add a slide that parts it from the story, both maps whole, what changes, and the sheets."""
    concept, test, plan = story.concept, story.test, story.plan
    add_title_slide(deck, _("Appendix"), [_("For questions: the full maps and sheets")])
    before, after = show_text(story.as_is.title), show_text(story.to_be.title)
    # A title that says so itself is not told so once more.
    now = before if _("as it is") in before.lower() else _("As it is: {title}", title=before)
    then = after if _("to be") in after.lower() else _("To be: {title}", title=after)
    add_picture(deck, story.as_is, "map", now)
    add_picture(deck, story.to_be, "map", then)
    _add_changes(deck, story.as_is, story.to_be)
    _add_fields(deck, _("Concept: {name}", name=show_text(concept.name)), concept, story.to_be)
    _add_fields(deck, _("User test: {title}", title=show_text(test.title)), test, story.to_be)
    _add_rows(deck, _("User test: tasks"), _test_rows(test), (0.34, 0.4, 0.26))
    _add_rows(deck, _("Plan: {title}", title=show_text(plan.title)), _plan_rows(plan), (0.3, 0.16, 0.14, 0.14, 0.26))


def _add_changes(deck: Any, as_is: MapValue, to_be: MapValue) -> None:
    """Add what the team changes: touchpoints added, removed or moved, and emotions, with the score before and after."""
    words = {"added": _("added"), "removed": _("removed"), "moved": _("moved")}
    rows: list[Cells] = [(_("touchpoint"), _("change"), _("emotion, as it is"), _("emotion, to be"))]
    changes = compare_with_map(as_is, to_be)
    for row in cast(list[dict[str, Any]], changes.to_dict("records")):
        if row["change"] in words:
            felt = _signed(to_be.step(row["touchpoint"]).emotion) if row["change"] == "added" else ""
            rows.append((row["name"], words[row["change"]], "", felt))
        elif row["field"] == "emotion":
            rows.append((row["name"], _("emotion"), _signed(row["before"]), _signed(row["after"])))
    if any(step.emotion is not None for step in as_is.steps) and any(step.emotion is not None for step in to_be.steps):
        before, after = (score_map(one, 1).iloc[0] for one in (as_is, to_be))
        rows.append((_("peak–end score"), "", score_text(before), score_text(after)))
        rows.append((_("mean"), "", signed_exactly(before["mean"]), signed_exactly(after["mean"])))
    _add_rows(deck, _("What changes"), rows, (0.4, 0.2, 0.2, 0.2))


def _add_fields(deck: Any, title: str, value: Value, journey_map: MapValue) -> None:
    """Add the single fields of a sheet that are filled in, as titles and texts; the audience reads names, not ids."""
    rows = []
    names = {step.id: show_text(step.name) for step in journey_map.steps}
    if isinstance(value, ConceptSheetValue) and value.touchpoint:
        rows.append((_("Touchpoint"), names.get(value.touchpoint, value.touchpoint)))
    for field in fields_of(type(value)):
        content = getattr(value, field.name)
        if field.kind == "rows" or content in (None, "", ()) or field.name in NOT_SHOWN:
            continue
        parts = content if isinstance(content, tuple) else (content,)
        texts = [field.option(part) if field.options else _text(part) for part in parts]
        rows.append((field.title, "\n".join(texts)))
    _add_rows(deck, title, rows, (0.22, 0.78), headed=False)


def _test_rows(test: UserTestValue) -> Iterator[Cells]:
    yield _("task"), _("done if"), _("result")
    summary = test.summary().set_index("task")
    for task in test.tasks:
        row = summary.loc[task.id]
        result = _("{succeeded} of {n}", succeeded=row["succeeded"], n=row["n"]) if row["n"] else _("still to be tried")
        if row["n"]:
            result += f"\n{row['percent']:.0f} % [{row['ci_low']:.0f}, {row['ci_high']:.0f}]"
        yield show_text(task.name), show_text(task.success), result


def _plan_rows(plan: PlanValue) -> Iterator[Cells]:
    yield _("task"), _("owner"), _("start"), _("due"), _("measure")
    for name in plan.timeline()["task"]:
        task = next(task for task in plan.tasks if task.id == name)
        yield tuple(_text(part) for part in (task.name, task.owner, task.start, task.due, task.measure))


def _add_rows(deck: Any, title: str, rows: Any, shares: Sequence[float], *, headed: bool = True) -> None:
    """Add a table, in the largest type in which it fits on a slide; a longer one goes on over more slides."""
    cells = [tuple(map(str, row)) for row in rows]
    head, body = (cells[:1], cells[1:]) if headed else ([], cells)
    if not body:
        return
    widths = [share * (WIDTH - 2 * MARGIN) for share in shares]
    room = HEIGHT - BOTTOM - TOP
    size = next((size for size in SIZES if sum(_heights(cells, widths, size)) <= room), SIZES[-1])
    pages: list[list[Cells]] = [[]]
    for row in body:
        if pages[-1] and sum(_heights([*head, *pages[-1], row], widths, size)) > room:
            pages.append([])
        pages[-1].append(row)
    for number, page in enumerate(pages, start=1):
        count = _(" ({number} of {all})", number=number, all=len(pages)) if len(pages) > 1 else ""
        slide = add_slide(deck, title + count)
        shown = [*head, *page]
        fills = [HEAD] * len(head) + ["#FFFFFF"] * len(page)
        heights = _heights(shown, widths, size)
        add_table(slide, (MARGIN, TOP), shown, widths, heights, fills=fills, size=size, alt=title)


def _heights(rows: Sequence[Cells], widths: Sequence[float], size: float) -> list[float]:
    """Return how high each row becomes, inches; an empty cell is a line high."""
    return [
        max(
            text_height(fit(cell or "–", 72 * (width - 2 * CELL_MARGIN), size), size)
            for cell, width in zip(row, widths, strict=True)
        )
        / 72
        + 2 * CELL_MARGIN
        + PADDING
        for row in rows
    ]


def _text(part: Any) -> str:
    if part is None:
        return ""
    if isinstance(part, float):
        return f"{part:g}"
    return part.isoformat() if hasattr(part, "isoformat") else show_text(part) or str(part)


def _signed(emotion: Any) -> str:
    return "?" if emotion is None or emotion != emotion else f"{emotion:+z.2f}".replace("-", "−")
