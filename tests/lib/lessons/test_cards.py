"""The decks for group work, and drawing from them."""

import pandas as pd
import pytest
import yaml

import peakend as pe
from peakend.lessons.cards import cards_folder
from peakend_course.cards import group_cards
from peakend_course.outline import read_outline

DECKS = {"brainstorming": 10, "cross-industry": 16}  # how many cards at least


@pytest.mark.parametrize("deck", DECKS)
def test_decks_are_large_enough_and_speak_both_languages(deck):
    """No card twice, no text missing."""
    cards = yaml.safe_load((cards_folder() / f"{deck}.yml").read_text(encoding="utf-8"))["cards"]
    assert DECKS[deck] <= len(cards) == len({card["id"] for card in cards})
    texts = [text for card in cards for name, text in card.items() if name != "id"]
    assert all(set(text) == {"zh", "en"} and all(text.values()) for text in texts)


def test_the_same_seed_draws_the_same_cards_in_both_languages():
    """A team's cards are the same on any machine."""
    english = pe.draw_cards("cross-industry", 3, seed=4)
    pe.set_language("zh")
    chinese = pe.draw_cards("cross-industry", 3, seed=4)
    pd.testing.assert_series_equal(english["card"], chinese["card"])
    assert not set(english["prompt"]) & set(chinese["prompt"])


def test_teams_draw_different_cards():
    """Over fifty teams every card is drawn."""
    drawn = {card for seed in range(50) for card in pe.draw_cards("cross-industry", 3, seed=seed)["card"]}
    assert len(drawn) == len(pe.draw_cards("cross-industry", 16))


@pytest.mark.parametrize("count", [0, 99])
def test_a_deck_has_only_so_many_cards(count):
    """The sentence says how many."""
    with pytest.raises(pe.PeakendError, match="Choose from 1 to"):
        pe.draw_cards("brainstorming", count)


def test_an_unknown_deck_gets_the_right_name():
    """The nearest deck is offered."""
    with pytest.raises(pe.PeakendError, match="Did you mean 'brainstorming'"):
        pe.draw_cards("brain-storm")


def test_group_cards_can_be_read():
    """Each has steps, an output and pitfalls, in both languages; nothing is left empty."""
    for card in group_cards(read_outline()).values():
        texts = [card.title, card.goal, card.output, *card.steps, *card.pitfalls]
        assert all(text.zh and text.en for text in texts)
