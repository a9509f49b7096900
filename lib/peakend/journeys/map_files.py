"""Journey maps as files: which ending is which format, and what a format cannot hold."""

import difflib
from pathlib import Path

import pandas as pd

from peakend.documents.losses import losses
from peakend.errors import PeakendError
from peakend.exports.sheets import decode, read_bytes
from peakend.files import write_bytes
from peakend.journeys.csv_form import read_csv, to_csv
from peakend.journeys.journey_map import JourneyMap
from peakend.journeys.mermaid_form import read_mermaid, to_mermaid
from peakend.journeys.xlsx_form import read_xlsx, to_xlsx
from peakend.journeys.yaml_form import read_yaml, to_yaml
from peakend.language import translate as _

_TEXT = {".yaml": read_yaml, ".yml": read_yaml, ".csv": read_csv, ".mmd": read_mermaid, ".mermaid": read_mermaid}
_ENDINGS = (*_TEXT, ".xlsx")


def read_map(path: str | Path) -> JourneyMap:
    """Read a map from a file."""
    file = Path(path)
    _require_ending(file)
    return _parse(file, read_bytes(file))


def write_map(journey_map: JourneyMap, path: str | Path) -> pd.DataFrame:
    """Write a map to a file, and return what the format could not hold."""
    file = Path(path)
    ending = _require_ending(file)
    if not file.parent.is_dir():
        raise PeakendError(_("There is no folder {folder!r}. Create it first.", folder=str(file.parent)))
    if ending == ".xlsx":
        content = to_xlsx(journey_map)
    elif ending == ".csv":
        content = to_csv(journey_map).encode()
    elif ending in (".yaml", ".yml"):
        content = to_yaml(journey_map, file.parent).encode()
    else:
        content = to_mermaid(journey_map).encode()
    # What was lost is what does not come back: no list of a format's limits could be as honest.
    document = journey_map.to_document()
    lost = losses(document, _parse(file, content).to_document())
    try:
        write_bytes(file, content)
    except OSError:
        raise PeakendError(
            _("{file!r} cannot be written. Close it in other programs, or choose another folder.", file=str(file))
        ) from None
    return lost


def _parse(file: Path, content: bytes) -> JourneyMap:
    ending = file.suffix.lower()
    if ending == ".xlsx":
        return read_xlsx(file, content)
    text, _encoding = decode(file, content, None)
    return _TEXT[ending](file, text)


def _require_ending(file: Path) -> str:
    ending = file.suffix.lower()
    if ending in _ENDINGS:
        return ending
    near = difflib.get_close_matches(ending, _ENDINGS, n=1)
    hint = " " + _("Did you mean {near!r}?", near=near[0]) if near else ""
    raise PeakendError(
        _("{file!r} is no journey map by its ending. Choose: {endings}.", file=file.name, endings=", ".join(_ENDINGS))
        + hint
    )
