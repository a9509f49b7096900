"""The list of groups: who sits with whom, drawn from the class's names, the same each time."""

import random
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.frames.sheets import read_sheet
from peakend.tables.write_table import write_table
from peakend_course.browser import print_html
from peakend_course.templates import render

ENDINGS = (".html", ".pdf", ".xlsx", ".csv")
HEADINGS = ("name", "姓名")
LEAST = 2  # people of a group


def draw_groups(names: Sequence[str], count: int) -> list[list[str]]:
    """Return the names in this many groups, as even as can be; the same names always fall alike.

    Raises
    ------
    PeakendError
        If there are too few names for so many groups.
    """
    if count < 1 or len(names) < LEAST * count:
        raise PeakendError(
            _(
                "{names} names do not make {count} groups of two or more. Choose 1 to {most} groups.",
                names=len(names),
                count=count,
                most=max(len(names) // LEAST, 1),
            )
        )
    drawn = sorted(names)
    random.Random(repr(drawn)).shuffle(drawn)
    return [drawn[number::count] for number in range(count)]


def read_names(file: Path) -> list[str]:
    """Return the names of a class from its table: the column “name” (姓名), or the only one there is."""
    sheet = read_sheet(file)
    headings = [heading.casefold() for heading in sheet.header(0)]
    columns = [number for number, heading in enumerate(headings) if heading in HEADINGS]
    if not columns and len(headings) > 1:
        raise PeakendError(_("{file} needs a column “name”, with one person a row.", file=file.name))
    cells = sheet.cells.iloc[1 if columns else 0 :, columns[0] if columns else 0]
    names = [str(name).strip() for name in cells.dropna() if str(name).strip()]
    if not names:
        raise PeakendError(_("{file} has no name in it. Write one person a row.", file=file.name))
    return names


def write_groups(groups: Sequence[Sequence[str]], file: Path) -> None:
    """Write the groups as the file's ending says: a sheet for the door, or a table."""
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise PeakendError(
            _(
                "{file!r} has no ending that can be written. Choose {endings}.",
                file=file.name,
                endings=join_words(ENDINGS),
            )
        )
    if ending in (".xlsx", ".csv"):
        rows = [(number, name) for number, names in enumerate(groups, 1) for name in names]
        write_table(pd.DataFrame(rows, columns=[_("group"), _("name")]), file)
        return
    html = render("groups.html", title=_("Groups"), groups=groups)
    if ending == ".pdf":
        print_html(html, file)
    else:
        write_text(file, html)
