"""The first part of a report: every score at a glance, with its interval, its n and what changed."""

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.report.measures import CES
from peakend.report.plan import ScorePlan
from peakend.report.section import Section, with_minus
from peakend.surveys.ces import ces
from peakend.surveys.csat import csat
from peakend.surveys.nps import nps
from peakend.surveys.question import Question
from peakend.surveys.survey import Survey
from peakend.tables.about import describe

Score = Callable[[Survey], pd.DataFrame]


def summary(survey: Survey, plan: ScorePlan, before: Survey | None) -> Iterator[Section]:
    """Yield a table with a row a score; nothing where fewer than two can be had."""
    rows = []
    for name in (*plan.nps, *plan.csat, *plan.ces):
        row = _row(survey, plan, survey.questions[name], before)
        if row is not None:
            rows.append(row)
    if len(rows) < 2:
        return
    heads = [_("question"), _("measure"), _("score"), _("95 % interval"), _("answers"), _("last time")]
    table = pd.DataFrame(rows, columns=heads)
    if before is None:
        table = table.drop(columns=heads[-1])
    line = _("NPS in points, CSAT in percent satisfied, CES as a mean.")
    yield Section(_("Scores at a glance"), (line,), describe(table, "summary", {}))


def _row(survey: Survey, plan: ScorePlan, question: Question, before: Survey | None) -> tuple[str, ...] | None:
    measure, places, value, make = _measure(plan, question)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            found = make(survey).iloc[0]
            then = make(before).iloc[0] if before is not None and question.name in before.table else None
    except PeakendError:
        return None  # its own part says why
    # Without a plus: in a workbook, text that begins with one would be a formula.
    # A minus of its own: a workbook would put an apostrophe before a text that begins with a hyphen.
    shown = [with_minus(f"{found[name]:z.{places}f}") for name in (value, "ci_low", "ci_high")]
    earlier = "–" if then is None else with_minus(f"{then[value]:z.{places}f}")
    return (
        question.text,
        measure,
        shown[0],
        _("{low} to {high}", low=shown[1], high=shown[2]),
        f"{found['n']:.0f}",
        earlier,
    )


def _measure(plan: ScorePlan, question: Question) -> tuple[str, int, str, Score]:
    options: dict[str, Any] = {"weights": plan.weights, "invalid": "drop"}
    if question.name in plan.nps:
        return "NPS", 1, "nps", lambda survey: nps(survey, question.name, **options)
    if question.name in plan.csat:
        top = plan.top.get(question.name)
        return "CSAT", 1, "top_box", lambda survey: csat(survey, question.name, top=top, **options)
    scale = question.scale or CES
    return "CES", 2, "mean", lambda survey: ces(survey, question.name, scale=scale, high_is="easy", **options)
