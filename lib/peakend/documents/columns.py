"""The columns in which people fill in a value, and the way from its fields to cells and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from peakend.base.language import LANGUAGES, get_language, join_words
from peakend.base.language import translate as _
from peakend.base.numbers import read_number
from peakend.documents.problems import DocumentError, Place, nearest

Kind = Literal["word", "text", "texts", "number", "choice", "flag"]
Cell = str | float | bool | None
Row = dict[str, Cell]

YES = {"yes": True, "true": True, "是": True, "1": True, "no": False, "false": False, "否": False, "0": False}


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes
    ----------
    name, zh : str
        Its heading in English, which is its key in a row, and in Chinese.
    kind : str
        How its cells are read; a text may also stand in two columns, one a language.
    path : tuple of str
        Where its value stands in the document; by default under its name.
    labels : tuple of tuple
        The values that a choice offers, each with its Chinese and its English word.
    """

    name: str
    zh: str
    kind: Kind = "text"
    path: tuple[str, ...] = ()
    labels: tuple[tuple[str, str, str], ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Where in the record the value stands."""
        return self.path or (self.name,)

    @property
    def names(self) -> dict[str, str]:
        """The headings that belong to it, English to Chinese."""
        if self.kind not in ("text", "texts"):
            return {self.name: self.zh}
        both = {f"{self.name}_zh": f"{self.zh}（中文）", f"{self.name}_en": f"{self.zh}（英文）"}
        return {self.name: self.zh, **both}

    def words(self, language: str) -> dict[str, str]:
        """Return the values that a choice offers, each with its word in a language."""
        return {value: zh if language == "zh" else en for value, zh, en in self.labels}


def to_row(record: Mapping[str, Any], columns: Sequence[Column]) -> Row:
    """Return a record of the document as cells, by English heading; what is not filled in is not there."""
    row: Row = {}
    for column in columns:
        value: Any = record
        for key in column.keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        if value is None:
            continue
        if column.kind == "texts":
            row.update(_join(column.name, value))
        elif isinstance(value, Mapping):
            row.update({f"{column.name}_{language}": text for language, text in value.items()})
        else:
            row[column.name] = value
    return row


def from_row(row: Mapping[str, Cell], columns: Sequence[Column], place: Place = ()) -> dict[str, Any]:
    """Return the record that a row of cells tells; cells that tell nothing possible are left to the validator."""
    record: dict[str, Any] = {}
    for column in columns:
        value = _read(row, column, place)
        if value is None:
            continue
        inside = record
        for key in column.keys[:-1]:
            inside = inside.setdefault(key, {})
        inside[column.keys[-1]] = value
    return record


def heading(name: str, columns: Sequence[Column], language: str) -> str:
    """Return an English heading in a language."""
    if language == "en":
        return name
    return {name: zh for column in columns for name, zh in column.names.items()}[name]


def known_headings(columns: Sequence[Column]) -> dict[str, str]:
    """Return every heading that is understood, with its English one."""
    pairs = [pair for column in columns for pair in column.names.items()]
    return {zh: name for name, zh in pairs} | {name: name for name, _zh in pairs}


def heading_at(place: Place, columns: Sequence[Column]) -> str:
    """Return the heading, in the language in use, under which a place of the document is filled in, or nothing."""
    while place and isinstance(place[-1], int):
        place = place[:-1]
    found = [column for column in columns if place[-len(column.keys) :] == column.keys]
    return heading(max(found, key=lambda column: len(column.keys)).name, columns, get_language()) if found else ""


def shown_cell(value: Cell, column: Column) -> Cell:
    """Return a value as a person reads it in a cell: choices, yes and no are words of the language in use."""
    if value is None:
        return None
    if column.kind == "flag":
        return _("yes") if value else _("no")
    return column.words(get_language())[str(value)] if column.kind == "choice" else value


def _join(name: str, texts: Sequence[Any]) -> Row:
    """Put each text on a line of its own, at the same height in the plain and the two languages' cells."""
    cells = {
        name: [text if isinstance(text, str) else "" for text in texts],
        f"{name}_zh": [text["zh"] if isinstance(text, Mapping) else "" for text in texts],
        f"{name}_en": [text["en"] if isinstance(text, Mapping) else "" for text in texts],
    }
    return {key: "\n".join(lines) for key, lines in cells.items() if any(lines)}


def _read(row: Mapping[str, Cell], column: Column, place: Place) -> Any:
    if column.kind in ("text", "texts"):
        plain, zh, en = (_lines(row.get(name), column.kind) for name in column.names)
        texts = [text for i in range(max(map(len, (plain, zh, en)))) for text in _line_texts(plain, zh, en, i)]
        if column.kind == "texts":
            return texts or None
        if len(texts) > 1:
            single, chinese, english = (heading(name, [column], get_language()) for name in column.names)
            reason = _("fill in either {plain!r} or {zh!r} and {en!r}", plain=single, zh=chinese, en=english)
            raise DocumentError((*place, *column.keys), "", reason)
        return texts[0] if texts else None
    cell = row.get(column.name)
    if cell is None or cell == "":
        return None
    if column.kind == "number":
        return number_in(cell)
    word = _word(cell)
    if column.kind == "flag":
        return YES.get(word.lower(), cell)
    if column.kind == "choice":
        return _choice(word, column, (*place, *column.keys))
    return word


def _choice(word: str, column: Column, place: Place) -> str:
    """Return the value that a word stands for: itself, or its name in either language."""
    values = {value: value for value in column.words("en")}
    values |= {name.casefold(): value for language in LANGUAGES for value, name in column.words(language).items()}
    if word.casefold() in values:
        return values[word.casefold()]
    allowed = list(column.words(get_language()).values())
    reason = _("{value!r} is not one of the choices: {allowed}", value=word, allowed=join_words(allowed))
    raise DocumentError(place, "", reason + nearest(word, allowed))


def _line_texts(plain: list[str], zh: list[str], en: list[str], i: int) -> list[Any]:
    single, chinese, english = (lines[i] if i < len(lines) else "" for lines in (plain, zh, en))
    both = {"zh": chinese, "en": english} if chinese and english else chinese or english
    return [text for text in (single, both) if text]


def _lines(cell: Cell, kind: Kind) -> list[str]:
    text = _word(cell) if kind == "text" else _shown(cell)
    return [line.strip() for line in text.split("\n")] if kind == "texts" else [" ".join(text.split())]


def _word(cell: Cell) -> str:
    return _shown(cell).strip()


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def number_in(cell: Cell) -> object:
    """Return the number that a cell holds or that was typed into it; anything else is left as it is."""
    if cell is None or (isinstance(cell, str) and cell.strip().lower() in ("", "null")):
        return None
    if isinstance(cell, str):
        number = read_number(cell)
        return cell if number is None else number
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
