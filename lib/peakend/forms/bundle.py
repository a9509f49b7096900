"""What a widget is in the browser, and what it hands to a notebook's output."""

from pathlib import Path
from typing import Any

from peakend.base.brand import brand

BUNDLES = Path(__file__).parent / "bundles"  # built from lib/widgets, one a widget


def styles(*files: Path) -> str:
    """Return a widget's style sheets in one, with the brand's colours before them."""
    return brand().css + "".join(file.read_text(encoding="utf-8") for file in files)


def mimebundle(shown: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return data and metadata, whichever way a widget gave them: as a pair, as data alone, or not at all."""
    data, metadata = shown if isinstance(shown, tuple) else (shown, None)
    return dict(data or {}), dict(metadata or {})
