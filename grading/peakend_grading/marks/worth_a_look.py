"""What a trainer should look at, whatever it earned: own data, figures that are another's."""

from collections.abc import Mapping

from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend_grading.marks.notes import Note
from peakend_grading.untrusted.plain_json import visible_text


def worth_a_look(notes: Mapping[tuple[str, str], Note], names: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Return by trainee and lab a sentence or two on hand-ins that were not answered on the trainee's own figures.

    Parameters
    ----------
    notes : mapping
        What `Book.notes` returned.
    names : mapping of str to str
        The trainees' names by their ids.
    """
    owners: dict[int, dict[str, None]] = {}
    for (trainee, _lab), note in notes.items():
        owners.setdefault(note.variant, {})[note.team or names.get(trainee, visible_text(trainee))] = None
    found = {}
    for key, note in notes.items():
        said = [_foreign(number, list(owners.get(number, {}))) for number in note.foreign]
        if note.own_data:
            said.append(_("Own data: {file}.", file=visible_text(note.own_data)))
        if said:
            found[key] = " ".join(said)
    return found


def _foreign(number: int, owners: list[str]) -> str:
    if owners:
        return _("Filled in on the figures of {who} (data set {number}).", who=join_words(owners), number=number)
    if number == 0:
        return _("Filled in before an id was entered (the whole table).")
    return _("Filled in on figures that are not their own (data set {number}).", number=number)
