"""Joining, names, handing in: what each may, and what nobody may."""

import contextlib
import hashlib
import http.client
import http.server
import io
import json
import threading
import zipfile

import pytest

from class_server import LAB, PEOPLE, Caller, hand_in, running_room
from peakend.lessons.hand_in import receipt_of
from peakend_class.hand_ins import MOST_BYTES
from peakend_class.people import Refusals
from peakend_grading.intake.search import find_hand_ins


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One class for all tests here."""
    with running_room(tmp_path_factory.mktemp("class")) as running:
        yield running


@pytest.fixture(scope="module")
def mei(server):
    """Li Mei's lab."""
    return server.caller("b01")


def test_a_hand_in_is_kept_whole_and_the_receipt_is_its_own(server, mei, tmp_path):
    """The receipt is the file's, the file is on the disk under its hash, and `peakend grade` finds it."""
    made = hand_in(tmp_path, "b01", "first")
    said = mei.ask("/api/hand-in", made.packed)
    assert made.receipt == said["receipt"]
    file = server.room.store.hand_ins / f"{hashlib.sha256(made.packed).hexdigest()}.peakend"
    assert made.packed == file.read_bytes()
    found = find_hand_ins(server.room.store.hand_ins, [LAB], roster=PEOPLE)
    assert ["b01"] == [one.trainee for one in found.submissions]


def test_again_replaces_and_the_earlier_ones_are_kept(server, mei, tmp_path):
    """The last one counts, here and for `peakend grade`, also where it is an earlier file once more."""
    sent = [hand_in(tmp_path, "b01", text) for text in ("one", "two", "one")]
    numbers = [mei.ask("/api/hand-in", made.packed)["number"] for made in sent]
    assert sorted(set(numbers)) == numbers
    assert sent[2].receipt == mei.ask("/api/mine")["hand_ins"][-1]["receipt"]
    found = find_hand_ins(server.room.store.hand_ins, [LAB], roster=PEOPLE)
    assert [sent[2].receipt] == [one.receipt for one in found.submissions if one.trainee == "b01"]
    assert all(
        (server.room.store.hand_ins / f"{hashlib.sha256(made.packed).hexdigest()}.peakend").is_file() for made in sent
    )


def test_the_same_file_sent_twice_is_one_hand_in(mei, tmp_path):
    """As after an answer that got lost on its way."""
    packed = hand_in(tmp_path, "b01", "lost answer").packed
    assert mei.ask("/api/hand-in", packed) == mei.ask("/api/hand-in", packed)


def test_a_file_by_usb_counts_the_same(server, tmp_path):
    """The trainer brings anybody's, and it stands on the board as if it had been sent."""
    made = hand_in(tmp_path, "b03", "by stick")
    said = server.trainer().ask("/trainer/hand-in", made.packed)
    assert (made.receipt, "b03") == (said["receipt"], said["person"])
    people = server.trainer().ask("/api/trainer")["people"]
    assert [made.receipt] == [one["receipt"] for one in people[2]["hand_ins"]]


@pytest.mark.parametrize(
    ("packed", "said"),
    [(b"", "is empty"), (b"PK\x03\x04 nonsense", "not a hand-in"), (b"x" * 100_000, "not a hand-in")],
    ids=["empty", "broken", "text"],
)
def test_what_is_no_hand_in_is_one_sentence(server, mei, packed, said):
    """And nothing of it stays."""
    before = sorted(server.room.store.hand_ins.iterdir())
    status, body = mei.send("/api/hand-in", packed)
    assert 422 == status
    assert said in json.loads(body)["problem"]
    assert before == sorted(server.room.store.hand_ins.iterdir())


def test_too_much_is_refused_by_its_headers(server, mei):
    """Before a byte of it is read."""
    status, body = mei.send("/api/hand-in", b"x", **{"Content-Length": str(MOST_BYTES + 1)})
    assert 413 == status
    assert "100 MB" in json.loads(body)["problem"]


def test_nobody_hands_in_for_somebody_else(mei, tmp_path):
    """A file of another id is refused, whatever it says."""
    status, body = mei.send("/api/hand-in", hand_in(tmp_path, "b02").packed)
    assert 422 == status
    assert "'b02'" in json.loads(body)["problem"]


def test_an_id_leads_to_no_other_folder(server):
    """Neither where somebody joins, nor in a hand-in that was made by hand."""
    status, body = server.caller().send("/api/claim", json.dumps({"id": "../b01"}).encode())
    assert (422, True) == (status, "cannot be an id" in json.loads(body)["problem"])
    manifest = {"id": "..", "lab": LAB, "language": "en", "case": "", "variant": 0, "files": {}}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
    status, body = server.trainer().send("/trainer/hand-in", packed.getvalue())
    assert (422, True) == (status, "cannot be an id" in json.loads(body)["problem"])


def test_a_name_belongs_to_the_device_that_claimed_it(server, mei, tmp_path):
    """A second device waits for the trainer's yes; until then it hands in nothing, and sees nothing."""
    second = server.caller()
    assert "waiting" == second.ask("/api/claim", {"id": "B01"})["state"]
    assert 409 == second.send("/api/hand-in", hand_in(tmp_path, "b01", "of a second device").packed)[0]
    assert [] == second.ask("/api/mine")["hand_ins"]
    claim = server.trainer().ask("/api/trainer")["claims"][0]
    server.trainer().ask("/trainer/claim", {"key": claim["key"], "yes": True})
    assert 200 == second.send("/api/hand-in", hand_in(tmp_path, "b01", "of a second device").packed)[0]


def test_who_is_not_in_the_list_waits_for_the_trainer(server):
    """Where there is a list."""
    assert "waiting" == server.caller().ask("/api/claim", {"id": "stranger"})["state"]


def test_a_wrong_code_lets_nobody_in_and_few_tries_are_free(tmp_path):
    """After so many failures one address waits; the clock lets it in again."""
    now = [0.0]
    with running_room(tmp_path / "class", clock=lambda: now[0]) as server:
        stranger = Caller(server.address)
        tried = [stranger.send("/api/join", {"code": f"WRONG{number}"})[0] for number in range(Refusals.EACH + 1)]
        assert [403] * Refusals.EACH + [429] == tried
        assert 429 == stranger.send("/api/join", {"code": server.code})[0]
        assert 429 == stranger.send("/t/guess")[0]
        now[0] = Refusals.SECONDS + 1
        assert 200 == stranger.send("/api/join", {"code": server.code.lower()})[0]


TRAINERS = [
    *[("GET", f"/trainer{path}") for path in ("", "/export", "/our-day.csv", "/hand-in/" + "0" * 64)],
    *[("GET", path) for path in ("/api/trainer", "/events/trainer", "/qr.svg", "/later.svg")],
    *[
        ("POST", f"/trainer/{path}")
        for path in ("hand-in", "ask", "poll/1", "claim", "clock/start", "settings/code", "groups")
    ],
]


@pytest.mark.parametrize(("method", "path"), TRAINERS)
def test_no_trainee_gets_to_what_is_the_trainers(server, mei, method, path):
    """Whether or not they have joined, nor with a secret that is guessed."""
    for caller in (mei, Caller(server.address)):
        assert 403 == caller.send(path, b"{}" if method == "POST" else None, method)[0]
        assert 403 == caller.send(path, b"{}" if method == "POST" else None, method, Cookie="peakend_trainer=guess")[0]


def test_every_page_of_the_trainers_is_tried_here(server):
    """A new one is tried above."""
    from peakend_class.server import application

    patterns = [rule.matcher.regex for rule in application(server.room).wildcard_router.rules]
    guarded = [one for one in patterns if "/trainer" in one.pattern]
    assert len(guarded) == sum(any(one.match(path) for _method, path in TRAINERS) for one in guarded)


@contextlib.contextmanager
def a_server_of_a_trainees():
    """Serve on another port of the same host, and note the cookies that come."""
    came = []

    class Note(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            came.append(self.headers.get("Cookie"))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_said):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Note) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{other.server_port}", came
        other.shutdown()


def test_a_trainees_server_on_the_same_host_gets_no_ones_cookie(server):
    """Browsers ignore ports, but not paths: JupyterLab's, a hub's and the root are nobody's here."""
    paths = (
        "/",
        "/lab",
        "/api/contents",
        "/api/kernels",
        "/hub/login",
        "/user/b03/lab",
        "/user/b03/api/mine",
        "/static/x",
    )
    browser = server.trainer()
    browser.send(f"/j/{server.code}")
    assert (200, 200) == (browser.send("/trainer")[0], browser.send("/api/mine")[0])
    with a_server_of_a_trainees() as (browser.address, came):
        for path in paths:
            browser.send(path)
    assert [None] * len(paths) == came


def test_cookies_are_out_of_reach_of_programs_and_other_sites(server):
    """Each is HttpOnly and SameSite, and none is for all pages."""
    for path in (f"/j/{server.code}", f"/t/{server.secret}"):
        connection = http.client.HTTPConnection(server.address.removeprefix("http://"))
        connection.request("GET", path)
        left = connection.getresponse().headers.get_all("Set-Cookie")
        connection.close()
        assert all("HttpOnly" in one and "SameSite=Lax" in one and "Path=/;" not in one for one in left)


def test_every_page_of_the_trainers_gets_the_trainers_cookie():
    """A new one is named with its path."""
    from peakend_class.web import _PATHS, TRAINER

    for _method, path in TRAINERS:
        assert any(path == one or path.startswith(f"{one}/") for one in _PATHS[TRAINER]), path


def test_who_is_forgotten_has_no_cookie_left(server):
    """On any path."""
    phone = Caller(server.address)
    phone.send(f"/j/{server.code}")
    phone.ask("/api/mine", {}, "DELETE")
    assert [] == list(phone._jar)


@pytest.mark.parametrize(
    "path", ["/../class.db", "/static/..%2f..%2fserver.py", "/hand-ins/x.peakend", "/class.db", "/static/../server.py"]
)
def test_no_file_of_the_class_is_served(server, mei, path):
    """By whatever address."""
    assert mei.send(path)[0] in (403, 404)


def test_nobody_reads_what_somebody_else_handed_in(server, mei, tmp_path):
    """Neither names, receipts nor files; the projector and other trainees' own pages hold none of it."""
    made = hand_in(tmp_path, "b01", "mine alone")
    mei.ask("/api/hand-in", made.packed)
    other = server.caller("b03")
    seen = b"".join(other.send(path)[1] for path in ("/api/mine", "/api/projector", "/board", "/api/summary"))
    assert made.receipt.encode() not in seen
    assert b"Li Mei" not in seen
    assert 403 == other.send(f"/trainer/hand-in/{hashlib.sha256(made.packed).hexdigest()}")[0]


def test_another_sites_page_can_send_nothing(server, mei):
    """Though the browser sends its cookies along."""
    assert 403 == mei.send("/api/claim", {"id": "b02"}, Origin="http://elsewhere.example")[0]
    assert 403 == server.trainer().send("/trainer/settings/code", {}, Origin="http://elsewhere.example")[0]


def test_a_teams_hand_in_counts_for_all_in_the_list(tmp_path):
    """Who only says to be in the team is not."""
    with running_room(tmp_path / "class") as server:
        made = hand_in(tmp_path, "b01", "team", team="Blue")
        roster = tmp_path / "b01" / "labs" / "roster.json"
        everybody = [{"id": name, "name": "", "team": "Blue"} for name in ("b01", "b02", "b03")]
        roster.write_text(json.dumps({"format": "roster/1", "people": everybody}), encoding="utf-8")
        made = hand_in(tmp_path, "b01", "team", team="Blue")
        assert ("b01", "b02", "b03") == made.manifest.members
        server.caller("b01").ask("/api/hand-in", made.packed)
        board = server.trainer().ask("/api/trainer")
        assert [1, 1, 0] == [len(person["hand_ins"]) for person in board["people"]]
        assert "b01" == board["people"][1]["hand_ins"][0]["by"]
        assert 2 == board["labs"][0]["handed_in"]
        assert made.receipt == server.caller("b02").ask("/api/mine")["hand_ins"][0]["receipt"]


def test_what_is_ones_own_is_removed(tmp_path):
    """Hand-ins, progress, votes and attendance; another's stays."""
    with running_room(tmp_path / "class") as server:
        mei, zhao = server.caller("b01"), server.caller("b03")
        for caller, name in ((mei, "b01"), (zhao, "b03")):
            caller.ask("/api/hand-in", hand_in(tmp_path, name).packed)
            caller.ask("/api/tell", {"lab": LAB, "task": "task-1", "state": "begun"})
        assert 2 == len(list(server.room.store.hand_ins.iterdir()))
        assert 200 == mei.send("/api/mine", {}, "DELETE")[0]
        assert 1 == len(list(server.room.store.hand_ins.iterdir()))
        board = server.trainer().ask("/api/trainer")
        assert [None, [], 1] == [
            board["people"][0]["seen"],
            board["people"][0]["hand_ins"],
            len(board["people"][2]["hand_ins"]),
        ]
        assert 1 == board["labs"][0]["begun"]
        assert 401 == mei.send("/api/mine")[0]


def test_the_receipt_is_of_the_bytes_that_were_sent(server, mei, tmp_path):
    """So that trainee and trainer can compare."""
    packed = hand_in(tmp_path, "b01", "compare").packed
    assert receipt_of(packed) == mei.ask("/api/hand-in", packed)["receipt"]


def test_an_address_that_is_none_is_one_sentence(server, mei):
    """As a page for a browser, and as JSON for a lab; it leads back to where one joins."""
    status, said = mei.send("/nothing-here", Accept="text/html")
    assert (404, True, True) == (status, b"There is no such page." in said, b'<a href="/">' in said)
    assert {"problem": "There is no such page."} == mei.ask("/nothing-here")
