"""What a widget is in the browser, and what it hands to a notebook's output."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peakend.base.brand import brand

BUNDLES = Path(__file__).parent / "bundles"  # built from lib/widgets, one a widget
_pages: list[bool] = []


def styles(*files: Path) -> str:
    """Return a widget's style sheets in one, with the brand's colours before them."""
    return brand().variables + "".join(file.read_text(encoding="utf-8") for file in files)


@contextmanager
def on_a_page() -> Iterator[None]:
    """Let forms show meanwhile what stands on a page where none can run, and make none."""
    _pages.append(True)
    try:
        yield
    finally:
        _pages.pop()


def is_on_a_page() -> bool:
    """Whether nobody will fill in what is shown."""
    return bool(_pages)


def mimebundle(shown: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return data and metadata, whichever way a widget gave them: as a pair, as data alone, or not at all."""
    data, metadata = shown if isinstance(shown, tuple) else (shown, None)
    return dict(data or {}), dict(metadata or {})
