"""Several answers in one cell: a column for each option, 1 chosen and 0 not, or its place in a ranking."""

import re
from typing import Any

import pandas as pd

from peakend.surveys.exports.columns import NUMBER, Column, ColumnKind

LONGEST_OPTION = 60  # characters; what is longer is written freely
NOTE = re.compile(r"〖(.*?)〗")  # 问卷星 writes so what was filled in beside an option
SENTENCE = re.compile(r"[.!?。！？]\s*$")


def split_several(column: Column, separator: str) -> list[Column]:
    """Make a column each option of a cell that lists the options chosen; one that ranks them is parted by arrows."""
    is_ranking = separator == "→"
    code, cells = pd.factorize(column.values)
    # Plain lists: pandas would turn a column of dicts into records in which every option is present.
    lists = [_parts(str(cell), separator) for cell in cells]
    places = [{option(part): place for place, part in enumerate(parts, 1)} for parts in lists]
    notes = [{option(part): note(part) for part in parts} for parts in lists]
    options = list(dict.fromkeys(key for found in places for key in found))
    if all(NUMBER.fullmatch(key) for key in options):
        options.sort(key=float)

    def spread(found: list[Any], dtype: str) -> pd.Series:
        distinct = pd.Series(found, dtype=dtype).array
        return pd.Series(distinct.take(code, allow_fill=True, fill_value=pd.NA), index=column.values.index)

    columns = []
    for i, key in enumerate(options, 1):
        chosen = spread([found.get(key) if is_ranking else int(key in found) for found in places], "Int64")
        written = spread([found.get(key) for found in notes], "string")
        name, title = f"{column.name}_{i}", f"{column.title} — {key}"
        kind: ColumnKind = "rank" if is_ranking else "option"
        columns.append(
            Column(name, title, kind, chosen, dict(column.missing), group=column.name, guessed=column.guessed)
        )
        if written.notna().any():
            columns.append(Column(f"{name}_text", title, "text", written, group=column.name))
    return columns


def lists_options(values: pd.Series, separator: str, *, sure: bool) -> bool:
    """Tell whether cells list options, and are not sentences with commas.

    Options are short and come again, and people choose different numbers of them. Where the platform is known to write
    lists (`sure`), less is asked for.
    """
    if values.dtype != "string":
        return False
    lists = [_parts(cell, separator) for cell in values.dropna()]
    if not any(len(parts) > 1 for parts in lists):
        return False
    parts = [part for found in lists for part in found]
    if any(len(part) > LONGEST_OPTION or SENTENCE.search(part) for part in parts):
        return False
    if any(len(set(found)) < len(found) for found in lists):
        return False
    if sure and separator == ";":
        return True
    if not _combined(lists):
        return False
    comes_again = len(parts) >= (1.5 if sure else 2) * len(set(parts))
    return comes_again and len({len(found) for found in lists}) > 1


def _combined(lists: list[list[str]]) -> bool:
    """Tell options that are combined from a wording with a comma in it, whose parts are always the same neighbours."""
    wordings = set(map(tuple, lists))
    return any(part in other for one in wordings if len(one) > 1 for part in one for other in wordings - {one})


def _parts(cell: str, separator: str) -> list[str]:
    return [part for part in (part.strip() for part in cell.split(separator)) if part]


def option(part: str) -> str:
    """Return an option without what was written beside it: ``其他〖排队〗`` is ``其他``."""
    return NOTE.sub("", part).strip()


def note(part: str) -> str | None:
    """Return what was written beside an option."""
    found = NOTE.search(part)
    return found.group(1) if found else None
