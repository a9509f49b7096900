"""Decks of cards for group work: prompts for brainstorming, and what other industries do well."""

import functools
import random
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.language import choose_text, join_words, message
from peakend.base.language import translate as _
from peakend.tables.about import describe

HEADINGS = {
    "card": message("card"),
    "title": message("title"),
    "strength": message("what it does well"),
    "prompt": message("question to us"),
}


def draw_cards(deck: str, count: int = 3, *, seed: int = 0) -> pd.DataFrame:
    """Draw cards from one of the course's decks.

    Parameters
    ----------
    deck : str
        ``"brainstorming"`` or ``"cross-industry"``.
    count : int, default 3
        How many cards; no card comes twice.
    seed : int, default 0
        The same seed draws the same cards, on any machine; a team's number gives each team its own.

    Returns
    -------
    pandas.DataFrame
        One row a card, in the language in use: ``card, title, prompt``, and for industries ``strength``, what they do
        well.

    Raises
    ------
    PeakendError
        If there is no such deck, or it has fewer cards.

    Examples
    --------
    >>> import peakend as pe
    >>> cards = pe.draw_cards("cross-industry", 3, seed=7)
    >>> list(cards.columns)
    ['card', 'title', 'strength', 'prompt']
    >>> cards.equals(pe.draw_cards("cross-industry", 3, seed=7))
    True
    """
    cards = _deck(deck)
    if not 1 <= count <= len(cards):
        raise PeakendError(
            _(
                "The deck {deck!r} has {most} cards; {count} cannot be drawn. Choose from 1 to {most}.",
                deck=deck,
                most=len(cards),
                count=count,
            )
        )
    drawn = random.Random(seed).sample(cards, count)
    texts = [name for name in ("title", "strength", "prompt") if name in cards[0]]
    rows = [{"card": card["id"], **{name: choose_text(card[name]) for name in texts}} for card in drawn]
    return describe(pd.DataFrame(rows), "draw_cards", HEADINGS)


def cards_folder() -> Path:
    """Return the folder of the decks: inside an installed package, or in the course's folder beside ``lib``."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_cards"
    return installed if installed.is_dir() else package.parents[1] / "course" / "cards"


@functools.cache
def _deck(name: str) -> list[dict[str, Any]]:
    files = {file.stem: file for file in sorted(cards_folder().glob("*.yml"))}
    if name not in files:
        raise PeakendError(
            _("There is no deck {name!r}. There are: {names}.", name=name, names=join_words(files))
            + did_you_mean(name, files)
        )
    cards: list[dict[str, Any]] = yaml.safe_load(files[name].read_text(encoding="utf-8"))["cards"]
    return cards
