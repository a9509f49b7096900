"""The recorded cases of practice P3: maps in both languages that say how much of them is known."""

import json
from pathlib import Path

import pytest

import peakend as pe

FOLDER = Path(__file__).parents[3] / "datasets"
CASES = sorted(FOLDER.glob("*/journey.yaml"))


def case(name: str) -> pe.JourneyMap:
    return pe.load(f"{name}/journey")


def texts(document: object) -> list[object]:
    """All texts under the keys that people read."""
    shown = ("title", "name", "goal", "channel", "thought", "item", "owner", "initiator", "receiver")
    if isinstance(document, list):
        return [text for item in document for text in texts(item)]
    if not isinstance(document, dict) or set(document) == {"zh", "en"}:
        return []
    own = [value for key, value in document.items() if key in shown]
    lists = [text for key in ("pain_points", "opportunities", "expectations") for text in document.get(key, [])]
    return own + lists + [text for value in document.values() for text in texts(value)]


def test_the_committed_schema_is_the_published_one():
    """What editors check against is what the library checks."""
    committed = json.loads((FOLDER / "journey.schema.json").read_text(encoding="utf-8"))
    assert pe.JourneyMap.json_schema() == committed


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.parent.name)
def test_each_case_speaks_both_languages(file):
    """Every text that is shown stands in Chinese and English."""
    found = texts(pe.JourneyMap.read(file).to_document())
    assert len(found) > 10
    assert not [text for text in found if not isinstance(text, dict)]


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.parent.name)
def test_no_case_claims_an_observation_that_nobody_made(file):
    """Emotions are the course's reading of the record."""
    assert {step.evidence.status for step in pe.JourneyMap.read(file).steps} == {"assumed"}


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.parent.name)
def test_the_only_gaps_of_a_case_are_unknown_emotions(file):
    """What the record does not tell is left for the trainees."""
    assert set(pe.JourneyMap.read(file).check()["code"]) == {"emotion_unknown"}


def test_the_hospital_is_remembered_for_the_wait_without_anybody_to_ask():
    """Curriculum P3: it is both the worst moment and the last."""
    assert tuple(case("hospital").score().loc[0, ["peak_at", "end_at", "score"]]) == ("wait-alone",) * 2 + (-2,)


def test_the_coffee_is_remembered_for_the_smile():
    """A failure is mended in the next moment (L4.2), and the mending is the peak; the end is as flat as anywhere."""
    assert list(case("coffee-shop").moments()["touchpoint"]) == ["changed", "take-seat"]
    assert tuple(case("coffee-shop").score().loc[0, ["peak_at", "peak", "end", "score"]]) == ("changed", 2, 0, 1)
