"""The pages of the course: complete, in step with their twins, the outline, the library and the glossary."""

import json

import pytest

import peakend as pe
from peakend_course import cards, twins
from peakend_course.check_course import course_problems
from peakend_course.check_pages import check_pages
from peakend_course.check_parsed import check_parsed
from peakend_course.figures import svg_in_language
from peakend_course.glossary import Glossary, check_glossary, check_terms, read_glossary
from peakend_course.names import public_names
from peakend_course.outline import read_outline
from peakend_course.pages import read_page
from peakend_course.problems import read_text
from peakend_labs.places import COURSE, HOUSE

PAGE = """# TITLE

:::{keypoints}
- one
- two
:::

## First

Text with `pe.servqual` and {lab}`1-excellent-service`; and `pe.servperf`.

![words](figures/gaps.svg)

:::{case} told
A story.
:::

:::{question}
What?
:::

:::{facilitator}
Notes.
:::

:::{objective}
Say it.
:::

:::{check}
Which?

- A. this
- B. that
:::

:::{answer}
**B.** **误解：** **Misconception:** this.
:::

:::{monday}
Do it.
:::

## SOURCES
"""


@pytest.fixture
def course(tmp_path):
    """A course's folder with one page, L1.5, and its twin."""
    folder = tmp_path / "1-excellent-service"
    folder.mkdir()
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "gaps.svg").write_text("<svg/>", encoding="utf-8")
    title = read_outline().sections["L1.5"].title
    for language, name, sources in (("zh", title.zh, "出处"), ("en", title.en, "Sources")):
        text = PAGE.replace("TITLE", name).replace("SOURCES", sources)
        (folder / f"L1.5.{language}.md").write_text(text, encoding="utf-8")
    return tmp_path


def sentences(course) -> list[tuple[str, int, str]]:
    """What is wrong with the pages that there are."""
    found = [(p.file, p.line, p.sentence) for p in check_pages(course, read_outline(), public_names())]
    return [problem for problem in found if "has no page" not in problem[2]]


def change(course, old: str, new: str, languages=("zh", "en")) -> None:
    for language in languages:
        file = course / "1-excellent-service" / f"L1.5.{language}.md"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_course_is_sound():
    """Outline, pages, figures, names, terms and twins: what `peakend check` looks at first."""
    assert [] == [str(problem) for problem in course_problems()]


def test_a_sound_page_has_no_problem(course):
    """The pages that the tests below spoil."""
    assert [] == sentences(course)


def test_a_page_is_read_into_its_parts(course):
    """Title, boxes with what stands beside their kind, figures, functions, labs."""
    page = read_page(course / "1-excellent-service" / "L1.5.en.md")
    assert ("L1.5", "en") == (page.id, page.language)
    assert [("keypoints", ""), ("case", "told"), ("question", ""), ("facilitator", "")] == [
        (box.kind, box.argument) for box in page.boxes
    ][:4]
    assert ["figures/gaps.svg"] == [figure.file for figure in page.figures]
    assert ({"servqual", "servperf"}, {"1-excellent-service"}) == (page.functions, page.labs)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("{lab}`1-excellent-service`", "{lab}`1-excellent`", 10, "No lecture books a lab '1-excellent'"),
        ("`pe.servperf`", "`pe.servperf` and `pe.serve`", 10, "The library has no pe.serve"),
        ("`pe.servqual` and ", "", 1, "pe.servqual serves this page; name it"),
        ("figures/gaps.svg", "figures/gap.svg", 12, "There is no figure figures/gap.svg"),
        ("![words]", "![]", 12, "needs words for who cannot see it"),
        ("{case} told", "{case}", 14, "Say where the case is from: :::{case} told | :::{case} simulated."),
        ("{case} told", "{story}", 14, "There is no box 'story'"),
        ("{question}", "{questoin}", 18, "There is no box 'questoin'; perhaps 'question' is meant."),
        ("A story.\n:::", "A story.", 14, "This box is not closed; write ::: on a line below its text."),
        ("{question}", "{check}", 18, "A check is followed by its answer, :::{answer}; write it."),
        ("{question}", "{answer}", 18, "An answer follows a check, :::{check}; write the question."),
        ("{lab}`1", "{labs}`1", 10, "There is no role 'labs'; perhaps 'lab' is meant."),
        (
            "A story.",
            "See {task}`1-excellent-service#task-4`.",
            15,
            "Lab 1-excellent-service has no task 'task-4'. Its",
        ),
        ("A story.", "See {api}`serve`.", 15, "The library has no pe.serve"),
        ("A story.", "We have {fact}`five-senses`.", 15, "course/facts.yml has no fact 'five-senses'"),
        (
            "`pe.servqual`",
            "`pe.servqual`, `pe.kano`",
            10,
            "This sentence says that pe.kano is used in 1-excellent-serv",
        ),
        (
            "A story.",
            "In lab 3 you draw it.\nIn lab 1 is task 77.",
            16,
            "speaks of task 77 in 1-excellent-service, which",
        ),
        ("A story.", "Use `pe.kano` in lab four.", 15, "says that pe.kano is used in 4-journey, and no cell"),
        ("# ", "## ", 1, "A page begins with its title; write it, after “# ”."),
        ("figures/gaps.svg", "figures/gaps.png", 12, "Figure figures/gaps.png is not a drawing; draw it as SVG"),
        ("figures/gaps.svg", "pictures/gaps.png", 12, "There is no figure pictures/gaps.png"),
        ("{facilitator}", "{question}", 1, "The page has no box 'facilitator'"),
        ("A story.", "See [it](nowhere.md).", 15, "This link leads nowhere: nowhere.md."),
        ("{case} told", "{number}", 14, "A box shows its number beside its kind: :::{number} 682 patients."),
        ("{case} told", "{number} 682 patients in all", 14, "“682 patients in all” is wider than a slide: 7 Chinese"),
        ("## First", "```mermaid\na --> b\n```\n\n## First", 8, "Handbook and slides draw no Mermaid; draw the figure"),
        ("- one\n", "- [ ] one\n", 4, "No box to tick comes of [ ]; it would be seen as it is. Take it out."),
        ("{case} told", "{card} Diary | a week", 14, "A method's card says its name, its time and its people"),
        ("# ", "# Not ", 1, "Give both the same title."),
        ("A story.", "See [it][x].\n\n[x]: nowhere.md", 15, "This link leads nowhere: nowhere.md."),
        ("A story.", "See [it](L1.5.md#first).", 15, "This link leads nowhere: L1.5.md#first."),
        (
            "A story.",
            "See [it](javascript:it).",
            15,
            "Here [it](javascript:it) would be seen as it is; a link begins with",
        ),
        ("A story.", "See [it](file:///it.md).", 15, "Here [it](file:///it.md) would be seen as it is; a link begins"),
        ("A story.", "TODO: a story.", 15, "“TODO” says that something is still to be written; write it."),
        ("A story.", "A story，待补充。", 15, "“待补充” says that something is still to be written; write it."),
        ("A story.", "See [it](L1.5).", 15, "This link leads nowhere: L1.5."),
        ("A story.", "A ~~long~~ story.", 15, "Here ~~ would be seen; take it out."),
        ("A story.", "A *story.", 15, "Here * would be seen: one stands before and one after what it marks"),
        ("## First", "## First {fact}`pitch-time`", 8, "figure's words {fact}`pitch-time` would be seen as it is"),
        ("![words]", "![see {api}`nps`]", 12, "a figure's words {api}`nps` would be seen as it is"),
        ("- B. that", "- A. that", 30, "Options are called A, B, each once; write them so."),
        ("A story.", "A `story.", 15, "a backtick stands before and after what it marks"),
        ("A story.", "See {lab} `1-excellent-service`.", 15, "Here {lab} would be seen: what it names follows at"),
        ("A story.", "A story[^1].\n\n[^1]: Old.", 15, "Slides show [^1] as it is; write the note into"),
        ("A story.", "| a | b |\n| 1 | 2 |", 15, "This is no table yet: below its first row stands |---|---|"),
        (
            "## First",
            "：：：{case} told\nIt.\n：：：\n\n## First",
            8,
            "This is no box: it begins with three colons, :::{case} told",
        ),
        ("## First", "    A story.\n\n## First", 8, "Four spaces or a tab before a line make it a program"),
        ("{monday}", "{question}", 1, "The page has no box 'monday'; add one."),
        ("Do it.\n", "", 41, "The box 'monday' is empty; write it."),
        ("- one\n- two", "One.", 3, "Key points are a list on the slide; begin each with “- ”"),
        ("**B.** ", "**D.** ", 37, "The answer begins with the letter of an option: **A"),
        ("**误解：** **Misconception:** this.", "This.", 37, "The answer names no misconception; write it: **"),
        (
            "## First",
            "## First\n\n| a | b |\n| - | - |\n" + "| a long row | of words that fill it |\n" * 30,
            10,
            "Slides leave this table out: it is",
        ),
        ("A story.", "A <br> story.", 15, "Slides show HTML as text: <br>. Write Markdown, or a box"),
        ("A story.", "**B。**误。", 15, "In “**B。**误。” ** would be shown as it is; put a space outside it."),
        ("## First", "<div>\n\n## First", 8, "Slides show HTML as text: <div>. Write Markdown"),
        ("A story.", "| a | b |\n| - | - |\n| 1 | 2 | 3 |", 17, "This row has 3 cells and its table's head 2"),
        ("## First", "| a | b |\n| - | - |\n| 1 |\n\n## First", 10, "This row has 1 cells and its table's head 2"),
        ("## First", "#### First", 8, "This heading has #### and the one before it #; write ##."),
        ("## First", "# First", 8, "A page has one title; write ## here"),
        ("A story.", "## A story.", 15, "A heading stands in the box 'case'; write it in **bold**."),
        ("A story.", ":::{number} 7\nA story.", 15, "This box stands in the box 'case'; write it below that."),
        (
            "A story.",
            "```{note}\nA story.\n```",
            15,
            "Slides show {note} in backticks as code; write ::: and a box's kind",
        ),
        ("A story.", ":class: wide\nA story.", 15, "takes “:class: wide” for a setting and leaves it out"),
        ("{question}", "{question} Why?", 18, "Slides leave out “Why?”; write it on the line below."),
        ("gaps.svg)", 'gaps.svg "gaps")', 12, "Slides find no figure figures/gaps.svg here; write ![…](figures/gaps"),
    ],
)
def test_a_mistake_on_a_page_is_found_on_its_line(course, old, new, line, said):
    """File, line and remedy, in both languages."""
    change(course, old, new)
    found = [(file, at) for file, at, sentence in sentences(course) if said in sentence]
    assert [("L1.5.en.md", line), ("L1.5.zh.md", line)] == sorted(found)


@pytest.mark.parametrize(
    ("language", "words", "term"),
    [
        ("zh", "实验四里您会画利益相关者地图。", "利益相关者地图"),
        ("en", "In lab 4 you draw your stakeholder map.", "stakeholder map"),
    ],
)
def test_a_page_that_promises_what_no_lab_does_is_found(course, language, words, term):
    """In whatever words it names the lab; another lab may well do it."""
    change(course, "A story.", words, [language])
    said = f"This sentence speaks of “{term}” in 4-journey, which has none."
    assert [15] == [line for _file, line, sentence in sentences(course) if sentence.startswith(said)]
    change(course, words, words.replace("四", "二").replace("4", "2"), [language])
    assert [] == [sentence for _file, _line, sentence in sentences(course) if "speaks of" in sentence]


def test_an_answer_that_is_another_in_the_other_language_is_found(course):
    """On both pages."""
    change(course, "**B.** ", "**A.** ", ["en"])
    found = [(file, line, said) for file, line, said in sentences(course) if "in the other language" in said]
    assert [("L1.5.en.md", 37), ("L1.5.zh.md", 37)] == sorted((file, line) for file, line, _said in found)
    assert "The answer is B here and A in the other language; correct one of them." in [said for _f, _l, said in found]


def test_a_page_in_a_folder_of_no_lecture_is_found(course):
    """Handbook and slides would pass it over."""
    (course / "6-more").mkdir()
    (course / "6-more" / "L6.1.en.md").write_text("# More\n", encoding="utf-8")
    said = "No lecture in course/outline.yml has this folder; add one, or delete the page."
    assert ("L6.1.en.md", 1, said) in sentences(course)


def test_a_case_tells_its_story_in_one_box(course):
    """One that slides and handbook frame."""
    (course / "cases").mkdir()
    for language in ("zh", "en"):
        (course / "cases" / f"coffee.{language}.md").write_text("# A coffee\n\nA story.\n", encoding="utf-8")
    said = "A case tells its story in one box, :::{case} told; write it."
    assert [("coffee.en.md", 1, said), ("coffee.zh.md", 1, said)] == sentences(course)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Text[^1].\n\n[^2]: A note.", 3, 'Unknown target name: "1"'),
        ("Text.\n\n---", 5, "Document may not end with a transition"),
        ("See {ref}`nowhere`.", 3, "undefined label: 'nowhere'"),
        ("```json\n{a: 1 # one\n```", 3, "this is not json; write text"),
        ("```cobble\nx\n```", 3, "there is no language 'cobble'; write text"),
    ],
)
def test_what_the_handbook_would_stop_at_is_found_on_its_line(tmp_path, text, line, said):
    """By the handbook's own parser, before it is built."""
    for language in ("zh", "en"):
        (tmp_path / f"page.{language}.md").write_text(f"# One\n\n{text}\n", encoding="utf-8")
    found = [problem for problem in check_parsed(tmp_path) if problem.file == "page.en.md"]
    assert [(line, True)] == [(each.line, said in each.sentence) for each in found if said in each.sentence]


def test_a_page_without_its_twin_is_found(course):
    """The sentence names the file to write."""
    (course / "1-excellent-service" / "L1.5.en.md").unlink()
    assert [("L1.5.zh.md", 1, "The page's twin L1.5.en.md is missing; write it.")] == sentences(course)


def test_a_page_that_the_outline_does_not_know_is_found(course):
    """A hole the other way: taught, and nowhere in the course."""
    folder = course / "1-excellent-service"
    for file in folder.glob("*.md"):
        file.rename(folder / file.name.replace("L1.5", "L1.9"))
    assert all("Lecture L1 has no section 'L1.9' in course/outline.yml" in said for _f, _l, said in sentences(course))
    assert 2 == len(sentences(course))


def test_a_section_without_a_page_is_found(course):
    """Of all sections, cases and pages of the guide, the course in the test has one."""
    missing = [p for p in check_pages(course, read_outline(), public_names()) if "has no page" in p.sentence]
    outline = read_outline()
    assert len(outline.sections) - 1 + len(outline.cases) + len(outline.guide) == len(missing)
    assert "L1.1 has no page; write L1.1.zh.md and its twin." == missing[0].sentence


def test_a_case_that_the_outline_does_not_know_is_found(course):
    """It would stand in no handbook."""
    (course / "cases").mkdir()
    for language in ("zh", "en"):
        (course / "cases" / f"dentist.{language}.md").write_text("# A tooth\n", encoding="utf-8")
    said = "course/outline.yml does not list 'dentist'; add it there, or delete the page."
    assert [("dentist.en.md", 1, said), ("dentist.zh.md", 1, said)] == sentences(course)


def test_a_group_card_without_its_section_is_found(tmp_path, monkeypatch):
    """File and remedy; a card is named by its section."""
    card = (COURSE / "cards" / "group" / "P1.yml").read_text(encoding="utf-8")
    (tmp_path / "P9.yml").write_text(card, encoding="utf-8")
    monkeypatch.setattr(cards, "_GROUP", tmp_path)
    assert ["P9.yml, line 1: No lecture has a section 'P9'; correct it, or add the section."] == [
        str(problem) for problem in cards.check_cards(read_outline())
    ]


def test_a_card_that_stands_twice_in_a_deck_is_found(tmp_path, monkeypatch):
    """Both would be drawn as one."""
    deck = (COURSE / "cards" / "brainstorming.yml").read_text(encoding="utf-8")
    (tmp_path / "cards").mkdir()
    for name in cards.DECKS:
        text = deck.replace("id: half,", "id: end-first,") if name == "brainstorming" else deck
        (tmp_path / "cards" / f"{name}.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(cards, "COURSE", tmp_path)
    assert ["brainstorming.yml, line 6: end-first appears here twice; keep one."] == [
        str(problem) for problem in cards.check_cards(read_outline())
    ]


def test_a_card_that_takes_longer_than_its_block_is_found(tmp_path, monkeypatch):
    """With the minutes that the longest agenda gives it."""
    card = (COURSE / "cards" / "group" / "P1.yml").read_text(encoding="utf-8")
    (tmp_path / "P1.yml").write_text(card.replace("minutes: 15", "minutes: 20"), encoding="utf-8")
    monkeypatch.setattr(cards, "_GROUP", tmp_path)
    assert ["The card takes 20 minutes, and no agenda gives P1 more than 15. Change one of them."] == [
        problem.sentence for problem in cards.check_cards(read_outline())
    ]


def test_every_section_is_taught_practised_and_served():
    """Section, pages in both languages, lab, functions: no hole either way."""
    outline = read_outline()
    written = {(file.name.split(".")[-2], file.name.rsplit(".", 2)[0]) for file in COURSE.glob("[1-5]-*/*.md")}
    assert {(language, name) for language in ("zh", "en") for name in outline.sections} == written
    practised = {section for lab in outline.labs.values() for section in lab.sections}
    assert set(outline.sections) == practised
    assert [] == [
        file.name
        for file in sorted(COURSE.glob("[1-5]-*/*.md"))
        for page in [read_page(file)]
        if not any(page.id in outline.labs[lab].sections for lab in page.labs)
    ]
    served = {name for section in outline.sections.values() for name in section.functions}
    assert served <= set(public_names())


def test_a_page_must_end_with_its_sources(course):
    """In the page's language."""
    change(course, "## Sources\n", "", ["en"])
    assert any("A page ends with “## Sources”" in said for _f, _l, said in sentences(course))


@pytest.mark.parametrize(
    ("old", "new"),
    [("## First", "### First"), (":::{case} told", ":::{case} simulated"), ("![words](figures/gaps.svg)", "")],
)
def test_twins_have_the_same_headings_boxes_and_figures(course, old, new):
    """A part changed in one language alone is found."""
    change(course, old, new, ["en"])
    assert any("give both the same headings, boxes and figures" in said for _f, _l, said in sentences(course))


def test_twins_name_the_same_functions_and_labs(course):
    """What one leaves out is named."""
    change(course, "{lab}`1-excellent-service`", "a lab", ["en"])
    assert ("L1.5.zh.md", 1, "Only one of this page and L1.5.en.md names 1-excellent-service.") in sentences(course)


@pytest.fixture
def recorded(course, monkeypatch):
    """A course whose twins have been found to say the same."""
    monkeypatch.setattr(twins, "COURSE", course)
    monkeypatch.setattr(twins, "labs_folder", lambda: course / "labs")
    monkeypatch.setattr(twins, "LOCK", course / "twins.lock")
    monkeypatch.setattr(twins, "CACHE", course / "kept")
    monkeypatch.setattr(twins, "course_folder", lambda: course)
    twins.record_twins()
    return course


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        (["zh"], "Text 1: the Chinese was changed alone; correct the English"),
        (["en"], "Text 1: the English was changed alone; correct the Chinese"),
        (["zh", "en"], "Text 1: new, or changed in both languages; compare the two"),
    ],
)
def test_a_text_changed_alone_is_found(recorded, languages, said):
    """Until somebody has looked at both and recorded it."""
    change(recorded, "A story.", "Another story.", languages)
    assert [f"{said}, then: peakend twins."] == [problem.sentence for problem in twins.check_twins()]
    twins.record_twins()
    assert [] == list(twins.check_twins())


def write_cells(file, *pairs):
    """Write a lab of these prose cells."""
    cell = '+++ {"tags": ["%s"]}\n\n%s\n\n'
    file.parent.mkdir(parents=True, exist_ok=True)
    head = "---\njupytext: {text_representation: {extension: .md, format_name: myst}}\n---\n\n"
    texts = [text for pair in pairs for text in zip(("zh", "en"), pair, strict=True)]
    file.write_text(head + "".join(cell % text for text in texts), encoding="utf-8")


def test_cells_of_labs_are_twins_too_and_named_together(recorded):
    """One sentence for each kind of change; a pair that is in step says nothing."""
    lab = recorded / "labs" / "9-small" / "lab.md"
    write_cells(lab, ("甲", "A"), ("乙", "B"), ("丙", "C"))
    twins.record_twins()
    write_cells(lab, ("甲", "A"), ("乙", "Bee"), ("丙", "Cee"))
    assert [("lab.md", "Text 2, 3: the English was changed alone; correct the Chinese, then: peakend twins.")] == [
        (problem.file, problem.sentence) for problem in twins.check_twins()
    ]


def test_a_copied_lab_is_in_step(recorded):
    """What says the same in the template does so in the lab that was made from it."""
    write_cells(recorded / "labs" / "_template" / "lab.md", ("甲", "A"))
    twins.record_twins()
    write_cells(recorded / "labs" / "9-small" / "lab.md", ("甲", "A"))
    assert [] == list(twins.check_twins())


def test_the_record_is_small_and_readable(recorded):
    """One digest of each language a pair."""
    rows = json.loads((recorded / "twins.lock").read_text(encoding="utf-8"))
    assert [17] == [len(pair) for pair in rows["L1.5.zh.md"]]


TERMS = Glossary.model_validate(
    {
        "format": "glossary/1",
        "terms": [
            {
                "zh": "峰终定律",
                "en": "peak–end rule",
                "definition": {"zh": "记忆由峰和终决定。", "en": "Memory is peak and end."},
                "avoid": {"zh": ["定律", "峰值法则"], "en": ["peak end rule"]},
            }
        ],
    }
)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("这条定律很有用", "“定律” is not the course's term. Write “峰终定律”."),
        ("按峰值法则来做", "“峰值法则” is not the course's term. Write “峰终定律”."),
        ("The Peak end rule holds.", "“peak end rule” is not the course's term. Write “peak–end rule”."),
    ],
)
def test_a_word_against_the_glossary_is_found_on_its_line(tmp_path, line, said):
    """In whichever language it stands."""
    file = tmp_path / "page.zh.md"
    file.write_text(f"# 题目\n\n{line}\n", encoding="utf-8")
    assert [("page.zh.md", 3, said)] == [(p.file, p.line, p.sentence) for p in check_terms([file], TERMS)]


@pytest.mark.parametrize("line", ["峰终定律很有用", "`定律`", "## 出处\n\n关于定律的书"])
def test_right_words_code_and_titles_of_books_are_let_be(tmp_path, line):
    """A word inside the right one, in code, or in the sources is no mistake."""
    file = tmp_path / "page.zh.md"
    file.write_text(line, encoding="utf-8")
    assert [] == list(check_terms([file], TERMS))


def test_messages_use_the_courses_terms():
    """What forms, charts and commands say in Chinese, as the pages do."""
    catalogue = HOUSE / "lib" / "peakend" / "base" / "locale" / "zh" / "LC_MESSAGES" / "peakend.po"
    assert [] == [str(problem) for problem in check_terms([catalogue], read_glossary())]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("{zh: 峰, en: top, definition: {zh: 高, en: high}}", "峰 appears here twice; keep one."),
        ("{zh: 顶, en: peak, definition: {zh: 高, en: high}}", "peak appears here twice; keep one."),
        (
            "{zh: 谷, en: trough, definition: {zh: 低, en: low}, avoid: {zh: [谷]}}",
            "“谷” is a term here and a word to avoid; take one of the two out.",
        ),
    ],
)
def test_a_term_that_stands_twice_or_is_to_be_avoided_is_found(tmp_path, names, said):
    """No word is right for one thing and wrong for another."""
    file = tmp_path / "glossary.yml"
    first = "{zh: 峰, en: peak, definition: {zh: 高, en: high}}"
    file.write_text(f"format: glossary/1\nterms:\n  - {first}\n  - {names}\n", encoding="utf-8")
    assert [(4, said)] == [(problem.line, problem.sentence) for problem in check_glossary(file)]


def test_a_file_that_the_course_needs_and_lacks_is_named(tmp_path):
    """Not told by a traceback."""
    with pytest.raises(pe.PeakendError, match=r"There is no cross-industry\.yml; write it"):
        read_text(tmp_path / "cross-industry.yml")


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg"><switch><text systemLanguage="zh">旅程</text>'
    '<text systemLanguage="en">Journey</text></switch><circle r="1"/></svg>'
)


@pytest.mark.parametrize(("language", "kept", "gone"), [("zh", "旅程", "Journey"), ("en", "Journey", "旅程")])
def test_a_drawing_keeps_one_language(tmp_path, language, kept, gone):
    """What is drawn beside the words stays."""
    file = tmp_path / "figure.svg"
    file.write_text(SVG, encoding="utf-8")
    drawn = svg_in_language(file, language)
    assert kept in drawn and gone not in drawn and "<circle" in drawn and "switch" not in drawn


def test_a_drawing_that_is_none_is_one_sentence(tmp_path):
    """File and line."""
    file = tmp_path / "figure.svg"
    file.write_text("<svg>\n<g></svg>", encoding="utf-8")
    with pytest.raises(pe.PeakendError, match="line 2: this is not SVG"):
        svg_in_language(file, "en")
