"""A journey map's fields, what holds them together, and the operations that return new maps."""

from typing import Any, Literal, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from peakend.documents.texts import plain
from peakend.errors import PeakendError
from peakend.journeys.parts import Identifier, Part, Persona, Phase, State, Text, Touchpoint, wrong
from peakend.journeys.problems import MapError, explain, nearest
from peakend.language import translate as _


class MapValue(Part):
    """The fields of the format ``journey/1``; `JourneyMap` adds files and measures."""

    format: Literal["journey/1"] = "journey/1"
    id: Identifier
    title: Text
    state: State = "current"
    baseline: Identifier | None = Field(default=None, description="The id of the map that a future map improves on.")
    persona: Persona | None = None
    phases: tuple[Phase, ...] = ()
    steps: tuple[Touchpoint, ...] = Field(default=(), alias="touchpoints")

    def __init__(self, /, **document: Any) -> None:
        try:
            super().__init__(**document)
        except ValidationError as error:
            raise explain(error, document, MapValue) from None

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """Check what no single field can know."""
        for key, ids in (("phases", [x.id for x in self.phases]), ("touchpoints", [x.id for x in self.steps])):
            for i, name in enumerate(ids):
                if name in ids[:i]:
                    raise _at((key, i, "id"), _("the id {id!r} stands twice; give each its own", id=name))
        phases = [phase.id for phase in self.phases]
        for i, step in enumerate(self.steps):
            if step.phase not in phases:
                reason = _(
                    "there is no phase {phase!r}; the phases are {phases}",
                    phase=step.phase,
                    phases=", ".join(phases) or "–",
                )
                raise _at(("touchpoints", i, "phase"), reason + nearest(step.phase, phases))
        if self.state == "future" and self.baseline is None:
            raise _at(("baseline",), _("a future map names the id of the map it improves on; add 'baseline: …'"))
        return self

    def to_document(self) -> dict[str, Any]:
        """Return the map as plain data, without what is left at its default: what a YAML file holds.

        Returns
        -------
        dict

        Examples
        --------
        >>> import peakend as pe
        >>> pe.JourneyMap(id="tea", title="Tea").to_document()
        {'format': 'journey/1', 'id': 'tea', 'title': 'Tea', 'state': 'current'}
        """
        filled = self.model_dump(by_alias=True, exclude_defaults=True)
        return plain({"format": self.format, "id": self.id, "title": None, "state": self.state, **filled})

    def with_touchpoint(
        self, touchpoint: str, *, before: str | None = None, after: str | None = None, **fields: Any
    ) -> Self:
        """Add a touchpoint, or change fields of one.

        Parameters
        ----------
        touchpoint : str
            Its id.
        before, after : str, optional
            The touchpoint to put it next to; otherwise a new one becomes the last, and an old one stays.
        **fields
            The fields of the format; a new touchpoint needs ``phase`` and ``name``.

        Returns
        -------
        JourneyMap

        Raises
        ------
        PeakendError
            If a field or a neighbour is not possible.

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
        >>> tea = tea.with_touchpoint("sip", phase="drink", name="The first sip")
        >>> tea = tea.with_touchpoint("pour", phase="drink", name="Pouring", before="sip")
        >>> [step.id for step in tea.steps]
        ['pour', 'sip']
        """
        old = [step for step in self.steps if step.id == touchpoint]
        given = {name: getattr(old[0], name) for name in Touchpoint.model_fields} if old else {}
        changed = {**given, **fields, "id": touchpoint}
        if old and before is None and after is None:
            return self._with_steps([changed if step.id == touchpoint else step for step in self.steps])
        rest = [step for step in self.steps if step.id != touchpoint]
        place = self._place(rest, before, after)
        return self._with_steps([*rest[:place], changed, *rest[place:]])

    def with_emotion(self, touchpoint: str, emotion: float | None) -> Self:
        """Set a touchpoint's emotion, −2 to +2 or None for unknown.

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(
        ...     id="tea",
        ...     title="Tea",
        ...     phases=[{"id": "drink", "name": "Drinking"}],
        ...     touchpoints=[{"id": "sip", "phase": "drink", "name": "The first sip"}],
        ... )
        >>> tea.with_emotion("sip", 2).steps[0].emotion
        2.0
        """
        return self.with_touchpoint(self.step(touchpoint).id, emotion=emotion)

    def without(self, touchpoint: str) -> Self:
        """Leave a touchpoint out."""
        gone = self.step(touchpoint).id
        return self._with_steps([step for step in self.steps if step.id != gone])

    def move(
        self, touchpoint: str, *, before: str | None = None, after: str | None = None, phase: str | None = None
    ) -> Self:
        """Put a touchpoint before or after another, and into another phase if one is named; else to the end."""
        moved = self.step(touchpoint)
        rest = [step for step in self.steps if step.id != touchpoint]
        place = self._place(rest, before, after)
        changed = moved if phase is None else moved.model_copy(update={"phase": phase})
        return self._with_steps([*rest[:place], changed, *rest[place:]])

    def step(self, touchpoint: str) -> Touchpoint:
        """Return a touchpoint by its id, or raise `PeakendError` with the nearest right spelling."""
        return self.steps[_find(self.steps, touchpoint)]

    def _place(self, steps: list[Touchpoint], before: str | None, after: str | None) -> int:
        if before is not None and after is not None:
            raise PeakendError(_("Give either before={before!r} or after={after!r}.", before=before, after=after))
        if before is not None:
            return _find(steps, before)
        return len(steps) if after is None else _find(steps, after) + 1

    def _with_steps(self, steps: list[Any]) -> Self:
        kept = {name: getattr(self, name) for name in MapValue.model_fields if name != "steps"}
        return type(self)(**kept, touchpoints=steps)


def _find(steps: Any, touchpoint: str) -> int:
    known = [step.id for step in steps]
    if touchpoint not in known:
        reason = _(
            "there is no touchpoint {touchpoint!r}; the touchpoints are {known}",
            touchpoint=touchpoint,
            known=", ".join(known) or "–",
        )
        raise MapError((), "", reason[:1].upper() + reason[1:] + nearest(touchpoint, known))
    return known.index(touchpoint)


def _at(place: tuple[str | int, ...], reason: str) -> ValidationError:
    return ValidationError.from_exception_data(
        "JourneyMap", [InitErrorDetails(type=wrong(reason), loc=place, input=None)]
    )
