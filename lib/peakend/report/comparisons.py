"""The parts of a report that set things beside each other: now and before, what goes with what, features."""

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.charts.drivers import plot_drivers
from peakend.charts.kano import plot_kano
from peakend.charts.priorities import plot_importance_performance
from peakend.report.measures import CES, CSAT
from peakend.report.plan import ScorePlan
from peakend.report.section import Section, with_minus
from peakend.surveys.differences import ces_difference, csat_difference
from peakend.surveys.drivers import drivers
from peakend.surveys.importance_performance import importance_performance
from peakend.surveys.kano import kano
from peakend.surveys.nps import nps_difference
from peakend.surveys.question import Question
from peakend.surveys.survey import Survey
from peakend.tables.about import describe

Maker = Callable[[Survey, ScorePlan, Question], Iterator[Section]]
FEWEST_ITEMS = 3  # below, quadrants about their means say nothing


def compared(make: Maker, survey: Survey, before: Survey, weights: str | None, question: Question) -> Iterator[Section]:
    """Yield both surveys side by side, with the difference and its interval."""
    period, now, then = _("period"), _("this time"), _("last time")
    parts = [
        one.measured([question.name])[[question.name, *filter(None, [weights])]].assign(**{period: when})
        for one, when in ((survey, now), (before, then))
    ]
    # Turned and scored answers are numbers now: only scale and good end are still to be told.
    plain = Question(question.name, question.text, question.kind, scale=question.scale, direction=question.direction)
    both = Survey(pd.concat(parts, ignore_index=True), survey.questions.replace(plain))
    section = next(make(both, ScorePlan(by=period, weights=weights), question))
    yield section._replace(
        title=_("Now and before: {title}", title=section.title),
        lines=(_difference(both, plain, section, period, weights),),
    )


def _difference(both: Survey, question: Question, section: Section, period: str, weights: str | None) -> str:
    measure = section.title.partition(" ")[0]
    options: dict[str, Any] = {
        "between": period,
        "groups": (_("this time"), _("last time")),
        "invalid": "drop",
        "weights": weights,
    }
    if measure == "NPS":
        table = nps_difference(both, question.name, **options)
    elif measure == "CSAT":
        table = csat_difference(both, question.name, scale=question.scale or CSAT, **options)
    else:
        table = ces_difference(both, question.name, scale=question.scale or CES, **options)
    found = table.iloc[0]
    places = 2 if measure == "CES" else 1
    shown = [with_minus(f"{found[name]:+z.{places}f}") for name in ("difference", "ci_low", "ci_high")]
    return _(
        "Now less before: {difference} points ({low} to {high}), p {p}.",
        difference=shown[0],
        low=shown[1],
        high=shown[2],
        p="< 0.001" if found["p_value"] < 0.001 else f"= {found['p_value']:.3f}",
    )


def what_drives(survey: Survey, plan: ScorePlan) -> Iterator[Section]:
    """Yield what goes with recommendation, and how well that is done."""
    candidates = [*plan.csat, *plan.ces]
    if not plan.nps or len(candidates) < 2:
        return
    outcome = survey.questions[plan.nps[0]]
    title = _("What goes with recommendation")
    try:
        found = drivers(survey, outcome.name, candidates, weights=plan.weights)
    except PeakendError as error:
        yield Section(title, (str(error),))
        return
    line = _("Shares of what these ratings explain of “{text}”; no proof of cause.", text=outcome.text)
    texts = {question.name: question.text for question in survey.questions}
    named = found.assign(driver=found["driver"].map(texts))
    shown = named[["driver", "rank", "share", "n"]].assign(share=100 * named["share"])
    headings = {
        "driver": _("question"),
        "rank": _("rank"),
        "share": _("share of what is explained, %"),
        "n": _("answers"),
    }
    shown = describe(shown, "drivers_shown", {key: {"zh": text, "en": text} for key, text in headings.items()})
    yield Section(title, (line,), shown, plot_drivers(named))
    if len(candidates) < FEWEST_ITEMS:
        return
    item, important, done = _("question"), _("importance"), _("performance, %")
    usual = dict.fromkeys(plan.csat, CSAT) | dict.fromkeys(plan.ces, CES)
    rated = {name: _percent_of_scale(survey, survey.questions[name], usual[name]) for name in candidates}
    items = pd.DataFrame(
        {item: found["driver"].map(texts), important: found["share"], done: found["driver"].map(rated)}
    ).dropna()
    placed = importance_performance(items, item=item, importance=important, performance=done)
    line = _(
        "Important is what goes with recommendation; performance is the mean answer as a percentage of its own scale. "
        "The lines lie at the items' means."
    )
    shown = placed[[item, "importance", "performance", "label"]]
    yield Section(_("Importance and performance"), (line,), shown, plot_importance_performance(placed))


def _percent_of_scale(survey: Survey, question: Question, usual: tuple[int, int]) -> float:
    """Return the mean answer between the two ends of its scale, so that scales of other lengths can be compared."""
    low, high = question.scale or usual
    answers = survey.measured([question.name])[question.name]
    answers = pd.to_numeric(answers, errors="coerce").astype("float64")
    return float(100 * (answers[answers.between(low, high)].mean() - low) / (high - low))


def kano_of(survey: Survey, plan: ScorePlan) -> Iterator[Section]:
    """Yield the categories of the features whose pairs of questions the plan names."""
    title, feature = _("Features by KANO"), _("feature")
    try:
        kept = [plan.weights] if plan.weights else []
        long = survey.melt_kano(plan.kano, keep=kept).rename(columns={"feature": feature})
        found = kano(
            long,
            feature=feature,
            functional="functional",
            dysfunctional="dysfunctional",
            weights=plan.weights,
            invalid="drop",
        )
    except PeakendError as error:
        yield Section(title, (str(error),))
        return
    rows = found[[feature, "category", "n"]].itertuples(index=False, name=None)
    said = [f"{name}: {category} (n = {n})" for name, category, n in rows]
    shown = found[[feature, "n", *"AOMIRQ", "category", "better", "worse"]]
    yield Section(title, ("; ".join(said),), shown, plot_kano(found))
