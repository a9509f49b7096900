"""What grading's processes need not import."""

import sys

UNNEEDED = (
    "rfc3987_syntax",  # jsonschema's checks of addresses: a second, for a grammar
    "isoduration",  # and of durations
)


def leave_out_unneeded() -> None:
    """Keep jsonschema from importing, for a second, what checks addresses and durations, which nothing here needs.

    It does import them where they are installed, and JupyterLab's requirements install them. ``None`` in
    `sys.modules` is Python's own way to say that a module is not to be had in this process; jsonschema then goes on
    without that check, as it does where the package is missing.
    """
    for name in UNNEEDED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
