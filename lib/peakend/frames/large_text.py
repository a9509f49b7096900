"""A text file larger than memory, row by row: its encoding and separator judged as those of a small file are."""

import codecs
import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.encodings import JIS, MARKS, decode, not_encoded
from peakend.frames.text_cells import LONGEST_CELL, Row, find_separator, require_table

BLOCK = 1 << 24  # bytes read at a time
SAMPLE = 2_000_000  # bytes, and characters, by which the encoding of words and the separator are judged
CHUNK = 50_000  # rows worked on at a time


@dataclass(frozen=True)
class LargeText:
    """How a text file is to be read.

    Attributes
    ----------
    file : pathlib.Path
    encoding : str
    separator : str
    skipped : int
        Lines before the table: Excel's own line about the separator.
    strict : bool
        Whether quotation marks within a quotation are doubled, as they should be.
    """

    file: Path
    encoding: str
    separator: str
    skipped: int
    strict: bool = True

    def chunks(self) -> Iterator[list[Row]]:
        """Yield the rows that hold anything, so many at a time, and say which line cannot be read."""
        rows = self._rows()
        while chunk := list(itertools.islice(rows, CHUNK)):
            yield chunk

    def _rows(self) -> Iterator[Row]:
        csv.field_size_limit(LONGEST_CELL)
        with self.file.open(encoding=self.encoding, newline="") as text:
            for _line in range(self.skipped):
                text.readline()
            reader = csv.reader(text, delimiter=self.separator, strict=self.strict)
            line = self.skipped + 1
            try:
                for cells in reader:
                    if (cells and cells[0].strip()) or any(cell.strip() for cell in cells):
                        if line == 1:
                            cells[0] = cells[0].removeprefix("\ufeff")
                        yield Row(line, cells)
                    line = self.skipped + reader.line_num + 1
            except csv.Error as error:
                raise self._unreadable(error, line) from None
            except UnicodeDecodeError:
                raise PeakendError(not_encoded(self.file, self.encoding)) from None

    def _unreadable(self, error: csv.Error, line: int) -> PeakendError:
        if "unexpected end of data" in str(error):
            return PeakendError(
                _(
                    "A quotation mark in {file!r} is opened on line {line} and never closed. Close it, or export "
                    "the file again.",
                    file=self.file.name,
                    line=line,
                )
            )
        if self.strict:
            return LooseQuotation(self)
        return PeakendError(
            _(
                "{file!r} cannot be split into columns ({reason}). Open it in a spreadsheet and save it again.",
                file=self.file.name,
                reason=str(error),
            )
        )


class LooseQuotation(PeakendError):
    """Quotation marks within a quotation are not doubled: the file is to be read from its beginning, less strictly."""

    def __init__(self, text: LargeText) -> None:
        super().__init__()
        self.text = replace(text, strict=False)


def look_at_text(file: Path, encoding: str | None = None) -> LargeText:
    """Find out how a text file is to be read, looking at all of its bytes and at the beginning of its text.

    Raises
    ------
    PeakendError
        If the encoding cannot be told, or the text is no table.
    """
    name = encoding or _encoding(file)
    try:
        with file.open(encoding=name, newline="") as text:
            start = text.read(SAMPLE)
    except LookupError:
        decode(file, b"", name)  # which says so
        raise
    except UnicodeDecodeError:
        raise PeakendError(not_encoded(file, name)) from None
    require_table(file.name, start)
    _rest, separator, skipped = find_separator(start)
    return LargeText(file, name, separator, skipped)


def _encoding(file: Path) -> str:
    """Judge the encoding by the bytes of all lines that are not plain ASCII, as many as are needed."""
    foreign, is_unicode = bytearray(), True
    utf8 = codecs.getincrementaldecoder("utf-8")()
    with file.open("rb") as content:
        start = content.read(SAMPLE)
        mark = next((name for mark, name in MARKS.items() if start.startswith(mark)), None)
        if mark is not None:
            return mark
        if b"\x00" in start:
            decode(file, start[: len(start) // 2 * 2])
            return "utf-16-be" if start[::2].count(0) > start[1::2].count(0) else "utf-16-le"
        content.seek(0)
        for block in iter(lambda: content.read(BLOCK) + content.readline(), b""):
            if block.isascii() and not JIS.search(block):
                continue
            if is_unicode:
                try:
                    utf8.decode(block)
                except UnicodeDecodeError:
                    is_unicode = False
            if len(foreign) < SAMPLE:
                lines = (line for line in block.splitlines(keepends=True) if not line.isascii() or b"\x1b" in line)
                foreign += b"".join(lines)[:SAMPLE]
    if is_unicode and not JIS.search(foreign):
        return "utf-8"
    # The lines collected are whole but for the last.
    sample = start if len(start) < SAMPLE else bytes(foreign[: foreign.rfind(b"\n") + 1] or foreign)
    return decode(file, sample)[1]
