"""Pictures of journey maps: what is marked where, what is said to those who cannot see it, and that it fits."""

import itertools
import json
import re

import pandas as pd
import pptx
import pytest

import peakend as pe
from peakend.charts.blueprint import FAIL, WAIT
from peakend.charts.emotion_curve import facts_of
from peakend.charts.icons import CHANNELS, FACES, channel_icon
from peakend.charts.journey_grid import GUTTER, grids
from peakend.charts.labels import text_width
from peakend.charts.sheet import fit
from peakend.charts.style import to_svg
from peakend.charts.two_journeys import align
from sample_maps import a_map, clinic, long_map


def drawn(chart, kind: str) -> pd.DataFrame:
    """All marks of a kind, with the setting of texts."""
    spec = chart.to_dict()
    tables = []
    for layer in spec["layer"]:
        if layer["mark"]["type"] == kind:
            table = pd.DataFrame(spec["datasets"][layer["data"]["name"]])
            tables.append(table.assign(size_of_type=layer["mark"].get("fontSize"), align=layer["mark"].get("align")))
    return pd.concat(tables, ignore_index=True)


def points(chart) -> pd.DataFrame:
    """The points of the curves, by touchpoint."""
    marks = drawn(chart, "point")
    return marks[marks["touchpoint"].notna()].set_index("touchpoint")


def texts(chart) -> list[str]:
    return drawn(chart, "text")["text"].tolist()


def test_peak_end_and_trough_are_marked_by_shape_and_word():
    """A circle is none of them."""
    chart = pe.plot_journey(a_map(1, -2, 0.5, 1.5, 1))
    assert points(chart)["shape"].to_dict() == {
        "t1": "circle",
        "t2": "diamond",
        "t3": "circle",
        "t4": "circle",
        "t5": "square",
    }
    assert {"peak, trough\n−2", "end\n+1"} <= set(texts(chart))


def test_a_trough_that_is_not_the_peak_has_a_shape_of_its_own():
    """A triangle that points down."""
    chart = pe.plot_journey(a_map(2, -1, 0))
    assert points(chart).loc["t2", "shape"] == "triangle-down"
    assert "trough\n−1" in texts(chart)


def test_a_moment_of_truth_is_marked_by_a_star_and_words():
    """The clinic has one."""
    assert [text for text in texts(pe.plot_journey(clinic())) if "★" in text] == ["★ moment of truth"]


def test_an_unknown_emotion_is_a_gap_that_says_so():
    """No point, and no line across."""
    chart = pe.plot_journey(a_map(1, None, 1))
    lines = drawn(chart, "rule")
    assert list(points(chart).index) == ["t1", "t3"]
    assert "?\nunknown" in texts(chart)
    assert lines[lines["thick"] == 2.5].empty


def test_a_screen_reader_hears_the_points_and_no_places_in_pixels():
    """Name and emotion of each; lines, boxes and the key are passed over."""
    picture = to_svg(pe.plot_journey(a_map(1, -2)))
    said = re.findall('aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="([^"]*)"', picture)
    assert [label for label, kind in said if kind == "point"] == ["T1: +1", "T2: −2"]
    assert {kind for _label, kind in said} == {"point", "text mark"}


def test_a_map_without_any_emotion_is_still_drawn():
    """It has nothing to score."""
    chart = pe.plot_journey(a_map(None, None))
    assert texts(chart).count("?\nunknown") == 2
    assert not [text for text in texts(chart) if "score" in text]


def test_a_point_shows_what_its_emotion_rests_on():
    """Observed is filled, assumed hollow, proposed hollow and dashed."""
    marks = points(pe.plot_journey(long_map(3)))
    assert marks["fill"].tolist() == ["#0072B2", "white", "white"]
    assert marks["dashed"].tolist() == [False, False, True]


def test_the_key_explains_each_mark_that_occurs():
    """And none that does not."""
    found = set(texts(pe.plot_journey(long_map(5))))
    assert {"peak", "end", "observed", "assumed", "proposed", "interval of the mean"} <= found
    assert not {"observed", "proposed", "interval of the mean"} & set(texts(pe.plot_journey(a_map(1, 0))))


def test_an_interval_is_a_bar_from_its_low_to_its_high_end():
    """Emotion +0.5 in −0.75 to +1.25: five parts below its point, three above."""
    chart = pe.plot_journey(long_map(1))
    point = points(chart).loc["t1"]
    lines = drawn(chart, "rule")
    bar = lines[(lines["x"] == point["x"]) & (lines["x2"] == point["x"])].iloc[0]
    assert (bar["y"] - point["y"]) / (point["y"] - bar["y2"]) == pytest.approx(5 / 3)


def test_phases_stand_with_their_period():
    """In words, not by colour alone."""
    assert {"before service: Arriving", "during service: Treatment"} <= set(texts(pe.plot_journey(clinic())))


def test_rows_without_any_text_are_left_out():
    """The clinic has pains and no thoughts."""
    found = texts(pe.plot_journey(clinic()))
    assert "pain points" in found
    assert not {"thought", "opportunities"} & set(found)


@pytest.mark.parametrize("count", [1, 5, 10, 11, 20, 60])
def test_touchpoints_are_parted_into_panels_of_about_the_same_number(count):
    """None is lost, none stands twice, none is narrower than can be read."""
    panels = grids(count, 1200)
    assert list(itertools.chain(*(range(panel.start, panel.stop) for panel in panels))) == list(range(count))
    sizes = [panel.stop - panel.start for panel in panels]
    assert max(sizes) - sizes[-1] < len(panels) + 1
    assert all(panel.column >= 108 and panel.right <= 1200.01 for panel in panels)


def test_a_phase_that_goes_on_in_the_next_panel_says_so():
    """Twelve touchpoints of one phase."""
    found = texts(pe.plot_journey(a_map(*[0] * 12)))
    assert {"during service: P", "during service: P (continued)"} <= set(found)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("plot", [pe.plot_journey, pe.plot_blueprint])
def test_no_text_is_wider_than_its_column(plot, language):
    """Long labels wrap, Chinese after any character."""
    pe.set_language(language)
    found = drawn(plot(long_map(20)), "text")
    cells = found[(found["size_of_type"] == 13) & (found["align"] == "left") & (found["x"] > GUTTER)]
    cells = cells[cells["y"] < cells["y"].max()]
    assert cells["text"].map(text_width).max() <= grids(20, 1200)[0].column


def test_an_address_that_no_line_could_hold_is_cut():
    """As many lines as it needs."""
    lines = fit("https://example.org/" + "a" * 60, 100).split("\n")
    assert max(map(text_width, lines)) <= 100
    assert "".join(lines) == "https://example.org/" + "a" * 60


def test_a_number_is_not_parted_at_its_point():
    """12.5 minutes stay 12.5 minutes."""
    assert "12.5" in fit("等待等待等待等待 12.5 分钟", 80)


def test_the_alternative_text_tells_the_map_in_both_languages():
    """Phase by phase, with emotions and marks."""
    said = pe.plot_journey(clinic()).to_dict()["description"]
    assert said == (
        "Journey map, A clinic visit: before service, Arriving: 1 Check in +1; during service, Treatment: "
        "2 Wait −2 (peak, trough); 3 See the doctor +1.5 (end, moment of truth); 4 Pay emotion unknown"
    )
    pe.set_language("zh")
    assert (
        pe.plot_journey(clinic())
        .to_dict()["description"]
        .startswith("旅程图《门诊就诊》：服务前·Arriving：1 Check in +1；服务中·就诊：2 Wait −2（峰值、谷值）")
    )


def test_a_blueprint_marks_fail_and_wait_points():
    """A cross in support, an hourglass on the customer's wait."""
    chart = pe.plot_blueprint(clinic())
    shapes = drawn(chart, "point")["shape"].tolist()
    # One on the card, one in the key.
    assert (shapes.count(FAIL), shapes.count(WAIT)) == (2, 3)
    assert {"fail point: Record not found", "wait 12.5 min"} <= {text.replace("\n", " ") for text in texts(chart)}


def test_a_blueprint_has_five_lanes_with_three_lines_between_them():
    """From what can be seen down to what supports it."""
    found = drawn(pe.plot_blueprint(clinic()), "text")
    names = found[found["x"] < 20].assign(text=found["text"].str.replace("\n", " ")).sort_values("y")["text"].tolist()
    expected = ["physical evidence", "customer actions", "line of interaction", "frontstage", "line of visibility"]
    expected += ["backstage", "line of internal interaction", "support processes"]
    assert [name for name in names if name in expected] == expected


def test_the_line_of_visibility_is_dashed():
    """Unlike that of interaction."""
    lines = drawn(pe.plot_blueprint(clinic()), "rule")
    across = lines[lines["y"] == lines["y2"]].sort_values("y")
    assert across["dashed"].tolist() == [False, True, True]


def test_as_is_and_to_be_mark_what_is_added_removed_and_changed():
    """Each in words, in a row of its own."""
    future = clinic().without("check-in").with_emotion("wait", 0).with_touchpoint("wait", wait_min=3)
    future = future.with_touchpoint("text", phase="treat", name="Text message", emotion=1, after="doctor")
    found = texts(pe.plot_as_is_to_be(clinic(), future))
    changed = "changed\nemotion −2 → 0\nwait, minutes unknown → 3"
    assert {"removed\nemotion +1", "added\nemotion +1", changed} <= set(found)


def test_a_change_in_words_is_named_by_its_field():
    """Which is what a redesign often is."""
    future = clinic().with_touchpoint("wait", pain_points=[], opportunities=["Call by number"])
    assert "changed\npain points\nopportunities" in texts(pe.plot_as_is_to_be(clinic(), future))


def test_equal_maps_have_no_difference():
    """And the alternative text says so."""
    said = pe.plot_as_is_to_be(clinic(), clinic()).to_dict()["description"]
    assert said == "As it is and as it is to be, A clinic visit: no difference"


def test_plan_and_log_mark_skipped_extra_and_misplaced_steps():
    """The log knows a step that was not planned, lacks one, and has two the other way round."""
    log = clinic().without("check-in").move("pay", before="doctor")
    log = log.with_touchpoint("queue", phase="treat", name="Queue", emotion=-1, after="wait")
    said = pe.plot_plan_and_log(clinic(), log).to_dict()["description"]
    assert "Check in: skipped, emotion +1" in said
    assert "Queue: extra, not planned, emotion −1" in said
    assert "in another order" in said


def test_a_log_is_drawn_as_it_is_or_as_its_map():
    """Both give the same picture."""
    visits = pe.load("coffee-shop/visits")
    plan = pe.load("coffee-shop/journey")
    log = pe.JourneyMap.from_log(visits, template=plan)
    assert pe.plot_plan_and_log(plan, log).to_dict() == pe.plot_plan_and_log(plan, visits).to_dict()


def test_touchpoints_of_two_maps_are_paired_in_the_order_of_the_base():
    """What only the other has follows what it follows there."""
    one, other = a_map(0, 0, 0), a_map(0, 0, 0).without("t2").with_touchpoint("new", phase="p", name="N", after="t1")
    pairs = align(one.steps, other.steps, second_is_base=False)
    assert [pair.step.id for pair in pairs] == ["t1", "new", "t2", "t3"]
    assert [pair.second is None for pair in pairs] == [False, False, True, False]


def test_an_emotion_unknown_in_one_map_alone_hides_no_point_of_the_other():
    """A sign, no box over the column."""
    chart = pe.plot_as_is_to_be(a_map(1, None), a_map(1, 2))
    assert "?" in texts(chart)
    assert "?\nunknown" not in texts(chart)


@pytest.mark.parametrize("plot", [pe.plot_journey, pe.plot_blueprint])
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ((pd.DataFrame(),), r"DataFrame is not a journey map\. Read one with pe\.JourneyMap\.read"),
        ((pe.JourneyMap(id="m", title="M"),), "The map 'm' has no touchpoint"),
    ],
)
def test_what_cannot_be_drawn_is_answered_by_a_sentence(plot, wrong, message):
    """Not a map, or an empty one."""
    with pytest.raises(pe.PeakendError, match=message):
        plot(*wrong)


@pytest.mark.parametrize("width", [100, 20_000, "wide", float("nan"), True])
def test_a_width_that_holds_no_column_is_refused(width):
    """With what is allowed."""
    with pytest.raises(pe.PeakendError, match="Give 332 to 10000 pixels"):
        pe.plot_journey(clinic(), width=width)


def test_the_map_plots_itself_by_the_name_of_the_picture():
    """Map or blueprint, the same as the functions."""
    assert clinic().plot().to_dict() == pe.plot_journey(clinic()).to_dict()
    assert clinic().plot(picture="blueprint").to_dict() == pe.plot_blueprint(clinic()).to_dict()


def test_a_picture_that_there_is_not_is_refused():
    """With those that there are."""
    with pytest.raises(
        pe.PeakendError, match=re.escape("There is no picture 'blue'. Choose: map, blueprint, emotions.")
    ):
        clinic().plot(picture="blue")


def test_no_colour_is_none_in_a_word():
    """A browser's canvas passes over a colour it does not know, and draws with the one before."""
    assert '"none"' not in clinic().plot().to_json()


def test_an_unmarked_map_tells_neither_peak_nor_end_nor_score():
    """So that a group finds them itself."""
    drawn = pe.plot_journey(clinic(), marked=False).to_json()
    assert [] == [word for word in ("peak", "trough", "diamond") if word in drawn]


def test_the_emotional_journey_quotes_the_moments_that_are_told(tmp_path):
    """Peak, end and moments of truth with what was said there; another touchpoint's thought is reported as lost."""
    journey_map = clinic().with_touchpoint("t-plain", phase=clinic().phases[0].id, name="Plain", thought="Never mind")
    journey_map = journey_map.move("t-plain", before=journey_map.steps[0].id)
    lost = journey_map.write(tmp_path / "felt.svg", picture="emotions")
    drawn = (tmp_path / "felt.svg").read_text(encoding="utf-8")
    assert "Never mind" in lost["was"].tolist()
    assert "Never mind" not in drawn
    assert "peak" in drawn
    journey_map.write(tmp_path / "felt.pptx", picture="emotions")
    slides = pptx.Presentation(str(tmp_path / "felt.pptx")).slides
    faces = slides[0].shapes._spTree.xpath('.//a:prstGeom[@prst="smileyFace"]')
    assert 1 == len(slides)
    assert len([step for step in journey_map.steps if step.emotion is not None]) == len(faces)


def test_a_long_map_has_an_overview_above_its_panels():
    """A short one has none."""
    phase = [{"id": "p", "name": "Phase"}]
    steps = [{"id": f"t{i}", "phase": "p", "name": f"Step {i}", "emotion": 1} for i in range(60)]
    assert "51–60" in texts(pe.JourneyMap(id="m", title="M", phases=phase, touchpoints=steps).plot())
    assert "overview" not in texts(pe.JourneyMap(id="m", title="M", phases=phase, touchpoints=steps[:20]).plot())


def test_a_channel_has_its_icon_and_an_emotion_its_face():
    """A channel that none of the icons means has none."""
    marks = pe.load("hospital/journey").plot().to_json()
    assert channel_icon("no such thing") == ""
    assert all(json.dumps(outline) in marks for outline in (CHANNELS["sign"].outline, FACES[0], FACES[3]))


def test_what_is_proposed_says_no_number_where_one_points_at_it():
    """Even where a file gives one."""
    asked = clinic().with_touchpoint(clinic().steps[0].id, evidence={"status": "proposed", "n": 84})
    assert "84" not in facts_of(asked.steps[0]).values()


def test_a_label_stands_clear_of_the_points_of_several_personas():
    """The label of all together lies on none of the markers of a column."""
    felt = [(1, 0.5), (1, -0.5), (-1, -2), (1.5, -1.5), (0, 2), (-0.5, 0.5)]
    steps = [{"id": f"t{i}", "phase": "p", "name": "T", "emotions": {"a": a, "b": b}} for i, (a, b) in enumerate(felt)]
    personas = [{"id": name, "name": name.upper()} for name in "ab"]
    two = pe.JourneyMap(id="m", title="M", personas=personas, phases=[{"id": "p", "name": "P"}], touchpoints=steps)
    chart = pe.plot_journey(two)
    marks, words = drawn(chart, "point"), drawn(chart, "text")
    labels = words[(words["align"] == "center") & words["text"].str.contains(r"[+−]?\d$")]
    assert len(felt) <= len(labels)
    for label in labels.itertuples():
        lines = label.text.count("\n")
        near = marks[(marks["x"] - label.x).abs() < 1]["y"]
        assert not near.between(label.y - 12, label.y + 18 * lines + 12).any(), label.text


def test_a_blueprint_has_arrows_downwards_and_the_faces_of_staff():
    """From the customer's action to what it sets in motion; and in words for those who do not see them."""
    lanes = [{"layer": "physical_evidence", "item": "Door"}, {"layer": "frontstage", "item": "Greet", "emotion": -1}]
    phase = [{"id": "p", "name": "Phase"}]
    steps = [{"id": "t", "phase": "p", "name": "Step", "blueprint": [*lanes, {"layer": "support", "item": "Roster"}]}]
    chart = pe.JourneyMap(id="m", title="M", phases=phase, touchpoints=steps).plot(picture="blueprint")
    shapes = drawn(chart, "point")["shape"].tolist()
    assert (2, True) == (shapes.count("triangle-down"), FACES[1] in shapes)
    assert "Greet (staff feel −1)" in chart.to_dict()["description"]
