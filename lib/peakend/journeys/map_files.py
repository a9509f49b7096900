"""Journey maps as files: which ending is which format, and what a format cannot hold."""

from pathlib import Path

import pandas as pd

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.files import as_path, write_bytes
from peakend.base.language import translate as _
from peakend.documents.losses import losses
from peakend.frames.encodings import decode
from peakend.frames.sheets import read_bytes
from peakend.journeys.cjml_form import read_cjml, to_cjml
from peakend.journeys.csv_form import read_csv, to_csv
from peakend.journeys.journey_map import JourneyMap
from peakend.journeys.mermaid_form import read_mermaid, to_mermaid
from peakend.journeys.xlsx_form import read_xlsx, to_xlsx
from peakend.journeys.yaml_form import read_yaml, to_yaml

_TEXT = {".yaml": read_yaml, ".yml": read_yaml, ".csv": read_csv, ".mmd": read_mermaid, ".mermaid": read_mermaid}
_TEXT |= {".cjml": read_cjml, ".xml": read_cjml}
_READ = (*_TEXT, ".xlsx")
_DRAWN = (".svg", ".png", ".pdf", ".html", ".pptx")


def read_map(path: str | Path) -> JourneyMap:
    """Read a map from a file."""
    file = as_path(path)
    _require_ending(file, _READ)
    return _parse(file, read_bytes(file))


def write_map(journey_map: JourneyMap, path: str | Path, picture: str, against: object) -> pd.DataFrame:
    """Write a map to a file, and return what the format could not hold."""
    file = as_path(path)
    ending = _require_ending(file, (*_READ, *_DRAWN))
    if against is not None and ending not in _DRAWN:
        raise PeakendError(
            _(
                "{file!r} holds one map, and what it is against can only be drawn. Choose: {endings}.",
                file=file.name,
                endings=", ".join(_DRAWN),
            )
        )
    if not file.parent.is_dir():
        raise PeakendError(_("There is no folder {folder!r}. Create it first.", folder=str(file.parent)))
    document = journey_map.to_document()
    if ending in _DRAWN:
        from peakend.slides.journey_files import picture_file

        content, document, held = picture_file(journey_map, ending, picture, against)
    else:
        content = _content(journey_map, file, ending)
        # What was lost is what does not come back: no list of a format's limits could be as honest.
        held = _parse(file, content).to_document()
    lost = losses(document, held)
    try:
        write_bytes(file, content)
    except OSError:
        raise PeakendError(
            _("{file!r} cannot be written. Close it in other programs, or choose another folder.", file=str(file))
        ) from None
    return lost


def _content(journey_map: JourneyMap, file: Path, ending: str) -> bytes:
    if ending == ".xlsx":
        return to_xlsx(journey_map)
    if ending == ".csv":
        return to_csv(journey_map).encode()
    if ending in (".yaml", ".yml"):
        return to_yaml(journey_map, file.parent).encode()
    if ending in (".cjml", ".xml"):
        return to_cjml(journey_map).encode()
    return to_mermaid(journey_map).encode()


def _parse(file: Path, content: bytes) -> JourneyMap:
    ending = file.suffix.lower()
    if ending == ".xlsx":
        return read_xlsx(file, content)
    text, _encoding = decode(file, content, None)
    return _TEXT[ending](file, text)


def _require_ending(file: Path, endings: tuple[str, ...]) -> str:
    ending = file.suffix.lower()
    if ending in endings:
        return ending
    raise PeakendError(
        _("{file!r} is no journey map by its ending. Choose: {endings}.", file=file.name, endings=", ".join(endings))
        + did_you_mean(ending, endings)
    )
