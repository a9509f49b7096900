"""From a sheet's columns to answers: the steps that all files go through, whole or in parts."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from peakend.base.language import join_words, quote
from peakend.base.language import translate as _
from peakend.surveys.exports.columns import Column, as_text, points_among, unique
from peakend.surveys.exports.left_out import left_out
from peakend.surveys.exports.problem import Problem
from peakend.surveys.exports.scale_in_head import scale_in_head
from peakend.surveys.exports.several import split_as_said
from peakend.surveys.exports.times import read_times

Missing = Sequence[object] | Mapping[str, Sequence[object]]


@dataclass(frozen=True)
class Wishes:
    """What the caller of `read_survey` says about a file's answers."""

    dayfirst: bool | None = None
    missing: Missing = ()
    keep: Collection[str] = ()
    several: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """Columns with the answers that stay, what was left out, and what is said of codes for no answer and of times."""

    columns: list[Column]
    cut: list[Problem]
    codes: list[Problem]
    times: list[Problem]


def read_columns(columns: list[Column], wishes: Wishes) -> Reading:
    """Blank out what is no answer, leave out who is no customer, and read the times."""
    twice = _same_headings(columns)
    for column, name in zip(columns, unique([column.name for column in columns]), strict=True):
        column.name = name
    columns = split_as_said(columns, wishes.several)
    codes = twice + blank_codes(columns, wishes.missing)
    stays, cut = left_out(columns, wishes.keep)
    for column in columns:
        column.values = column.values[stays]
    times = read_times(columns, wishes.dayfirst)
    return Reading(columns, cut, codes, times)


def _same_headings(columns: Sequence[Column]) -> list[Problem]:
    """Say which headings stand above several columns."""
    counts = Counter(column.name for column in columns if column.kind in ("question", "matrix"))
    heads = [name for name, count in counts.items() if count > 1]
    if not heads:
        return []
    said = _(
        "Headings that stand above more than one column: {heads}. All are kept, and numbered; if two tables stand side "
        "by side, keep each in a file of its own.",
        heads=join_words(map(quote, heads), most=6),
    )
    return [Problem("shape", "", 0, said)]


def blank_codes(columns: list[Column], missing: Missing) -> list[Problem]:
    """Blank out, and count, what the user says is no answer; say which codes for all questions are a scale's points."""
    kept: list[Problem] = []
    for column in columns:
        codes = missing.get(column.name, ()) if isinstance(missing, Mapping) else missing
        wanted = {as_text(code) for code in codes}
        if not wanted or column.kind not in ("question", "matrix", "rank"):
            continue
        if not isinstance(missing, Mapping):
            points = _points(column, wanted)
            wanted -= points
            kept += [_point_of_scale(column, points)] if points else []
        is_code = column.values.map(as_text, na_action="ignore").isin(wanted)
        for code, count in column.values[is_code].map(as_text).value_counts().items():
            column.missing[str(code)] = column.missing.get(str(code), 0) + int(count)
        column.values = column.values.mask(is_code)
    return kept


def _points(column: Column, codes: Collection[str]) -> set[str]:
    """Return the codes that were given as answers and are points of the question's own scale."""
    given = {as_text(value) for value in column.values.dropna().unique()}
    scale = scale_in_head(column.title).scale
    on_scale = {f"{point}" for point in range(scale[0], scale[1] + 1)} if scale else points_among(codes, given)
    return on_scale & given & set(codes)


def _point_of_scale(column: Column, points: Collection[str]) -> Problem:
    shown = join_words(sorted(points))
    said = _(
        "{points} stays an answer in column {column!r}, because it is a point of its scale. If it is none there, say "
        "so for this column: read_survey(…, missing={{{column!r}: […]}}).",
        points=shown,
        column=column.name,
    )
    return Problem("missing", column.name, 0, said)
