"""Tables that lie on their side: a question a row, a respondent a column."""

import re
from dataclasses import replace

import pandas as pd

from peakend.base.language import translate as _
from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import NUMBER
from peakend.surveys.exports.doubts import QUESTION_HEAD
from peakend.surveys.exports.problem import Problem
from peakend.surveys.exports.scale_in_head import scale_in_head

FEWEST = 3  # respondents
MOST_ROWS = 300  # questions
PERSON = re.compile(
    r"(r|p|resp|respondents?|participants?|customers?|users?|persons?|people|teilnehmer|befragter?|kunde|répondant|client|"
    r"encuestado|受访者|受訪者|客户|客戶|顾客|用户|用戶|参与者|样本|答卷|回答者|응답자)[\s_.#-]*(no|nr)?[\s_.#-]*\d+"
    r"[号位]?",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"[?？]|吗[。\s]*$|\b(how|did|do|would|which|what|wie|welche|würden|comment|quel|recommend\w*|satisf\w+|likel\w+|ease|easy|"
    r"effort|zufrieden\w*|empfehl\w*)\b|满意|推荐|容易|省力|建议|意见|滿意|推薦|評価|満足",
    re.IGNORECASE,
)


def turn_over(sheet: Sheet) -> tuple[Sheet, list[Problem]]:
    """Turn a table over whose rows are questions, and say so; any other stays as it is."""
    if not _lies(sheet):
        return sheet, []
    cells = sheet.cells.T.reset_index(drop=True).set_axis(range(len(sheet.cells)), axis=1)
    if not ASKS.search(sheet.header(0)[0]):
        cells.iloc[0, 0] = "respondent_id"  # what stood there named the questions below it
    said = _(
        "The questions stand in rows and the respondents in columns: the table was turned over, to {count} "
        "respondents. Look whether that is right; if it is not, pass profile='plain' and a table with a row a "
        "respondent.",
        count=len(cells) - 1,
    )
    return replace(sheet, cells=cells, lines=tuple(range(1, len(cells) + 1))), [Problem("shape", "", 0, said)]


def _lies(sheet: Sheet) -> bool:
    cells = sheet.cells
    if not 2 <= len(cells) <= MOST_ROWS or cells.shape[1] <= FEWEST:
        return False
    first = cells[0].iloc[1:].dropna().astype(str).str.strip()
    if first.empty or not first.is_unique or first.str.fullmatch(NUMBER).any():
        return False
    heads = sheet.header(0)
    asked = _share_asked(first)
    if all(PERSON.fullmatch(head) for head in heads[1:]):
        return True
    if _are_numbers(heads[1:]):
        # Without a heading above the questions, the first row may be one of them.
        asks_above = heads[0] != "" and bool(ASKS.search(heads[0]))
        if asks_above and not _are_in_order(heads[1:]):
            return asked >= 0.5
        return (not heads[0] or QUESTION_HEAD.search(heads[0]) is not None or asked >= 0.5) and asked > 0
    return QUESTION_HEAD.fullmatch(heads[0]) is not None and asked >= 0.5 and _mixes(cells.iloc[1:, 1:])


def _share_asked(texts: pd.Series) -> float:
    return float(texts.map(lambda text: bool(ASKS.search(text)) or scale_in_head(text).scale is not None).mean())


def _are_numbers(heads: list[str]) -> bool:
    return all(NUMBER.fullmatch(head) for head in heads)


def _are_in_order(heads: list[str]) -> bool:
    return [float(head) for head in heads] == [float(heads[0]) + i for i in range(len(heads))]


def _mixes(body: pd.DataFrame) -> bool:
    """Tell whether every column holds numbers and words, as it does where each row is another question."""
    is_number = body.astype("string").apply(lambda column: column.str.strip().str.fullmatch(NUMBER))
    given = body.notna()
    return bool((is_number.fillna(False) & given).any().all() and (~is_number.fillna(False) & given).any().all())
