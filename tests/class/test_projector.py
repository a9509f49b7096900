"""What the projector shows can be read from the last row, ten metres away, and nobody has to scroll it."""

import pytest
from playwright.sync_api import sync_playwright

import peakend as pe
from browser import FLAGS, find_browser
from class_server import LAB, hand_in, running_room
from peakend.lessons.roster import Person, Roster
from peakend_class.board import record
from peakend_class.course_questions import course_questions

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not find_browser(), reason="no Chromium, Chrome or Edge"),
]
SIZE = {"width": 1920, "height": 1080}
LEAST = 24  # pixels of 1080: 4.4 cm of letter and line on a picture two metres high, 15 minutes of arc at ten metres
PEOPLE, TASKS = 30, 10
WORDS = {
    "zh": (
        "优秀服务的四个层次",
        "三份问卷",
        "哪一刻最能决定客户记住什么？",
        ["窗口等候", "材料说明", "办结通知"],
        "办结通知：它是终点",
    ),
    "en": (
        "Four levels of excellent service",
        "Three surveys, one service hall",
        "Which moment decides most what customers remember?",
        ["Waiting at the counter", "Being told what to bring", "The message that it is done"],
        "The message that it is done: it is the end",
    ),
}
ASKED = {
    "several": lambda options: {"kind": "several", "options": options},
    "scale": lambda _options: next(one for one in course_questions([]) if one["purpose"] == "nps"),
    "curve": lambda options: {"kind": "curve", "options": options * 2, "low": -2, "high": 2},
}
VOTES = {"several": [0, 2], "scale": 7, "curve": [-2, -1, 0, 1, 2, 1]}
SHOWN = {"": ".task:visible", "several": "#poll .reveal", "scale": ".answer.short", "curve": "#poll .paper ~ .moments"}
SMALLEST = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(text);
    if (!text.data.trim() || ![...range.getClientRects()].some((box) => box.width > 1)) continue;
    const within = text.parentElement;
    const scale = within.ownerSVGElement ? within.getScreenCTM().a : 1;
    found.push([scale * parseFloat(getComputedStyle(within).fontSize), text.data]);
  }
  return found.sort((one, other) => one[0] - other[0]);
}"""


@pytest.fixture(params=["zh", "en"])
def day(request, tmp_path):
    """A class of thirty in the middle of its second lab, with as many tasks as any lab has."""
    pe.set_language(request.param)
    first, second, *asked = WORDS[request.param]
    people = Roster(people=tuple(Person(id=f"p{number:02}", name=f"P {number}") for number in range(PEOPLE)))
    shown = {"language": request.param, "titles": {"0-warm-up": first, LAB: second}}
    clock = [1_000_000.0]
    with running_room(tmp_path / "class", lambda: clock[0], people, shown=shown) as server:
        server.caller("p00").ask("/api/hand-in", hand_in(tmp_path / "made", "p00").packed)
        server.room.store.do(work_on, clock[0])
        server.trainer().ask("/trainer/clock/start", {"value": 1})
        clock[0] += 20 * 60
        yield server, asked


def work_on(database, now: float) -> None:
    """Let all be here, done with one lab but for its last task, and each a little further in the next."""
    database.execute("UPDATE person SET seen = ?", (now,))
    for number in range(PEOPLE):
        for lab, last in (("0-warm-up", TASKS), (LAB, TASKS - 2 * number // 7)):
            for task in range(1, last + 1):
                record(database, f"p{number:02}", lab, f"task-{task}", "begun" if task == last else "passed", now)


def test_every_letter_is_large_enough_and_all_is_on_the_screen(day, pictures):
    """While a lab is on, and with a question beside it, of the kinds that show most."""
    server, (question, options, answer) = day
    small, sizes = {}, {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        page = browser.new_page(viewport=SIZE)
        page.goto(f"{server.address}/t/{server.secret}")
        page.goto(f"{server.address}/board")
        for kind in ("", *ASKED):
            if kind:
                content = {"question": question, "answer": "" if kind == "scale" else answer, **ASKED[kind](options)}
                content.pop("place", None)
                number = server.trainer().ask("/trainer/ask", content)["number"]
                assert 200 == server.caller().send(f"/api/vote/{number}", {"value": VOTES[kind]})[0]
                server.trainer().ask(f"/trainer/poll/{number}", {"state": "revealed" if content["answer"] else "shown"})
            page.locator(SHOWN[kind]).first.wait_for()
            if pictures:
                page.screenshot(path=f"{pictures}/projector-{kind or 'lab'}-{server.room.language}.png")
            small[kind] = [text for text in page.evaluate(SMALLEST) if text[0] < LEAST]
            sizes[kind] = page.evaluate("({width: document.body.scrollWidth, height: document.body.scrollHeight})")
        browser.close()
    assert [] == [(kind, text) for kind, texts in small.items() for text in texts]
    assert dict.fromkeys(SHOWN, SIZE) == sizes
