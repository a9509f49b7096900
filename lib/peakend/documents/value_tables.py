"""Values as tables: a list of rows for computing, and the whole for reading."""

from html import escape
from typing import Any

import pandas as pd

from peakend.base.language import join_words, message
from peakend.base.language import translate as _
from peakend.documents.fields import FormField, fields_of, headings_of, words_of
from peakend.documents.problems import DocumentError, nearest
from peakend.documents.texts import Bilingual, Part, show_text
from peakend.tables.about import describe


def value_table(value: Part, part: str | None) -> pd.DataFrame:
    """Return a list of rows, or the fields that stand alone, as a table."""
    fields = fields_of(type(value))
    if part is None:
        single = [field for field in fields if field.kind != "rows"]
        rows = [(field.name, _cell(getattr(value, field.name))) for field in single]
        table = pd.DataFrame(rows, columns=["field", "value"], dtype=object)
        headings = {"field": message("field"), "value": message("content")}
        return describe(table, "fields", headings, words={"field": headings_of(single)})
    lists = {field.name: field for field in fields if field.kind == "rows"}
    if part not in lists:
        said = _("There is no list {part!r} here; the lists are {lists}", part=part, lists=join_words(lists))
        raise DocumentError((), "", said + nearest(part, list(lists)))
    inner = lists[part].inner
    rows_of = [[_cell(getattr(row, field.name)) for field in inner] for row in getattr(value, part)]
    table = pd.DataFrame(rows_of, columns=[field.name for field in inner], dtype=object)
    numbers = [field.name for field in inner if field.kind == "number"]
    return describe(table.astype(dict.fromkeys(numbers, float)), part, headings_of(inner), words=words_of(inner))


def value_html(value: Part) -> str:
    """Return the whole value as a page shows it, in the language in use; what is empty is left out."""
    parts = []
    fields = fields_of(type(value))
    single = [(f.title, shown(f, getattr(value, f.name))) for f in fields if f.kind != "rows"]
    parts.append(_rows([(title, text) for title, text in single if text]))
    for field in fields:
        rows = getattr(value, field.name)
        if field.kind == "rows" and rows:
            parts.append(f"<h4>{escape(field.title)}</h4>{_list(field, rows)}")
    return "".join(parts)


def shown(field: FormField, content: Any) -> str:
    """Return a field's content as a person reads it, in the language in use."""
    if content is None or content == ():
        return ""
    if field.kind == "flag":
        return _("yes") if content else _("no")
    if field.kind == "choice":
        return field.option(content)
    if isinstance(content, tuple):
        return "\n".join(show_text(text) for text in content)
    if field.kind == "text":
        return show_text(content)
    return f"{content:g}" if isinstance(content, float) else str(content)


def _list(field: FormField, rows: Any) -> str:
    filled = [inner for inner in field.inner if any(shown(inner, getattr(row, inner.name)) for row in rows)]
    head = "".join(f"<th>{escape(inner.title)}</th>" for inner in filled)
    body = "".join(
        f"<tr>{''.join(f'<td>{_lines(shown(inner, getattr(row, inner.name)))}</td>' for inner in filled)}</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _rows(pairs: list[tuple[str, str]]) -> str:
    cells = [
        f"<tr><th style='text-align:left'>{escape(title)}</th><td>{_lines(text)}</td></tr>" for title, text in pairs
    ]
    return f"<table>{''.join(cells)}</table>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _cell(content: Any) -> Any:
    if isinstance(content, (str, Bilingual)):
        return show_text(content)
    if isinstance(content, tuple):
        return "\n".join(show_text(text) for text in content)
    return content
