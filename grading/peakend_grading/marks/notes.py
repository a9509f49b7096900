"""What a trainer should know of a submission, whatever it earned: its data, and prints of its answers."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Column, String, Table, Text, delete, insert, select

from peakend_grading.marks.standing_marks import Database, judged_table


@dataclass(frozen=True)
class Note:
    """What is known of one submission besides its marks.

    Attributes
    ----------
    team : str
        The trainee's team; its members share figures.
    variant : int
        The number of the data that are theirs.
    variants : tuple of int
        The numbers of the data that the forms were filled in on.
    own_data : str
        The team's own file that took the place of the case's data, or nothing.
    prints : dict
        By task, prints of what was answered.
    items : dict
        What was answered to the course's items, where the lab asks them.
    """

    team: str = ""
    variant: int = 0
    variants: tuple[int, ...] = ()
    own_data: str = ""
    prints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)

    @property
    def foreign(self) -> tuple[int, ...]:
        """The numbers of data that are not theirs."""
        return tuple(number for number in self.variants if number != self.variant)


noted_table = Table(
    "peakend_noted",
    judged_table.metadata,
    Column("trainee", String(128), primary_key=True),
    Column("assignment", String(128), primary_key=True),
    Column("note", Text, nullable=False),
)


def write_note(database: Database, trainee: str, lab: str, note: Note | None) -> None:
    """Keep a submission's note in place of an earlier one."""
    mine = (noted_table.c.trainee == trainee) & (noted_table.c.assignment == lab)
    database.execute(delete(noted_table).where(mine))
    if note:
        text = json.dumps(asdict(note), ensure_ascii=False)
        database.execute(insert(noted_table).values(trainee=trainee, assignment=lab, note=text))


def read_notes(database: Database) -> dict[tuple[str, str], Note]:
    """Return all notes, by trainee and lab."""
    rows = database.execute(select(noted_table.c.trainee, noted_table.c.assignment, noted_table.c.note))
    return {(trainee, lab): _note(json.loads(text)) for trainee, lab, text in rows}


def _note(data: dict[str, Any]) -> Note:
    prints = {task: tuple(found) for task, found in data.pop("prints").items()}
    return Note(**{**data, "variants": tuple(data["variants"]), "prints": prints})
