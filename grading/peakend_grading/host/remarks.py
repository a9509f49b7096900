"""What a trainee should know of a hand-in as a whole: other figures, a folder left out, another lab's notebook."""

from collections.abc import Callable, Collection, Iterable

from peakend.base.language import translate as _
from peakend.datasets.variants import variant_of
from peakend_grading.host.assignments import Assignment
from peakend_grading.intake.submissions import Content, Submission
from peakend_grading.marks.notes import Note
from peakend_labs.places import lab_names

FORMS, ANSWERS = "worksheets/", "answers/"
OWN_DATA = ""  # the task under which a note keeps the print of the own data


def drawn_for(submission: Submission, content: Content) -> str:
    """Return by which name the figures were drawn: the team's or the id, or another of the trainee's if those fit."""
    own = submission.team or submission.trainee
    if variant_of(own) in content.variants:
        return own
    return next((name for name in submission.also if variant_of(name) in content.variants), own)


def remarks_on(submission: Submission, assignment: Assignment, content: Content) -> str:
    """Return what explains lost points, each in a sentence in brackets; nothing where there is nothing to say."""
    said = []
    if content.variants and variant_of(drawn_for(submission, content)) not in content.variants:
        said.append(
            _(
                "(The folder is named {name!r}, but the id entered in the warm-up is another, so the figures do "
                "not match. If it is this trainee's work, rename the folder to that id and grade it again.)",
                name=submission.trainee,
            )
        )
    if _has(assignment.side_files, FORMS) and not _has(content.files, ANSWERS):
        said.append(
            _(
                "(The folder {folder} is missing, in which the forms keep what is filled in: nothing was filled in, "
                "or only the notebook was handed in. Hand in the lab's whole folder.)",
                folder=ANSWERS.rstrip("/"),
            )
        )
    if content.case and assignment.case and content.case != assignment.case:
        said.append(
            _(
                "(The notebook is on the case {found}, and was graded on {case}, so the figures do not match. If the "
                "kit was released on {found}, grade again with --case {found}.)",
                found=content.case,
                case=assignment.case,
            )
        )
    return " ".join(said)


def note_of(submission: Submission, assignment: Assignment, content: Content, own_data: str) -> Note:
    """Return what a trainer should know of a hand-in, whatever it earned."""
    prints: dict[str, set[str]] = {}
    for source, found in content.prints.items():
        for task in assignment.answers.get(source, ()):
            prints.setdefault(task, set()).update(set(found) - assignment.blank_prints)
    if own_data:
        prints[OWN_DATA] = set(content.prints.get(own_data, ()))
    return Note(
        team=submission.team,
        variant=variant_of(drawn_for(submission, content)),
        variants=content.variants,
        own_data=own_data,
        prints={task: tuple(sorted(found)) for task, found in prints.items() if found},
        items=content.items,
    )


def another_lab(name: str, own: Collection[str], content: Content, ids_of: Callable[[str], Collection[str]]) -> str:
    """Say so where a notebook is another lab's, since it has more of that one's tasks; else nothing.

    Parameters
    ----------
    name, own
        The lab's, and the ids of its cells.
    content : Content
        What was read; its ids, where there are few of the lab's own.
    ids_of : callable
        Returns the ids of a lab's cells.
    """
    found = set(content.others)
    if found:
        hits = {lab: len(found & set(ids_of(lab))) for lab in lab_names() if lab != name}
        best = max(hits, key=lambda lab: hits[lab], default=name)
        if hits.get(best, 0) > len(found & set(own)):
            return _(
                "{file} holds the lab {other}, not {lab}: hand in the notebook of {lab}.",
                file=f"{name}.ipynb",
                other=best,
                lab=name,
            )
    return ""


def _has(files: Iterable[str], folder: str) -> bool:
    return any(name.startswith(folder) for name in files)
