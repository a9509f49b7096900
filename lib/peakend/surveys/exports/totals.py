"""Rows of a table that are no respondents: totals, notes below it, and its headings once more."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import NUMBER
from peakend.surveys.exports.problem import Problem

TOTAL = re.compile(
    r"(合计|总计|小计|共计|总和|平均|平均分|平均值|均值|均分|标准差|方差|最大值|最小值|中位数|人数|样本量|有效样本|"
    r"合計|總計|平均點|grand total|sub-?total|totals?|sum|averages?|avg\.?|mean|median|std\.?( dev(iation)?)?|standard "
    r"deviation|minimum|maximum|min|max|count|gesamt|summe|durchschnitt|mittelwert|moyenne|somme|promedio|media|suma|"
    r"итого|среднее|всего|합계|평균|満足率|满意率|满意度|好评率|得分率|得分|净推荐值|样本数|占比|比例|百分比|nps|csat|ces|n|percent|percentage|"
    r"share|gesamtergebnis|anzahl|anteil|nombre|pourcentage|promedios?|totales|porcentaje|合計数|平均点|汇总|总体|整体|有效n|"
    r"满分|最高分|最低分|full marks?|max(imum)?\.? (possible )?(scores?|points?|marks?)|"
    r"top[ -]?[123]( box)?|bottom[ -]?[123]( box)?|[tb][123]b|base)\s*([(（][^()（）]*[)）]|[%％])?\s*"
    r"([:：=＝]\s*[\d.,%％]*)?",
    re.IGNORECASE,
)
TOTAL_BEHIND = re.compile(rf"(?:{TOTAL.pattern})$", re.IGNORECASE)
NOTE = re.compile(
    r"(注|备注|说明|数据来源|来源|制表人?|统计时间|note|notes|source|remarks?|quelle|anmerkung)\s*[:：].*",
    re.IGNORECASE | re.DOTALL,
)


FEW_MAKES = 0.1  # of the rows: beyond, a column holds prose


def cut_totals(sheet: Sheet, headings: int = 1) -> tuple[Sheet, list[Problem]]:
    """Leave out rows of totals, averages and notes; they are no respondents."""
    body = sheet.cells.iloc[1:]
    if body.empty:
        return sheet, []
    is_total = _named_totals(body) | _subtotals(body) | _notes(body) | _sums(body) | _repeated_headings(sheet, headings)
    if not is_total.any():
        return sheet, []
    labels = [str(row.dropna().iloc[0]) for _i, row in body[is_total].iterrows()]
    lines = [sheet.lines[i] for i in body.index[is_total]]
    kept = sheet.cells.drop(index=body.index[is_total]).reset_index(drop=True)
    left = [line for i, line in enumerate(sheet.lines) if i not in set(body.index[is_total])]
    return replace(sheet, cells=kept, lines=tuple(left)), [no_respondents(labels, lines)]


def no_respondents(labels: Sequence[str], lines: Sequence[int]) -> Problem:
    """Say which rows were left out because they are no respondents."""
    said = _(
        "Left out, for they are totals, notes or headings and no respondents: {labels} (lines {lines}).",
        labels=join_words(labels)[:120],
        lines=join_words(map(str, lines[:8])),
    )
    return Problem("footer", "", len(lines), said)


def _named_totals(body: pd.DataFrame) -> pd.Series:
    """Find rows that begin with a word such as Total, in a column where that word is the exception."""
    found = pd.Series(False, index=body.index)
    for place, i in enumerate(body.columns[:3]):
        text = body[i].dropna().astype(str).str.strip()
        named = text.str.fullmatch(TOTAL)
        others = text[~named]
        if not named.any() or others.empty:
            continue
        mostly_numbers = others.str.fullmatch(NUMBER).mean() > 0.6 or _are_times(others)
        is_first = body.iloc[:, :place].isna().all(axis=1)[text.index]
        at_the_end = pd.Series(text.index >= _tail_start(body, text[named].index), index=text.index)
        found[text.index] |= named & is_first & (at_the_end | bool(mostly_numbers))
    return found


def _tail_start(body: pd.DataFrame, marked: pd.Index) -> int:
    """Return the first row of the unbroken run of marked rows at the end of the table."""
    start = int(body.index[-1]) + 1
    rows = set(marked)
    while start - 1 in rows:
        start -= 1
    return start


def _notes(body: pd.DataFrame) -> pd.Series:
    """Find remarks below the table: one cell, which says that it is one, or is nothing like those above it."""
    alone = (body.notna().sum(axis=1) == 1) & (body.shape[1] > 1)
    text = body.ffill(axis=1).iloc[:, -1].astype(str).str.strip()
    marked = alone & (text.str.fullmatch(NOTE) | _is_strange(text, body.iloc[:, 0].where(~alone)))
    return marked & pd.Series(body.index >= _tail_start(body, body.index[marked]), index=body.index)


def _is_strange(text: pd.Series, others: pd.Series) -> pd.Series:
    """Tell which texts are made otherwise than those of a column that holds options, numbers or ids, and no prose."""
    known = others.dropna().astype(str).str.strip().map(_make)
    if known.nunique() > max(2, FEW_MAKES * len(known)):
        return pd.Series(False, index=text.index)
    return text.str.contains(r"[^\W\d_]") & ~text.map(_make).isin(set(known))


def _make(text: str) -> str:
    """Return how a text is made: its numbers as 0, its words as a; so "Total answers: 40" is "a a: 0"."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", text))


def _subtotals(body: pd.DataFrame) -> pd.Series:
    """Find rows amid the answers whose first cell is a word such as Total, or a group's name with one.

    Their numbers are sums, means or counts of the rows above.
    """
    found = pd.Series(False, index=body.index)
    first = body.iloc[:, 0].astype("string").str.strip().fillna("")
    groups = set(first)
    named = first.map(lambda text: names_total(text, groups)).astype(bool)
    if not named.any():
        return found
    start = 0
    for place in named.to_numpy(dtype=bool).nonzero()[0].tolist():
        found.iloc[place] = adds_up(body.iloc[start:place], body.iloc[place])
        start = place + 1 if found.iloc[place] else start
    return found


def names_total(text: str, groups: Collection[str]) -> bool:
    """Tell a word such as Total, alone or beside a group's name: "Hotline Total", "热线小计"."""
    if TOTAL.fullmatch(text):
        return True
    word = TOTAL_BEHIND.search(text)
    return word is not None and text[: word.start()].strip() in groups


def _sums(body: pd.DataFrame) -> pd.Series:
    """Find a last row that holds nothing but sums or means of the columns above it; its name may stand behind."""
    found = pd.Series(False, index=body.index)
    last = body.iloc[-1]
    is_unnamed = pd.isna(last.iloc[0]) and body.iloc[:-1, 0].notna().all()
    is_named = last.dropna().astype(str).str.strip().str.fullmatch(TOTAL).any()
    # Where all columns are numbers, none is left for a name.
    is_all = body.shape[1] > 1 and bool(pd.to_numeric(last, errors="coerce").notna().all())
    if len(body) > 3 and (is_unnamed or is_named or is_all):
        found.iloc[-1] = adds_up(body.iloc[:-1], last)
    return found


def adds_up(above: pd.DataFrame, row: pd.Series) -> bool:
    """Tell whether all numbers of a row are sums, or all are means, of those above them."""
    numbers = pd.to_numeric(row, errors="coerce").dropna()
    others = above[numbers.index].apply(pd.to_numeric, errors="coerce")
    if numbers.empty or above.empty:
        return False
    made_of = (others.sum(), others.mean(), above[numbers.index].notna().sum())
    return any(bool(((made - numbers).abs() < 0.01).all()) for made in made_of)


def _repeated_headings(sheet: Sheet, headings: int) -> pd.Series:
    """Find rows that are the headings once more: files put one below the other."""
    heads, body = sheet.cells.iloc[0], sheet.cells.iloc[1:]
    same = body.eq(heads) | (body.isna() & heads.isna())
    return same.all(axis=1) & (heads.notna().sum() > 1) & (body.index >= headings)


def _are_times(text: pd.Series) -> bool:
    return bool(text.str.match(r"\d{4}[-/年.]\d{1,2}").mean() > 0.6)
