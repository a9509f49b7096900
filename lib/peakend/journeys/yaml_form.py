"""Journey maps as YAML: the format itself."""

from pathlib import Path
from typing import Any

from peakend.base.language import translate as _
from peakend.documents import yaml_form
from peakend.journeys.journey_map import SCHEMA_FILE, JourneyMap
from peakend.journeys.problems import MapError


def read_yaml(file: Path, text: str) -> JourneyMap:
    """Read a map, or name the line that is wrong."""
    return yaml_form.read_yaml(file.name, text, _build)


def to_yaml(journey_map: JourneyMap, folder: Path) -> str:
    """Return a map as YAML; if the format's schema lies in the folder or in the one above, editors are told."""
    places = {folder: SCHEMA_FILE, folder.parent: f"../{SCHEMA_FILE}"}
    found = next((name for place, name in places.items() if (place / SCHEMA_FILE).is_file()), None)
    schema = f"# yaml-language-server: $schema={found}\n" if found else ""
    return schema + yaml_form.dump_yaml(journey_map.to_document())


def _build(document: Any) -> JourneyMap:
    if not isinstance(document, dict) or "format" not in document:
        raise MapError((), "", _("A journey map starts with 'format: journey/1'"))
    return JourneyMap(**document)
