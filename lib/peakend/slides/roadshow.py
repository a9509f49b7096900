"""The roadshow 成果路演: a team's work as slides that PowerPoint opens and the team goes on editing."""

from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.files import as_path, write_bytes
from peakend.base.language import translate as _
from peakend.charts.journey_grid import WIDTH as PIXELS
from peakend.charts.journey_grid import require_touchpoints
from peakend.design.concept_sheet import ConceptSheetValue
from peakend.design.persona import PersonaValue
from peakend.design.plan import PlanValue
from peakend.design.user_test import UserTestValue
from peakend.documents.texts import show_text
from peakend.journeys.map_value import MapValue
from peakend.slides.deck import new_deck, to_bytes
from peakend.slides.roadshow_appendix import add_appendix
from peakend.slides.roadshow_slides import add_story
from peakend.slides.roadshow_story import Story, read_colour, read_costs


def roadshow(
    path: str | Path,
    *,
    team: str,
    as_is: MapValue,
    to_be: MapValue,
    concept: ConceptSheetValue,
    test: UserTestValue,
    plan: PlanValue,
    ask: str = "",
    costs: object = (),
    budget: float | None = None,
    unit: str | None = None,
    persona: PersonaValue | None = None,
    colour: str = "",
    service: str = "",
) -> Path:
    """Write a team's roadshow deck: eight slides for three minutes, and an appendix for questions.

    A customer and a moment; the journey as it is and as it is to be, both curves on one slide; the idea as a scene;
    what it costs and who answers for it; the test; the plan over time; what is asked. The notes of each slide say for
    how many seconds, and what to tell. The appendix has both maps whole and every sheet. Everything can be edited in
    PowerPoint, WPS or LibreOffice: texts, tables, drawings, and the emotion curves as a chart with its data. Texts are
    in the language in use.

    Parameters
    ----------
    path : str or pathlib.Path
        Where to: a name that ends in ``.pptx``.
    team : str
        What the team calls itself.
    as_is, to_be : JourneyMap
        The journey today, and the one that the team plans.
    concept : ConceptSheet
        The idea that makes the difference; its touchpoint is the moment that the story begins with.
    test : UserTest
        How it was or will be tried with customers.
    plan : Plan
        Who does what by when.
    ask : str, optional
        What the team asks of its audience.
    costs : list of dict, optional
        The changes and what they cost a year: ``what, cost``; a cost of None is not known yet.
    budget : float, optional
        What may be spent a year.
    unit : str, optional
        Of costs and budget; by default a thousand yuan.
    persona : Persona, optional
        Whose journey it is, in more words than the map has.
    colour : str, optional
        The team's colour, ``"#RRGGBB"`` or one of the house's by name, for instance ``"good"``.
    service : str, optional
        Which service it is, and for whom; by default the title of the journey today.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    PeakendError
        If the ending is another one, a map has no touchpoint, a cost is no number, the colour is not known, or the file
        cannot be written.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import peakend as pe
    >>> today = pe.load("barber/journey")
    >>> file = pe.roadshow(
    ...     pathlib.Path(tempfile.mkdtemp()) / "team.pptx",
    ...     team="Team 1",
    ...     as_is=today,
    ...     to_be=today.as_future("barber-2027", "The barber next year").with_emotion("book", 1),
    ...     concept=pe.ConceptSheet(id="call", name="A call in time"),
    ...     test=pe.UserTest(id="call-test", title="The call"),
    ...     plan=pe.Plan(id="barber", title="Barber"),
    ... )
    >>> file.name
    'team.pptx'
    """
    file = as_path(path)
    if file.suffix.lower() != ".pptx":
        raise PeakendError(_("{file!r}: a roadshow is slides. Choose a name that ends in .pptx.", file=str(path)))
    for journey_map in (as_is, to_be):
        require_touchpoints(journey_map, PIXELS)
    told = Story(
        *(team, as_is, to_be, concept, test, plan, ask, read_costs(costs), budget),
        _("thousand yuan") if unit is None else unit,
        persona,
        read_colour(colour),
        service,
    )
    deck = new_deck(told.colour)
    add_story(deck, told)
    add_appendix(deck, told)
    write_bytes(file, to_bytes(deck, show_text(concept.name)))
    return file
