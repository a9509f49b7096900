"""What `peakend check` draws and looks for beside pages and figures: films, things to try, fixed pages, printables."""

import re
import shutil

import pytest

import peakend as pe
from peakend.forms.scenes.thing import WORDS
from peakend_course import check_standing as standing
from peakend_course.check_drawn import check_drawn, check_shown
from peakend_course.drawn import STATIC
from peakend_course.figures import check_figures
from peakend_course.pages import read_page
from peakend_labs.places import COURSE


@pytest.fixture
def course(tmp_path):
    """A course's folder with its films, its things to try, its cover and the like, and one page that shows a film."""
    for folder in ("scenes", "tries"):
        shutil.copytree(COURSE / folder, tmp_path / folder)
    for name in standing.PAGES:
        for language in ("zh", "en"):
            shutil.copyfile(COURSE / f"{name}.{language}.md", tmp_path / f"{name}.{language}.md")
    (tmp_path / "L1.1.en.md").write_text("# One\n\n:::{scene} cold-water\nLook.\n:::\n", encoding="utf-8")
    return tmp_path


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def of_drawn(course):
    return [(problem.line, problem.sentence) for problem in check_drawn(course, [read_page(course / "L1.1.en.md")])]


def test_a_film_that_nobody_drew_is_found_where_it_is_named(course):
    """With the nearest name."""
    change(course / "L1.1.en.md", "cold-water", "cold-wather")
    ((line, sentence),) = of_drawn(course)
    assert (3, True) == (line, "no scene 'cold-wather'; perhaps 'cold-water' is meant" in sentence)


def test_a_film_that_cannot_be_read_is_found_before_it_is_shown(course):
    """File and line, as reading says them."""
    change(course / "scenes" / "cold-water.yml", "seconds:", "secs:")
    told = r"cold-water\.yml, line 1: the field 'seconds' is missing; write it, for instance 'seconds: 40'"
    with pytest.raises(pe.PeakendError, match=told):
        of_drawn(course)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        ("340", "seconds: 340 is out of range; give a number from 1 to 120"),
        ("long", "'long' cannot be used here; a number is needed"),
    ],
)
def test_a_film_of_an_impossible_length_is_told_how_long_it_may_be(course, seconds, told):
    """Where the length stands."""
    change(course / "scenes" / "cold-water.yml", "seconds: 34", f"seconds: {seconds}")
    with pytest.raises(pe.PeakendError, match=f"cold-water\\.yml, line 3: .*{told}"):
        of_drawn(course)


@pytest.mark.parametrize("place", ["[690]", "[690, 400, 1]"])
def test_a_place_in_a_film_is_a_pair(course, place):
    """With an example of how it is written."""
    change(course / "scenes" / "cold-water.yml", "at: [690, 400]", f"at: {place}")
    told = rf"line 7: props 2, at: {re.escape(place)} cannot be used here; write it as in 'at: \[670, 360\]'"
    with pytest.raises(pe.PeakendError, match=told):
        of_drawn(course)


def test_a_thing_to_try_without_a_field_is_told_how_the_field_is_written(course):
    """Words and all."""
    change(course / "tries" / "curve.yml", "words:", "word:")
    with pytest.raises(
        pe.PeakendError, match=r"'words' is missing; write it, for instance 'words: \{end: \{zh: …, en: …"
    ):
        of_drawn(course)


def test_a_thing_to_try_has_the_words_that_its_drawing_asks_for(course):
    """Or a reader would see “undefined”."""
    change(course / "tries" / "curve.yml", "  peak: ", "  summit: ")
    assert [(1, "The words peak are missing; add them in both languages.")] == of_drawn(course)


def test_a_thing_to_try_that_the_script_does_not_know_is_found(course):
    """It would stay empty."""
    (course / "tries" / "curve.yml").rename(course / "tries" / "curves.yml")
    ((_line, sentence),) = of_drawn(course)
    assert "course.js draws nothing called 'curves'; it draws: curve, interval, kano-pair, visibility" in sentence


def test_the_script_draws_what_is_checked():
    """The names stand there once more, because the check cannot read a script."""
    names = re.search(r"TRIES = \{(.*?)\}", (STATIC / "course.js").read_text(encoding="utf-8"))
    assert set(WORDS) == {part.split(":")[0].strip(' "') for part in names[1].split(",")}


def test_a_page_that_is_needed_by_its_name_is_missed(course):
    """The workspace and the kit ask for it."""
    assert [] == list(standing.check_standing(course))
    (course / "welcome.en.md").unlink()
    change(course / "cover.zh.md", "(objectives)", "")
    found = {problem.file: problem.sentence for problem in standing.check_standing(course)}
    assert {"cover.zh.md", "welcome.en.md"} == set(found)
    assert "write (objectives)" in found["cover.zh.md"]


def test_the_first_page_says_how_long_each_lab_takes(course):
    """As the outline books it; the row, and what to write."""
    change(course / "welcome.en.md", "| 40 minutes |", "| 45 minutes |")
    ((file, line, sentence),) = [(p.file, p.line, p.sentence) for p in standing.check_standing(course)]
    assert ("welcome.en.md", "Lab 3-three-surveys takes 40 minutes; say so in its row here.") == (file, sentence)
    assert "3-three-surveys" in (course / file).read_text(encoding="utf-8").splitlines()[line - 1]


def test_a_film_that_no_page_shows_is_found(course):
    """And a thing to try."""
    found = {problem.file: problem.sentence for problem in check_shown(course, [read_page(course / "L1.1.en.md")])}
    assert "cold-water.yml" not in found
    assert (
        "No page shows this; write :::{scene} two-greetings on one, or delete the file." == found["two-greetings.yml"]
    )
    assert "No page shows this; write :::{try} curve on one, or delete the file." == found["curve.yml"]
    (course / "figures").mkdir()
    (course / "figures" / "old.svg").write_text("<svg/>", encoding="utf-8")
    said = {problem.file: problem.sentence for problem in check_shown(course, [])}["old.svg"]
    assert "No page shows this; write ![…](figures/old.svg) on one, or delete the file." == said


def test_a_printable_that_cannot_be_filled_in_is_found(monkeypatch, tmp_path):
    """The template's line."""
    from functools import partial

    from peakend.base.templates import render
    from peakend_course import sheets

    shutil.copytree(standing.FOLDER, tmp_path / "templates", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    change(tmp_path / "templates" / "sheets" / "persona.html", "{{", "{{ nosuch( }}{{")
    change(tmp_path / "templates" / "sheets" / "blueprint.html", "{{", "{{ nosuch }}{{")
    monkeypatch.setattr(sheets, "render", partial(render, tmp_path / "templates"))
    found = {problem.file: problem.sentence for problem in standing.check_sheets()}
    assert {"persona.html", "blueprint.html"} == set(found)
    assert "'nosuch' is undefined" in found["blueprint.html"]


def test_a_colour_that_the_brand_does_not_have_is_found_on_its_line(tmp_path):
    """In a drawing of one's own."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg">\n<rect fill="var(--brand-main)"/>\n'
    (tmp_path / "a.svg").write_text(drawing + '<rect fill="var(--brand-mian)"/></svg>\n', encoding="utf-8")
    ((line, sentence),) = [(problem.line, problem.sentence) for problem in check_figures(tmp_path)]
    assert (3, True) == (line, sentence.startswith("The brand has no colour 'mian'. It has: "))


def test_a_table_without_a_description_is_found(tmp_path):
    """No lab could load it, and no kit would take it along."""
    (tmp_path / "courier").mkdir()
    (tmp_path / "courier" / "delays.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    [problem] = standing.check_tables(tmp_path)
    assert "datasets/courier/delays.csv is there, and datapackage.json does not describe it" in problem.sentence


def test_a_description_without_its_table_is_found_on_its_line(monkeypatch, tmp_path):
    """Where the codebook names the file."""
    (tmp_path / "datapackage.json").write_text('{\n "path": "survy.csv"\n}\n', encoding="utf-8")
    monkeypatch.setattr(standing, "described_tables", lambda: {"courier/survey": tmp_path / "survy.csv"})
    [problem] = standing.check_tables(tmp_path)
    assert (2, True) == (problem.line, "courier/survey is described, and its file survy.csv is missing" in str(problem))


def test_sheets_are_filled_in_first_in_the_language_in_use(monkeypatch):
    """A card that cannot be read stops the check there, and is told in the language of whoever asked."""
    spoken: list[str] = []
    monkeypatch.setattr(standing, "sheet_html", lambda _name: spoken.append(pe.get_language()))
    pe.set_language("en")
    assert [] == list(standing.check_sheets())
    assert ("en", {"zh", "en"}) == (spoken[0], set(spoken))
