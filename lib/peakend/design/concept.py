"""A concept that is screened: its scores by three criteria, and what RICE needs."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, Strict

from peakend.base.language import translate as _
from peakend.documents.fields import FormField, Label, fields_of
from peakend.documents.texts import Identifier, Part, Text
from peakend.documents.value import require_some

Score = Annotated[float, Strict(), Field(ge=1, le=5)]
Amount = Annotated[float, Strict(), Field(ge=0, allow_inf_nan=False)]
Confidence = Annotated[float, Strict(), Field(ge=0, le=1)]

CRITERIA = ("desirable", "feasible", "viable")


class Concept(Part):
    """One concept and its scores."""

    id: Annotated[Identifier, Label("编号", ("The concept sheet's id.", "概念固化表的编号。"))]
    name: Annotated[Text, Label("名称", ("What it is called.", "概念的名称。"))]
    desirable: Annotated[
        Score | None,
        Label("合意", ("Do customers want it? 1 (no) to 5 (very much).", "客户想要吗？1（不）到 5（非常）。")),
    ] = None
    feasible: Annotated[
        Score | None,
        Label("可行", ("Can we do it? 1 (hardly) to 5 (at once).", "我们做得到吗？1（很难）到 5（马上能）。")),
    ] = None
    viable: Annotated[
        Score | None,
        Label("划算", ("Does it pay in the long run? 1 (no) to 5 (surely).", "长期划算吗？1（不）到 5（肯定）。")),
    ] = None
    reach: Annotated[
        Amount | None, Label("覆盖人数", ("RICE: customers reached in a period.", "RICE：一段时间内影响多少客户。"))
    ] = None
    impact: Annotated[
        Amount | None,
        Label(
            "影响程度",
            (
                "RICE: for each of them, 0.25 (minimal) to 3 (massive).",
                "RICE：对每位客户的影响，0.25（极小）到 3（极大）。",
            ),
        ),
    ] = None
    confidence: Annotated[
        Confidence | None, Label("把握", ("RICE: how sure you are, 0 to 1.", "RICE：有多大把握，0 到 1。"))
    ] = None
    effort: Annotated[
        Amount | None, Label("投入", ("RICE: the team's work, person-months.", "RICE：团队投入，人月。"))
    ] = None


def criteria() -> tuple[FormField, ...]:
    """Return the three criteria with their labels."""
    return tuple(field for field in fields_of(Concept) if field.name in CRITERIA)


def is_scored(concept: Concept) -> bool:
    """Return whether a concept has all three scores."""
    return None not in (concept.desirable, concept.feasible, concept.viable)


def require_scored(concepts: Sequence[Concept], screening: str) -> None:
    """Raise `PeakendError` unless some concept has all three scores."""
    require_some(
        [concept for concept in concepts if is_scored(concept)],
        _("No concept of {id!r} has all three scores yet. Score at least one.", id=screening),
    )
