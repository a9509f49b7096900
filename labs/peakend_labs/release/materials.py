"""The bill of materials that lies in each kit: every package of the lock by version and hash, with its licence."""

import json
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

MATERIALS = "bill-of-materials.cdx.json"  # CycloneDX 1.5, by its usual ending


def with_licences(exported: str) -> str:
    """Return a bill as uv exports it, short, the same for the same lock, and with the licences known on this machine.

    Examples
    --------
    >>> bill = '{"serialNumber": "urn:1", "metadata": {"timestamp": "now"}, "components": [{"name": "numpy"}]}'
    >>> json.loads(with_licences(bill))["metadata"], "BSD" in with_licences(bill)
    ({}, True)
    """
    bill: dict[str, Any] = json.loads(exported[exported.index("{") :])
    bill.pop("serialNumber", None)
    bill["metadata"].pop("timestamp", None)
    for component in bill["components"]:
        if licences := _licences(component["name"]):
            component["licenses"] = licences
    return json.dumps(bill, ensure_ascii=False, separators=(",", ":")) + "\n"


def _licences(package: str) -> list[dict[str, Any]]:
    try:
        about = metadata(package)
    except PackageNotFoundError:  # for another system than this one
        return []
    if expression := about.get_all("License-Expression"):
        return [{"expression": expression[0]}]
    named = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    named = named or [text.strip().partition("\n")[0] for text in about.get_all("License") or [] if text.strip()]
    return [{"license": {"name": name}} for name in named]
