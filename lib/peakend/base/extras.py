"""What an analyst need not install: packages by the extra of Peakend that brings them."""

from importlib.machinery import ModuleSpec
from importlib.util import find_spec

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _

# By the name that is imported; of what comes with another package, only what the code asks for itself.
EXTRAS = {
    "labs": ("IPython", "anywidget", "ipykernel", "ipywidgets", "jupyterlab", "traitlets"),
    "grading": (
        "jupyter_client",
        "jupytext",
        "nbclient",
        "nbconvert",
        "nbformat",
        "nbgrader",
        "nh3",
        "sqlalchemy",
    ),
    "course": ("docutils", "markdown_it", "mdit_py_plugins", "myst_parser", "sphinx", "sphinx_revealjs"),
    "class": ("segno", "tornado"),
    "hub": ("jupyterhub", "jupyterhub_idle_culler"),
    "report": ("docx",),
    "dask": ("dask", "distributed"),
    "spark": ("pyspark",),
    "spss": ("pyreadstat",),
    "large": ("duckdb", "pyarrow"),
}


class ExtraMissing(PeakendError, ModuleNotFoundError):
    """A package that few need is not installed; the message says how to install it."""


def needs(module: str) -> str | None:
    """Say how to install what a missing module belongs to; None where no extra of Peakend brings it.

    Examples
    --------
    >>> needs("jupyterhub").rpartition(": ")[2]
    'pip install "peakend[hub]"'
    """
    package = module.partition(".")[0]
    if package == "vl_convert":  # the one that a system has no wheel of
        return _(
            "Pictures cannot be written with Python for Windows on ARM. Use the 64-bit (x64) Python, which runs there."
        )
    extra = next((extra for extra, packages in EXTRAS.items() if package in packages), None)
    if extra is None:
        return None
    command = f'pip install "peakend[{extra}]"'
    return _("This needs the package {package}, which is not installed: {command}", package=package, command=command)


def require(module: str) -> ModuleSpec:
    """Return where a module of an extra lies, or raise `ExtraMissing` with the way to install it."""
    if found := find_spec(module):
        return found
    raise ExtraMissing(needs(module))
