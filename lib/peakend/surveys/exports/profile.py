"""A profile: how to tell a platform's export, and how to read it. One small file each; users may add their own."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import Column, clean, plain_text, read_meta
from peakend.surveys.exports.groups import mark_groups
from peakend.surveys.exports.marks import mark_options
from peakend.surveys.exports.several import lists_options, split_several
from peakend.surveys.question import Direction

ENTRY_POINTS = "peakend.survey_profiles"
OTHER_SEPARATORS = (";", "；", "，", "┋", "|", "\n", "、", " / ", ", ", ",")
GRID = re.compile(r"^(?P<stem>.+?)\s*\[(?P<row>[^\[\]]+)\]\s*$", re.DOTALL)


@dataclass(frozen=True)
class Profile:
    r"""How a platform writes its exports.

    Attributes
    ----------
    name : str
        What is passed as ``profile=``.
    title : str
        The platform's name for people.
    heads : mapping of str to str
        The headings of the platform's own columns, in any of its languages, and the common name of each
        (``respondent, started, submitted, duration_s, source, ip, status, finished`` …); empty text keeps the heading.
    enough : int, default 2
        How many signs it takes to recognise the platform: each of its own headings is one, each of `more_signs` too.
    more_signs : callable, optional
        Given the sheet, returns further signs, in words.
    joined : tuple of str
        What parts several answers in one cell, such as ``";"``.
    missing : tuple of str
        Codes for "no answer".
    question : str
        A pattern with the groups ``number`` and ``text`` for headings such as ``1. How was it?``; a question is then
        called ``Q1``. Without it, a question is called by its heading.
    part : str
        A pattern with the groups ``number``, ``text`` and ``part`` for headings such as ``3. Channels: phone``, a row
        or an option of a question.
    read : callable, optional
        Reads the columns where one header row is not enough to tell them.
    good_end : mapping of str to {"high", "low"}
        For questions, by their names or headings, which end of their numbers is the good one, whatever words say.

    Examples
    --------
    >>> acme = Profile("acme", "Acme Forms", heads={"Reply no.": "respondent", "Sent at": "submitted"}, joined=(" / ",))
    >>> acme.name
    'acme'
    """

    name: str
    title: str
    heads: Mapping[str, str] = field(default_factory=dict)
    enough: int = 2
    more_signs: Callable[[Sheet], list[str]] | None = None
    joined: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    question: str = ""
    part: str = ""
    read: "Callable[[Sheet, Profile], list[Column]] | None" = None
    good_end: Mapping[str, Direction] = field(default_factory=dict)

    def signs(self, sheet: Sheet) -> list[str]:
        """Return what speaks for this platform: its own headings, and what `more_signs` finds."""
        own = [head for head in dict.fromkeys(sheet.header(0)) if self.own_name(head) is not None]
        return own + (self.more_signs(sheet) if self.more_signs else [])

    def own_name(self, head: str) -> str | None:
        """Return the common name of one of the platform's own headings; None for any other heading."""
        known = _folded(self).get(head.strip().casefold())
        return head if known == "" else known

    def columns(self, sheet: Sheet) -> list[Column]:
        """Read the columns of a sheet."""
        columns = self.read(sheet, self) if self.read else read_one_header(sheet, self)
        for column in columns:
            column.good_end = self.good_end.get(column.name) or self.good_end.get(column.title)
        return columns


@cache
def _fold(heads: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {head.casefold(): name for head, name in heads}


def _folded(profile: Profile) -> dict[str, str]:
    return _fold(tuple(profile.heads.items()))


def read_one_header(sheet: Sheet, profile: Profile) -> list[Column]:
    """Read a table with one row of headings: the platform's own columns, grids, lists of options, and questions."""
    columns: list[Column] = []
    for i, head in enumerate(sheet.header(0)):
        values = sheet.cells.iloc[1:][i]
        own = profile.own_name(head) if head else None
        if own is not None:
            columns.append(read_meta(own, head, values, profile.missing))
        elif head or values.notna().any():
            columns.extend(read_question(_question(head, i, profile), values, profile))
    mark_groups(columns)
    return mark_options(columns)


def read_question(column: Column, cells: pd.Series, profile: Profile) -> list[Column]:
    """Read a question's answers; a cell that lists options becomes a column for each."""
    column.values, column.missing = clean(cells, profile.missing)
    for separator in profile.joined:
        if lists_options(column.values, separator, sure=True):
            return split_several(column, separator)
    for separator in OTHER_SEPARATORS:
        if separator not in profile.joined and lists_options(column.values, separator, sure=False):
            column.guessed = True
            return split_several(column, separator)
    return [column]


def _question(head: str, place: int, profile: Profile) -> Column:
    nothing = pd.Series(dtype="string")
    found = re.match(profile.question, head, re.DOTALL) if profile.question else None
    if found:
        return Column(f"Q{int(found['number'])}", plain_text(found["text"]) or head, "question", nothing)
    part = re.match(profile.part, head, re.DOTALL) if profile.part else None
    if part:
        name = f"Q{part['number']}_{part['part'].strip()}"
        return Column(name, f"{part['text']} — {part['part'].strip()}", "matrix", nothing, group=f"Q{part['number']}")
    grid = GRID.match(head)
    if grid:
        return Column(head, f"{grid['stem']} — {grid['row']}", "matrix", nothing, group=grid["stem"])
    return Column(head or f"column_{place + 1}", plain_text(head), "question", nothing)


def find_profiles() -> dict[str, Profile]:
    """Return the profiles by their names: those of Peakend, then those that other packages register."""
    found: dict[str, Profile] = {}
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name):
        profile = entry.load()
        if not isinstance(profile, Profile):
            raise PeakendError(
                _(
                    "The entry point {name!r} of {group!r} is a {kind}, not a Profile. See "
                    "peakend.surveys.exports.profile.",
                    name=entry.name,
                    group=ENTRY_POINTS,
                    kind=type(profile).__name__,
                )
            )
        found[profile.name] = profile
    return found
