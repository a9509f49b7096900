"""The trainees' names, from the list that a training department keeps in Excel."""

from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.sheets import read_sheet

IDS = ("trainee", "id", "学员", "学员编号", "学号", "工号", "编号")
NAMES = ("name", "姓名", "名字")


def read_names(file: Path | None) -> dict[str, str]:
    """Return names by the trainees' ids.

    Parameters
    ----------
    file : Path, optional
        A table with the columns ``trainee`` (学员) and ``name`` (姓名), as CSV in UTF-8 or GB 18030 or as XLSX; without
        it nobody's name is known.

    Raises
    ------
    PeakendError
        If the file cannot be read, a column is missing, or a trainee has two names.
    """
    if file is None:
        return {}
    sheet = read_sheet(file)
    header = [title.lower() for title in sheet.header(0)]
    id_column, name_column = _find(file, header, IDS), _find(file, header, NAMES)
    names: dict[str, str] = {}
    for row in range(1, len(sheet.cells)):
        cells = sheet.header(row)
        trainee, name = cells[id_column].removeprefix("'"), " ".join(cells[name_column].removeprefix("'").split())
        if names.get(trainee, name) != name:
            raise PeakendError(
                _("{file!r} names {trainee!r} twice, and differently. Keep one line.", file=file.name, trainee=trainee)
            )
        if trainee and name:
            names[trainee] = name
    return names


def _find(file: Path, header: list[str], wanted: tuple[str, ...]) -> int:
    for title in wanted:
        if title in header:
            return header.index(title)
    raise PeakendError(
        _(
            "{file!r} has no column {wanted}. Its columns are: {columns}.",
            file=file.name,
            wanted=" / ".join(wanted),
            columns=", ".join(header),
        )
    )
