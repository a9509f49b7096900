"""What a service manager does in the editor: by mouse, by touch, and by keyboard alone."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import peakend as pe
from browser import find_browser
from editor_page import Bench, many, open_bench
from sample_maps import clinic

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Bench]:
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    with open_bench(has_touch=True) as bench:
        yield bench


@pytest.fixture
def bench(browser_page, tmp_path) -> Bench:
    """The small map, on a fresh page."""
    browser_page.deaf = False
    browser_page.show(clinic().edit(tmp_path / "map.yaml"))
    return browser_page


def on_disk(bench: Bench) -> pe.JourneyMap:
    return pe.JourneyMap.read(bench.editor.file)


def settled(bench: Bench, text: str = "Saved") -> str:
    """Wait until the status line holds a text and waits for no answer, and return it; case counts: "Not saved yet"."""
    status = bench.page.get_by_role("status").filter(has_text=re.compile(re.escape(text)))
    status.filter(has_not_text="Not saved yet").wait_for()
    return bench.status()


def point(bench: Bench, name: str):
    return bench.page.get_by_role("slider", name=name, exact=True)


def card(bench: Bench, name: str):
    return bench.page.get_by_role("option", name=name)


def press(bench: Bench, *keys: str) -> None:
    for key in keys:
        bench.page.keyboard.press(key)


def drag(bench: Bench, start, dx: float, dy: float) -> None:
    box = start.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    bench.page.mouse.move(x, y)
    bench.page.mouse.down()
    bench.page.mouse.move(x + dx / 2, y + dy / 2)
    bench.page.mouse.move(x + dx, y + dy)
    bench.page.mouse.up()


def step_px(bench: Bench) -> float:
    """Return how many pixels a full point of emotion is high."""
    top, bottom = (point(bench, name).bounding_box()["y"] for name in ("Check in", "Wait"))
    return (bottom - top) / 3


@pytest.mark.parametrize(("points", "expected"), [(1, 0), (0.4, 0.5), (-0.9, 2), (-9, 2), (3, -2)])
def test_a_point_is_dragged_and_snaps_to_half_points(bench, points, expected):
    """From +1, up to the top of the scale and down to its bottom."""
    drag(bench, point(bench, "Check in"), 0, points * step_px(bench))
    assert "Emotion at “Check in”:" in settled(bench)
    assert expected == on_disk(bench).step("check-in").emotion


def test_a_point_dragged_below_the_scale_is_unknown(bench):
    """Not 0."""
    drag(bench, point(bench, "Wait"), 0, 200)
    assert "Emotion at “Wait”: unknown." in settled(bench)
    assert on_disk(bench).step("wait").emotion is None
    assert "?" == point(bench, "Wait").text_content()


def test_an_unknown_point_is_dragged_up_to_a_value(bench):
    """It stands below the scale until somebody knows."""
    top = point(bench, "Check in").bounding_box()["y"]
    drag(bench, point(bench, "Pay"), 0, top - point(bench, "Pay").bounding_box()["y"])
    settled(bench)
    assert 1 == on_disk(bench).step("pay").emotion


def test_a_click_on_a_point_changes_nothing(bench):
    """It only chooses the touchpoint."""
    point(bench, "Wait").click()
    assert "Wait" == bench.page.get_by_label("Name").input_value()
    assert not bench.editor.file.exists()


def touch(bench: Bench, start, dx: float, dy: float) -> None:
    """Drag with a finger, as the browser's own input does."""
    box = start.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = bench.page.context.new_cdp_session(bench.page)
    for kind, part in (("Start", 0), ("Move", 0.5), ("Move", 1), ("End", None)):
        points = [] if part is None else [{"x": x + dx * part, "y": y + dy * part}]
        session.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    session.detach()


def test_a_point_is_dragged_by_a_finger(bench):
    """The page does not scroll away under it."""
    touch(bench, point(bench, "Check in"), 0, 2 * step_px(bench))
    settled(bench)
    assert -1 == on_disk(bench).step("check-in").emotion


def test_a_card_is_dragged_by_a_finger(bench):
    """By its grip, and into the phase where it is dropped."""
    width = card(bench, "2. Wait").bounding_box()["width"]
    touch(bench, card(bench, "1. Check in").locator(".pe-grip"), 2.2 * width, 0)
    settled(bench)
    assert ["wait", "doctor", "check-in", "pay"] == [step.id for step in on_disk(bench).steps]
    assert "treat" == on_disk(bench).step("check-in").phase


def test_a_card_is_dragged_by_the_mouse(bench):
    """To the front; between two phases a touchpoint keeps its own."""
    width = card(bench, "2. Wait").bounding_box()["width"]
    drag(bench, card(bench, "3. See the doctor").locator(".pe-grip"), -1.2 * width, 0)
    assert "“See the doctor” is now number 2" in settled(bench)
    assert ["check-in", "doctor", "wait", "pay"] == [step.id for step in on_disk(bench).steps]


def rooms() -> pe.JourneyMap:
    """The small map with an empty phase at its end."""
    phases = [*clinic().to_document()["phases"], {"id": "after", "name": "At home", "period": "after"}]
    return clinic(phases=phases)


def test_a_card_is_dragged_into_the_phase_beside_it_without_passing_a_card(bench):
    """It belongs where it is dropped; Undo brings it back, and Redo again."""
    page, width = bench.page, card(bench, "1. Check in").bounding_box()["width"]
    drag(bench, card(bench, "2. Wait").locator(".pe-grip"), -0.6 * width, 0)
    assert "“Wait” is now number 2, in “Arriving”" in settled(bench)
    assert [("check-in", "arrive"), ("wait", "arrive")] == [(step.id, step.phase) for step in on_disk(bench).steps][:2]
    page.get_by_role("button", name="Undo").click()
    settled(bench, "Undone")
    assert clinic() == on_disk(bench)
    page.get_by_role("button", name="Redo").click()
    settled(bench, "Done again")
    assert "arrive" == on_disk(bench).step("wait").phase


def test_a_card_is_dragged_by_the_mouse_into_an_empty_phase(bench, tmp_path):
    """The phase that it leaves empty offers to add one, and takes it back."""
    bench.show(rooms().edit(tmp_path / "rooms.yaml"))
    grip = card(bench, "1. Check in").locator(".pe-grip")
    gap = bench.page.locator(".pe-gap").bounding_box()
    drag(bench, grip, gap["x"] + gap["width"] / 2 - grip.bounding_box()["x"], 0)
    assert "“Check in” is now number 4, in “At home”" in settled(bench)
    assert ("check-in", "after") == (on_disk(bench).steps[3].id, on_disk(bench).steps[3].phase)
    grip, gap = card(bench, "4. Check in").locator(".pe-grip"), bench.page.locator(".pe-gap").bounding_box()
    drag(bench, grip, gap["x"] + gap["width"] / 2 - grip.bounding_box()["x"], 0)
    settled(bench, "“Check in” is now number 1, in “Arriving”")
    assert rooms() == on_disk(bench)


def test_keys_move_a_card_into_an_empty_phase_and_back(bench, tmp_path):
    """Alt and an arrow, place by place; where it goes no further, that is said."""
    bench.show(rooms().edit(tmp_path / "rooms.yaml"))
    card(bench, "4. Pay").focus()
    press(bench, "Alt+ArrowRight")
    assert "“Pay” is now number 4, in “At home”" in settled(bench)
    press(bench, "Alt+ArrowRight")
    assert "“Pay” cannot go further" in bench.status()
    press(bench, "Alt+ArrowLeft")
    settled(bench, "in “Treatment”")
    press(bench, "ControlOrMeta+z")
    settled(bench, "Undone")
    assert "after" == on_disk(bench).step("pay").phase


def test_a_long_map_goes_on_under_a_card_held_at_its_edge(bench, tmp_path):
    """Without the mouse being moved any more."""
    bench.show(many(40).edit(tmp_path / "long.yaml"))
    page = bench.page
    box = card(bench, "2. ").first.locator(".pe-grip").bounding_box()
    frame = page.locator(".pe-scroller").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] - 15, box["y"] + 5, steps=5)
    page.wait_for_function("() => document.querySelector('.pe-scroller').scrollLeft > 600")
    page.mouse.move(frame["x"] + frame["width"] / 2, box["y"] + 5)
    page.mouse.up()
    settled(bench, "is now number")
    assert 7 < [step.id for step in on_disk(bench).steps].index("t1")


def test_the_whole_flow_by_keyboard_alone(bench):
    """Choose, set, move, add, name, mark, delete, undo and redo, without a mouse."""
    point(bench, "Check in").focus()
    press(bench, "ArrowRight", "ArrowUp", "ArrowUp", "ArrowUp")
    assert "Emotion at “Wait”: −0.5." in settled(bench)
    press(bench, "Alt+ArrowRight")
    assert "“Wait” is now number 3, in “Treatment”." in settled(bench, "number 3")
    press(bench, "n")
    bench.page.keyboard.type("Ask a nurse")
    press(bench, "Escape", "ArrowUp", "ArrowUp", "m")
    settled(bench, "“Ask a nurse” is a moment of truth.")
    new = on_disk(bench).steps[3]
    assert ("Ask a nurse", 0.5, True, "treat") == (new.name, new.emotion, new.moment_of_truth, new.phase)
    press(bench, "ArrowRight", "Delete")
    settled(bench, "Deleted “Pay”")
    assert 4 == len(on_disk(bench).steps)
    press(bench, "Control+z")
    settled(bench, "Undone: Deleted “Pay”")
    assert "pay" in [step.id for step in on_disk(bench).steps]
    press(bench, "Control+y")
    settled(bench, "Done again: Deleted “Pay”")
    assert ["check-in", "doctor", "wait", "touchpoint-5"] == [step.id for step in on_disk(bench).steps]


def test_the_curve_and_the_cards_are_one_stop_each_for_tab(bench):
    """From buttons to phases, curve, cards and the form."""
    stops = bench.page.locator(".pe-map [tabindex='0']")
    assert ["slider", "option"] == [stop.get_attribute("role") for stop in stops.all()]
    bench.page.get_by_role("button", name="Treatment").focus()
    press(bench, "Tab")
    assert "handle:check-in" == bench.page.evaluate("document.activeElement.dataset.focus")
    press(bench, "Tab")
    assert "card:check-in" == bench.page.evaluate("document.activeElement.dataset.focus")


def test_keys_choose_the_touchpoint_they_act_on(bench):
    """Also when the form shows the customer."""
    bench.page.get_by_role("button", name="Customer: Mei").click()
    point(bench, "Check in").focus()
    press(bench, "ArrowDown")
    assert "Emotion at “Check in”: +0.5." in settled(bench)
    assert "Check in" == bench.page.get_by_label("Name").input_value()


def test_the_focus_can_be_seen(bench):
    """An outline of three pixels."""
    point(bench, "Check in").focus()
    press(bench, "ArrowRight")
    assert "3px" == point(bench, "Wait").evaluate("node => getComputedStyle(node).outlineWidth")


def test_a_screen_reader_is_told_what_each_point_is(bench):
    """Name, value in words, and the ends of the scale; an unknown emotion has no number."""
    names = ("aria-valuenow", "aria-valuetext", "aria-valuemin", "aria-valuemax")
    attributes = [[point(bench, name).get_attribute(key) for key in names] for name in ("Wait", "Pay")]
    assert [["-2", "−2 (very bad)", "-2", "2"], [None, "unknown", "-2", "2"]] == attributes


def test_every_control_has_a_name(bench):
    """Buttons, fields and choices, in both views and for a phase and the map."""
    page = bench.page
    for show in ("Journey", "Blueprint", "Arriving", "Customer: Mei"):
        page.get_by_role("button", name=show).click()
        snapshot = page.locator(".pe-editor").aria_snapshot()
        nameless = [line for line in snapshot.split("\n") if line.strip(" -:") in ("button", "textbox", "combobox")]
        assert not nameless


def test_a_touchpoint_is_described_in_the_form(bench):
    """Channel, type, minutes, thought, pains, chances, evidence."""
    page = bench.page
    card(bench, "4. Pay").click()
    page.get_by_label("Channel").fill("Cashier")
    page.get_by_label("Type").select_option(label="wait")
    page.get_by_label("Waiting (minutes)").fill("１２.5")
    page.get_by_label("What the customer thinks").fill("Why again?")
    page.get_by_label("Pain points (one a line)").fill("Queue\n\n No sign ")
    page.get_by_label("Opportunities (one a line)").fill("Pay by phone")
    page.get_by_label("How do we know?").select_option(label="observed")
    page.get_by_label("From where?").fill("survey.csv")
    page.get_by_label("How many times asked or seen").fill("84")
    page.get_by_role("checkbox", name="Moment of truth").check()
    settled(bench, "moment of truth")
    expected = {
        **{"id": "pay", "phase": "treat", "name": "Pay", "type": "wait", "channel": "Cashier"},
        **{"thought": "Why again?", "wait_min": 12.5, "pain_points": ["Queue", "No sign"]},
        **{"opportunities": ["Pay by phone"], "moment_of_truth": True},
        "evidence": {"status": "observed", "source": "survey.csv", "n": 84},
    }
    assert expected == on_disk(bench).to_document()["touchpoints"][3]


def test_lanes_of_the_blueprint_are_filled(bench):
    """A row becomes an item with its first words, and another empty one follows."""
    page = bench.page
    card(bench, "4. Pay").click()
    page.get_by_role("button", name="Blueprint", exact=True).click()
    lane = page.get_by_role("group", name="Back stage")
    lane.get_by_label("What happens or is there").fill("Book the payment")
    lane.get_by_label("Who answers for it").nth(0).fill("Accounts")
    lane.get_by_label("What can fail").nth(0).fill("Network is down")
    lane.get_by_label("What happens or is there").nth(1).fill("File it")
    press(bench, "Tab")
    settled(bench)
    first = {"item": "Book the payment", "owner": "Accounts", "fail_point": "Network is down"}
    expected = [{"layer": "backstage", **first}, {"layer": "backstage", "item": "File it"}]
    assert expected == on_disk(bench).to_document()["touchpoints"][3]["blueprint"]
    lane.get_by_role("button", name="Remove “Book the payment”").click()
    settled(bench, "Book the payment")
    assert ["File it"] == [item.item for item in on_disk(bench).step("pay").blueprint]


def test_phases_are_added_named_moved_and_deleted(bench):
    """A phase that holds touchpoints is not deleted; the sentence says what to do."""
    page = bench.page
    page.get_by_role("button", name="Arriving").click()
    page.get_by_role("button", name="Delete phase").click()
    assert "still holds 1 touchpoints. Move them to another phase" in bench.status()
    page.get_by_role("button", name="Add phase").click()
    page.keyboard.type("Finding the way")
    page.get_by_label("When").select_option(label="before service")
    settled(bench)
    page.get_by_role("button", name="Move later").click()
    settled(bench, "Moved the phase")
    assert ["arrive", "treat", "phase-3"] == [phase.id for phase in on_disk(bench).phases]
    page.get_by_role("button", name="Delete phase").click()
    settled(bench, "Deleted “Finding the way”")
    assert clinic().phases == on_disk(bench).phases


def test_a_touchpoint_that_gets_another_phase_stands_there(bench):
    """The journey does not run back."""
    card(bench, "4. Pay").click()
    bench.page.get_by_label("Phase", exact=True).select_option(label="Arriving")
    settled(bench)
    assert ["check-in", "pay", "wait", "doctor"] == [step.id for step in on_disk(bench).steps]


def test_the_customer_and_the_title_are_described(bench):
    """Whose journey it is, and what for."""
    bench.page.get_by_role("button", name="Customer: Mei").click()
    bench.page.get_by_label("What does the customer want to achieve?").fill("Learn what is wrong")
    bench.page.get_by_label("Title of the map").fill("My clinic")
    press(bench, "Tab")
    settled(bench, "Title")
    assert ("Mei", "Learn what is wrong") == (on_disk(bench).persona.name, on_disk(bench).persona.goal)
    assert "My clinic" == on_disk(bench).title


def test_a_bilingual_text_keeps_its_translation_until_it_is_typed_anew(bench):
    """A changed text is no longer what its translation says."""
    bench.page.get_by_role("button", name="Treatment").click()
    bench.page.get_by_label("When").select_option(label="after service")
    settled(bench)
    assert "就诊" == on_disk(bench).phases[1].name.zh
    bench.page.get_by_label("Name").fill("At the doctor's")
    press(bench, "Tab")
    settled(bench, "Name")
    assert "At the doctor's" == on_disk(bench).phases[1].name


def test_what_is_being_typed_is_kept_when_a_card_is_pressed_at_once(bench):
    """The card that is pressed is not drawn anew under the pointer."""
    bench.page.get_by_label("Channel").fill("Desk")
    card(bench, "3. See the doctor").click()
    settled(bench)
    assert "Desk" == on_disk(bench).step("check-in").channel
    assert "See the doctor" == bench.page.get_by_label("Name").input_value()


def test_what_is_being_typed_is_kept_when_a_point_is_dragged_at_once(bench):
    """Both changes are saved."""
    bench.page.get_by_label("Channel").fill("Desk")
    drag(bench, point(bench, "Wait"), 0, -2 * step_px(bench))
    settled(bench, "Emotion")
    assert ("Desk", 0) == (on_disk(bench).step("check-in").channel, on_disk(bench).step("wait").emotion)


def test_an_empty_name_is_not_taken(bench):
    """The old one comes back, and the sentence says so."""
    card(bench, "2. Wait").click()
    bench.page.get_by_label("Name").fill("")
    press(bench, "Tab")
    assert "This field cannot be empty; “Wait” is kept." == bench.status()
    assert "Wait" == bench.page.get_by_label("Name").input_value()


def test_what_is_no_number_stays_in_its_field_and_is_said(bench):
    """For the user to mend."""
    bench.page.get_by_label("Waiting (minutes)").fill("ten")
    press(bench, "Tab")
    assert "“ten” is not a number. Give 0 or more." == bench.status()
    assert "ten" == bench.page.get_by_label("Waiting (minutes)").input_value()


def test_typing_is_one_step_to_undo(bench):
    """Not letter by letter."""
    bench.page.get_by_label("Channel").click()
    bench.page.keyboard.type(" at the door", delay=120)
    press(bench, "Tab")
    settled(bench)
    bench.page.get_by_role("button", name="Undo").click()
    settled(bench, "Undone")
    assert "kiosk" == on_disk(bench).step("check-in").channel


def test_a_map_that_a_cell_assigns_is_shown_and_can_be_undone(bench):
    """The curve follows."""
    bench.editor.map = clinic().with_emotion("wait", 2)
    bench.hear()
    assert "+2" == point(bench, "Wait").text_content()
    bench.page.get_by_role("button", name="Undo").click()
    settled(bench, "Undone")
    assert -2 == on_disk(bench).step("wait").emotion


def test_a_refused_change_goes_back_and_is_said(bench):
    """A file changed elsewhere, for one."""
    other = clinic().without("pay")
    other.write(bench.editor.file)
    point(bench, "Wait").focus()
    press(bench, "ArrowUp")
    assert "was changed elsewhere" in settled(bench, "elsewhere")
    assert other == on_disk(bench)
    assert 3 == bench.page.get_by_role("slider").count()


def test_a_kernel_that_is_gone_is_said_and_nothing_is_lost(bench):
    """The browser keeps the change, and the next run of the cell takes it up."""
    bench.deaf = True
    point(bench, "Wait").focus()
    press(bench, "ArrowUp")
    assert "Your changes are kept in this browser" in settled(bench, "Not saved")
    bench.deaf = False
    bench.show(clinic().edit(bench.editor.file))
    assert "are back" in settled(bench, "Saved")
    assert -1.5 == on_disk(bench).step("wait").emotion


def test_unsaved_changes_do_not_replace_a_newer_map(bench):
    """Redo brings them, and leaves what was changed meanwhile as it is."""
    bench.deaf = True
    point(bench, "Wait").focus()
    press(bench, "ArrowUp")
    settled(bench, "Not saved")
    bench.deaf = False
    clinic().without("pay").write(bench.editor.file)
    bench.show(clinic().edit(bench.editor.file))
    assert "Redo brings those back" in bench.status()
    assert clinic().without("pay") == on_disk(bench)
    bench.page.get_by_role("button", name="Redo").click()
    settled(bench)
    assert clinic().without("pay").with_emotion("wait", -1.5) == on_disk(bench)


def test_a_page_that_left_before_the_answer_finds_its_change_saved(bench):
    """The kernel had it; nothing is taken up twice."""
    bench.deaf = True
    point(bench, "Wait").focus()
    press(bench, "ArrowUp")
    bench.editor._canvas.sent = bench.last
    bench.deaf = False
    bench.show(bench.editor)
    assert "Saved" == bench.status()
    assert "−1.5" == point(bench, "Wait").text_content()


def test_what_is_being_typed_outlives_a_map_that_a_cell_assigns(bench):
    """It goes into the new map."""
    bench.page.get_by_label("Channel").fill("desk")
    bench.editor.map = clinic().with_emotion("wait", 2)
    bench.hear()
    settled(bench, "Channel")
    assert ("desk", 2) == (on_disk(bench).step("check-in").channel, on_disk(bench).step("wait").emotion)


def test_an_empty_map_can_be_filled(bench, tmp_path):
    """From nothing to the first touchpoint, which brings its phase."""
    bench.show(pe.JourneyMap(id="new", title="New").edit(tmp_path / "new.yaml"))
    bench.page.get_by_role("button", name="Add touchpoint").click()
    bench.page.keyboard.type("Walk in")
    settled(bench)
    press(bench, "Tab")
    settled(bench, "Name")
    assert ["Walk in"] == [step.name for step in on_disk(bench).steps]


def test_sixty_touchpoints_scroll_sideways_and_the_chosen_one_is_in_sight(bench, tmp_path):
    """The page itself does not grow wider."""
    bench.show(many(60).edit(tmp_path / "long.yaml"))
    card(bench, "1. Register").first.focus()
    press(bench, "End")
    box = bench.page.locator(".pe-card.is-selected").bounding_box()
    assert box["x"] + box["width"] <= 1180
    assert 1180 >= bench.page.evaluate("document.documentElement.scrollWidth")


def test_what_is_new_in_todays_map_is_taken_over_into_the_future_one(bench, tmp_path):
    """What was changed here stays, and the offer goes."""
    file = tmp_path / "to-be.yaml"
    editor = clinic().as_future("to-be", "To be").edit(file)
    editor.map = editor.map.with_emotion("wait", 2)
    more = clinic().with_touchpoint("call", phase=clinic().phases[-1].id, name="A call").with_emotion("wait", -0.5)
    bench.show(more.as_future("to-be", "To be").edit(file))
    bench.page.get_by_role("button", name="Take the changes over").click()
    settled(bench, "yours stays")
    assert ("A call", 2) == (on_disk(bench).step("call").name, on_disk(bench).step("wait").emotion)
    assert bench.page.get_by_role("button", name="Take the changes over").count() == 0


def test_how_staff_feel_is_chosen_behind_the_line(bench):
    """Where somebody works, and shown in the lane as a face."""
    card(bench, "1. Check in").click()
    bench.page.get_by_role("button", name="Blueprint").click()
    lane = bench.page.get_by_role("group", name="Front stage")
    lane.get_by_label("What happens or is there").last.fill("Greet")
    lane.get_by_label("How staff feel").first.select_option(label="Staff: −1 (bad)")
    settled(bench)
    felt = [item.emotion for item in on_disk(bench).step("check-in").blueprint if item.layer == "frontstage"]
    assert -1 in felt
    assert bench.page.locator(".pe-cell .pe-face").count()


def test_two_people_on_one_map_are_told_before_anything_is_overwritten(bench, tmp_path):
    """Each in a page and a kernel of their own: the later change waits, and Redo makes it on the other's map."""
    file = tmp_path / "shared.yaml"
    first, second = clinic().edit(file), clinic().edit(file)
    first.map = clinic().with_emotion("check-in", 1.5)
    bench.show(second)
    point(bench, "Wait").focus()
    press(bench, "ArrowUp")
    settled(bench, "changed elsewhere")
    assert (1.5, -2) == tuple(on_disk(bench).step(name).emotion for name in ("check-in", "wait"))
    press(bench, "Control+y")
    settled(bench)
    assert (1.5, -1.5) == tuple(on_disk(bench).step(name).emotion for name in ("check-in", "wait"))


def test_a_long_map_is_seen_whole_and_zoomed_again(bench, tmp_path):
    """“Show all” leaves nothing to scroll to, and the overview, which has nothing more to say, goes."""
    bench.show(many(60).edit(tmp_path / "long.yaml"))
    overview, scrolled = bench.page.locator(".pe-overview"), "document.querySelector('.pe-scroller').scrollLeft"
    box = overview.bounding_box()
    bench.page.mouse.click(box["x"] + 0.9 * box["width"], box["y"] + 20)
    assert bench.page.evaluate(scrolled) > 1000
    bench.page.get_by_role("button", name="Show all").click()
    overview.wait_for(state="hidden")
    bench.page.get_by_role("button", name="Wider columns").click()
    overview.wait_for(state="visible")


def test_of_several_personas_one_is_chosen_and_its_emotion_changed(bench, tmp_path):
    """The curve of all is their mean, and says so when one drags it."""
    personas = [{"id": "mei", "name": "Mei"}, {"id": "li", "name": "Mr Li"}]
    step = {"id": "sip", "phase": "drink", "name": "Sip", "channel": "Service desk", "emotions": {"mei": -1, "li": 2}}
    phases = [{"id": "drink", "name": "Drink"}]
    tea = pe.JourneyMap(id="tea", title="Tea", personas=personas, phases=phases, touchpoints=[step])
    bench.show(tea.edit(tmp_path / "tea.yaml"))
    assert bench.page.locator(".pe-channel-icon").count()
    point(bench, "Sip").focus()
    press(bench, "ArrowUp")
    assert "Choose under “Whose emotions”" in settled(bench, "Several personas")
    bench.page.get_by_label("Whose emotions").select_option(label="Mei")
    point(bench, "Sip").focus()
    press(bench, "ArrowUp")
    settled(bench)
    assert {"mei": -0.5, "li": 2.0} == dict(on_disk(bench).step("sip").emotions)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_of_the_editor_is_in_its_language(bench, tmp_path, pictures, language):
    """Nothing is left in the other one; with --pictures, a screenshot."""
    pe.set_language(language)
    case = pe.JourneyMap.read(Path(__file__).parents[3] / "datasets/hospital/journey.yaml")
    bench.show(case.edit(tmp_path / "case.yaml"))
    text = bench.page.locator(".pe-editor").inner_text()
    chinese = {letter for letter in text if "一" <= letter <= "鿿"}
    assert (language == "zh") == bool(chinese)
    assert ("Touchpoint" in text) == (language == "en")
    if pictures:
        bench.page.locator(".pe-editor").screenshot(path=Path(pictures) / f"editor-{language}.png")
