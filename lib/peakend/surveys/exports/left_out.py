"""Rows that are no customers' answers: previews, tests, and answers that were never finished."""

import re
from collections.abc import Callable, Collection

import pandas as pd

from peakend.base.language import translate as _
from peakend.surveys.exports.columns import Column
from peakend.surveys.exports.problem import Problem

PREVIEW = re.compile(
    r"preview|test|vorschau|aperçu|vista previa|pré-visualiz|anteprima|预览|預覽|测试|測試|プレビュー|テスト|미리보기|"
    r"тест|просмотр|\bspam\b|垃圾|synthetic",
    re.IGNORECASE,
)
PREVIEW_CODES = {"1", "2", "8", "9", "12", "17", "40"}  # Qualtrics: preview, test, spam; imported, offline, of staff
NOT = {
    "false", "0", "no", "否", "假", "偽", "falsch", "faux", "falso", "onwaar", "ложь", "거짓", "nein", "non", "いいえ",
    "incomplete", "partial", "started", "未完成",
}  # fmt: skip


def left_out(columns: list[Column], keep: Collection[str]) -> tuple[pd.Series, list[Problem]]:
    """Return which rows stay, and what is said of those that do not."""
    stays = pd.Series(True, index=columns[0].values.index)
    problems: list[Problem] = []
    for kind, is_so in (("preview", _previews(columns)), ("unfinished", _unfinished(columns))):
        rows = is_so & stays
        if not rows.any() or kind in keep:
            continue
        if rows.sum() == stays.sum():
            problems.append(Problem(kind, "", 0, _all_of_them(kind)))
            continue
        stays &= ~rows
        problems.append(Problem(kind, "", int(rows.sum()), said_left_out(kind, int(rows.sum()))))
    return stays, problems


def said_left_out(kind: str, count: int) -> str:
    """Say how many rows were left out, and how they are kept."""
    if kind == "preview":
        return _(
            "Left out: previews, tests or spam, which are not customers' answers ({count}). keep=['preview'] keeps "
            "them.",
            count=count,
        )
    return _("Left out: answers that were not finished ({count}). keep=['unfinished'] keeps them.", count=count)


def _all_of_them(kind: str) -> str:
    if kind == "preview":
        return _("All answers are marked as previews, tests or spam; none was left out.")
    return _("All answers are marked as not finished; none was left out.")


def _previews(columns: list[Column]) -> pd.Series:
    return _find(columns, "status", lambda text: text in PREVIEW_CODES or bool(PREVIEW.search(text)))


def _unfinished(columns: list[Column]) -> pd.Series:
    by_flag = _find(columns, "finished", lambda text: text.casefold() in NOT)
    if any(column.name == "finished" for column in columns):
        return by_flag
    return _find(columns, "progress", lambda text: text.isdigit() and int(text) < 100)


def _find(columns: list[Column], name: str, is_so: Callable[[str], bool]) -> pd.Series:
    for column in columns:
        if column.name == name and column.kind == "meta":
            texts = column.values.astype("string").fillna("")
            return texts.map(is_so).astype(bool)
    return pd.Series(False, index=columns[0].values.index)
