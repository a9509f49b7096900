"""What the room sees: the board with and without names, the day's clock, polls, and the day that measures itself."""

import json
import sys

import pandas as pd
import pytest

import peakend as pe
from browser import find_browser, open_page, patient
from class_server import BLOCKS, LAB, Caller, hand_in, running_process, running_room
from peakend.lessons.own_file import load_case
from peakend.lessons.roster import Person, Roster
from peakend_class import classes, course_questions
from peakend_class.board import STUCK_SECONDS
from peakend_class.day import blocks_of
from peakend_class.store import setting
from peakend_labs.places import lab_names
from ports import free_port


@pytest.fixture
def clock():
    """A clock that a test sets."""
    return [1_000_000.0]


@pytest.fixture
def server(tmp_path, clock):
    """A class of three."""
    with running_room(tmp_path / "class", clock=lambda: clock[0]) as running:
        yield running


def ask(server, **question) -> int:
    return server.trainer().ask("/trainer/ask", {"kind": "one", "question": "Which?", **question})["number"]


def test_the_board_counts_and_the_trainers_names(server, clock):
    """Begun, passed, stuck since when: once for each person, whatever is told twice."""
    zhao, trainer = server.caller("b03"), server.trainer()
    for state in ("begun", "passed", "passed"):
        zhao.ask("/api/tell", {"lab": LAB, "task": "task-1", "state": state})
    zhao.ask("/api/tell", {"lab": LAB, "task": "task-2", "state": "begun"})
    task = {"task": "task-2", "begun": 1, "passed": 0, "stuck": 0}
    assert [{"task": "task-1", "begun": 1, "passed": 1, "stuck": 0}, task] == trainer.ask("/api/projector")["labs"][0][
        "tasks"
    ]
    began = clock[0]
    clock[0] += STUCK_SECONDS
    board = trainer.ask("/api/trainer")
    assert {**task, "stuck": 1} == board["labs"][0]["tasks"][1]
    assert {"Zhao": {LAB: ["task-1"]}} == {one["name"]: one["passed"] for one in board["people"] if one["passed"]}
    stuck = {person["name"]: person["stuck"] for person in board["people"]}
    assert [{"lab": LAB, "task": "task-2", "since": began}] == stuck["Zhao"]
    assert "Zhao" not in json.dumps(trainer.ask("/api/projector"))


@pytest.mark.parametrize(
    "told", [{"lab": "x", "task": "", "state": "begun"}, {"lab": LAB, "state": "handed_in"}, {}, []]
)
def test_no_progress_is_made_up(server, told):
    """Neither of a lab that there is not, nor of a hand-in that did not come."""
    assert 400 == server.caller("b01").send("/api/tell", told)[0]


def test_the_days_clock_goes_on_pauses_and_is_extended(server, clock):
    """By the injected clock, in seconds."""
    trainer = server.trainer()

    def left():
        day = trainer.ask("/api/projector")["day"]
        return day["number"], day["left"]

    assert (-1, 0) == left()
    trainer.ask("/trainer/clock/start", {"value": 1})
    clock[0] += 60
    assert (1, 39 * 60) == left()
    trainer.ask("/trainer/clock/pause", {})
    clock[0] += 600
    assert (1, 39 * 60) == left()
    trainer.ask("/trainer/clock/extend", {"value": 5})
    assert (1, 44 * 60) == left()
    trainer.ask("/trainer/clock/pause", {})
    clock[0] += 44 * 60 + 1
    assert (1, -1) == left()
    assert 422 == trainer.send("/trainer/clock/start", {"value": 99})[0]


ASKED = {
    "one": ({"options": ["web", "hall"]}, [0, 0, 1], [("web", 2), ("hall", 1)]),
    "several": ({"options": ["web", "hall"]}, [[0, 1], [1], [1, 1]], [("web", 1), ("hall", 3)]),
    "scale": ({"low": -1, "high": 1}, [-1, 1, 1], [("-1", 1), ("0", 0), ("1", 2)]),
    "word": ({}, ["care", "care", "  the  end "], [("care", 2), ("the end", 1)]),
    "ranking": ({"options": ["a", "b"]}, [[1, 0], [1, 0], [0, 1]], [("b", 3), ("a", 3)]),
    "curve": (
        {"options": ["wait", "leave"], "low": -2, "high": 2},
        [[-2, 1.5], [-1, 2], [0.04, 1]],
        [("wait", 3), ("leave", 3)],
    ),
    "ratings": (
        {"options": ["feasible", "viable"], "low": 1, "high": 5},
        [[5, 1], [4, 1], [3, 1]],
        [("feasible", 3), ("viable", 3)],
    ),
}


@pytest.mark.parametrize("kind", sorted(ASKED))
def test_a_poll_shows_nothing_before_the_trainer_says_so(server, kind):
    """Then what was said, and the result last; an answer that is none is refused, and a closed poll takes none."""
    more, votes, shown = ASKED[kind]
    trainer = server.trainer()
    number = ask(server, kind=kind, answer="The hall", **more)
    phones = [server.caller() for _vote in votes]
    for phone, value in zip(phones, votes, strict=True):
        assert 200 == phone.send(f"/api/vote/{number}", {"value": value})[0]
    poll = trainer.ask("/api/projector")["poll"]
    assert (3, [], None) == (poll["n"], poll["bars"], poll.get("answer"))
    trainer.ask(f"/trainer/poll/{number}", {"state": "shown"})
    poll = trainer.ask("/api/projector")["poll"]
    assert shown == [(bar["label"], bar["n"]) for bar in poll["bars"]]
    assert "answer" not in poll
    trainer.ask(f"/trainer/poll/{number}", {"state": "revealed"})
    assert "The hall" == trainer.ask("/api/projector")["poll"]["answer"]
    assert 422 == phones[0].send(f"/api/vote/{number}", {"value": votes[0]})[0]


@pytest.mark.parametrize("value", [None, 2, -1, True, "0", [0], {}, 0.5, 10**30])
def test_what_is_no_answer_is_refused(server, value):
    """In one sentence."""
    number = ask(server, options=["web", "hall"])
    status, said = server.caller().send(f"/api/vote/{number}", {"value": value})
    assert (422, "This is not an answer to the question.") == (status, json.loads(said)["problem"])


@pytest.mark.parametrize("value", [[1], [1, 2, 3], [1, None], [1, 2.5], [0, 1], [True, 1], "11", [1, float("nan")]])
def test_what_is_no_rating_of_each_is_refused(server, value):
    """Too few, too many, between the steps, off the scale, or no number."""
    number = ask(server, kind="ratings", options=["feasible", "viable"], low=1, high=5)
    assert 422 == server.caller().send(f"/api/vote/{number}", {"value": value})[0]


def test_the_room_sees_the_mean_of_its_curves(server):
    """By moment, with the lowest and the highest that anybody drew."""
    number = ask(server, kind="curve", options=["wait", "leave"], low=-2, high=2)
    for value in ([-2, 1.5], [-1, 2]):
        server.caller().ask(f"/api/vote/{number}", {"value": value})
    server.trainer().ask(f"/trainer/poll/{number}", {"state": "shown"})
    wait, leave = server.trainer().ask("/api/projector")["poll"]["bars"]
    assert (-1.5, -2, -1) == (wait["mean"], wait["low"], wait["high"])
    assert (1.75, 1.5, 2) == (leave["mean"], leave["low"], leave["high"])


def test_plans_are_ranked_by_the_three_criteria(server):
    """The mean of all phones, one poll for each team; a poll asked again counts by its last one, and equals share."""
    votes = {"Blue": [[5, 4, 3], [5, 2, 3]], "Red": [[1, 1, 1]], "Green": [[4, 4, 3]], "Red ": [[2, 2, 2]]}
    for team, said in votes.items():
        number = ask(
            server, kind="ratings", question=team, options=["A: a", "B：b", "C"], low=1, high=5, purpose="roadshow"
        )
        for value in said:
            server.caller().ask(f"/api/vote/{number}", {"value": value})
        server.trainer().ask(f"/trainer/poll/{number}", {"state": "shown"})
    plans = server.trainer().ask("/api/trainer")["roadshow"]
    assert [("Blue", 1, 3.67), ("Green", 1, 3.67), ("Red", 3, 2)] == [
        (plan["plan"], plan["rank"], plan["score"]) for plan in plans
    ]
    assert {"A": 5, "B": 3, "C": 3} == plans[0]["criteria"]


def test_groups_are_even_and_departments_spread(tmp_path):
    """Of those who are here; everybody once, each department in every group, and a phone knows its own."""
    people = [Person(id=f"p{number:02}", department="ABC"[number % 3]) for number in range(18)]
    with running_room(tmp_path / "class", roster=Roster(people=tuple(people))) as server:
        trainer = server.trainer()
        assert 422 == trainer.send("/trainer/groups", {"value": 1})[0]
        phones = [server.caller(person.id) for person in people[:14]]
        trainer.ask("/trainer/groups", {"value": 5})
        groups = trainer.ask("/api/trainer")["groups"]
        assert [5, 5, 4] == sorted(map(len, groups), reverse=True)
        assert sorted(one for group in groups for one in group) == [person.id for person in people[:14]]
        department = {person.id: person.department for person in people}
        assert [{"A", "B", "C"}] * 3 == [{department[one] for one in group} for group in groups]
        assert "p03" in groups[phones[3].ask("/api/mine")["group"] - 1]
        phones[3].ask("/api/mine", {}, "DELETE")
        assert "p03" not in str(trainer.ask("/api/trainer")["groups"])


def test_a_week_later_the_same_phones_say_what_they_remember(tmp_path):
    """By a link of its own, held beside what they felt; the report has it for all classes."""
    folder = tmp_path / "may"
    with running_room(folder) as server:
        felt = {-2: (-2, -1, 0), 1: (1, 1, 1), 2: (0, 1, 2)}
        phones = {remembers: server.caller() for remembers in felt}
        for block in range(len(BLOCKS)):
            server.trainer().ask("/trainer/clock/start", {"value": block})
            number = ask(server, kind="scale", low=-2, high=2, purpose="feeling")
            for remembers, phone in phones.items():
                phone.ask(f"/api/vote/{number}", {"value": felt[remembers][block]})
        token = server.room.store.do(setting, "later")
        assert token.encode() in server.trainer().send("/trainer")[1]
        stranger = Caller(server.address)
        assert 401 == stranger.send("/api/later")[0]
        assert 403 == stranger.send("/later/guess")[0]
        assert 200 == stranger.send(f"/later/{token}")[0]
        for remembers, phone in phones.items():
            asked = phone.ask("/api/later")["polls"]
            phone.ask(f"/api/vote/{asked[0]['number']}", {"value": remembers})
        assert ["remembered", "first thought"] == [poll["purpose"] for poll in asked]
        stranger.ask(f"/api/vote/{asked[0]['number']}", {"value": 0})
        ask(server, options=["web", "hall"])
        assert asked == phones[1].ask("/api/later")["polls"]  # another question does not close it
    table = classes.compare_classes([folder])
    (row,) = table.to_dict("records")
    assert ("may", 3, 4, 0.25) == (row["class"], row["people"], row["people_later"], row["remembered"])
    moments = [(phone, block, values[block]) for phone, values in felt.items() for block in range(len(BLOCKS))]
    frame = pd.DataFrame(moments, columns=["journey", "time", "emotion"])
    own = pe.peak_end(frame, journey="journey", order="time", emotion="emotion")
    assert own["score"].mean() == pytest.approx(row["score"])
    assert own["mean"].mean() == pytest.approx(row["mean"])
    assert classes.predictors([folder]) is None
    said = classes.sentences(table, None)
    assert "Remembered a week later as 0.25 (4 people)." in said[0]
    found = classes.predictors([folder] * 4)
    assert {12} == {*found["n"]}
    assert "r = " in classes.sentences(table, found)[1]


def test_a_vote_again_replaces(server):
    """One phone, one answer; who has not joined has none."""
    number, phone = ask(server, options=["web", "hall"]), server.caller()
    for value in (0, 1):
        phone.ask(f"/api/vote/{number}", {"value": value})
    server.trainer().ask(f"/trainer/poll/{number}", {"state": "shown"})
    assert [0, 1] == [bar["n"] for bar in server.trainer().ask("/api/projector")["poll"]["bars"]]
    phone.secret = "guess"
    assert 401 == phone.send(f"/api/vote/{number}", {"value": 0}, Cookie="peakend_device=guess")[0]


NOT_TO_BE_ASKED = [
    *({"options": ["one"]}, {"question": " "}, {"kind": "essay"}),
    {"kind": "scale", "low": 5, "high": 1},
]


@pytest.mark.parametrize("wrong", NOT_TO_BE_ASKED)
def test_what_cannot_be_asked_is_one_sentence(server, wrong):
    """And the poll before it goes on."""
    number = ask(server, options=["web", "hall"])
    content = {"kind": "one", "question": "Which?", "options": ["a", "b"], **wrong}
    assert 422 == server.trainer().send("/trainer/ask", content)[0]
    assert number == server.trainer().ask("/api/projector")["poll"]["number"]


def test_the_day_measures_itself_by_the_librarys_own_rule(server, tmp_path, monkeypatch):
    """Peak, end and score as `peak_end` gives them, the close as csat, ces and nps do, and a file that lab 5 takes."""
    trainer = server.trainer()
    assert {"steps": [], "peak_end": None, "close": {}} == trainer.ask("/api/summary")
    assert 422 == trainer.send("/trainer/our-day.csv")[0]
    felt = [(-2, 0, 2), (-1, 1, 1)]  # best and worst as far from neutral: two readings
    phones = [server.caller() for _phone in felt]
    for block in range(len(BLOCKS)):
        trainer.ask("/trainer/clock/start", {"value": block})
        number = ask(server, kind="scale", low=-2, high=2, purpose="feeling")
        for phone, values in zip(phones, felt, strict=True):
            phone.ask(f"/api/vote/{number}", {"value": values[block]})
    for purpose, low, high, said in (("csat", 1, 5, (5, 3)), ("ces", 1, 7, (7, 6)), ("nps", 0, 10, (10, 0))):
        number = ask(server, kind="scale", low=low, high=high, purpose=purpose)
        for phone, value in zip(phones, said, strict=True):
            phone.ask(f"/api/vote/{number}", {"value": value})
    found = trainer.ask("/api/summary")
    assert [-1.5, 0.5, 1.5] == [step["mean"] for step in found["steps"]]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "our-day.csv").write_bytes(trainer.send("/trainer/our-day.csv")[1])
    table = load_case(
        "service-hall/visits", "our-day.csv", columns=["journey", "touchpoint", "time", "emotion"], times=["time"]
    )
    scores = pe.peak_end(table, journey="journey", order="time", emotion="emotion")
    for reading, expected in (("score", 0), ("score_high", 1.5)):
        assert expected == scores[reading].mean() == found["peak_end"][reading]
    assert (50, 6.5, 0) == (
        found["close"]["csat"]["top_box"],
        found["close"]["ces"]["mean"],
        found["close"]["nps"]["nps"],
    )
    (tmp_path / "our-day.yaml").write_bytes(trainer.send("/trainer/our-day.yaml")[1])
    assert [-1.5, 0.5, 1.5] == [step.emotion for step in pe.JourneyMap.read(tmp_path / "our-day.yaml").steps]
    assert trainer.send("/trainer/our-day.svg")[1].startswith(b"<svg")


def test_results_reach_their_holder_when_the_trainer_says(server, tmp_path):
    """And nobody else."""
    mei, zhao, trainer = server.caller("b01"), server.caller("b03"), server.trainer()
    mei.ask("/api/hand-in", hand_in(tmp_path, "b01").packed)
    server.room.store.do(
        lambda database: database.execute("UPDATE result SET state = 'graded', said = '9 of 24 points'")
    )
    assert "" == mei.ask("/api/mine")["hand_ins"][0]["said"]
    trainer.ask("/trainer/settings/results", {"yes": True})
    assert "9 of 24 points" == mei.ask("/api/mine")["hand_ins"][0]["said"]
    assert [] == zhao.ask("/api/mine")["hand_ins"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_courses_questions_can_all_be_asked(language):
    """Guesses of the labs, questions of the pages, and those of the day itself; agendas have blocks."""
    pe.set_language(language)
    asked = course_questions.course_questions(lab_names())
    assert {"feeling", "csat", "ces", "nps", "roadshow", "question"} == {one["purpose"] for one in asked}
    assert {"one", "scale", "word", "curve", "ratings"} <= {one["kind"] for one in asked}
    assert len(asked) > 30
    assert all(block.what for agenda in ("one-day", "two-day") for block in blocks_of(agenda))


@pytest.mark.browser
@pytest.mark.skipif(not find_browser(), reason="needs Chromium, Chrome or Edge")
def test_a_phone_answers_and_the_board_shows_it_by_itself(server):
    """With nothing installed, nothing from another machine, and no error in either page."""
    outside, problems = [], []
    with open_page(outside) as board:
        phone = patient(board.context.browser.new_page(viewport={"width": 375, "height": 720}))
        for page in (board, phone):
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.on("console", lambda message: message.type == "error" and problems.append(message.text))
        board.goto(f"{server.address}/board")
        phone.goto(f"{server.address}/j/{server.code}")
        number = ask(server, options=["web", "hall"])
        phone.click("text=hall")
        phone.click("button.send")
        phone.wait_for_selector("#said:has-text('Received')")
        server.trainer().ask(f"/trainer/poll/{number}", {"state": "shown"})
        board.wait_for_selector(".answer:has-text('hall') .n:has-text('1')")
        assert 375 >= phone.evaluate("document.documentElement.scrollWidth")
        assert [] == problems
        phone.goto(f"{server.address}/trainer")
        assert "This page is the trainer's" in phone.inner_text("h1")
    assert [] == outside


def test_the_command_itself_serves(tmp_path):
    """It prints the address, the code, the trainer's link, and that it grades nothing because it was told so."""
    port = free_port()
    names = tmp_path / "names.csv"
    names.write_text("id,name\nb01,Li Mei\n", encoding="utf-8")
    words = [
        "class",
        "--out",
        tmp_path / "class",
        "--names",
        names,
        "--host",
        "127.0.0.1",
        "--port",
        port,
        "--no-grading",
    ]
    command = (sys.executable, "-m", "peakend.command", *map(str, words), "--lang", "en")
    with running_process(tmp_path / "class", port, *command) as (process, server):
        assert "--no-grading" in next(line for line in process.stdout if "graded" in line)
        assert ["Li Mei"] == [person["name"] for person in server.trainer().ask("/api/trainer")["people"]]
        assert b"<svg" in server.trainer().send("/qr.svg")[1]
        assert "waiting" == server.caller().ask("/api/claim", {"id": "b02"})["state"]


NO_SANDBOX = """
from peakend_grading.walls import doctor
doctor.walls = lambda: [doctor.Wall("namespaces", False, True, "", "")]
from peakend.command.app import main
main()
"""


def test_a_machine_without_a_sandbox_collects_and_the_board_says_so(tmp_path):
    """What is handed in has its receipt, and waits; the command says where to read why."""
    port = free_port()
    words = ["class", "--out", tmp_path / "class", "--host", "127.0.0.1", "--port", port, "--lang", "en"]
    command = (sys.executable, "-c", NO_SANDBOX, *map(str, words))
    with running_process(tmp_path / "class", port, *command) as (process, server):
        assert "peakend doctor says why" in next(line for line in process.stdout if "graded" in line)
        made = hand_in(tmp_path, "b01")
        assert made.receipt == server.caller("b01").ask("/api/hand-in", made.packed)["receipt"]
        board = server.trainer().ask("/api/trainer")
        assert "collecting" == board["grading"]
        assert [(made.receipt, "queued")] == [(one["receipt"], one["result"]) for one in board["people"][0]["hand_ins"]]
        assert b"Hand-ins are collected, not graded here" in server.trainer().send("/board")[1]
