"""The journey-map editor as one HTML file that opens by a double-click and asks nothing of anybody."""

import json
from pathlib import Path
from typing import Any

from peakend.base.language import get_language, set_language
from peakend.base.language import translate as _
from peakend.faces.journey_map import JourneyMap
from peakend.forms import editor
from peakend.forms.bundle import styles
from peakend.forms.editor.labels import editor_labels
from peakend.forms.kept_form import kept_labels
from peakend_labs.places import HOUSE

TEMPLATES = Path(__file__).parent / "templates"
EXAMPLE = HOUSE / "datasets" / "hospital" / "journey.yaml"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:"


def editor_page() -> str:
    """Return the page, in both languages; the reader's browser chooses, a button changes."""
    example = JourneyMap.read(EXAMPLE).to_document()
    labels, blank = {}, {}
    spoken = get_language()
    try:
        for language in ("zh", "en"):
            set_language(language)
            labels[language] = {**kept_labels(), **editor_labels(), **_page_labels()}
            blank[language] = _blank()
    finally:
        set_language(spoken)
    data = json.dumps({"labels": labels, "example": example, "blank": blank}, ensure_ascii=False)
    script = (TEMPLATES / "editor_page.js").read_text(encoding="utf-8")
    return _PAGE.format(
        policy=POLICY,
        title=f"{labels['zh']['page_title']} · {labels['en']['page_title']}",
        style=styles(Path(editor.__path__[0]) / "editor.css", TEMPLATES / "editor_page.css"),
        data=data.replace("<", "\\u003c"),
        script=script.replace("</script", "<\\/script"),
        no_script="请打开浏览器的 JavaScript。 Switch on JavaScript in this browser.",
    )


def _blank() -> dict[str, Any]:
    phases = [(_("Before"), "before"), (_("During"), "during"), (_("After"), "after")]
    return {
        "format": "journey/1",
        "id": "my-journey",
        "title": _("My journey map"),
        "state": "current",
        "phases": [{"id": period, "name": name, "period": period} for name, period in phases],
        "touchpoints": [],
    }


def _page_labels() -> dict[str, str]:
    return {
        "page_title": _("Peakend: journey map editor"),
        "page_about": _(
            "Draw a customer's journey, say how each touchpoint feels, and see what is remembered. The map stays in "
            "this browser; nothing is sent anywhere. Save it as a file before you leave."
        ),
        "files": _("Files"),
        "open_file": _("Open a map …"),
        "save_yaml": _("Save the map"),
        "save_svg": _("Save as picture"),
        "print": _("Print"),
        "begin_new": _("New map"),
        "show_example": _("Show the example"),
        "begin_sure": _("The map on the page will be replaced. Have you saved it as a file?"),
        "other_language": "English" if get_language() == "zh" else "中文",
        "kept": _("Kept in this browser. Save the map as a file to pass it on."),
        "kept_nowhere": _("This browser keeps nothing: save the map as a file before you close the page."),
        "no_score": _("No score yet: say at one touchpoint at least how it feels."),
        "score": _("Peak–end score {score}: the peak is “{peak}”, the end is “{end}”."),
        "score_tied": _(
            "Peak–end score {score} or {high}: “{peak}” and “{peak_high}” lie equally far from neutral, and nobody "
            "knows which is remembered; the end is “{end}”."
        ),
        "score_missing": _("{known} of {all} touchpoints are known; the others are left out."),
        "file_refused": _("{file} was not opened, and your map is as it was: {reason}"),
        "file_other": _("this is not a journey map; it begins with “format: journey/1”."),
        "file_line": _("line {line} is not YAML; look at indents, colons and quotes."),
        "file_large": _("it is too large for a map."),
        "file_id": _("“{name}” has no id or no name, or its id appears twice."),
        "file_phase": _("“{name}” names the phase “{phase}”, which is not in the map."),
        "file_emotion": _("the emotion of “{name}” is {value}; possible is −2 to 2, or nothing."),
    }


_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main><noscript>{no_script}</noscript></main>
<script type="application/json" id="peakend-page">{data}</script>
<script>
{script}
</script>
</body>
</html>
"""
