"""SurveyMonkey exports: a row of questions, empty where one goes on, and below it a row of options or rows."""

import pandas as pd

from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import Column, clean, read_meta, require_shape

META = {
    "Respondent ID": "respondent",
    "RespondentID": "respondent",
    "Collector ID": "collector",
    "CollectorID": "collector",
    "Start Date": "started",
    "StartDate": "started",
    "End Date": "submitted",
    "EndDate": "submitted",
    "Date Created": "started",
    "Date Modified": "submitted",
    "IP Address": "ip",
}
OWN = {"Email Address", "First Name", "Last Name"}
SINGLE = {"response", "open-ended response", "open-ended reply", ""}
OTHER = "other (please specify)"


def is_surveymonkey(sheet: Sheet) -> bool:
    """Tell whether the header rows are SurveyMonkey's."""
    names = sheet.header(0)
    own = [i for i, name in enumerate(names) if name in META]
    below = sheet.header(1)
    return len(own) >= 2 and names[own[0]].startswith("Respondent") and not any(below[i] for i in own)


def read_surveymonkey(sheet: Sheet) -> list[Column]:
    """Read the columns of a SurveyMonkey export."""
    require_shape(is_surveymonkey(sheet), sheet, "surveymonkey")
    names, below, body = sheet.header(0), sheet.header(1), sheet.cells.iloc[2:]
    columns: list[Column] = []
    number = 0
    for start, stop in _spans(names, below):
        name = names[start]
        if name in META:
            columns.append(read_meta(META[name], name, body[start]))
        elif name in OWN or name.startswith("Custom Data"):
            columns.append(Column(name, name, "meta", *clean(body[start])))
        else:
            number += 1
            columns.extend(_read_question(f"Q{number}", name, below[start:stop], body.iloc[:, start:stop]))
    return columns


def _spans(names: list[str], below: list[str]) -> list[tuple[int, int]]:
    """A question reaches to the next name; exports to newer formats repeat the name instead of leaving it empty."""
    starts = [
        i
        for i, name in enumerate(names)
        if i == 0 or (name and not (name == names[i - 1] and below[i].lower() not in SINGLE))
    ]
    return list(zip(starts, [*starts[1:], len(names)], strict=True))


def _read_question(name: str, title: str, parts: list[str], body: pd.DataFrame) -> list[Column]:
    if len(parts) == 1 and parts[0].lower() in SINGLE:
        return [Column(name, title, "question", *clean(body.iloc[:, 0]))]
    is_choice = [_is_choice(part, body.iloc[:, i]) for i, part in enumerate(parts)]
    listed = [i for i, part in enumerate(parts) if part.lower() != OTHER]
    is_multiple = len(listed) > 1 and all(is_choice[i] for i in listed)
    answered = body.notna().any(axis=1)
    columns = []
    for i, part in enumerate(parts):
        label = title if part.lower() in SINGLE else f"{title} — {part}"
        column = name if part.lower() in SINGLE else f"{name}_{i + 1}"
        values = body.iloc[:, i]
        if part.lower() == OTHER:
            columns.append(Column(f"{name}_{i + 1}_text", label, "text", *clean(values)))
        elif is_multiple:
            chosen = values.notna().astype("Int64").where(answered)
            columns.append(Column(column, label, "option", chosen))
        else:
            kind = "question" if part.lower() in SINGLE else "matrix"
            columns.append(Column(column, label, kind, *clean(values)))
    return columns


def _is_choice(part: str, values: pd.Series) -> bool:
    """Tell whether a column says nothing but that its option was chosen."""
    found = set(values.dropna().astype(str).str.strip())
    return found <= {part} or (len(found) == 1 and next(iter(found)).isdigit())
