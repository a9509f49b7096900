"""Answers that should be looked at and are kept: given twice, very fast, or the same throughout."""

import re

import pandas as pd

from peakend.base.language import join_words, quote
from peakend.base.language import translate as _
from peakend.surveys.exports.columns import ID, Column, as_text
from peakend.surveys.exports.problem import Problem

FEWEST = 10  # respondents, below which "fast" means nothing
FAST = 1 / 3  # of the median time
FEWEST_PEOPLE, MOST_QUESTIONS = 3, 60
QUESTION_HEAD = re.compile(
    r"question|item|variable|attribute|metric|frage|pregunta|题|题目|问题|指标|項目|項|문항", re.IGNORECASE
)
STATUS_HEAD = re.compile(
    r"status|state|valid|quality|flag|clean|screen|result|状态|狀態|有效|审核|審核|标识|清洗|质量|甄别|結果|结果",
    re.IGNORECASE,
)
NO_ANSWERS = {
    "无效", "無效", "无效答卷", "无效数据", "作废", "废卷", "废弃", "未完成", "未通过", "不合格", "被甄别", "甄别",
    "中断", "测试", "invalid", "not valid", "void", "rejected", "disqualified", "screened out", "screenout",
    "terminated", "incomplete", "not finished", "partial", "test", "spam", "ungültig", "abgebrochen", "invalide",
    "incomplet",
}  # fmt: skip
IMPORTED = re.compile(r"imported|4|importiert|importé|importad[oa]|(已)?导入|匯入|インポート", re.IGNORECASE)
LONGEST_BATTERY = 5  # questions with the same answer make a straight line


def doubtful_rows(columns: list[Column]) -> list[Problem]:
    """Return what should be looked at in the rows of a survey."""
    return [
        *_duplicates(columns),
        *_speeders(columns),
        *_straight_liners(columns),
        *_rows_of_questions(columns),
        *(said for column in columns if may_mark(column) for said in marked(column.name, column.values.value_counts())),
        *(said for column in columns if may_import(column) for said in imported(column.values.value_counts())),
    ]


def may_import(column: Column) -> bool:
    """Tell whether a platform says in a column which answers were not given there, but brought in."""
    return column.name == "status" and column.kind == "meta"


def imported(counts: pd.Series) -> list[Problem]:
    """Say how many answers were brought in, given how often each status occurs; nothing where none was, or all."""
    count = int(counts[[IMPORTED.fullmatch(as_text(status)) is not None for status in counts.index]].sum())
    if count in (0, int(counts.sum())):
        return []
    said = _(
        "Answers that were imported into the platform, and not given there: {count}; they are counted. Leave them out "
        "first if they were counted elsewhere.",
        count=count,
    )
    return [Problem("imported", "status", count, said)]


def may_mark(column: Column) -> bool:
    """Tell whether a column may say which rows are no answers: "status", "有效"."""
    return column.values.dtype == "string" and STATUS_HEAD.search(f"{column.name} {column.title}") is not None


def marked(column: str, counts: pd.Series) -> list[Problem]:
    """Say how many rows are called invalid, given how often each mark occurs; nothing where all are, or none."""
    found = counts[[str(mark).strip().casefold() in NO_ANSWERS for mark in counts.index]]
    if found.empty or len(found) == len(counts):
        return []
    said = _(
        "Rows that column {column!r} calls {marks}: {count}; they are kept. Leave them out first if they did "
        "not come from customers.",
        column=column,
        count=int(found.sum()),
        marks=join_words(map(quote, found.index)),
    )
    return [Problem("doubt", column, int(found.sum()), said)]


def _rows_of_questions(columns: list[Column]) -> list[Problem]:
    """Say where every row is an answer to one question, and every respondent has several rows."""
    for asked in columns:
        count = asked.values.nunique()
        if asked.values.dtype != "string" or not QUESTION_HEAD.search(asked.title) or not 2 <= count <= MOST_QUESTIONS:
            continue
        for who in columns:
            people = who.values.nunique()
            if who is asked or people < FEWEST_PEOPLE or len(who.values) < 0.8 * people * count:
                continue
            if not pd.concat([who.values, asked.values], axis=1).duplicated().any():
                return [rows_of_questions(asked.name, people, len(asked.values))]
    return []


def _duplicates(columns: list[Column]) -> list[Problem]:
    for column in columns:
        if (column.name == "respondent" and column.kind == "meta") or ID.fullmatch(column.title.strip()):
            count = int(column.values.dropna().duplicated().sum())
            if 0 < count < 0.5 * len(column.values):  # more is a table with several rows a respondent
                return [repeated(column.name, count)]
    return _same_rows([column for column in columns if column.name != "respondent"])


def _same_rows(columns: list[Column]) -> list[Problem]:
    """Say how many rows are the same as another where that is no chance, for a column tells people apart."""
    telling = [column.values for column in columns if column.values.nunique() > 0.5 * len(column.values)]
    if not telling:
        return []
    table = pd.concat([column.values for column in columns], axis=1)
    count = int((table.duplicated() & pd.concat(telling, axis=1).notna().any(axis=1)).sum())
    return [same_rows(count)] if count else []


def _speeders(columns: list[Column]) -> list[Problem]:
    for column in columns:
        if column.name == "duration_s" and pd.api.types.is_numeric_dtype(column.values):
            times = column.values.dropna()
            limit = float(times.median()) * FAST if len(times) >= FEWEST else 0.0
            count = int((times < limit).sum())
            if count:
                return [speeders(column.name, count, limit)]
    return []


def _straight_liners(columns: list[Column]) -> list[Problem]:
    groups: dict[str | None, list[pd.Series]] = {}
    for column in columns:
        if column.kind == "matrix":
            groups.setdefault(column.group, []).append(column.values)
    found = []
    for name, group in groups.items():
        if len(group) < LONGEST_BATTERY:
            continue
        rows = pd.concat(group, axis=1)
        count = int(((rows.nunique(axis=1) == 1) & rows.notna().all(axis=1)).sum())
        if count:
            found.append(straight_liners(str(name), len(group), count))
    return found


def repeated(column: str, count: int) -> Problem:
    """Say how many respondents occur more than once."""
    said = _(
        "Respondents that occur again by column {column!r}: {count}; all rows are kept.", count=count, column=column
    )
    return Problem("duplicates", column, count, said)


def same_rows(count: int) -> Problem:
    """Say how many rows are the same as another one."""
    said = _("Rows that are the same as another one in all columns: {count}; all are kept.", count=count)
    return Problem("duplicates", "", count, said)


def speeders(column: str, count: int, limit: float) -> Problem:
    """Say how many respondents were very fast."""
    said = _(
        "Respondents who took less than a third of the median time ({limit} seconds): {count}; they are kept.",
        count=count,
        limit=round(limit),
    )
    return Problem("speeders", column, count, said)


def straight_liners(group: str, rows: int, count: int) -> Problem:
    """Say how many respondents gave the same answer throughout a matrix."""
    said = _(
        "Respondents who gave the same answer to all {rows} rows of {group!r}: {count}; they are kept.",
        count=count,
        rows=rows,
        group=group,
    )
    return Problem("straight-liners", group, count, said)


def rows_of_questions(column: str, people: int, rows: int) -> Problem:
    """Say that each row is an answer to one question."""
    said = _(
        "Each row seems to be an answer to one question, named in column {column!r}, so that each of "
        "{people} respondents has several rows. A measure of all rows would mix the questions: choose the "
        "rows of one question first.",
        column=column,
        people=people,
    )
    return Problem("shape", column, rows, said)
