"""How a large file's rows become answers: what is told from the rows that stand for all, and done to every chunk."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.plain_cell import plain_cell
from peakend.frames.sheets import Sheet
from peakend.frames.text_cells import Row, check_headings, cut
from peakend.surveys.exports.answer_rows import AnswerRows, Source
from peakend.surveys.exports.columns import ID, Column
from peakend.surveys.exports.large_doubts import Counted
from peakend.surveys.exports.left_out import said_left_out
from peakend.surveys.exports.problem import Problem
from peakend.surveys.exports.profile import Profile
from peakend.surveys.exports.reading import Reading, Wishes, read_columns
from peakend.surveys.exports.recognise import prepare
from peakend.surveys.exports.scale_in_head import scale_in_head
from peakend.surveys.exports.trim import require_survey
from peakend.surveys.exports.understand import doubt_codes, left_empty, symmetrical_reach, understand
from peakend.surveys.exports.witnesses import Witnesses
from peakend.surveys.question import Question


class NewWitness(Exception):
    """A row tells something that no row before has told."""

    def __init__(self, row: Row) -> None:
        super().__init__(row.line)
        self.row = row


@dataclass(frozen=True)
class Understood:
    """A sheet as read and understood."""

    body: pd.Index
    reading: Reading
    before: list[Column]
    questions: list[Question]
    doubts: list[Problem]

    @classmethod
    def of(cls, sheet: Sheet, profile: Profile, wishes: Wishes) -> "Understood":
        """Read a sheet to its questions."""
        columns = profile.columns(sheet)
        if not columns or not len(columns[0].values):
            raise PeakendError(
                _("{file!r} has a header but no answers. Export it again, with the answers.", file=sheet.file)
            )
        body = columns[0].values.index
        reading = read_columns(columns, wishes)
        before = [replace(column, missing=dict(column.missing)) for column in reading.columns]
        return cls(body, reading, before, *understand(reading.columns))

    @property
    def columns(self) -> list[Column]:
        """Return the columns with their answers as a survey's table has them."""
        return self.reading.columns

    def decisions(self) -> dict[str, tuple[object, ...]]:
        """Return for each column what was decided of it, which all parts of a file must agree on."""
        return {
            column.name: (
                column.kind,
                str(column.values.dtype),
                column.group,
                column.doubt,
                question.scale,
                question.direction,
                # Whether nobody has the number of another is counted at the end.
                None if ID.fullmatch(column.title.strip()) else question.kind,
                tuple(question.scores.items()),
                tuple(question.labels.items()),
            )
            for column, question in zip(self.columns, self.questions, strict=True)
        }


class Plan:
    """What is done to every chunk of a file, and what comes of it.

    Attributes
    ----------
    columns : list of Column
        As the rows that stand for all have them.
    source : dict
        Who wrote the file, and how that was recognised.
    kept : int
        Rows that stay.
    stumbled : tuple of int and str
        The line and the column at which a chunk was read otherwise than planned.
    """

    def __init__(
        self,
        sheet: Sheet,
        prefix: pd.DataFrame,
        profile: Profile,
        wishes: Wishes,
        understood: Understood,
        answers: AnswerRows,
        said: list[Problem],
        source: dict[str, Any],
    ) -> None:
        self.sheet, self.prefix, self.profile, self.wishes = sheet, prefix, profile, wishes
        self.understood, self.answers, self.said, self.source = understood, answers, said, source
        self.columns = understood.columns
        self.kept, self.stumbled = 0, (0, "")
        self.missing: Counter[tuple[str, str]] = Counter()
        self.cut: Counter[str] = Counter()

    def tables(self, chunks: Iterable[Sequence[Row]]) -> Iterator[pd.DataFrame]:
        """Yield the answers of each chunk; raise `NewWitness` for a row that would be read otherwise than planned."""
        base, expected = self._read([]), self.understood.decisions()
        if base.decisions() != expected:
            # What the rows with something new do not tell by themselves, all rows that stand for the file do.
            self.prefix = self.sheet.cells
            base = self._read([])
        for chunk in chunks:
            rows = [row for row in chunk if self.answers.holds(row)]
            if not rows:
                continue
            read = self._read(rows)
            if read.decisions() != expected:
                raise NewWitness(self._culprit(rows, expected))
            for column, empty in zip(read.columns, base.columns, strict=True):
                for code, count in column.missing.items():
                    self.missing[column.name, code] += count - empty.missing.get(code, 0)
            for sign, reading in ((1, read.reading), (-1, base.reading)):
                self.cut.update({problem.kind: sign * problem.rows for problem in reading.cut})
            table = pd.DataFrame({column.name: column.values for column in read.columns})
            table = table[table.index >= len(self.prefix)]
            self.kept += len(table)
            yield table

    def _read(self, rows: Sequence[Row]) -> Understood:
        cells = pd.concat([self.prefix, *([cells_of(rows)] if rows else [])], ignore_index=True)
        lines = (0,) * len(self.prefix) + tuple(row.line for row in rows)
        return Understood.of(replace(self.sheet, cells=cells, lines=lines), self.profile, self.wishes)

    def _culprit(self, rows: Sequence[Row], expected: dict[str, tuple[object, ...]]) -> Row:
        """Halve a chunk until one row is left that is read otherwise than planned."""
        while len(rows) > 1:
            half = rows[: len(rows) // 2]
            rows = half if self._read(half).decisions() != expected else rows[len(rows) // 2 :]
        found = self._read(rows).decisions()
        self.stumbled = (rows[0].line, next((name for name in found if found[name] != expected.get(name)), ""))
        return rows[0]

    def finish(self, counted: Counted) -> tuple[list[Question], list[Problem]]:
        """Return the questions, and what was left out and doubted, by what was counted in the whole file."""
        before = self.understood.before
        numbered = [column for column in before if ID.fullmatch(column.title.strip()) and column.kind == "question"]
        if any(column.values.is_unique and counted.repeats(column.name) for column in numbered):
            before = [replace(column, values=pd.concat([column.values, column.values])) for column in before]
        questions, doubts = understand(before)
        finished, said = [], []
        for column, question in zip(before, questions, strict=True):
            missing = {code: n for (name, code), n in self.missing.items() if name == column.name and n}
            question = replace(question, missing_codes=missing)
            own = [problem for problem in doubts if problem.column == column.name]
            if question.code_doubt:
                scale = None if question.labels else scale_in_head(column.title).with_good_end(column.good_end).scale
                reach = 0 if question.labels else symmetrical_reach(before)
                old, plain = question.code_doubt, replace(question, code_doubt="")
                question, codes = doubt_codes(plain, counted.counts(column.name), reach, scale)
                own = [problem for problem in own if problem.message != old] + codes
            finished.append(question)
            said += [_recounted(problem, column, missing) for problem in own]
        cut = [
            Problem(kind, "", self.cut[kind], said_left_out(kind, self.cut[kind])) if problem.rows else problem
            for problem in self.understood.reading.cut
            for kind in [problem.kind]
        ]
        codes = self.understood.reading.codes
        times = [
            problem._replace(rows=counted.rows) if problem.rows and len(found.values) == problem.rows else problem
            for problem in self.understood.reading.times
            for found in self.columns
            if found.name == problem.column
        ]
        general = [problem for problem in doubts if not problem.column]
        return finished, [*self.said, *self.answers.said(), *cut, *codes, *times, *counted.doubts(), *said, *general]


def _recounted(problem: Problem, column: Column, missing: Mapping[str, int]) -> Problem:
    if problem.kind != "missing":
        return problem
    codes = sorted(str(code) for code in scale_in_head(column.title).no_answer if str(code) in missing)
    return left_empty(column.name, codes, sum(missing[code] for code in codes))


def make_plan(
    text: Source, witnesses: Witnesses, profiles: Mapping[str, Profile], profile: str | None, wishes: Wishes
) -> Plan:
    """Read the rows that stand for all, as a small file is read, and return what is to be done to every chunk."""
    file, rows = text.file.name, witnesses.all()
    for row in rows:
        cut(file, row, witnesses.width)
    check_headings(file, rows, witnesses.width)
    for row in rows:
        row.cells.extend([""] * (witnesses.width - len(row.cells)))
    cells = cells_of(rows).map(plain_cell, na_action="ignore")
    whole = Sheet(file, cells, text.encoding, lines=tuple(row.line for row in rows))
    sheet, chosen, signs, trimmed = prepare(whole, profiles, profile)
    require_survey(sheet, is_plain=chosen.name == "plain", is_guess=profile is None)
    understood = Understood.of(sheet, chosen, wishes)
    said = [problem for problem in trimmed if problem.kind != "footer"]
    answers = AnswerRows(text, witnesses, rows, sheet, understood.body)
    source = {"profile": chosen.name, "title": chosen.title, "encoding": text.encoding, "sheet": "", "signs": signs}
    telling = witnesses.telling()
    kept = [i for i, line in enumerate(sheet.lines) if i < understood.body[0] or line in telling]
    return Plan(sheet, sheet.cells.iloc[kept], chosen, wishes, understood, answers, said, source)


def cells_of(rows: Sequence[Row]) -> pd.DataFrame:
    """Return the cells of rows, with nothing in the place of spaces."""
    cells = [[None if not cell or cell.isspace() else cell for cell in row.cells] for row in rows]
    return pd.DataFrame(cells, dtype=object)
