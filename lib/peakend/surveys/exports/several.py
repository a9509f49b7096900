"""Several answers in one cell: a column for each option, 1 chosen and 0 not, or its place in a ranking."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.frames import missing_column_message
from peakend.surveys.exports.columns import NUMBER, Column, ColumnKind

LONGEST_OPTION = 60  # characters; what is longer is written freely
NOTE = re.compile(r"〖(.*?)〗")  # 问卷星 writes so what was filled in beside an option
OPENING, CLOSING = "([（【", ")]）】"
SENTENCE = re.compile(r"[.!?。！？]\s*$")
# What may part answers and may as well belong to one of them: "app/phone", "parents & children".
MAYBE = (
    "/",
    "&",
    "＆",
    "+",
    "＋",
    ":",
    "：",
    ";",
    "；",
    ",",
    "，",
    "、",
    "|",
    "\n",
    " and ",
    " und ",
    " et ",
    " y ",
    "和",
    "及",
    "与",
)
NO_PART = (";", "；")  # of an answer itself: one such cell is enough to ask
FEWEST_LISTS, MOST_PARTS = 2, 20


def split_several(column: Column, separator: str) -> list[Column]:
    """Make a column each option of a cell that lists the options chosen; rankings have arrows, or list them all."""
    code, cells = pd.factorize(column.values)
    # Plain lists: pandas would turn a column of dicts into records in which every option is present.
    lists = [_parts(str(cell), separator) for cell in cells]
    is_ranking = separator == "→" or _are_orders(lists)
    column.guessed |= is_ranking and separator != "→"
    places = [{option(part): place for place, part in enumerate(parts, 1)} for parts in lists]
    notes = [{option(part): note(part) for part in parts} for parts in lists]
    options = list(dict.fromkeys(key for found in places for key in found))
    if all(NUMBER.fullmatch(key) for key in options):
        options.sort(key=float)

    def spread(found: list[Any], dtype: str) -> pd.Series:
        distinct = pd.Series(found, dtype=dtype).array
        return pd.Series(distinct.take(code, allow_fill=True, fill_value=pd.NA), index=column.values.index)

    columns = []
    for i, key in enumerate(options, 1):
        chosen = spread([found.get(key) if is_ranking else int(key in found) for found in places], "Int64")
        written = spread([found.get(key) for found in notes], "string")
        name, title = f"{column.name}_{i}", f"{column.title} — {key}"
        kind: ColumnKind = "rank" if is_ranking else "option"
        columns.append(
            Column(name, title, kind, chosen, dict(column.missing), group=column.name, guessed=column.guessed)
        )
        if written.notna().any():
            columns.append(Column(f"{name}_text", title, "text", written, group=column.name))
    return columns


def lists_options(values: pd.Series, separator: str, *, sure: bool) -> bool:
    """Tell whether cells list options, and are not sentences with commas.

    Options are short and come again, and people choose different numbers of them. Where the platform is known to write
    lists (`sure`), less is asked for.
    """
    if values.dtype != "string" or not values.str.contains(separator, regex=False).any():
        return False
    lists = [_parts(cell, separator) for cell in values.dropna()]
    if not any(len(parts) > 1 for parts in lists):
        return False
    parts = [part for found in lists for part in found]
    if any(len(part) > LONGEST_OPTION or SENTENCE.search(part) for part in parts):
        return False
    if any(len(set(found)) < len(found) for found in lists):
        return False
    # Microsoft's lists end in their separator; a remark has one within it.
    if sure and separator == ";" and values.dropna().str.endswith(";").all():
        return True
    if not _combined(lists):
        return False
    comes_again = len(parts) >= (1.5 if sure else 2) * len(set(parts))
    return comes_again and len({len(found) for found in lists}) > 1


def may_list(values: pd.Series, *, is_choice: bool) -> tuple[str, str] | None:
    """Return what may part several answers in one cell, and such a cell; None where nothing does.

    The parts come again, and most of them stand alone in another cell. About a semicolon one short cell is enough to
    ask, where half of its parts stand alone or where few different answers come again (`is_choice`).
    """
    cells = set(values.dropna().astype(str))
    for separator in MAYBE:
        lists = {cell: [part.strip() for part in cell.split(separator)] for cell in cells if separator in cell}
        parts = [part for found in lists.values() for part in found]
        different = set(parts)
        if not lists or not all(parts) or len(different) > MOST_PARTS:
            continue
        alone = different & {cell.strip() for cell in cells}
        comes_again = len(lists) >= FEWEST_LISTS and len(parts) > len(different)
        is_short = max(map(len, different)) <= LONGEST_OPTION and not any(map(SENTENCE.search, different))
        if (comes_again and len(alone) > 0.5 * len(different)) or (
            separator in NO_PART and is_short and (is_choice or len(alone) >= 0.5 * len(different))
        ):
            return separator, min(lists)
    return None


def split_as_said(columns: list[Column], separators: Mapping[str, str]) -> list[Column]:
    """Split the answers of the columns of which it is said what parts them."""
    names = [column.name for column in columns]
    for name, separator in separators.items():
        if name not in names:
            raise PeakendError(missing_column_message(name, names))
        if not separator.strip() and "\n" not in separator:
            raise PeakendError(
                _(
                    "several={{{name!r}: {separator!r}}} parts nothing. Give the sign that stands between two answers.",
                    name=name,
                    separator=separator,
                )
            )
    return [
        part
        for column in columns
        for part in (split_several(column, separators[column.name]) if column.name in separators else [column])
    ]


def _are_orders(lists: list[list[str]]) -> bool:
    """Tell whether all list the same options, more than two, in different orders, which is a ranking."""
    return len(lists) > 1 and len(lists[0]) > 2 and all(sorted(found) == sorted(lists[0]) for found in lists)


def _combined(lists: list[list[str]]) -> bool:
    """Tell options that are combined from a wording with a comma in it, whose parts are always the same neighbours."""
    wordings = set(map(tuple, lists))
    return any(part in other for one in wordings if len(one) > 1 for part in one for other in wordings - {one})


def _parts(cell: str, separator: str) -> list[str]:
    """Split a cell at a separator that stands in no bracket; what goes on in a small letter belongs to the part before.

    So "Friends, family or colleagues" and "Social media (Facebook, Instagram)" are one option each.
    """
    is_bracketed = sum(cell.count(sign) for sign in OPENING) == sum(cell.count(sign) for sign in CLOSING) > 0
    if not is_bracketed and separator[0] != ",":
        return [part for part in (part.strip() for part in cell.split(separator)) if part]
    depth, parts = 0, [""]
    for i, character in enumerate(cell):
        depth += is_bracketed * ((character in OPENING) - (character in CLOSING))
        is_parted = cell.startswith(separator, i) and depth <= 0
        if is_parted and not (separator[0] == "," and _goes_on(parts[-1], cell[i + len(separator) :])):
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in (part.strip().removeprefix(separator.strip()).strip() for part in parts) if part]


def _goes_on(before: str, after: str) -> bool:
    """Tell whether a comma stands within an option: "Branch, counter 2", but not "app, phone"."""
    # Platforms that part options by a lone comma write none with a space behind it.
    return after[:1].isspace() or (before.strip()[:1].isupper() and after[:1].islower())


def option(part: str) -> str:
    """Return an option without what was written beside it: ``其他〖排队〗`` is ``其他``."""
    return NOTE.sub("", part).strip()


def note(part: str) -> str | None:
    """Return what was written beside an option."""
    found = NOTE.search(part)
    return found.group(1) if found else None
