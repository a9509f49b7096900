"""Several personas on one map: each has its own emotions, and their mean is the curve of all."""

import pandas as pd
import pytest

import peakend as pe

PERSONAS = [{"id": "mei", "name": "Mei"}, {"id": "li", "name": "Li", "goal": "To be quick"}]


def two(**first) -> pe.JourneyMap:
    """Two touchpoints that Mei and Li feel differently about, and one that both feel alike."""
    steps = [
        {"id": "x", "phase": "a", "name": "X", "emotions": {"mei": -1, "li": 1.5}, **first},
        {"id": "y", "phase": "a", "name": "Y", "emotions": {"mei": 2}},
        {"id": "z", "phase": "a", "name": "Z", "emotion": 1},
    ]
    return pe.JourneyMap(id="v", title="V", personas=PERSONAS, phases=[{"id": "a", "name": "A"}], touchpoints=steps)


def test_the_emotion_of_all_is_the_mean_of_those_who_have_one():
    """Li has none at Y; Z has one for both."""
    assert [0.25, 2, 1] == [step.emotion for step in two().steps]


def test_each_persona_has_a_map_and_a_score_of_its_own():
    """Li: 1.5, unknown, 1."""
    own = two().for_persona("li")
    assert ([1.5, None, 1], "Li") == ([step.emotion for step in own.steps], own.persona.name)
    assert 1.25 == own.score().loc[0, "score"]


@pytest.mark.parametrize("ending", ["yaml", "xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_files_hold_them_all(tmp_path, ending, language):
    """And nothing is lost."""
    pe.set_language(language)
    assert two().write(tmp_path / f"v.{ending}").empty
    assert two() == pe.JourneyMap.read(tmp_path / f"v.{ending}")


def test_a_poorer_format_says_what_it_lost(tmp_path):
    """CSV keeps the mean."""
    lost = two().write(tmp_path / "v.csv")
    assert "personas" in list(lost["place"])
    assert 0.25 == pe.JourneyMap.read(tmp_path / "v.csv").steps[0].emotion


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda: two().with_emotion("x", 2), "2 is not the mean of 'emotions', 0.25"),
        (lambda: two(emotions={"lo": 1}), "there is no persona 'lo'; the personas are mei, li"),
        (lambda: two(emotions={"li": 9}), "9 is off the scale: emotion runs from −2"),
        (lambda: two().with_persona("q", name="Q"), "one 'persona' or several 'personas', not both"),
        (lambda: two().for_persona("lii"), "perhaps 'li' is meant"),
    ],
)
def test_what_cannot_be_is_one_sentence(change, message):
    """Nothing is overruled without a word."""
    with pytest.raises(pe.PeakendError, match=message):
        change()


def test_new_emotions_have_a_new_mean():
    """What the old ones made is forgotten."""
    assert 1 == two().with_touchpoint("x", emotions={"li": 1}).steps[0].emotion


def test_the_picture_has_a_curve_for_each(tmp_path):
    """Named in the key, beside that of all."""
    drawn = two().plot().to_json()
    assert all(f'"text": "{name}"' in drawn for name in ("Mei", "Li", "all together"))


def test_a_plan_changes_what_all_feel_together():
    """Where it changes nothing, each keeps its own."""
    option = {"option": "o", "touchpoint": "x", "cost": 1, "effect": 1}
    after = two().redesign([option], budget=1).map(["o"])
    assert (1.25, (), "proposed") == (after.steps[0].emotion, after.steps[0].emotions, after.steps[0].evidence.status)
    assert two().steps[1] == after.steps[1]


def test_the_editor_draws_the_mean(tmp_path):
    """And goes on from its file."""
    editor = two().edit(tmp_path / "v.yaml")
    editor.map = two().with_touchpoint("y", name="Why")
    assert [0.25, 2, 1] == [step["emotion"] for step in editor._canvas.kept["content"]["touchpoints"]]
    assert "Why" == two().edit(tmp_path / "v.yaml").map.steps[1].name.replace("\n", "")


def test_a_log_is_of_customers_and_not_of_the_templates_personas():
    """What the template's personas feel does not stand against the logged mean."""
    log = pd.DataFrame({"journey": ["j1", "j2"], "touchpoint": ["x", "x"], "time": [1, 1], "emotion": [2, 1]})
    (step,) = pe.JourneyMap.from_log(log, template=two()).steps
    assert (1.5, 0) == (step.emotion, len(step.emotions))
