"""A team's own file in the place of a case's table."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.datasets.variants import variant
from peakend.lessons.datasets import CODEBOOK, load


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
        Columns that the own file must have.
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
    from peakend.surveys.codebook import survey_codebook
    from peakend.surveys.exports.read_survey import read_survey

    if Path(own_file).name != str(own_file):
        raise PeakendError(
            _(
                "{file} must lie beside the notebook, so that it is handed in with it: put it into the lab's folder, "
                "and give its name alone.",
                file=own_file,
            )
        )
    survey = read_survey(own_file)
    table = survey.measured(columns).copy()
    table.attrs[CODEBOOK] = survey_codebook(survey).to_dict(orient="records")
    lacking = [column for column in columns if column not in table]
    if lacking:
        raise PeakendError(
            _(
                "{file} lacks these columns: {lacking}. The lab needs: {needed}. Rename the headings in the file.",
                file=Path(own_file).name,
                lacking=", ".join(lacking),
                needed=", ".join(columns),
            )
        )
    for column, wanted in (groups or {}).items():
        found = table[column].dropna().astype(str).value_counts().index.tolist()
        if len(found) != wanted:
            raise PeakendError(
                _(
                    "Column {column!r} of {file} has {found} groups, and the lab needs {wanted}: {names}. "
                    "Merge groups, or leave some out.",
                    column=column,
                    file=Path(own_file).name,
                    found=len(found),
                    wanted=wanted,
                    names=", ".join(found[:8]),
                )
            )
        table[column] = table[column].astype("string").astype(pd.CategoricalDtype(found))
    for column in times:
        if not pd.api.types.is_numeric_dtype(table[column]):
            table[column] = _read_times(table[column], Path(own_file).name)
    return table


def _read_times(written: pd.Series, file: str) -> pd.Series:
    read = pd.to_datetime(written, format="ISO8601", errors="coerce")
    wrong = written[read.isna() & written.notna()]
    if len(wrong):
        raise PeakendError(
            _(
                "Column {column!r} of {file} has {value!r}, which is no time. Write times like 2026-12-01 09:30, or "
                "minutes as numbers.",
                column=written.name,
                file=file,
                value=wrong.iloc[0],
            )
        )
    return read
