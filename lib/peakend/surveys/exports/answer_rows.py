"""Which rows of a large file are answers: whole ones, and no titles, headings or totals."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.frames.large_parquet import LargeParquet
from peakend.frames.large_text import LargeText
from peakend.frames.sheets import Sheet
from peakend.frames.text_cells import Row, cut, too_short
from peakend.surveys.exports.problem import Problem
from peakend.surveys.exports.totals import TOTAL, names_total, no_respondents
from peakend.surveys.exports.witnesses import Witnesses

Source = LargeText | LargeParquet
FIRST_CELLS = 3  # among which a row of totals says that it is one


class AnswerRows:
    """Tells the answers from other rows, and keeps account of those that it leaves out or doubts.

    Parameters
    ----------
    text : LargeText or LargeParquet
        The file.
    witnesses : Witnesses
        Its rows that stand for all.
    rows : sequence of Row
        The same, in order.
    sheet : Sheet
        The same, without what is no answer.
    body : pandas.Index
        The places in the sheet of its answers.
    """

    def __init__(self, text: Source, witnesses: Witnesses, rows: Sequence[Row], sheet: Sheet, body: pd.Index) -> None:
        self._file, self._width = text.file.name, witnesses.width
        self._first, self._last, self._leaves_out = witnesses.whole[self._width]
        answers = {sheet.lines[place] for place in body}
        self._others = {row.line for row in rows} - answers
        self._heads = next(row.cells for row in rows if row.line == sheet.lines[0])
        self._left = {
            row.line: _label(row) for row in rows if row.line in self._others and row.line > sheet.lines[body[0]]
        }
        amid = [row for row in rows if row.line in self._left and row.line not in witnesses.tail()]
        self._named = {at for row in amid if (at := _first_cell(row)) and TOTAL.fullmatch(at[1])}
        groups = {row.cells[0].strip() for row in rows}
        self._doubtful = {
            row.cells[0].strip() for row in rows if row.line in answers and names_total(row.cells[0].strip(), groups)
        }
        self._doubted: list[Row] = []
        last = rows[-1]
        if last.line in answers and _may_be_sums(last) and _adds_up(text, self, last):
            self._others.add(last.line)
            self._left[last.line] = _label(last)
            self._doubted.clear()

    def holds(self, row: Row) -> bool:
        """Tell whether a row is an answer, and bring it to the width of the others; refuse one that is not whole."""
        found = len(row.cells)
        if found > self._width:
            cut(self._file, row, self._width)
        elif found < self._width:
            if self._first < row.line < self._last and (found == 1 or not self._leaves_out):
                raise too_short(self._file, row, self._width)
            row.cells.extend([""] * (self._width - found))
        if row.line in self._others:
            return False
        if row.cells == self._heads or (self._named and _first_cell(row) in self._named):
            self._left[row.line] = _label(row)
            return False
        if self._doubtful and row.cells[0].strip() in self._doubtful:
            self._doubted.append(row)
        return True

    def said(self) -> list[Problem]:
        """Return what was left out, and what may be no answers."""
        problems = []
        if self._left:
            lines = sorted(self._left)
            problems.append(no_respondents([self._left[line] for line in lines], lines))
        if self._doubted:
            said = _(
                "Rows that begin with {words}, as totals do: {count}, the first on line {line}. In a file so large it "
                "was not reckoned whether they are sums; they are kept. Look whether they are respondents.",
                count=len(self._doubted),
                words=join_words(sorted({row.cells[0].strip() for row in self._doubted}), most=4),
                line=self._doubted[0].line,
            )
            problems.append(Problem("footer-doubt", "", len(self._doubted), said))
        return problems


def _first_cell(row: Row) -> tuple[int, str] | None:
    return next(((i, cell.strip()) for i, cell in enumerate(row.cells[:FIRST_CELLS]) if cell.strip()), None)


def _label(row: Row) -> str:
    return next(cell for cell in row.cells if cell.strip())


def _may_be_sums(row: Row) -> bool:
    """Tell whether a last row has no name, is named as totals are, or is all numbers."""
    cells = pd.Series([cell.strip() or None for cell in row.cells], dtype=object)
    is_named = cells.dropna().map(lambda cell: TOTAL.fullmatch(cell) is not None).any()
    is_all = len(cells) > 1 and pd.to_numeric(cells, errors="coerce").notna().all()
    return bool(is_named or is_all or cells[0] is None)


def _adds_up(text: Source, answers: AnswerRows, last: Row) -> bool:
    """Tell whether all numbers of the last row are sums, means or counts of the whole file above it."""
    given = pd.to_numeric(pd.Series(last.cells), errors="coerce").dropna()
    total: Any = 0
    numbers: Any = 0
    filled: Any = 0
    is_named_above = True
    for chunk in text.chunks():
        above = [row.cells for row in chunk if row.line != last.line and answers.holds(row)]
        cells = pd.DataFrame(above, columns=range(len(last.cells)), dtype=object)
        is_named_above &= bool(cells[0].str.strip().astype(bool).all())
        read = cells[given.index].apply(pd.to_numeric, errors="coerce")
        total, numbers = total + read.sum(), numbers + read.notna().sum()
        filled = filled + (cells[given.index] != "").sum()
    is_unnamed = not last.cells[0].strip()
    if given.empty or not pd.Series(numbers).any() or (is_unnamed and not is_named_above):
        return False
    return any(bool(((made - given).abs() < 0.01).all()) for made in (total, total / numbers, filled))
