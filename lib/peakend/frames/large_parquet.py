"""A Parquet file, chunk by chunk, as rows of text cells: answers as a text file would hold them."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames import large_text
from peakend.frames.text_cells import Row


@dataclass(frozen=True)
class LargeParquet:
    """A Parquet file as rows: its headings on line 1, then its answers."""

    file: Path
    encoding: str = "parquet"

    def chunks(self) -> Iterator[list[Row]]:
        """Yield the rows that hold anything, so many at a time, or say that the file is damaged."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        line = 1
        try:
            content = pq.ParquetFile(self.file)
            names = [str(name) for name in content.schema_arrow.names]
            yield [Row(1, names)]
            for batch in content.iter_batches(batch_size=large_text.CHUNK):
                columns = [[_text(value) for value in column.to_pylist()] for column in batch.columns]
                rows = [Row(line + i, list(cells)) for i, cells in enumerate(zip(*columns, strict=True), 1)]
                line += len(rows)
                yield [row for row in rows if any(row.cells)]
        except (pa.ArrowInvalid, OSError):
            raise PeakendError(
                _("{file!r} is damaged or no Parquet file. Write it again.", file=self.file.name)
            ) from None


def _text(value: Any) -> str:
    if value is None or value != value:  # no number
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return value.isoformat(" ") if isinstance(value, datetime.datetime) else str(value)
