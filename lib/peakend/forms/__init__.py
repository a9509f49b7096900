"""What is filled in within a notebook."""

from peakend.base.extras import require

require("anywidget")  # an analyst's installation has no forms, and is told how to get them
