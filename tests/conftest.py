"""What every test starts from: messages in English, whatever machine it runs on."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import peakend as pe
from peakend.datasets import variants
from side_by_side import WholeFiles, counted, longest_first

# Programs of this environment are found (nbgrader calls Alembic by name) though nobody has activated it.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])

# An image's setting, under which each of a thousand starts of Python would compile all that it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A busy machine is slow now and then, which says nothing about the code.
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English in each test, and forget what the test before it chose, the number of its data too."""
    pe.set_language("en")
    variants._given = None
    yield
    pe.set_language("en")
    variants._given = None


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """One small local session for all tests that need PySpark, which needs Java."""
    if not shutil.which("java") and not os.environ.get("CI"):
        pytest.skip("no Java found; PySpark needs it")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").config("spark.sql.shuffle.partitions", "1")
    builder = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the browser test keep its pictures, as the READMEs show them."""
    parser.addoption("--pictures", metavar="FOLDER", help="write the browser test's screenshots to this folder")


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> str | None:
    """The folder for screenshots, if there is to be one."""
    return request.config.getoption("--pictures")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    longest_first(items)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """Let coverage, which takes time, count where it sees something."""
    with counted(item):
        return (yield)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> WholeFiles:
    """Let the processes share the files."""
    return WholeFiles(config, log)
