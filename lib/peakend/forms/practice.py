"""Practice that nobody marks: each answer is met at once, in the browser, with the reason why it is right or wrong."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import anywidget
import traitlets
from pydantic import Discriminator, Tag, model_validator

from peakend.base.language import translate as _
from peakend.documents.texts import Flag, Number, Part, show_text
from peakend.documents.value import at
from peakend.forms.bundle import BUNDLES, mimebundle, styles
from peakend.forms.worksheet_source import FormText, read_form

_Said = Annotated[
    Annotated[Number, Tag("number")] | Annotated[FormText, Tag("text")],
    Discriminator(lambda said: "number" if isinstance(said, (int, float)) else "text"),
]


class _Answer(Part):
    """What somebody may answer, and what is said to it."""

    say: _Said
    why: FormText
    right: Flag = False


class _Question(Part):
    """A question with its answers: some to choose from or, where any other is met too, a number to type."""

    ask: FormText
    answers: tuple[_Answer, ...]
    unit: FormText | None = None
    otherwise: FormText | None = None

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if sum(answer.right for answer in self.answers) != 1:
            raise at(("answers",), _("one answer, and one only, needs {right}", right="right: true"))
        for i, answer in enumerate(self.answers):
            if isinstance(answer.say, float) != (self.otherwise is not None):
                reason = _("a number to be typed needs {name!r}, and words to choose from have none", name="otherwise")
                raise at(("answers", i, "say"), reason)
        return self

    def shown(self) -> dict[str, Any]:
        """Return the question as the browser takes it."""
        answers = [
            {"say": one.say if isinstance(one.say, float) else show_text(one.say), "why": show_text(one.why)}
            | {"right": one.right}
            for one in self.answers
        ]
        texts = {"ask": self.ask, "unit": self.unit, "otherwise": self.otherwise}
        return {"answers": answers, **{name: show_text(text) for name, text in texts.items()}}


class _Source(Part):
    format: Literal["practice/1"]
    title: FormText
    questions: tuple[_Question, ...]


class Practice(anywidget.AnyWidget):
    """Questions that answer at once; nothing is kept, marked or handed in."""

    _esm = BUNDLES / "practice.js"
    _css = styles(Path(__file__).parent / "practice.css")
    title = traitlets.Unicode().tag(sync=True)
    questions: Any = traitlets.List().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data, metadata = mimebundle(super()._repr_mimebundle_(**options))
        return {**data, "text/html": self._repr_html_(), "text/plain": self.title}, metadata

    def _repr_html_(self) -> str:
        """Return the questions without their answers, for pages where no form can run."""
        asked = "".join(f"<li>{escape(question['ask'])}</li>" for question in self.questions)
        return f"<p>{escape(self.title)}</p><ul>{asked}</ul>"


def practice(name: str, **values: object) -> Practice:
    """Show questions to practise with, each of which says at once whether an answer is right, and why.

    Parameters
    ----------
    name : str
        The file ``worksheets/<name>.yml`` in the notebook's folder, of the format ``practice/1``.
    **values : object
        What to put in the place of ``{name}`` in its texts.

    Returns
    -------
    Practice
        A form when a cell shows it. Answers stay in the browser: they are not kept, marked or handed in.

    Raises
    ------
    PeakendError
        If the lab has no such file, or what it holds is wrong.

    Examples
    --------
    >>> import peakend as pe  # in a notebook whose folder has worksheets/nps.yml, this shows the questions
    >>> pe.practice("nps")
    Traceback (most recent call last):
    peakend.base.errors.PeakendError: This folder holds no worksheets. Open the notebook from its lab's folder.
    """
    given: Mapping[str, str] = {key: str(value) for key, value in values.items()}
    source = read_practice(Path("worksheets"), name, given)
    labels = {
        "try": _("Try it"),
        "number": _("Type a number."),
        "unmarked": _("Practice: not marked, and not handed in. Try as often as you like."),
    }
    return Practice(
        title=show_text(source.title), questions=[question.shown() for question in source.questions], labels=labels
    )


def read_practice(folder: Path, name: str, values: Mapping[str, str]) -> _Source:
    """Read the questions of a file of practice, or say what is wrong with it."""
    return read_form(folder, name, values, _Source)
