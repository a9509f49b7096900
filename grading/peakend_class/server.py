"""The class server: its addresses, its pages, its back-up, and its end."""

import asyncio
import errno
import signal
import socket
import sqlite3
import ssl
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, StaticFileHandler

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.command.app import say
from peakend_class import kit_pages, later_pages, trainee_pages, trainer_pages
from peakend_class.archive import back_up
from peakend_class.board_pages import Board, Brand, Home, Look, QrCode
from peakend_class.hub.keep import copy_homes
from peakend_class.pages import STATIC
from peakend_class.room import Room
from peakend_class.web import MOST_JSON, Nothing

BACK_UP_SECONDS = 60
_DIGEST = "([0-9a-f]{64})"


def application(room: Room) -> Application:
    """Return the pages and calls of a class."""
    pages = [
        (r"/", Home),
        (r"/board", Board),
        (r"/brand.css", Brand),
        (r"/qr.svg", QrCode),
        (r"/j/([0-9A-Za-z]{1,20})", trainee_pages.Join),
        (r"/phone", trainee_pages.Phone),
        (r"/privacy", trainee_pages.Privacy),
        (r"/events/(phone|projector|trainer)", trainee_pages.Events),
        (r"/api/(projector|trainer|summary|roster)", Look),
        (r"/api/join()", trainee_pages.Join),
        (r"/api/claim", trainee_pages.Claim),
        (r"/api/hand-in", trainee_pages.HandIn),
        (r"/api/tell", trainee_pages.Tell),
        (r"/api/vote/(\d{1,9})", trainee_pages.Vote),
        (r"/api/mine", trainee_pages.Mine),
        (r"/api/seat", trainee_pages.Seat),
        (r"/api/seat/(\w{1,40})", trainee_pages.Seat),
        (r"/later/([\w-]{1,100})", later_pages.ComeBack),
        (r"/later", later_pages.Later),
        (r"/later\.svg", later_pages.LaterCode),
        (r"/api/later", later_pages.LaterQuestions),
        (r"/kit\.zip", kit_pages.HandOut),
        (r"/wheels/", kit_pages.Wheels),
        (r"/t/([\w-]{1,100})", trainer_pages.Enter),
        (r"/trainer", trainer_pages.Trainer),
        (r"/trainer/clock/(start|pause|extend)", trainer_pages.Clock),
        (r"/trainer/ask", trainer_pages.Ask),
        (r"/trainer/poll/(\d{1,9})", trainer_pages.MoveOn),
        (r"/trainer/claim", trainer_pages.Decide),
        (r"/trainer/groups", trainer_pages.Groups),
        (r"/trainer/settings/(code|results)", trainer_pages.Settings),
        (r"/trainer/hand-in", trainer_pages.Bring),
        (rf"/trainer/hand-in/{_DIGEST}", trainer_pages.HandedIn),
        (r"/trainer/export", trainer_pages.Export),
        (r"/trainer/our-day\.(csv|yaml|svg)", trainer_pages.Measured),
    ]
    wheels = [(r"/wheels/([\w.+-]+\.whl)", StaticFileHandler, {"path": str(room.kit.wheels)})] if room.kit else []
    return Application(
        [(path, handler, {"room": room}) for path, handler in pages]
        + wheels
        + [(r"/static/([\w-]+\.(?:js|css))", StaticFileHandler, {"path": str(STATIC)})],
        default_handler_class=Nothing,
        default_handler_args={"room": room},
    )


def bind(host: str, port: int) -> list[socket.socket]:
    """Take the port that the room is told, or say who has it.

    Raises
    ------
    PeakendError
        If another program has it, or there is no such address here.
    """
    try:
        return bind_sockets(port, host, family=socket.AF_INET, backlog=1024)
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES) or getattr(error, "winerror", 0) == 10013:
            raise PeakendError(
                _(
                    "Port {port} is in use. Stop the other program, or choose another: --port {next}.",
                    port=port,
                    next=port + 1,
                )
            ) from error
        raise PeakendError(_("{host} is not an address of this machine: leave out --host.", host=host)) from error


def read_certificate(certificate: Path, key: Path | None) -> ssl.SSLContext:
    """Return what encrypts connections, by a certificate and its key in PEM files.

    Raises
    ------
    PeakendError
        If they cannot be read, or do not belong together.
    """
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ValueError) as error:  # an SSLError is one, too
        reason = getattr(error, "reason", "") or getattr(error, "strerror", "") or error
        raise PeakendError(
            _(
                "{file} cannot be used as a certificate ({reason}). Give --certificate and --key as two PEM files that "
                "belong together.",
                file=certificate,
                reason=reason,
            )
        ) from error
    return context


def own_address() -> str:
    """Return this machine's address in the room's network; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation, which nobody has
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


async def serve(
    room: Room,
    sockets: list[socket.socket],
    backup: Path | None,
    ready: Callable[[], None],
    *,
    grading: bool = False,
    certificate: ssl.SSLContext | None = None,
    inside: list[socket.socket] | None = None,
    beside: Iterable[Coroutine[None, None, None]] = (),
    end: asyncio.Event | None = None,
) -> None:
    """Serve until somebody stops it; what was acknowledged is on the disk whatever ends it.

    Parameters
    ----------
    room : Room
        What is served.
    sockets : list of socket
        Where.
    backup : Path or None
        Where copies go while it runs.
    ready : callable
        Called once it can be asked.
    grading : bool
        Whether this machine can wall in what is handed in, so that it is graded at once.
    certificate : SSLContext, optional
        By which connections are encrypted.
    inside : list of socket, optional
        Where programs on this machine call it, not encrypted.
    beside : iterable of coroutine
        What runs beside it, and is cancelled at the end.
    end : asyncio.Event, optional
        What ends it; without one Ctrl-C and the system's signal do.
    """
    from peakend_class.grading_queue import grade_as_they_come

    pages = application(room)
    bounds = {"max_body_size": MOST_JSON, "max_header_size": 16_384, "idle_connection_timeout": 3600}
    servers = [HTTPServer(pages, ssl_options=certificate, **bounds), HTTPServer(pages, **bounds)]
    for server, those in zip(servers, (sockets, inside or []), strict=True):
        server.add_sockets(those)
    tasks = [asyncio.create_task(one) for one in (grade_as_they_come(room, grading), *beside)]
    if backup:
        tasks.append(asyncio.create_task(_back_up(room, backup)))
    if end is None:
        _stop_by_signals(end := asyncio.Event())
    ready()
    try:
        await end.wait()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        for server in servers:
            server.stop()
            await server.close_all_connections()
        if backup:
            await room.store.run(back_up, room.store.folder, backup)
            await asyncio.to_thread(copy_homes, room.store.folder, backup)
        await room.close()


async def _back_up(room: Room, target: Path) -> None:
    """Keep a copy up to date; where it cannot be written the board says so."""
    seen = -1
    while True:
        changes = await room.store.run(_changes)
        if changes != seen:
            try:
                await room.store.run(back_up, room.store.folder, target)
                seen = changes
            except OSError as error:
                say(str(error))
        try:
            await asyncio.to_thread(copy_homes, room.store.folder, target)
        except OSError as error:
            say(str(error))
        await asyncio.sleep(BACK_UP_SECONDS)


def _changes(database: sqlite3.Connection) -> int:
    return database.total_changes


def _stop_by_signals(end: asyncio.Event) -> None:
    """Let Ctrl-C and the system's end stop the server in order, on Windows, too, which has no handlers in its loop."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_given: loop.call_soon_threadsafe(end.set))
