"""Run Sphinx once, quietly, and return what it warns of."""

import io
import re
from collections.abc import Mapping
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _

_COLOUR = re.compile(r"\x1b\[[\d;]*m")


def run_sphinx(builder: str, source: Path, out: Path, settings: Mapping[str, object]) -> str:
    """Build a folder of pages, and return the warnings, one a line; a page's file stands as ``course/…``.

    Raises
    ------
    PeakendError
        If Sphinx gives up.
    """
    from sphinx import locale
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace

    warnings = io.StringIO()
    locale.translators.clear()  # Sphinx would put a language's words on top of those of the one before
    try:
        with docutils_namespace():
            app = Sphinx(
                srcdir=source,
                confdir=None,
                outdir=out,
                doctreedir=source.with_name(f"doctrees-{builder}"),
                buildername=builder,
                confoverrides=dict(settings),
                status=None,
                warning=warnings,
                freshenv=True,
            )
            app.build()
    except SphinxError as error:
        raise PeakendError(_("The handbook cannot be built: {reason}.", reason=error)) from None
    return _COLOUR.sub("", warnings.getvalue()).strip().replace(f"{source}", "course")
