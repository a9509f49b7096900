"""The roadshow 成果路演: a team's work as slides that PowerPoint opens and the team goes on editing."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from peakend.base.brand import tint
from peakend.base.errors import PeakendError
from peakend.base.files import as_path, write_bytes
from peakend.base.language import translate as _
from peakend.charts.journey_grid import WIDTH as PIXELS
from peakend.charts.journey_grid import require_touchpoints
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
from peakend.journeys.score_map import score_map
from peakend.slides.deck import (
    BOTTOM,
    CELL_MARGIN,
    HEIGHT,
    MARGIN,
    WIDTH,
    Box,
    add_box,
    add_slide,
    add_table,
    add_title_slide,
    new_deck,
    to_bytes,
)
from peakend.slides.journey_slides import add_picture

TOP = 1.0  # inches, where tables begin
SIZES = (20, 18, 16, 14, 12, 11, 10)
PADDING = 0.08  # inches, added to each row
HEAD = tint(BLUE, 0.19)
BAR = 0.42  # inches, the line of the review
NOT_SHOWN = ("id", "name", "title", "persona", "journey", "touchpoint", "concept")
Cells = Sequence[str]


def roadshow(
    path: str | Path,
    *,
    team: str,
    as_is: MapValue,
    to_be: MapValue,
    concept: ConceptSheetValue,
    test: UserTestValue,
    plan: PlanValue,
    ask: str = "",
) -> Path:
    """Write a team's roadshow deck: the journey as it is and as it is to be, the concept, the user test, the plan.

    Everything on the slides can be edited in PowerPoint, WPS or LibreOffice: texts, tables, and the emotion curves as
    charts with their data. Texts are in the language in use.

    Parameters
    ----------
    path : str or pathlib.Path
        Where to: a name that ends in ``.pptx``.
    team : str
        What the team calls itself.
    as_is, to_be : JourneyMap
        The journey today, and the one that the team plans.
    concept : ConceptSheet
        The idea that makes the difference.
    test : UserTest
        How it was or will be tried with customers.
    plan : Plan
        Who does what by when.
    ask : str, optional
        What the team asks of its audience.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    PeakendError
        If the ending is another one, a map has no touchpoint, or the file cannot be written.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import peakend as pe
    >>> today = pe.load("barber/journey")
    >>> file = pe.roadshow(
    ...     pathlib.Path(tempfile.mkdtemp()) / "team.pptx",
    ...     team="Team 1",
    ...     as_is=today,
    ...     to_be=today.as_future("barber-2027", "The barber next year").with_emotion("book", 1),
    ...     concept=pe.ConceptSheet(id="call", name="A call in time"),
    ...     test=pe.UserTest(id="call-test", title="The call"),
    ...     plan=pe.Plan(id="barber", title="Barber"),
    ... )
    >>> file.name
    'team.pptx'
    """
    file = as_path(path)
    if file.suffix.lower() != ".pptx":
        raise PeakendError(_("{file!r}: a roadshow is slides. Choose a name that ends in .pptx.", file=str(path)))
    for journey_map in (as_is, to_be):
        require_touchpoints(journey_map, PIXELS)
    deck = new_deck()
    add_title_slide(deck, show_text(concept.name), [line for line in (team, show_text(concept.idea)) if line])
    add_picture(deck, as_is, "map", _("As it is: {title}", title=show_text(as_is.title)))
    add_picture(deck, to_be, "map", _("To be: {title}", title=show_text(to_be.title)))
    _add_changes(deck, as_is, to_be)
    _add_fields(deck, _("Concept: {name}", name=show_text(concept.name)), concept, to_be)
    _add_fields(deck, _("User test: {title}", title=show_text(test.title)), test, to_be)
    _add_rows(deck, _("User test: tasks"), _test_rows(test), (0.34, 0.4, 0.26))
    _add_rows(deck, _("Plan: {title}", title=show_text(plan.title)), _plan_rows(plan), (0.3, 0.16, 0.14, 0.14, 0.26))
    _add_days(deck, plan)
    _add_end(deck, plan, ask)
    write_bytes(file, to_bytes(deck, show_text(concept.name)))
    return file


def _add_changes(deck: Any, as_is: MapValue, to_be: MapValue) -> None:
    """Add what the team changes: touchpoints added, removed or moved, and emotions, with the score before and after."""
    words = {"added": _("added"), "removed": _("removed"), "moved": _("moved")}
    rows: list[Cells] = [(_("touchpoint"), _("change"), _("emotion, as it is"), _("emotion, to be"))]
    changes = compare_with_map(as_is, to_be)
    for row in cast(list[dict[str, Any]], changes.to_dict("records")):
        if row["change"] in words:
            rows.append((row["name"], words[row["change"]], "", ""))
        elif row["field"] == "emotion":
            rows.append((row["name"], _("emotion"), _signed(row["before"]), _signed(row["after"])))
    if any(step.emotion is not None for step in as_is.steps) and any(step.emotion is not None for step in to_be.steps):
        before, after = (float(score_map(one, 1)["score"].iloc[0]) for one in (as_is, to_be))
        rows.append((_("peak–end score"), "", _signed(before), _signed(after)))
    _add_rows(deck, _("What changes"), rows, (0.4, 0.2, 0.2, 0.2))


def _add_fields(deck: Any, title: str, value: Value, journey_map: MapValue) -> None:
    """Add the single fields of a sheet that are filled in, as titles and texts; the audience reads names, not ids."""
    rows = []
    names = {step.id: show_text(step.name) for step in journey_map.steps}
    if isinstance(value, ConceptSheetValue) and value.touchpoint:
        rows.append((_("touchpoint"), names.get(value.touchpoint, value.touchpoint)))
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


def _add_days(deck: Any, plan: PlanValue) -> None:
    """Add the tasks that have both days as bars over time, and the day of the review."""
    tasks = [task for task in plan.tasks if task.start and task.due]
    if not tasks:
        return
    slide = add_slide(deck, _("Plan: when"))
    first = min(task.start for task in tasks if task.start)
    last = max(day for day in (*(task.due for task in tasks), plan.review) if day)
    names, room = 3.2, WIDTH - 2 * MARGIN - 3.2
    day_width = room / ((last - first).days + 1)
    height = min(0.6, (HEIGHT - BOTTOM - TOP - BAR) / (len(tasks) + 1))
    for i, task in enumerate(sorted(tasks, key=lambda task: str(task.start))):
        top = TOP + i * height
        add_box(slide, Box(MARGIN, top, names, height - 0.06), show_text(task.name), size=14)
        start, due = cast(tuple[Any, Any], (task.start, task.due))
        left = MARGIN + names + (start - first).days * day_width
        place = Box(left, top, ((due - start).days + 1) * day_width, height - 0.06)
        add_box(slide, place, "", fill=HEAD)
        said = " · ".join(filter(None, [f"{start:%m-%d} – {due:%m-%d}", show_text(task.owner)]))
        # Short tasks have narrow bars: the words may run past them, but not off the slide.
        add_box(slide, place._replace(left=min(left, WIDTH - MARGIN - names), width=names), said, size=14)
    if plan.review:
        left = MARGIN + names + (plan.review - first).days * day_width
        place = Box(min(left, WIDTH - MARGIN - names), TOP + len(tasks) * height, names, BAR)
        add_box(slide, place, _("{day} review", day=f"{plan.review:%m-%d}"), size=14, colour=BLUE)


def _add_end(deck: Any, plan: PlanValue, ask: str) -> None:
    slide = add_slide(deck, _("What we ask of you"))
    lines = [ask or _("Say what you would try first, and what you doubt.")]
    if plan.goal:
        lines.append(_("Our goal: {goal}", goal=show_text(plan.goal)))
    if plan.review:
        lines.append(_("We look back on {day}.", day=plan.review.isoformat()))
    add_box(slide, Box(MARGIN, TOP, WIDTH - 2 * MARGIN, HEIGHT - BOTTOM - TOP), "\n\n".join(lines), size=24)


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
    return "?" if emotion is None or emotion != emotion else f"{emotion:+.1f}".replace("-", "−")
