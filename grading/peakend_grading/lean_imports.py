"""What grading's processes need not import."""

import sys


def leave_out_grammar() -> None:
    """Keep jsonschema from reading a grammar for a second, for a check of addresses that nothing here needs.

    jsonschema imports ``rfc3987_syntax`` where it is installed, and JupyterLab's requirements install it. ``None`` in
    `sys.modules` is Python's own way to say that a module is not to be had in this process; jsonschema then goes on
    without that check, as it does where the package is missing.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
