"""What callers pass: the spelling that was probably meant."""

import pytest

from peakend.base.arguments import did_you_mean, near


@pytest.mark.parametrize(
    ("name", "meant"), [("chanel", "Channel"), ("CHANNEL", "Channel"), ("满意渡", "满意度"), ("xyz", None), (7, None)]
)
def test_the_nearest_spelling_is_found_whatever_its_capitals(name, meant):
    """A Chinese word of three characters may have one wrong; what is like none has no hint."""
    assert meant == near(name, ["Channel", "branch", "满意度"])


def test_the_hint_is_a_question():
    """It follows a sentence, and is nothing where nothing is near."""
    assert (" Did you mean 'channel'?", "") == (did_you_mean("chanel", ["channel"]), did_you_mean("xyz", ["channel"]))
