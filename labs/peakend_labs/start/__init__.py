"""What `start.sh` and `start.bat` run before anything is installed: of Python's own library alone."""
