"""Read a survey larger than memory, chunk by chunk, so that it says what the same file would say if it were small.

Rows that stand for all (`witnesses`) are read as a small file is, and tell how each column is to be read. Every chunk
is then read by the same reader with those rows in front, must come to the same questions, and goes into a Parquet file.
A chunk that comes to others holds a row that tells something new: it is found, and the work begins again with it.
"""

import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.extras import require
from peakend.base.language import translate as _
from peakend.frames.large_parquet import LargeParquet
from peakend.frames.large_text import LooseQuotation, look_at_text
from peakend.frames.sheets import TEXT_ENDINGS, read_start
from peakend.surveys.exports.answer_rows import Source
from peakend.surveys.exports.large_doubts import Counted
from peakend.surveys.exports.large_plan import NewWitness, Plan, make_plan
from peakend.surveys.exports.problem import problem_table
from peakend.surveys.exports.profile import Profile
from peakend.surveys.exports.reading import Wishes
from peakend.surveys.exports.witnesses import Witnesses
from peakend.surveys.lazy_survey import LazySurvey, open_parquet
from peakend.surveys.question import Questions

PARQUET = ".parquet"
LARGE = 200_000_000  # bytes, which take some twenty times as much memory when they are read whole
MOST_TRIES = 25  # rows that turn out to tell something new, before the file is given up


def is_large(file: Path) -> bool:
    """Tell whether a file is Parquet, or so much text that it should not be read whole."""
    if file.suffix.lower() == PARQUET:
        return True
    return file.suffix.lower() in TEXT_ENDINGS and file.is_file() and file.stat().st_size > LARGE


def read_large(
    file: Path,
    profiles: Mapping[str, Profile],
    profile: str | None,
    encoding: str | None,
    wishes: Wishes,
    labels: object = None,
) -> LazySurvey:
    """Read a text file or a Parquet file in parts; see `read_survey`.

    Raises
    ------
    PeakendError
        As for `read_survey`; and if the file is neither, DuckDB is not installed, or a part of the file would be read
        otherwise than the rest.
    """
    is_parquet = file.suffix.lower() == PARQUET
    if labels is not None or not (is_parquet or file.suffix.lower() in TEXT_ENDINGS):
        raise PeakendError(_only_text(file))
    read_start(file)
    for package in ("duckdb", "pyarrow"):
        require(package)
    text, witnesses = _witnesses(LargeParquet(file) if is_parquet else look_at_text(file, encoding))
    folder = tempfile.TemporaryDirectory(prefix="peakend-", ignore_cleanup_errors=True)
    target = Path(folder.name) / "answers.parquet"
    for _try in range(MOST_TRIES):
        plan = make_plan(text, witnesses, profiles, profile, wishes)
        try:
            _write(plan, text, target)
            break
        except NewWitness as found:
            witnesses.require(found.row)
        except OSError as error:
            raise PeakendError(_no_room(file, folder.name, error)) from None
    else:
        raise PeakendError(_changes(file, plan))
    counted = Counted(open_parquet(target), plan.columns)
    questions, problems = plan.finish(counted)
    survey = LazySurvey(
        counted.table,
        Questions(questions),
        problem_table(problems),
        {"file": file.name, **plan.source, "parquet": str(target)},
    )
    weakref.finalize(survey.table, folder.cleanup)
    return survey


def _witnesses(text: Source) -> tuple[Source, Witnesses]:
    """Read the whole file once for the rows that stand for all."""
    found = Witnesses()
    try:
        for chunk in text.chunks():
            found.add(chunk)
    except LooseQuotation as loose:
        return _witnesses(loose.text)
    if not found.rows:
        raise PeakendError(_("{file!r} is empty. Export it again, with the answers.", file=text.file.name))
    return text, found


def _write(plan: Plan, text: Source, target: Path) -> None:
    """Read the whole file once more, as planned, and write its answers."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer: Any = None
    try:
        for table in plan.tables(text.chunks()):
            part = pa.Table.from_pandas(table, schema=writer and writer.schema, preserve_index=False)
            writer = writer or pq.ParquetWriter(target, part.schema, compression="zstd")
            writer.write_table(part)
    finally:
        if writer is not None:
            writer.close()
    written = pq.ParquetFile(target).metadata.num_rows
    if written != plan.kept:
        raise OSError(f"{written} of {plan.kept} rows")


def _only_text(file: Path) -> str:
    return _(
        "{file!r} cannot be read in parts: that is done with text (.csv, .tsv, .txt) and Parquet alone, and without "
        "labels=. Unpack or export it as .csv; or read it whole, with lazy=False.",
        file=file.name,
    )


def _no_room(file: Path, folder: str, error: OSError) -> str:
    return _(
        "The answers of {file!r} could not be written to {folder!r} ({reason}). Make room there, or name another "
        "folder by the environment variable TMPDIR.",
        file=file.name,
        folder=folder,
        reason=str(error.strerror or error),
    )


def _changes(file: Path, plan: Plan) -> str:
    return _(
        "Parts of {file!r} would be read otherwise than the rest, for instance around line {line}, column {column!r}. "
        "Correct that line; or read the file whole, with lazy=False.",
        file=file.name,
        line=plan.stumbled[0],
        column=plan.stumbled[1],
    )
