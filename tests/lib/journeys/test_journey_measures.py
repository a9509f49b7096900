"""What is computed from a journey map: tables, findings, the peak–end score, moments of truth, the blueprint."""

import pandas as pd
import pytest
from hypothesis import given

import peakend as pe
from sample_maps import a_map, clinic, maps


def score(*emotions: float | None, **options):
    return a_map(*emotions).score(**options).iloc[0]


def test_the_score_is_the_average_of_peak_and_end():
    """Redelmeier & Kahneman (1996): of the visit the worst moment and the last one stay; here −2 and 1.5."""
    assert tuple(score(1, -2, 1.5)[["peak", "end", "score", "peak_at", "end_at"]]) == (-2, 1.5, -0.25, "t2", "t3")


def test_the_map_scores_as_its_log_would():
    """The same emotions as a log of one journey, through `peak_end`."""
    table = a_map(0.5, -1, 2, 1).touchpoints().assign(visit=1)
    expected = pe.peak_end(table, journey="visit", order="position", emotion="emotion", end_window=2)
    names = ["n", "first", "peak", "trough", "end", "mean", "trend", "score"]
    assert list(expected.loc[0, names]) == list(score(0.5, -1, 2, 1, end_window=2)[names])


def test_an_unknown_emotion_is_never_zero():
    """It is left out of everything, counted, and said."""
    result = score(1, None, 2, None)
    assert tuple(result[["n", "n_missing", "mean", "end", "end_at"]]) == (2, 2, 1.5, 2, "t3")
    assert "2 of 4 touchpoints is unknown" in result["caveats"]
    assert "the end is the last one known" in result["caveats"]


def test_what_limits_a_score_is_said():
    """A tie, emotions that nobody observed, few answers."""
    evidence = {"status": "observed", "source": "interviews", "n": 8}
    caveats = a_map(2, -2).with_touchpoint("t1", evidence=evidence).score().loc[0, "caveats"].split("\n")
    assert [caveat.split()[0:2] for caveat in caveats] == [["The", "best"], ["1", "of"], ["1", "emotions"]]


TIES = [((2, -2, 0), (-1, 1)), ((1.5, -1.25, 0), (-0.625, 0.75)), ((-2, 1.5, 0), (-1, -1)), ((2, -1, 0), (1, 1))]


@pytest.mark.parametrize(("emotions", "readings"), TIES)
def test_where_best_and_worst_tie_both_readings_are_told(emotions, readings):
    """Within a quarter of a point of each other; else both are the same."""
    row = score(*emotions)
    assert readings == tuple(row[["score", "score_high"]])
    assert row["peak_tied"] == (readings[0] != readings[1]) == ("if the worst is remembered" in row["caveats"])


def test_overlapping_intervals_tie_the_peak():
    """1.6 ± 0.4 and −1.2 ± 0.1 may lie equally far from neutral; 1.6 ± 0.2 lies further."""
    observed = {"status": "observed", "source": "log", "n": 40}
    for half, readings in ((0.4, (-0.6, 0.8)), (0.2, (0.8, 0.8))):
        tie = a_map(1.6, -1.2, 0).with_touchpoint("t2", evidence={**observed, "ci_low": -1.3, "ci_high": -1.1})
        tie = tie.with_touchpoint("t1", evidence={**observed, "ci_low": 1.6 - half, "ci_high": 1.6 + half})
        assert readings == pytest.approx(tuple(tie.score().loc[0, ["score", "score_high"]]))


def test_a_tied_trough_is_not_called_a_peak():
    """Both are moments of truth; the words say that they tie."""
    found = a_map(-2, 2, 0).moments()
    assert [(False, True, True), (True, False, True), (False, False, False)] == list(
        found[["peak", "trough", "peak_tied"]].itertuples(index=False, name=None)
    )
    assert "peak" not in found.loc[0, "reason"]
    assert found.loc[1, "reason"].startswith("the peak, tied")


def test_the_score_of_a_mean_curve_is_no_mean_of_scores():
    """Two begin at +2, one at −2, all end at 0: people score 1, 1 and −1, their mean curve does not score 1/3."""
    log = pd.DataFrame({"journey": [1, 1, 2, 2, 3, 3], "touchpoint": ["a", "b"] * 3, "time": [1, 2] * 3})
    log["emotion"] = [2, 0, -2, 0, 2, 0]
    row = pe.JourneyMap.from_log(log).score(log=log).iloc[0]
    assert (3, pytest.approx(1 / 3)) == (row["people"], row["people_score"])
    assert row["score"] != pytest.approx(row["people_score"])


def test_minutes_are_known_only_if_every_touchpoints_are():
    """Stay and wait are added up."""
    stays = a_map(1, 2).with_touchpoint("t1", wait_min=10, duration_min=2.5)
    assert stays.score()["minutes"].isna().all()
    assert stays.with_touchpoint("t2", duration_min=1).score().loc[0, "minutes"] == 13.5


def test_a_map_without_emotions_has_no_score():
    """Rather than a score of 0."""
    with pytest.raises(pe.PeakendError, match="The map 'm' has no touchpoint whose emotion is known"):
        a_map(None, None).score()


def test_moments_of_truth_have_a_reason():
    """The worst is the peak, the last known is the end, and the doctor is marked besides."""
    expected = [("wait", "the peak"), ("doctor", "the end; marked in the map")]
    assert expected == list(clinic().moments()[["touchpoint", "reason"]].itertuples(index=False, name=None))


def test_an_important_touchpoint_that_goes_badly_is_a_moment_of_truth():
    """Martilla & James (1977): important and below average, concentrate here."""
    journey_map = a_map(2, 0, 1, 1.5)
    for name, (importance, csat) in {"t1": (2, 5), "t2": (5, 2), "t3": (5, 5), "t4": (1, 2)}.items():
        journey_map = journey_map.with_touchpoint(name, metrics={"importance": importance, "csat": csat})
    found = journey_map.moments(performance="csat")
    assert list(found.loc[found["concentrate"], "touchpoint"]) == ["t2"]


def test_an_empty_map_has_no_moments():
    """And no rows anywhere."""
    assert (len(a_map().moments()), len(a_map().touchpoints()), len(a_map().blueprint())) == (0, 0, 0)


def test_the_blueprint_has_five_lanes_and_three_lines():
    """Shostack (1984) and Bitner et al. (2008): evidence, customer, front stage, back stage, support."""
    table = clinic().blueprint()
    lanes = ["physical_evidence", "customer_actions", "frontstage", "backstage", "support"]
    assert lanes == list(table["lane"].cat.categories)
    assert list(dict.fromkeys(table["line_below"])) == ["interaction", "visibility", ""]
    assert list(table["item"])[-2:] == ["Doctor examines", "Records system"]


FINDINGS = [
    ({"phases": [{"id": "p", "name": "P"}, {"id": "q", "name": "Q"}]}, {}, "phase_without_touchpoint"),
    ({}, {"emotion": None}, "emotion_unknown"),
    ({}, {"evidence": {"status": "observed"}}, "observed_without_source"),
    ({}, {"evidence": {"status": "proposed"}}, "proposed_in_current"),
    (
        {"state": "future", "baseline": "now"},
        {"evidence": {"status": "proposed", "source": "interviews", "n": 12}},
        "proposed_with_evidence",
    ),
    ({}, {"pain_points": ["Cold"]}, "pain_without_opportunity"),
    ({}, {"blueprint": [{"layer": "support", "item": "Till", "fail_point": "Off"}]}, "fail_point_without_opportunity"),
    ({}, {"blueprint": [{"layer": "backstage", "item": "Brew"}]}, "backstage_without_owner"),
    ({}, {"moment_of_truth": False}, "no_moment_of_truth"),
]


def one_step(of_map: dict, of_step: dict) -> pe.JourneyMap:
    step = {"id": "sip", "phase": "p", "name": "Sip", "emotion": 1, "moment_of_truth": True, **of_step}
    return pe.JourneyMap(
        **{"id": "tea", "title": "Tea", "phases": [{"id": "p", "name": "P"}], **of_map}, touchpoints=[step]
    )


@pytest.mark.parametrize(("of_map", "of_step", "code"), FINDINGS)
def test_each_gap_is_found_alone(of_map, of_step, code):
    """One gap, one finding, with a message and a way to mend it."""
    (finding,) = one_step(of_map, of_step).check().itertuples()
    assert finding.code == code
    assert finding.message
    assert finding.fix


def test_a_complete_map_has_no_findings():
    """No row."""
    assert one_step({}, {}).check().empty


def test_phases_in_disorder_are_found():
    """Service before it begins, and a touchpoint that goes back."""
    phases = [{"id": "p", "name": "P", "period": "after"}, {"id": "q", "name": "Q", "period": "before"}]
    journey_map = one_step({"phases": phases}, {}).with_touchpoint(
        "ask", phase="q", name="Ask", emotion=1, before="sip"
    )
    found = journey_map.check()
    expected = [("phase_out_of_order", "sip"), ("period_out_of_order", None)]
    assert expected == list(found[["code", "touchpoint"]].itertuples(index=False, name=None))


def test_findings_speak_chinese():
    """Message and fix are in the language in use."""
    pe.set_language("zh")
    assert "情绪未知" in one_step({}, {"emotion": None}).check().loc[0, "message"]


@given(maps())
def test_every_map_can_be_tabulated_and_checked(journey_map):
    """Whatever is in it: a row a touchpoint, and each also in the blueprint."""
    assert len(journey_map.touchpoints()) == len(journey_map.steps)
    assert len(journey_map.blueprint()) == sum(1 + len(step.blueprint) for step in journey_map.steps)
    assert set(journey_map.check()["severity"]) <= {"warning", "note"}
    assert set(journey_map.moments()["touchpoint"]) <= {step.id for step in journey_map.steps}


def test_a_metric_that_nobody_has_is_refused():
    """With the nearest that is there."""
    rated = clinic().with_touchpoint("wait", metrics={"csat": 3})
    with pytest.raises(pe.PeakendError, match="the metric 'cast'; there are csat, importance; perhaps 'csat'"):
        rated.moments(performance="cast")


def test_reasons_are_parted_as_the_language_does():
    """A full-width semicolon in Chinese."""
    pe.set_language("zh")
    assert "峰值；终值" == a_map(1).moments()["reason"].iloc[0]


def test_the_blueprint_has_customers_emotions_and_those_of_staff():
    """Customers' at their actions, staff's where they work."""
    shown = {"layer": "frontstage", "item": "Greet", "emotion": -1}
    table = clinic().with_touchpoint("check-in", emotion=1, blueprint=[shown]).blueprint()
    own = table[table["touchpoint"] == "check-in"].set_index("lane")["emotion"]
    assert (1, -1) == (own["customer_actions"], own["frontstage"])
