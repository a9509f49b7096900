"""Right maps and sheets made wrong by machine: each still a valid document of its kind."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Document = dict[str, Any]
Spoiled = tuple[str, str, Any]  # the part that is wrong, how, and the whole document with it

_STEPS = "touchpoints"


def is_document(value: object) -> bool:
    """Whether a value is a map or a sheet: what can be written out as a document, and looked through."""
    return callable(getattr(value, "to_document", None)) and callable(getattr(value, "check", None))


def spoil_document(value: Any) -> Iterator[Spoiled]:
    """Yield wrong documents made of a right one; those that would be none of its kind are left out.

    Parameters
    ----------
    value : JourneyMap or design value
        The right answer.

    Examples
    --------
    >>> import peakend as pe
    >>> steps = [{"id": name, "phase": "go", "name": name, "emotion": 1} for name in "ab"]
    >>> way = pe.JourneyMap(id="way", title="Way", phases=[{"id": "go", "name": "Going"}], touchpoints=steps)
    >>> [how for part, how, _wrong in spoil_document(way) if part == "emotions"]
    ['all emotions zero', 'all emotions turned round']
    """
    document = value.to_document()
    found = _spoil_map(document) if _STEPS in document else _spoil_sheet(document)
    for part, how, wrong in found:
        made = _made(type(value), wrong)
        if made is not None and made.to_document() != document:
            yield part, how, made


def _spoil_map(document: Document) -> Iterator[Spoiled]:
    steps = document[_STEPS]
    for place, called in ((0, "first"), (len(steps) // 2, "middle"), (len(steps) - 1, "last")):
        yield _STEPS, f"the {called} touchpoint left out", _with(document, [*steps[:place], *steps[place + 1 :]])
    for place in range(len(steps) - 1):
        if steps[place]["phase"] == steps[place + 1]["phase"]:
            turned = [*steps[:place], steps[place + 1], steps[place], *steps[place + 2 :]]
            yield _STEPS, f"{steps[place]['id']} after the next one", _with(document, turned)
    ways: tuple[tuple[str, str, Callable[[Document], Document]], ...] = (
        ("emotions", "all emotions zero", lambda step: {**step, "emotion": 0}),
        ("emotions", "all emotions turned round", lambda step: {**step, "emotion": -(step.get("emotion") or 0)}),
        ("moments", "every touchpoint a moment of truth", lambda step: {**step, "moment_of_truth": True}),
        ("waits", "no touchpoint a wait", lambda step: {**step, "type": "action"}),
        ("blueprint", "no blueprint", lambda step: _without(step, "blueprint")),
        ("blueprint", "one layer alone", lambda step: {**step, "blueprint": step.get("blueprint", [])[:1]}),
    )
    for part, how, change in ways:
        yield part, how, _with(document, [change(step) for step in steps])


def _spoil_sheet(document: Document) -> Iterator[Spoiled]:
    for name, value in document.items():
        if not isinstance(value, list):
            continue
        yield name, f"no {name}", _without(document, name)
        for row in range(len(value)):
            yield name, f"{name}: row {row + 1} left out", {**document, name: [*value[:row], *value[row + 1 :]]}
    for placeholder in ("…", "todo", "待填"):
        yield "", f"every text {placeholder}", _filled(document, placeholder)


def _filled(document: Document, placeholder: str) -> Document:
    """Put a placeholder into the place of each text, and of the only row of each list of texts."""
    filled = dict(document)
    for name, value in document.items():
        if name in ("format", "id"):
            continue
        if isinstance(value, str) and " " in value:
            filled[name] = placeholder
        elif isinstance(value, list) and all(isinstance(row, str) for row in value):
            filled[name] = [placeholder]
    return filled


def _with(document: Document, steps: list[Document]) -> Document:
    return {**document, _STEPS: steps}


def _without(part: Document, name: str) -> Document:
    return {key: value for key, value in part.items() if key != name}


def _made(kind: Any, document: Mapping[str, Any]) -> Any:
    try:
        return kind(**document)
    except ValueError:  # of documents that hold together no longer
        return None
