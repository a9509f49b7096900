"""YAML read together with the line on which each part stands."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.documents.problems import explain
from peakend_course.problems import read_text, shown

# The parser in C where PyYAML has it, which is much the faster one.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Place = tuple[str | int, ...]
Document = TypeVar("Document", bound=BaseModel)


def read_document(file: Path, kind: type[Document]) -> tuple[Document, dict[Place, int]]:
    """Return a file's content as a value of its kind, and the line of each place in it.

    Raises
    ------
    PeakendError
        If the file is no YAML, or has a field that is missing, unknown or of the wrong kind.
    """
    document, lines = read_yaml(file)
    try:
        return kind.model_validate(document), lines
    except ValidationError as error:
        problem = explain(error, document, kind)
        raise PeakendError(
            _(
                "{file}, line {line}: {sentence}",
                file=shown(file),
                line=line_of(problem.place, lines),
                sentence=problem,
            )
        ) from None


def read_yaml(file: Path) -> tuple[Any, dict[Place, int]]:
    """Return a file's content, and the line of each place in it, such as ``("lectures", 0, "id")``.

    Raises
    ------
    PeakendError
        If the file is no YAML; the sentence names the line.
    """
    loader = LOADER(read_text(file))
    try:
        node = loader.get_single_node()
        document = loader.construct_document(node) if node else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PeakendError(
            _(
                "{file}, line {line}: this is no YAML. Look at indents (spaces, no tabs), colons and quotes there.",
                file=shown(file),
                line=mark.line + 1 if mark else 1,
            )
        ) from None
    finally:
        loader.dispose()
    lines: dict[Place, int] = {}
    _note(node, (), lines)
    return document, lines


def line_of(place: Place, lines: dict[Place, int]) -> int:
    """Return the line of a place, or of the nearest part around it that stands in the file."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _note(node: yaml.Node | None, place: Place, lines: dict[Place, int]) -> None:
    if node is None:
        return
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _note(item, (*place, number), lines)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _note(value, (*place, str(key.value)), lines)
