"""A plain table: one header row, whatever wrote it."""

from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import Column, clean


def read_plain(sheet: Sheet) -> list[Column]:
    """Read the columns of a table with one header row; a column without name or cells is left out."""
    header, body = sheet.header(0), sheet.cells.iloc[1:]
    return [
        Column(name or f"column_{i + 1}", name, "question", *clean(body[i]))
        for i, name in enumerate(header)
        if name or body[i].notna().any()
    ]
