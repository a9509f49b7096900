"""What a widget is in the browser, and what it hands to a notebook's output."""

from pathlib import Path
from typing import Any

BUNDLES = Path(__file__).parent / "bundles"  # built from lib/widgets, one a widget


def mimebundle(shown: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return data and metadata, whichever way a widget gave them: as a pair, as data alone, or not at all."""
    data, metadata = shown if isinstance(shown, tuple) else (shown, None)
    return dict(data or {}), dict(metadata or {})
