"""The journey map as a value: what it refuses, what it keeps, and that no operation changes it."""

import copy
import pickle

import jsonschema
import pytest
from hypothesis import given
from pydantic import ValidationError

import peakend as pe
from sample_maps import CLINIC, clinic, maps


def changed(path: tuple, value: object) -> dict:
    """The small map's document with one thing changed; a value of ... takes it away."""
    document = copy.deepcopy(CLINIC)
    inside = document
    for key in path[:-1]:
        inside = inside[key]
    if value is ...:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return document


def test_a_map_cannot_be_changed():
    """Neither the map nor what it holds."""
    with pytest.raises(ValidationError, match="frozen"):
        clinic().title = "Another"
    with pytest.raises(ValidationError, match="frozen"):
        clinic().steps[0].emotion = 2


def test_equal_documents_make_equal_maps():
    """Also as members of a set, and after pickling."""
    assert {clinic(), clinic()} == {pickle.loads(pickle.dumps(clinic()))}


def test_operations_leave_the_old_map_as_it_was():
    """A new map each time."""
    before = clinic()
    before.with_emotion("wait", 0)
    before.without("pay")
    before.move("pay", before="check-in")
    before.with_touchpoint("leave", phase="treat", name="Leave")
    assert before == clinic()


def test_a_touchpoint_is_added_where_it_is_wanted():
    """Before a touchpoint, after one, or last."""
    new = {"phase": "treat", "name": "Leave"}
    ids = [
        [step.id for step in clinic().with_touchpoint("leave", **place, **new).steps].index("leave")
        for place in ({"before": "check-in"}, {"after": "wait"}, {})
    ]
    assert ids == [0, 2, 4]


def test_changing_a_touchpoint_keeps_its_place_and_its_other_fields():
    """Only the field named is another."""
    step = clinic().with_touchpoint("doctor", thought="At last").steps[2]
    assert (step.thought, step.metrics) == ("At last", (("csat", 3.4), ("importance", 5.0)))


def test_moving_to_another_phase():
    """The touchpoint goes, with the phase that is named."""
    first = clinic().move("pay", before="check-in", phase="arrive").steps[0]
    assert (first.id, first.phase) == ("pay", "arrive")


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (
            ("touchpoints", 1, "emotion"),
            3,
            r"touchpoints 2 \('wait'\), emotion: 3 is off the scale: emotion runs from −2",
        ),
        (("touchpoints", 1, "emotion"), True, "emotion: True is off the scale: emotion runs from −2"),
        (("touchpoints", 1, "emotion"), float("nan"), "emotion: nan is off the scale: emotion runs from −2"),
        (
            ("touchpoints", 1, "emotion"),
            "unknown",
            "emotion: 'unknown' is off the scale: .*leave it empty",
        ),
        (("touchpoints", 2, "evidence"), {"ci_low": 1, "ci_high": -1}, "evidence: the interval runs from 1 to -1"),
        (("touchpoints", 1, "emotoin"), 1, "there is no field 'emotoin'; the fields are id, .* 'emotion' is meant"),
        (("touchpoints", 1, "type"), "waits", "'waits' is not one of the choices: .*; perhaps 'wait' is meant"),
        (("touchpoints", 1, "phase"), "treet", "there is no phase 'treet'; .* arrive, treat; perhaps 'treat' is meant"),
        (("touchpoints", 1, "id"), "pay", r"touchpoints 4 \('pay'\), id: the id 'pay' appears twice"),
        (("touchpoints", 1, "id"), "the wait", "'the wait' is not an id; .* for instance 'the-wait'"),
        (("touchpoints", 1, "name"), ..., r"touchpoints 2 \('wait'\): the field 'name' is missing"),
        (("touchpoints", 1, "name"), {"zh": "等"}, "name: the field 'en' is missing"),
        (("touchpoints", 1, "name"), {"zh": "等", "eng": "Wait"}, "name: the field 'en' is missing"),
        (("touchpoints", 1, "name"), "  ", "the text is empty"),
        (("touchpoints", 1, "name"), "a\x07", "holds a character that cannot be shown"),
        (("touchpoints", 1, "name"), True, "True cannot be used here; a text is needed .put it in quotes"),
        (("touchpoints", 1, "pain_points"), "Crowd", "'Crowd' cannot be used here; a list is needed"),
        (("touchpoints", 0, "wait_min"), -1, "wait_min: -1 is out of range; give 0 or more"),
        (
            ("touchpoints", 2, "metrics"),
            {"csat": "high"},
            "metrics, csat: 'high' cannot be used here; a number is needed",
        ),
        (("touchpoints", 2, "blueprint", 1, "layer"), "suport", r"blueprint 2, layer: .* perhaps 'support' is meant"),
        (("state",), "future", "baseline: a future map names the id of the map it improves on"),
        (("format",), "journey/2", "format: 'journey/2' is not one of the choices: journey/1"),
        (("persona",), "Mei", "persona: 'Mei' cannot be used here; fields with a name and a value are needed"),
    ],
)
def test_what_is_wrong_is_said_with_place_value_and_what_is_allowed(path, value, message):
    """One sentence for one mistake."""
    with pytest.raises(pe.PeakendError, match=message):
        pe.JourneyMap(**changed(path, value))


@pytest.mark.parametrize("operation", ["without", "move", "step"])
def test_an_unknown_touchpoint_is_answered_with_the_nearest(operation):
    """The ids are named, too."""
    with pytest.raises(
        pe.PeakendError, match=r"no touchpoint 'docter'; .* check-in, wait, .* perhaps 'doctor' is meant"
    ):
        getattr(clinic(), operation)("docter")


def test_a_place_is_before_or_after():
    """Both at once say nothing."""
    with pytest.raises(pe.PeakendError, match="either before='wait' or after='pay'"):
        clinic().move("doctor", before="wait", after="pay")


def test_errors_speak_chinese():
    """Place and reason are in the language in use."""
    pe.set_language("zh")
    with pytest.raises(pe.PeakendError, match="没有阶段“treet”"):
        pe.JourneyMap(**changed(("touchpoints", 1, "phase"), "treet"))


@given(maps())
def test_a_document_makes_the_same_map_again(journey_map):
    """Nothing is lost, and defaults need not be written."""
    assert journey_map == pe.JourneyMap(**journey_map.to_document())


@given(maps())
def test_every_map_follows_the_published_schema(journey_map):
    """As the reference validator of JSON Schema reads it."""
    jsonschema.validate(journey_map.to_document(), pe.JourneyMap.json_schema())


def test_the_schema_refuses_what_the_map_refuses():
    """Emotion 3, before anything is run."""
    with pytest.raises(jsonschema.ValidationError, match="3 is greater than the maximum of 2"):
        jsonschema.validate(changed(("touchpoints", 1, "emotion"), 3), pe.JourneyMap.json_schema())


def test_a_place_is_named_in_the_readers_language():
    """No English key in a Chinese sentence."""
    pe.set_language("zh")
    tea = pe.JourneyMap(id="tea", title="茶", phases=[{"id": "drink", "name": "喝茶"}])
    with pytest.raises(pe.PeakendError, match=r"^触点 1（sip）、情绪：不能是 5，.*不知道就留空。$"):
        tea.with_touchpoint("sip", phase="drink", name="品", emotion=5)
