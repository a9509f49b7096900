"""Journey maps written to files: to be read again, or as pictures."""

from pathlib import Path

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.files import as_path, write_bytes
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.documents.losses import losses
from peakend.journeys.map_files import READ, map_content, require_ending
from peakend.journeys.map_value import MapValue

DRAWN = (".svg", ".png", ".pdf", ".html", ".pptx")


def write_map(journey_map: MapValue, path: str | Path, picture: str, against: object) -> pd.DataFrame:
    """Write a map to a file, and return what the format could not hold."""
    file = as_path(path)
    ending = require_ending(file, (*READ, *DRAWN))
    if against is not None and ending not in DRAWN:
        raise PeakendError(
            _(
                "{file!r} holds one map, and what it is against can only be drawn. Choose: {endings}.",
                file=file.name,
                endings=join_words(DRAWN),
            )
        )
    if not file.parent.is_dir():
        raise PeakendError(_("There is no folder {folder!r}. Create it first.", folder=str(file.parent)))
    document = journey_map.to_document()
    if ending in DRAWN:
        from peakend.slides.journey_files import picture_file

        content, document, held = picture_file(journey_map, ending, picture, against)
    else:
        content, held = map_content(journey_map, file)
    lost = losses(document, held)
    write_bytes(file, content)
    return lost
