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
from peakend_course.drawn import drawn
from peakend_course.handbook.search import ChineseSearch
from peakend_course.names import lab_title
from peakend_course.pages import CASES
from peakend_course.references import Reference, said
from peakend_course.sources import read_sources


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


class Objective(PageBox):
    """What a reader can do after the page."""

    kind = "objective"

    def box_title(self) -> str:
        """Name the box."""
        return _("After this page you can")


class Check(PageBox):
    """A question to try oneself on; its answer unfolds below it."""

    kind = "check"

    def box_title(self) -> str:
        """Name the box."""
        return _("Check yourself")


class Monday(PageBox):
    """What to do back at work."""

    kind = "monday"

    def box_title(self) -> str:
        """Name the box."""
        return _("On Monday")


class Unfolding(Directive):
    """A part that a reader unfolds."""

    has_content = True
    classes: tuple[str, ...] = ("page-box", "answer")

    def summary(self) -> str:
        """Return the words on which to click."""
        return _("Show the answer")

    def run(self) -> Sequence[nodes.Node]:
        """Build it."""
        folded = unfolding("", classes=list(self.classes), words=self.summary())
        self.state.nested_parse(self.content, self.content_offset, folded)
        return [folded]


class Answer(Unfolding):
    """The answer to a check, which a printed book has at the end of its page."""


class Program(Unfolding):
    """A lab's program, which works out of sight there too; print leaves it out."""

    classes = ("lab-program",)

    def summary(self) -> str:
        """Return the words on which to click."""
        return _("Show the program")


class unfolding(nodes.General, nodes.Element):
    """A part of a page that opens on demand; docutils knows its nodes by such names."""


def open_unfolding(writer: HTML5Translator, node: unfolding) -> None:
    """Begin it, closed."""
    words = writer.encode(node["words"])
    writer.body.append(f'<details class="{" ".join(node["classes"])}"><summary>{words}</summary>')


def close_unfolding(writer: HTML5Translator, _node: unfolding) -> None:
    """End it."""
    writer.body.append("</details>")


def put_answers_last(app: Sphinx, page: nodes.document) -> None:
    """Number a page's checks and put their answers at its end, where nothing unfolds: in the printed book."""
    answers = [node for node in page.findall(unfolding) if "answer" in node["classes"]]
    if app.builder.name != "singlehtml" or not answers:
        return
    checks = [node for node in page.findall(nodes.admonition) if "check" in node["classes"]]
    for number, check in enumerate(checks, 1):
        check[:1] = [nodes.title("", _("Check yourself {number}", number=number))]
    box = nodes.admonition(classes=["page-box", "answers"])
    box += nodes.title("", _("Answers"))
    listed = nodes.enumerated_list()
    for answer in answers:
        answer.parent.remove(answer)
        listed += nodes.list_item("", *answer.children)
    box += listed
    next(page.findall(nodes.section)).append(box)


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


class Number(Directive):
    """A number to remember, with what it counts."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    kind = "number"

    def run(self) -> Sequence[nodes.Node]:
        """Build the number and the words below it."""
        box = nodes.container(classes=["page-number"])
        number = nodes.paragraph(classes=["figure-number"])
        number += nodes.Text(self.arguments[0])
        box += number
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class Card(Directive):
    """A method's card: its name, the time and the people it takes, and below them steps, output and pitfall."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    kind = "card"

    def run(self) -> Sequence[nodes.Node]:
        """Build the card."""
        card = nodes.container(classes=["method-card"])
        name, *needs = (part.strip() for part in self.arguments[0].split("|"))
        card += nodes.paragraph("", name, classes=["method-name"])
        card += nodes.paragraph("", "", *(nodes.inline("", need) for need in needs), classes=["method-needs"])
        self.state.nested_parse(self.content, self.content_offset, card)
        return [card]


class Drawn(Directive):
    """A scene to play, or a thing to try, with what it shows in words."""

    has_content = True
    required_arguments = 1
    kind = ""

    def run(self) -> Sequence[nodes.Node]:
        """Build what is drawn and the words below it."""
        box = nodes.container(classes=["page-drawn"])
        box += nodes.raw("", drawn(self.kind, self.arguments[0]), format="html")
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class SceneBox(Drawn):
    """A scene to play."""

    kind = "scene"


class TryBox(Drawn):
    """A thing to try."""

    kind = "try"


class SourceRole(SphinxRole):
    """``{source}`` followed by a source's id: its authors and year, and the whole reference in the margin."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Build the name and the side note."""
        source = read_sources()[self.text]
        note = nodes.inline("", "", classes=["source-note", "marginnote"])
        note += nodes.Text(source.reference.replace("*", ""))
        return [nodes.inline("", source.name, classes=["source"]), note], []


class LabRole(SphinxRole):
    """``{lab}`` followed by a lab's id: a link to its page, or its name while it is not written."""

    def words(self, title: str) -> str:
        """Return what the link says."""
        return title

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Build the link."""
        lab = self.text.partition("#")[0]
        title = self.words(self.config.peakend_labs.get(lab) or lab_title(lab))
        if lab not in self.config.peakend_labs:
            return [nodes.inline("", title, classes=["lab"])], []
        link = addnodes.pending_xref(
            "",
            refdoc=self.env.docname,
            refdomain="std",
            reftype="doc",
            reftarget=f"/labs/{lab}",
            refexplicit=True,
        )
        link += nodes.inline("", title, classes=["lab"])
        return [link], []


class TaskRole(LabRole):
    """``{task}`` followed by ``lab#task``: a link to the lab's page that names the task."""

    def words(self, title: str) -> str:
        """Return the lab's number and the task's."""
        return said(Reference("task", self.text, self.lineno))


class ApiRole(SphinxRole):
    """``{api}`` followed by a public name of the library: a link to its page."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Build the link."""
        link = addnodes.pending_xref(
            "", refdoc=self.env.docname, refdomain="py", reftype="obj", reftarget=f"peakend.{self.text}"
        )
        link += nodes.literal("", f"pe.{self.text}")
        return [link], []


def write_math(writer: HTML5Translator, node: nodes.math | nodes.math_block) -> None:
    """Write a formula as MathML, which browsers draw themselves; Sphinx's own way fetches a script from the net."""
    writer.body.append(tex2mathml(node.astext(), as_block=isinstance(node, nodes.math_block)))
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Register all of it, as Sphinx asks."""
    app.add_config_value("peakend_labs", {}, "env", dict)
    boxes = (Keypoints, Objective, Question, Case, Check, Monday, Facilitator, Number, Card, SceneBox, TryBox)
    for directive in boxes:
        app.add_directive(directive.kind, directive, override=True)
    app.add_directive("answer", Answer, override=True)
    app.add_directive("lab-program", Program, override=True)
    app.add_node(unfolding, html=(open_unfolding, close_unfolding))
    roles = {"lab": LabRole(), "task": TaskRole(), "api": ApiRole(), "source": SourceRole()}
    for name, role in roles.items():
        app.add_role(name, role, override=True)
    app.add_html_math_renderer("mathml", (write_math, None), (write_math, None))
    app.add_search_language(ChineseSearch)
    app.connect("doctree-read", put_answers_last)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
