"""What stands around a table in a file: titles above it, totals and notes below it, a second row of headings."""

import re
from dataclasses import replace

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import NUMBER
from peakend.surveys.exports.problem import Problem

MOST_TITLES = 15  # rows above a table
TOTAL = re.compile(
    r"(合计|总计|小计|共计|总和|平均|平均分|平均值|均值|均分|标准差|方差|最大值|最小值|中位数|人数|样本量|有效样本|"
    r"合計|總計|平均點|grand total|sub-?total|totals?|sum|averages?|avg\.?|mean|median|std\.?( dev(iation)?)?|standard "
    r"deviation|minimum|maximum|min|max|count|gesamt|summe|durchschnitt|mittelwert|moyenne|somme|promedio|media|suma|"
    r"итого|среднее|всего|합계|평균)\s*[:：]?",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"(注|备注|说明|数据来源|来源|制表人?|统计时间|note|notes|source|remarks?|quelle|anmerkung)\s*[:：].*",
    re.IGNORECASE | re.DOTALL,
)
SUMMARY = {"小计", "比例", "百分比", "占比", "percent", "percentage", "responses", "responses %", "count", "%"}


def cut_titles(sheet: Sheet) -> tuple[Sheet, list[Problem]]:
    """Leave out the rows above the headings: titles, dates, filters, which fill few of the table's columns."""
    filled = sheet.cells.notna().sum(axis=1)
    wide = int(filled.head(MOST_TITLES + 5).max())
    # Headings fill nearly all columns; a table with one column has nothing that could be told from a title.
    is_head = filled.head(MOST_TITLES) >= max(2, 0.6 * wide)
    first = is_head.tolist().index(True) if wide > 1 and is_head.any() else 0
    if first == 0:
        return sheet, []
    above = [str(value) for row in sheet.cells.iloc[:first].to_numpy() for value in row if not pd.isna(value)]
    kept = replace(sheet, cells=sheet.cells.iloc[first:].reset_index(drop=True), lines=sheet.lines[first:])
    said = _("Left out above the headings: {text}.", text=" | ".join(dict.fromkeys(above))[:120])
    return kept, [Problem("title", "", first, said)]


def cut_totals(sheet: Sheet, headings: int) -> tuple[Sheet, list[Problem]]:
    """Leave out rows of totals, averages and notes; they are no respondents."""
    body = sheet.cells.iloc[headings:]
    if body.empty:
        return sheet, []
    is_total = _named_totals(body) | _notes(body) | _sums(body)
    if not is_total.any():
        return sheet, []
    labels = [str(row.dropna().iloc[0]) for _i, row in body[is_total].iterrows()]
    lines = [sheet.lines[i] for i in body.index[is_total]]
    kept = sheet.cells.drop(index=body.index[is_total]).reset_index(drop=True)
    left = [line for i, line in enumerate(sheet.lines) if i not in set(body.index[is_total])]
    said = _(
        "Left out, for they are totals or notes and no respondents: {labels} (lines {lines}).",
        labels=", ".join(labels)[:120],
        lines=", ".join(map(str, lines[:8])),
    )
    return replace(sheet, cells=kept, lines=tuple(left)), [Problem("footer", "", len(lines), said)]


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
    """Find remarks below the table: one cell, which says that it is one."""
    alone = (body.notna().sum(axis=1) == 1) & (body.shape[1] > 1)
    text = body.ffill(axis=1).iloc[:, -1].astype(str).str.strip()
    marked = alone & text.str.fullmatch(NOTE)
    return marked & pd.Series(body.index >= _tail_start(body, body.index[marked]), index=body.index)


def _sums(body: pd.DataFrame) -> pd.Series:
    """Find a last row without a name that holds nothing but sums or means of the columns above it."""
    found = pd.Series(False, index=body.index)
    if len(body) < 4 or bool(body.iloc[-1:, 0].notna().any()) or body.iloc[:-1, 0].isna().any():
        return found
    last = body.iloc[-1].dropna()
    numbers = body[last.index].apply(pd.to_numeric, errors="coerce")
    above, below = numbers.iloc[:-1], numbers.iloc[-1]
    is_sum = bool(len(last)) and bool(((above.sum() - below).abs() < 0.01).all())
    is_mean = bool(len(last)) and bool(((above.mean() - below).abs() < 0.01).all())
    found.iloc[-1] = is_sum or is_mean
    return found


def _are_times(text: pd.Series) -> bool:
    return bool(text.str.match(r"\d{4}[-/年.]\d{1,2}").mean() > 0.6)


def join_headings(sheet: Sheet) -> Sheet:
    """Join two rows of headings into one where the upper one spans several columns."""
    upper, lower = sheet.header(0), sheet.header(1)
    spans = [i for i in range(1, len(upper)) if lower[i] and (not upper[i] or upper[i] == upper[i - 1])]
    body = sheet.cells.iloc[2:]
    if not spans or not all(low or up for up, low in zip(upper, lower, strict=True)) or len(body) < 1:
        return sheet
    # The second row must be words over numbers: a first answer is like those below it.
    words = [i for i in spans if not NUMBER.fullmatch(lower[i])]
    numeric = [i for i in words if body[i].dropna().astype(str).str.fullmatch(NUMBER).all()]
    if len(words) < len(spans) or len(numeric) < 0.5 * len(spans):
        return sheet
    above = ""
    heads = []
    for up, low in zip(upper, lower, strict=True):
        above = up or above
        heads.append(f"{above} [{low}]" if low and low != above else above)
    cells = pd.concat([pd.DataFrame([heads], dtype=object), body], ignore_index=True)
    return replace(sheet, cells=cells, lines=(sheet.lines[0], *sheet.lines[2:]))


def require_survey(sheet: Sheet, *, is_plain: bool) -> None:
    """Refuse what cannot be a survey: a plain table without headings, a summary of counts, or prose."""
    heads, body = sheet.header(0), sheet.cells.iloc[1:]
    if body.empty:
        raise PeakendError(
            _("{file!r} has a header but no answers. Export it again, with the answers.", file=sheet.file)
        )
    named = [head for head in heads if head]
    if is_plain and named and _are_answers(heads, body):
        raise PeakendError(
            _(
                "The first row of {file!r} reads as answers and not as headings: {row}. Write a heading above each "
                "column.",
                file=sheet.file,
                row=" | ".join(named)[:80],
            )
        )
    if len(SUMMARY & {head.casefold() for head in named}) >= 2:
        raise PeakendError(
            _(
                "{file!r} is a summary, {heads}, and no list of answers. Export the answers themselves, one row a "
                "respondent.",
                file=sheet.file,
                heads=" | ".join(named)[:80],
            )
        )
    if sheet.cells.shape[1] == 1 and body[0].astype(str).str.len().mean() > 40 and len(heads[0]) > 40:
        raise PeakendError(
            _("{file!r} reads as a text and not as a table of answers. Export it as .csv or .xlsx.", file=sheet.file)
        )


def _are_answers(heads: list[str], body: pd.DataFrame) -> bool:
    """Tell whether the first row is like those below it: numbers over numbers, or words that come again."""
    numbers = [head for head in heads if NUMBER.fullmatch(head)]
    if len(numbers) > 1 and numbers == [str(int(float(numbers[0])) + i) for i in range(len(numbers))]:
        numbers = []  # questions by their numbers, or years
    alike = len(numbers)
    for i, head in enumerate(heads):
        values = set(body.iloc[:, i].dropna().astype(str).str.strip())
        alike += bool(head and head not in numbers and head in values and len(values) > 1)
    return alike > 0 and alike >= 0.5 * len([head for head in heads if head])
