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


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the browser test keep its pictures, as the READMEs show them."""
    parser.addoption("--pictures", metavar="FOLDER", help="write the browser test's screenshots to this folder")


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> str | None:
    """The folder for screenshots, if there is to be one."""
    return request.config.getoption("--pictures")
