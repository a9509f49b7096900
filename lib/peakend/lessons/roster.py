"""Who is in the class: ids, names and teams from the list that a training department keeps in Excel."""

import json
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.datasets.variants import is_id, same_id
from peakend.frames.sheets import Sheet, read_sheet

FORMAT: Literal["roster/1"] = "roster/1"
LONGEST = 128  # characters of an id, as a gradebook keeps them

# What the columns are called in the lists that we have seen; compared without capitals.
HEADINGS = {
    "id": ("trainee", "id", "学员", "学员编号", "学号", "工号", "编号"),
    "name": ("name", "姓名", "名字"),
    "team": ("team", "group", "小组", "团队", "组", "组别"),
    "department": ("department", "unit", "部门", "单位", "科室"),
    "email": ("email", "e-mail", "mail", "邮箱", "电子邮箱", "邮件"),
}


class Person(BaseModel):
    """One person of the class.

    Attributes
    ----------
    id, name, team, department, email : str
        As the list has them; empty where it does not tell.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str = ""
    team: str = ""
    department: str = ""
    email: str = ""


class Roster(BaseModel):
    """The people of a class, in the list's order; an id is found whatever its capitals and widths.

    Attributes
    ----------
    people : tuple of Person
        One for each id.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["roster/1"] = FORMAT
    people: tuple[Person, ...] = ()

    @classmethod
    def read(cls, path: str | Path) -> Self:
        r"""Read ``names.csv`` or a workbook: a column of ids, and columns of names, teams and e-mail addresses.

        Parameters
        ----------
        path : str or pathlib.Path
            CSV in UTF-8 or GB 18030, XLSX, or what `to_json` wrote.

        Raises
        ------
        PeakendError
            If the file cannot be read, has no column of ids, a cell that is none, or one id for two people.

        Examples
        --------
        >>> import tempfile
        >>> file = Path(tempfile.mkdtemp(), "names.csv")
        >>> _ = file.write_text("学号,姓名,小组\nb01,李梅,蓝队\n", encoding="utf-8")
        >>> Roster.read(file).team_of("B01")
        '蓝队'
        """
        file = Path(path)
        if file.suffix == ".json":
            return cls._from_json(file)
        sheet = read_sheet(file)
        columns = _columns(sheet)
        people: dict[str, Person] = {}
        for row in range(1, len(sheet.cells)):
            cells = sheet.header(row)
            person = Person(**{key: _plain(cells[column]) for key, column in columns.items()})
            if not person.id:
                continue
            if not is_id(person.id):
                raise PeakendError(
                    _(
                        "{file}, line {line}: {id!r} cannot be an id: give one without * ? [ ] + / \\.",
                        file=file.name,
                        line=row + 1,
                        id=person.id,
                    )
                )
            if people.setdefault(same_id(person.id), person) != person:
                raise PeakendError(
                    _(
                        "{file}, line {line}: {id!r} appears a second time, for somebody else. Keep one line.",
                        file=file.name,
                        line=row + 1,
                        id=person.id,
                    )
                )
        return cls(people=tuple(people.values()))

    @property
    def names(self) -> dict[str, str]:
        """The names of those whose name is known, by their ids."""
        return {person.id: person.name for person in self.people if person.name}

    def find(self, name: str) -> Person | None:
        """Return the person who has an id, or None."""
        return next((person for person in self.people if same_id(person.id) == same_id(name)), None)

    def name_of(self, name: str) -> str:
        """Return the name of who has an id, or nothing."""
        person = self.find(name)
        return person.name if person else ""

    def team_of(self, name: str) -> str:
        """Return the team of who has an id, or nothing."""
        person = self.find(name)
        return person.team if person else ""

    def members(self, team: str) -> tuple[str, ...]:
        """Return the ids of a team's members."""
        return tuple(person.id for person in self.people if team and person.team == team)

    def to_json(self) -> str:
        """Return the roster as it goes into a kit: without departments and e-mail addresses."""
        people = [person.model_dump(exclude={"department", "email"}) for person in self.people]
        return json.dumps({"format": FORMAT, "people": people}, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def _from_json(cls, file: Path) -> Self:
        try:
            return cls.model_validate_json(file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, ValidationError):
            raise PeakendError(_("{file} cannot be read as a list of people. Make it again.", file=file.name)) from None


def _columns(sheet: Sheet) -> dict[str, int]:
    header = [title.lower() for title in sheet.header(0)]
    found = {
        key: next(header.index(title) for title in titles if title in header)
        for key, titles in HEADINGS.items()
        if set(titles) & set(header)
    }
    if "id" not in found:
        raise PeakendError(
            _(
                "{file!r} has no column of ids: call it {wanted}. Its columns are: {columns}.",
                file=sheet.file,
                wanted=" / ".join(HEADINGS["id"][:3]),
                columns=join_words(filter(None, header)),
            )
        )
    return found


def _plain(cell: Any) -> str:
    """Return a cell's text without the apostrophe by which Excel keeps a number as text."""
    return " ".join(str(cell).removeprefix("'").split())[:LONGEST]
