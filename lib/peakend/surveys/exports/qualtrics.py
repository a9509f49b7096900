"""Qualtrics exports: a row of names, a row of questions, and a row of import ids (which old exports lack)."""

import html
import re

from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import Column, clean, read_meta, require_shape

META = {
    "ResponseId": "respondent",
    "ResponseID": "respondent",
    "StartDate": "started",
    "EndDate": "submitted",
    "RecordedDate": "recorded",
    "Duration (in seconds)": "duration_s",
    "IPAddress": "ip",
    "DistributionChannel": "source",
}
OWN = {
    "Status",
    "Progress",
    "Finished",
    "RecipientLastName",
    "RecipientFirstName",
    "RecipientEmail",
    "ExternalReference",
    "ExternalDataReference",
    "LocationLatitude",
    "LocationLongitude",
    "UserLanguage",
}
MISSING = ("-99",)  # a question that was seen and not answered, where the export recodes it


def is_qualtrics(sheet: Sheet) -> bool:
    """Tell whether the header rows are Qualtrics's."""
    return _has_ids(sheet) or len({"StartDate", "EndDate", "ResponseId", "ResponseID"} & set(sheet.header(0))) >= 2


def read_qualtrics(sheet: Sheet) -> list[Column]:
    """Read the columns of a Qualtrics export."""
    require_shape(is_qualtrics(sheet), sheet, "qualtrics")
    names, titles = sheet.header(0), sheet.header(1)
    body = sheet.cells.iloc[3 if _has_ids(sheet) else 2 :]
    columns = []
    for i, name in enumerate(names):
        title = _plain_text(titles[i]) or name
        if name in META:
            columns.append(read_meta(META[name], title, body[i], MISSING))
        else:
            values, absent = clean(body[i], MISSING)
            kind = "meta" if name in OWN else "text" if name.endswith("_TEXT") else "question"
            columns.append(Column(name or f"column_{i + 1}", title, kind, values, absent))
    return columns


def _has_ids(sheet: Sheet) -> bool:
    ids = [cell for cell in sheet.header(2) if cell]
    return bool(ids) and sum(cell.startswith('{"ImportId"') for cell in ids) > 0.5 * len(ids)


def _plain_text(title: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", title)).split())
