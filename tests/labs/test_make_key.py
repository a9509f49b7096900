"""The key: what is right and why, beside the kit, and in the trainer's words."""

import json

import pytest

from peakend.base.language import get_language
from peakend.lessons.key import Key
from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names
from peakend_labs.release.kit import keys_folder, write_keys
from peakend_labs.release.make_key import make_key
from submissions import LAB


@pytest.mark.parametrize("lab", lab_names())
def test_each_graded_task_has_its_place_in_the_key(lab):
    """In the lab's order."""
    tasks = [task.id for task in read_lab(lab).tasks if not task.manual]
    assert tasks == [task.task for task in make_key(read_lab(lab), "en", read_lab(lab).cases[0]).tasks]


def test_an_answer_that_is_the_same_for_all_is_told_in_words():
    """Question and option as the form shows them."""
    first = make_key(read_lab(LAB), "zh", "service-hall").tasks[0]
    assert "CES 客户费力度" == first.answers[0][1]
    assert "手续麻不麻烦，问的是费力程度：CES。" == first.reasons[0]


def test_an_answer_that_follows_from_data_is_left_to_its_reason():
    """Every trainee has other figures."""
    table = next(task for task in make_key(read_lab(LAB), "en", "hospital").tasks if task.task == "task-4-nps")
    assert () == table.answers
    assert table.reasons


def test_the_language_in_use_stays():
    """Whatever the key's language."""
    make_key(read_lab(LAB), "zh", "hospital")
    assert "en" == get_language()


def test_keys_lie_beside_the_kit_and_come_back(tmp_path):
    """One file a lab."""
    write_keys([LAB], "en", "hospital", keys_folder(tmp_path / "kit"))
    file = tmp_path / "kit-key" / f"{LAB}.json"
    assert ("hospital", LAB) == (json.loads(file.read_text(encoding="utf-8"))["case"], file.stem)
    assert make_key(read_lab(LAB), "en", "hospital") == Key.model_validate_json(file.read_text(encoding="utf-8"))


def test_a_table_is_told_row_by_row():
    """A reveal puts each row's own answer beside it."""
    tasks = make_key(read_lab("5-peaks-and-ends"), "en", "hospital").tasks
    told = dict(next(task for task in tasks if task.task == "task-6-norms").answers)
    assert "to be taken seriously" == told["Look at people while they speak, and at the screen only after"]


def test_what_a_team_knows_of_itself_has_no_right_answer():
    """The key tells the reason alone."""
    own = next(task for task in make_key(read_lab("2-needs"), "en", "hospital").tasks if "stakeholders" in task.task)
    assert () == own.answers
    assert own.reasons
