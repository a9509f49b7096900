"""What every test starts from: messages in English, whatever machine it runs on."""

from collections.abc import Iterator

import peakend as pe
import pytest


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English in each test, and forget what the test before it chose."""
    pe.set_language("en")
    yield
    pe.set_language("en")
