"""What all values that people fill in have in common: texts, files, errors, tables, forms."""

from peakend.documents.registry import value_from_document as value_from_document
