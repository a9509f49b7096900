"""The command of the room: run the class server, and carry a class from one machine to another."""

import asyncio
import logging
import time
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from peakend.base.extras import require
from peakend.base.language import translate as _
from peakend.command.app import Language, app, choose_language, say

room = typer.Typer(invoke_without_command=True, no_args_is_help=False)
app.add_typer(room, name="class", help="课堂服务器：加入、交作业、看板、投票 · the room: join, hand in, board, polls")


@room.callback()
def serve(
    context: typer.Context,
    out: Annotated[Path, typer.Option(metavar="DIR", help="存放课堂数据 · where the class is kept")] = Path("class"),
    names: Annotated[Path | None, typer.Option(metavar="FILE", help="班级名单 · the class: id, name, team")] = None,
    host: Annotated[str, typer.Option(help="监听地址 · address to listen on")] = "0.0.0.0",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8800,
    agenda: Annotated[str, typer.Option(help="one-day | two-day")] = "one-day",
    backup: Annotated[Path | None, typer.Option(metavar="DIR", help="备份到 · copies go to")] = None,
    grading: Annotated[bool, typer.Option(help="交上来就批改 · grade at hand-in")] = True,
    kit: Annotated[Path | None, typer.Option(metavar="KIT", help="分发这个学员包 · the kit to hand out")] = None,
    address: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="学员用的地址，自动找的不对时写 · where it is found, if not as guessed"),
    ] = "",
    certificate: Annotated[Path | None, typer.Option(metavar="PEM", help="证书，用 HTTPS · for HTTPS")] = None,
    key: Annotated[Path | None, typer.Option(metavar="PEM", help="证书的私钥 · the certificate's key")] = None,
    hub: Annotated[bool, typer.Option("--hub", help="学员只用浏览器 · trainees need a browser only; Linux")] = False,
    lang: Language = None,
) -> None:
    """课堂服务器 · run the class server until Ctrl-C."""
    if context.invoked_subcommand:
        return
    language = choose_language(lang)
    for module in ("segno", "tornado", *(["jupyterhub", "jupyterhub_idle_culler"] if hub else [])):
        require(module)
    from peakend.lessons.class_link import understand_address
    from peakend.lessons.roster import Roster
    from peakend_class.board_pages import qr_text
    from peakend_class.course_questions import course_questions
    from peakend_class.day import blocks_of
    from peakend_class.hub.early import start_early
    from peakend_class.hub.leave import leave
    from peakend_class.hub.plan import HUB, seat_of
    from peakend_class.hub.supervisor import keep_running, prepare, require_means
    from peakend_class.kit import pack_kit
    from peakend_class.people import listed
    from peakend_class.room import Room, open_room
    from peakend_class.server import bind, own_address, read_certificate
    from peakend_class.server import serve as serve_room
    from peakend_class.store import setting
    from peakend_grading.walls.doctor import walls
    from peakend_labs.lab import read_lab
    from peakend_labs.places import lab_names, labs_folder

    logging.getLogger("tornado").setLevel(logging.ERROR)  # each refusal is told to who was refused
    labs_folder()
    roster = Roster.read(names) if names else None
    blocks = blocks_of(agenda)
    can_wall_in = (grading or hub) and all(wall.found for wall in walls() if wall.needed)
    encryption = read_certificate(certificate, key) if certificate else None
    scheme = "https" if encryption else "http"
    found = address.strip() or f"{own_address() if host == '0.0.0.0' else host}:{port}"
    address = understand_address(found if "://" in found else f"{scheme}://{found}")[0]
    if hub:
        require_means(can_wall_in)
    sockets, inside = bind(host, port), bind("127.0.0.1", port + 4) if hub else []
    handed_out = pack_kit(kit, address, out) if kit else None
    backup = backup or out.with_name(f"{out.name}-backup")

    def tell(opened: Room) -> None:
        code, secret = (opened.store.do(setting, name) for name in ("code", "secret"))
        say(qr_text(f"{address}/j/{code}"))
        say(_("Phones and labs: {address}  code {code}", address=address, code=code))
        say(_("Projector: {address}/board", address=address))
        if opened.hub:
            say(_("The labs, for who has joined: {address}", address=opened.hub))
        say(_("You alone, with names: {address}/t/{secret}", address=address, secret=secret))
        say(_("The class is kept in {folder}, and copied to {backup}. Stop with Ctrl-C.", folder=out, backup=backup))
        if handed_out:
            say(_("The kit, for who has joined: {address}/kit.zip", address=address))
        if handed_out and handed_out.brings_all:
            say(_("Laptops take all that is installed from here: no internet is needed."))
        if not encryption:
            say(_("The network is not encrypted: use one that only the class is in."))
        if not grading:
            say(_("Nothing is graded now, as --no-grading says: hand-ins are collected. Later: peakend grade."))
        elif not can_wall_in:
            say(_("Nothing is graded here (peakend doctor says why): hand-ins are collected. Later: peakend grade."))

    async def run() -> None:
        opened = open_room(
            out,
            labs=lab_names(),
            language=language,
            clock=time.time,
            roster=roster,
            blocks=blocks,
            questions=course_questions(lab_names()),
            titles={name: read_lab(name).title[language] for name in lab_names()},
        )
        opened.address, opened.kit = address, handed_out
        beside: list[Coroutine[None, None, None]] = []
        if hub:
            plan = prepare(out / HUB, language, host, port, opened.store.do(setting, "hub"), certificate, key)
            opened.hub = f"{plan.scheme}://{urlsplit(address).hostname}:{plan.port}"
            opened.leave = partial(leave, plan)
            seats = [seat_of(person) for person in opened.store.do(listed)]
            beside = [
                keep_running(plan),
                start_early(plan, seats, lambda: say(_("The labs of the whole list are ready."))),
            ]
        opened.hand_ins.wake()
        for sentence in await opened.hand_ins.take_up():
            say(sentence)
        await serve_room(
            opened,
            sockets,
            backup,
            lambda: tell(opened),
            grading=grading and can_wall_in,
            certificate=encryption,
            inside=inside,
            beside=beside,
        )

    asyncio.run(run())


@room.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR")] = Path("class"),
    out: Annotated[Path, typer.Option(metavar="FILE")] = Path("class.zip"),
    lang: Language = None,
) -> None:
    """导出整个课堂 · write a class into one archive."""
    choose_language(lang)
    from peakend.base.errors import PeakendError
    from peakend_class.archive import write_archive
    from peakend_class.store import DATABASE, Store

    if not (folder / DATABASE).is_file():
        raise PeakendError(
            _("{folder} holds no class. Name the folder that `peakend class --out` was given.", folder=folder)
        )
    store = Store(folder)
    try:
        count = write_archive(store, folder, out)
    finally:
        store.close()
    say(_("{file}: {count} files.", file=out, count=count))


@room.command()
def report(
    folders: Annotated[list[Path], typer.Argument(metavar="CLASS…")],
    out: Annotated[Path, typer.Option(metavar="FILE", help=".xlsx | .csv")] = Path("classes.xlsx"),
    lang: Language = None,
) -> None:
    """各班的峰终与平均 · peak and end of each workshop beside its mean, and what was remembered a week later."""
    choose_language(lang)
    from peakend.tables.write_table import write_table
    from peakend_class.classes import compare_classes, predictors, sentences

    found = compare_classes(folders)
    write_table(found, out)
    for sentence in sentences(found, predictors(folders)):
        say(sentence)
    say(_("{file}: {count} classes.", file=out, count=len(found)))


@room.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    out: Annotated[Path, typer.Option(metavar="DIR")] = Path("class"),
    lang: Language = None,
) -> None:
    """恢复一个课堂 · restore a class from its archive, each file compared with its hash."""
    choose_language(lang)
    from peakend_class.archive import read_archive

    count = read_archive(file, out)
    say(_("{folder}: {count} files, each as it was. Go on with: peakend class --out {folder}", folder=out, count=count))
