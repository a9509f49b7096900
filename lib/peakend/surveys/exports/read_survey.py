"""Read a survey as the platform exported it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.sheets import Sheet, read_sheet
from peakend.surveys.exports.columns import Column, to_table
from peakend.surveys.exports.plain import read_plain
from peakend.surveys.exports.qualtrics import is_qualtrics, read_qualtrics
from peakend.surveys.exports.surveymonkey import is_surveymonkey, read_surveymonkey
from peakend.surveys.exports.understand import understand
from peakend.surveys.exports.wjx import is_wjx, read_wjx
from peakend.surveys.question import Questions
from peakend.surveys.survey import Survey


@dataclass(frozen=True)
class Profile:
    """A shape of files: its name for people, how to recognise it, how to read it."""

    title: str
    recognises: Callable[[Sheet], bool]
    read: Callable[[Sheet], list[Column]]


# In the order in which they are tried; a plain table is what nothing else recognises.
PROFILES = {
    "qualtrics": Profile("Qualtrics", is_qualtrics, read_qualtrics),
    "wjx": Profile("问卷星", is_wjx, read_wjx),
    "surveymonkey": Profile("SurveyMonkey", is_surveymonkey, read_surveymonkey),
    "plain": Profile("plain table", lambda sheet: True, read_plain),
}


def read_survey(
    path: str | Path,
    profile: str | None = None,
    *,
    encoding: str | None = None,
    sheet: str | int | None = None,
    labels: str | Path | None = None,
) -> Survey:
    r"""Read a survey export of 问卷星, Qualtrics, SurveyMonkey or any table: CSV or XLSX, in any usual encoding.

    Parameters
    ----------
    path : str or pathlib.Path
        The file, ``.csv``, ``.tsv``, ``.txt`` or ``.xlsx``.
    profile : {"wjx", "qualtrics", "surveymonkey", "plain"}, optional
        Who wrote it. If not given it is guessed from the header rows, and the guess is printed.
    encoding : str, optional
        Of a text file. If not given, UTF-8 (with or without mark), UTF-16, GB18030 and Windows-1252 are tried.
    sheet : str or int, optional
        A workbook's sheet, by name or by position from 0; the first if not given.
    labels : str or pathlib.Path, optional
        The same survey exported with option text, when `path` is the export with option numbers: it gives each number
        its text, which `codebook` then shows.

    Returns
    -------
    Survey
        Its ``table`` has one row a respondent. The platform's own columns bear the same names for all platforms
        (``respondent, started, submitted, duration_s, ip, source`` …). Questions are ``Q1, Q2, …`` as numbered by the
        platform, or as named in the file for Qualtrics and plain tables. A matrix gives a column a row, ``Q5_1``; a
        multiple choice a column an option, 1 chosen and 0 not; a ranking a column an option, its place (options
        listed in one cell are taken in the order in which they first occur); what was written beside an option stands
        in a column that ends in ``_text``. Answers that are all numbers are numbers. Missing answers, and the
        platforms' codes for them (问卷星 −2, −3, (空), (跳过); Qualtrics −99), are ``<NA>``. ``survey.questions`` and
        ``pe.codebook(survey)`` show every column's question, kind, options and missing codes, ``survey.problems`` what
        was left out or doubted.

    Raises
    ------
    PeakendError
        If the file is missing, empty, locked, damaged, in another encoding or shape, or the profile is unknown.

    Notes
    -----
    Option numbers are not scores: 问卷星 numbers the options of a 0–10 question 1–11. Export the scores or the texts,
    or subtract 1, before measuring NPS.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import peakend as pe
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "export.csv"
    >>> header = "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您对本次服务满意吗？"
    >>> _ = file.write_text(header + "\n1,2025/3/1 9:30:00,65秒,微信,N/A,,满意\n", encoding="gb18030")
    >>> survey = pe.read_survey(file)
    Read 'export.csv' as 问卷星 (profile 'wjx', encoding gb18030): 1 rows, 7 columns. If that is wrong, pass profile=… .
    >>> survey[["respondent", "duration_s", "Q1"]]
       respondent  duration_s  Q1
    0           1          65  满意
    """
    if profile is not None and profile not in PROFILES:
        raise PeakendError(
            _(
                "There is no profile {profile!r}. Choose one of: {names}.",
                profile=profile,
                names=", ".join(map(repr, PROFILES)),
            )
        )
    cells = read_sheet(path, encoding, sheet)
    chosen = profile or next(name for name, candidate in PROFILES.items() if candidate.recognises(cells))
    columns = _read(cells, chosen)
    if labels is not None:
        _add_labels(columns, _read(read_sheet(labels, encoding, sheet), chosen))
    table = to_table(columns)
    source = {"file": cells.file, "profile": chosen, "title": PROFILES[chosen].title, "encoding": cells.encoding}
    survey = Survey(table, Questions(understand(column) for column in columns), source=source)
    if profile is None:
        print(_describe(survey))
    return survey


def _read(cells: Sheet, profile: str) -> list[Column]:
    columns = PROFILES[profile].read(cells)
    if not columns or not len(columns[0].values):
        raise PeakendError(
            _("{file!r} has a header but no answers. Export it again, with the answers.", file=cells.file)
        )
    return columns


def _add_labels(columns: list[Column], texts: list[Column]) -> None:
    """Give each option number the text that stands in the same place of the other export."""
    by_name = {column.name: column.values for column in texts}
    for column in columns:
        if column.kind not in ("question", "matrix") or column.name not in by_name:
            continue
        other = by_name[column.name]
        if len(other) != len(column.values):
            raise PeakendError(
                _(
                    "The two exports do not belong together: one has {first} answers, the other {second}. "
                    "Export both at the same time.",
                    first=len(column.values),
                    second=len(other),
                )
            )
        both = {"code": column.values.reset_index(drop=True), "text": other.reset_index(drop=True)}
        pairs = pd.DataFrame(both).dropna().drop_duplicates()
        if pairs["code"].is_unique and not (pairs["code"].astype(str) == pairs["text"].astype(str)).all():
            ordered = pairs.sort_values("code")
            column.labels = {str(code): str(text) for code, text in zip(ordered["code"], ordered["text"], strict=True)}


def _describe(survey: Survey) -> str:
    source = survey.source
    return _(
        "Read {file!r} as {title} (profile {profile!r}, encoding {encoding}): {rows} rows, {columns} columns. "
        "If that is wrong, pass profile=… .",
        file=source["file"],
        title=_("plain table") if source["profile"] == "plain" else source["title"],
        profile=source["profile"],
        encoding=source["encoding"],
        rows=len(survey),
        columns=survey.table.shape[1],
    )
