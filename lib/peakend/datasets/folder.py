"""Where the course's data sets lie; apart from what loads them."""

from pathlib import Path


def datasets_folder() -> Path:
    """Return the folder of the data sets: inside an installed package, or beside ``lib`` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_datasets"
    return installed if installed.is_dir() else package.parents[1] / "datasets"
