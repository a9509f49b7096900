"""The parts of a survey's report: each a title, sentences, a table that knows itself, and a picture."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import join_words, quote
from peakend.base.language import translate as _
from peakend.charts.series import plot_nps_series
from peakend.charts.surveys import plot_ces, plot_csat, plot_nps
from peakend.report.comparisons import compared, kano_of, what_drives
from peakend.report.counted import counted
from peakend.report.measures import CES
from peakend.report.plan import ScorePlan, doubts, with_option
from peakend.report.raked import WEIGHT, weigh
from peakend.report.section import Section, by_titles, with_minus
from peakend.report.summary import summary
from peakend.surveys.ces import ces
from peakend.surveys.csat import csat
from peakend.surveys.nps import nps
from peakend.surveys.nps_series import nps_series
from peakend.surveys.question import Question
from peakend.surveys.survey import Survey
from peakend.tables.about import describe

NPS_TOLD = ("n", "promoters", "passives", "detractors", "nps", "ci_low", "ci_high")
CSAT_TOLD = ("n", "top_box", "ci_low", "ci_high", "mean")
CES_TOLD = ("n", "mean", "ci_low", "ci_high", "percent_easy")
MOST_QUOTED = 200  # open answers; more are read in the file itself


def make_sections(survey: Survey, plan: ScorePlan, before: Survey | None = None) -> Iterator[Section]:
    """Yield the parts of a report: what was read, each score, what drives it, answers, and notes on method.

    A score that cannot be had is a sentence in its own part; the others go on.

    Parameters
    ----------
    survey : Survey
        The survey.
    plan : ScorePlan
        What is scored how.
    before : Survey, optional
        An earlier one, to compare with.
    """
    first = [_read(survey, _("What was read, and what was left out"))]
    if before is not None:
        first.append(_read(before, _("What was read, and what was left out, last time")))
    if plan.margins:
        survey, weights = weigh(survey, plan)
        first.append(weights)
        if before is not None:
            before, then = weigh(before, plan)
            first.append(then._replace(title=_("Weights, last time")))
        plan = plan.model_copy(update={"weights": WEIGHT})
    if plan.by:
        title = survey.questions[plan.by].text
        survey, plan = _with_segments(survey, plan, title)
    yield from summary(survey, plan, before)
    yield from first
    for names, make in ((plan.nps, _nps), (plan.csat, _csat), (plan.ces, _ces)):
        for question in map(survey.questions.__getitem__, names):
            yield from _safely(question, partial(make, survey, plan))
            if before is not None:
                yield from _safely(question, partial(compared, make, survey, before, plan.weights))
    yield from what_drives(survey, plan)
    if plan.kano:
        yield from kano_of(survey, plan)
    for name in plan.choices:
        yield from _safely(survey.questions[name], partial(counted, survey, plan, name))
    for group, names in plan.several.items():
        option = survey.questions[names[0]]
        whole = replace(option, name=group, text=option.text.rsplit(" — ", 1)[0])
        yield from _safely(whole, partial(counted, survey, plan, names))
    for name in plan.open:
        yield _quoted(survey, survey.questions[name])
    yield Section(_("How this was worked out"), tuple(_method(plan)))


def _with_segments(survey: Survey, plan: ScorePlan, title: str) -> tuple[Survey, ScorePlan]:
    """Call the column of segments by its question, so that tables and charts read as the questionnaire did."""
    named = by_titles(survey, {str(plan.by): title})
    if title not in named.table:
        return survey, plan
    choices = tuple(title if name == plan.by else name for name in plan.choices)
    return named, plan.model_copy(update={"by": title, "choices": choices})


def _read(survey: Survey, title: str) -> Section:
    lines = [_("Respondents: {rows}; columns: {columns}.", rows=len(survey), columns=survey.table.shape[1])]
    texts = {question.name: question.text for question in survey.questions}
    doubted = {question.name for question in survey.questions if question.code_doubt}
    found: dict[str, list[str]] = {}
    problems = survey.problems[["kind", "column", "message", "remedy"]].astype(str)
    for kind, column, message, remedy in problems.itertuples(index=False, name=None):
        if kind == "doubt" and column not in doubted:
            continue  # settled, or said below with what to do on the command line
        # What is said of several questions in the same words is said once.
        named = with_option(message.replace(quote(column), "{}") if column else _by_text(message, texts), remedy)
        found.setdefault(named, []).append(f"“{texts.get(column, column)}”")
    lines += [said.replace("{}", join_words(columns), 1).replace("{}", "…") for said, columns in found.items()]
    return Section(title, (*lines, *doubts(survey)))


def _by_text(message: str, texts: dict[str, str]) -> str:
    """Call questions that a sentence names by what they ask."""
    for name, text in texts.items():
        message = message.replace(quote(name), f"“{text}”")
    return message


def _safely(question: Question, make: Callable[[Question], Iterator[Section]]) -> Iterator[Section]:
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always", UserWarning)
        try:
            made = list(make(question))
        except PeakendError as error:
            made = [Section(question.text, (with_option(str(error), error.remedy),))]
    texts = [str(one.message) for one in heard if issubclass(one.category, UserWarning)]
    said = dict.fromkeys(_by_text(text, {question.name: question.text}) for text in texts)
    for i, section in enumerate(made):
        yield section._replace(lines=(*section.lines, *said)) if i == 0 else section


def _nps(survey: Survey, plan: ScorePlan, question: Question) -> Iterator[Section]:
    whole = nps(survey, question.name, weights=plan.weights, invalid="drop")
    parts = nps(survey, question.name, by=plan.by, weights=plan.weights, invalid="drop") if plan.by else whole
    row = whole.iloc[0]
    line = _(
        "NPS {score} ({low} to {high}) from {answers}.",
        score=with_minus(f"{row['nps']:+z.1f}"),
        low=with_minus(f"{row['ci_low']:+z.1f}"),
        high=with_minus(f"{row['ci_high']:+z.1f}"),
        answers=_answers(int(row["n"])),
    )
    yield Section(f"NPS · {question.text}", (line, *_left_out(whole)), _told(parts, NPS_TOLD), plot_nps(parts))
    if plan.time:
        series = nps_series(survey, question.name, time=plan.time, weights=plan.weights, invalid="drop")
        if len(series) > 1:
            yield Section(_("NPS over time"), (), _told(series, NPS_TOLD), plot_nps_series(series))


def _csat(survey: Survey, plan: ScorePlan, question: Question) -> Iterator[Section]:
    options: dict[str, Any] = {"top": plan.top.get(question.name), "weights": plan.weights, "invalid": "drop"}
    whole = csat(survey, question.name, **options)
    parts = csat(survey, question.name, by=plan.by, **options) if plan.by else whole
    row = whole.iloc[0]
    line = _(
        "CSAT {share:.1f} % satisfied ({low:.1f} to {high:.1f}), mean {mean:.2f}, from {answers}.",
        share=row["top_box"],
        low=row["ci_low"],
        high=row["ci_high"],
        mean=row["mean"],
        answers=_answers(int(row["n"])),
    )
    yield Section(f"CSAT · {question.text}", (line, *_left_out(whole)), _told(parts, CSAT_TOLD), plot_csat(parts))


def _ces(survey: Survey, plan: ScorePlan, question: Question) -> Iterator[Section]:
    scale = question.scale or CES
    options: dict[str, Any] = {"scale": scale, "high_is": "easy", "weights": plan.weights, "invalid": "drop"}
    whole = ces(survey, question.name, **options)
    parts = ces(survey, question.name, by=plan.by, **options) if plan.by else whole
    row = whole.iloc[0]
    line = _(
        "CES {mean:.2f} on {scale} ({low:.2f} to {high:.2f}), {easy:.1f} % found it easy, from {answers}.",
        mean=row["mean"],
        scale=f"{scale[0]}–{scale[1]}",
        low=row["ci_low"],
        high=row["ci_high"],
        easy=row["percent_easy"],
        answers=_answers(int(row["n"])),
    )
    yield Section(
        f"CES · {question.text}", (line, *_left_out(whole)), _told(parts, CES_TOLD), plot_ces(parts, scale=scale)
    )


def _answers(n: int) -> str:
    return _("1 answer") if n == 1 else _("{n} answers", n=n)


def _told(result: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return the columns that a page has room for, after those of the segments; what was not counted is said."""
    first = list(result).index("n")
    return result[[*list(result)[:first], *columns]]


def _left_out(result: pd.DataFrame) -> Iterator[str]:
    missing, invalid = int(result["n_missing"].sum()), int(result["n_invalid"].sum())
    if missing or invalid:
        yield _("Not counted: {missing} without an answer, {invalid} off the scale.", missing=missing, invalid=invalid)


def _quoted(survey: Survey, question: Question) -> Section:
    answers = survey.table[question.name].dropna().astype(str).str.strip()
    answers = answers[answers != ""]
    shown = pd.DataFrame({"answer": answers.head(MOST_QUOTED).tolist()})
    line = _("As they were written ({n}).", n=len(answers))
    if len(answers) > MOST_QUOTED:
        line += " " + _("The first {most} are shown.", most=MOST_QUOTED)
    return Section(question.text, (line,), describe(shown, "open", {"answer": {"zh": "答案", "en": "answer"}}))


def _method(plan: ScorePlan) -> Iterator[str]:
    if plan.nps:
        yield _("NPS: percent of 9 and 10 less percent of 0 to 6; 95 % interval by the adjusted Wald method.")
    if plan.csat:
        yield _("CSAT: percent of the best answers, two unless the plan says how many, with Wilson's 95 % interval.")
    if plan.ces:
        yield _("CES: mean with its 95 % interval; answers above the middle count as easy; high is easy.")
    if plan.kano:
        yield _("KANO: each feature's most frequent category; better and worse by Berger and others (1993).")
    if plan.margins:
        yield _(
            "Answers are weighted to the known shares by raking; errors are linearised, and take the shares as exact."
        )
    elif plan.weights:
        yield _("Answers are weighted by “{column}”; errors are linearised.", column=plan.weights)
    yield _("Differences smaller than the intervals may be chance.")
