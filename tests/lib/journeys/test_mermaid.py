"""Mermaid journeys as other tools write them: accepted, or named with their line."""

import pytest

import peakend as pe

PLAIN = "journey\n  title A visit\n  section Arrive\n    Check in: 4: Mei\n    Wait: 1: Mei, Staff\n"


def read(folder, text, name="visit.mmd"):
    """Write a diagram and read it."""
    (folder / name).write_text(text, encoding="utf-8")
    return pe.JourneyMap.read(folder / name)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "---\ntitle: A visit\nconfig:\n  theme: base\n---\n" + PLAIN.replace("  title A visit\n", ""),
        "%%{init: {'theme': 'base'}}%%\n" + PLAIN,
        "%%{init: {\n  'theme': 'base'\n}}%%\n\n" + PLAIN,
        PLAIN.replace("  section A", "  SECTION\t A"),
        PLAIN.replace("journey\n  title", "Journey title"),
        PLAIN.replace("Arrive", "Arrive："),
        PLAIN.replace("  section", "  accTitle: x\n  accDescr: y\n  section"),
        PLAIN.replace("  section", "  accDescr {\n    Several: 9\n    lines\n  }\n  section"),
        PLAIN.replace("Check in: 4: Mei", "Check in：4：Mei"),
        PLAIN.replace("Check in: 4: Mei", "Check in: 4: Mei  # a comment"),
        PLAIN.replace("Check in: 4: Mei", "Check in: 4: Mei;"),
        PLAIN.replace("Check in: 4: Mei", "Check in:４:Mei"),
        "\ufeff" + PLAIN.replace("\n", "\r\n"),
    ],
)
def test_what_mermaid_takes_is_taken(tmp_path, text):
    """Front matter, directives, descriptions, comments, full-width signs: the same map."""
    visit = read(tmp_path, text)
    assert ("A visit", [1, -2], ["Mei", "Mei, Staff"]) == (
        visit.title,
        [step.emotion for step in visit.steps],
        [step.initiator for step in visit.steps],
    )


def test_a_score_between_two_faces(tmp_path):
    """Mermaid takes any number."""
    assert read(tmp_path, "journey\n  Wait: 1.5\n").steps[0].emotion == -1.5


@pytest.mark.parametrize("fence", ["```mermaid", "~~~mermaid", "```{mermaid}", "::: mermaid", "``` {.mermaid}"])
def test_a_markdown_file_with_one_diagram(tmp_path, fence):
    """Other diagrams beside it do not count."""
    mark = fence.split("m")[0].strip("{. ")
    text = f"# Notes\n\n{fence}\n{PLAIN}{mark}\n\n```mermaid\ngraph TD\n  a --> b\n```\n"
    assert [step.name for step in read(tmp_path, text, "notes.md").steps] == ["Check in", "Wait"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "a.md",
            f"```mermaid\n{PLAIN}```\n\n```mermaid\n{PLAIN}```\n",
            "2 journey diagrams, on the lines 2, 10",
        ),
        ("a.md", "# Notes\n\n```mermaid\njourney\n  Wait: 6\n```\n", "line 5: 'Wait: 6' is not a task"),
        ("a.md", "# Notes\n", "has no line 'journey'"),
        ("a.mmd", "---\ntitle: x\n---\njourney\n  Wait\n", "line 5: 'Wait' is not a task"),
        ("a.mmd", "journey\n  Wait：bad：me\n", "line 2: 'Wait：bad：me' is not a task"),
    ],
)
def test_what_is_not_taken_is_named_with_its_line(tmp_path, name, text, message):
    """Of the file, also in Markdown."""
    with pytest.raises(pe.PeakendError, match=message):
        read(tmp_path, text, name)
