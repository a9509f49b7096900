"""What one line of the run-sheet says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the run-sheet, in the language in use."""

    day: int
    start: str
    end: str
    minutes: int
    way: str
    what: str
    group: str
    materials: str
    cut: str
    is_break: bool
