"""A business that the labs run on: what it says of itself in its folder, ``labs/cases/<case>``."""

from pathlib import Path

from pydantic import Field

from peakend.documents.texts import Part, Text
from peakend.documents.yaml_form import read_model
from peakend_labs import places

CASES = "cases"  # beside the labs: a folder each, with one folder for each lab that it is told in
CASE_FILE = "case.yml"


class Case(Part):
    """What ``case.yml`` says.

    Attributes
    ----------
    title : Text
        What its data are called.
    words : dict
        Labels of the categories in its tables, in the order in which tables and charts show them.
    facts : dict
        What is true in its data, by the names that the labs' claims use.
    seeds : dict
        Seeds with which the claims hold, by table.
    clothes : dict
        By language, words that are at home in this case alone: no other case says them, nor what all cases share.
    """

    title: Text
    words: dict[str, dict[str, Text]]
    facts: dict[str, str] = Field(default={})
    seeds: dict[str, int] = Field(default={})
    clothes: dict[str, tuple[str, ...]] = Field(default={})


def cases_folder() -> Path:
    """Return the folder of the cases."""
    return places.labs_folder() / CASES


def read_case(case: str) -> Case:
    """Return what a case says of itself, or name the line that is wrong."""
    file = cases_folder() / case / CASE_FILE
    return read_model(f"labs/{CASES}/{case}/{CASE_FILE}", file.read_text(encoding="utf-8-sig"), Case)[0]
