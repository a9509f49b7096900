"""Neighbouring columns in which each option of one question is marked: by its own name, a tick, "Yes" and "No"."""

import re
from collections.abc import Iterator

import pandas as pd

from peakend.surveys.exports.columns import Column, as_text

# What stands in the column of an option that was chosen, and what stands where it was not.
TICKED = {
    "checked": "unchecked", "☑": "☐", "☒": "☐", "✓": "✗", "✔": "✘", "√": "×", "quoted": "not quoted",
    "selected": "not selected", "mentioned": "not mentioned", "genannt": "nicht genannt", "coché": "non coché",
    "ausgewählt": "nicht ausgewählt", "已选": "未选", "选中": "未选中", "勾选": "未勾选", "选择": "未选择",
    "已選": "未選", "●": "○", "■": "□", "x": "-",
}  # fmt: skip
# These answer single questions too.
ANSWERED = {
    "true": "false", "wahr": "falsch", "vrai": "faux", "yes": "no", "y": "n", "ja": "nein", "oui": "non", "sí": "no",
    "是": "否", "有": "无", "はい": "いいえ", "예": "아니요", "1": "0",
}  # fmt: skip
CHOSEN = TICKED | ANSWERED
NOT_CHOSEN = set(CHOSEN.values())
STEM = re.compile(r"^(?P<stem>.{2,}?)\s*(?:[:：\[（(/|>—–]|_(?=\w+$)|\s-\s|\.(?=[^.\d\s]+$))", re.DOTALL)
ASKS = re.compile(r"[?？]\s*$|吗[?？。]?$")


def mark_options(columns: list[Column]) -> list[Column]:
    """Turn neighbouring columns of marks into options of one question: 1 chosen, 0 not."""
    for run in _runs(columns):
        options = [column for column in run if column.values.notna().any()]
        found = {text for column in options for text in _texts(column)}
        is_named = not all(text in CHOSEN or text in NOT_CHOSEN for text in found)
        given = pd.concat([column.values.notna() for column in run], axis=1)
        if len(options) < 2 or not (_are_one_question(run, found) or is_named):
            continue
        if given.all(axis=None) and not found & NOT_CHOSEN:
            continue  # nobody chooses everything: these are constants
        for column in run:
            column.guessed = column.guessed or not (is_named or found & set(TICKED))
            column.values = _chosen(column, found, is_named=is_named).where(given.any(axis=1))
            column.kind, column.group = "option", column.group or _stem(run[0]) or run[0].name
    return columns


def _runs(columns: list[Column]) -> Iterator[list[Column]]:
    """Yield neighbours that are marked in the same way, with those between them that nobody chose."""
    run: list[Column] = []
    for column in columns:
        if run and _goes_on(run, column):
            run.append(column)
            continue
        yield from _whole(run)
        run = [column] if _sign(column) else []
    yield from _whole(run)


def _whole(run: list[Column]) -> Iterator[list[Column]]:
    while run and run[-1].values.isna().all() and not (_stem(run[-1]) and _stem(run[-1]) == _stem(run[0])):
        run = run[:-1]
    if len(run) > 1:
        yield run


def _goes_on(run: list[Column], column: Column) -> bool:
    if column.kind not in ("question", "matrix") or column.group != run[0].group:
        return False
    if _stem(column) != _stem(run[0]):
        return False
    return bool(column.values.isna().all()) or _sign(column) == _sign(run[0])


def _sign(column: Column) -> str:
    """Return how an option is marked that was chosen, "name" for its own name; empty where the column is none."""
    if column.kind not in ("question", "matrix"):
        return ""
    found = set(_texts(column))
    if found and found == {column.title.rsplit(" — ", 1)[-1].strip().casefold()}:
        return "name"
    for chosen, other in CHOSEN.items():
        if found and found <= {chosen, other}:
            return other
    return ""


def _texts(column: Column) -> list[str]:
    return [as_text(value).strip().casefold() for value in column.values.dropna().unique()]


def _stem(column: Column) -> str:
    """Return what the headings of one question's options have in common: "Channels: phone" is about channels."""
    if column.group:
        return column.group
    for text in (column.title, column.name):
        found = STEM.match(text)
        if found:
            return found["stem"]
    return ""


def _are_one_question(run: list[Column], found: set[str]) -> bool:
    """Tell options from questions that are answered by yes and no: ticks, no "no" anywhere, or one beginning."""
    if found & set(TICKED) or not found & NOT_CHOSEN:
        return True
    if _stem(run[0]) or found & {"true", "1"}:
        return not any(ASKS.search(column.title) for column in run)
    return False


def _chosen(column: Column, found: set[str], *, is_named: bool) -> pd.Series:
    text = column.values.map(lambda value: as_text(value).strip().casefold(), na_action="ignore").astype("string")
    if is_named or not found & NOT_CHOSEN:
        return text.notna().astype("Int64")
    return (~text.isin(list(NOT_CHOSEN))).astype("Int64").mask(text.isna())
