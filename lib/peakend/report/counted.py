"""The parts of a report that count answers: how often each was given, and by segment."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from peakend.base.language import translate as _
from peakend.base.numbers import show_percent
from peakend.charts.labels import ROW_NAME_WIDTH, wrap
from peakend.charts.results import describe as describe_chart
from peakend.charts.style import BLUE, INK
from peakend.report.plan import ScorePlan
from peakend.report.section import Section, by_titles
from peakend.surveys.crosstab import LETTERS, crosstab
from peakend.surveys.frequencies import frequencies
from peakend.surveys.question import Question
from peakend.surveys.survey import Survey
from peakend.tables.about import describe

ROW_HEIGHT, WIDTH = 30, 460


def counted(survey: Survey, plan: ScorePlan, columns: str | Sequence[str], question: Question) -> Iterator[Section]:
    """Yield how often each answer was given, the most frequent first, and beside it the segments."""
    if not isinstance(columns, str):
        titles = {name: survey.questions[name].text.rsplit(" — ", 1)[-1] for name in columns}
        survey = by_titles(survey, titles)
        columns = [titles[name] if titles[name] in survey.table else name for name in columns]
    found = frequencies(survey, columns, weights=plan.weights).sort_values(
        "percent", ascending=False, ignore_index=True
    )
    line = _("Answered by {n}.", n=int(found["base"].iloc[0]))
    if not isinstance(columns, str):
        line += " " + _("Several answers were possible.")
    yield Section(question.text, (line,), found[["answer", "n", "percent", "ci_low", "ci_high"]], plot_shares(found))
    if plan.by and plan.by != columns and survey.table[plan.by].nunique(dropna=False) <= len(LETTERS):
        yield _beside(survey, plan, columns, question, found["answer"].tolist())


def _beside(
    survey: Survey, plan: ScorePlan, columns: str | Sequence[str], question: Question, order: list[Any]
) -> Section:
    """Return the segments side by side, in percent, with letters for those that differ."""
    by = str(plan.by)
    table = crosstab(survey, columns, by=by, weights=plan.weights)
    said = table.assign(cell=[f"{show_percent(row.percent)} {row.higher_than}".strip() for row in table.itertuples()])
    heads = table.drop_duplicates("letter").set_index("letter")
    wide = said.pivot(index="answer", columns="letter", values="cell").reindex(order).reset_index()
    names = {letter: f"{letter} {heads.loc[letter, by]} (n = {heads.loc[letter, 'base']})" for letter in heads.index}
    wide = describe(
        wide.rename_axis(columns=None).rename(columns=names), "beside", {"answer": {"zh": "答案", "en": "answer"}}
    )
    line = _("A letter names a segment whose share is lower beyond chance (Holm's correction).")
    return Section(_("{title}: by {segments}", title=question.text, segments=by), (line,), wide)


def plot_shares(found: pd.DataFrame) -> Any:
    """Draw the percentages of answers as bars, the most frequent first."""
    import altair as alt

    data = found.assign(
        row=[wrap(str(answer), ROW_NAME_WIDTH) for answer in found["answer"]],
        label=[show_percent(percent, 1) for percent in found["percent"]],
    )[["row", "percent", "label"]]
    rows = alt.Y("row:N", sort=None, title=None).axis(labelLimit=0, ticks=False)
    base = alt.Chart(data).encode(rows)
    size = alt.X("percent:Q", title=_("percent of those who answered")).scale(
        domain=[0, max(data["percent"].max(), 1) * 1.15]
    )
    bars = base.mark_bar(height=16, color=BLUE, opacity=0.6).encode(size)
    texts = base.mark_text(align="left", dx=5, color=INK).encode(size, text="label:N")
    said = [f"{answer} {label}" for answer, label in zip(found["answer"], data["label"], strict=True)]
    description = describe_chart(_("percent of those who answered"), said)
    return alt.layer(bars, texts).properties(width=WIDTH, height=alt.Step(ROW_HEIGHT), description=description)
