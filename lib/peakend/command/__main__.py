"""Run the command line with ``python -m peakend.command``."""

from peakend.command.app import main

main()
