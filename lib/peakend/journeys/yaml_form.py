"""Journey maps as YAML: the format itself, with the line of every mistake."""

from pathlib import Path
from typing import Any

import yaml

from peakend.errors import PeakendError
from peakend.journeys.journey_map import SCHEMA_FILE, JourneyMap
from peakend.journeys.problems import MapError, Place
from peakend.language import translate as _


def read_yaml(file: Path, text: str) -> JourneyMap:
    """Read a map, or name the line that is wrong."""
    loader = yaml.SafeLoader(text)
    try:
        # One text standing for another could stand for a million: a map needs no aliases.
        alias = next((token for token in yaml.scan(text) if isinstance(token, yaml.AliasToken)), None)
        node = None if alias else loader.get_single_node()
        document = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise PeakendError(
            _(
                "{file}, line {line}: this is no YAML ({problem}). Look at indents, colons and quotes there.",
                file=file.name,
                line=mark.line + 1 if mark else 1,
                problem=error.problem or error.context,
            )
        ) from None
    except (yaml.YAMLError, ValueError) as error:
        raise PeakendError(
            _("{file} is no YAML ({problem}).", file=file.name, problem=str(error).split("\n")[0])
        ) from None
    finally:
        loader.dispose()
    if alias:
        raise PeakendError(
            _(
                "{file}, line {line}: '*' stands for an alias here. Write the text out, or put it in quotes.",
                file=file.name,
                line=alias.start_mark.line + 1,
            )
        )
    lines: dict[Place, int] = {}
    try:
        _note_lines(node, (), lines)
        if not isinstance(document, dict) or "format" not in document:
            raise MapError((), "", _("A journey map starts with 'format: journey/1'"))
        return JourneyMap(**{str(key): value for key, value in document.items()})
    except MapError as error:
        place = error.place
        while place not in lines and place:
            place = place[:-1]
        where = _("{file}, line {line}", file=file.name, line=lines.get(place, 1))
        raise error.in_file(where) from None


def to_yaml(journey_map: JourneyMap, folder: Path) -> str:
    """Return a map as YAML; if the format's schema lies in the folder or in the one above, editors are told."""
    places = {folder: SCHEMA_FILE, folder.parent: f"../{SCHEMA_FILE}"}
    found = next((name for place, name in places.items() if (place / SCHEMA_FILE).is_file()), None)
    schema = f"# yaml-language-server: $schema={found}\n" if found else ""
    document = journey_map.to_document()
    return schema + yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)


def _note_lines(node: Any, place: Place, lines: dict[Place, int]) -> None:
    """Note on which line each place of the document stands, and refuse a field that stands twice."""
    if node is None:
        return
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            _note_lines(item, (*place, i), lines)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*place, str(key.value))
            if inner in lines:
                lines[inner] = key.start_mark.line + 1
                raise MapError(inner, "", _("The field {field!r} stands twice; keep one", field=key.value))
            _note_lines(value, inner, lines)
            lines[inner] = key.start_mark.line + 1
