"""Journey maps as CJML 2.0, the XML of the Customer Journey Modelling Language.

CJML's schema is not published. What is written and read here are the elements that its makers show at cjml.no and use
in their public tools: actors, phases, communication points and actions. A map tells of no single customer, so it is
written as a planned journey, to which CJML gives no experience. Of the scale of an actual journey's experience nothing
is published, so ratings are not read as emotions.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.documents.problems import DocumentError
from peakend.documents.texts import show_text
from peakend.journeys.map_value import MapValue, SomeMap
from peakend.journeys.parts import Touchpoint

_CUSTOMER, _PROVIDER = "customer", "provider"
_JOURNEYS = ("plannedJourney", "actualJourney")
_ONE_PHASE = {"id": "journey", "name": {"zh": "全程", "en": "The whole journey"}}


def to_cjml(journey_map: MapValue) -> str:
    """Return a map as a planned journey in CJML, in the language in use."""
    root = ElementTree.Element("CJML", version="2.0")
    journey = ElementTree.SubElement(root, "plannedJourney")
    _add(journey, "journeyID", journey_map.id)
    _add(journey, "journeyTitle", show_text(journey_map.title))
    phases = ElementTree.SubElement(journey, "journeyPhases")
    for phase in journey_map.phases:
        _add(ElementTree.SubElement(phases, "journeyPhase", phaseID=phase.id), "phaseName", show_text(phase.name))
    persona = journey_map.persona
    customer = persona.id if persona else _CUSTOMER
    customers = {"": customer, customer: customer, **({show_text(persona.name): customer} if persona else {})}
    actors = ElementTree.SubElement(journey, "actors")
    user = ElementTree.SubElement(actors, "endUser", actorID=customer)
    if persona:
        _add(user, "actorName", show_text(persona.name))
    touchpoints = ElementTree.SubElement(journey, "touchpoints")
    met: list[str] = []
    for step in journey_map.steps:
        met += _add_touchpoint(touchpoints, step, customers)
    for name in dict.fromkeys(name for name in met if name not in customers):
        ElementTree.SubElement(actors, "serviceProvider", actorID=name)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def read_cjml(kind: type[SomeMap], file: Path, text: str) -> SomeMap:
    """Read the planned journey of a CJML file, or its only one."""
    journey = _choose_journey(file, _parse(file, text))
    actors = {actor.get("actorID") or actor.get("actorIDref") or "": actor for actor in journey.iterfind("actors/*")}
    names = {key: _text(actor, "actorName") or _text(actor, "companyName") or key for key, actor in actors.items()}
    phases: list[Any] = [
        {"id": _identifier(phase.get("phaseID")), "name": _text(phase, "phaseName") or (phase.get("phaseID") or "")}
        for phase in journey.iterfind("journeyPhases/journeyPhase")
    ] or [_ONE_PHASE]
    user = next((key for key, actor in actors.items() if actor.tag == "endUser"), None)
    title = _text(journey, "journeyTitle") or _text(journey, "journeyID") or file.stem
    document: dict[str, Any] = {
        "id": _identifier(_text(journey, "journeyID") or file.stem),
        "title": title,
        "phases": phases,
        "touchpoints": list(_read_touchpoints(journey, names, phases[0]["id"])),
    }
    if user is not None and (user, names[user]) != (_CUSTOMER, _CUSTOMER):
        document["persona"] = {"id": _identifier(user), "name": names[user]}
    try:
        return kind(**document)
    except DocumentError as error:
        raise error.in_file(file.name) from None


def _add_touchpoint(parent: ElementTree.Element, step: Touchpoint, customers: dict[str, str]) -> list[str]:
    """Add a touchpoint, and return the actors in it as CJML knows them."""
    talks = step.type == "interaction"
    point = ElementTree.SubElement(parent, "plannedCommunicationPoint" if talks else "plannedAction")
    _add(point, "touchpointID", step.id)
    ElementTree.SubElement(point, "belongsTo", phaseIDref=step.phase)
    ends = {"initiator": show_text(step.initiator)}
    if talks:
        ends["receiver"] = show_text(step.receiver) or _PROVIDER
    for end, name in ends.items():
        actor = ElementTree.SubElement(point, end)
        ElementTree.SubElement(actor, "refersTo", actorIDref=customers.get(name, name))
        _add(actor, f"{end}Label", show_text(step.name))
    if step.channel:
        _add(ElementTree.SubElement(point, "channel"), "channelName", show_text(step.channel))
    return list(ends.values())


def _read_touchpoints(journey: ElementTree.Element, names: dict[str, str], phase: str) -> Iterator[dict[str, Any]]:
    for number, point in enumerate(journey.iterfind("touchpoints/*"), start=1):
        where = point.find("belongsTo")
        phase = _identifier(where.get("phaseIDref")) if where is not None and where.get("phaseIDref") else phase
        step = {
            "id": _identifier(_text(point, "touchpointID") or f"t{number}"),
            "phase": phase,
            "name": _text(point, "initiator/initiatorLabel") or _text(point, "receiver/receiverLabel"),
            "type": "action" if point.tag.endswith("Action") else "interaction",
            "channel": _text(point, "channel/channelName"),
            **{end: _actor(point, end, names) for end in ("initiator", "receiver")},
        }
        yield {key: value for key, value in step.items() if value}


def _actor(point: ElementTree.Element, end: str, names: dict[str, str]) -> str:
    found = point.find(f"{end}/refersTo")
    key = "" if found is None else found.get("actorIDref") or ""
    return "" if key in (_CUSTOMER, _PROVIDER) else names.get(key, key)


def _parse(file: Path, text: str) -> ElementTree.Element:
    try:
        # Entities that a document type defines could be made to fill the memory; CJML has none.
        if "<!DOCTYPE" in text:
            raise PeakendError(
                _("{file!r} declares a document type, which CJML does not have. Remove '<!DOCTYPE …>'.", file=file.name)
            )
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise PeakendError(
            _(
                "{file}, line {line}: this is not XML. Look at the tags there, or export the file again.",
                file=file.name,
                line=error.position[0],
            )
        ) from None


def _choose_journey(file: Path, root: ElementTree.Element) -> ElementTree.Element:
    planned, actual = (root.findall(name) for name in _JOURNEYS) if root.tag == "CJML" else ([], [])
    found = planned or actual
    if len(found) == 1:
        return found[0]
    if found:
        raise PeakendError(
            _(
                "{file!r} holds {count} journeys, and a map is one. Keep one of them in the file.",
                file=file.name,
                count=len(found),
            )
        )
    raise PeakendError(
        _(
            "{file!r} is not CJML: it has no <CJML> with a <plannedJourney> or <actualJourney> in it. Export "
            "it from a CJML tool, version 2.0.",
            file=file.name,
        )
    )


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _text(element: ElementTree.Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())


def _identifier(text: str | None) -> str:
    """Make an id of any text that is none: what an id cannot hold becomes a hyphen."""
    word = (text or "").strip()
    return word if re.fullmatch(r"\w[\w.-]*", word) else re.sub(r"[^\w.-]+", "-", word).strip("-.") or "x"
