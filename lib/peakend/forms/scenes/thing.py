"""A thing to try as its file tells it: the words for what the script draws."""

from typing import Literal

from pydantic import Field

from peakend.documents.texts import Bilingual as Text
from peakend.documents.texts import Part

# The words that lib/widgets/src/course/tries.js asks for, by the thing that it draws with them.
WORDS = {
    "curve": {"points", "peakEnd", "mean", "peak", "end", "both", "tied", "alike", "better", "worse"},
    "interval": {"answers", "told"},
    "kano-pair": {"answers", "corner", "with", "without", *"AOMIRQ"},
    "visibility": {"line", "hidden", "steps", "little", "some", "all"},
}


class Thing(Part):
    """The whole of a file of ``course/tries``: the words of a thing to try, and what is told where it cannot move."""

    format: Literal["try/1"] = Field(examples=["format: try/1"])
    title: Text = Field(examples=["title: {zh: …, en: …}"])
    still: Text = Field(examples=["still: {zh: …, en: …}"])
    words: dict[str, Text] = Field(examples=["words: {end: {zh: …, en: …}}"])
