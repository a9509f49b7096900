"""Operations on phases, on the persona and on the map as a whole: each returns a new map."""

import pytest

import peakend as pe
from sample_maps import clinic


def steps(journey_map: pe.JourneyMap) -> list[str]:
    return [step.id for step in journey_map.steps]


def phases(journey_map: pe.JourneyMap) -> list[str]:
    return [phase.id for phase in journey_map.phases]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"before": "arrive"}, ["leave", "arrive", "treat"]),
        ({"after": "arrive"}, ["arrive", "leave", "treat"]),
        ({}, ["arrive", "treat", "leave"]),
    ],
)
def test_a_phase_is_added_where_it_is_wanted(place, expected):
    """Before a phase, after one, or last."""
    assert expected == phases(clinic().with_phase("leave", name="Leaving", **place))


def test_a_phase_changes_its_fields_and_stays():
    """What is not named stays as it was."""
    changed = clinic().with_phase("arrive", name="Coming in")
    assert ("Coming in", "before") == (changed.phases[0].name, changed.phases[0].period)


def test_a_phase_that_is_changed_and_placed_takes_its_touchpoints_along():
    """As move_phase does."""
    changed = clinic().with_phase("arrive", period="after", after="treat")
    assert ["wait", "doctor", "pay", "check-in"] == steps(changed)
    assert "after" == changed.phases[-1].period


def test_a_phase_moves_with_its_touchpoints():
    """They keep their order."""
    moved = clinic().move_phase("treat", before="arrive")
    assert (["treat", "arrive"], ["wait", "doctor", "pay", "check-in"]) == (phases(moved), steps(moved))


def test_a_phase_without_place_moves_to_the_end():
    """As a touchpoint does."""
    assert ["treat", "arrive"] == phases(clinic().move_phase("arrive"))


def test_a_phase_moved_to_where_it_stands_changes_nothing():
    """Equal maps."""
    assert clinic() == clinic().move_phase("arrive", before="treat")


def test_an_empty_phase_can_be_left_out():
    """The touchpoints stay."""
    assert clinic() == clinic().with_phase("leave", name="Leaving").without_phase("leave")


def test_a_phase_that_holds_touchpoints_is_not_left_out():
    """The sentence names them, and what to do."""
    with pytest.raises(pe.PeakendError, match=r"'treat' still holds wait, doctor, pay\. Move them to another phase"):
        clinic().without_phase("treat")


@pytest.mark.parametrize("operation", ["without_phase", "move_phase"])
def test_an_unknown_phase_is_answered_with_the_nearest(operation):
    """The ids are named, too."""
    with pytest.raises(pe.PeakendError, match=r"There is no phase 'treet'; .* arrive, treat; perhaps 'treat' is meant"):
        getattr(clinic(), operation)("treet")


def test_a_phase_goes_before_or_after():
    """Both at once say nothing."""
    with pytest.raises(pe.PeakendError, match="either before='arrive' or after='treat'"):
        clinic().with_phase("leave", name="Leaving", before="arrive", after="treat")


def test_a_phase_without_a_name_is_refused():
    """As in a file."""
    with pytest.raises(pe.PeakendError, match="the field 'name' is missing"):
        clinic().with_phase("leave")


def test_a_persona_changes_its_fields():
    """What is not named stays as it was."""
    changed = clinic().with_persona("mei", goal="Learn what is wrong")
    assert ("Mei", "Learn what is wrong", 2) == (
        changed.persona.name,
        changed.persona.goal,
        len(changed.persona.expectations),
    )


def test_another_id_is_another_persona():
    """Nothing of the first one is left."""
    assert () == clinic().with_persona("bo", name="Bo").persona.expectations


def test_a_future_map_names_its_baseline_and_keeps_the_rest():
    """The map itself is not changed."""
    before = clinic()
    future = before.as_future("clinic-2027", {"zh": "明年的门诊", "en": "The clinic next year"})
    assert ("future", "clinic-visit", before.steps) == (future.state, future.baseline, future.steps)
    assert clinic() == before


def test_a_future_map_needs_an_id_of_its_own():
    """Otherwise it would be its own baseline, and take its file."""
    with pytest.raises(pe.PeakendError, match="needs an id of its own; 'clinic-visit' is this map's"):
        clinic().as_future("clinic-visit", "Next year")
