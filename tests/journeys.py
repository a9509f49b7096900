"""Journey maps that tests share: a small one, and any that Hypothesis can think of."""

from typing import Any

from hypothesis import strategies as st

import peakend as pe

CLINIC: dict[str, Any] = {
    "format": "journey/1",
    "id": "clinic-visit",
    "title": {"zh": "门诊就诊", "en": "A clinic visit"},
    "persona": {"id": "mei", "name": "Mei", "expectations": ["No queue", {"zh": "有人带路", "en": "Someone to ask"}]},
    "phases": [
        {"id": "arrive", "name": "Arriving", "period": "before"},
        {"id": "treat", "name": {"zh": "就诊", "en": "Treatment"}},
    ],
    "touchpoints": [
        {"id": "check-in", "phase": "arrive", "name": "Check in", "channel": "kiosk", "emotion": 1, "wait_min": 12.5},
        {"id": "wait", "phase": "treat", "name": "Wait", "type": "wait", "emotion": -2, "pain_points": ["Crowd", "=1"]},
        {
            "id": "doctor",
            "phase": "treat",
            "name": "See the doctor",
            "emotion": 1.5,
            "moment_of_truth": True,
            "evidence": {"status": "observed", "source": "survey.csv", "n": 84},
            "metrics": {"csat": 3.4, "importance": 5},
            "blueprint": [
                {"layer": "frontstage", "item": "Doctor examines", "owner": "Ward 3"},
                {"layer": "support", "item": "Records system", "fail_point": "Record not found"},
            ],
        },
        {"id": "pay", "phase": "treat", "name": "Pay"},
    ],
}


def clinic(**changes: Any) -> pe.JourneyMap:
    """The small map: emotions 1, −2, 1.5 and one unknown."""
    return pe.JourneyMap(**{**CLINIC, **changes})


def a_map(*emotions: float | None, **fields: Any) -> pe.JourneyMap:
    """A map of touchpoints t1, t2, … with these emotions."""
    steps = [{"id": f"t{i}", "phase": "p", "name": f"T{i}", "emotion": e} for i, e in enumerate(emotions, start=1)]
    return pe.JourneyMap(id="m", title="M", phases=[{"id": "p", "name": "P"}], touchpoints=steps, **fields)


_letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"))
_words = st.text(_letters, min_size=1, max_size=8).filter(lambda text: bool(text.split()))
_texts = _words | st.fixed_dictionaries({"zh": _words, "en": _words})
_lists = st.lists(_texts, max_size=3)
_ids = st.from_regex(r"[a-z][a-z0-9.-]{0,6}", fullmatch=True)


def _floats(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers of as many digits as Excel holds."""
    return st.floats(low, high).map(lambda number: float(f"{number:.14g}"))


_minutes = st.integers(0, 600) | _floats(0, 600)
_emotions = st.none() | st.integers(-2, 2) | _floats(-2, 2)


def _some(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


_evidence = _some(
    {},
    {
        "status": st.sampled_from(["observed", "assumed", "proposed"]),
        "source": _texts,
        "n": st.integers(0, 10**6),
        "ci_low": _floats(-2, 0),
        "ci_high": _floats(0, 2),
    },
)
_items = _some(
    {"layer": st.sampled_from(["physical_evidence", "frontstage", "backstage", "support"]), "item": _texts},
    {"owner": _texts, "fail_point": _texts},
)
_standards = _some(
    {
        "aspect": st.sampled_from(["time_limit", "effect", "feedback"]),
        "quality": st.sampled_from(["quick", "convenient", "caring"]),
        "standard": _texts,
    },
    {},
)


@st.composite
def maps(draw: st.DrawFn) -> pe.JourneyMap:
    """Any map."""
    period = st.sampled_from(["before", "during", "after"])
    phases = draw(
        st.lists(_some({"id": _ids, "name": _texts}, {"period": period}), min_size=1, unique_by=lambda p: p["id"])
    )
    step = _some(
        {"id": _ids, "phase": st.sampled_from([phase["id"] for phase in phases]), "name": _texts},
        {
            "type": st.sampled_from(["interaction", "action", "wait"]),
            **dict.fromkeys(["channel", "initiator", "receiver", "thought"], _texts),
            "emotion": _emotions,
            **dict.fromkeys(["duration_min", "wait_min"], _minutes),
            **dict.fromkeys(["pain_points", "opportunities"], _lists),
            "moment_of_truth": st.booleans(),
            "evidence": _evidence,
            "metrics": st.dictionaries(_ids, _floats(-1e6, 1e6), max_size=2),
            "blueprint": st.lists(_items, max_size=3),
            "standards": st.lists(_standards, max_size=2),
        },
    )
    future = draw(st.booleans())
    fields = {
        "id": draw(_ids),
        "title": draw(_texts),
        "phases": phases,
        "touchpoints": draw(st.lists(step, max_size=4, unique_by=lambda s: s["id"])),
        **({"state": "future", "baseline": draw(_ids)} if future else {}),
    }
    persona = _some({"id": _ids, "name": _texts}, {"goal": _texts, "expectations": _lists})
    if draw(st.booleans()):
        fields["persona"] = draw(persona)
    return pe.JourneyMap(**fields)
