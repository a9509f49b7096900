"""A column of a survey file on its way to a question: its name, its kind as the heads tell it, its answers."""

import datetime
import html
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from peakend.frames.plain_cell import plain_cell
from peakend.surveys.question import Direction

NOISE = 1e-9
NUMBER = re.compile(r"[+-]?(0|[1-9]\d{0,14})(\.\d+)?")
PERCENT = re.compile(r"[+-]?\d+([.,]\d+)?\s*[%％]")
TAG = re.compile(r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>", re.IGNORECASE)
FULL_WIDTH = str.maketrans("０１２３４５６７８９．－−", "0123456789.--")

ID = re.compile(
    r"(respondent|response|customer|case|record|row|answer|entry|user)?[\s_-]*(id|no\.?|nr\.?|number|#|nummer)|n[°º]|index|"
    r"编号|序号|編號|序號|答卷编号|客户编号|编码|番号|번호|номер|lfd\. nr\.?|numéro|número",
    re.IGNORECASE,
)
OPEN_HEAD = re.compile(
    r"建议|意见|为什么|原因是|请说明|补充|想对我们说|コメント|ご意見|의견|comments?\b|suggest|"
    r"please (explain|describe|tell)|\bwhy\b|anything else|feedback|anmerkung|vorschl|kommentar|commentaire|comentario|"
    r"sugerenc|commenti|комментар|пожелан",
    re.IGNORECASE,
)

# What a heading asks for, where the scale alone leaves it open.
RECOMMENDS = re.compile(
    r"recommend|empfehl|recommand|recomend|raccomand|aanbevel|推荐|推薦|勧め|すすめ|추천|\bnps\b", re.IGNORECASE
)

ColumnKind = Literal["meta", "question", "matrix", "option", "rank", "text"]


@dataclass
class Column:
    """One column of a survey.

    Attributes
    ----------
    name : str
        Its name in the table.
    title : str
        What the file calls it: the question, or the question and the row or option.
    kind : str
        ``"meta"``, ``"question"``, ``"matrix"``, ``"option"`` (of a multiple choice: 1 chosen, 0 not), ``"rank"``
        (an option's place) or ``"text"`` (what was written beside an option).
    values : pandas.Series
        The answers; missing where there is none.
    missing : dict
        How often each of the codes for "no answer" occurs.
    labels : dict
        The text of each answer code.
    group : str, optional
        The question that the rows of a matrix, or the options of one question, belong to.
    doubt : str
        Why no measure may take the answers as they stand.
    guessed : bool
        Whether the kind was judged from the answers, because the heads do not tell it.
    direction_doubt : str
        Why it is not known which end of its numbers is the good one.
    good_end : {"high", "low"}, optional
        Which end of its numbers is the good one, where a profile says so.
    """

    name: str
    title: str
    kind: ColumnKind
    values: pd.Series
    missing: dict[str, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    group: str | None = None
    doubt: str = ""
    guessed: bool = False
    direction_doubt: str = ""
    good_end: Direction | None = None


def unique(names: list[str]) -> list[str]:
    """Number names that occur again: ``Q1, Q1`` become ``Q1, Q1_2``."""
    used: set[str] = set()
    for i, name in enumerate(names):
        number = 1
        while names[i] in used:
            number += 1
            names[i] = f"{name}_{number}"
        used.add(names[i])
    return names


def clean(values: pd.Series, missing_codes: Collection[str] = ()) -> tuple[pd.Series, dict[str, int]]:
    """Strip text, blank out the codes for "no answer", count them, and turn a column of numbers into numbers."""
    # Most answers occur many times: each is looked at once.
    code, found = pd.factorize(values)
    if len(found) and all(isinstance(value, datetime.date) for value in found):
        return pd.to_datetime(values), {}
    text = [plain_cell(as_text(value)).strip() for value in found]
    blanked = set(missing_codes) - points_among(missing_codes, text)
    absent: dict[str, int] = {}
    for value, count in zip(text, np.bincount(code[code >= 0], minlength=len(text)), strict=True):
        if value in blanked:
            absent[value] = absent.get(value, 0) + int(count)
    known = pd.Series([value if value and value not in blanked else None for value in text], dtype="string")
    answers = to_numbers(known).array.take(code, allow_fill=True, fill_value=pd.NA)
    return pd.Series(answers, index=values.index), absent


def points_among(codes: Collection[str], answers: Collection[str]) -> set[str]:
    """Return the codes that are points of the answers' own scale: −2 is one where −1 and 2 are answers too."""
    numbers = {float(text) for text in answers if text not in codes and NUMBER.fullmatch(text)}
    if not numbers or min(numbers) >= 0:
        return set()
    # Scales with negative points are symmetrical, and hardly any ends at −1.
    reach = max(2, *map(abs, numbers))
    return {code for code in codes if NUMBER.fullmatch(code) and abs(float(code)) <= reach}


def plain_text(heading: str) -> str:
    """Return a heading without the marks of a web page, "<b>How likely?</b>", and on one line where it has such."""
    if not TAG.search(heading):
        return heading.strip()
    return " ".join(html.unescape(TAG.sub(" ", heading)).split())


def as_text(value: object) -> str:
    """Return a cell as text: 4.0 is ``"4"``."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def to_numbers(text: pd.Series) -> pd.Series:
    """Turn text into numbers if every answer is one, 80% is 80; codes with leading zeros and long ids stay text."""
    plain = text.str.translate(FULL_WIDTH)
    known = plain.dropna()
    if known.str.fullmatch(PERCENT).all():
        plain = plain.str.replace("％", "%", regex=False).str.removesuffix("%").str.strip()
        known = plain.dropna()
    if _has_decimal_commas(known):
        plain = plain.str.replace(",", ".", regex=False)
        known = plain.dropna()
    elif _has_thousands(known):
        plain = plain.str.replace(",", "", regex=False)
        known = plain.dropna()
    if known.empty or not known.str.fullmatch(NUMBER).all():
        return text
    numbers = pd.to_numeric(plain)
    if not known.str.contains(".", regex=False).any():
        return numbers.astype("Int64")
    decimals = numbers.astype("Float64")
    whole = decimals.round()
    return decimals.mask((decimals - whole).abs() < NOISE, whole)  # 8.999999999999998 is 9


def _has_decimal_commas(text: pd.Series) -> bool:
    """Tell "4,5" from "1,3", two options in order, and from "1,200", a thousand."""
    if not text.str.contains(",", regex=False).any() or not text.str.fullmatch(r"[+-]?\d+(,\d+)?").all():
        return False
    parts = text[text.str.contains(",", regex=False)].str.split(",")
    falls = any(int(whole) >= int(rest) or int(whole) == 0 or rest[0] == "0" for whole, rest in parts)
    # Half points: "1,5" and "3,5"; nobody chooses the fifth option each time that two are chosen.
    are_halves = all(rest == "5" for _whole, rest in parts) and parts.map(lambda part: part[0]).nunique() > 1
    return (falls or are_halves) and not all(len(rest) == 3 for _whole, rest in parts)


def _has_thousands(text: pd.Series) -> bool:
    """Tell numbers such as "1,234.50" and "1,234,567"; "1,234" alone may have three decimals."""
    is_parted = text.str.fullmatch(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}")
    return bool(is_parted.any()) and bool(
        text.str.fullmatch(rf"[+-]?[1-9]\d{{0,2}}(,\d{{3}})+(\.\d+)?|{NUMBER.pattern}").all()
    )


def to_seconds(values: pd.Series) -> pd.Series:
    """Turn ``125``, ``125秒``, ``2分5秒``, ``1小时2分5秒``, ``02:05`` and ``1:02:05`` into whole seconds."""
    code, found = pd.factorize(values)
    text = pd.Series(found).astype("string")
    words = text.str.extract(
        r"^(?:(\d+)\s*(?:小时|h))?\s*(?:(\d+)\s*(?:分钟?|min|m))?\s*(?:(\d+)(?:\.\d+)?\s*(?:秒|s)?)?$"
    )
    parts = words.fillna(text.str.extract(r"^(?:(\d+):)?(\d{1,2}):(\d{2})$"))
    seconds = parts.astype("Int64").fillna(0)
    total = seconds[0] * 3600 + seconds[1] * 60 + seconds[2]
    known = total.mask(parts.isna().all(axis=1))
    return pd.Series(known.array.take(code, allow_fill=True, fill_value=pd.NA), index=values.index)


def read_meta(name: str, title: str, values: pd.Series, missing_codes: Collection[str] = ()) -> Column:
    """Read a column that the platform itself writes."""
    answers, absent = clean(values, missing_codes)
    return Column(name, title, "meta", to_seconds(answers) if name == "duration_s" else answers, absent)


def to_table(columns: list[Column]) -> pd.DataFrame:
    """Put the columns side by side, under names that occur once."""
    for column, name in zip(columns, unique([column.name for column in columns]), strict=True):
        column.name = name
    return pd.DataFrame({column.name: column.values for column in columns}).reset_index(drop=True)
