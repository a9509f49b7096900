"""Journey maps as CJML 2.0: the elements that its makers show in public, what is lost, and bad files."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import peakend as pe
from sample_maps import clinic, maps

# The elements of the example on the front page of cjml.no, with a story of our own.
PUBLIC = """<CJML version="2.0">
  <actualJourney>
    <journeyID>AJ 1</journeyID>
    <actors>
      <endUser actorID="Li"><actorName>Li Na</actorName></endUser>
      <serviceProvider actorID="Shop A"><companyName>Tea House</companyName></serviceProvider>
    </actors>
    <touchpoints>
      <actualCommunicationPoint>
        <touchpointID>TP1</touchpointID>
        <initiator><refersTo actorIDref="Li"/><initiatorLabel>Orders tea</initiatorLabel></initiator>
        <receiver><refersTo actorIDref="Shop A"/><receiverLabel>Order taken</receiverLabel></receiver>
        <channel><channelName>Web</channelName></channel>
      </actualCommunicationPoint>
      <actualAction>
        <touchpointID>TP2</touchpointID>
        <initiator><refersTo actorIDref="Li"/><initiatorLabel>Drinks it</initiatorLabel></initiator>
      </actualAction>
    </touchpoints>
  </actualJourney>
</CJML>
"""


def read(folder, text: str, name: str = "visit.cjml") -> pe.JourneyMap:
    (folder / name).write_text(text, encoding="utf-8")
    return pe.JourneyMap.read(folder / name)


def test_the_public_elements_are_read(tmp_path):
    """Actors become persona, initiator and receiver; a communication point is an interaction."""
    found = read(tmp_path, PUBLIC)
    order, drink = found.steps
    assert ("AJ-1", "Li Na") == (found.id, found.persona.name)
    assert ("TP1", "Orders tea", "interaction", "Web") == (order.id, order.name, order.type, order.channel)
    assert ("Li Na", "Tea House") == (order.initiator, order.receiver)
    assert ("Drinks it", "action") == (drink.name, drink.type)


def test_a_rating_on_an_unknown_scale_is_no_emotion(tmp_path):
    """How CJML rates an experience is not published; unknown is never guessed."""
    rated = "<touchpointExperience><experienceRating>2</experienceRating></touchpointExperience></actualAction>"
    assert read(tmp_path, PUBLIC.replace("</actualAction>", rated)).steps[1].emotion is None


def test_the_planned_journey_goes_before_the_actual_ones(tmp_path):
    """As the public tools write them into one file."""
    planned = PUBLIC.replace("actual", "planned").replace("AJ 1", "PJ 1")
    both = planned.replace("</CJML>", "") + PUBLIC.replace('<CJML version="2.0">', "")
    assert "PJ-1" == read(tmp_path, both).id


def test_a_map_is_written_as_a_planned_journey(tmp_path):
    """With phases, actors, labels and channel in the elements of the public format."""
    clinic().write(tmp_path / "visit.cjml")
    text = (tmp_path / "visit.cjml").read_text(encoding="utf-8")
    for part in (
        '<CJML version="2.0">',
        "<plannedJourney>",
        '<journeyPhase phaseID="arrive">',
        '<endUser actorID="mei">',
        '<belongsTo phaseIDref="treat" />',
        "<initiatorLabel>See the doctor</initiatorLabel>",
        "<channelName>kiosk</channelName>",
        "<plannedAction>",
    ):
        assert part in text


def test_what_cjml_cannot_hold_is_reported(tmp_path):
    """Emotions, minutes, evidence, blueprint and the second language among it."""
    places = set(clinic().write(tmp_path / "visit.cjml")["place"])
    assert {"title", "persona, expectations", "touchpoints 2 ('wait'), emotion"} < places
    assert {"touchpoints 3 ('doctor'), blueprint", "touchpoints 1 ('check-in'), wait_min"} < places
    assert not {place for place in places if place.endswith((", name", ", channel", ", phase"))} - {
        "phases 2 ('treat'), name"
    }


@settings(
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(maps())
def test_every_map_comes_back_with_its_steps(tmp_path, journey_map):
    """Ids, phases and names, whatever letters are in them; no loss is left out of the report."""
    lost = journey_map.write(tmp_path / "m.xml")
    back = pe.JourneyMap.read(tmp_path / "m.xml")
    assert [(step.id, step.phase) for step in journey_map.steps] == [(step.id, step.phase) for step in back.steps]
    assert lost.empty == (journey_map.to_document() == back.to_document())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PUBLIC.replace("</actors>", ""), r"visit\.cjml, line 20: this is not XML"),
        ("<html/>", "'visit.cjml' is not CJML: it has no <CJML>"),
        ('<CJML version="2.0"/>', "is not CJML: it has no"),
        (PUBLIC.replace("TP2", "TP1"), r"visit\.cjml: touchpoints 2 .'TP1'., id: the id 'TP1' appears twice"),
        (PUBLIC.replace("</CJML>", PUBLIC.split("\n", 1)[1]), "holds 2 journeys, and a map is one"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + PUBLIC, "declares a document type"),
        (PUBLIC.replace("Drinks it", ""), "the field 'name' is missing"),
    ],
)
def test_a_bad_file_is_answered_in_one_sentence(tmp_path, text, message):
    """File, place, and how to fix it."""
    with pytest.raises(pe.PeakendError, match=message):
        read(tmp_path, text)
