"""What is said stands between “ and ”, and a check names the file and the line where it does not."""

import pytest

from peakend_course.check_quotes import check_quotes
from peakend_course.pages import read_page

PAGE = """# Mei comes in

She says: “A new card.” See `method="score"`.

:::{case} told
The clerk asks: “For whom?”
:::
"""
STRAIGHT = "Here is a straight quotation mark"


def found(folder, text: str, language: str = "en", words: str = "title: {zh: “卡”, en: “card”}\n"):
    page, lists = folder / f"L1.1.{language}.md", folder / "outline.yml"
    page.write_text(text, encoding="utf-8")
    lists.write_text(words, encoding="utf-8")
    return [(each.file, each.line, each.sentence) for each in check_quotes([read_page(page)], [lists])]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_said_between_the_two_marks_and_code_are_let_be(tmp_path, language):
    """In either language."""
    assert [] == found(tmp_path, PAGE, language)


@pytest.mark.parametrize(
    ("right", "wrong", "line"), [("“A new card.”", '"A new card."', 3), ("“For whom?”", '"For whom?"', 6)]
)
def test_a_straight_mark_is_found_on_its_line(tmp_path, right, wrong, line):
    """In the text, and in a box."""
    ((file, at, sentence),) = found(tmp_path, PAGE.replace(right, wrong))
    assert ("L1.1.en.md", line) == (file, at)
    assert sentence.startswith(STRAIGHT)


def test_what_is_opened_is_closed(tmp_path):
    """Where one of the two was lost, both are counted."""
    ((_file, line, sentence),) = found(tmp_path, PAGE.replace("card.”", "card."))
    assert (3, "This text has 1 “ and 0 ”; write the one that is missing.") == (line, sentence)


def test_a_list_quotes_facts_and_nothing_else(tmp_path):
    """A card is printed as it is written, but for its facts."""
    words = "title: {zh: '{fact}`stadium`', en: 'see {source}`kano-1984`'}\n"
    ((file, line, sentence),) = found(tmp_path, PAGE, words=words)
    assert ("outline.yml", 1) == (file, line)
    assert "Only {fact} can stand in a list; here {source}`kano-1984` would be seen." == sentence


def test_words_in_a_list_are_looked_at_too(tmp_path):
    """A title in the outline, with its line."""
    ((file, line, sentence),) = found(tmp_path, PAGE, words="format: x\ntitle: {zh: “卡”, en: 'a \"card\"'}\n")
    assert ("outline.yml", 2) == (file, line)
    assert sentence.startswith(STRAIGHT)


@pytest.mark.parametrize(
    ("name", "role", "said"),
    [
        ("items.yml", "{fact}`stadium`", "These words are shown as they are; here {fact}`stadium` would be seen."),
        ("outline.yml", "{labs}`2-needs`", "Only {fact} can stand in a list; here {labs}`2-needs` would be seen."),
    ],
)
def test_a_reference_that_nothing_puts_into_words_is_found(tmp_path, name, role, said):
    """In lists that labs show, also a fact; elsewhere also a role that is misspelt."""
    file = tmp_path / name
    file.write_text(f"title: see\nask: see {role}\n", encoding="utf-8")
    (problem,) = check_quotes([], [file])
    assert 2 == problem.line
    assert problem.sentence.startswith(said)
