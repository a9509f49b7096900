"""Journey maps as YAML: the format itself."""

from pathlib import Path
from typing import Any

from peakend.base.language import translate as _
from peakend.documents import yaml_form
from peakend.documents.problems import DocumentError
from peakend.journeys.map_value import MapValue, SomeMap

SCHEMA_FILE = "journey.schema.json"


def read_yaml(kind: type[SomeMap], file: Path, text: str) -> SomeMap:
    """Read a map, or name the line that is wrong."""

    def build(document: Any) -> SomeMap:
        if not isinstance(document, dict) or "format" not in document:
            raise DocumentError((), "", _("A journey map starts with 'format: journey/1'"))
        return kind(**document)

    return yaml_form.read_yaml(file.name, text, build)


def to_yaml(journey_map: MapValue, folder: Path) -> str:
    """Return a map as YAML; if the format's schema lies in the folder or in the one above, editors are told."""
    places = {folder: SCHEMA_FILE, folder.parent: f"../{SCHEMA_FILE}"}
    found = next((name for place, name in places.items() if (place / SCHEMA_FILE).is_file()), None)
    schema = f"# yaml-language-server: $schema={found}\n" if found else ""
    return schema + yaml_form.dump_yaml(journey_map.to_document())
