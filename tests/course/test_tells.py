"""Whether the checks on the pages can be answered by whoever knows nothing."""

from pathlib import Path

import pytest

from peakend_course.check_tells import check_tells
from peakend_course.pages import read_page
from peakend_labs.places import COURSE

LONG = "Fix it first, and only then think of a card for every customer"


def page(folder: Path, *checks: tuple[str, dict[str, str]]) -> Path:
    """Write a page with these checks: the right letter, and the options by their letters."""
    parts = ["# Page"]
    for right, options in checks:
        asked = "\n".join(f"- {letter}. {text}" for letter, text in options.items())
        parts.append(f":::{{check}}\nWhich?\n\n{asked}\n:::\n\n:::{{answer}}\n**{right}.** Why.\n:::")
    file = folder / "L1.1.en.md"
    file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return file


def found(folder: Path, *checks: tuple[str, dict[str, str]]) -> list[tuple[int, str]]:
    return [(problem.line, problem.sentence) for problem in check_tells([read_page(page(folder, *checks))])]


def test_the_courses_own_pages_tell_nothing():
    """In either language."""
    assert [] == [str(problem) for problem in check_tells(map(read_page, sorted(COURSE.rglob("*.??.md"))))]


def test_a_right_option_much_longer_than_the_others_is_found_on_its_line(tmp_path):
    """And not one that is a little longer, nor one of several long ones."""
    fair = {"A": "The queue is too long", "B": "The queue is not the thing", "C": "There is no queue"}
    told = {"A": "A lovely card", "B": LONG, "C": "A text"}
    both = {"A": LONG, "B": LONG + "!", "C": "A text"}
    assert [
        (15, "The right option is much longer than the others and tells itself; write them equally long.")
    ] == found(tmp_path, ("B", fair), ("B", told))
    assert [] == found(tmp_path, ("A", told), ("B", both))


def test_a_number_of_more_digits_tells_nothing(tmp_path):
    """Nobody sees that −20 has a character more than 68."""
    assert [] == found(tmp_path, ("C", {"A": "68", "B": "20", "C": "−20"}))


def test_a_letter_that_is_mostly_right_is_found(tmp_path):
    """In more than half of the checks, where there are enough to tell."""
    options = {"A": "one", "B": "two", "C": "six"}
    assert [] == found(tmp_path, ("B", options), ("B", options))
    assert [(3, "On the pages B is right in 3 of 4 checks; put options in another order.")] == found(
        tmp_path, *[(letter, options) for letter in "BBCB"]
    )
    assert [] == found(tmp_path, *[(letter, options) for letter in "BBCA"])


@pytest.mark.parametrize(("right", "expected"), [("ABC", 1), ("BCA", 0)])
def test_the_longest_option_right_in_most_is_found(tmp_path, right, expected):
    """Though none stands out by itself."""
    options = [{"A": "A desk more", "B": "Two desks", "C": "One desk"}, {"A": "one", "B": "a pair", "C": "six"}]
    checks = zip(right, [options[0], options[1], {"A": "red", "B": "tan", "C": "green"}], strict=True)
    said = [sentence for _line, sentence in found(tmp_path, *checks)]
    assert expected == len(said)
    assert all("the longest option is right in 3 of 3 checks" in one for one in said)
