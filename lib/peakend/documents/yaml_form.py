"""Documents as YAML, with the line of every mistake."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import yaml

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.documents.problems import DocumentError, Place

Value = TypeVar("Value")


def read_yaml(file: Path, text: str, build: Callable[[Any], Value]) -> Value:
    """Return what `build` makes of a document, or name the line that is wrong."""
    node, document = _load(file, text)
    lines: dict[Place, int] = {}
    try:
        _note_lines(node, (), lines)
        return build(document)
    except DocumentError as error:
        place = error.place
        while place not in lines and place:
            place = place[:-1]
        where = _("{file}, line {line}", file=file.name, line=lines.get(place, 1))
        raise error.in_file(where) from None


def dump_yaml(document: dict[str, Any]) -> str:
    """Return a document as people would write it."""
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)


def _load(file: Path, text: str) -> tuple[Any, Any]:
    """Return a document as nodes, which know their lines, and as plain data."""
    try:
        _refuse_aliases(file, text)
        loader = yaml.SafeLoader(text)
        try:
            node = loader.get_single_node()
            return node, _name_fields(loader.construct_document(node)) if node else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = min(_line_of(error), len(text.splitlines()) + 1)
        raise PeakendError(
            _(
                "{file}, line {line}: this is no YAML: {text!r}. Look at indents (spaces, no tabs), colons and quotes.",
                file=file.name,
                line=line,
                text=[*text.splitlines(), ""][line - 1].rstrip(),
            )
        ) from None
    except PeakendError:
        raise
    except (yaml.YAMLError, ValueError, RecursionError):
        raise PeakendError(
            _("{file} is no YAML: it holds what no text may hold. Is it another kind of file?", file=file.name)
        ) from None


def _name_fields(value: Any) -> Any:
    """Return plain data whose fields are all named by texts, as they were written: 2026 is a name as good as any."""
    if isinstance(value, dict):
        return {str(key): _name_fields(item) for key, item in value.items()}
    return [_name_fields(item) for item in value] if isinstance(value, list) else value


def _line_of(error: yaml.MarkedYAMLError) -> int:
    """Return where the mistake is: what was begun and never ended is noticed only further down."""
    begun = str(error.context).startswith(("while scanning a", "while parsing a flow"))
    mark = (error.context_mark if begun else None) or error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _refuse_aliases(file: Path, text: str) -> None:
    """One text standing for another could stand for a million: a document needs no aliases."""
    events = yaml.parse(text, yaml.SafeLoader)
    mark = next((event.start_mark for event in events if isinstance(event, yaml.AliasEvent)), None)
    if mark:
        raise PeakendError(
            _(
                "{file}, line {line}: '*' stands for an alias here. Write the text out, or put it in quotes.",
                file=file.name,
                line=mark.line + 1,
            )
        )


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
                raise DocumentError(inner, "", _("The field {field!r} stands twice; keep one", field=key.value))
            _note_lines(value, inner, lines)
            lines[inner] = key.start_mark.line + 1
