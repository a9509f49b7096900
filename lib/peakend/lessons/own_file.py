"""A team's own file in the place of a case's table."""

import functools
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.files import as_path
from peakend.base.language import get_language, join_words
from peakend.base.language import translate as _
from peakend.datasets.variants import variant
from peakend.lessons.datasets import CODEBOOK, load
from peakend.lessons.own_reading import OwnReading, read_own_file
from peakend.lessons.own_scores import as_times
from peakend.lessons.own_tables import TABLES, OwnTable, own_table
from peakend.surveys.codebook import survey_codebook
from peakend.surveys.survey import Survey


def load_case(
    name: str,
    own_file: str | Path | None = None,
    *,
    columns: Sequence[str] = (),
    groups: Mapping[str, int] | None = None,
    times: Sequence[str] = (),
) -> pd.DataFrame:
    """Load a case's table as this trainee has it, or the team's own file in its place.

    Parameters
    ----------
    name : str
        Data set and table, for instance ``"hospital/survey"``.
    own_file : str or pathlib.Path, optional
        A file as `read_survey` reads it, beside the notebook; it is used instead.
    columns : sequence of str
        Columns that the own file must have, where it is of none of the kinds that `own_data` knows: of those, the
        columns are found by what they are called and hold.
    groups : mapping of str to int, optional
        Columns of the own file that tell groups apart, and how many groups each must have; the columns become
        categories, the group with most answers first.
    times : sequence of str
        Columns of the own file that hold numbers or times; times written as text are read as such.

    Returns
    -------
    pandas.DataFrame
        The case's table in this trainee's `variant`, or the own file.

    Raises
    ------
    PeakendError
        If there is no such table or file, a column or group is missing from the file, or a time cannot be read.

    Examples
    --------
    >>> import peakend as pe
    >>> len(pe.load_case("hospital/kano"))
    1800
    """
    if own_file is None:
        return load(name, variant=variant())
    from peakend.surveys.exports.read_survey import read_survey

    if Path(own_file).name != str(own_file):
        raise PeakendError(
            _(
                "{file} must lie beside the notebook, so that it is handed in with it: put it into the lab's folder, "
                "and give its name alone.",
                file=own_file,
            )
        )
    kind = name.rpartition("/")[2]
    if kind in TABLES:
        file = as_path(own_file)
        return _understood(file, _digest(file), kind, get_language()).copy()
    return _as_it_is(read_survey(own_file, lazy=False), columns, groups or {}, times)


def _digest(file: Path) -> bytes:
    """Return what tells a file's content from another's; nothing of one that cannot be read, as its reader says.

    It is taken in parts, since how large a file may be is asked by its reader, too.
    """
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").digest()
    except OSError:
        return b""


@functools.lru_cache(maxsize=2)  # a lab's checks load the file again and again
def _understood(file: Path, _content: bytes, kind: str, _language: str) -> pd.DataFrame:
    """Return a table of a kind that is known, its columns found by what they are called and hold."""
    survey, reading = read_own_file(file, own_table(kind))
    if reading.table is None:
        raise PeakendError(_("{file} cannot be used as it is: {problem}", file=file.name, problem=reading.problem))
    table = reading.table
    table.attrs[CODEBOOK] = [_described(own_table(kind), column, survey, reading) for column in map(str, table)]
    return table


def _described(wanted: OwnTable, column: str, survey: Survey, reading: OwnReading) -> dict[str, str]:
    """Return a row of the codebook."""
    found, about = reading.understood.get(column), wanted.wanted(column)
    heading = survey.questions[reading.columns[column]].text if reading.columns.get(column) else about.title
    return {
        "column": column,
        "title": heading,
        "type": "",
        "scale": "" if about.scale is None else "{}–{}".format(*about.scale),
        "unit": "",
        "values": "",
        "description": found.said if found else about.allowed,
    }


def _as_it_is(survey: Survey, columns: Sequence[str], groups: Mapping[str, int], times: Sequence[str]) -> pd.DataFrame:
    """Return a table of any other kind, which must have the names that the lab gives its columns."""
    file = survey.source.get("file", "")
    table = survey.measured(columns).copy()
    table.attrs[CODEBOOK] = survey_codebook(survey).to_dict(orient="records")
    lacking = [column for column in columns if column not in table]
    if lacking:
        raise PeakendError(
            _(
                "{file} does not have these columns: {lacking}. The lab needs: {needed}. Rename the headings in "
                "the file.",
                file=file,
                lacking=join_words(lacking),
                needed=join_words(columns),
            )
        )
    for column, wanted in groups.items():
        found = table[column].dropna().astype(str).value_counts().index.tolist()
        if len(found) != wanted:
            raise PeakendError(
                _(
                    "Column {column!r} of {file} has {found} groups, and the lab needs {wanted}: {names}. "
                    "Merge groups, or leave some out.",
                    column=column,
                    file=file,
                    found=len(found),
                    wanted=wanted,
                    names=join_words(found[:8]),
                )
            )
        table[column] = table[column].astype("string").astype(pd.CategoricalDtype(found))
    for column in times:
        table[column] = as_times(table[column], column)
    return table
