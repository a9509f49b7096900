"""Years that are counted from another year than 1: 民國114年, 令和7年 and พ.ศ. 2568 are 2025."""

import re

import pandas as pd

REPUBLIC_BEGAN = 1911  # the year before its first
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "r": 2018, "h": 1988}
REPUBLIC = re.compile("民國|民国")
DATE = re.compile(
    r"(?P<era>(?:中[華华])?民[國国]|令和|平成|昭和|[RrHh](?=\d))?\s*(?P<year>\d{1,3}|元)\s*[年./-]\s*(?P<month>\d{1,2})\s*[月./-]\s*"
    r"(?P<day>\d{1,2})(?!\d)\s*日?"
)
LATEST_YEAR = 150  # of 民國: 2061
BUDDHIST, BUDDHIST_BEGAN = "พ.ศ.", -543
BUDDHIST_YEARS = range(2440, 2644)  # 1897 to 2100; in no other calendar has anybody answered in such a year
THAI_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "มกราคม ม.ค.", "กุมภาพันธ์ ก.พ.", "มีนาคม มี.ค.", "เมษายน เม.ย.", "พฤษภาคม พ.ค.", "มิถุนายน มิ.ย.",
            "กรกฎาคม ก.ค.", "สิงหาคม ส.ค.", "กันยายน ก.ย.", "ตุลาคม ต.ค.", "พฤศจิกายน พ.ย.", "ธันวาคม ธ.ค.",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
THAI = re.compile(
    rf"\s*(?P<month>{'|'.join(map(re.escape, THAI_MONTHS))})\s*(?:พ\.ศ\.)?\s*"
    r"(?P<century>(?=\d\d(?!\d)))?(?P<rest>.*?)(?:\s*น\.)?$"
)
COMPACT = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
COMPACT_REPUBLIC = re.compile(r"1[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
YEARS_BEFORE = 1911_00_00  # 民國 1140314 is 20250314
LONGEST_DATE = 60  # characters
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DOTTED = re.compile(r"\d{1,3}\.")
# Three parts, the middle one a number or a month, one of the others a year; whatever calendar it is.
DATED = re.compile(
    r"\D{0,8}(?:\d{1,2}\s*[./\s-]\s*(?:\d{1,2}|[^\d\s./-]{2,12}\.?(?:[^\d\s./-]{1,8}\.?)?)\s*[./\s-]\s*\d{4}"
    r"|\d{2,4}\s*[./年-]\s*\d{1,2}\s*[./月-]\s*\d{1,2})(?![\d./-])"
)


def date_of_era(text: str, *, is_republic: bool) -> tuple[int, int, int, str, int] | None:
    """Return year, month and day of a date that names its era, the era's name, and where the date ends in the text.

    Three digits in front count the years of 民國, as no other calendar has such a year now; fewer do if it is said
    that all do (`is_republic`).

    Examples
    --------
    >>> date_of_era("民國114年3月1日", is_republic=False)
    (2025, 3, 1, '民國', 10)
    >>> date_of_era("25/03/01", is_republic=False)
    """
    found = DATE.match(text)
    if found is None:
        return None
    era, year = found["era"] or "", 1 if found["year"] == "元" else int(found["year"])
    if not era and (not (len(found["year"]) == 3 or is_republic) or not 1 <= year <= LATEST_YEAR):
        return None
    name = era or "民國"
    before = REPUBLIC_BEGAN if REPUBLIC.search(name) else ERAS[name.lower()]
    return before + year, int(found["month"]), int(found["day"]), name, found.end()


def thai_in_numbers(text: str) -> str:
    """Return a date with the Thai name of its month as day, month and year: ``1.3.2568`` for ``1 มี.ค. 68``."""
    return THAI.sub(
        lambda found: f".{THAI_MONTHS[found['month']]}.{'' if found['century'] is None else '25'}{found['rest']}",
        text,
    )


def looks_dated(text: str, *, is_said: bool = False) -> bool:
    """Tell whether a text that was not read as a date is written like one; where a heading says so, a year is enough.

    Examples
    --------
    >>> looks_dated("1 Şubat 2025"), looks_dated("192.168.0.1")
    (True, False)
    """
    if is_said and len(text) <= LONGEST_DATE and YEAR.search(text):
        return True
    return DATED.match(text.strip()[:LONGEST_DATE]) is not None


def added_to_compact(numbers: pd.Series) -> int | None:
    """Return what is to be added to numbers that are dates, so that all are such as 20250314; None if they are none."""
    for added, make in ((0, COMPACT), (YEARS_BEFORE, COMPACT_REPUBLIC)):
        if numbers.map(lambda value, make=make: bool(make.fullmatch(f"{value:.0f}"))).all():
            return added
    return None
