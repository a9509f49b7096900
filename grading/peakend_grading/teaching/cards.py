"""The cards for group work: one a step of co-creation."""

from pydantic import Field, ValidationError

from peakend.errors import PeakendError
from peakend.language import translate as _
from peakend_grading.teaching.outline import Part, Text
from peakend_grading.teaching.problems import COURSE, shown
from peakend_grading.teaching.yaml_lines import line_of, read_yaml


class GroupCard(Part):
    """What a team does in one step."""

    id: str
    title: Text
    goal: Text
    minutes: int = Field(gt=0)
    steps: list[Text] = Field(min_length=1)
    output: Text
    pitfalls: list[Text] = Field(min_length=1)


def group_cards() -> list[GroupCard]:
    """Read the cards of ``course/cards/group``, in the order of their ids, or name the line that does not fit."""
    cards = []
    for file in sorted((COURSE / "cards" / "group").glob("*.yml")):
        document, lines = read_yaml(file)
        try:
            cards.append(GroupCard.model_validate({"id": file.stem, **document}))
        except ValidationError as error:
            first = error.errors()[0]
            raise PeakendError(
                _(
                    "{file}, line {line}: {sentence}",
                    file=shown(file),
                    line=line_of(first["loc"], lines),
                    sentence=first["msg"],
                )
            ) from None
    return cards
