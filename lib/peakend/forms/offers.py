"""What a form offers to be chosen by name: the touchpoints of a map, a concept, a persona, as they stand now."""

from collections.abc import Iterator, Sequence
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.design.concept_sheet import ConceptSheetValue
from peakend.design.persona import PersonaValue
from peakend.documents.texts import show_text
from peakend.journeys.map_value import MapValue

Offer = dict[str, str]


def offers_of(among: Sequence[Any]) -> dict[str, list[Offer]]:
    """Return by field the ids with their names; a form or an editor stands for what is filled in there."""
    found: dict[str, list[Offer]] = {}
    for one in among:
        value = getattr(one, "map", None) if hasattr(one, "map") else getattr(one, "value", one)
        # A map without touchpoints yet still means that they will be chosen by name.
        for field in ("touchpoint", "persona") if isinstance(value, MapValue) else ():
            found.setdefault(field, [])
        for field, id, name in _named(value):
            if all(offer["id"] != id for offer in found.setdefault(field, [])):
                found[field].append({"id": id, "label": name})
    return found


def _named(value: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, MapValue):
        yield "journey", value.id, show_text(value.title)
        for number, step in enumerate(value.steps, start=1):
            yield "touchpoint", step.id, f"{number}. {show_text(step.name)}"
        if value.persona:
            yield "persona", value.persona.id, show_text(value.persona.name)
    elif isinstance(value, ConceptSheetValue):
        yield "concept", value.id, show_text(value.name)
    elif isinstance(value, PersonaValue):
        yield "persona", value.id, show_text(value.name)
    else:
        kind = type(value).__name__
        raise PeakendError(_("Names are chosen among maps, concepts and personas; this is a {kind}.", kind=kind))
