"""The commands of the labs: a workspace to work in, a lab to begin, the trainees' kit."""

from pathlib import Path
from typing import Annotated

import typer

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.command.app import Case, Labs, Language, app, choose_language, console, say


@app.command()
def lab(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]")] = None,
    lang: Language = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535)] = None,
    browser: Annotated[bool, typer.Option(help="打开浏览器 · open a browser")] = True,
    code: Annotated[bool, typer.Option("--code", help="显示代码 · show the code")] = False,
    option: Annotated[list[str] | None, typer.Option(help="JupyterLab", metavar="--NAME=VALUE")] = None,
) -> None:
    """准备练习文件夹并打开 JupyterLab · prepare a workspace and open JupyterLab on the course."""
    from peakend_labs.places import kit_language, notebooks_folder

    notebooks_folder()
    from peakend_labs.workspace.upgrade import EARLIER
    from peakend_labs.workspace.workspace import free_port, open_jupyterlab, prepare_workspace, upgrade_workspace

    language = choose_language(lang or kit_language())
    if kit_language() not in (None, language):
        raise PeakendError(_("This kit is in another language ({found}); leave out --lang.", found=kit_language()))
    free_port(port)  # said before anything is prepared
    folder = folder or Path(f"peakend-{language}")
    with console.status(_("Preparing the workspace …")):
        renewed = upgrade_workspace(folder, language)
        added = prepare_workspace(folder, language)
    if renewed:
        kept = folder / EARLIER
        say(
            _(
                "{count} notebooks are new, with your answers; as they were they lie in {kept}.",
                count=len(renewed),
                kept=kept,
            )
        )
    if added:
        say(_("{count} files added to {folder}.", count=len(added), folder=folder))
    else:
        say(_("Your work in {folder} is as you left it.", folder=folder))
    open_jupyterlab(folder, language, port, browser, option or [], "code" if code else "lesson")


@app.command(name="new-lab")
def new_lab(name: Annotated[str, typer.Argument(metavar="LAB")], lang: Language = None) -> None:
    """从样板新建实验 · make a lab from the template."""
    from peakend_labs.new_lab import new_lab as begin

    choose_language(lang)
    say(_("{folder} is there. How to go on: labs/write-a-lab.en.md.", folder=begin(name)))


@app.command(name="new-case")
def new_case(
    name: Annotated[str, typer.Argument(metavar="CASE")],
    like: Annotated[str, typer.Option(help="照哪个案例开头 · the case to begin it after")] = "service-hall",
    make: Annotated[bool, typer.Option("--make", help="找种子，生成数据 · find seeds, and make its tables")] = False,
    lang: Language = None,
) -> None:
    """新建案例，写好后用 --make 生成它的数据 · begin a case; once it is written, --make makes its tables."""
    from peakend_labs.new_case import make_tables, still_copied
    from peakend_labs.new_case import new_case as begin

    choose_language(lang)
    if make:
        with console.status("…") as status:
            found = make_tables(name, lambda table: status.update(_("Looking for a seed: {table} …", table=table)))
        say(_("Made, with these seeds: {seeds}.", seeds=join_words(f"{table} {seed}" for table, seed in found.items())))
        if copied := still_copied(name):
            say(_("Still word for word another case's; write them:") + "".join(f"\n  {file}" for file in copied))
        say(_("Next: peakend check, which runs every lab on this case too, and says what does not hold."))
    else:
        told, data = begin(name, like)
        say(
            _(
                "Begun after {like}: {told} and {data}. Write there, in Chinese and English:",
                like=like,
                told=told,
                data=data,
            )
        )
        say(_("  case.yml: what the case is, and the words of its tables"))
        say(_("  truth.yml and visits.yml: what is true in its data, from which the tables are made"))
        say(_("  a folder a lab: story.md, what the case tells there, and forms of its own"))
        say(_("  journey.yaml and options.csv, beside the tables: its map, and what may be improved at what cost"))
        say(_("Then: peakend new-case {name} --make", name=name))


@app.command()
def release(
    labs: Labs = None,
    lang: Language = None,
    case: Case = None,
    out: Annotated[Path, typer.Option(metavar="KIT")] = Path("kit"),
    names: Annotated[Path | None, typer.Option(metavar="FILE", help="班级名单 · the class: id, name, team")] = None,
    offline: Annotated[bool, typer.Option(help="带上所有安装包 · with all that is installed")] = False,
    systems: Annotated[
        str, typer.Option("--for", metavar="SYSTEMS", help="windows,macos,linux,windows-x64,…; --offline")
    ] = "windows,macos,linux",
    python: Annotated[str | None, typer.Option(metavar="3.x", help="学员的 Python · the trainees' Python")] = None,
    index: Annotated[str, typer.Option(metavar="URL", help="镜像 · a mirror of the package index")] = "",
    wheels: Annotated[str, typer.Option(metavar="URL", help="教室服务器的安装包 · the class server's wheels")] = "",
    server: Annotated[str, typer.Option(metavar="ADDRESS", help="课堂服务器的地址 · the class server")] = "",
) -> None:
    """生成学员包 · write the trainees' kit, without solutions or hidden tests, and the key beside it."""
    from peakend.lessons.roster import Roster
    from peakend_labs.lab_source import DEFAULT_CASE
    from peakend_labs.places import labs_folder

    language = choose_language(lang)
    labs_folder()
    from peakend_labs.release.kit import keys_folder, release_kit
    from peakend_labs.release.means import KIT_PYTHON, Means, choose_systems

    chosen = choose_systems(systems) if offline else []
    means = Means(chosen, python or KIT_PYTHON, index, wheels)
    roster = Roster.read(names) if names else None
    with console.status(_("Releasing …")):
        released = release_kit(labs or [], language, out, case or DEFAULT_CASE, roster, means, server)
    labs_released = join_words(released.labs)
    say(_("{folder}: {labs} ({language}), no leak found.", folder=out, labs=labs_released, language=language))
    if released.left_out:
        say(_("Left out, as nothing in a kit needs it: {names}.", names="; ".join(released.left_out)))
    if chosen or wheels:
        say(
            _(
                "The kit starts without internet, on {systems}, with Python {python}: have that installed everywhere.",
                systems=join_words(chosen) if chosen else _("what the class's server has wheels for"),
                python=means.python,
            )
        )
    say(_("{folder}: right answers and reasons. Keep this folder to yourself.", folder=keys_folder(out)))


@app.command(name="hand-in")
def hand_in(
    labs: Labs = None,
    folder: Annotated[Path | None, typer.Option("--in", metavar="DIR", help="练习文件夹 · the workspace")] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR")] = None,
    lang: Language = None,
) -> None:
    """打包作业，给出回执 · pack labs to hand in, each as one file with a receipt."""
    from peakend.lessons.class_link import FOLDER, ClassLink
    from peakend.lessons.hand_in_files import make_hand_in
    from peakend_labs.places import kit_language
    from peakend_labs.workspace.handing_in import begun_labs, find_workspace

    language = choose_language(lang or kit_language())
    workspace = find_workspace(folder or Path(), language)
    for lab in begun_labs(workspace, labs or []):
        made = make_hand_in(lab)
        file = made.write(out or workspace / FOLDER)
        link = ClassLink(lab)
        if not link.is_joined:
            say(_("{file} — receipt {receipt}. Give this file to your trainer.", file=file, receipt=made.receipt))
            continue
        try:
            say(_("{file} is with the class server: receipt {receipt}.", file=file, receipt=link.send(file)))
        except PeakendError as reason:
            say(_("{file} — receipt {receipt}. Give this file to your trainer.", file=file, receipt=made.receipt))
            say(str(reason))
