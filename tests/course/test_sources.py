"""The course's sources: each once, with what was verified; and what moves on its pages."""

import re

import pandas as pd
import pytest

import peakend as pe
from peakend_course.drawn import drawn, read_scene
from peakend_course.pages import read_page
from peakend_course.sources import check_quoted, check_sources, read_sources, with_references
from peakend_labs.places import COURSE

ENTRY = """format: sources/1
sources:
  - id: maister-1985
    short: Maister (1985)
    text: "Maister, D. H. (1985)."
    checked: secondhand
    how: {zh: 八条, en: eight propositions}
"""
PAGES = sorted(COURSE.glob("[1-5]-*/*.??.md"))


@pytest.fixture
def listed(tmp_path):
    """Write a list of sources and a page that quotes one, and return what is wrong with them."""

    def problems(entry: str, quoted: str = "maister-1985") -> list[tuple[int, str]]:
        file, page = tmp_path / "sources.yml", tmp_path / "L1.1.en.md"
        file.write_text(entry, encoding="utf-8")
        page.write_text(f"# Waiting\n\nTime as felt ({{source}}`{quoted}`).\n", encoding="utf-8")
        return [(each.line, each.sentence) for each in check_sources([read_page(page)], file)]

    return problems


def test_a_sound_list_has_no_problem(listed):
    """The list that the tests below spoil."""
    assert [] == listed(ENTRY)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("    checked: secondhand\n", "", 3, "maister-1985 does not say what was verified"),
        ("    how: {zh: 八条, en: eight propositions}\n", "", 3, "does not say which fact was verified"),
        ("sources:\n", f"sources:\n{''.join(ENTRY.splitlines(keepends=True)[2:])}", 8, "appears here twice"),
    ],
)
def test_a_source_that_does_not_say_what_was_verified_is_found(listed, old, new, line, said):
    """Its line, and what to write."""
    ((at, sentence),) = listed(ENTRY.replace(old, new, 1))
    assert (line, True) == (at, said in sentence)


def test_a_page_that_quotes_what_is_not_listed_is_found(listed):
    """The page's line, and the id."""
    assert [(3, "course/sources.yml has no 'maister'; add it there, or correct it.")] == listed(ENTRY, "maister")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("**Source:** Stone, B. (2013): *The Everything Store*. Told as commonly reported.", "The Everything Store"),
        ("## Sources\n\n- Schultz, H. (2011): *Onward*.", "Onward"),
        ("**出处：**黄铁鹰（2011）：《海底捞你学不会》。", "《海底捞你学不会》"),
    ],
)
def test_a_book_that_is_named_by_its_title_alone_is_found(tmp_path, line, title):
    """A case is held to the list as a lecture's page is: the line, and the remedy."""
    page = tmp_path / "amazon.en.md"
    page.write_text(f"# A case\n\nAs *told*.\n\n{line}\n", encoding="utf-8")
    (problem,) = check_sources([read_page(page)])
    assert f"{title} stands here by its title; add it to course/sources.yml, and write {{source}}`its id`." in str(
        problem
    )


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ("Time is felt (Maister, 1985).", "(Maister, 1985)"),
        ("As Berger et al. (1993) say.", "Berger et al. (1993)"),
        ("与 Berger 等（1993）一致。", "Berger 等（1993）"),
        ("研究说过（Smith & Jones, 2010）。", "（Smith & Jones, 2010）"),
    ],
)
def test_an_article_that_is_cited_by_its_author_alone_is_found(tmp_path, line, cited):
    """Or nobody would know what was verified of it."""
    page = tmp_path / "L1.1.en.md"
    page.write_text(f"# One\n\nIn 1985, and in March 2024 (again).\n\n{line}\n", encoding="utf-8")
    ((at, sentence),) = [(each.line, each.sentence) for each in check_sources([read_page(page)])]
    assert 5 == at
    assert sentence == f"{cited} stands here by its author; add it to course/sources.yml, and write {{source}}`its id`."


def test_a_source_that_no_page_quotes_is_found(tmp_path):
    """A list that nobody reads grows."""
    file, page = tmp_path / "sources.yml", tmp_path / "L1.1.en.md"
    file.write_text(ENTRY, encoding="utf-8")
    page.write_text("# Waiting\n\nTime as felt.\n", encoding="utf-8")
    (problem,) = check_quoted([read_page(page)], file)
    assert (3, "No page quotes the source maister-1985; quote it, or take it out.") == (problem.line, problem.sentence)


def test_a_listed_source_stands_in_full_at_the_end_of_a_page():
    """With what was verified; within a sentence the id stays for whoever shows the page."""
    text = with_references("As {source}`redelmeier-2003` found.\n\n## Sources\n\n- {source}`redelmeier-2003`\n")
    assert "- Redelmeier, D. A., Katz, J., & Kahneman, D. (2003)" in text
    assert "682 patients, randomised" in text
    assert "As {source}`redelmeier-2003` found." in text


def test_names_are_said_in_the_language_in_use():
    """Authors and year, as they stand in brackets."""
    assert "Redelmeier et al., 2003" == read_sources()["redelmeier-2003"].name
    pe.set_language("zh")
    assert "Redelmeier 等，2003" == read_sources()["redelmeier-2003"].name


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_a_page_has_what_a_reader_needs(file):
    """An objective, a check with its answer and its misconception, a question, something for Monday, a picture."""
    page = read_page(file)
    kinds = [box.kind for box in page.boxes]
    assert {"objective", "check", "answer", "question", "monday"} <= set(kinds)
    assert page.figures or {"scene", "try"} & set(kinds)
    assert all(re.search(r"\*\*(?:误解：|Misconception:)\*\*", box.text) for box in page.of_kind("answer"))
    assert kinds[0] == "objective"


SCENES = sorted(COURSE.glob("scenes/*.yml"))


@pytest.mark.parametrize("file", SCENES, ids=lambda file: file.stem)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_scene_is_a_picture_with_subtitles_in_one_language(file, language):
    """Nothing is fetched; what is said stands below it where nothing moves."""
    pe.set_language(language)
    html = drawn("scene", file.stem)
    assert not re.search(r"https?:|href=|url\(", html)
    assert bool(re.search("[一-鿿]", html)) == (language == "zh")
    told = [str(beat.say or beat.ask) for beat in read_scene(file).beats if beat.say or beat.ask]
    assert len(told) == html.count("<li>") > 3


def test_a_scene_that_is_not_there_is_one_sentence():
    """The file to write."""
    with pytest.raises(pe.PeakendError, match=r"There is no course/scenes/two-apologies.yml; write it"):
        drawn("scene", "two-apologies")


def test_somebody_who_is_not_in_the_cast_is_found(tmp_path):
    """The name, and where to put it."""
    file = tmp_path / "scene.yml"
    scene = "format: scene/1\ntitle: {zh: 门, en: door}\nseconds: 4\nstill: 1\nbeats: [{at: 1, who: gast, to: 180}]\n"
    file.write_text(scene, encoding="utf-8")
    with pytest.raises(pe.PeakendError, match="has nobody called 'gast'; add them to cast"):
        read_scene(file)


def test_what_a_page_tells_of_an_experiment_is_what_the_library_says():
    """Intervals and sample sizes of L2.8, which has the figures of two trials: one too small, one large enough."""
    page = read_page(COURSE / "2-needs" / "L2.8.en.md").text
    for each, yes, said in ((20, (11, 15), "from −9 to 45"), (90, (49, 68), "from 7 to 34")):
        table = {"way": ["A"] * each + ["B"] * each, "again": [1] * yes[0] + [0] * (each - yes[0])}
        table["again"] += [1] * yes[1] + [0] * (each - yes[1])
        row = pe.compare(pd.DataFrame(table), "again", between="way", groups=["B", "A"], success=1, permutations=0)
        low, high = (f"{value:.0f}".replace("-", "−") for value in (row["ci_low"].iloc[0], row["ci_high"].iloc[0]))
        assert said == f"from {low} to {high}"
        assert said in page
        assert f"{100 * yes[0] / each:.0f}%" in page and f"{100 * yes[1] / each:.0f}%" in page
    needed = [pe.compare_sample_size(percent=(55, up)) for up in (75, 65)]
    assert "takes {} customers in each group; for a difference half as large, {}".format(*needed) in page
    assert needed[0] <= 90
