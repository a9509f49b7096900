"""A team's own file as a lab takes it: what was understood, what is open, and what stands in the way."""

import contextlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from numbers import Real
from pathlib import Path

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.lessons.own_columns import find_columns, find_pairs, is_named_so
from peakend.lessons.own_scores import (
    FEWEST,
    Direction,
    Understood,
    read_groups,
    read_kano,
    read_labels,
    read_scores,
    read_times,
)
from peakend.lessons.own_tables import OwnTable, Wanted
from peakend.surveys.exports.problem import LEFT_OUT
from peakend.surveys.survey import Survey

MOST_SHEETS = 8  # of a workbook, looked into
_CURVES = 3  # visits that have one, as many as a comparison of memories needs
PAIRS = "pairs"  # what the two columns of each KANO feature are called in a reading
_IN_PAIRS = ("feature", "functional", "dysfunctional")


@dataclass(frozen=True)
class OwnReading:
    """What was understood of a team's file.

    Attributes
    ----------
    columns : mapping of str to str
        For each column wanted that of the file; empty where none was found.
    understood : mapping of str to Understood
        What was read of it.
    pairs : mapping of str to two str
        For KANO with a row a customer: the two columns of each feature.
    notes : tuple of str
        What was left out or filled.
    problem : str
        The first thing that stands in the way; empty where the lab can go on.
    table : pandas.DataFrame, optional
        What the lab works with, where nothing stands in the way.
    """

    columns: Mapping[str, str]
    understood: Mapping[str, Understood] = field(default_factory=dict)
    pairs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    problem: str = ""
    table: pd.DataFrame | None = None


def read_own_file(file: Path, wanted: OwnTable) -> tuple[Survey, OwnReading]:
    """Read a file, of a workbook the sheet in which most of what is wanted was found.

    Raises
    ------
    PeakendError
        If no sheet can be read as a survey.
    """
    from peakend.frames.sheets import read_sheets
    from peakend.surveys.exports.read_survey import read_survey

    with contextlib.redirect_stdout(io.StringIO()):
        if file.suffix.casefold() != ".xlsx" or len(names := [sheet.name for sheet in read_sheets(file)]) < 2:
            try:
                surveys = [read_survey(file, lazy=False)]
            except PeakendError:  # which of its columns could serve is then for the form to ask, not for a parameter
                surveys = [read_survey(file, profile="plain", lazy=False)]
        else:
            surveys = []
            for name in names[:MOST_SHEETS]:
                with contextlib.suppress(PeakendError):
                    surveys.append(read_survey(file, sheet=name, lazy=False))
        if not surveys:
            raise PeakendError(_("No sheet of {file} holds answers.", file=file.name))
    readings = [(survey, read_own(survey, wanted)) for survey in surveys]
    return max(readings, key=lambda both: sum(map(bool, both[1].columns.values())) + 2 * len(both[1].pairs))


def read_own(
    survey: Survey,
    wanted: OwnTable,
    columns: Mapping[str, str] | None = None,
    directions: Mapping[str, Direction] | None = None,
) -> OwnReading:
    """Read a survey as the table that a lab needs.

    Parameters
    ----------
    survey : Survey
        The file as `read_survey` has it.
    wanted : OwnTable
        What the lab needs.
    columns : mapping of str to str, optional
        For each column wanted that of the file, where somebody has chosen it; empty for none.
    directions : mapping of str to {"high", "low"}, optional
        Which end of a column's numbers is the good one.
    """
    said = dict(directions or {})
    found = find_columns(survey, wanted)
    found |= {name: column for name, column in (columns or {}).items() if column in survey or not column}
    pairs = find_pairs(survey) if wanted.has_pairs and not all(found.get(name) for name in _IN_PAIRS) else {}
    needed = [column for column in wanted.columns if not (pairs and column.id in _IN_PAIRS)]
    survey, notes = _without_example(survey, wanted, found)
    lacking = [column for column in needed if not found.get(column.id) and not column.is_optional]
    chosen = {column.id: found.get(column.id, "") for column in needed}
    understood: dict[str, Understood] = {}
    problem = ""
    for column in needed:
        if chosen[column.id]:
            try:
                understood[column.id] = _understand(survey, chosen[column.id], column, said.get(column.id, ""))
            except PeakendError as error:
                problem = problem or str(error)
    if lacking:
        problem = _not_found(lacking, survey)
    reading = OwnReading(chosen, understood, pairs, notes, problem)
    if problem:
        return reading
    try:
        halves = _halves(survey, pairs, said.get(PAIRS, ""))
        table = _table(survey, understood)
        return _checked(reading, _with_pairs(table, halves) if pairs else table, needed, halves)
    except PeakendError as error:
        return _changed(reading, problem=str(error))


def _without_example(survey: Survey, wanted: OwnTable, found: Mapping[str, str]) -> tuple[Survey, tuple[str, ...]]:
    """Leave out the example of the empty table, and say what else was left out."""
    said = {"preview": _("Previews and tests, left out: {count}."), "unfinished": _("Unfinished, left out: {count}.")}
    problems = survey.problems[survey.problems["kind"].isin(LEFT_OUT)]
    notes = [
        said[kind].format(count=rows) if kind in said and rows else message
        for kind, rows, message in zip(problems["kind"], problems["rows"], problems["message"], strict=True)
    ]
    pairs = [(found[column.id], column.example) for column in wanted.columns if found.get(column.id)]
    if len(survey) > 1 and len(pairs) > 1:
        first = {column: survey.table[column].iloc[0] for column, _example in pairs}
        if any(all(_is_example(first[column], example[one]) for column, example in pairs) for one in ("zh", "en")):
            survey = replace(survey, table=survey.table.iloc[1:].reset_index(drop=True))
            notes.append(_("The example of the empty table was left out."))
    return survey, tuple(notes)


def _is_example(cell: object, example: object) -> bool:
    """Tell whether a cell holds an example, as files keep it: 6 as 6.0 beside blanks, a time as a time.

    >>> _is_example(6.0, 6), _is_example(datetime(2026, 12, 1, 9, 30), "2026-12-01 09:30"), _is_example("7", 6)
    (True, True, False)
    """
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}" == example
    if isinstance(cell, Real) and isinstance(example, Real):
        return float(cell) == float(example)
    return str(cell) == str(example)


def _understand(survey: Survey, column: str, wanted: Wanted, direction: Direction) -> Understood:
    if wanted.kind == "score":
        return read_scores(survey, column, wanted, direction)
    if wanted.kind == "kano":
        # Under the lab's own name for it, a number is what the lab says it is.
        return read_kano(survey, column, direction or ("high" if is_named_so(survey.questions[column], wanted) else ""))
    if wanted.kind == "group":
        return read_groups(survey, column, wanted)
    return read_times(survey, column) if wanted.kind == "time" else read_labels(survey, column)


def _not_found(lacking: list[Wanted], survey: Survey) -> str:
    titles = [column.title for column in lacking]
    headings = [question.text for question in survey.questions]
    return _(
        "Which column is it? Not found: {lacking}. The file has: {headings}. Choose the columns above, or rename the "
        "headings as in the empty table.",
        lacking=join_words(titles, most=8),
        headings=join_words((heading[:20] for heading in headings), most=10),
    )


def _table(survey: Survey, understood: Mapping[str, Understood]) -> pd.DataFrame:
    return pd.DataFrame({name: found.values for name, found in understood.items()}, index=survey.table.index)


def _halves(
    survey: Survey, pairs: Mapping[str, tuple[str, str]], direction: Direction
) -> dict[str, tuple[Understood, Understood]]:
    return {
        feature: (read_kano(survey, having, direction), read_kano(survey, lacking, direction))
        for feature, (having, lacking) in pairs.items()
    }


def _with_pairs(people: pd.DataFrame, halves: Mapping[str, tuple[Understood, Understood]]) -> pd.DataFrame:
    """Make of two columns a feature and a row a customer a row for each customer and feature."""
    if "respondent" not in people:
        people.insert(0, "respondent", [f"K{number:03}" for number in range(1, len(people) + 1)])
    parts = [
        people.assign(feature=feature, functional=having.values, dysfunctional=lacking.values)
        for feature, (having, lacking) in halves.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _checked(
    reading: OwnReading,
    table: pd.DataFrame,
    needed: list[Wanted],
    halves: Mapping[str, tuple[Understood, Understood]],
) -> OwnReading:
    """Leave out rows without a group, and see that each group has answers to each question."""
    group = next((column.id for column in needed if column.kind == "group"), None)
    if group is not None:
        table = table[table[group].notna()].reset_index(drop=True)
    scores = [column for column in needed if column.kind in ("score", "kano") and column.id in table]
    for column in scores:
        answered = table[pd.to_numeric(table[column.id]).between(*(column.scale or (0, 0)))] if column.scale else table
        counts = answered.groupby(group, observed=False).size() if group else pd.Series({"": len(answered)})
        if counts.min() < FEWEST and not column.is_optional:
            raise PeakendError(
                _(
                    "“{column}” has {count} answers{group}; the lab needs at least {fewest}, or its charts say "
                    "nothing. Use the case's data meanwhile.",
                    column=column.title,
                    count=int(counts.min()),
                    group=_(" in “{name}”", name=counts.idxmin()) if group else "",
                    fewest=FEWEST,
                )
            )
    if "feature" in table and table["feature"].nunique() < 2:
        raise PeakendError(_("The lab compares features, and only one was found. Ask about at least two."))
    if "journey" in table:
        _require_comparable(table)
    is_open = [column.title for column in needed if _is_open(reading.understood.get(column.id))]
    if any(_is_open(half) for both in halves.values() for half in both):
        is_open.append(_("the KANO answers"))
    if is_open:
        said = _("Choose which end of the numbers is the good one: {columns}.", columns=join_words(is_open))
        return _changed(reading, problem=said)
    return _changed(reading, table=table)


def _require_comparable(visits: pd.DataFrame) -> None:
    """Raise `PeakendError` where rated visits have several ratings each, or hardly any has a curve to compare."""
    felt = visits.dropna(subset=["emotion"]).groupby("journey", observed=True).size()
    is_rated = "rating" in visits
    if is_rated and (count := int((felt > 1).sum())) < _CURVES:
        raise PeakendError(
            _(
                "Visits with an emotion at two touchpoints or more: {count}; the lab needs at least {fewest}. Give "
                "each visit a row for each touchpoint, and the same name in all of them.",
                count=count,
                fewest=_CURVES,
            )
        )
    rated = visits.groupby("journey", observed=True)["rating"].nunique() if is_rated else felt * 0
    if count := int((rated > 1).sum()):
        raise PeakendError(
            _(
                "Visits with more than one recalled rating: {count}, for instance “{name}”. Give each visit one "
                "rating, or choose “– none –” for this column.",
                count=count,
                name=rated.idxmax(),
            )
        )


def _is_open(found: Understood | None) -> bool:
    return found is not None and found.asks and not found.direction


def _changed(reading: OwnReading, *, problem: str = "", table: pd.DataFrame | None = None) -> OwnReading:
    return OwnReading(reading.columns, reading.understood, reading.pairs, reading.notes, problem, table)
