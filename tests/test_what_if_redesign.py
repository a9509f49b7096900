"""The what-if of a redesign: what it shows, what it computes when something is ticked, and that it needs no browser."""

import xml.etree.ElementTree as ElementTree

import pytest

import peakend as pe
from journeys import a_map

OPTIONS = [
    {"option": "queue", "name": "Shorter <b>queue</b>", "touchpoint": "t1", "cost": 5, "effect": 2},
    {"option": "farewell", "name": "A farewell", "touchpoint": "t3", "cost": 5, "effect": 1},
]


def tried(**changes) -> pe.what_if_redesign:
    widget = pe.what_if_redesign(a_map(-1, 2, 0), OPTIONS, budget=5)
    for name, value in changes.items():
        setattr(widget, name, value)
    return widget


def test_it_starts_with_nothing_chosen_beside_three_strategies():
    """One's own choice first."""
    table = tried().table
    assert [("own", 1.0), ("remembered", 1.5), ("weakest", 1.0), ("even", 1.0)] == list(
        table[["plan", "score_after"]].itertuples(index=False, name=None)
    )


def test_ticking_an_option_changes_ones_own_choice():
    """The sentence says by how much, and for how much."""
    expected = "Your own choice: A farewell. The remembered score changes by +0.50 points for 5."
    assert expected == tried(ticked=["farewell"]).sentence


def test_a_larger_budget_changes_the_strategies():
    """With 10, the weakest first reaches the farewell, too."""
    table = tried(budget=10.0).table.set_index("plan")
    assert 1.5 == table.loc["weakest", "score_after"]


def test_a_choice_over_the_budget_is_said_to_be():
    """It may be tried all the same."""
    assert tried(ticked=["queue", "farewell"]).plans[0]["text"].endswith("cost 10 (over the budget)")


def test_the_picture_is_of_the_plan_that_is_shown():
    """A drawing with its alternative text."""
    picture = tried(shown="remembered").picture
    assert "svg" in ElementTree.fromstring(picture).tag
    assert "On what is remembered: +1.00 → +1.50" in picture


def test_an_option_that_is_no_more_is_not_counted():
    """A saved state of another data set's options does no harm."""
    assert 0 == tried(ticked=["gone"]).table.loc[0, "cost"]


def test_without_a_browser_it_is_a_picture_and_text():
    """What nbconvert and GitHub show; names from a file are text in it, not markup."""
    bundle = tried(ticked=["queue"])._repr_mimebundle_()[0]
    assert "Shorter &lt;b&gt;queue&lt;/b&gt;" in bundle["text/html"]
    assert "<b>" not in bundle["text/html"]
    assert "<svg" in bundle["text/html"]


def test_every_text_speaks_chinese():
    """Labels, plans and sentence."""
    pe.set_language("zh")
    widget = tried(shown="weakest")
    assert widget.sentence.startswith("先补最短的板：")
    assert "四种投法" in widget.labels["plans"]


def test_a_bad_option_is_answered_as_in_redesign():
    """One sentence."""
    with pytest.raises(pe.PeakendError, match="no touchpoint 't9'"):
        pe.what_if_redesign(a_map(1), [{**OPTIONS[0], "touchpoint": "t9"}])
