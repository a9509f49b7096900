"""Outputs from a sandbox, made safe to keep: only what a notebook may hold, as much as fits, and nothing that runs."""

import contextlib
import re
from typing import Any

import nh3

from peakend_grading.untrusted.pictures import as_image, hold_place
from peakend_grading.untrusted.plain_json import plain_json, plain_text
from peakend_grading.untrusted.prose import harmless, without_commands
from peakend_grading.walls.messages import LEFT_OUT

Output = dict[str, Any]

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "details", "div", "dl", "dt"),
    *("em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "s"),
    *("small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u"),
    "ul",
}
_ATTRIBUTES = {"alt", "border", "class", "colspan", "dir", "lang", "rowspan", "scope", "start", "style", "title"}
_STYLES = {
    *("background-color", "border", "border-bottom", "border-collapse", "border-left", "border-right", "border-top"),
    *("color", "font-size", "font-style", "font-weight", "margin", "max-width", "padding", "text-align"),
    *("vertical-align", "white-space", "width"),
}
_PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL | re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_STREAMS = ("stdout", "stderr")
_MOST_OUTPUTS = 200
_MOST_EXECUTIONS = 1_000_000
_CHARTS = re.compile(r"application/vnd\.vega(lite)?\.v\d+(\.\d+)*\+json")


def clean_outputs(outputs: object, most: int) -> list[Output]:
    """Return what is left of some outputs.

    Text, pictures and tables stay; pictures in SVG become images, in which no script runs; of HTML stays what shows
    something; scripts, widgets and forms go.

    Parameters
    ----------
    outputs : object
        What should be a list of outputs.
    most : int
        The characters that they may have together.
    """
    cleaned: list[Output] = []
    for output in outputs[:_MOST_OUTPUTS] if isinstance(outputs, list) else []:
        clean = _clean(output, most) if isinstance(output, dict) else None
        size = len(repr(clean))
        if clean and size <= 2 * most + 1_000:
            most = max(0, most - size)
            cleaned.append(clean)
    return cleaned


def _clean(output: Output, most: int) -> Output | None:
    kind = output.get("output_type")
    if kind == "stream" and output.get("name") in _STREAMS:
        return {"output_type": kind, "name": output["name"], "text": _text(output.get("text"))[: most + len(LEFT_OUT)]}
    if kind == "error":
        lines = output.get("traceback")
        return {
            "output_type": kind,
            "ename": _text(output.get("ename")),
            "evalue": _text(output.get("evalue")),
            "traceback": [_text(line) for line in lines] if isinstance(lines, list) else [],
        }
    if kind in ("display_data", "execute_result") and isinstance(output.get("data"), dict):
        numbered = {"execution_count": clean_count(output.get("execution_count"))} if kind == "execute_result" else {}
        return {"output_type": kind, "data": _clean_data(output["data"]), "metadata": {}, **numbered}
    return None


def _clean_data(data: dict[str, Any]) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    for mime, shown in data.items():
        if mime == "text/plain":
            cleaned[mime] = _text(shown)
        elif mime == "text/latex":
            cleaned[mime] = without_commands(_text(shown))
        elif mime == "text/html":
            cleaned[mime] = clean_html(_text(shown))
        elif mime == "text/markdown":
            cleaned[mime] = harmless(_text(shown))
        elif mime in ("image/png", "image/jpeg") and isinstance(shown, str) and _BASE64.fullmatch(shown):
            cleaned[mime] = shown
        elif mime == "image/svg+xml":
            cleaned.setdefault("text/html", _image(_text(shown)))
        elif _CHARTS.fullmatch(mime) and isinstance(shown, dict):
            with contextlib.suppress(ValueError):
                cleaned[mime] = plain_json(shown)
    return cleaned


def clean_count(count: object) -> int | None:
    """Return the number of an execution, if it is one."""
    return count if type(count) is int and 0 <= count < _MOST_EXECUTIONS else None


def clean_html(html: str) -> str:
    """Return HTML without anything that runs, loads from elsewhere, or covers the page."""
    pictures: list[str] = []

    def keep_picture(found: re.Match[str]) -> str:
        pictures.append(_image(found[0]))
        return f"<code>picture-{len(pictures) - 1}</code>"

    text = _CLEANER.clean(_PICTURE.sub(keep_picture, html))
    for number, picture in enumerate(pictures):
        text = text.replace(f"<code>picture-{number}</code>", picture, 1)
    return text


def _allowed(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("a", "href"):
        return value if value.startswith(("https://", "http://")) else None
    if (tag, name) == ("img", "src"):
        return value if value.startswith("data:image/") else None
    if name == "class":  # the other classes are the page's own, some of which cover it
        return value if value == "dataframe" else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"*": _ATTRIBUTES, "a": {"href"}, "img": {"src"}},
    attribute_filter=_allowed,
    filter_style_properties=_STYLES,
    url_schemes={"https", "http", "data"},
    link_rel=None,
)


def _image(svg: str) -> str:
    return hold_place(svg) or as_image(svg)


def _text(shown: object) -> str:
    text = "".join(map(str, shown)) if isinstance(shown, list) else shown
    return plain_text(text) if isinstance(text, str) else ""
