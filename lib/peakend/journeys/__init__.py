"""Journey maps: one value for what customers go through, in text, tables and workbooks, scored and redesigned."""
