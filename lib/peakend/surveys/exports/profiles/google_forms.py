"""Google Forms: a first column of times, then a column a question; several answers in one cell."""

import re

from peakend.frames.sheets import Sheet
from peakend.surveys.exports.profile import Profile
from peakend.surveys.exports.times import parse_time

TIMESTAMP = (
    "Timestamp",
    "时间戳记",
    "时间戳",
    "時間戳記",
    "タイムスタンプ",
    "타임스탬프",
    "Zeitstempel",
    "Horodateur",
    "Marca temporal",
    "Carimbo de data/hora",
    "Informazioni cronologiche",
    "Tijdstempel",
    "Sygnatura czasowa",
    "Отметка времени",
    "Časová značka",
    "Tidsstämpel",
    "Zaman damgası",
)
MAIL = ("Email Address", "Username", "电子邮件地址", "用户名", "E-Mail-Adresse", "Adresse e-mail", "メールアドレス")
SCORE = ("Score", "得分", "分数", "Punktzahl", "スコア")
SECONDS = re.compile(r"\d{1,2}:\d{2}:\d{2}")


def more_signs(sheet: Sheet) -> list[str]:
    """Find times as Google writes them below its own heading, wherever that stands."""
    for i, head in enumerate(sheet.header(0)):
        times = sheet.cells.iloc[1:, i].dropna().astype(str)
        # A download says 2025/03/01 9:30:15 AM GMT+8, the linked sheet 3/1/2025 9:30:15 or 2025/3/1 下午3:20:11.
        if head in TIMESTAMP and len(times) and all(map(_is_time, times.unique())):
            return [times.iloc[0]]
    return []


def _is_time(text: str) -> bool:
    """Tell a time to the second, as Google always writes it."""
    return SECONDS.search(text) is not None and parse_time(text) is not None


GOOGLE_FORMS = Profile(
    "google_forms",
    "Google Forms",
    heads=dict.fromkeys(TIMESTAMP, "submitted") | dict.fromkeys(MAIL, "email") | dict.fromkeys(SCORE, "total_score"),
    more_signs=more_signs,
    joined=(";", ", "),
)
