"""What Sphinx needs for the course's pages: their boxes, the links to labs, and a search that finds Chinese."""

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole
from sphinx.writers.html5 import HTML5Translator

from peakend.base.language import translate as _
from peakend_course.handbook.search import ChineseSearch
from peakend_course.names import lab_title
from peakend_course.pages import CASES


class PageBox(Directive):
    """A titled box with Markdown in it."""

    has_content = True
    kind = ""

    def box_title(self) -> str:
        """Return the words on top of the box."""
        raise NotImplementedError

    def run(self) -> Sequence[nodes.Node]:
        """Build the box."""
        box = nodes.admonition(classes=["page-box", self.kind])
        box += nodes.title("", self.box_title())
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class Keypoints(PageBox):
    """What goes on the slide."""

    kind = "keypoints"

    def box_title(self) -> str:
        """Name the box."""
        return _("Key points")


class Question(PageBox):
    """A question for the room."""

    kind = "question"

    def box_title(self) -> str:
        """Name the box."""
        return _("A question for you")


class Facilitator(PageBox):
    """Notes for who leads the room."""

    kind = "facilitator"

    def box_title(self) -> str:
        """Name the box."""
        return _("For the trainer")


class Case(PageBox):
    """A case, marked as told or as simulated."""

    kind = "case"
    optional_arguments = 1

    def box_title(self) -> str:
        """Say where the case is from."""
        simulated = self.arguments and self.arguments[0] == CASES[1]
        return _("Case · simulated data") if simulated else _("Case · as told")


class LabRole(SphinxRole):
    """``{lab}`` followed by a lab's id: a link to its page, or its name while it is not written."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Build the link."""
        title = self.config.peakend_labs.get(self.text)
        if title is None:
            return [nodes.inline("", lab_title(self.text), classes=["lab"])], []
        link = addnodes.pending_xref(
            "",
            refdoc=self.env.docname,
            refdomain="std",
            reftype="doc",
            reftarget=f"/labs/{self.text}",
            refexplicit=True,
        )
        link += nodes.inline("", title, classes=["lab"])
        return [link], []


def write_math(writer: HTML5Translator, node: nodes.math | nodes.math_block) -> None:
    """Write a formula as MathML, which browsers draw themselves; Sphinx's own way fetches a script from the net."""
    writer.body.append(tex2mathml(node.astext(), as_block=isinstance(node, nodes.math_block)))
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Register all of it, as Sphinx asks."""
    app.add_config_value("peakend_labs", {}, "env", dict)
    for directive in (Keypoints, Question, Facilitator, Case):
        app.add_directive(directive.kind, directive, override=True)
    app.add_role("lab", LabRole(), override=True)
    app.add_html_math_renderer("mathml", (write_math, None), (write_math, None))
    app.add_search_language(ChineseSearch)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
