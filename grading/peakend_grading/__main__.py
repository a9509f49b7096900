"""Run the command line with ``python -m peakend_grading``."""

from peakend_grading.cli import app

app()
