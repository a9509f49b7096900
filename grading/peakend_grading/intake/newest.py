"""Of several hand-ins of one person the one that counts."""

from collections.abc import Sequence
from dataclasses import replace

from peakend.base.language import translate as _
from peakend.datasets.variants import same_id
from peakend_grading.intake.shelf import WITHIN
from peakend_grading.intake.submissions import Submission
from peakend_grading.untrusted.plain_json import visible_text


def shown(parts: Sequence[str]) -> str:
    """Return a place as it is written in a sentence."""
    return "/".join(visible_text(part.removesuffix(WITHIN[0])) for part in parts)


def in_one_spelling(found: Sequence[Submission], ids: Sequence[str]) -> list[Submission]:
    """Return submissions so that two ways of writing one id, which make the same data, are one person."""
    spelled = {same_id(name): name for name in ids}
    return [
        one if one.trainee in ids else replace(one, trainee=spelled.setdefault(same_id(one.trainee), one.trainee))
        for one in found
    ]


def newest(found: Sequence[Submission]) -> tuple[list[Submission], list[str]]:
    """Return the newest of each trainee's hand-ins for each lab, and a sentence for each that does not count."""
    kept: dict[tuple[str, str], Submission] = {}
    notes = []
    for one in sorted(found, key=_changed):
        older = kept.get((one.trainee, one.lab))
        if older is not None:
            place = shown([*older.folder.parts[-2:], *filter(None, older.inside.split("/"))])
            said = _(
                "Not taken: {place}: {trainee} has handed in {lab} again, and the newer one counts.",
                place=place,
                trainee=visible_text(one.trainee),
                lab=one.lab,
            )
            notes.append(said)
        kept[one.trainee, one.lab] = one
    return list(kept.values()), notes


def _changed(one: Submission) -> float:
    """Return when a hand-in was changed last: of a folder, when its notebook or a form was."""
    files = [one.folder / (one.notebook or f"{one.lab}.ipynb"), *one.folder.glob("answers/*.json")]
    times = [file.stat().st_mtime for file in files if file.is_file()]
    return max(times, default=one.folder.stat().st_mtime)
