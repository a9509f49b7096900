"""A scene as a picture in SVG, whose movements are CSS."""

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

from peakend.base.templates import render
from peakend.documents.texts import show_text
from peakend.forms.scenes.source import Actor, Prop, Scene

FLOOR = 430  # where feet stand, of a picture 960 by 540
Steps = Iterable[tuple[float, str]]
Animated = Callable[[str, Steps, str], str]  # a part's name, how it looks at which second, and the part


def picture(scene: Scene, name: str) -> str:
    """Return a scene's picture; its name keeps its movements apart from those of others on the page."""
    moves: list[str] = []

    def animated(key: str, steps: Steps, wrapped: str) -> str:
        """Wrap a part in a group that changes at the seconds of the steps."""
        frames = "".join(f"{min(100, 100 * at / scene.seconds):.2f}%{{{style}}}" for at, style in steps)
        moves.append(f"@keyframes {name}-{key}{{{frames}}}")
        animation = f"animation:{name}-{key} {scene.seconds:g}s linear var(--delay) both paused"
        return f'<g style="{animation}">{wrapped}</g>'

    parts = [f'<rect width="960" height="540" class="wall"/><rect y="{FLOOR}" width="960" height="110" class="floor"/>']
    if not scene.cast:
        parts = ['<rect width="960" height="540" class="wall"/>']
    parts += [_prop(prop) for prop in scene.props if prop.look != "counter"]
    for number, actor in enumerate(scene.cast):
        parts.append(_actor(scene, actor, number, animated))
    parts += [_prop(prop) for prop in scene.props if prop.look == "counter"]  # whoever serves stands behind it
    for number, line in enumerate(scene.lines):
        points = " ".join(f"{x:g},{y:g}" for x, y in line.points)
        path = f'<polyline points="{points}" pathLength="1" stroke="var(--brand-{line.colour})" class="drawn-line"/>'
        steps = [
            (0, "stroke-dashoffset:1"),
            (line.at, "stroke-dashoffset:1"),
            (line.at + line.over, "stroke-dashoffset:0"),
        ]
        parts.append(animated(f"line{number}", [*steps, (scene.seconds, "stroke-dashoffset:0")], path))
    for number, word in enumerate(scene.words):
        text = (
            f'<text x="{word.where[0]:g}" y="{word.where[1]:g}" font-size="{word.size}"'
            f' fill="var(--brand-{word.colour})" text-anchor="middle">{escape(show_text(word.text))}</text>'
        )
        parts.append(animated(f"word{number}", _shown(word.at, word.until, scene.seconds), text))
    number = 0
    for beat in scene.beats:
        if beat.line is not None and beat.who is not None:
            bubble = _bubble(show_text(beat.line), _place(scene, beat.who, beat.at))
            parts.append(animated(f"bubble{number}", _shown(beat.at, beat.at + beat.lasting, scene.seconds), bubble))
            number += 1
    return (
        f'<svg viewBox="0 0 960 540" role="img" aria-label="{escape(show_text(scene.title))}"'
        f' style="--delay:-{scene.still:g}s">'
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


def _actor(scene: Scene, actor: Actor, number: int, animated: Animated) -> str:
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
    hair = f'<path d="M-27 -178 a27 27 0 0 1 54 0 q-27 -16 -54 0" class="hair-{actor.look}"/>'
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
            body += animated(f"mood{number}{'m' if value < 0 else 'p'}{abs(value)}", steps, mouth)
    if actor.name is not None:
        name = escape(show_text(actor.name))
        body += f'<text y="30" font-size="22" text-anchor="middle" fill="var(--brand-ink)">{name}</text>'
    return animated(f"walk{number}", walk, f'<g transform="translate(0 {FLOOR + 40})">{body}</g>')


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
    return render(Path(__file__).parent, "prop.svg", look=prop.look, x=x, y=y, floor=FLOOR, words=show_text(prop.words))
