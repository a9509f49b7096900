"""YAML read with its lines: one reader for documents, the outline, a lab's header and its wrong answers."""

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict

from peakend.base.errors import PeakendError
from peakend.documents.yaml_form import load_yaml, read_model


class Sheet(BaseModel):
    """A small document."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["sheet/1"]
    cases: tuple[str, ...]


def test_a_part_is_found_by_its_place():
    """The line of its name; what does not stand in the text is sought around it."""
    document, lines = load_yaml("a.yml", "a:\n  b:\n    - c\n    - d: 1\n")
    assert {"a": {"b": ["c", {"d": 1}]}} == document
    assert [2, 4, 4] == [lines.of(("a", "b")), lines.of(("a", "b", 1, "d")), lines.of(("a", "b", 1, "e", 7))]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("format: sheet/1\ncases: hall", "a.yml, line 2: cases: 'hall' cannot be used here; a list is needed"),
        ("format: sheet/1\ncaces: [hall]", "a.yml, line 1: the field 'cases' is missing."),
        ("format: sheet/1\ncases: []\ncaces: []", "line 3: there is no field 'caces'; .*; perhaps 'cases' is meant"),
        ("format: sheet/1\nformat: sheet/1", "line 2: The field 'format' appears twice"),
        ("cases: &all [a]\nformat: *all", r"line 2: '\*' stands for an alias"),
        ("cases: [a", "line 1: this is not YAML: 'cases: \\[a'"),
        ("[" * 100_000, "a.yml is not a text file"),
    ],
)
def test_a_slip_is_told_with_its_line(text, sentence):
    """One sentence with file, line and field."""
    with pytest.raises(PeakendError, match=sentence):
        read_model("a.yml", text, Sheet)
