"""Slips in a line of one's own, as trainees make them: one sentence, and the line to write."""

import pandas as pd
import pytest

import peakend as pe
from peakend.lessons.slips import explain

NAMES = {"pe": pe, "survey": pd.DataFrame({"channel": ["a"], "recommend": [9]})}
RIGHT = 'pe.nps(survey, "recommend", by="channel")'
SLIPS = [
    'pe.nps（survey， "recommend"， by="channel"）',
    "pe.nps(survey, “recommend”, by=“channel”)",
    'Pe.nps(survey, "recommend", by="channel")',
    'pe.NPS(survey, "recommend", by="channel")',
    'pe.nps(survay, "recommend", by="channel")',
    'pe.nps(survey, recommend, by="channel")',
    'pe.nps(survey, "recommend", By="channel")',
]


def raised(line: str) -> Exception:
    try:
        eval(compile(line, "line", "eval"), dict(NAMES))
    except Exception as error:
        return error
    raise AssertionError(line)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("line", SLIPS)
def test_a_slip_is_told_with_the_line_to_write(line, language):
    """Full-width signs, capitals, a name mistyped, a column without quotation marks."""
    pe.set_language(language)
    said = explain(raised(line), line, NAMES)
    assert RIGHT == said.splitlines()[1].strip().replace("'", '"')
    assert ("请写" in said) == (language == "zh")
    assert "Error" not in said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('pe.nps(survey, "recommend"', "bracket"),
        ('pe.nps(survey, "recommend)', "quotation mark"),
        ('pe.nps(survey "recommend")', "commas"),
        ("nothing_like_it", "compare your line with the example"),
        ('survey["recomend"]', "There is no column"),
        ("len(3)", "cannot be worked out"),
        ('pe.nps(survey, "recommend", high_is="good")', "“high_is” does not belong here. Delete it."),
    ],
)
def test_a_slip_whose_line_is_not_clear_says_where_to_look(line, words):
    """A bracket, a quotation mark, a comma; a name that nothing resembles."""
    assert words in explain(raised(line), line, NAMES)
