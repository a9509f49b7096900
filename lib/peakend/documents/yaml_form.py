"""Documents as YAML, with the line of every mistake."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.documents.problems import DocumentError, Place, explain

Value = TypeVar("Value")
Model = TypeVar("Model", bound=BaseModel)
DEEPEST = 100  # parts within parts
# The parser in C where PyYAML has it, which is ten times as fast; of a mistake the other one knows more.
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Lines(dict[Place, int]):
    """The line of each place in a document, such as ``("lectures", 0, "id")``."""

    def of(self, place: Place) -> int:
        """Return the line of a place, or of the nearest part around it that stands in the text."""
        while place and place not in self:
            place = place[:-1]
        return self.get(place, 1)

    @contextmanager
    def tell(self, name: str) -> Iterator[None]:
        """Put a file's name and the line before whatever is found wrong with the document."""
        try:
            yield
        except DocumentError as error:
            raise error.in_file(_("{file}, line {line}", file=name, line=self.of(error.place))) from None


def read_yaml(name: str, text: str, build: Callable[[Any], Value]) -> Value:
    """Return what `build` makes of a document, or name the line that is wrong."""
    document, lines = load_yaml(name, text)
    with lines.tell(name):
        return build(document)


def read_model(name: str, text: str, kind: type[Model]) -> tuple[Model, Lines]:
    """Return a document as a value of a kind, and the line of each place in it.

    Parameters
    ----------
    name : str
        The file's name, as it is to stand in a sentence.
    text : str
        What it holds.
    kind : type
        A pydantic model.

    Raises
    ------
    PeakendError
        If the text is no YAML, or has a field that is missing, unknown, there twice, or of the wrong kind.
    """
    document, lines = load_yaml(name, text)
    with lines.tell(name):
        try:
            return kind.model_validate(document), lines
        except ValidationError as error:
            raise explain(error, document, kind) from None


def load_yaml(name: str, text: str, *, aliases: bool = False) -> tuple[Any, Lines]:
    """Return a document as plain data, and the line of each place in it.

    `aliases` lets one text stand for another, in files that only their author opens.

    Raises
    ------
    PeakendError
        If the text is no YAML, has an alias that is not let in, or a field that is there twice.
    """
    node, document = _load(name, text, aliases)
    lines = Lines()
    with lines.tell(name):
        _note_lines(node, (), lines)
    return document, lines


def dump_yaml(document: dict[str, Any]) -> str:
    """Return a document as people would write it."""
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)


def _load(name: str, text: str, aliases: bool) -> tuple[Any, Any]:
    """Return a document as nodes, which know their lines, and as plain data."""
    try:
        try:
            return _compose(name, text, aliases, _FAST)
        except yaml.YAMLError:
            return _compose(name, text, aliases, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = min(_line_of(error), len(text.splitlines()) + 1)
        raise PeakendError(
            _(
                "{file}, line {line}: this is not YAML: {text!r}. Look at indents (spaces, no tabs), colons and "
                "quotes.",
                file=name,
                line=line,
                text=[*text.splitlines(), ""][line - 1].rstrip(),
            )
        ) from None
    except PeakendError:
        raise
    except (yaml.YAMLError, ValueError, RecursionError):
        raise PeakendError(_("{file} is not a text file. Did you choose the wrong one?", file=name)) from None


def _compose(name: str, text: str, aliases: bool, kind: Any) -> tuple[Any, Any]:
    _refuse_what_grows(name, text, aliases, kind)
    loader = kind(text)
    try:
        node = loader.get_single_node()
        return node, _name_fields(loader.construct_document(node)) if node else None
    finally:
        loader.dispose()


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


def _refuse_what_grows(name: str, text: str, aliases: bool, kind: Any) -> None:
    """One text standing for another could stand for a million, and what lies too deep ends the parser in C."""
    depth = 0
    for event in yaml.parse(text, kind):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ValueError
        if isinstance(event, yaml.AliasEvent) and not aliases:
            raise PeakendError(
                _(
                    "{file}, line {line}: '*' stands for an alias here. Write the text out, or put it in quotes.",
                    file=name,
                    line=event.start_mark.line + 1 if event.start_mark else 1,
                )
            )


def _note_lines(node: Any, place: Place, lines: Lines) -> None:
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
                raise DocumentError(inner, "", _("The field {field!r} appears twice; keep one", field=key.value))
            _note_lines(value, inner, lines)
            lines[inner] = key.start_mark.line + 1
