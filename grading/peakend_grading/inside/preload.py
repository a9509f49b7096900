"""What labs use sooner or later: imported by the zygote between orders, so that no submission has to do it alone."""

import contextlib
import importlib
import pkgutil
from collections.abc import Iterator

import peakend

# What the library imports late.
OTHERS = (
    *("scipy.special", "openpyxl", "pandas.io.formats.excel", "pandas.core.reshape.reshape", "narwhals.group_by"),
    *("narwhals._interchange.series", "pypdf", "xml.dom.minidom", "bdb"),
)
NOT_FOR_LABS = "peakend.command"


def import_rest() -> Iterator[str]:
    """Import one module at a time, and yield its name: what others bring first, which takes longest."""
    for name in (*OTHERS, *_library()):
        with contextlib.suppress(ImportError):  # of an extra that is not installed
            importlib.import_module(name)
        yield name


def _library() -> Iterator[str]:
    for module in pkgutil.walk_packages(peakend.__path__, "peakend."):
        if not module.name.startswith(NOT_FOR_LABS):
            yield module.name
