"""问卷星: one header row, columns of its own, questions numbered ``1、``, rows and options ``第5题(…)``.

An export holds the options' texts, their numbers, or their scores, and does not say which.
"""

import re

import pandas as pd

from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import Column, clean, read_meta, to_numbers
from peakend.surveys.exports.groups import mark_groups
from peakend.surveys.exports.option_numbers import doubt_option_numbers
from peakend.surveys.exports.profile import Profile
from peakend.surveys.exports.several import note, option, split_several

HEADS = {
    "序号": "respondent",
    "答题序号": "respondent",
    "答卷编号": "respondent",
    "提交答卷时间": "submitted",
    "开始答卷时间": "started",
    "所用时间": "duration_s",
    "来源": "source",
    "来源详情": "source_detail",
    "来自IP": "ip",
    "IP": "ip",
    "总分": "total_score",
}
# Of an export of texts, and of one of numbers: a question left blank, and one passed over by the logic.
MISSING_WORDS = ("(空)", "(跳过)", "（空）", "（跳过）")
MISSING_NUMBERS = ("-2", "-3")
MISSING = MISSING_WORDS + MISSING_NUMBERS
QUESTION = re.compile(r"^(\d{1,3})\s*[、.．：:]\s*(.*)$", re.DOTALL)
PART = re.compile(r"^第\s*(\d{1,3})\s*题\s*[（(](.*)[)）]$", re.DOTALL)


def more_signs(sheet: Sheet) -> list[str]:
    """Find headings as 问卷星 numbers them."""
    header = sheet.header(0)
    return [name for name in header if re.match(r"^\d{1,3}、", name) or PART.match(name)][:1]


def read(sheet: Sheet, profile: Profile) -> list[Column]:
    """Read the columns of a 问卷星 export."""
    header, body = sheet.header(0), sheet.cells.iloc[1:]
    numbers = [_question_number(name) for name in header]
    stems = {str(int(found.group(1))): found.group(2) for name in header if (found := QUESTION.match(name))}
    columns: list[Column] = []
    parts: dict[str, int] = {}
    for i, name in enumerate(header):
        own, number, values = profile.own_name(name), numbers[i], body[i]
        if own is not None:
            columns.append(read_meta(own, name, values, MISSING))
        elif number is None:
            columns.append(Column(name or f"column_{i + 1}", name, "question", *clean(values, MISSING)))
        elif PART.match(name) or numbers.count(number) > 1:
            parts[number] = parts.get(number, 0) + 1
            found = PART.match(name)
            title = f"{stems.get(number, f'第{number}题')} — {found.group(2)}" if found else _stem(name)
            answers, absent = clean(values, MISSING)
            columns.append(Column(f"Q{number}_{parts[number]}", title, "matrix", answers, absent, group=f"Q{number}"))
        else:
            columns.extend(_read_question(f"Q{number}", _stem(name), values))
    mark_groups(columns)
    return doubt_option_numbers(columns, sheet.file, profile.title, MISSING_WORDS, MISSING_NUMBERS)


def _question_number(name: str) -> str | None:
    found = PART.match(name) or QUESTION.match(name)
    return str(int(found.group(1))) if found else None  # also of full-width digits


def _stem(name: str) -> str:
    found = QUESTION.match(name)
    return found.group(2).strip() if found else name


def _read_question(name: str, title: str, cells: pd.Series) -> list[Column]:
    values, absent = clean(cells, MISSING)
    column = Column(name, title, "question", values, absent)
    if values.dtype != "string":
        return [column]
    if values.str.contains("┋", regex=False).any():
        return split_several(column, "┋")
    # An arrow may also stand in what somebody wrote; a ranking has it in nearly every answer.
    if values.dropna().str.contains("→", regex=False).mean() > 0.8:
        return split_several(column, "→")
    if values.str.contains("〖", regex=False).any():
        written = values.map(note, na_action="ignore").astype("string")
        column.values = to_numbers(values.map(option, na_action="ignore").astype("string"))
        return [column, Column(f"{name}_text", title, "text", written, group=name)]
    return [column]


WJX = Profile("wjx", "问卷星", heads=HEADS, enough=3, more_signs=more_signs, joined=("┋",), missing=MISSING, read=read)
