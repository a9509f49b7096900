"""What a class looks at, in a browser: the projector, the trainer's page, phones; in both languages.

``pytest tests/class/test_seen.py --pictures course/trainer/pictures`` makes the pictures of the trainer's guide anew.
"""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import peakend as pe
from browser import find_browser, launch, patient
from class_server import LAB, LABS, Caller, hand_in, running_room
from peakend.lessons.roster import Person, Roster
from peakend_class.course_questions import course_questions
from peakend_class.day import Block

AXE = Path(__file__).parents[2] / "lib" / "widgets" / "node_modules" / "axe-core" / "axe.min.js"
NOW = 1_000_000.0
SEEN = {
    "zh": {
        "people": ["李梅", "王强", "赵敏", "陈晨", "周舟", "吴迪", "郑好", "孙悦"],
        "blocks": ["开场", "实验三：三份问卷", "休息", "画旅程图"],
        "titles": ["热身", "三份问卷"],
        "options": ["窗口等候", "材料说明", "办结通知"],
        "guess": "哪一刻最能决定客户记住什么？",
        "answer": "办结通知：它是终点",
        "plan": "第一组：办结短信",
    },
    "en": {
        "people": ["Li Mei", "Wang Qiang", "Zhao Min", "Chen Chen", "Zhou Zhou", "Wu Di", "Zheng Hao", "Sun Yue"],
        "blocks": ["Opening", "Lab 3: three surveys", "Break", "Draw the journey"],
        "titles": ["Warm-up", "Three surveys"],
        "options": ["Waiting at the counter", "Being told what to bring", "The message that it is done"],
        "guess": "Which moment decides most what customers remember?",
        "answer": "The message that it is done: it is the end",
        "plan": "Team 1: a message when it is done",
    },
}


class Day:
    """A class in the middle of its day."""

    def __init__(self, server, words, folder: Path) -> None:
        self.trainer, self.words = server.trainer(), words
        self.people = [server.caller(f"p{number:02}") for number in range(len(words["people"]))]
        self.phones = [server.caller() for _phone in range(9)]
        for number, caller in enumerate(self.people):
            states = [("task-1", "passed"), ("task-2", "passed" if number % 3 else "begun")]
            for task, state in states[: 1 + (number < 6)]:
                caller.ask("/api/tell", {"lab": LAB, "task": task, "state": state})
        for number in range(3):
            self.people[number].ask("/api/hand-in", hand_in(folder, f"p{number:02}").packed)
        server.room.store.do(lambda db: db.execute("UPDATE result SET state = 'graded', said = '20 / 24'"))
        self.trainer.ask("/trainer/groups", {"value": 4})
        Caller(server.address).join(server.code, "p00")
        for block, felt in enumerate([(1, 0), (-1, -2), (1, 2)]):
            self.trainer.ask("/trainer/clock/start", {"value": block})
            self.vote(self.ask("scale", low=-2, high=2, purpose="feeling"), felt, show=False)
        self.trainer.ask("/trainer/clock/start", {"value": 1})

    def ask(self, kind: str, question: str = "", options=(), **more) -> int:
        """Open a poll."""
        content = {"kind": kind, "question": question or self.words["guess"], "options": [*options], **more}
        return self.trainer.ask("/trainer/ask", content)["number"]

    def vote(self, number: int, values, show: bool = True) -> None:
        """Let all phones answer, in turn, and show what they said."""
        for place, phone in enumerate(self.phones):
            phone.ask(f"/api/vote/{number}", {"value": values[place % len(values)]})
        if show:
            self.trainer.ask(f"/trainer/poll/{number}", {"state": "shown"})


@pytest.mark.browser
@pytest.mark.skipif(not find_browser() or not AXE.is_file(), reason="no Chromium, or the widgets' tools are not there")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_can_be_used_by_everybody(language, tmp_path, pictures):
    """Nothing serious is found by axe, nothing is wider than a phone, no program fails, a curve is drawn by finger."""
    pe.set_language(language)
    words, problems, grave = SEEN[language], [], {}
    people = [Person(id=f"p{place:02}", name=name, team="AB"[place % 2]) for place, name in enumerate(words["people"])]
    planned = zip(words["blocks"], (20, 45, 15, 40), strict=True)
    blocks = [Block(what, "", minutes, minutes == 15) for what, minutes in planned]
    shown = {"language": language, "blocks": blocks, "titles": dict(zip(LABS, words["titles"], strict=True))}
    criteria = course_questions([])[4]["options"]
    shown["questions"] = course_questions([])
    clock = [NOW]
    with (
        running_room(tmp_path / "class", lambda: clock[0], Roster(people=tuple(people)), shown=shown) as server,
        sync_playwright() as playwright,
    ):
        day = Day(server, words, tmp_path / "made")
        browser = launch(playwright)

        def open_window(width: int, height: int):
            page = patient(browser.new_context(bypass_csp=True, viewport={"width": width, "height": height}).new_page())
            page.on("pageerror", lambda error: problems.append(str(error)))
            return page

        def look(page, name: str, ready: str, picture: bool = False) -> None:
            page.wait_for_selector(ready)
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
            grave[name] = {
                one["id"]: [node["html"] for node in one["nodes"]][:3]
                for one in found
                if one["impact"] in ("serious", "critical")
            }
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            if picture and pictures:
                if page is projector:
                    page.set_viewport_size({"width": 960, "height": 540})  # the same, in a smaller file
                page.screenshot(path=Path(pictures) / f"class-{name}-{language}.png")
                if page is projector:
                    page.set_viewport_size({"width": 1920, "height": 1080})

        projector, trainer, phone = open_window(1920, 1080), open_window(1366, 1000), open_window(390, 844)
        trainer.goto(f"{server.address}/t/{server.secret}")
        projector.goto(f"{server.address}/t/{server.secret}")
        projector.goto(f"{server.address}/board")
        phone.goto(server.address)
        look(phone, "join", "#code")
        phone.goto(f"{server.address}/j/{server.code}")
        look(phone, "waiting", "#poll h1")
        clock[0] += 20 * 60
        guess = day.ask("one", options=words["options"], answer=words["answer"])
        look(phone, "phone", ".choice", picture=True)
        day.vote(guess, (2, 2, 0, 2, 1))
        day.trainer.ask(f"/trainer/poll/{guess}", {"state": "revealed"})
        look(projector, "board", ".reveal", picture=True)
        look(trainer, "trainer", "#measured img", picture=True)
        drawn = day.ask("curve", options=words["options"], low=-2, high=2)
        paper = phone.locator("svg.paper")
        box = paper.bounding_box()
        phone.mouse.move(box["x"] + 30, box["y"] + box["height"] - 8)
        phone.mouse.down()
        phone.mouse.move(box["x"] + box["width"] - 30, box["y"] + 8, steps=6)
        phone.mouse.up()
        look(phone, "curve", "svg.paper")
        phone.click("button.send")
        phone.wait_for_function("document.getElementById('said').textContent")
        day.vote(drawn, ([-2, 0, 2], [-1, -1, 1]))
        bars = day.trainer.ask("/api/projector")["poll"]["bars"]
        assert (10, True, True) == (bars[0]["n"], bars[0]["mean"] < -1.2, bars[2]["mean"] > 1.2)
        look(projector, "board-curve", "#poll svg.paper")
        for kind in ("several", "ranking"):
            day.ask(kind, options=words["options"])
            look(phone, kind, {"several": "[type=checkbox]", "ranking": "#poll ol"}[kind])
        number = day.ask("ratings", words["plan"], criteria, low=1, high=5, purpose="roadshow")
        look(phone, "ratings", ".rated")
        day.vote(number, ([5, 3, 4], [4, 4, 4]))
        look(projector, "board-ratings", ".answer")
        look(trainer, "trainer-votes", "#roadshow li[value]")
        phone.goto(f"{server.address}/privacy")
        look(phone, "privacy", "#forget")
        trainer.click("#later summary")
        phone.goto(trainer.inner_text("#later code"))
        look(phone, "later", "#polls form")
        browser.close()
    assert {} == {name: found for name, found in grave.items() if found}
    assert [] == problems
