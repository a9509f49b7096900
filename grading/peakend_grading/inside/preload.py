"""What labs use sooner or later: brought in by the zygote between orders, so that no submission has to do it alone."""

import base64
import contextlib
import importlib
import inspect
import itertools
import json
import os
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import peakend
from peakend.base.errors import PeakendError
from peakend.base.language import LANGUAGES

# What the library imports late.
OTHERS = (
    *("scipy.special", "openpyxl", "pandas.io.formats.excel", "pandas.core.reshape.reshape", "narwhals.group_by"),
    *("narwhals._interchange.series", "pypdf", "xml.dom.minidom", "bdb"),
    *("IPython.core.logger", "encodings.ascii", "encodings.utf_8_sig"),
)
NOT_FOR_LABS = "peakend.command"


def prepare_forms(job: bytes) -> None:
    """Read the forms that a trainer gave with a lab, by path and in base64, once for all submissions."""
    from peakend.forms.worksheet_source import read_ahead

    for name, content in json.loads(job).items():
        with contextlib.suppress(PeakendError, ValueError):  # who opens it will be told
            read_ahead(Path(name), base64.b64decode(content))


def prepare_rest() -> Iterator[str]:
    """Prepare one thing at a time, and yield its name: public names, modules, the cases' and empty tables."""
    for name in dir(peakend):
        getattr(peakend, name)
        yield name
    for name in (*OTHERS, *_library()):
        with contextlib.suppress(ImportError):  # of an extra that is not installed
            importlib.import_module(name)
        yield name
    # Whoever writes an error down asks where each module lies, and remembers it.
    inspect.getmodule(None, "not a file of any")
    yield "errors"
    from peakend.datasets.catalogue import described_tables
    from peakend.lessons.datasets import read_ahead
    from peakend.lessons.own_tables import TABLES
    from peakend.lessons.own_template import make_template

    for table in described_tables():
        with contextlib.suppress(PeakendError, OSError):
            read_ahead(table)
        yield table
    for language, kind in itertools.product(LANGUAGES, TABLES):
        os.environ["PEAKEND_LANG"] = language
        with contextlib.suppress(PeakendError, OSError):  # no extra for workbooks, no room for a draft
            make_template(kind)
        del os.environ["PEAKEND_LANG"]
        yield kind


def _library() -> Iterator[str]:
    for module in pkgutil.walk_packages(peakend.__path__, "peakend."):
        if not module.name.startswith(NOT_FOR_LABS):
            yield module.name
