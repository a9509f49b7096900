"""An installed browser, as the printer of PDFs."""

import os
import subprocess
import tempfile
from pathlib import Path

from peakend.base.browsers import browsers
from peakend.base.errors import PeakendError
from peakend.base.files import copy_file, write_text
from peakend.base.language import translate as _

SECONDS = 300


def find_browser() -> str:
    """Return an installed Chromium, Chrome or Edge, or the one that ``PEAKEND_BROWSER`` names.

    Raises
    ------
    PeakendError
        If there is none.
    """
    named = os.environ.get("PEAKEND_BROWSER")
    if named and not Path(named).is_file():
        raise PeakendError(_("PEAKEND_BROWSER names {file!r}, which is not there. Correct it.", file=named))
    browser = named or next((one.path for one in browsers() if one.can_print), None)
    if browser is None:
        raise PeakendError(
            _(
                "Making a PDF needs Chrome, Edge or Chromium, and none was found. Install one, "
                "or name it in the environment variable PEAKEND_BROWSER."
            )
        )
    return browser


def print_html(html: str, target: Path) -> None:
    """Print a page to PDF, whole or not at all."""
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch, "page.html")
        write_text(page, html)
        print_pdf(page, target)


def print_pdf(page: Path, target: Path) -> None:
    """Print an HTML file to PDF, whole or not at all, in a browser of its own that asks nothing of the net.

    Raises
    ------
    PeakendError
        If there is no browser, or it does not print.
    """
    browser = find_browser()
    # Chromium's own sandbox does not work for root, as in a container; the page is ours.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        printed = Path(profile, "printed.pdf")
        command = [
            browser,
            "--headless=new",
            *(["--no-sandbox"] if as_root else []),
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            f"--print-to-pdf={printed.resolve()}",
            page.resolve().as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PeakendError(
                _("The browser {browser} did not print: {reason}.", browser=browser, reason=error)
            ) from None
        if done.returncode or not _is_whole(printed):
            reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise PeakendError(
                _(
                    "The browser {browser} did not print: {reason}.",
                    browser=browser,
                    reason=reason[-1] if reason else done.returncode,
                )
            )
        copy_file(printed, target)


def _is_whole(pdf: Path) -> bool:
    """Look at what a browser has written: on a full disk it says that all is well, and leaves an empty file."""
    content = pdf.read_bytes() if pdf.is_file() else b""
    return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")
