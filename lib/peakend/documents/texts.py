"""What values are made of: texts in one or two languages, ids, numbers; and how parts hold them."""

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    Strict,
    StringConstraints,
    Tag,
    WithJsonSchema,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from peakend.base.language import choose_text
from peakend.base.language import translate as _

_PLACEHOLDER = re.compile(r"[\W_]*|([^\W\d_])\1{2,}|to ?do|tb[acd]|待[填定补]|placeholder", re.IGNORECASE)
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
        raise wrong(_("{text!r} holds a character that cannot be shown; type the text again", text=line))
    return line


def _identifier(text: str) -> str:
    if not re.fullmatch(r"\w[\w.-]*", text):
        near = re.sub(r"[^\w.-]+", "-", text).strip("-.")
        raise wrong(
            _(
                "{text!r} is not an id; an id has letters, digits, '-', '_' and '.', for instance {near!r}",
                text=text,
                near=near or "check-in",
            )
        )
    return text


def _date(value: object, _validate: object) -> datetime.date:
    """Read a day as people write it: 2026-12-01, 2026/12/1, 2026年12月1日."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", str(value).strip())
    try:
        return datetime.date(*map(int, found.groups() if found else ()))
    except (ValueError, TypeError):
        raise wrong(_("{value!r} is not a day; write it like 2026-12-01", value=str(value))) from None


Identifier = Annotated[str, Strict(), StringConstraints(min_length=1), AfterValidator(_identifier)]
Line = Annotated[str, Strict(), AfterValidator(_one_line)]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Count = Annotated[int, Strict(), Field(ge=0)]
Flag = Annotated[bool, Strict()]
Date = Annotated[
    datetime.date,
    WrapValidator(_date),
    PlainSerializer(lambda day: day.isoformat()),
    WithJsonSchema({"type": "string", "format": "date"}),
]


class Part(BaseModel):
    """A frozen value that knows all its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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


def says_nothing(value: object) -> bool:
    """Whether a field holds nothing, or only what stands for a text that is still to come.

    Examples
    --------
    >>> [says_nothing(text) for text in ("…", "TODO", "待填", ("-", "xxx"), "Rehearse", "30", ())]
    [True, True, True, True, False, False, True]
    """
    if isinstance(value, Mapping):
        return all(map(says_nothing, value.values()))
    if isinstance(value, tuple | list):
        return all(map(says_nothing, value))
    return bool(_PLACEHOLDER.fullmatch(value)) if isinstance(value, str) else not value


def show_text(text: str | Bilingual | None) -> str:
    """Return a text in the language in use; none is empty."""
    if text is None:
        return ""
    return choose_text({"zh": text.zh, "en": text.en} if isinstance(text, Bilingual) else text)


def show_texts(texts: tuple[str | Bilingual, ...]) -> str:
    """Return several texts in the language in use, one a line."""
    return "\n".join(show_text(text) for text in texts)


def plain(value: Any) -> Any:
    """Return lists for tuples and whole numbers without a point, as people write them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
