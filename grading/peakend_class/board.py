"""What the board shows: how far the room is, without names on the projector, with names for the trainer."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from peakend.datasets.variants import same_id
from peakend_class import groups, polls
from peakend_class.day import Day
from peakend_class.hand_ins import latest
from peakend_class.people import Device
from peakend_class.store import setting

STUCK_SECONDS = 5 * 60  # begun, not passed, and nothing else passed since


def record(database: sqlite3.Connection, person: str, lab: str, task: str, state: str, now: float) -> None:
    """Note how far somebody is; the first time counts."""
    database.execute("INSERT OR IGNORE INTO progress VALUES (?, ?, ?, ?, ?)", (person, lab, task, state, now))
    if state == "passed":
        database.execute("INSERT OR IGNORE INTO progress VALUES (?, ?, ?, 'begun', ?)", (person, lab, task, now))


def projector(database: sqlite3.Connection, day: Day, labs: Mapping[str, str], now: float) -> dict[str, Any]:
    """Return what everybody may see: counts, the clock, the poll; no names."""
    people = database.execute("SELECT * FROM person").fetchall()
    poll = polls.running(database)
    return {
        "here": sum(person["seen"] is not None for person in people),
        "listed": sum(person["listed"] for person in people),
        "phones": database.execute("SELECT count(*) FROM device WHERE person IS NULL").fetchone()[0],
        "day": day.show(database, now),
        "now": now,
        "labs": [
            {**shown, "title": title}
            for lab, title in labs.items()
            if (shown := _lab(database, lab, people, now))["begun"] or shown["handed_in"]
        ],
        "poll": polls.board_view(database, poll) if poll else None,
        "grading": setting(database, "grading", "collecting"),
    }


def trainer(database: sqlite3.Connection, day: Day, labs: Mapping[str, str], now: float) -> dict[str, Any]:
    """Return the board with names: who is here, did what, is stuck since when, hand-ins, and who asks for a name."""
    people = database.execute("SELECT * FROM person ORDER BY listed DESC, team = '', team, rowid").fetchall()
    stuck, passed = _stuck(database, now), _passed(database)
    results = {row["hash"]: row for row in database.execute("SELECT * FROM result")}
    handed_in: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in latest(database):
        result = results.get(row["hash"])
        shown = {key: row[key] for key in ("lab", "receipt", "at", "way", "hash", "number")}
        shown |= {
            "by": row["person"],
            "result": result["state"] if result else "",
            "said": result["said"] if result else "",
        }
        for member in counts_for(row, people):
            handed_in[member].append(shown)
    waiting = database.execute("SELECT * FROM device WHERE state = 'waiting' ORDER BY joined").fetchall()
    closed = database.execute("SELECT * FROM poll ORDER BY number DESC LIMIT 30").fetchall()
    return {
        **projector(database, day, labs, now),
        "people": [
            {
                "id": person["id"],
                "name": person["name"] or person["id"],
                "team": person["team"],
                "seen": person["seen"],
                "listed": bool(person["listed"]),
                "passed": passed.get(person["id"], {}),
                "stuck": stuck.get(person["id"], []),
                "hand_ins": handed_in[person["id"]],
            }
            for person in people
        ],
        "claims": [{"key": row["key"], "person": row["person"], "at": row["joined"]} for row in waiting],
        "polls": [polls.board_view(database, row) for row in closed],
        "groups": groups.drawn(database),
        "roadshow": polls.roadshow(database),
        "released": setting(database, "released") == "yes",
        "code": setting(database, "code"),
    }


def counts_for(hand_in: sqlite3.Row, people: Sequence[sqlite3.Row]) -> list[str]:
    """Return for whom a hand-in counts: who handed it in, and the members that the class's list has in that team."""
    by_id = {person["same"]: person for person in people}
    owner = by_id.get(same_id(hand_in["person"]))
    if owner is None:
        return []
    members = [by_id[one] for one in map(same_id, json.loads(hand_in["members"])) if one in by_id]
    team = [one["id"] for one in members if owner["team"] and one["team"] == owner["team"]]
    return list(dict.fromkeys([owner["id"], *team]))


def _lab(database: sqlite3.Connection, lab: str, people: Sequence[sqlite3.Row], now: float) -> dict[str, Any]:
    """Return how many have begun, pass and are stuck, by task, and how many have handed the lab in."""
    tasks: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in database.execute("SELECT * FROM progress WHERE lab = ? ORDER BY at", (lab,)):
        if row["state"] != "handed_in":
            tasks[row["task"]][row["state"]].add(row["person"])
    stuck = [one["task"] for found in _stuck(database, now).values() for one in found if one["lab"] == lab]
    done = {member for row in latest(database) if row["lab"] == lab for member in counts_for(row, people)}
    return {
        "lab": lab,
        "begun": len({person for states in tasks.values() for person in states["begun"]}),
        "handed_in": len(done),
        "tasks": [
            {"task": task, "begun": len(states["begun"]), "passed": len(states["passed"]), "stuck": stuck.count(task)}
            for task, states in tasks.items()
            if task
        ],
    }


def _passed(database: sqlite3.Connection) -> dict[str, dict[str, list[str]]]:
    """Return the tasks whose check each person's own laptop has passed, by person and lab.

    A team's hand-in counts for all of its members: this keeps who of them did what.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in database.execute(
        "SELECT * FROM progress WHERE state = 'passed' AND task <> '' ORDER BY person, lab, task"
    ):
        found[row["person"]][row["lab"]].append(row["task"])
    return found


def _stuck(database: sqlite3.Connection, now: float) -> dict[str, list[dict[str, Any]]]:
    """Return who has begun a task, has not passed it, and nothing has moved since, by person."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    moved = dict(database.execute("SELECT person, max(at) FROM progress GROUP BY person").fetchall())
    begun = database.execute(
        "SELECT * FROM progress AS one WHERE state = 'begun' AND task <> '' AND NOT EXISTS "
        "(SELECT 1 FROM progress AS other WHERE other.person = one.person AND other.lab = one.lab "
        "AND ((other.task = one.task AND other.state = 'passed') OR other.state = 'handed_in'))"
    )
    for row in begun:
        if now - moved[row["person"]] >= STUCK_SECONDS:
            found[row["person"]].append({"lab": row["lab"], "task": row["task"], "since": row["at"]})
    return found


def mine(database: sqlite3.Connection, own: Device) -> dict[str, Any]:
    """Return what somebody may see of what is kept of them: name, hand-ins, and results that were released."""
    kept: dict[str, Any] = {"person": own.person, "state": own.state, "hand_ins": [], "group": 0}
    if not own.owner:
        return kept
    kept["group"] = groups.group_of(database, own.owner)
    everybody = database.execute("SELECT * FROM person").fetchall()
    is_released = setting(database, "released") == "yes"
    for row in latest(database):
        if own.owner in counts_for(row, everybody):
            result = database.execute("SELECT * FROM result WHERE hash = ?", (row["hash"],)).fetchone()
            said = result["said"] if result and is_released else ""
            kept["hand_ins"].append(
                {key: row[key] for key in ("lab", "receipt", "at")} | {"by": row["person"], "said": said}
            )
    return kept
