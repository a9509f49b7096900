"""The design tools: what they compute, find and draw."""

import json
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import peakend as pe
from designs import IDEAS, KINDS, NOTES, PEOPLE, SMALL, TASKS, small
from sample_maps import a_map, clinic

# A RICE calculator's worked example (tools.noemacore.com/rice-scoring): reach, impact, confidence, effort, score.
RICE = {"a": (2000, 2, 0.8, 3, 1066.6666666666667), "b": (5000, 0.5, 1.0, 1, 2500.0)}


def screening(*scores: tuple[float, float, float], weights: tuple[float, float, float] = (1, 1, 1)) -> pe.Screening:
    """Concepts c1, c2, … with these scores."""
    criteria = ("desirable", "feasible", "viable")
    concepts = [
        {"id": f"c{i}", "name": f"C{i}", **dict(zip(criteria, score, strict=True))}
        for i, score in enumerate(scores, start=1)
    ]
    stated = {f"weight_{name}": weight for name, weight in zip(criteria, weights, strict=True)}
    return pe.Screening(id="s", title="S", concepts=concepts, **stated)


def codes(value) -> list[str]:
    return list(value.check()["code"])


def test_rice_reproduces_a_published_example():
    """Both concepts of the calculator, the better one first."""
    parts = ("reach", "impact", "confidence", "effort")
    concepts = [{"id": name, "name": name, **dict(zip(parts, row, strict=False))} for name, row in RICE.items()]
    table = pe.Screening(id="s", title="S", concepts=concepts).rice()
    assert [("b", 2500.0, 1), ("a", RICE["a"][4], 2)] == [*table[["concept", "rice", "rank"]].itertuples(False, None)]


def test_rice_without_effort_is_refused():
    """A division by zero would put it first."""
    concept = {"id": "a", "name": "A", "reach": 1, "impact": 1, "confidence": 1, "effort": 0}
    with pytest.raises(pe.PeakendError, match="The effort of 'A' is 0"):
        pe.Screening(id="s", title="S", concepts=[concept]).rice()


def test_the_score_is_the_weighted_mean():
    """(2·5 + 1·4 + 1·3) / 4, by hand."""
    assert 4.25 == screening((5, 4, 3), weights=(2, 1, 1)).ranking()["score"].iloc[0]


def test_ties_are_reported_and_share_the_better_rank():
    """Two first, then a third."""
    table = screening((5, 4, 3), (3, 4, 5), (1, 1, 1)).ranking()
    assert [(1, True), (1, True), (3, False)] == [*zip(table["rank"], table["tied"], strict=True)]


def test_rounding_makes_no_winner():
    """0.1 + 0.2 against 0.3, in weights."""
    table = screening((4, 4, 1), (1, 1, 4), weights=(0.1, 0.2, 0.3)).ranking()
    assert [1, 1] == list(table["rank"])


def test_a_concept_without_a_score_is_not_ranked_and_stands_last():
    """It has neither score nor rank, and a finding says so."""
    ideas = small("Screening", concepts=[{"id": "tea", "name": "Tea", "desirable": 5}, *IDEAS])
    last = ideas.ranking().iloc[-1]
    assert ("tea", True, True) == (last["concept"], np.isnan(last["score"]), last.isna()["rank"])
    assert "score_missing" in codes(ideas)


def test_weights_that_are_all_0_are_refused():
    """Nothing would be weighed."""
    with pytest.raises(pe.PeakendError, match="weight_desirable: all weights are 0"):
        screening((1, 2, 3), weights=(0, 0, 0))


def test_the_range_of_the_first_place_is_exact():
    """5w + 3(1 − w) against 3w + 4(1 − w): even at w = 1/3."""
    table = screening((5, 3, 3), (3, 4, 4)).sensitivity()
    ranges = table[table["criterion"] == "desirable"][["low", "high"]].to_numpy()
    assert np.allclose([[100 / 3, 100], [0, 100 / 3]], ranges)


def test_the_share_of_weightings_is_exact():
    """The same two concepts: the first wins where w > 1/3, a triangle of (2/3)² of the whole."""
    table = screening((5, 3, 3), (3, 4, 4)).sensitivity()
    assert np.allclose([400 / 9] * 3 + [500 / 9] * 3, table["first_share"])


def test_a_concept_that_is_never_first_has_no_range():
    """Another is better in everything."""
    table = screening((5, 5, 5), (4, 4, 4)).sensitivity()
    assert table[table["concept"] == "c2"][["low", "high"]].isna().all(axis=None)
    assert [100, 0] == list(table.groupby("concept")["first_share"].first())


_scores = st.tuples(*[st.integers(1, 5)] * 3)


@given(st.lists(_scores, min_size=1, max_size=5), st.tuples(*[st.integers(0, 4)] * 3).filter(any))
def test_ranges_agree_with_trying_every_weight(scores, weights):
    """At each percent of each criterion's weight, whoever has the best score is said to be first there."""
    table = screening(*scores, weights=weights).sensitivity()
    points = np.array(scores, dtype=float)
    for (i, criterion), percent in product(enumerate(("desirable", "feasible", "viable")), range(0, 101, 7)):
        others = np.delete(np.array(weights, dtype=float), i)
        mix = others / others.sum() if others.sum() else np.full(2, 0.5)
        share = percent / 100
        total = share * points[:, i] + (1 - share) * (np.delete(points, i, axis=1) @ mix)
        rows = table[table["criterion"] == criterion]
        inside = ((rows["low"] <= percent + 1e-6) & (percent - 1e-6 <= rows["high"])).to_numpy()
        assert (inside == (total >= total.max() - 1e-9)).all()


@given(st.lists(_scores, min_size=1, max_size=5, unique=True))
def test_shares_agree_with_a_grid_of_weightings(scores):
    """Counted at 5,151 weightings, each concept's share lies within the grid's coarseness."""
    table = screening(*scores).sensitivity().drop_duplicates("concept")
    steps = 100
    grid = np.array([(i, j, steps - i - j) for i in range(steps + 1) for j in range(steps + 1 - i)]) / steps
    totals = grid @ np.array(scores, dtype=float).T
    first = totals >= totals.max(axis=1, keepdims=True) - 1e-12
    alone = first & (first.sum(axis=1, keepdims=True) == 1)
    share = table["first_share"].to_numpy() / 100
    assert (alone.mean(axis=0) - 0.04 <= share).all()
    assert (share <= first.mean(axis=0) + 0.04).all()


def test_a_first_place_is_questioned_where_it_should_be():
    """A tie; a weak criterion; a place that most weightings would give to others."""
    assert "first_place_tied" in codes(screening((5, 4, 3), (3, 4, 5)))
    assert "first_but_weak" in codes(screening((5, 5, 2), (1, 1, 1)))
    assert "first_place_fragile" in codes(screening((5, 1, 1), (1, 4, 4), weights=(9, 1, 1)))
    assert [] == codes(screening((5, 5, 5), (4, 4, 4)))


def test_notes_are_counted_by_level_and_way():
    """Two of four coded notes were observed; the uncoded one is left out."""
    table = small("Interview").levels()
    assert [1, 1, 1, 1] == list(table["n"])
    assert [0, 1, 0, 1] == list(table["ask"])
    assert [25.0] * 4 == list(table["share"])


def test_the_levels_of_insight_go_from_what_to_what_for():
    """What happens, why twice, what for."""
    assert [1, 2, 2, 3] == list(small("Interview").levels()["insight"])


def test_an_interview_makes_a_persona():
    """Each level feeds a field, and the evidence is that one interview."""
    persona = small("Interview").persona("mei", {"zh": "梅", "en": "Mei"})
    assert ("Asks three people the same",) == persona.behaviours
    assert ("I want it done today",) == persona.goals
    assert ("observed", "At the hall", 1) == (persona.status, persona.source, persona.n)


def test_a_superficial_interview_is_found_out():
    """Only what was said, only by asking, one note without a level."""
    talk = small("Interview", question="Why?", interviewee="A", notes=[NOTES[1], {"note": "Later"}])
    assert ["note_without_level", "surface_only", "one_way_only"] == codes(talk)


def test_a_persona_goes_into_a_journey_map():
    """Its first goal and its expectations."""
    persona = small("Persona", expectations=["No queue", {"zh": "有人带路", "en": "Someone to ask"}])
    journey_map = clinic(persona=persona.for_journey())
    assert ("Mei", "Done in one visit", 2) == (
        journey_map.persona.name,
        journey_map.persona.goal,
        len(journey_map.persona.expectations),
    )


def test_an_observed_persona_names_its_source():
    """And rests on more than a few."""
    wanted = {"situation": "x", "expectations": ["x"], "pains": ["x"], "deep_needs": ["x"]}
    assert ["observed_without_source", "few_customers"] == codes(small("Persona", n=3, **wanted))


def test_power_and_interest_say_how_to_deal_with_somebody():
    """Above 3 is high; 3 is not."""
    people = [
        {"id": f"s{i}", "name": f"S{i}", "power": power, "interest": interest}
        for i, (power, interest) in enumerate([(5, 5), (5, 3), (3, 5), (3, 3)])
    ]
    table = pe.StakeholderMap(id="m", title="M", stakeholders=people).strategies()
    assert ["work_closely", "keep_satisfied", "keep_informed", "keep_in_view"] == list(table["strategy"])


def test_a_stakeholder_map_is_questioned():
    """Somebody unknown, a key person without needs, somebody outside all exchanges, no customer."""
    people = [PEOPLE[1], PEOPLE[2], {"id": "x", "name": "X", "ring": "partner"}]
    exchanges = [{"giver": "manager", "receiver": "press", "what": "News"}]
    found = codes(small("StakeholderMap", stakeholders=people, exchanges=exchanges))
    assert ["key_without_needs", "power_or_interest_unknown", "no_exchange", "no_customer"] == found


def test_promises_make_a_matrix():
    """Rows from attractive down to basic; several promises in a cell stand one a line."""
    promises = [{"level": "aha", "worth": "care", "promise": text} for text in ("Tea", "Walked to the door")]
    assert "Tea\nWalked to the door" == small("ServiceLevel", promises=promises).matrix().loc["aha", "care"]


def test_delight_without_the_basics_is_questioned():
    """Eight empty cells, too."""
    found = codes(small("ServiceLevel", segment="All"))
    assert (8, 1) == (found.count("empty_cell"), found.count("aha_without_basic"))


def test_a_user_test_is_summed_up_with_wilson_s_interval():
    """Four of five: 37.6 to 96.4 percent (Newcombe 1998, method 3), so a target of 80 stays open."""
    row = small("UserTest").summary().iloc[0]
    assert (80.0, 37.6, 96.4) == (row["percent"], round(row["ci_low"], 1), round(row["ci_high"], 1))
    assert row["reached"] is None


@pytest.mark.parametrize(("target", "reached"), [(30, True), (99, False), (None, None)])
def test_a_target_is_judged_only_by_the_whole_interval(target, reached):
    """Above, below, or no target at all."""
    assert small("UserTest", target_percent=target).summary()["reached"].iloc[0] is reached


def test_a_failed_trial_asks_for_a_change():
    """And a task for what counts as done."""
    assert ["task_without_criterion", "failure_without_change"] == codes(small("UserTest", question="Q"))


def test_a_plan_says_what_starts_too_early():
    """Before the task it waits for is done."""
    assert "starts_too_early" in codes(small("Plan"))


def test_a_plan_counts_both_ends_of_a_task():
    """1 to 10 December is ten days."""
    assert [10, 7] == list(small("Plan").timeline()["days"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"due": "2026-11-30"}, r"tasks 1 \('train'\), due: it is due on 2026-11-30, before it starts on 2026-12-01"),
        ({"after": "try"}, r"tasks 1 \('train'\), after: the tasks wait for each other in a circle"),
        ({"after": "tray"}, "there is no 'tray'; there are train, try; perhaps 'try' is meant"),
        ({"start": "2026-02-30"}, "'2026-02-30' is not a day"),
        ({"id": "try"}, "tasks 2 .'try'., id: the id 'try' appears twice"),
    ],
)
def test_an_impossible_plan_is_refused(change, message):
    """The place, what stands there, and what is possible."""
    with pytest.raises(pe.PeakendError, match=message):
        small("Plan", tasks=[{**TASKS[0], **change}, TASKS[1]])


@pytest.mark.parametrize(
    ("step", "strategies"),
    [
        ({"type": "wait", "emotion": -2}, ["ease", "recover"]),
        ({"type": "action", "emotion": -2}, ["remove", "recover"]),
        ({"emotion": -2, "pain_points": ["Nobody to ask"]}, ["anticipate", "recover"]),
        ({"emotion": 0, "moment_of_truth": True}, ["personalise"]),
        ({"emotion": 2}, ["elevate"]),
        ({"emotion": 0.5, "moment_of_truth": True, "type": "action"}, ["elevate"]),
    ],
)
def test_each_moment_gets_the_strategies_that_suit_it(step, strategies):
    """The touchpoint before a neutral end."""
    journey_map = a_map(0, 0).with_touchpoint("t1", **step)
    table = pe.suggest_strategies(journey_map)
    assert strategies == list(table.loc[table["touchpoint"] == "t1", "strategy"])


def test_an_end_is_elevated_unless_it_is_bad():
    """The end is remembered; a bad one has to be mended first."""
    assert "elevate" == pe.suggest_strategies(a_map(1, 0))["strategy"].iloc[-1]
    assert "elevate" not in set(pe.suggest_strategies(a_map(1, -2))["strategy"])


def test_an_unknown_emotion_gets_no_suggestion():
    """Ask first."""
    assert pe.suggest_strategies(a_map(None).with_touchpoint("t1", moment_of_truth=True)).empty


def test_strategies_speak_both_languages():
    """Names and reasons."""
    pe.set_language("zh")
    assert ["化解等待", "转危为机"] == list(
        pe.suggest_strategies(a_map(-2, 0).with_touchpoint("t1", type="wait"))["strategy_name"][:2]
    )


def test_six_strategies_are_those_of_the_concept_sheet():
    """The same keys and the same names in both languages."""
    from peakend.documents.fields import fields_of

    column = next(field for field in fields_of(pe.ConceptSheet) if field.name == "strategy").column
    for language in ("zh", "en"):
        pe.set_language(language)
        table = pe.innovation_strategies()
        assert column.words(language) == dict(zip(table["strategy"], table["name"].str.lower(), strict=True))


@pytest.mark.parametrize("kind", list(KINDS))
def test_an_empty_value_says_what_it_wants(kind):
    """Each finding has a place, a sentence and a remedy."""
    name = "name" if kind in ("Persona", "ConceptSheet") else "title"
    table = KINDS[kind](id="x", **{name: "X"}).check()
    assert len(table)
    assert ["code", "severity", "place", "message", "fix"] == list(table)
    assert not table.isna().any(axis=None)


DRAWN = ["Interview", "StakeholderMap", "Screening", "UserTest", "Plan"]
EMPTY = {"Interview": "notes", "StakeholderMap": "stakeholders", "Screening": "concepts", "Plan": "tasks"}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", DRAWN)
def test_a_picture_says_what_it_shows_and_needs_no_network(kind, language):
    """Alternative text in the language in use, and no address of data."""
    pe.set_language(language)
    spec = small(kind).plot().to_dict()
    assert any("一" <= sign <= "鿿" for sign in spec["description"]) == (language == "zh")
    assert '"url"' not in json.dumps(spec)


@pytest.mark.parametrize("kind", EMPTY)
def test_nothing_to_draw_is_one_sentence(kind):
    """What is missing, and what to fill in."""
    with pytest.raises(pe.PeakendError, match=r"yet. |Fill them in"):
        small(kind, **{EMPTY[kind]: [], **({"exchanges": []} if kind == "StakeholderMap" else {})}).plot()


def test_stakeholders_at_one_place_are_drawn_apart():
    """Five of the same power and interest have five places."""
    people = [{"id": f"s{i}", "name": f"S{i}", "power": 4, "interest": 4} for i in range(5)]
    spec = pe.StakeholderMap(id="m", title="M", stakeholders=people).plot().to_dict()
    points = next(rows for rows in spec["datasets"].values() if len(rows) == 5)
    assert 5 == len({(row["power"], row["interest"]) for row in points})


def test_values_cannot_be_changed():
    """Neither they nor their rows."""
    from pydantic import ValidationError

    with pytest.raises(ValidationError, match="frozen"):
        small("Plan").tasks[0].name = "Another"


def test_a_list_that_is_not_there_is_answered_with_the_nearest():
    """The name was mistyped."""
    with pytest.raises(pe.PeakendError, match=r"There is no list 'note' here; .* perhaps 'notes' is meant"):
        small("Interview").table("note")


@pytest.mark.parametrize("kind", list(KINDS))
def test_lists_become_tables(kind):
    """As many rows as the list has, texts in the language in use."""
    for name, content in SMALL[kind].items():
        if isinstance(content, list) and isinstance(content[0], dict):
            assert len(content) == len(small(kind).table(name))
