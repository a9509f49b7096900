"""The service script, the matrix of standards, and norms against needs."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

import peakend as pe
from sample_maps import a_map, clinic, maps

NEEDS = [{"need": "know", "name": "Know how long", "touchpoint": "wait"}, {"need": "care"}]
NORMS = [{"norm": "minutes", "role": "guide", "serves": "know"}, {"norm": "badge", "role": "all", "serves": None}]


def promise(aspect: str, quality: str, standard: str = "At once") -> dict:
    return {"aspect": aspect, "quality": quality, "standard": standard}


def test_the_script_plays_scene_by_scene():
    """The customer is the audience, then the front stage, then the back stage."""
    doctor = clinic().script().query("touchpoint == 'doctor'")
    expected = [
        ("audience", "Mei", "See the doctor"),
        ("front", "Ward 3", "Doctor examines"),
        ("back", "", "Records system"),
    ]
    assert expected == list(doctor[["stage", "actor", "line"]].itertuples(index=False, name=None))
    assert "Record not found" == doctor["fail_point"].iloc[-1]


def test_channel_and_evidence_are_the_setting():
    """In one cell, and not as lines of their own."""
    seen = [{"layer": "physical_evidence", "item": "A clean room"}]
    script = clinic().with_touchpoint("check-in", blueprint=seen).script()
    assert ("kiosk; A clean room", "audience") == tuple(script.loc[0, ["setting", "stage"]])
    assert 1 == (script["touchpoint"] == "check-in").sum()


def test_a_script_without_persona_still_has_an_audience():
    """The customer, in the language in use."""
    pe.set_language("zh")
    assert "客户" == a_map(1).script().loc[0, "actor"]


@given(maps())
def test_every_map_has_a_script(journey_map):
    """In the order of time, an audience in every scene."""
    script = journey_map.script()
    assert script["position"].is_monotonic_increasing
    assert len(journey_map.steps) == (script["stage"] == "audience").sum()


def test_the_matrix_of_standards_has_27_cells():
    """Curriculum L3.6: three periods, three aspects, three qualities; all are empty at first."""
    table = a_map(1).standards()
    assert (27, 27) == (len(table), table["empty"].sum())


def test_a_standard_fills_its_cell_in_the_period_of_its_phase():
    """Two of them share a cell and have a row each."""
    kept = [promise("effect", "caring"), promise("effect", "caring", "With a smile")]
    table = clinic().with_touchpoint("check-in", standards=kept).standards()
    filled = table[~table["empty"]]
    assert [("before", "effect", "caring", "At once"), ("before", "effect", "caring", "With a smile")] == list(
        filled[["period", "aspect", "quality", "standard"]].itertuples(index=False, name=None)
    )
    assert 26 == table["empty"].sum()


def test_cells_speak_chinese():
    """With the curriculum's terms."""
    pe.set_language("zh")
    assert "服务前 · 时限 · 快捷" == a_map(1).standards().loc[0, "cell"]


def test_an_impossible_standard_is_answered_with_the_nearest():
    """Place, value, what is allowed."""
    with pytest.raises(pe.PeakendError, match=r"standards 1, quality: 'carring' is not one of .* perhaps 'caring'"):
        a_map(1).with_touchpoint("t1", standards=[promise("effect", "carring")])


def test_both_gaps_between_needs_and_norms_are_found():
    """A need that no norm serves, a norm that serves no need; each with a way to mend it."""
    gaps = pe.needs_and_norms(NEEDS, NORMS).gaps
    assert [("need_without_norm", "care"), ("norm_without_need", "badge")] == list(
        gaps[["gap", "id"]].itertuples(index=False, name=None)
    )
    assert (gaps[["message", "fix"]].map(len) > 0).all(axis=None)


def test_the_matrix_is_named_as_people_read():
    """True where a norm serves a need."""
    matrix = pe.needs_and_norms(NEEDS, NORMS).matrix
    assert [("Know how long", [True, False]), ("care", [False, False])] == [(i, list(r)) for i, r in matrix.iterrows()]


def test_links_keep_what_else_is_known():
    """Touchpoint and role, so that norms can be sorted by role."""
    (link,) = pe.needs_and_norms(NEEDS, NORMS).links.to_dict("records")
    expected = {"need": "know", "norm": "minutes", "need_name": "Know how long", "need_touchpoint": "wait"}
    assert {**expected, "norm_role": "guide"} == link


@pytest.mark.parametrize(
    "serves",
    ["know; care", "know，care", "know、care", ["know", "care"], ("know", "care"), np.array(["know", "care"])],
)
def test_a_norm_may_serve_several_needs(serves):
    """A list, or a text with Western or Chinese separators."""
    found = pe.needs_and_norms(NEEDS, [{"norm": "minutes", "serves": serves}])
    assert found.gaps.empty


def test_tables_may_come_from_a_workbook():
    """Empty cells there are NaN."""
    norms = pd.DataFrame({"norm": ["minutes"], "serves": [float("nan")], "name": [float("nan")]})
    assert {"know", "care", "minutes"} == set(pe.needs_and_norms(pd.DataFrame(NEEDS), norms).gaps["id"])


@pytest.mark.parametrize(
    ("needs", "norms", "message"),
    [
        (NEEDS, [{"norm": "a", "serves": "cares"}], "The norm 'a' serves 'cares', which is not a need; .* perhaps"),
        ([{"need": "a"}, {"need": "a"}], NORMS, "Row 2 of 'need': 'a' is empty or is used further up"),
        ([{"need": None}], NORMS, "Row 1 of 'need': '' is empty"),
        ([{"name": "a"}], NORMS, "There is no column 'need'"),
        (NEEDS, [{"norm": "a"}], "There is no column 'serves'"),
        (NEEDS, 7, "A table is needed here"),
    ],
)
def test_a_bad_table_is_answered_in_one_sentence(needs, norms, message):
    """What was found, where, and how to fix it."""
    with pytest.raises(pe.PeakendError, match=message):
        pe.needs_and_norms(needs, norms)


def test_gaps_speak_chinese():
    """Message and fix are in the language in use."""
    pe.set_language("zh")
    assert "需求" in pe.needs_and_norms(NEEDS, NORMS).gaps.loc[0, "message"]


def test_a_notebook_shows_matrix_and_gaps():
    """A dot where a norm serves a need; names are text, not markup."""
    html = pe.needs_and_norms([{"need": "<b>"}, *NEEDS], NORMS)._repr_html_()
    assert "●" in html
    assert "&lt;b&gt;" in html


def test_whole_numbers_are_ids_too():
    """Also where another norm serves nothing, and pandas makes decimals of them."""
    needs, norms = [{"need": 1}], [{"norm": "minutes", "serves": 1}, {"norm": "badge", "serves": None}]
    expected = [("1", "minutes")]
    for table in (norms, pd.DataFrame(norms)):
        links = pe.needs_and_norms(needs, table).links
        assert expected == [*links[["need", "norm"]].itertuples(False, None)]
