"""Which sheet of a file holds the answers, who wrote it, and where its table begins."""

from collections.abc import Mapping

import numpy as np

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.frames.sheets import Sheet
from peakend.surveys.exports.problem import Problem
from peakend.surveys.exports.profile import Profile
from peakend.surveys.exports.totals import cut_totals
from peakend.surveys.exports.trim import cut_explanations, cut_titles, join_headings
from peakend.surveys.exports.turned import turn_over

MUCH_LARGER = 5  # times as many rows: then the other sheets are notes


def recognise(sheet: Sheet, profiles: Mapping[str, Profile]) -> tuple[Profile | None, list[str]]:
    """Return the platform with most signs, if it has enough of them, and the signs."""
    found = [(profile, profile.signs(sheet)) for profile in profiles.values() if profile.name != "plain"]
    enough = [(profile, signs) for profile, signs in found if len(signs) >= profile.enough]
    return max(enough, key=lambda entry: len(entry[1]) - entry[0].enough, default=(None, []))


def prepare(
    sheet: Sheet, profiles: Mapping[str, Profile], profile: str | None
) -> tuple[Sheet, Profile, list[str], list[Problem]]:
    """Cut a sheet down to its table, and return it with its profile, the signs of it, and what was left out."""
    problems: list[Problem] = []
    wanted = {profile: profiles[profile]} if profile is not None else profiles
    chosen, signs = recognise(sheet, wanted)
    if chosen is None:
        sheet, problems = cut_titles(sheet)
        chosen, signs = recognise(sheet, wanted)
    if chosen is None and profile is not None:
        chosen, signs = profiles[profile], profiles[profile].signs(sheet)
        _require_shape(chosen, signs, sheet)
    if chosen is None or chosen.name == "plain":
        chosen, (sheet, turned) = profiles["plain"], turn_over(sheet)
        sheet, explained = cut_explanations(join_headings(sheet))
        problems += [*turned, *explained]
    sheet, totals = cut_totals(sheet, 3 if chosen.read else 1)
    return sheet, chosen, signs, [*problems, *_merged(sheet), *_side_by_side(sheet), *totals]


def _require_shape(profile: Profile, signs: list[str], sheet: Sheet) -> None:
    if not signs and profile.name != "plain":
        raise PeakendError(
            _(
                "{file!r} does not look like an export of profile {profile!r}. "
                "Leave the profile out to have it guessed, or pass profile='plain'.",
                file=sheet.file,
                profile=profile.name,
            )
        )


def _merged(sheet: Sheet) -> list[Problem]:
    """Say where merged cells were filled down among the answers."""
    first_answer = sheet.lines[min(1, len(sheet.lines) - 1)] - 1
    areas = [area for area in sheet.merged if area[1] > area[0] and area[1] > first_answer]
    if not areas:
        return []
    said = _(
        "Merged cells among the answers were taken to hold for each of their rows ({count} in all); look whether that "
        "is meant.",
        count=len(areas),
    )
    return [Problem("sheet", "", sum(area[1] - area[0] + 1 for area in areas), said)]


def _side_by_side(sheet: Sheet) -> list[Problem]:
    """Say where an empty column parts a table in two whose last rows differ: two tables beside each other."""
    filled = sheet.cells.notna().to_numpy()
    first = int(filled.any(axis=0).argmax())  # what is empty before a table parts nothing
    empty = [i for i in range(first + 1, filled.shape[1] - 1) if not filled[:, i].any()]
    for i in empty:
        left, right = (
            int(np.flatnonzero(side.any(axis=1))[-1]) if side.any() else 0
            for side in (filled[:, :i], filled[:, i + 1 :])
        )
        if right and left != right:
            said = _(
                "There is an empty column before column {column!r}, and the columns on its two sides are not "
                "equally long: are these two tables beside each other? They were read as one.",
                column=next((head for head in sheet.header(0)[i + 1 :] if head), ""),
            )
            return [Problem("sheet", "", 0, said)]
    return []


def choose_sheet(sheets: list[Sheet], profiles: Mapping[str, Profile]) -> tuple[Sheet, list[Problem]]:
    """Return the sheet that holds the answers, passing over cover sheets, or ask which one is meant."""
    tables = [sheet for sheet in sheets if (sheet.cells.notna().sum(axis=1) >= 2).sum() >= 2] or sheets[:1]
    known = [sheet for sheet in tables if recognise(sheet, profiles)[0] is not None]
    if len(known) == 1:
        tables = known
    if len(tables) > 1:
        by_rows = sorted(tables, key=lambda sheet: -len(sheet.cells))
        if len(by_rows[0].cells) < MUCH_LARGER * len(by_rows[1].cells):
            raise PeakendError(
                _(
                    "{file!r} has several sheets that may hold the answers: {sheets}. Pass sheet=, for instance "
                    "sheet={example!r}.",
                    file=tables[0].file,
                    sheets=join_words(f"{sheet.name} ({len(sheet.cells)})" for sheet in tables),
                    example=tables[0].name,
                )
            )
        tables = by_rows
    if len(sheets) == 1:
        return sheets[0], []
    others = [sheet.name for sheet in sheets if sheet is not tables[0]]
    said = _(
        "Read from sheet {sheet!r}; passed over: {others}. Pass sheet= for another one.",
        sheet=tables[0].name,
        others=join_words(others),
    )
    return tables[0], [Problem("sheet", "", 0, said)]
