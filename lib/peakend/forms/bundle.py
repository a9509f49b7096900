"""What a widget hands to a notebook's output."""

from typing import Any


def mimebundle(shown: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return data and metadata, whichever way a widget gave them: as a pair, as data alone, or not at all."""
    data, metadata = shown if isinstance(shown, tuple) else (shown, None)
    return dict(data or {}), dict(metadata or {})
