"""What a question can be scored by: as its scale and its heading tell, and its answers where they must."""

import re

import pandas as pd

from peakend.surveys.exports.columns import RECOMMENDS
from peakend.surveys.question import Question

NPS, CSAT, CES = (0, 10), (1, 5), (1, 7)
MEASURES = {NPS: "nps", CSAT: "csat", CES: "ces"}
NEARLY_ALL = 0.98
# What a heading asks for, where the scale alone leaves it open.
SATISFIES = re.compile(r"satisf|zufried|soddisf|tevred|满意|滿意|満足|만족|\bcsat\b", re.IGNORECASE)
EASES = re.compile(
    r"\b(easy|ease|easily|effort|difficult\w*|einfach|leicht|aufwand|facil\w*|fácil\w*)\b|"
    r"容易|省力|费力|費力|簡単|쉬|\bces\b",
    re.IGNORECASE,
)
EFFORT = re.compile(
    r"\b(effort|difficult\w*|hard|aufwand|schwer|schwierig|difficile|difícil)\b|费力|費力|困难|难度", re.IGNORECASE
)
# Numbers that are no marks, whatever their range.
QUANTITY = re.compile(
    r"\bhow (many|often|long|old)\b|\b(number|count|minutes?|hours?|days?|years?|age|times|rank(ing)?|code|branch|"
    r"store)\b|"
    r"多少|几[次个人天]|次数|人数|年龄|分钟|小时|天数|编号|序号|金额|排名|年份|月份|\b(anzahl|alter|minuten|jahr)\b",
    re.IGNORECASE,
)
# What a quiz of Microsoft Forms writes beside each question, and about all of them.
QUIZ = re.compile(
    r"(points?|punkte|feedback|分数|分數|得分|点数|反馈|反饋)\s*[-–—]\s|(total points|gesamtpunktzahl|总分|總分)$",
    re.IGNORECASE,
)
_PROSE = r"[\s\u4e00-\u9fff]"


def measure_of(question: Question, answers: "pd.Series[str]") -> str:
    """Return what a question can be scored by, or nothing."""
    if question.direction_doubt or QUIZ.match(question.text):
        return ""
    if question.kind == "time":  # below a heading that asks for a mark, a spreadsheet has made dates of 4/5
        return "" if _asked(question.text) else "time"
    if question.kind == "open" and _is_prose(answers):
        return "open"
    if question.kind == "choice" and not question.scores:
        return "choices" if 1 < answers.nunique() <= 20 else ""
    if question.kind in ("several", "ranking", "meta"):
        return ""
    if question.scale is None and not question.scores and set(answers.dropna()) <= {0, 1, 2}:
        return "choices" if answers.nunique() > 1 else ""  # codes of two or three groups, more likely than marks
    return _measure_of_scale(question, answers)


def _measure_of_scale(question: Question, answers: "pd.Series[str]") -> str:
    """Return what a scale can be scored by: as its heading asks, where it does, and else as is usual."""
    asked = _asked(question.text)
    if question.scale in MEASURES:
        usual = MEASURES[question.scale]
        # A mark for satisfaction is none for recommending, whatever its scale, and the other way round.
        if asked == "nps" or (usual == "nps" and asked == "ces"):
            return usual if asked == usual else ""
        return asked or usual
    if question.scale is not None:
        return ""
    scale = scale_of(question, answers)
    if not asked and QUANTITY.search(question.text):
        return ""
    if asked == "nps":
        return "nps" if scale in (CES, NPS) else ""
    usual = MEASURES.get(scale, "") if scale else ""
    if usual == "nps" and _numbers(question, answers).max() <= CES[1]:
        return ""  # 0–5 or 0–6 is no usual scale
    return usual if asked in ("", usual) else ""


def _asked(text: str) -> str:
    """Return the measure that a heading names: recommending, satisfaction, ease; nothing if none, or several."""
    kinds = {"nps": RECOMMENDS, "csat": SATISFIES, "ces": EASES}
    named = [measure for measure, words in kinds.items() if words.search(text)]
    return named[0] if len(named) == 1 else ""


def _is_prose(answers: "pd.Series[str]") -> bool:
    """Tell written answers from ids and codes: half of them have a space or a Chinese character."""
    given = answers.dropna()
    if given.empty:
        return False
    return bool(given.map(lambda answer: isinstance(answer, str)).all() and given.str.contains(_PROSE).mean() >= 0.5)


def _numbers(question: Question, answers: "pd.Series[str]") -> "pd.Series[float]":
    """Return the scores of a question's answers, or its answers as numbers."""
    given = [score for score in question.scores.values() if score is not None] if question.scores else answers.dropna()
    return pd.to_numeric(pd.Series(given), errors="coerce")


def scale_of(question: Question, answers: "pd.Series[str]") -> tuple[int, int] | None:
    """Return the shortest of the usual scales that holds nearly all answers, where all are whole numbers.

    A few slips of the finger do not make another scale; they are counted as off it.
    """
    numbers = _numbers(question, answers)
    if numbers.empty or numbers.isna().any() or (numbers % 1 != 0).any():
        return None
    return next((scale for scale in (CSAT, CES, NPS) if numbers.between(*scale).mean() > NEARLY_ALL), None)
