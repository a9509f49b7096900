"""The design tools' sheets as pictures: every field in words, and no row over another."""

import json

import pytest

import peakend as pe
from designs import TASKS, small


@pytest.mark.parametrize(
    ("kind", "rows", "names"),
    [
        ("Plan", {"tasks": [{**task, "name": "Train"} for task in TASKS]}, ["Train (train)", "Train (try)"]),
        (
            "UserTest",
            {
                "tasks": [{"id": "a", "name": "Find"}, {"id": "b", "name": "Find"}],
                "trials": [{"participant": "1", "task": task, "succeeded": True} for task in "ab"],
            },
            ["Find (a)", "Find (b)"],
        ),
        (
            "Screening",
            {"concepts": [{"id": i, "name": "Robot", "desirable": 3, "feasible": 3, "viable": 3} for i in "ab"]},
            ["1 Robot (a) 3.00", "1 Robot (b) 3.00"],
        ),
    ],
)
def test_rows_of_one_name_are_not_drawn_over_each_other(kind, rows, names):
    """Each has its id beside its name."""
    drawn = json.dumps(small(kind, **rows).plot().to_dict())
    assert all(json.dumps(name) in drawn for name in names)


def test_a_sheet_is_drawn_field_by_field():
    """What is filled in, in words of the language in use; several texts are a list."""
    pe.set_language("zh")
    drawn = pe.Persona(id="mei", name="李阿姨", goals=["一次办完", "少跑一趟"], status="observed").plot().to_dict()
    assert "李阿姨：目标：一次办完；少跑一趟；依据：已观察" == drawn["description"]
    assert "– 一次办完\n– 少跑一趟" in str(drawn["datasets"]).replace("\\n", "\n")


def test_service_levels_are_drawn_as_a_matrix():
    """Levels below each other, what they are worth beside each other, in words."""
    drawn = small("ServiceLevel").plot().to_dict()
    texts = {str(row.get("text")) for rows in drawn["datasets"].values() for row in rows}
    assert {"effort saved", "time saved", "care", "attractive", "performance", "must-be", "Walked to the door"} <= texts


@pytest.mark.parametrize("value", [pe.ConceptSheet(id="a", name="A"), pe.ServiceLevel(id="a", title="A")])
def test_an_empty_sheet_is_not_drawn(value):
    """A sentence says what to do."""
    with pytest.raises(pe.PeakendError, match=r"'a' .*yet"):
        value.plot()
