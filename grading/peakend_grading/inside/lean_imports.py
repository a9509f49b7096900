"""What grading's processes need not import."""

import sys


def leave_out_grammar() -> None:
    """Keep jsonschema from reading a grammar for a second, for a check of addresses that nothing here needs."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
