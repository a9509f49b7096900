"""The columns of a survey, explained."""

import pandas as pd

from peakend.base.language import choose_text
from peakend.base.language import translate as _
from peakend.surveys.question import Question, kind_name
from peakend.surveys.survey import Survey

# What the platforms write beside the answers, whatever each of them calls it.
META: dict[str, tuple[str, str]] = {
    "respondent": ("Respondent", "答卷编号"),
    "collector": ("Collector", "收集渠道"),
    "started": ("Started", "开始时间"),
    "submitted": ("Submitted", "提交时间"),
    "recorded": ("Recorded", "记录时间"),
    "duration_s": ("Time taken, seconds", "答题用时（秒）"),
    "source": ("Source", "来源"),
    "source_detail": ("Source, in detail", "来源详情"),
    "ip": ("Internet address", "IP 地址"),
    "total_score": ("Total score", "总分"),
}


def survey_codebook(survey: Survey) -> pd.DataFrame:
    """Explain the columns of a survey; see `peakend.codebook`."""
    return pd.DataFrame([_entry(question, survey.table[question.name]) for question in survey.questions])


def _entry(question: Question, answers: pd.Series) -> dict[str, str]:
    en, zh = META.get(question.name, (question.text, question.text))
    worth = {text: "–" if score is None else f"{score:g}" for text, score in question.scores.items()}
    values = question.labels or worth
    codes = ", ".join(f"{code} × {count}" for code, count in question.missing_codes.items())
    return {
        "column": question.name,
        "title": choose_text({"en": en, "zh": zh}) if question.kind in ("meta", "time") else question.text,
        "type": type_of(answers),
        "scale": "" if question.scale is None else "{}–{}".format(*question.scale),
        "unit": "",
        "values": ", ".join(f"{left} = {right}" for left, right in values.items()),
        "description": kind_name(question.kind) + (_("; no answer: {codes}", codes=codes) if codes else ""),
    }


def type_of(answers: pd.Series) -> str:
    """Return a column's type as a codebook names it."""
    if pd.api.types.is_integer_dtype(answers):
        return "integer"
    if pd.api.types.is_numeric_dtype(answers):
        return "number"
    return "datetime" if pd.api.types.is_datetime64_any_dtype(answers) else "string"
