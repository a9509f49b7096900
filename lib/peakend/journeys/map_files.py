"""Journey maps as files: which ending is which format, and what a format cannot hold."""

from pathlib import Path
from typing import Any

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.files import as_path
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.frames.encodings import decode_document
from peakend.frames.sheets import read_bytes
from peakend.journeys.cjml_form import read_cjml, to_cjml
from peakend.journeys.csv_form import read_csv, to_csv
from peakend.journeys.map_value import MapValue, SomeMap
from peakend.journeys.mermaid_form import read_mermaid, to_mermaid
from peakend.journeys.xlsx_form import read_xlsx, to_xlsx
from peakend.journeys.yaml_form import read_yaml, to_yaml

_TEXT: dict[str, Any] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".csv": read_csv,
    ".mmd": read_mermaid,
    ".mermaid": read_mermaid,
}
_TEXT |= {".cjml": read_cjml, ".xml": read_cjml}
READ = (*_TEXT, ".xlsx")
_TEXT[".md"] = read_mermaid  # a Markdown file that holds one diagram is read, and never written


def read_map(kind: type[SomeMap], path: str | Path) -> SomeMap:
    """Read a map of a kind from a file."""
    file = as_path(path)
    if file.suffix.lower() != ".md":
        require_ending(file, READ)
    return _parse(kind, file, read_bytes(file))


def map_content(journey_map: MapValue, file: Path) -> tuple[bytes, dict[str, Any]]:
    """Return what a file of this ending holds, and the document that comes back from it."""
    content = _content(journey_map, file, file.suffix.lower())
    # What was lost is what does not come back: no list of a format's limits could be as honest.
    return content, _parse(type(journey_map), file, content).to_document()


def _content(journey_map: MapValue, file: Path, ending: str) -> bytes:
    if ending == ".xlsx":
        return to_xlsx(journey_map)
    if ending == ".csv":
        return to_csv(journey_map).encode()
    if ending in (".yaml", ".yml"):
        return to_yaml(journey_map, file.parent).encode()
    if ending in (".cjml", ".xml"):
        return to_cjml(journey_map).encode()
    return to_mermaid(journey_map).encode()


def _parse(kind: type[SomeMap], file: Path, content: bytes) -> SomeMap:
    ending = file.suffix.lower()
    if ending == ".xlsx":
        return read_xlsx(kind, file, content)
    text = decode_document(file, content)
    return _TEXT[ending](kind, file, text)


def require_ending(file: Path, endings: tuple[str, ...]) -> str:
    """Return the ending of a file, or raise `PeakendError` if it is none of these."""
    ending = file.suffix.lower()
    if ending in endings:
        return ending
    raise PeakendError(
        _("{file!r} does not end like a journey map. Choose: {endings}.", file=file.name, endings=join_words(endings))
        + did_you_mean(ending, endings)
    )
