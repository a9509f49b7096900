"""Values of the design tools that tests share: a small one of each kind, and any that Hypothesis can think of."""

import datetime
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

import peakend as pe
from peakend.documents.fields import FormField, fields_of
from peakend.documents.value import Value
from sample_maps import _ids, _lists, _texts

KINDS: dict[str, type[Value]] = {
    kind.__name__: kind
    for kind in (
        pe.Persona,
        pe.Interview,
        pe.StakeholderMap,
        pe.ServiceLevel,
        pe.ConceptSheet,
        pe.Screening,
        pe.UserTest,
        pe.Plan,
    )
}
IDEAS: list[dict[str, Any]] = [
    {"id": "guide", "name": {"zh": "引导员", "en": "Guide"}, "desirable": 5, "feasible": 4, "viable": 3},
    {"id": "text", "name": "Text message", "desirable": 4, "feasible": 5, "viable": 4},
    {"id": "robot", "name": "Robot", "desirable": 2, "feasible": 3, "viable": 4},
]
PEOPLE: list[dict[str, Any]] = [
    {"id": "mei", "name": {"zh": "梅", "en": "Mei"}, "power": 2, "interest": 5, "needs": ["Certainty", "=1+1"]},
    {"id": "manager", "name": "Manager", "ring": "provider", "power": 5, "interest": 4},
    {"id": "press", "name": "Press", "ring": "society", "power": 4, "interest": 2},
]
TASKS: list[dict[str, Any]] = [
    {"id": "train", "name": "Train guides", "owner": "Wang", "start": "2026-12-01", "due": "2026-12-10"},
    {"id": "try", "name": "Try a week", "start": "2026-12-08", "due": "2026-12-14", "after": "train"},
]
NOTES: list[dict[str, Any]] = [
    {"note": "Asks three people the same", "way": "observe", "level": "said_and_done"},
    {"note": "I want it done today", "level": "wants"},
    {"note": "Sighs", "way": "observe", "level": "feelings"},
    {"note": "To be taken seriously", "level": "deep_needs"},
    {"note": "Left early"},
]
SMALL: dict[str, dict[str, Any]] = {
    "Persona": {"id": "mei", "name": "Mei", "goals": ["Done in one visit"], "n": 8, "status": "observed"},
    "Interview": {"id": "talk", "title": "At the hall", "date": "2026-11-02", "notes": NOTES},
    "StakeholderMap": {
        "id": "hall",
        "title": "Hall",
        "stakeholders": PEOPLE,
        "exchanges": [{"giver": "mei", "receiver": "manager", "what": "Trust"}],
    },
    "ServiceLevel": {
        "id": "hall",
        "title": "Hall",
        "promises": [{"level": "aha", "worth": "care", "promise": "Walked to the door"}],
    },
    "ConceptSheet": {"id": "guide", "name": "Guide", "strategy": "anticipate", "frontstage": ["Greets"]},
    "Screening": {"id": "ideas", "title": "Ideas", "concepts": IDEAS},
    "UserTest": {
        "id": "test",
        "title": "The guide",
        "target_percent": 80,
        "tasks": [{"id": "find", "name": "Find the desk"}],
        "trials": [{"participant": str(i), "task": "find", "succeeded": i > 1} for i in range(1, 6)],
    },
    "Plan": {"id": "plan", "title": "Plan", "review": "2027-01-15", "tasks": TASKS},
}


def small(kind: str, **changes: Any) -> Any:
    """A small value of a kind."""
    return KINDS[kind](**{**SMALL[kind], **changes})


def _content(field: FormField) -> st.SearchStrategy[Any]:
    """Anything that may stand in a field; 1 is on every scale."""
    kinds: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "word": lambda: _ids,
        "text": lambda: _texts,
        "texts": lambda: _lists,
        "number": lambda: st.sampled_from([1] if field.name in ("n", "confidence") else [1, 1.25]),
        "choice": lambda: st.sampled_from([value for value, _zh, _en in field.options]),
        "flag": st.booleans,
        "date": lambda: st.dates(datetime.date(1900, 3, 1), datetime.date(2200, 1, 1)).map(str),
    }
    return kinds[field.kind]()


def _record(fields: tuple[FormField, ...]) -> st.SearchStrategy[dict[str, Any]]:
    plain = [field for field in fields if not field.label.refers_to]
    required = {field.name: _content(field) for field in plain if field.is_required}
    optional = {field.name: _content(field) for field in plain if not field.is_required}
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def values(draw: st.DrawFn, kind: str) -> Value:
    """Any value of a kind; what names something names what is there, and days run forward."""
    fields = fields_of(KINDS[kind])
    document = draw(_record(tuple(field for field in fields if field.kind != "rows")))
    lists = [field for field in fields if field.kind == "rows"]
    for part in lists:
        rows = draw(st.lists(_record(part.inner), max_size=3))
        document[part.name] = list({row.get("id", i): row for i, row in enumerate(rows)}.values())
    for part in lists:
        for field in (inner for inner in part.inner if inner.label.refers_to):
            known = [row["id"] for row in document[field.label.refers_to]]
            # A task may wait for an earlier one, so that none waits for itself.
            for i, row in enumerate(document[part.name]):
                there = known[:i] if field.label.refers_to == part.name else known
                if there and (field.is_required or draw(st.booleans())):
                    row[field.name] = draw(st.sampled_from(there))
            if not known and any(inner.is_required for inner in part.inner if inner is field):
                document[part.name] = []
    for row in document.get("tasks", []):
        if "start" in row and "due" in row:
            row["start"], row["due"] = sorted([row["start"], row["due"]])
    return KINDS[kind](**document)
