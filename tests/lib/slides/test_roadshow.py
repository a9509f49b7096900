"""The roadshow deck: what is on its slides, that all of it can be edited, and that long texts stay on them."""

import zipfile

import pptx
import pytest
from pptx.util import Inches

import peakend as pe
from peakend.slides.deck import HEIGHT, WIDTH

TODAY = pe.load("barber/journey")
FUTURE = (
    TODAY.as_future("to-be", {"zh": "理发店，明年", "en": "The barber next year"})
    .with_touchpoint("no-apology", emotion=0.5, evidence={"status": "proposed"})
    .with_touchpoint("leave", emotion=1.5, evidence={"status": "proposed"})
)
CONCEPT = pe.ConceptSheet(
    id="concept",
    name="Sorry, and at once",
    idea="Say sorry and put it right at once",
    touchpoint="no-apology",
    frontstage=["Say sorry", "Offer a chair"],
)
TEST = pe.UserTest(
    id="user-test",
    title="The apology",
    target_percent=80.0,
    tasks=[{"id": "come", "name": "Come to your appointment", "success": "Would come again"}],
    trials=[{"participant": str(i), "task": "come", "succeeded": True} for i in range(5)],
)
PLAN = pe.Plan(
    id="plan",
    title="Sorry at once",
    review="2026-12-28",
    tasks=[
        {"id": "train", "name": "Rehearse", "owner": "Manager", "start": "2026-12-01", "due": "2026-12-03"},
        {"id": "try", "name": "Try", "owner": "Reception", "start": "2026-12-27", "due": "2026-12-28"},
    ],
)


def write(folder, **changed):
    """Write a deck, and return its slides."""
    parts = {"as_is": TODAY, "to_be": FUTURE, "concept": CONCEPT, "test": TEST, "plan": PLAN, **changed}
    return pptx.Presentation(str(pe.roadshow(folder / "deck.pptx", team="Team 1", **parts))).slides


def said(slide):
    """Return all texts of a slide."""
    tables = [cell.text for shape in slide.shapes if shape.has_table for cell in shape.table.iter_cells()]
    return "\n".join([*(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame), *tables])


def slide_with(slides, title):
    return next(slide for slide in slides if slide.shapes.title.text.startswith(title))


def appendix(slides):
    """Return the slides after the one that parts the appendix from the story."""
    titles = [slide.shapes.title.text if slide.shapes.title else "" for slide in slides]
    return list(slides)[titles.index("Appendix") :]


def test_the_story_takes_eight_slides_and_three_minutes(tmp_path):
    """Customer and moment first, what is asked last; the notes say what to tell, and their seconds add up."""
    slides = write(tmp_path)
    story = list(slides)[: -len(appendix(slides))]
    titles = [slide.shapes.title.text.split(":")[0] for slide in story[1:]]
    expected = ["One customer, one moment", "The journey, as it is and as it is to be", "The idea"]
    assert [*expected, "What it costs, and who answers for it", "The test", *titles[5:]] == titles
    assert titles[5:] == ["The plan", "What we ask of you"]
    notes = [slide.notes_slide.notes_text_frame.text for slide in story]
    assert 180 == sum(int(note.split(" seconds")[0]) for note in notes)


def test_the_appendix_has_the_maps_and_sheets_whole(tmp_path):
    """For questions."""
    titles = [slide.shapes.title.text.split(":")[0] for slide in appendix(write(tmp_path))]
    expected = ["Appendix", "As it is", "To be", "What changes", "Concept", "User test", "Plan"]
    assert expected == titles


def test_the_appendix_wears_the_teams_colour_and_name(tmp_path):
    """Its curves, its heads and the band at the edge, as the story does; nothing in the house's own blue."""
    for slide in appendix(write(tmp_path, colour="#8A3A68")):
        assert "Team 1" in said(slide)
        assert "0072B2" not in slide.part.blob.decode()
        for shape in slide.shapes:
            if shape.has_chart:
                assert "8A3A68" == str(shape.chart.plots[0].series[0].format.line.color.rgb)


def test_the_service_is_called_as_the_team_calls_it(tmp_path):
    """Else by the map of today."""
    assert "The barber who missed an appointment" in said(write(tmp_path)[0])
    assert "A haircut for regulars" in said(write(tmp_path, service="A haircut for regulars")[0])


def labels(chart):
    """Return what stands at the points of a chart, by series and place."""
    texts = [".//c:dLbl[c:tx]", "./c:idx/@val", ".//a:t/text()"]
    return [
        {int(one.xpath(texts[1])[0]): " ".join(one.xpath(texts[2])) for one in series._element.xpath(texts[0])}
        for series in chart.plots[0].series
    ]


def test_todays_peak_is_said_where_the_future_does_not_change_it(tmp_path):
    """On the point that both curves share, as today's; a peak that stays the peak is said once, without a word."""
    hall = pe.load("service-hall/journey")
    place = [step.id for step in hall.steps].index("advice")
    future = hall.as_future("to-be", "T").with_touchpoint("leave", emotion=2.0).with_touchpoint("wait", emotion=0.5)
    chart = next(s.chart for s in write(tmp_path, as_is=hall, to_be=future)[2].shapes if s.has_chart)
    today, tomorrow = labels(chart)
    assert place not in today
    assert "as it is: peak, tied +1" == tomorrow[place]
    same = hall.as_future("to-be", "T").with_touchpoint("wait", emotion=0.5)
    chart = next(s.chart for s in write(tmp_path, as_is=hall, to_be=same)[2].shapes if s.has_chart)
    assert "as it is: peak, tied to be: peak +1" == labels(chart)[1][place]
    parcel = pe.load("courier/journey")
    better = parcel.as_future("to-be", "T").with_touchpoint("five-stars", emotion=1.0)
    chart = next(s.chart for s in write(tmp_path, as_is=parcel, to_be=better)[2].shapes if s.has_chart)
    assert "peak +2" == labels(chart)[1][[step.id for step in parcel.steps].index("hand-over")]


def test_a_test_that_nobody_has_tried_says_how_many_it_takes(tmp_path):
    """16 of 16 make an interval from 81 percent, 15 of 15 one from 80 less a bit, by Wilson (1927)."""
    assert pe.wilson(15, 15)[0] < 0.8 <= pe.wilson(16, 16)[0]
    untried = TEST.model_copy(update={"trials": ()})
    text = said(write(tmp_path, test=untried)[5])
    assert "it takes 16 people to show 80 %" in text
    assert "still to be tried" in text
    assert "it takes" not in said(write(tmp_path)[5])


def test_more_changes_than_the_slide_holds_are_summed_in_its_last_row(tmp_path):
    """So that the rows make the sum."""
    costs = [{"what": f"Change {i}", "cost": i} for i in range(1, 9)]
    text = said(write(tmp_path, costs=costs)[4])
    assert ["3 more", "21"] == [line for line in text.split("\n") if line in ("3 more", "21")]
    assert "Together 36 thousand yuan" in text


def test_nothing_on_the_slides_is_a_screenshot(tmp_path):
    """Both emotion curves stand in one chart with its data; no shape is a picture."""
    slides = write(tmp_path)
    assert 0 == sum(shape.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.PICTURE for s in slides for shape in s.shapes)
    first, second = next(shape.chart for shape in slides[2].shapes if shape.has_chart).plots[0].series
    assert [-1.0, 1.5] == [first.values[-1], second.values[-1]]


def test_cost_budget_and_owner_stand_on_one_slide(tmp_path):
    """What the director asks first; a cost that nobody knows is said to be unknown."""
    costs = [{"what": "Gift card", "cost": 9}, {"what": "Call back", "cost": None}]
    owned = CONCEPT.model_copy(update={"owner": "Zhou"})
    text = said(write(tmp_path, costs=costs, budget=20, concept=owned)[4])
    assert all(word in text for word in ("Zhou", "9 thousand yuan", "not known yet", "budget of 20", "11 left"))


@pytest.mark.parametrize(("costs", "message"), [(7, "a list of changes"), ([{"what": "a", "cost": "x"}], "'x' is not")])
def test_a_cost_that_is_none_is_one_sentence(tmp_path, costs, message):
    """What was found, and how to write it."""
    with pytest.raises(pe.PeakendError, match=message):
        write(tmp_path, costs=costs)


def test_the_theme_wears_the_teams_colour(tmp_path):
    """By a colour of the house's, or any other; what is none is one sentence."""
    write(tmp_path, colour="#8A3A68")
    with zipfile.ZipFile(tmp_path / "deck.pptx") as deck:
        themes = [deck.read(name).decode() for name in deck.namelist() if "theme/theme" in name]
    assert any('<a:accent1><a:srgbClr val="8A3A68"' in theme for theme in themes)
    with pytest.raises(pe.PeakendError, match="'pinkish' is not known"):
        write(tmp_path, colour="pinkish")


def test_the_plan_stands_on_an_axis_in_the_order_of_time(tmp_path):
    """The review of 28 December stands right of what begins on the 1st, under the label of its week."""
    days = {
        s.text_frame.text.replace("\N{NO-BREAK SPACE}", " "): s.left
        for s in write(tmp_path)[6].shapes
        if s.has_text_frame
    }
    diamond = next(
        s
        for s in write(tmp_path)[6].shapes
        if s._element.xpath(".//p:cNvPr/@descr")[:1] == ["review 28\N{NO-BREAK SPACE}Dec"]
    )
    assert days["30 Nov"] < days["7 Dec"] < days["28 Dec"] < diamond.left + diamond.width


def test_shapes_of_the_story_stay_on_their_slides_and_off_each_others_foot(tmp_path):
    """With as many tasks as the test's slide holds, and a measure."""
    tasks = [{"id": f"t{i}", "name": "A task", "success": "Done"} for i in range(3)]
    measured = CONCEPT.model_copy(update={"measure": "Satisfied from 41 to 60 percent"})
    slides = write(tmp_path, test=pe.UserTest(id="user-test", title="T", tasks=tasks), concept=measured)
    for slide in list(slides)[:8]:
        assert all(shape.top + shape.height <= Inches(HEIGHT) for shape in slide.shapes)
        assert all(shape.left + shape.width <= Inches(WIDTH) + 1 for shape in slide.shapes)
    foot = [shape.top for shape in slides[5].shapes if shape.has_text_frame and shape.text_frame.text == "Team 1"]
    known = next(s for s in slides[5].shapes if s.has_text_frame and s.text_frame.text.startswith("How we will know"))
    assert known.top + known.height <= foot[0]


def test_the_scene_of_tomorrow_does_not_say_todays_thought(tmp_path):
    """What the customer thinks today stands on the customer's slide alone."""
    slides = write(tmp_path)
    assert "Not even a sorry" in said(slides[1])
    assert "Not even a sorry" not in said(slides[3])


def test_a_sum_with_an_unknown_part_is_said_to_be_the_least(tmp_path):
    """And what is left of the budget is for that part too."""
    costs = [{"what": "Gift card", "cost": 9}, {"what": "Call back", "cost": None}]
    text = said(write(tmp_path, costs=costs, budget=20)[4])
    assert "At least 9 thousand yuan a year" in text
    assert "11 left for what is not known" in text


def test_changes_have_the_emotion_and_the_score_before_and_after(tmp_path):
    """Peak −2 and end −1 make −1.5; peak and end 1.5 make 1.5."""
    table = next(
        shape.table for shape in slide_with(appendix(write(tmp_path)), "What changes").shapes if shape.has_table
    )
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert ["Pay and leave", "emotion", "−1.00", "+1.50"] in rows
    assert ["peak–end score", "", "−1.50", "+1.50"] in rows


def test_a_concept_names_its_touchpoint_and_not_its_id(tmp_path):
    """The audience does not know ids."""
    text = said(slide_with(appendix(write(tmp_path)), "Concept"))
    assert "Learn that he forgot, without an apology" in text
    assert "no-apology" not in text


def test_a_test_result_comes_with_its_interval(tmp_path):
    """Five of five: 57 to 100 percent, by Wilson (1927)."""
    slides = write(tmp_path)
    assert "5 of 5\n100 % [57, 100]" in said(appendix(slides)[5])
    assert "5 of 5\n100 % [57, 100]" in said(slides[5])


def test_the_plan_has_owners_and_days(tmp_path):
    """What is asked for when a plan is granted."""
    text = said(slide_with(appendix(write(tmp_path)), "Plan"))
    assert all(word in text for word in ("Manager", "2026-12-03", "Reception"))


@pytest.mark.parametrize("words", [1, 400])
def test_tables_stay_on_their_slides(tmp_path, words):
    """However much a team writes; what does not fit goes on over more slides."""
    texts = {name: "many words " * words for name in ("need", "delight", "measure", "core_function")}
    plan = pe.Plan(id="p", title="P", tasks=[{"id": f"t{i}", "name": "A task " * 5} for i in range(20 * min(words, 2))])
    for slide in write(tmp_path, concept=pe.ConceptSheet(id="concept", name="C", **texts), plan=plan):
        for shape in slide.shapes:
            single_row = shape.has_table and len(shape.table.rows) <= 2
            assert shape.left >= 0 and shape.left + shape.width <= Inches(WIDTH) + 1
            assert single_row or shape.top + shape.height <= Inches(HEIGHT)


def test_texts_are_in_the_language_in_use(tmp_path):
    """A Chinese team's deck is Chinese."""
    pe.set_language("zh")
    slides = write(tmp_path)
    assert "一位客户" in slides[1].shapes.title.text
    assert "完成" in said(list(slides)[-1])


def test_an_ending_other_than_pptx_is_one_sentence(tmp_path):
    """The sentence says what to choose."""
    parts = {"as_is": TODAY, "to_be": FUTURE, "concept": CONCEPT, "test": TEST, "plan": PLAN}
    with pytest.raises(pe.PeakendError, match=r"ends in \.pptx"):
        pe.roadshow(tmp_path / "deck.pdf", team="T", **parts)


def test_an_empty_map_is_one_sentence(tmp_path):
    """And leaves no file."""
    with pytest.raises(pe.PeakendError, match="touchpoint"):
        write(tmp_path, as_is=pe.JourneyMap(id="empty", title="Empty"))
    assert not (tmp_path / "deck.pptx").exists()
