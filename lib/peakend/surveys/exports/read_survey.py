"""Read a survey as the platform exported it: the pipeline, step by step."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.files import as_path
from peakend.base.language import join_words, quote
from peakend.base.language import translate as _
from peakend.frames.sheets import Sheet, read_sheets
from peakend.surveys.exports.columns import Column, to_table
from peakend.surveys.exports.doubts import doubtful_rows
from peakend.surveys.exports.labels import add_labels
from peakend.surveys.exports.problem import LEFT_OUT, Problem, problem_table
from peakend.surveys.exports.profile import Profile
from peakend.surveys.exports.profiles import all_profiles
from peakend.surveys.exports.read_large import PARQUET, is_large, read_large
from peakend.surveys.exports.reading import Missing, Wishes, read_columns
from peakend.surveys.exports.recognise import choose_sheet, prepare
from peakend.surveys.exports.spss import is_statistics_file, read_statistics_file
from peakend.surveys.exports.trim import require_survey
from peakend.surveys.exports.understand import understand
from peakend.surveys.question import Questions
from peakend.surveys.survey import Survey


def read_survey(
    path: str | Path,
    profile: str | None = None,
    *,
    encoding: str | None = None,
    sheet: str | int | None = None,
    labels: str | Path | None = None,
    dayfirst: bool | None = None,
    missing: Missing = (),
    keep: Collection[str] = (),
    several: Mapping[str, str] | None = None,
    lazy: bool | None = None,
) -> Survey:
    r"""Read a survey export of any platform, or any table: CSV, XLSX, either in a ZIP file, SPSS or Stata.

    Parameters
    ----------
    path : str or pathlib.Path
        The file: ``.csv``, ``.tsv``, ``.txt``, ``.xlsx``, ``.zip``; with the extra ``spss``, ``.sav``, ``.dta``; with
        the extra ``large``, ``.parquet``.
    profile : str, optional
        Who wrote it: ``"wjx", "tencent", "jinshuju", "qualtrics", "surveymonkey", "limesurvey", "google_forms",
        "microsoft_forms", "typeform", "plain"``, or one that another package registers. If not given, it is told from
        several signs in the file, which are printed.
    encoding : str, optional
        Of a text file; found out if not given.
    sheet : str or int, optional
        A workbook's sheet, by name or by position from 0; if not given, the one that holds answers.
    labels : str or pathlib.Path, optional
        The same survey exported with option texts, when `path` is the export with option numbers: each number gets
        its text.
    dayfirst : bool, optional
        Whether 03/04/2025 is the third of April. If not given, the other dates of the file must tell.
    missing : sequence, or mapping of str to sequence
        Answers that are none, such as ``(99,)``, for all questions or by column. For all questions, a code that is a
        point of a question's own scale stays an answer there, and that is said.
    keep : collection of {"preview", "unfinished"}
        Rows that are kept although the platform marks them as no customers' answers.
    several : mapping of str to str, optional
        For a column whose cells list several answers what stands between two of them, such as ``{"channels": "/"}``,
        where that was not told from the answers.
    lazy : bool, optional
        Whether to read the file in parts, so that it never stands in memory as a whole: text, or Parquet. If not
        given, text of more than 200 MB and Parquet are read so. It needs the extra ``large``.

    Returns
    -------
    Survey
        Its ``table`` has one row a respondent. The platform's own columns bear the same names for all platforms
        (``respondent, started, submitted, duration_s, ip, source`` …). Questions are ``Q1, Q2, …`` where the platform
        numbers them, and are named as in the file elsewhere. A matrix gives a column a row, ``Q5_1``; a multiple
        choice a column an option, 1 chosen and 0 not; a ranking a column an option, its place (options listed in one
        cell are taken in the order in which they first occur); what was written beside an option stands in a column
        that ends in ``_text``. Answers that are all numbers, or begin with their scores, are numbers. Missing answers,
        and codes for them (问卷星 −2, −3, (空), (跳过); Qualtrics −99; those in `missing`), are ``<NA>``; a code that
        is a point of the question's own scale is an answer. ``survey.questions`` and ``pe.codebook(survey)`` show every
        column's question, kind, options and missing codes, ``survey.problems`` what was left out or doubted.

    Raises
    ------
    PeakendError
        If the file is missing, empty, locked, damaged, no list of answers, in an encoding or shape that cannot be
        told, or the profile is unknown.

    Notes
    -----
    Option numbers are not scores: 问卷星 numbers the options of a 0–10 question 1–11, and the best option is often the
    first. Where an export may hold them, a measure says so instead of giving a figure.

    A file that is read in parts is understood as it would be if it were read whole, and doubted likewise. Its answers
    go into a Parquet file in the system's folder for temporary files, which is removed with the survey; ``table`` is
    then a DuckDB relation, which every measure takes, and ``survey.collect(columns)`` brings columns into memory.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import peakend as pe
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "export.csv"
    >>> header = "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您对本次服务满意吗？"
    >>> _ = file.write_text(header + "\n1,2025/3/1 9:30:00,65秒,微信,N/A,,满意\n", encoding="gb18030")
    >>> survey = pe.read_survey(file, profile="wjx")
    >>> survey[["respondent", "duration_s", "Q1"]]
       respondent  duration_s  Q1
    0           1          65  满意
    """
    profiles = all_profiles()
    if profile is not None and profile not in profiles:
        raise PeakendError(
            _(
                "There is no profile {profile!r}. Choose one of: {names}.",
                profile=profile,
                names=join_words(map(quote, profiles)),
            )
        )
    file, wishes = as_path(path), Wishes(dayfirst, missing, keep, several or {})
    if is_large(file) if lazy is None else lazy or file.suffix.lower() == PARQUET:
        large = read_large(file, profiles, profile, encoding, wishes, labels)
        survey: Survey = large.collect() if lazy is False else large
        _tell(survey, is_guess=profile is None)
        return survey
    if is_statistics_file(file):
        columns, found_encoding = read_statistics_file(file)
        problems: list[Problem] = []
        source: dict[str, Any] = {"profile": "spss", "title": "SPSS / Stata", "encoding": found_encoding, "signs": []}
    else:
        columns, problems, source = _read_sheet(file, profiles, profile, encoding, sheet)
        if labels is not None:
            texts, _said, _source = _read_sheet(as_path(labels), profiles, source["profile"], encoding, sheet)
            add_labels(columns, texts)
    reading = read_columns(columns, wishes)
    columns = reading.columns
    problems = [*problems, *reading.cut, *reading.codes, *reading.times, *doubtful_rows(columns)]
    questions, doubts = understand(columns)
    survey = Survey(
        to_table(columns),
        Questions(questions),
        problem_table([*problems, *doubts]),
        {"file": file.name, **source},
    )
    _tell(survey, is_guess=profile is None)
    return survey


def _read_sheet(
    file: Path, profiles: Mapping[str, Profile], profile: str | None, encoding: str | None, sheet: str | int | None
) -> tuple[list[Column], list[Problem], dict[str, Any]]:
    """Read the columns of a text file or workbook, with what was left out and by which signs it was recognised."""
    found, said = choose_sheet(read_sheets(file, encoding, sheet), profiles)
    cells, chosen, signs, trimmed = prepare(found, profiles, profile)
    require_survey(cells, is_plain=chosen.name == "plain", is_guess=profile is None)
    columns = chosen.columns(cells)
    if not columns or not len(columns[0].values):
        raise PeakendError(
            _("{file!r} has a header but no answers. Export it again, with the answers.", file=cells.file)
        )
    source = {
        "profile": chosen.name,
        "title": chosen.title,
        "encoding": cells.encoding,
        "sheet": cells.name,
        "signs": signs,
    }
    return columns, [*said, *_hidden(cells), *trimmed], source


def _hidden(sheet: Sheet) -> list[Problem]:
    if not sheet.hidden:
        return []
    said = _(
        "Rows that the sheet hides, by a filter for instance, are read as well: {count}. Delete them first if they are "
        "not meant.",
        count=sheet.hidden,
    )
    return [Problem("sheet", "", sheet.hidden, said)]


def _tell(survey: Survey, *, is_guess: bool) -> None:
    """Print what was read, where it was guessed, and what was left out."""
    if is_guess:
        print(_describe(survey))
    for message in survey.problems["message"][survey.problems["kind"].isin(LEFT_OUT)]:
        print(message)


def _describe(survey: Survey) -> str:
    source = survey.source
    signs = ", ".join(source["signs"][:4])
    text = _(
        "Read {file!r} as {title} (profile {profile!r}, encoding {encoding}); rows: {rows}, columns: {columns}. "
        "If that is wrong, pass profile=… .",
        file=source["file"],
        title=_("plain table") if source["profile"] == "plain" else source["title"],
        profile=source["profile"],
        encoding=source["encoding"],
        rows=len(survey),
        columns=len(survey.questions),
    )
    return text + (" " + _("Recognised by: {signs}.", signs=signs) if signs else "")
