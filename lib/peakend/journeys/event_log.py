"""Event logs as process-mining tools write them: which column is what, starts and ends of one activity in one row."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.files import as_path
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.frames.sheets import Sheet, read_sheet
from peakend.surveys.exports.columns import Column, clean
from peakend.surveys.exports.times import read_times

# In the words of XES and of common tools, the surest first.
HEADS = {
    "journey": (
        "case:concept:name", "case id", "caseid", "case", "case key", "trace", "trace id", "journey", "visit",
        "案例编号", "案例id", "案例", "个案编号", "旅程编号", "旅程",
    ),
    "touchpoint": (
        "concept:name", "activity", "activity name", "event", "event name", "task", "step", "touchpoint",
        "活动", "活动名称", "触点", "环节", "步骤",
    ),
    "start": ("start timestamp", "start time", "starttime", "start", "begin", "开始时间"),
    "end": (
        "complete timestamp", "complete time", "completetime", "end timestamp", "end time", "endtime", "end",
        "结束时间",
    ),
    "time": (
        "time:timestamp", "timestamp", "event time", "eventtime", "time", "date", "datetime",
        "时间", "发生时间", "时间戳",
    ),
    "lifecycle": ("lifecycle:transition", "lifecycle", "transition", "event type", "生命周期"),
    "emotion": ("emotion", "情绪", "情绪值"),
}  # fmt: skip
STARTED, DONE = {"start", "started", "begin", "开始"}, {"complete", "completed", "end", "done", "完成", "结束"}
LOG = ["journey", "touchpoint", "time"]


def read_log(path: str | Path, *, dayfirst: bool | None = None, encoding: str | None = None) -> pd.DataFrame:
    r"""Read an event log, CSV or XLSX, as process-mining tools write it, for `JourneyMap.from_log` and `log_variants`.

    Columns are told by their headings: ``case:concept:name, concept:name, time:timestamp, lifecycle:transition`` as in
    XES, ``Case ID, Activity, Start Timestamp, Complete Timestamp``, or the names used here, in English or Chinese.

    Parameters
    ----------
    path : str or pathlib.Path
        The file.
    dayfirst : bool, optional
        Whether 03/04/2025 is the third of April. If not given, the other dates of the file must tell.
    encoding : str, optional
        Of a text file; found out if not given.

    Returns
    -------
    pandas.DataFrame
        One row an activity, in the file's order: ``journey, touchpoint, time`` (when it began), ``end`` where the file
        tells when it was over, ``emotion`` where there is one, and all other columns as they are. Where a lifecycle
        tells starts from completions, each completion belongs to the earliest start of the same activity that has
        none; what is neither (scheduled, suspended …) is left out.

    Raises
    ------
    PeakendError
        If a column is not found, or times cannot be read.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import peakend as pe
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "log.csv"
    >>> head = "case:concept:name,concept:name,time:timestamp,lifecycle:transition"
    >>> rows = ["7,Check in,2025-03-01T10:00:00,start", "7,Check in,2025-03-01T10:04:00,complete"]
    >>> _ = file.write_text("\n".join([head, *rows]))
    >>> pe.read_log(file)
       journey touchpoint                time                 end
    0        7   Check in 2025-03-01 10:00:00 2025-03-01 10:04:00
    """
    sheet = read_sheet(as_path(path), encoding)
    places = require_log(sheet)
    table = log_table(sheet, places, dayfirst)
    if "lifecycle" in table:
        table = pair(table, written_as(table["lifecycle"]).unique())
    first = [name for name in (*LOG, "end", "emotion") if name in table]
    return table[[*first, *(name for name in table if name not in first)]].reset_index(drop=True)


def require_log(sheet: Sheet) -> dict[str, int]:
    """Return the place of each column of a log, or say what its headings lack."""
    places = log_columns(sheet)
    missing = [name for name in LOG if name not in places]
    if missing:
        raise PeakendError(
            _(
                "{file!r} is not an event log that can be read: nothing in its headings says {missing}. Its "
                "headings are: {heads}. Call the columns 'journey', 'touchpoint' and 'time'.",
                file=sheet.file,
                missing=join_words(missing),
                heads=join_words(filter(None, sheet.header(0)))[:200],
            )
        )
    return places


def log_columns(sheet: Sheet) -> dict[str, int]:
    """Return the place of each column of a log that the headings tell."""
    heads = [re.sub(r"[\s_]+", " ", head).strip().casefold() for head in sheet.header(0)]
    places: dict[str, int] = {}
    for name, known in HEADS.items():
        for head in known:
            if name not in places and head in heads and heads.index(head) not in places.values():
                places[name] = heads.index(head)
    if "start" in places:
        # With a time of its own for the start, the other time is the end.
        if "end" not in places and "time" in places:
            places["end"] = places["time"]
        places["time"] = places.pop("start")
    elif "end" in places and "time" not in places:
        places["time"] = places.pop("end")
    return places


def is_log(sheet: Sheet) -> bool:
    """Tell whether headings are those of an event log."""
    return set(LOG) <= set(log_columns(sheet))


def log_table(sheet: Sheet, places: Mapping[str, int], dayfirst: bool | None) -> pd.DataFrame:
    """Return the rows below the headings, with times as times."""
    names = {place: name for name, place in places.items()}
    columns = []
    for i, head in enumerate(sheet.header(0)):
        name = names.get(i, head or f"column_{i + 1}")
        is_time = name in ("time", "end")
        values = clean(sheet.cells.iloc[1:][i])[0]
        columns.append(Column(name, "timestamp" if is_time else name, "question", values))
    problems = read_times([column for column in columns if column.name in ("time", "end")], dayfirst)
    for column in columns:
        if column.name in ("time", "end") and column.values.dtype == "string" and column.values.notna().any():
            for problem in problems:
                if problem.column == column.name:
                    raise PeakendError(problem.message, remedy=problem.remedy)
            raise PeakendError(
                _("The times in {file!r}, such as {value!r}, cannot be read.", file=sheet.file, value=column.values[1])
            )
    return pd.DataFrame({column.name: column.values for column in columns})


def written_as(lifecycle: pd.Series) -> pd.Series:
    """Return what a log says of its events' lifecycle, in small letters."""
    return lifecycle.astype("string").str.strip().str.casefold()


def pair(table: pd.DataFrame, known: Iterable[str]) -> pd.DataFrame:
    """Put the start and the completion of an activity into one row; a log of completions alone has no ends.

    `known` is all that the log says of its lifecycle; the table may be a part of it.
    """
    said = written_as(table["lifecycle"])
    is_start, is_end = said.isin(STARTED).fillna(False), said.isin(DONE).fillna(False)
    table = table.drop(columns="lifecycle")
    if STARTED.isdisjoint(known):
        return table if DONE.isdisjoint(known) else table[is_end]
    keys = ["journey", "touchpoint"]
    ordered = table.assign(is_start=is_start)[is_start | is_end].sort_values("time", kind="stable")
    # The first start belongs to the first completion, the second to the second.
    ordered["turn"] = ordered.groupby([*keys, "is_start"]).cumcount()
    starts, ends = ordered[ordered["is_start"]], ordered[~ordered["is_start"]]
    over = ends.set_index([*keys, "turn"])["time"].rename("end")
    paired = starts.drop(columns=["end"], errors="ignore").join(over, on=[*keys, "turn"])
    return paired.sort_index().drop(columns=["is_start", "turn"])
