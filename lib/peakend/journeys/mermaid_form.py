"""Journey maps as Mermaid's ``journey``: title, sections, tasks with a score of 1–5 and an actor."""

import re
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.documents.texts import show_text
from peakend.journeys.map_value import MapValue, SomeMap
from peakend.journeys.mermaid_lines import UNKNOWN, mermaid_lines

_NEUTRAL = 3  # Mermaid's scores 1–5 are emotions −2–2
_FULL_WIDTH = str.maketrans({":": "：", "#": "＃", ";": "；", ",": "，", "%": "％"})
_HALF_WIDTH = str.maketrans("１２３４５．", "12345.")
_SCORE = re.compile(r"[1-4](\.\d+)?|5(\.0+)?")
_KEYWORD = re.compile(r"(?P<keyword>title|section)\s+(?P<rest>.*\S)", re.IGNORECASE)
_TASK = re.compile(r"^(?P<name>[^:]+):\s*(?P<score>[^:]*?)\s*(?::(?P<actors>.*))?$")


def to_mermaid(journey_map: MapValue) -> str:
    """Return a map as a Mermaid diagram, in the language in use; emotions are rounded to whole scores."""
    lines = ["journey", f"  title {_safe(show_text(journey_map.title))}"]
    names = {phase.id: _safe(show_text(phase.name)) for phase in journey_map.phases}
    persona = _safe(show_text(journey_map.persona.name)) if journey_map.persona else ""
    section = None
    for step in journey_map.steps:
        if step.phase != section:
            section = step.phase
            lines.append(f"  section {names[section]}")
        if step.emotion is None:
            lines.append(f"    {UNKNOWN}")
        actor = _safe(show_text(step.initiator)) or persona
        score = _NEUTRAL + round(step.emotion or 0)
        lines.append(f"    {_safe(show_text(step.name))}: {score}" + (f": {actor}" if actor else ""))
    return "\n".join(lines) + "\n"


def read_mermaid(kind: type[SomeMap], file: Path, text: str) -> SomeMap:
    """Read a map from a Mermaid diagram, alone or the one in a Markdown file; ids are made of names."""
    title, phase, unknown = file.stem, "", False
    phases: list[dict[str, Any]] = []
    steps: list[dict[str, Any]] = []
    ids: set[str] = set()
    for number, line in mermaid_lines(file.name, text):
        found = _KEYWORD.fullmatch(line)
        if line == UNKNOWN:
            unknown = True
        elif found and found["keyword"].lower() == "title":
            title = found["rest"]
        elif found:
            name = found["rest"].rstrip(":： ")
            known = [phase["id"] for phase in phases if phase["name"] == name]
            phase = known[0] if known else _new_id(name, {phase["id"] for phase in phases})
            phases += [] if known else [{"id": phase, "name": name}]
        else:
            name, score, actors = _task(file.name, number, line)
            if not phases:
                phase = "journey"
                phases.append({"id": phase, "name": title})
            step = {"id": _new_id(name, ids), "phase": phase, "name": name}
            emotion = None if unknown else score - _NEUTRAL
            steps.append({**step, "emotion": emotion, **({"initiator": actors} if actors else {})})
            ids.add(step["id"])
            unknown = False
    document: dict[str, Any] = {"id": slug(file.stem), "title": title, "phases": phases, "touchpoints": steps}
    return kind(**document)


def _task(file: str, number: int, line: str) -> tuple[str, float, str]:
    """Return a task's name, score and actors; its colons may be full-width where it has no other."""
    found = _TASK.match(line) or _TASK.match(line.replace("：", ":"))
    score = found["score"].translate(_HALF_WIDTH) if found else ""
    if not found or not _SCORE.fullmatch(score):
        raise PeakendError(
            _(
                "{file}, line {line}: {text!r} is not a task. Write 'name: score' or 'name: score: who', with a "
                "score from 1 to 5.",
                file=file,
                line=number,
                text=line,
            )
        )
    return found["name"].strip(), float(score), (found["actors"] or "").strip()


def slug(name: str) -> str:
    """Make an id of a name: ``"Check in"`` becomes ``check-in``, Chinese stays."""
    return re.sub(r"[^\w.]+", "-", name.lower()).strip("-.") or "x"


def _new_id(name: str, taken: set[str]) -> str:
    """Return the name's id, numbered if it is taken."""
    wanted = found = slug(name)
    number = 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def _safe(text: str) -> str:
    """Use full-width signs where Mermaid would end the text."""
    return text.translate(_FULL_WIDTH)
