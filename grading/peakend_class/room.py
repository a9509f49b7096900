"""The room as the server has it: the class's file, the hand-ins, the day, and who is told of each change."""

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from peakend.lessons.roster import Roster
from peakend_class import board, people, polls
from peakend_class.day import Block, Day, note_blocks
from peakend_class.hand_ins import HandIns
from peakend_class.kit import Kit
from peakend_class.store import Clock, Store

SECONDS_BETWEEN = 0.4  # of two changes shown; more would only keep phones busy


@dataclass
class Room:
    """All that the server's pages need.

    Attributes
    ----------
    store, hand_ins, day : Store, HandIns, Day
        The class's file, its hand-ins, its blocks.
    labs : tuple of str
        The course's labs, in order.
    titles : mapping of str to str
        What they are called.
    language : {"zh", "en"}
        Of the pages.
    address : str
        Where labs and phones find the server.
    hub : str
        Where browsers find the labs, if this machine runs them.
    leave : callable or None
        What removes a trainee's folder there, by their seat.
    kit : Kit or None
        What the server hands out.
    questions : list of dict
        The questions of the course that can be asked by a click.
    """

    store: Store
    hand_ins: HandIns
    day: Day
    labs: tuple[str, ...]
    language: str
    address: str = ""
    hub: str = ""
    leave: Callable[[str], Awaitable[None]] | None = None
    kit: Kit | None = None
    questions: list[dict[str, Any]] = field(default_factory=list)
    titles: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.refusals = people.Refusals(self.store.clock)
        self._changed = asyncio.Event()
        self._listeners: dict[asyncio.Queue[str], str] = {}
        self._teller: asyncio.Task[None] | None = None

    def changed(self) -> None:
        """Tell whoever looks on, soon."""
        self._changed.set()

    @contextlib.contextmanager
    def listening(self, view: str) -> Any:
        """Yield a queue that has each new state of a view, and only the newest."""
        queue: asyncio.Queue[str] = asyncio.Queue(1)
        self._listeners[queue] = view
        if self._teller is None:
            self._teller = asyncio.create_task(self._tell())
        self.changed()
        try:
            yield queue
        finally:
            del self._listeners[queue]

    async def view(self, name: str) -> str:
        """Return the state that a page shows, as JSON."""
        return json.dumps(await self.store.run(self._view, name), ensure_ascii=False)

    async def close(self) -> None:
        """End what runs beside the pages, and close the class's file."""
        if self._teller:
            self._teller.cancel()
        self.hand_ins.close()
        self.store.close()

    def _view(self, database: sqlite3.Connection, name: str) -> dict[str, Any]:
        now = self.store.clock()
        if name == "trainer":
            return board.trainer(database, self.day, self.titles, now)
        if name == "projector":
            return board.projector(database, self.day, self.titles, now)
        poll = polls.running(database)
        return {"poll": polls.phone_view(poll) if poll else None}

    async def _tell(self) -> None:
        """Make each view once a change, however many look on; every ten seconds in any case, as clocks go on."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), 10)
            self._changed.clear()
            states = {name: await self.view(name) for name in set(self._listeners.values())}
            for queue, name in list(self._listeners.items()):
                if name not in states:
                    continue
                with contextlib.suppress(asyncio.QueueEmpty):
                    queue.get_nowait()
                queue.put_nowait(states[name])
            await asyncio.sleep(SECONDS_BETWEEN)


def open_room(
    folder: Path,
    *,
    labs: Sequence[str],
    language: str,
    clock: Clock,
    roster: Roster | None = None,
    blocks: Sequence[Block] = (),
    questions: Sequence[dict[str, Any]] = (),
    titles: Mapping[str, str] | None = None,
) -> Room:
    """Open a class's folder and what serves it."""
    store = Store(folder, clock)
    if roster:
        store.do(people.enlist, roster)
    store.do(note_blocks, blocks)
    called = titles or {lab: lab for lab in labs}
    return Room(
        store, HandIns(store, labs), Day(blocks), tuple(labs), language, questions=list(questions), titles=called
    )
