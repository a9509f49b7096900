"""Qualtrics: a row of names, a row of questions, and a row of import ids, which old exports lack or quote otherwise."""

import html
import re
from collections import Counter

import pandas as pd

from peakend.base.language import translate as _
from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import Column, clean, read_meta
from peakend.surveys.exports.option_numbers import ask_direction
from peakend.surveys.exports.profile import Profile
from peakend.surveys.exports.several import lists_options, split_several

HEADS = {
    "ResponseId": "respondent",
    "ResponseID": "respondent",
    "StartDate": "started",
    "EndDate": "submitted",
    "RecordedDate": "recorded",
    "Duration (in seconds)": "duration_s",
    "IPAddress": "ip",
    "DistributionChannel": "source",
    "Status": "status",
    "Finished": "finished",
    "Progress": "progress",
    "UserLanguage": "user_language",
    "ResponseSet": "",
    "Name": "",
    "EmailAddress": "email",
    "RecipientLastName": "",
    "RecipientFirstName": "",
    "RecipientEmail": "email",
    "ExternalReference": "",
    "ExternalDataReference": "",
    "LocationLatitude": "",
    "LocationLongitude": "",
    "LocationAccuracy": "",
}
MISSING = ("-99",)  # a question that was seen and not answered, where the export recodes it
# Quoted once, by another sign, or twice, after a detour through a spreadsheet.
IMPORT_ID = re.compile(r"""^\{\s*["'\\]*ImportId["'\\]*\s*:\s*["'\\]*(?P<id>[^"'\\]*)""")
CHOICE = re.compile(r"""choiceId["'\\]*\s*:\s*["'\\]*(?P<choice>[^"'\\}]*)""")
OLD_NAME = re.compile(r"^V\d{1,2}$")  # very old exports call their own columns so, and name them in the second row
SELECTED = re.compile(
    r"\s*-\s*(Selected Choice|Ausgewählte Option|Choix sélectionné|Opción seleccionada|选定的选择)\s*(-\s*|$)"
)


def more_signs(sheet: Sheet) -> list[str]:
    """Find the row of import ids, or the old names of Qualtrics's own columns."""
    if _ids(sheet):
        return ["ImportId"]
    names, titles = sheet.header(0), sheet.header(1)
    old = [title for name, title in zip(names, titles, strict=True) if OLD_NAME.match(name) and title in HEADS]
    return old[:2]


def read(sheet: Sheet, profile: Profile) -> list[Column]:
    """Read the columns of a Qualtrics export."""
    names, titles, ids = sheet.header(0), sheet.header(1), _ids(sheet)
    headings = 3 if ids else 2
    if not ids and _are_values(names, titles, profile):
        titles, headings = names, 1  # somebody deleted the rows of questions and import ids
    body = sheet.cells.iloc[headings:]
    choices = _choices(names, titles, ids)
    columns: list[Column] = []
    for i, head in enumerate(names):
        title = _plain_text(titles[i]) or head
        own = profile.own_name(titles[i] if OLD_NAME.match(head) else head)
        if own is not None:
            columns.append(read_meta(own, title, body[i], MISSING))
            continue
        values, absent = clean(body[i], MISSING)
        group = choices.get(i)
        column = Column(head or f"column_{i + 1}", SELECTED.sub(" — ", title).strip(" —"), "question", values, absent)
        if head.endswith("_TEXT"):
            column.kind = "text"
        elif group is not None:
            column.kind, column.group = "option", group
        elif re.match(r"^.+_\d+$", head) and _count_parts(names, head) > 1:
            column.kind, column.group = "matrix", head.rsplit("_", 1)[0]
        elif lists_options(values, ",", sure=True) or _lists_codes(values):
            column.guessed = True
            columns.extend(split_several(column, ","))
            continue
        columns.append(column)
    columns = _mark_options(columns)
    return ask_direction(columns, profile.title) if _is_numbered(columns) else columns


def _is_numbered(columns: list[Column]) -> bool:
    """Tell an export of numbers, in which also the platform's own columns are such."""
    own = [
        column.values.dropna() for column in columns if column.kind == "meta" and column.name in ("status", "finished")
    ]
    return any(len(values) and pd.api.types.is_integer_dtype(values) for values in own)


def _ids(sheet: Sheet) -> list[str]:
    """Return the cells of the row of import ids; nothing if there is none."""
    cells = sheet.header(2)
    filled = [cell for cell in cells if cell]
    return cells if filled and sum(bool(IMPORT_ID.match(cell)) for cell in filled) > 0.5 * len(filled) else []


def _are_values(names: list[str], below: list[str], profile: Profile) -> bool:
    """Tell whether the row below the names is a respondent's: dates, ids and numbers, and no questions."""
    own = [cell for name, cell in zip(names, below, strict=True) if cell and profile.own_name(name) is not None]
    return sum(bool(re.search(r"\d", cell)) for cell in own) > 0.5 * len(own) > 0


def _choices(names: list[str], titles: list[str], ids: list[str]) -> dict[int, str]:
    """Return the question of each column that is one option of a multiple choice, as its id or its title tells."""
    found = {}
    for i, name in enumerate(names):
        stem = name.rsplit("_", 1)[0]
        is_choice = bool(ids and CHOICE.search(ids[i])) or bool(SELECTED.search(titles[i]))
        if is_choice and "_" in name and not name.endswith("_TEXT"):
            found[i] = stem
    several = Counter(found.values())
    return {i: stem for i, stem in found.items() if several[stem] > 1}


def _count_parts(names: list[str], head: str) -> int:
    """Count the columns that belong to the same question by their names."""
    stem = re.escape(head.rsplit("_", 1)[0])
    return sum(bool(re.fullmatch(rf"{stem}_\d+", name)) for name in names)


def _lists_codes(values: pd.Series) -> bool:
    """Tell whether cells list the numbers of options, in order, such as ``1,3``."""
    if values.dtype != "string":
        return False
    lists = [cell.split(",") for cell in values.dropna().unique()]
    return all(all(part.isdigit() for part in parts) and sorted(parts, key=int) == parts for parts in lists)


def _mark_options(columns: list[Column]) -> list[Column]:
    """Make options 1 or 0; columns of one question that each hold one value, their own option, are options too."""
    groups: dict[str | None, list[Column]] = {}
    for column in columns:
        if column.kind in ("option", "matrix"):
            groups.setdefault(column.group, []).append(column)
    for group in groups.values():
        if group[0].kind == "option" or _hold_their_option(group):
            mark_chosen(group, [column.values for column in group])
        else:
            _doubt_ones(group)
    return columns


def _hold_their_option(group: list[Column]) -> bool:
    found = {column.title.rsplit(" - ", 1)[-1]: set(column.values.dropna().astype(str)) for column in group}
    has_gaps = any(column.values.isna().any() for column in group)
    return has_gaps and any(found.values()) and all(values <= {option} for option, values in found.items())


def _doubt_ones(group: list[Column]) -> None:
    """Ask about columns that hold nothing but 1, and gaps: options that were chosen, or the lowest mark."""
    found = {value for column in group for value in column.values.dropna().astype(str)}
    if len(group) < 2 or found != {"1"} or not any(column.values.isna().any() for column in group):
        return
    for column in group:
        column.doubt = _(
            "Column {column!r} holds nothing but 1 and gaps, and so do the columns beside it: options that were "
            "chosen, or the lowest mark? Export the choice text; or, if they are marks, say s.score({column!r}).",
            column=column.name,
        )


def mark_chosen(group: list[Column], answers: list[pd.Series]) -> None:
    """Turn columns that hold their option where it was chosen into 1 and 0; who gave no answer at all chose nothing."""
    answered = pd.concat([values.notna() for values in answers], axis=1).any(axis=1)
    for column in group:
        is_chosen = column.values.notna() & (column.values.astype(str) != "0")
        column.values = is_chosen.astype("Int64").where(answered)
        column.kind = "option"


def _plain_text(title: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", title)).split())


QUALTRICS = Profile("qualtrics", "Qualtrics", heads=HEADS, more_signs=more_signs, missing=MISSING, read=read)
