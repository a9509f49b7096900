"""SPSS and Stata files: answers with their labels and missing values, by pyreadstat."""

from pathlib import Path
from typing import Any

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.extras import require
from peakend.base.language import translate as _
from peakend.frames.sheets import read_bytes
from peakend.surveys.exports.columns import Column, as_text
from peakend.surveys.exports.tone import NO_ANSWER, folded

READERS = {".sav": "read_sav", ".zsav": "read_sav", ".por": "read_por", ".dta": "read_dta"}


def is_statistics_file(path: Path) -> bool:
    """Tell by its ending whether a file is one of SPSS or Stata."""
    return path.suffix.lower() in READERS


def read_statistics_file(path: Path) -> tuple[list[Column], str]:
    """Read the columns of an SPSS or Stata file, and its encoding."""
    read_bytes(path)
    require("pyreadstat")
    import pyreadstat

    # Values that the file declares missing come as they are, so that they can be counted.
    options: dict[str, Any] = {"user_missing": True} if path.suffix.lower() != ".por" else {}
    try:
        table, meta = getattr(pyreadstat, READERS[path.suffix.lower()])(str(path), **options)
    except Exception:  # pyreadstat raises whatever its C library does
        raise PeakendError(
            _("{file!r} is damaged or no file of SPSS or Stata. Save it again, or export it as .csv.", file=path.name)
        ) from None
    columns = [_column(name, table[name], meta) for name in table]
    return columns, str(meta.file_encoding or "")


def _column(name: str, values: pd.Series, meta: Any) -> Column:
    labels = meta.variable_value_labels.get(name, {})
    letters = [str(letter) for letter in meta.missing_user_values.get(name, [])]  # Stata's .a to .z
    spans = [*meta.missing_ranges.get(name, []), *({"lo": letter, "hi": letter} for letter in letters)]
    values, absent = _without_missing(values, spans)
    texts = {as_text(code): str(text) for code, text in labels.items() if as_text(code) not in absent}
    title = str(meta.column_names_to_labels.get(name) or name)
    column = Column(name, title, "question", values, absent, texts)
    # A label such as "refused" alone among numbers makes no options of them: whether it is an answer, is asked.
    if any(text != code and folded(text) not in NO_ANSWER for code, text in texts.items()):
        # Options are kept by their texts; a number without one, between labelled ends, is a point and stays a number.
        text = values.map(lambda value: texts.get(as_text(value), as_text(value)), na_action="ignore")
        column.values = text.astype("string")
        if not set(values.dropna().map(as_text)) <= set(texts):
            column.values = values.map(lambda value: _numbered(as_text(value), texts), na_action="ignore").astype(
                "string"
            )
    return column


def _numbered(code: str, texts: dict[str, str]) -> str:
    text = texts.get(code, "")
    return text if folded(text) in NO_ANSWER else f"{code} - {text}" if text else code


def _without_missing(values: pd.Series, ranges: list[Any]) -> tuple[pd.Series, dict[str, int]]:
    if pd.api.types.is_datetime64_any_dtype(values):
        return values, {}
    text = values.map(as_text, na_action="ignore").astype("string").str.strip()
    numbers = pd.to_numeric(text, errors="coerce")
    is_missing = text.isna() | (text == "")
    for span in ranges:
        low, high = span["lo"], span["hi"]
        is_missing |= (text == str(low)) if isinstance(low, str) else numbers.between(low, high)
    absent = text[is_missing & text.notna() & (text != "")].value_counts()
    kept = values.mask(is_missing.fillna(True).astype(bool))
    if values.map(lambda value: isinstance(value, float)).any():
        values = kept = pd.to_numeric(kept)  # letters alone made them objects
    if pd.api.types.is_numeric_dtype(values) and (kept.dropna() % 1 == 0).all():
        return kept.astype("Float64").astype("Int64"), {str(code): int(count) for code, count in absent.items()}
    plain = kept.astype("Float64") if pd.api.types.is_numeric_dtype(values) else kept.astype("string")
    return plain, {str(code): int(count) for code, count in absent.items()}
