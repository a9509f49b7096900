"""Numbers as people type them; the browser's twin reads the same file (tests/lib/forms/numbers.test.mjs)."""

import json
from pathlib import Path

import pytest

from peakend.base.language import set_language
from peakend.base.numbers import read_number, show_percent

VECTORS = json.loads(Path(__file__).with_name("numbers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("typed", "expected"), VECTORS)
def test_a_number_is_read_as_it_is_meant(typed, expected):
    """Thousands, decimal commas, percent signs, full-width digits; and None for what is no number."""
    assert expected == read_number(typed)


def test_whole_numbers_are_whole():
    """A document's counts stay counts."""
    assert [int, float] == [type(read_number(text)) for text in ("4.0", "4.5")]


def test_percent_is_written_as_its_language_does():
    """With a space in English, without one in Chinese."""
    assert "23 %" == show_percent(23.4)
    set_language("zh")
    assert "66.7%" == show_percent(66.67, 1)
