"""问卷星 exports: one header row, six columns of its own, questions numbered ``1、``, rows and options ``第5题(…)``."""

import re

import pandas as pd

from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import (
    Column,
    clean,
    note,
    option,
    read_meta,
    require_shape,
    split_choices,
    to_numbers,
)

META = {
    "序号": "respondent",
    "答题序号": "respondent",
    "提交答卷时间": "submitted",
    "所用时间": "duration_s",
    "来源": "source",
    "来源详情": "source_detail",
    "来自IP": "ip",
    "总分": "total_score",
}
# Of an option-number export, and of an option-text export: a question left blank, and one passed over by the logic.
MISSING = ("-2", "-3", "(空)", "(跳过)", "（空）", "（跳过）")
QUESTION = re.compile(r"^(\d{1,3})\s*[、.．：:]\s*(.*)$", re.DOTALL)
PART = re.compile(r"^第\s*(\d{1,3})\s*题\s*[（(](.*)[)）]$", re.DOTALL)


def is_wjx(sheet: Sheet) -> bool:
    """Tell whether the header row is 问卷星's."""
    header = sheet.header(0)
    own = sum(name in META for name in header)
    asked = sum(bool(QUESTION.match(name) or PART.match(name)) for name in header)
    return (own >= 3 and asked >= 1) or (asked >= 2 and asked >= 0.5 * len([name for name in header if name]))


def read_wjx(sheet: Sheet) -> list[Column]:
    """Read the columns of a 问卷星 export."""
    require_shape(is_wjx(sheet), sheet, "wjx")
    header, body = sheet.header(0), sheet.cells.iloc[1:]
    numbers = [_question_number(name) for name in header]
    stems = {found.group(1): found.group(2) for name in header if (found := QUESTION.match(name))}
    columns: list[Column] = []
    parts: dict[str, int] = {}
    for i, name in enumerate(header):
        number, values = numbers[i], body[i]
        if name in META:
            columns.append(read_meta(META[name], name, values, MISSING))
        elif number is None:
            columns.append(Column(name or f"column_{i + 1}", name, "question", *clean(values, MISSING)))
        elif PART.match(name) or numbers.count(number) > 1:
            parts[number] = parts.get(number, 0) + 1
            found = PART.match(name)
            title = f"{stems.get(number, f'第{number}题')} — {found.group(2)}" if found else _stem(name)
            columns.append(Column(f"Q{number}_{parts[number]}", title, "matrix", *clean(values, MISSING)))
        else:
            columns.extend(_read_question(f"Q{number}", _stem(name), values))
    return _mark_choices(columns)


def _question_number(name: str) -> str | None:
    found = PART.match(name) or QUESTION.match(name)
    return found.group(1) if found else None


def _stem(name: str) -> str:
    found = QUESTION.match(name)
    return found.group(2).strip() if found else name


def _read_question(name: str, title: str, cells: pd.Series) -> list[Column]:
    values, absent = clean(cells, MISSING)
    if values.dtype != "string":
        return [Column(name, title, "question", values, absent)]
    if values.str.contains("┋", regex=False).any():
        return split_choices(name, title, values, "┋", absent)
    # An arrow may also stand in what somebody wrote; a ranking has it in nearly every answer.
    if values.dropna().str.contains("→", regex=False).mean() > 0.8:
        return split_choices(name, title, values, "→", absent)
    if values.str.contains("〖", regex=False).any():
        written = values.map(note, na_action="ignore")
        values = to_numbers(values.map(option, na_action="ignore").astype("string"))
        return [
            Column(name, title, "question", values, absent),
            Column(f"{name}_text", title, "text", written.astype("string")),
        ]
    return [Column(name, title, "question", values, absent)]


def _mark_choices(columns: list[Column]) -> list[Column]:
    """Tell multiple choices and rankings from matrices, which an export of option numbers writes alike."""
    groups: dict[str, list[Column]] = {}
    for column in columns:
        if column.kind == "matrix":
            groups.setdefault(column.name.rsplit("_", 1)[0], []).append(column)
    for group in groups.values():
        found = {value for column in group for value in column.values.dropna().unique()}
        if found == {0, 1}:
            kind = "option"
        elif len(group) > 1 and found == set(range(1, len(group) + 1)) and _are_places(group):
            kind = "rank"
        else:
            continue
        for column in group:
            column.kind = kind
    return columns


def _are_places(group: list[Column]) -> bool:
    """Tell whether nobody gave two options the same place, with enough respondents that this is no chance."""
    rows = pd.concat([column.values for column in group], axis=1).dropna()
    return len(rows) > 5 and bool((rows.nunique(axis=1) == len(group)).all())
