"""What a table begins with in a file: titles above it, a second row of headings; and whether it is one at all."""

import re
from dataclasses import replace

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import NUMBER
from peakend.surveys.exports.problem import Problem
from peakend.surveys.exports.tone import NO_ANSWER, folded, tone_of

LONGEST_ANSWER = 40  # characters of an option, and not of a remark
MOST_TITLES = 15  # rows above a table
DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
SUMMARY = {
    "选项", "小计", "比例", "百分比", "占比", "answer choices", "answer options", "antwortoptionen",
    "choix de réponses", "opciones de respuesta", "antworten", "réponses", "respuestas", "percent", "percentage", 
    "responses", "responses %", "count", "%",
}  # fmt: skip
COUNT = re.compile(
    r"counts?|frequency|freq\.?|n|number|respondents|人数|次数|频数|数量|份数|人數|件数|回答数|度数|빈도|응답수|anzahl|häufigkeit|"
    r"nombre|effectif|fréquence|frecuencia|cantidad|número|количество|число",
    re.IGNORECASE,
)
FEWEST_COUNTED = 3  # answers


def cut_titles(sheet: Sheet) -> tuple[Sheet, list[Problem]]:
    """Leave out the rows above the headings: titles, dates, filters, which fill few of the table's columns."""
    filled = sheet.cells.notna().sum(axis=1)
    wide = int(filled.head(MOST_TITLES + 5).max())
    # Headings fill nearly all columns; a table with one column has nothing that could be told from a title.
    is_head = (filled.head(MOST_TITLES) >= max(2, 0.6 * wide)) & ~_is_prose(sheet.cells.head(MOST_TITLES))
    first = is_head.tolist().index(True) if wide > 1 and is_head.any() else 0
    if first == 0:
        return sheet, []
    above = [str(value) for row in sheet.cells.iloc[:first].to_numpy() for value in row if not pd.isna(value)]
    kept = replace(sheet, cells=sheet.cells.iloc[first:].reset_index(drop=True), lines=sheet.lines[first:])
    said = _("Left out above the headings: {text}.", text=" | ".join(dict.fromkeys(above))[:120])
    return kept, [Problem("title", "", first, said)]


def join_headings(sheet: Sheet) -> Sheet:
    """Join two rows of headings into one where the upper one spans several columns."""
    upper, lower = sheet.header(0), sheet.header(1)
    spans = [i for i in range(1, len(upper)) if lower[i] and (not upper[i] or upper[i] == upper[i - 1])]
    body = sheet.cells.iloc[2:]
    if not spans or not all(low or up for up, low in zip(upper, lower, strict=True)) or len(body) < 1:
        return sheet
    if not _is_second_row(upper, lower, spans, body):
        return sheet
    above = ""
    heads = []
    for up, low in zip(upper, lower, strict=True):
        above = up or above
        heads.append(f"{above} [{low}]" if low and low != above else above)
    cells = pd.concat([pd.DataFrame([heads], dtype=object), body], ignore_index=True)
    return replace(sheet, cells=cells, lines=(sheet.lines[0], *sheet.lines[2:]))


def _is_prose(rows: pd.DataFrame) -> pd.Series:
    """Find rows that are a sentence parted at its commas: less is in them than below, and cells begin with a space."""
    filled = rows.notna().sum(axis=1)
    spaced = rows.iloc[:, 1:].map(lambda cell: isinstance(cell, str) and cell.startswith(" ")).any(axis=1)
    return spaced & (filled < filled.shift(-1, fill_value=0)) & ~spaced.shift(-1, fill_value=False)


def cut_explanations(sheet: Sheet) -> tuple[Sheet, list[Problem]]:
    """Leave out a row below the headings that says what they mean, "How likely?" or "minutes", above numbers alone."""
    first, others = sheet.cells.iloc[1:2], sheet.cells.iloc[2:]
    if len(others) < 2:
        return sheet, []
    numeric = [i for i in others if others[i].notna().any() and others[i].dropna().astype(str).map(_is_number).all()]
    said = [str(first[i].iloc[0]).strip() for i in numeric if pd.notna(first[i].iloc[0])]
    if not said or any(_is_number(text) or folded(text) in NO_ANSWER for text in said):
        return sheet, []
    text = " | ".join(str(cell) for cell in first.iloc[0].dropna())
    kept = replace(
        sheet, cells=sheet.cells.drop(index=1).reset_index(drop=True), lines=(sheet.lines[0], *sheet.lines[2:])
    )
    message = _("Left out below the headings: {text}.", text=text[:120])
    return kept, [Problem("title", "", 1, message)]


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text.strip()) is not None


def _is_second_row(upper: list[str], lower: list[str], spans: list[int], body: pd.DataFrame) -> bool:
    """Tell a second row of headings from a first answer: words over numbers, or words only where a heading spans."""
    words = [i for i in spans if not NUMBER.fullmatch(lower[i])]
    if len(words) < len(spans):
        return False
    if sum(body[i].dropna().astype(str).str.fullmatch(NUMBER).all() for i in words) >= 0.5 * len(spans):
        return True
    spanned = {*spans, *(i - 1 for i in spans)}
    beside = [i for i in range(len(upper)) if i not in spanned]
    is_bare = all(not lower[i] or lower[i] == upper[i] for i in beside)
    # Beside the spans nobody answered: that is no respondent, where the others did.
    return bool(beside) and is_bare and any(body[i].notna().mean() > 0.8 for i in beside)


def require_survey(sheet: Sheet, *, is_plain: bool, is_guess: bool) -> None:
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
    if len(SUMMARY & {head.casefold() for head in named}) >= 2 or (is_plain and _counts_answers(heads, body)):
        raise PeakendError(
            _(
                "{file!r} is a summary, {heads}, and no list of answers. Export the answers themselves, one row a "
                "respondent.",
                file=sheet.file,
                heads=" | ".join(named)[:80],
            )
        )
    if (
        is_plain
        and is_guess
        and not any(_holds_answers(head, body.iloc[:, i].dropna()) for i, head in enumerate(heads))
    ):
        raise PeakendError(
            _(
                "{file!r} reads as a text and not as a table of answers: no column holds numbers, dates or answers "
                "that come again. Export it as .csv or .xlsx; if it is a table all the same, pass profile='plain'.",
                file=sheet.file,
            )
        )


def _counts_answers(heads: list[str], body: pd.DataFrame) -> bool:
    """Tell a table of two columns, of which one says how often each answer of the other was given."""
    counts = [i for i, head in enumerate(heads) if COUNT.fullmatch(head)]
    if len(heads) != 2 or len(counts) != 1 or len(body) < FEWEST_COUNTED:
        return False
    others = body.iloc[:, 1 - counts[0]].dropna()
    return bool(body.iloc[:, counts[0]].dropna().astype(str).map(_is_number).all() and others.is_unique)


def _holds_answers(head: str, values: pd.Series) -> bool:
    """Tell whether a column may hold answers: numbers, dates, words of a scale, or short answers that come again."""
    text = values.astype(str).str.strip()
    if text.empty or (head in set(text) and not _is_number(head)):
        return False
    if text.str.fullmatch(NUMBER).mean() > 0.5 or text.str.match(r"\d{1,4}[-/.年]\s?\d{1,2}").mean() > 0.5:
        return True
    return bool(text.map(tone_of).notna().mean() > 0.8 and text.str.len().max() < LONGEST_ANSWER) or (
        bool(text.duplicated().any()) and text.str.len().median() < LONGEST_ANSWER
    )


def _are_answers(heads: list[str], body: pd.DataFrame) -> bool:
    """Tell whether the first row is like those below it: numbers over numbers, or words that come again."""
    numbers = [head for head in heads if NUMBER.fullmatch(head)]
    are_in_order = len(numbers) > 1 and numbers == [str(int(float(numbers[0])) + i) for i in range(len(numbers))]
    alike = 0 if are_in_order else len(numbers)  # questions by their numbers, or years
    for i, head in enumerate(heads):
        values = set(body.iloc[:, i].dropna().astype(str).str.strip())
        is_date = DATE.match(head) is not None and any(DATE.match(value) for value in values)
        alike += bool(head and head not in numbers and (is_date or (head in values and len(values) > 1)))
    return alike > 0 and alike >= 0.5 * len([head for head in heads if head])
