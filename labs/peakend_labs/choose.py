"""Which labs and which of their cases a command is about."""

from collections.abc import Sequence

from peakend.base.errors import PeakendError
from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names, labs_folder, unknown_case, unknown_lab


def choose_labs(wanted: Sequence[str]) -> list[str]:
    """Return the labs wanted, all of them where none is named, or say which one does not exist."""
    labs_folder()
    known = lab_names()
    for name in wanted:
        if name not in known:
            raise PeakendError(unknown_lab(name, known))
    return list(wanted) or known


def choose_cases(labs: Sequence[str], wanted: str | None) -> dict[str, list[str]]:
    """Return for each lab the cases to run it on: all of its cases, or the one wanted.

    A lab that does not run on the case wanted keeps its own first case.

    Raises
    ------
    PeakendError
        If no lab runs on the case wanted.
    """
    cases = {lab: list(read_lab(lab).cases) for lab in labs}
    known = sorted({case for names in cases.values() for case in names})
    if wanted is None:
        return cases
    if wanted not in known:
        raise PeakendError(unknown_case(wanted, known))
    return {lab: [read_lab(lab).case_for(wanted)] for lab in labs}
