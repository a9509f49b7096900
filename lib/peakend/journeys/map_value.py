"""A journey map's fields, what holds them together, and the operations that return new maps."""

from collections.abc import Sequence
from typing import Any, Literal, Self, TypeVar

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.documents.problems import DocumentError, explain, nearest
from peakend.documents.texts import Identifier, Part, Text, plain, wrong
from peakend.journeys.parts import Persona, Phase, State, Touchpoint


class MapValue(Part):
    """The fields of the format ``journey/1``; `JourneyMap` adds files and measures."""

    format: Literal["journey/1"] = "journey/1"
    id: Identifier
    title: Text
    state: State = "current"
    baseline: Identifier | None = Field(default=None, description="The id of the map that a future map improves on.")
    persona: Persona | None = None
    personas: tuple[Persona, ...] = Field(default=(), description="Several, each with its own emotions.")
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
        self._know_each_persona()
        ids_of = {
            "phases": [phase.id for phase in self.phases],
            "touchpoints": [step.id for step in self.steps],
            "personas": [persona.id for persona in self.personas],
        }
        for key, ids in ids_of.items():
            for i, name in enumerate(ids):
                if name in ids[:i]:
                    raise _at((key, i, "id"), _("the id {id!r} appears twice; give each its own", id=name))
        phases = [phase.id for phase in self.phases]
        for i, step in enumerate(self.steps):
            if step.phase not in phases:
                reason = _(
                    "there is no phase {phase!r}; the phases are {phases}",
                    phase=step.phase,
                    phases=join_words(phases),
                )
                raise _at(("touchpoints", i, "phase"), reason + nearest(step.phase, phases))
        if self.state == "future" and self.baseline is None:
            raise _at(("baseline",), _("a future map names the id of the map it improves on; add 'baseline: …'"))
        return self

    def _know_each_persona(self) -> None:
        if self.persona and self.personas:
            raise _at(("personas",), _("give one 'persona' or several 'personas', not both"))
        known = [persona.id for persona in self.personas]
        for i, step in enumerate(self.steps):
            for name, _emotion in step.emotions:
                if name not in known:
                    reason = _(
                        "there is no persona {persona!r}; the personas are {personas}",
                        persona=name,
                        personas=join_words(known),
                    )
                    raise _at(("touchpoints", i, "emotions"), reason + nearest(name, known))

    def for_persona(self, persona: str) -> Self:
        """Return the map of one of several personas: with that persona's emotions, unknown where it has none.

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(
        ...     id="tea",
        ...     title="Tea",
        ...     personas=[{"id": "mei", "name": "Mei"}, {"id": "li", "name": "Li"}],
        ...     phases=[{"id": "drink", "name": "Drinking"}],
        ...     touchpoints=[{"id": "sip", "phase": "drink", "name": "Sip", "emotions": {"mei": -1, "li": 2}}],
        ... )
        >>> tea.steps[0].emotion, tea.for_persona("li").steps[0].emotion
        (0.5, 2.0)
        """
        known = {one.id: one for one in self.personas}
        if persona not in known:
            reason = _(
                "There is no persona {persona!r}; the personas are {personas}",
                persona=persona,
                personas=join_words(known),
            )
            raise DocumentError((), "", reason + nearest(persona, list(known)))
        own = [
            {name: getattr(step, name) for name in Touchpoint.model_fields}
            | ({"emotion": dict(step.emotions).get(persona), "emotions": ()} if step.emotions else {})
            for step in self.steps
        ]
        return self._with(persona=known[persona], personas=(), touchpoints=own)

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
        for step in filled.get("touchpoints", ()):
            if "emotions" in step:
                del step["emotion"]  # their mean, which follows from them
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
        if "emotions" in fields and "emotion" not in fields:
            changed["emotion"] = None  # the mean of what is given now
        if old and before is None and after is None:
            return self._with(touchpoints=[changed if step.id == touchpoint else step for step in self.steps])
        rest = [step for step in self.steps if step.id != touchpoint]
        place = _place(rest, before, after, Touchpoint)
        return self._with(touchpoints=[*rest[:place], changed, *rest[place:]])

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
        return self._with(touchpoints=[step for step in self.steps if step.id != gone])

    def move(
        self, touchpoint: str, *, before: str | None = None, after: str | None = None, phase: str | None = None
    ) -> Self:
        """Put a touchpoint before or after another, and into another phase if one is named; else to the end."""
        moved = self.step(touchpoint)
        rest = [step for step in self.steps if step.id != touchpoint]
        place = _place(rest, before, after, Touchpoint)
        changed = moved if phase is None else moved.model_copy(update={"phase": phase})
        return self._with(touchpoints=[*rest[:place], changed, *rest[place:]])

    def with_phase(self, phase: str, *, before: str | None = None, after: str | None = None, **fields: Any) -> Self:
        """Add a phase, or change fields of one.

        Parameters
        ----------
        phase : str
            Its id.
        before, after : str, optional
            The phase to put it next to; otherwise a new one becomes the last, and an old one stays. An old one takes
            its touchpoints along.
        **fields
            The fields of the format: ``name``, which a new phase needs, and ``period``.

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
        >>> tea = tea.with_phase("brew", name="Brewing", period="before", before="drink")
        >>> [phase.id for phase in tea.phases]
        ['brew', 'drink']
        """
        old = [known for known in self.phases if known.id == phase]
        given = {name: getattr(old[0], name) for name in Phase.model_fields} if old else {}
        changed = {**given, **fields, "id": phase}
        if old:
            phases = [changed if known.id == phase else known for known in self.phases]
            renewed = self._with(phases=phases)
            return (
                renewed if before is None and after is None else renewed.move_phase(phase, before=before, after=after)
            )
        place = _place(self.phases, before, after, Phase)
        return self._with(phases=[*self.phases[:place], changed, *self.phases[place:]])

    def without_phase(self, phase: str) -> Self:
        """Leave a phase out that holds no touchpoint.

        Raises
        ------
        PeakendError
            If there is no such phase, or touchpoints are still in it.

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
        >>> tea.without_phase("drink").phases
        ()
        """
        gone = _find(self.phases, phase, Phase)
        held = [step.id for step in self.steps if step.phase == phase]
        if held:
            raise PeakendError(
                _(
                    "The phase {phase!r} still holds {touchpoints}. Move them to another phase, or leave them out.",
                    phase=phase,
                    touchpoints=join_words(held),
                )
            )
        return self._with(phases=[*self.phases[:gone], *self.phases[gone + 1 :]])

    def move_phase(self, phase: str, *, before: str | None = None, after: str | None = None) -> Self:
        """Put a phase, with its touchpoints, before or after another; else to the end.

        Raises
        ------
        PeakendError
            If there is no such phase, or both neighbours are named.

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(
        ...     id="tea",
        ...     title="Tea",
        ...     phases=[{"id": "drink", "name": "Drinking"}, {"id": "brew", "name": "Brewing"}],
        ... )
        >>> tea = tea.with_touchpoint("sip", phase="drink", name="Sip")
        >>> tea = tea.with_touchpoint("pour", phase="brew", name="Pour")
        >>> [step.id for step in tea.move_phase("brew", before="drink").steps]
        ['pour', 'sip']
        """
        moved = self.phases[_find(self.phases, phase, Phase)]
        rest = [known for known in self.phases if known.id != phase]
        place = _place(rest, before, after, Phase)
        earlier = {known.id for known in rest[:place]}
        own = [step for step in self.steps if step.phase == phase]
        others = [step for step in self.steps if step.phase != phase]
        start = max((i for i, step in enumerate(others, start=1) if step.phase in earlier), default=0)
        return self._with(
            phases=[*rest[:place], moved, *rest[place:]], touchpoints=[*others[:start], *own, *others[start:]]
        )

    def with_persona(self, persona: str, **fields: Any) -> Self:
        """Say whose journey it is, or change fields of the persona.

        Parameters
        ----------
        persona : str
            The persona's id; another id than before is another persona.
        **fields
            The fields of the format: ``name``, which a new persona needs, ``goal`` and ``expectations``.

        Returns
        -------
        JourneyMap

        Raises
        ------
        PeakendError
            If a field is not possible.

        Examples
        --------
        >>> import peakend as pe
        >>> tea = pe.JourneyMap(id="tea", title="Tea").with_persona("mei", name="Mei")
        >>> tea.with_persona("mei", goal="A quiet quarter of an hour").persona.name
        'Mei'
        """
        old = self.persona if self.persona and self.persona.id == persona else None
        given = {name: getattr(old, name) for name in Persona.model_fields} if old else {}
        return self._with(persona={**given, **fields, "id": persona})

    def as_future(self, id: str, title: Any) -> Self:
        """Return a copy to plan on: a map of the future state, whose baseline is this map.

        Parameters
        ----------
        id : str
            The new map's id.
        title : str or dict
            The new map's title, plain or ``{"zh": …, "en": …}``.

        Returns
        -------
        JourneyMap

        Raises
        ------
        PeakendError
            If id or title is not possible, or the id is this map's own.

        Examples
        --------
        >>> import peakend as pe
        >>> future = pe.JourneyMap(id="tea", title="Tea").as_future("tea-2027", "Tea next year")
        >>> future.state, future.baseline
        ('future', 'tea')
        """
        if id == self.id:
            raise PeakendError(_("The future map needs an id of its own; {id!r} is this map's.", id=id))
        return self._with(id=id, title=title, state="future", baseline=self.id)

    def step(self, touchpoint: str) -> Touchpoint:
        """Return a touchpoint by its id, or raise `PeakendError` with the nearest right spelling."""
        return self.steps[_find(self.steps, touchpoint, Touchpoint)]

    def _with(self, **fields: Any) -> Self:
        kept = {field.alias or name: getattr(self, name) for name, field in MapValue.model_fields.items()}
        return type(self)(**{**kept, **fields})


SomeMap = TypeVar("SomeMap", bound=MapValue)


def require_map(value: object) -> MapValue:
    """Return a journey map, or raise `PeakendError` for what is none."""
    if isinstance(value, MapValue):
        return value
    raise PeakendError(
        _("{value} is not a journey map. Read one with pe.JourneyMap.read(…).", value=type(value).__name__)
    )


def _place(
    parts: Sequence[Phase | Touchpoint], before: str | None, after: str | None, what: type[Phase | Touchpoint]
) -> int:
    if before is not None and after is not None:
        raise PeakendError(_("Give either before={before!r} or after={after!r}.", before=before, after=after))
    if before is not None:
        return _find(parts, before, what)
    return len(parts) if after is None else _find(parts, after, what) + 1


def _find(parts: Sequence[Phase | Touchpoint], name: str, what: type[Phase | Touchpoint]) -> int:
    known = [part.id for part in parts]
    if name in known:
        return known.index(name)
    listed = join_words(known)
    reason = (
        _("there is no phase {phase!r}; the phases are {phases}", phase=name, phases=listed)
        if what is Phase
        else _("there is no touchpoint {touchpoint!r}; the touchpoints are {known}", touchpoint=name, known=listed)
    )
    raise DocumentError((), "", reason[:1].upper() + reason[1:] + nearest(name, known))


def _at(place: tuple[str | int, ...], reason: str) -> ValidationError:
    return ValidationError.from_exception_data(
        "JourneyMap", [InitErrorDetails(type=wrong(reason), loc=place, input=None)]
    )
