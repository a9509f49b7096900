"""The appendix of a roadshow: the full maps, and every sheet as a table, for questions afterwards."""

import math
from collections.abc import Collection, Iterator, Sequence
from typing import Any, cast

from peakend.base.brand import tint
from peakend.base.language import translate as _
from peakend.base.numbers import show_percent
from peakend.charts.sheet import fit, text_height
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
    CELL_MARGIN,
    HEIGHT,
    MARGIN,
    add_slide,
    add_table,
    add_title_slide,
)
from peakend.slides.journey_slides import add_picture
from peakend.slides.roadshow_story import Story
from peakend.slides.shapes import ACROSS, FOOT, dress

TOP = 1.0  # inches, where tables begin
SIZES = (20, 18, 16, 14, 12, 11, 10)
PADDING = 0.08  # inches, added to each row
NOT_SHOWN = ("id", "name", "title", "persona", "journey", "touchpoint", "concept")
Cells = Sequence[str]


def add_appendix(deck: Any, story: Story) -> None:
    """Add a slide that parts it from the story, both maps whole, what changes, and the sheets."""
    concept, test, plan = story.concept, story.test, story.plan
    shown = len(deck.slides)
    add_title_slide(deck, _("Appendix"), [_("For questions: the full maps and sheets")])
    look: dict[str, Any] = {"colour": story.colour, "foot": FOOT}
    now, then = show_text(story.as_is.title), show_text(story.to_be.title)
    add_picture(deck, story.as_is, "map", _("As it is: {title}", title=now), **look)
    add_picture(deck, story.to_be, "map", _("To be: {title}", title=then), **look)
    tables = _Tables(deck, tint(story.colour, 0.19))
    _add_changes(tables, story.as_is, story.to_be)
    name = _("Concept: {name}", name=show_text(concept.name))
    tables.add(name, _paired(_fields(concept, story.to_be)), (0.13, 0.37, 0.13, 0.37), headed=False, titles=(0, 2))
    _add_test(tables, test)
    tables.add(_("Plan: {title}", title=show_text(plan.title)), _plan_rows(plan), (0.3, 0.16, 0.14, 0.14, 0.26))
    for number, slide in enumerate(list(deck.slides)[shown:], start=shown + 1):
        dress(slide, story.team, number)


def _add_changes(tables: "_Tables", as_is: MapValue, to_be: MapValue) -> None:
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
    tables.add(_("What changes"), rows, (0.4, 0.2, 0.2, 0.2))


def _add_test(tables: "_Tables", test: UserTestValue) -> None:
    """Add what is asked of the test and its tasks, under each other."""
    about = [(title, text, "") for title, text in _fields(test)]
    head, *tasks = _test_rows(test)
    rows = [*about, head, *tasks] if tasks else about
    heads = [len(about)] if tasks else []
    title = _("User test: {title}", title=show_text(test.title))
    tables.add(title, rows, (0.3, 0.44, 0.26), headed=False, heads=heads)


def _paired(rows: Sequence[tuple[str, str]]) -> list[Cells]:
    """Return titles and texts in two columns, read down the first and then down the second."""
    half = math.ceil(len(rows) / 2)
    right = [*rows[half:], *[("", "")] * (2 * half - len(rows))]
    return [(*one, *other) for one, other in zip(rows[:half], right, strict=True)]


def _fields(value: Value, journey_map: MapValue | None = None) -> list[tuple[str, str]]:
    """Return the single fields of a sheet that are filled in, as titles and texts: names of touchpoints, not ids."""
    rows = []
    names = {step.id: show_text(step.name) for step in journey_map.steps} if journey_map else {}
    if isinstance(value, ConceptSheetValue) and value.touchpoint:
        rows.append((_("Touchpoint"), names.get(value.touchpoint, value.touchpoint)))
    for field in fields_of(type(value)):
        content = getattr(value, field.name)
        if field.kind == "rows" or content in (None, "", ()) or field.name in NOT_SHOWN:
            continue
        parts = content if isinstance(content, tuple) else (content,)
        texts = [field.option(part) if field.options else _text(part) for part in parts]
        rows.append((field.title, "\n".join(texts)))
    return rows


def _test_rows(test: UserTestValue) -> Iterator[Cells]:
    yield _("task"), _("done if"), _("result")
    summary = test.summary().set_index("task")
    for task in test.tasks:
        row = summary.loc[task.id]
        result = _("{succeeded} of {n}", succeeded=row["succeeded"], n=row["n"]) if row["n"] else _("still to be tried")
        if row["n"]:
            result += f"\n{show_percent(row['percent'])} [{row['ci_low']:.0f}, {row['ci_high']:.0f}]"
        yield show_text(task.name), show_text(task.success), result


def _plan_rows(plan: PlanValue) -> Iterator[Cells]:
    yield _("task"), _("owner"), _("start"), _("due"), _("measure")
    for name in plan.timeline()["task"]:
        task = next(task for task in plan.tasks if task.id == name)
        yield tuple(_text(part) for part in (task.name, task.owner, task.start, task.due, task.measure))


class _Tables:
    """Adds tables to a deck, their heads in a colour."""

    def __init__(self, deck: Any, head: str) -> None:
        self.deck, self.head = deck, head

    def add(
        self,
        title: str,
        rows: Any,
        shares: Sequence[float],
        *,
        headed: bool = True,
        heads: Collection[int] = (),
        titles: Collection[int] = (0,),
    ) -> None:
        """Add a table, in the largest type in which it fits on a slide; a longer one goes on over more slides.

        The first row is repeated on each slide if it is a head; `heads` are rows further down that look like one.
        """
        cells = [tuple(map(str, row)) for row in rows]
        head, body = (cells[:1], cells[1:]) if headed else ([], cells)
        if not body:
            return
        marked = [cells[i] for i in (*heads, *([0] if headed else []))]
        widths = [share * ACROSS for share in shares]
        room = HEIGHT - FOOT - TOP
        size = next((size for size in SIZES if sum(_heights(cells, widths, size)) <= room), SIZES[-1])
        pages: list[list[Cells]] = [[]]
        for row in body:
            if pages[-1] and sum(_heights([*head, *pages[-1], row], widths, size)) > room:
                pages.append([])
            pages[-1].append(row)
        for number, page in enumerate(pages, start=1):
            count = _(" ({number} of {all})", number=number, all=len(pages)) if len(pages) > 1 else ""
            slide = add_slide(self.deck, title + count)
            shown = [*head, *page]
            tops = [i for i, row in enumerate(shown) if any(row is one for one in marked)]
            fills = [self.head if i in tops else "#FFFFFF" for i in range(len(shown))]
            look: dict[str, Any] = {"fills": fills, "size": size, "heads": tops, "titles": titles}
            add_table(slide, (MARGIN, TOP), shown, widths, _heights(shown, widths, size), alt=title, **look)


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
    return "?" if emotion is None or emotion != emotion else signed_exactly(emotion)
