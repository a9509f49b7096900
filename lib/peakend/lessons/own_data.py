"""A team's own data in a lab: a form that reads any export, shows what was understood, and is confirmed."""

import base64
import binascii
import tempfile
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.forms.own_data_form import OwnDataForm
from peakend.lessons.hand_in import OWN_FILE
from peakend.lessons.own_reading import PAIRS, OwnReading, read_own, read_own_file
from peakend.lessons.own_tables import OwnTable, own_table
from peakend.lessons.own_template import make_template, template_name
from peakend.surveys.survey import Survey
from peakend.tables.write_table import write_table

MOST_BYTES = 8_000_000


def own_data(table: str, own_file: str | None = None) -> OwnDataForm:
    """Show the form in which a team chooses its own file in the place of the case's data.

    The file is read as `read_survey` reads it. The form shows which column is taken for what, what was left out, and
    asks which end of the numbers is the good one where the file leaves it open. Once confirmed, the columns that the
    lab needs are kept in ``own-data.csv`` beside the notebook; nothing else of the file is.

    Parameters
    ----------
    table : {"survey", "kano", "servqual", "visits"}
        What kind of table the lab needs.
    own_file : str, optional
        A file beside the notebook that is used without being confirmed.

    Returns
    -------
    OwnDataForm
        A widget; its ``file`` is the file that the lab works with, for `load_case`, or None.

    Raises
    ------
    PeakendError
        If there is no such kind of table.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.own_data("survey").file is None
    True
    """
    return _Desk(table, Path.cwd(), own_file).form


class _Desk:
    """What the form asks for, done."""

    def __init__(self, kind: str, folder: Path, own_file: str | None) -> None:
        self._table, self._file = own_table(kind), folder / OWN_FILE
        self._survey: Survey | None = None
        self._reading: OwnReading | None = None
        self._number = 0
        template = {"name": template_name(), "content": base64.b64encode(make_template(kind)).decode()}
        self.form = OwnDataForm(self._act, template=template)
        self.form.file = own_file or (OWN_FILE if self._file.is_file() else None)
        self._show(_("The lab works on your own data: {file}.", file=self.form.file) if self.form.file else "")

    def _act(self, asked: dict[str, Any]) -> None:
        do = asked.get("do")
        try:
            if do == "read":
                name, content = str(asked.get("name", "")), str(asked.get("content", ""))
                self._survey, self._reading = _read(name, content, self._table)
            elif do == "choose" and self._survey is not None:
                self._reading = read_own(
                    self._survey, self._table, _texts(asked.get("columns")), _directions(asked.get("directions"))
                )
            elif do == "use" and self._reading is not None and self._reading.table is not None:
                write_table(self._reading.table, self._file)
                self._decided(OWN_FILE, _("From here on the lab works on your own data."))
                return
            elif do == "case":
                self._file.unlink(missing_ok=True)
                self._decided(None, _("From here on the lab works on the case's data."))
                return
        except PeakendError as error:
            self._survey = self._reading = None
            self._show(str(error), "failed")
            return
        self._show("")

    def _decided(self, file: str | None, sentence: str) -> None:
        self._survey = self._reading = None
        self.form.file = file
        self._show(sentence, "decided")

    def _show(self, sentence: str, state: str = "") -> None:
        self._number += 1
        self.form.shown = {
            "number": self._number,
            "sentence": sentence,
            "state": state,
            "is_own": self.form.file is not None,
            **({} if self._survey is None or self._reading is None else self._understood(self._survey, self._reading)),
        }

    def _understood(self, survey: Survey, reading: OwnReading) -> dict[str, Any]:
        """Return what the form shows of a reading."""
        rows = []
        for name, column in reading.columns.items():
            wanted, found = self._table.wanted(name), reading.understood.get(name)
            rows.append(
                {
                    "id": name,
                    "title": wanted.title,
                    "allowed": wanted.allowed,
                    "column": column,
                    "said": found.said if found else "",
                    "direction": found.direction if found else "",
                    "turns": ("kano" if wanted.kind == "kano" else "score") if found and found.can_turn else "",
                }
            )
        features = [
            _("{feature} ({having} / {lacking})", feature=feature, having=having, lacking=lacking)
            for feature, (having, lacking) in reading.pairs.items()
        ]
        return {
            "file": _("Read: {file}, {rows} rows.", file=survey.source.get("file", ""), rows=len(survey)),
            "rows": rows,
            "features": [_("; ").join(features)] if features else [],
            "headings": [{"id": question.name, "label": question.text[:60]} for question in survey.questions],
            "notes": list(reading.notes),
            "problem": reading.problem,
            "can_use": reading.table is not None,
            "pairs": PAIRS if features else "",
        }


def _read(name: str, content: str, table: OwnTable) -> tuple[Survey, OwnReading]:
    """Read a file that the browser sent, without keeping it."""
    try:
        packed = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        packed = b""
    if not packed or len(packed) > MOST_BYTES:
        raise PeakendError(_("The file is empty, or larger than {limit} MB.", limit=MOST_BYTES // 1_000_000))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / (Path(name.replace("\\", "/")).name[-80:] or "file")
        file.write_bytes(packed)
        return read_own_file(file, table)


def _texts(given: object) -> dict[str, str]:
    return {str(key): str(value) for key, value in given.items()} if isinstance(given, dict) else {}


def _directions(given: object) -> dict[str, Any]:
    return {key: value for key, value in _texts(given).items() if value in ("high", "low")}
