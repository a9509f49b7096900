"""The items asked before the course and after it: parallel, and read by whoever asks or marks them."""

import pytest

import peakend as pe
from peakend_course.check_items import check_items
from peakend_course.outline import read_outline
from peakend_labs.items import ITEMS, read_items


def change(tmp_path, old, new):
    text = ITEMS.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "items.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path / "items.yml"


def test_the_items_are_parallel():
    """Four pairs for each objective of the outline."""
    assert [] == list(check_items(read_outline()))
    assert {name: 4 for name in read_outline().objectives} == {name: len(pairs) for name, pairs in read_items().items()}


def test_right_answers_do_not_stand_in_one_place():
    """Nobody earns more than half by choosing the same letter throughout; and the two sides differ in theirs."""
    pairs = [pair for each in read_items().values() for pair in each]
    for side in ("before", "after"):
        letters = [pair.on(side).right for pair in pairs]
        assert max(map(letters.count, "abc")) <= len(letters) / 2
    assert all(pair.before.right != pair.after.right for pair in pairs)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("right: b", "right: d", "the right answer 'd' is not an option"),
        ("        right: b\n", "", "the field 'right' is missing; write it, for instance 'right: b'"),
        ("  O1:\n", "  O9:\n", "There is no objective 'O9'"),
        (
            ', c: {zh: 两个一起改，免得顾此失彼, en: "Both together, so that neither is neglected"}',
            "",
            "need as many options",
        ),
        (
            "客服部年底前全面提升回访质量，力争让每位客户都满意",
            "提升回访",
            "(zh): the right option is much longer than the others and gives itself away",
        ),
    ],
)
def test_a_mistake_in_the_items_is_one_sentence(tmp_path, old, new, said):
    """Where the file can be read, the check says it; where not, reading does."""
    file = change(tmp_path, old, new)
    try:
        sentences = [problem.sentence for problem in check_items(read_outline(), file)]
    except pe.PeakendError as error:
        sentences = [str(error)]
    assert any(said in sentence for sentence in sentences), sentences
