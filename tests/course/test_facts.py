"""Facts that several places tell: told once, quoted everywhere, and a telling that contradicts them is found."""

import re

import pytest

import peakend as pe
from peakend_course import check_facts as module
from peakend_course.check_facts import check_facts
from peakend_course.outline import Text
from peakend_labs import facts as told
from peakend_labs.facts import quoted, read_facts
from peakend_labs.places import COURSE

FACTS = """format: facts/1
facts:
  pitch:
    {zh: 三分钟, en: three minutes, never: {zh: [五分钟路演], en: [five-minute pitch]}, told_in: [card.yml]}
"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A house with one fact, a page that quotes it and a card that tells it."""
    (tmp_path / "facts.yml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "card.yml").write_text("{zh: 讲三分钟, en: speak for three minutes}", encoding="utf-8")
    (tmp_path / "page.zh.md").write_text("# 路演\n\n讲{fact}`pitch`。\n", encoding="utf-8")
    monkeypatch.setattr(told, "FACTS", tmp_path / "facts.yml")
    monkeypatch.setattr(read_facts, "__defaults__", (tmp_path / "facts.yml",))
    return tmp_path


def found(house) -> list[tuple[str, int, str]]:
    files = [*house.glob("*.md"), *house.glob("card.yml")]
    return [(problem.file, problem.line, problem.sentence) for problem in check_facts(files, house)]


def write(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_fact_is_quoted_in_the_language_of_the_text(house):
    """On pages, in labs and in what the outline and the cards say."""
    assert ("讲三分钟。", "for three minutes.") == (
        quoted("讲{fact}`pitch`。", "zh"),
        quoted("for {fact}`pitch`.", "en"),
    )
    pe.set_language("en")
    assert "three minutes each" == str(Text(zh="每组{fact}`pitch`", en="{fact}`pitch` each"))


def test_facts_told_in_one_way_have_no_problem(house):
    """Quoted by a page, told by a card."""
    assert [] == found(house)


@pytest.mark.parametrize("words", ["这是五分钟路演", "A five-minute pitch, it is."])
def test_a_fact_told_otherwise_is_found_on_its_line(house, words):
    """With what to write instead."""
    write(house / "page.zh.md", "# 路演", words)
    [(file, line, sentence)] = found(house)
    assert ("page.zh.md", 1) == (file, line)
    assert "contradicts the fact pitch: 三分钟 / three minutes. Write {fact}`pitch`" in sentence


def test_an_unknown_fact_names_the_one_that_is_meant(house):
    """In the check as where it is shown."""
    write(house / "page.zh.md", "`pitch`", "`picth`")
    said = "course/facts.yml has no fact 'picth'; perhaps 'pitch' is meant."
    assert [("page.zh.md", 3)] == [(file, line) for file, line, sentence in found(house) if said in sentence]
    with pytest.raises(pe.PeakendError, match="perhaps 'pitch' is meant"):
        quoted("{fact}`picth`", "zh")


def test_a_file_that_no_longer_tells_a_fact_is_named(house):
    """Each language must have the fact's words."""
    write(house / "card.yml", "三分钟", "五分钟")
    assert [("card.yml", 1, "The file must tell the fact pitch in its words: 三分钟.")] == found(house)


def test_a_fact_that_nobody_quotes_is_found_on_its_line(house):
    """It would be a truth that no reader meets."""
    write(house / "facts.yml", ", told_in: [card.yml]", "")
    write(house / "page.zh.md", "{fact}`pitch`", "很短")
    assert [(module.FILE, 3, "Nobody quotes the fact pitch; quote it, or take it out.")] == found(house)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("case", "budget"), [("hospital", 20), ("coffee-shop", 6), ("service-hall", 12), ("courier", 12)]
)
def test_the_key_to_the_cases_says_what_a_budget_brings(case, budget, language):
    """The two plans' gains, as the program works them out from the case's own log."""
    page = (COURSE / f"cases.{language}.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{case}`"))
    journey = pe.JourneyMap.from_log(pe.load(f"{case}/visits"), template=pe.load(f"{case}/journey"))
    gains = journey.redesign(pe.load(f"{case}/options"), budget=budget).table.set_index("plan")["gain"].round(2)
    assert re.search(rf"\D{budget}\D", row)
    assert f"{gains['remembered']:.2f}" in row
    assert not gains["weakest"] or f"{gains['weakest']:.2f}" in row
