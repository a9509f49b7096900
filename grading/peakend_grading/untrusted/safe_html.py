"""What a submission shows, made safe for a page: nothing in it runs, loads from elsewhere, or covers the page."""

import base64
import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from nbformat import NotebookNode

LONGEST_OUTPUT = 20_000  # characters of text; a page is for reading
_TAGS = {
    *("b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em", "h1", "h2"),
    *("h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
}
_ATTRIBUTES = {"alt", "colspan", "rowspan", "scope", "start", "style"}
_STYLES = {
    *("background-color", "border", "border-bottom", "border-collapse", "border-left", "border-right", "border-top"),
    *("color", "font-size", "font-style", "font-weight", "max-width", "padding", "text-align", "vertical-align"),
    *("white-space", "width"),
}
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
LONGEST_ALT = 2000  # a screen reader reads it all
_NAME = re.compile(r"""<svg\b[^<>]*?\saria-label="([^"<>]*)\"""", re.IGNORECASE)
_PICTURE = re.compile(r"<svg\b.*?</svg\s*>", re.DOTALL | re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
_SCRIPT_ENDINGS = re.compile(r"<(script|style)\b.*?(</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)


def clean_html(html: str) -> str:
    """Return what HTML shows: tables, text and pictures that it brings along."""
    pictures: list[str] = []

    def keep(found: re.Match[str]) -> str:
        pictures.append(_svg_image(found[0]))
        return f"<code>picture {len(pictures)}</code>"

    readable = _SCRIPT_ENDINGS.sub("", _UNREADABLE.sub("", html))
    text = _CLEANER.clean(_PICTURE.sub(keep, readable))
    for number, picture in enumerate(pictures, start=1):
        text = text.replace(f"<code>picture {number}</code>", picture, 1)
    return text


def markdown_html(text: str) -> str:
    """Return Markdown as HTML; tags in it are shown as they were typed."""
    return clean_html(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))


def code_html(text: str) -> str:
    """Return code, or anything else that is shown letter by letter."""
    plain = _UNREADABLE.sub("", _ANSI.sub("", text))
    shown = plain[:LONGEST_OUTPUT] + ("\n…" if len(plain) > LONGEST_OUTPUT else "")
    return f"<pre>{escape(shown)}</pre>"


def output_html(output: NotebookNode) -> str:
    """Return one output of a cell as HTML, in the richest form that is safe; nothing for forms and scripts."""
    if output.output_type == "stream":
        return code_html(_text(output.get("text")))
    if output.output_type == "error":
        return code_html(f"{_text(output.get('ename'))}: {_text(output.get('evalue'))}")
    data = output.get("data", {})
    if "text/html" in data:
        return clean_html(_text(data["text/html"]))
    if "image/svg+xml" in data:
        return _svg_image(_text(data["image/svg+xml"]), _alt(data))
    for kind in ("image/png", "image/jpeg"):
        if _BASE64.fullmatch(_text(data.get(kind))):
            return f'<img alt="{_alt(data)}" src="data:{kind};base64,{"".join(_text(data[kind]).split())}">'
    if "text/markdown" in data:
        return markdown_html(_text(data["text/markdown"]))
    return code_html(_text(data["text/plain"])) if "text/plain" in data else ""


def _alt(data: Mapping[str, Any]) -> str:
    """Return what a picture shows, where its maker said it and not only what kind of object it is."""
    said = _UNREADABLE.sub("", _text(data.get("text/plain"))).strip()
    return "" if said.startswith("<") else escape(said[:LONGEST_ALT])


def _svg_image(svg: str, said: str = "") -> str:
    # As an image a picture runs no script and loads nothing.
    said = said or escape(unescape(found[1])[:LONGEST_ALT] if (found := _NAME.match(svg)) else "")
    content = base64.b64encode(_UNREADABLE.sub("", svg).encode()).decode("ascii")
    return f'<img alt="{said}" src="data:image/svg+xml;base64,{content}">'


def _allowed(tag: str, name: str, value: str) -> str | None:
    return None if (tag, name) == ("img", "src") and not value.startswith("data:image/") else value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"*": _ATTRIBUTES, "img": {"src"}},
    attribute_filter=_allowed,
    filter_style_properties=_STYLES,
    url_schemes={"data"},
    link_rel=None,
)


def _text(shown: object) -> str:
    text = "".join(map(str, shown)) if isinstance(shown, list) else shown
    return text if isinstance(text, str) else ""
