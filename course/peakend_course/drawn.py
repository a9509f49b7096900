"""What moves on a page: scenes told in ``course/scenes`` and things to try in ``course/tries``, as HTML of our own.

A scene is an SVG whose movements are CSS; it stands still at its telling moment until somebody plays it. A thing to try
is drawn by the script ``course.js``; here it gets its words.
"""

import json
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal

from pydantic import Field

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.documents.yaml_form import read_model
from peakend_course.outline import Part, Text
from peakend_course.problems import read_text, shown
from peakend_labs.places import COURSE

STATIC = Path(__file__).parent / "static"
FLOOR = 430  # where feet stand, of a picture 960 by 540
Point = tuple[float, float]
Colour = Literal["main", "accent", "good", "plum", "grey", "ink", "amber", "sky"]


class Actor(Part):
    """Somebody on the stage: where they stand at first, and how they feel, from −2 to 2."""

    id: str
    look: Literal["customer", "staff", "elder"]
    at: float
    mood: int = 0
    name: Text | None = None


class Prop(Part):
    """A thing that stands there: a counter, a door, a shelf, a bench, a screen with words on it."""

    look: Literal["counter", "door", "shelf", "bench", "screen", "bowl"]
    at: Point
    words: Text | None = None


class Line(Part):
    """A line that is drawn while the scene runs: a curve of pain, a clock."""

    points: tuple[Point, ...]
    colour: Colour
    at: float
    over: float


class Word(Part):
    """Words in the picture, from a second to a second."""

    text: Text
    where: Point
    at: float = 0
    until: float | None = None
    size: int = 26
    colour: Colour = "ink"


class Beat(Part):
    """What happens at a second: somebody walks, speaks or feels; a subtitle; a question with choices."""

    at: float
    who: str | None = None
    to: float | None = None
    over: float = 1.5
    line: Text | None = None
    lasting: float = 2.6
    mood: int | None = None
    say: Text | None = None
    ask: Text | None = None
    choices: tuple[Text, ...] = ()


class Scene(Part):
    """The whole of a file of ``course/scenes``."""

    format: Literal["scene/1"]
    title: Text
    seconds: float = Field(gt=0, le=120)
    still: float
    cast: tuple[Actor, ...] = ()
    props: tuple[Prop, ...] = ()
    lines: tuple[Line, ...] = ()
    words: tuple[Word, ...] = ()
    beats: tuple[Beat, ...]


class Try(Part):
    """The whole of a file of ``course/tries``: the words of a thing to try."""

    format: Literal["try/1"]
    title: Text
    words: dict[str, Text]


@cache
def read_scene(file: Path) -> Scene:
    """Read a scene, or name the line that does not fit."""
    scene = read_model(shown(file), read_text(file), Scene)[0]
    names = {actor.id for actor in scene.cast}
    for beat in scene.beats:
        if beat.who is not None and beat.who not in names:
            raise PeakendError(
                _("{file} has nobody called {name!r}; add them to cast, or correct it.", file=shown(file), name=beat.who)
            )
    return scene


def drawn(kind: str, name: str, course: Path = COURSE) -> str:
    """Return a scene or a thing to try as HTML in the language in use.

    Raises
    ------
    PeakendError
        If there is none of that name, or its file does not fit.
    """
    file = course / {"scene": "scenes", "try": "tries"}[kind] / f"{name}.yml"
    if not file.is_file():
        raise PeakendError(_("There is no {file}; write it, or correct the name.", file=shown(file)))
    if kind == "scene":
        return scene_html(read_scene(file), name)
    thing = read_model(shown(file), read_text(file), Try)[0]
    words = {"title": str(thing.title)} | {key: str(text) for key, text in thing.words.items()}
    return f'<div class="course-try" data-try="{name}" data-words="{escape(json.dumps(words, ensure_ascii=False))}"></div>'


def scene_html(scene: Scene, name: str) -> str:
    """Return a scene: its picture, its subtitles, and where the player puts its buttons."""
    said = [
        {"at": beat.at, "say": str(beat.say or beat.ask), "choices": [str(each) for each in beat.choices]}
        for beat in scene.beats
        if beat.say or beat.ask
    ]
    words = {"play": _("Play"), "pause": _("Pause"), "place": _("Place in the scene"), "on": _("Go on")}
    told = "".join(f"<li>{escape(each['say'])}</li>" for each in said)
    return (
        f'<div class="course-scene" data-seconds="{scene.seconds:g}" data-still="{scene.still:g}"'
        f' data-said="{escape(json.dumps(said, ensure_ascii=False))}"'
        f' data-words="{escape(json.dumps(words, ensure_ascii=False))}">'
        f"{_picture(scene, name)}"
        f'<ol class="course-scene-told">{told}</ol></div>'
    )


def _picture(scene: Scene, name: str) -> str:
    moves: list[str] = []

    def animated(key: str, steps: Iterable[tuple[float, str]], wrapped: str) -> str:
        """Wrap a part in a group that changes at the seconds of the steps."""
        frames = "".join(f"{min(100, 100 * at / scene.seconds):.2f}%{{{style}}}" for at, style in steps)
        moves.append(f"@keyframes {name}-{key}{{{frames}}}")
        animation = f"animation:{name}-{key} {scene.seconds:g}s linear var(--delay) both paused"
        return f'<g style="{animation}">{wrapped}</g>'

    parts = [f'<rect width="960" height="540" class="wall"/><rect y="{FLOOR}" width="960" height="110" class="floor"/>']
    if not scene.cast:
        parts = ['<rect width="960" height="540" class="wall"/>']
    parts += [_prop(prop) for prop in scene.props]
    for number, actor in enumerate(scene.cast):
        parts.append(_actor(scene, actor, number, animated))
    for number, line in enumerate(scene.lines):
        points = " ".join(f"{x:g},{y:g}" for x, y in line.points)
        path = (
            f'<polyline points="{points}" pathLength="1" stroke="var(--brand-{line.colour})" class="drawn-line"/>'
        )
        steps = [(0, "stroke-dashoffset:1"), (line.at, "stroke-dashoffset:1"), (line.at + line.over, "stroke-dashoffset:0")]
        parts.append(animated(f"line{number}", [*steps, (scene.seconds, "stroke-dashoffset:0")], path))
    for number, word in enumerate(scene.words):
        text = (
            f'<text x="{word.where[0]:g}" y="{word.where[1]:g}" font-size="{word.size}"'
            f' fill="var(--brand-{word.colour})" text-anchor="middle">{escape(str(word.text))}</text>'
        )
        parts.append(animated(f"word{number}", _shown(word.at, word.until, scene.seconds), text))
    number = 0
    for beat in scene.beats:
        if beat.line is not None and beat.who is not None:
            bubble = _bubble(str(beat.line), _place(scene, beat.who, beat.at))
            parts.append(animated(f"bubble{number}", _shown(beat.at, beat.at + beat.lasting, scene.seconds), bubble))
            number += 1
    return (
        f'<svg viewBox="0 0 960 540" role="img" aria-label="{escape(str(scene.title))}" style="--delay:-{scene.still:g}s">'
        f"<style>{''.join(moves)}</style>{''.join(parts)}</svg>"
    )


def _shown(start: float, end: float | None, seconds: float) -> list[tuple[float, str]]:
    """Fade in at a second, and out at another."""
    steps = [(0.0, f"opacity:{int(start <= 0)}"), (start, f"opacity:{int(start <= 0)}"), (start + 0.3, "opacity:1")]
    if end is None or end >= seconds:
        return [*steps, (seconds, "opacity:1")]
    return [*steps, (end, "opacity:1"), (end + 0.3, "opacity:0"), (seconds, "opacity:0")]


def _place(scene: Scene, who: str, at: float) -> float:
    """Say where somebody stands at a second."""
    x = next(actor.at for actor in scene.cast if actor.id == who)
    for beat in scene.beats:
        if beat.who == who and beat.to is not None and beat.at <= at:
            x = beat.to
    return x


def _actor(scene: Scene, actor: Actor, number: int, animated: object) -> str:
    x, mood = actor.at, actor.mood
    walk = [(0.0, f"transform:translateX({x:g}px)")]
    moods = [(0.0, mood)]
    for beat in scene.beats:
        if beat.who != actor.id:
            continue
        if beat.to is not None:
            walk += [
                (beat.at, f"transform:translateX({x:g}px)"),
                (beat.at + beat.over, f"transform:translateX({beat.to:g}px)"),
            ]
            x = beat.to
        if beat.mood is not None:
            moods.append((beat.at, beat.mood))
    walk.append((scene.seconds, f"transform:translateX({x:g}px)"))
    colour = {"customer": "accent", "elder": "plum", "staff": "main"}[actor.look]
    hair = '<path d="M-27 -178 a27 27 0 0 1 54 0 q-27 -16 -54 0" class="hair-{}"/>'.format(actor.look)
    body = (
        f'<path d="M-42 0 v-96 q0 -40 42 -40 q42 0 42 40 v96 z" fill="var(--brand-{colour})"/>'
        '<circle cy="-170" r="32" class="skin"/>'
        f'{hair}<circle cx="-11" cy="-174" r="3.4" class="eye"/><circle cx="11" cy="-174" r="3.4" class="eye"/>'
    )
    if actor.look == "staff":
        body += '<rect x="12" y="-104" width="20" height="12" rx="2" fill="#fff"/>'
    for value in (-2, -1, 0, 1, 2):
        mouth = f'<path d="M-11 -{157 - value} Q0 {-157 + 5 * value + value} 11 -{157 - value}" class="mouth"/>'
        if any(felt == value for _at, felt in moods):
            steps: list[tuple[float, str]] = []
            for i, (at, felt) in enumerate(moods):
                until = moods[i + 1][0] if i + 1 < len(moods) else scene.seconds
                look = f"opacity:{int(felt == value)}"
                steps += [(at, look), (max(at, until - 0.01), look)]
            body += animated(f"mood{number}{'m' if value < 0 else 'p'}{abs(value)}", steps, mouth)  # type: ignore[operator]
    if actor.name is not None:
        body += f'<text y="30" font-size="22" text-anchor="middle" fill="var(--brand-ink)">{escape(str(actor.name))}</text>'
    return animated(f"walk{number}", walk, f'<g transform="translate(0 {FLOOR + 40})">{body}</g>')  # type: ignore[operator]


def _bubble(text: str, x: float) -> str:
    """Draw what somebody says above their head."""
    wide = sum(2 if ord(character) > 0x2E80 else 1 for character in text) * 12.2 + 36
    rows = [text]
    if wide > 420:
        half = len(text) // 2
        cut = text.find(" ", half) if " " in text[half:] else half
        rows = [text[:cut].strip(), text[cut:].strip()]
        wide = max(sum(2 if ord(c) > 0x2E80 else 1 for c in row) for row in rows) * 12.2 + 36
    left = min(max(x - wide / 2, 12), 948 - wide)
    high = 20 + 32 * len(rows)
    top = 232 - high
    lines = "".join(
        f'<text x="{left + wide / 2:.0f}" y="{top + 34 + 32 * i}" font-size="24" text-anchor="middle"'
        f' fill="var(--brand-ink)">{escape(row)}</text>'
        for i, row in enumerate(rows)
    )
    return (
        f'<path d="M{x - 10:.0f} {top + high - 1} l10 20 l10 -20 z" class="bubble"/>'
        f'<rect x="{left:.0f}" y="{top}" width="{wide:.0f}" height="{high}" rx="16" class="bubble"/>{lines}'
    )


def _prop(prop: Prop) -> str:
    x, y = prop.at
    words = str(prop.words) if prop.words is not None else ""
    drawn_props = {
        "counter": f'<rect x="{x}" y="{y}" width="190" height="110" class="wood"/><rect x="{x - 8}" y="{y}" width="206" height="14" class="edge"/>',
        "door": f'<rect x="{x}" y="{y}" width="120" height="{FLOOR - y}" class="glass"/><circle cx="{x + 104}" cy="{y + 130}" r="6" class="edge"/>',
        "shelf": "".join(f'<rect x="{x}" y="{y + 62 * i}" width="220" height="10" class="edge"/><rect x="{x + 22}" y="{y + 62 * i - 34}" width="30" height="34" fill="var(--brand-sky)"/><rect x="{x + 84}" y="{y + 62 * i - 42}" width="34" height="42" fill="var(--brand-amber)"/><rect x="{x + 150}" y="{y + 62 * i - 28}" width="40" height="28" fill="var(--brand-good)"/>' for i in (0, 1, 2)),
        "bench": f'<rect x="{x}" y="{y}" width="240" height="16" class="edge"/><rect x="{x + 20}" y="{y + 16}" width="12" height="44" class="edge"/><rect x="{x + 208}" y="{y + 16}" width="12" height="44" class="edge"/>',
        "screen": f'<rect x="{x}" y="{y}" width="210" height="92" rx="8" class="screen"/><text x="{x + 105}" y="{y + 58}" font-size="34" text-anchor="middle" fill="#fff">{escape(words)}</text>',
        "bowl": f'<path d="M{x} {y} h210 q-12 96 -105 96 t-105 -96 z" fill="var(--brand-sky)"/><rect x="{x - 6}" y="{y - 8}" width="222" height="14" class="edge"/><text x="{x + 105}" y="{y + 60}" font-size="26" text-anchor="middle" fill="var(--brand-ink)">{escape(words)}</text>',
    }
    return drawn_props[prop.look]
