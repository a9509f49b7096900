"""What values are made of: texts in one or two languages, ids, numbers; and how parts hold them."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    StringConstraints,
    Tag,
)
from pydantic_core import PydanticCustomError

from peakend.language import choose_text
from peakend.language import translate as _

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")


def wrong(reason: str) -> PydanticCustomError:
    """Return an error that the validator places where it happened; `reason` is a translated half-sentence."""
    return PydanticCustomError("stated", "{reason}", {"reason": reason})


def _one_line(text: str) -> str:
    """Make one paragraph of a text, so that it is the same in a cell, a file and a picture."""
    line = " ".join(text.split())
    if not line:
        raise wrong(_("the text is empty; write something, or leave the field out"))
    if _UNPRINTABLE.search(line):
        raise wrong(_("{text!r} holds a character that cannot be shown; type the text anew", text=line))
    return line


def _identifier(text: str) -> str:
    if not re.fullmatch(r"\w[\w.-]*", text):
        near = re.sub(r"[^\w.-]+", "-", text).strip("-.")
        raise wrong(
            _(
                "{text!r} is no id; an id has letters, digits, '-', '_' and '.', for instance {near!r}",
                text=text,
                near=near or "check-in",
            )
        )
    return text


Identifier = Annotated[str, Strict(), StringConstraints(min_length=1), AfterValidator(_identifier)]
Line = Annotated[str, Strict(), AfterValidator(_one_line)]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Count = Annotated[int, Strict(), Field(ge=0)]
Flag = Annotated[bool, Strict()]


class Part(BaseModel):
    """A frozen value that knows all its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Bilingual(Part):
    """One text in Chinese and English."""

    zh: Line
    en: Line


def _kind_of_text(value: object) -> str:
    return "bilingual" if isinstance(value, (Mapping, Bilingual)) else "text"


Text = Annotated[
    Annotated[Line, Tag("text")] | Annotated[Bilingual, Tag("bilingual")],
    Discriminator(_kind_of_text),
]


def show_text(text: str | Bilingual | None) -> str:
    """Return a text in the language in use; none is empty."""
    if text is None:
        return ""
    return choose_text({"zh": text.zh, "en": text.en} if isinstance(text, Bilingual) else text)


def show_texts(texts: tuple[str | Bilingual, ...]) -> str:
    """Return several texts in the language in use, one a line."""
    return "\n".join(show_text(text) for text in texts)
