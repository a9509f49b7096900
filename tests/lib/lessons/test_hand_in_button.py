"""The button in a lab: packs as the command does, and brings the file to the class server, sooner or later."""

import json
import shutil
import threading
import time

import pytest

import peakend as pe
from class_server import LAB, hand_in, running_room
from patience import wait_for
from peakend.lessons import hand_in_button
from peakend.lessons.class_link import ClassLink
from peakend.lessons.hand_in_files import make_hand_in
from peakend.lessons.progress import tell
from ports import free_port

SECONDS_TO_RESULT = hand_in_button.SECONDS_TO_RESULT


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """The folder of a lab of b01's, in which its notebook is open; who sends from it has ended when the test has."""
    hand_in(tmp_path / "work", "b01")
    folder = tmp_path / "work" / "b01" / "labs" / LAB
    monkeypatch.chdir(folder)
    monkeypatch.setattr(hand_in_button, "SECONDS_BETWEEN", 0.2)
    monkeypatch.setattr(hand_in_button, "SECONDS_TO_RESULT", (0.2, 0.2))
    yield folder
    (folder.parent / "class.json").unlink(missing_ok=True)
    shutil.rmtree(folder.parent.parent / "hand-in", ignore_errors=True)
    wait_for(lambda: all(thread.name != "peakend-hand-in" for thread in threading.enumerate()))


def click(form, what="hand in", **more):
    form.sent = {"do": what, "number": time.monotonic(), **more}


def test_without_a_class_server_there_is_a_file_for_the_trainer(lab):
    """The same file as `peakend hand-in` makes, with its receipt."""
    form = pe.hand_in()
    click(form)
    made = make_hand_in(lab)
    file = lab.parent.parent / "hand-in" / f"b01-{LAB}.peakend"
    assert made.packed == file.read_bytes()
    assert (made.receipt, "kept") == (form.receipt, form.state)
    assert f"hand-in/b01-{LAB}.peakend is made. Give this file to your trainer." == form.sentence


def test_a_notebook_that_is_being_saved_is_waited_for(lab, monkeypatch):
    """What is half written is read again; what stays so is said at last."""
    notebook = lab / f"{LAB}.ipynb"
    whole = notebook.read_bytes()
    notebook.write_bytes(whole[:100])
    looks = []
    monkeypatch.setattr(hand_in_button, "sleep", looks.append)
    form = pe.hand_in()
    click(form)
    assert ("failed", hand_in_button.SAVES) == (form.state, len(looks))
    assert "cannot be read" in form.sentence
    monkeypatch.setattr(hand_in_button, "sleep", lambda _seconds: notebook.write_bytes(whole))
    click(form)
    assert "kept" == form.state


def test_what_cannot_be_packed_is_said(lab):
    """In one sentence, and the lab goes on."""
    (lab.parent / "0-warm-up" / "answers" / "trainee.json").unlink()
    form = pe.hand_in()
    click(form)
    assert ("failed", "") == (form.state, form.receipt)
    assert "You have not entered your id yet" in form.sentence


def test_joined_once_a_lab_hands_in_by_a_click_even_when_the_server_was_away(lab, tmp_path):
    """The file is kept and said to be, and arrives by itself once the server is back; another session sends it, too."""
    port = free_port()
    with running_room(tmp_path / "class", port=port) as server:
        form = pe.hand_in()
        click(form, "join", address=server.address.removeprefix("http://"), code="WRONG1")
        assert ("failed", False) == (form.state, form.is_joined)
        click(form, "join", address=server.address.removeprefix("http://"), code=server.code.lower())
        assert ("You are in the class.", True) == (form.sentence, form.is_joined)
        click(form)
        wait_for(lambda: form.state == "sent" and form.receipt in form.sentence)
        server.room.store.do(
            lambda database: database.execute("UPDATE result SET state = 'graded', said = '9 of 24 points'")
        )
        time.sleep(0.5)
        assert "9 of 24" not in form.sentence
        server.trainer().ask("/trainer/settings/results", {"yes": True})
        wait_for(lambda: f"Your result of {form.receipt}: 9 of 24 points." == form.sentence)
        tell(LAB, "task-1", "passed")
        wait_for(lambda: server.trainer().ask("/api/trainer")["labs"][0]["tasks"])
    (lab / "answers.txt").write_text("more", encoding="utf-8")
    click(form)
    wait_for(lambda: "does not answer" in form.sentence)
    assert "kept" == form.state
    assert "sent by itself" in form.sentence
    with running_room(tmp_path / "class", port=port) as server:
        wait_for(lambda: form.state == "sent")
        assert form.receipt == server.trainer().ask("/api/trainer")["people"][0]["hand_ins"][0]["receipt"]
    (lab / "answers.txt").write_text("still more", encoding="utf-8")
    make_hand_in(lab).write(lab.parent.parent / "hand-in")
    with running_room(tmp_path / "class", port=port):
        again = pe.hand_in()
        assert again.is_joined
        wait_for(lambda: again.state == "sent")
        assert [] == ClassLink(lab).waiting()


def test_who_has_handed_in_soon_hears_the_result(lab, monkeypatch):
    """The lab asks two seconds after the hand-in, then ever less often, to twice a minute."""
    monkeypatch.setattr(hand_in_button, "SECONDS_TO_RESULT", SECONDS_TO_RESULT)
    pauses = []

    class Watch:
        clear = set = is_set = lambda _self: False

        def wait(self, seconds):
            pauses.append(seconds)

    (lab.parent / "class.json").write_text('{"format": "class-link/1", "address": "http://a", "secret": "x"}')
    waiting = [[make_hand_in(lab).write(lab.parent.parent / "hand-in")]]
    monkeypatch.setattr(ClassLink, "waiting", lambda _self: waiting.pop() if waiting else [])
    monkeypatch.setattr(ClassLink, "last_receipt", "K7M2QX")
    monkeypatch.setattr(ClassLink, "send", lambda _self, _file: "K7M2QX")
    monkeypatch.setattr(ClassLink, "result", lambda _self, _receipt: "9 of 24 points" if len(pauses) == 7 else "")
    monkeypatch.setattr(hand_in_button.threading, "Event", Watch)
    monkeypatch.setattr(hand_in_button.threading.Thread, "start", lambda thread: thread._target())
    form = pe.hand_in()
    assert "9 of 24 points" in form.sentence
    assert [2, 4, 8, 16, 30, 30, 30] == pauses


def test_a_kit_that_names_the_class_server_spares_the_typing(lab):
    """The address stands in the form; the code is still asked for."""
    kit = lab.parent.parent / "class.json"
    kit.write_text(json.dumps({"format": "class-link/1", "address": "http://192.0.2.7:8800"}), encoding="utf-8")
    form = pe.hand_in()
    assert ("http://192.0.2.7:8800", False) == (form.address, form.is_joined)


def test_nothing_is_sent_while_a_hand_in_is_graded(lab, monkeypatch):
    """A grader runs the cell, too."""
    link = {"format": "class-link/1", "address": "http://192.0.2.7:8800", "secret": "x"}
    (lab.parent / "class.json").write_text(json.dumps(link), encoding="utf-8")
    monkeypatch.setenv("PEAKEND_TRAINEE", "b01")
    assert not pe.hand_in().is_joined


def test_telling_how_far_one_is_never_waits_and_never_fails(lab, monkeypatch):
    """Whatever it is given, and while the class server owes an answer."""
    asked, answered, done = threading.Event(), threading.Event(), threading.Event()

    def owe(_link, _progress):
        asked.set()
        answered.wait()
        done.set()

    monkeypatch.setattr(ClassLink, "tell", owe)
    (lab.parent / "class.json").write_text('{"format": "class-link/1", "address": "http://a", "secret": "x"}')
    for _number in range(3):
        tell(LAB, "task-1", "no such state")
        tell("x" * 1000, "", "begun")
        tell(LAB, "task-7", "begun")
    wait_for(asked.is_set)
    tell(LAB, "task-8", "begun")
    assert not done.is_set()
    answered.set()
    wait_for(done.is_set)
