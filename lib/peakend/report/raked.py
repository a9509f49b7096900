"""The part of a report that weighs the answers to shares that are known, and says what that costs."""

from collections.abc import Mapping
from dataclasses import replace
from math import inf

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import join_words, quote
from peakend.base.language import translate as _
from peakend.frames.frames import check_weights, read_frame
from peakend.report.plan import ScorePlan
from peakend.report.section import Section
from peakend.surveys.question import Question, Questions
from peakend.surveys.raking import Raking, rake
from peakend.surveys.scoring import answer_text
from peakend.surveys.survey import Survey

WEIGHT = "peakend_weight"  # the column of weights that a report adds
MOST_LISTED = 8
SEEN = 0.05  # points: a smaller difference is not shown


def weigh(survey: Survey, plan: ScorePlan) -> tuple[Survey, Section]:
    """Return a survey with a column of weights that bring its answers to the plan's margins, and the part on them.

    Whoever did not answer one of these questions keeps that group's share of the answers: nobody is left out.

    Raises
    ------
    PeakendError
        If the groups of the plan and those of the file differ, or no weights bring the margins about.
    """
    start = pd.Series(1.0, index=survey.table.index)
    if plan.weights:
        check_weights(read_frame(survey.table), plan.weights)
        start = survey.table[plan.weights].astype("float64")
    groups: dict[str, pd.Series] = {}
    known: dict[str, dict[object, float]] = {}
    silent = []
    for column, shares in plan.margins.items():
        text, none = survey.questions[column].text, _("(no answer)")
        name = column if text in groups else text
        answers = survey.table[column].map(answer_text, na_action="ignore").astype(object)
        _require_same_groups(text, set(answers.dropna()), shares)
        is_silent = answers.isna()
        groups[name], known[name] = answers.mask(is_silent, none), {group: share for group, share in shares.items()}
        if is_silent.any():
            part = start[is_silent].sum() / start.sum()
            known[name][none] = sum(shares.values()) * part / (1 - part)
            said = _(
                "Without an answer to “{question}”: {n}; their share is left as it is.",
                n=is_silent.sum(),
                question=text,
            )
            silent.append(said)
    raking = rake(pd.DataFrame(groups | {WEIGHT: start}), known, weights=WEIGHT, upper=plan.most_weight or inf)
    table = survey.table.assign(**{WEIGHT: raking.weights})
    questions = Questions([*survey.questions, Question(WEIGHT, _("weight"), "meta")])
    section = Section(_("Weights"), (raking.cost, *_cut_off(raking, plan.most_weight), *silent), raking.margins)
    return replace(survey, table=table, questions=questions), section


def _require_same_groups(question: str, found: set[str], shares: Mapping[str, float]) -> None:
    without_share = sorted(found - set(shares))
    nobody = sorted(group for group, share in shares.items() if share and group not in found)
    if without_share or nobody:
        raise PeakendError(
            _(
                "The margins of “{question}” do not fit the file. In the file, but without a share: {without_share}. "
                "With a share, but nobody in the file: {nobody}. Write the groups as the file does, and join those "
                "that are too small.",
                question=question,
                without_share=_listed(without_share),
                nobody=_listed(nobody),
            )
        )


def _listed(groups: list[str]) -> str:
    return join_words([*map(quote, groups[:MOST_LISTED]), *(["…"] if len(groups) > MOST_LISTED else [])])


def _cut_off(raking: Raking, most: float | None) -> list[str]:
    """Say how far from what is known the shares are left where weights were cut off."""
    off = float((raking.margins["weighted_percent"] - raking.margins["known_percent"]).abs().max())
    if most is None or off < SEEN:
        return []
    return [
        _(
            "Weights were cut off at {most}; shares are still up to {points} points from what is known.",
            most=f"{most:g}",
            points=f"{off:.1f}",
        )
    ]
