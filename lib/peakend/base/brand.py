"""The brand: name, logo, colours, type and licence line, read from one file, ``brand.toml``."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import choose_text, join_words
from peakend.base.language import translate as _

SHIPPED = Path(__file__).with_name("brand.toml")
CHOSEN = "PEAKEND_BRAND"  # an environment variable that names a house's own file
PALE = 0.1  # of a colour in its tint, the rest is white
# Fonts for Chinese draw “ ” as wide as a character, unless an English page asks for proportional ones.
NARROW_ENGLISH = (
    ":root:lang(en) body { font-variant-east-asian: proportional-width; } "
    ":lang(zh) { font-variant-east-asian: normal; }\n"
)
_VARIABLE = re.compile(r"var\(--brand-([a-z-]+)\)")


@dataclass(frozen=True)
class Brand:
    """What the house is called and how it looks.

    Attributes
    ----------
    names : mapping
        The name in each language, under ``both`` in both, and under ``subject`` what the course is about.
    logo : str
        A picture in SVG, or nothing.
    licence : str
        The line at the foot of what is handed out.
    fonts : str
        The families of type, as CSS lists them.
    deck_font : str
        The family of Chinese characters in slides to be edited.
    deck_latin : str
        The family of Latin letters there.
    colours : mapping of str to str
        ``#RRGGBB`` by what each is for; each has a ``-tint``, nearly white, as well.
    """

    names: Mapping[str, str | Mapping[str, str]]
    logo: str
    licence: str
    fonts: str
    deck_font: str
    deck_latin: str
    colours: dict[str, str]

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return choose_text({"zh": str(self.names["zh"]), "en": str(self.names["en"])})

    @property
    def both(self) -> str:
        """The name in both languages."""
        return str(self.names["both"])

    @property
    def line(self) -> str:
        """The name and what the course is about, in the language in use."""
        return f"{self.name} · {choose_text(self.names['subject'])}"

    @property
    def css(self) -> str:
        """What the head of a page needs: the variables, and English quotation marks in a Chinese font's narrow form."""
        return self.variables + NARROW_ENGLISH

    @property
    def variables(self) -> str:
        """Colours and type as variables, ``--brand-main`` and the like, also for what stands on another's page."""
        colours = "".join(f" --brand-{name}: {colour};" for name, colour in self.colours.items())
        return f":root {{{colours} --brand-fonts: {_quoted(self.fonts)}; line-break: strict; }}\n"

    def paint(self, text: str) -> str:
        """Put values in the place of ``var(--brand-…)``, for drawings that are more than a browser's."""
        values = self.colours | {"fonts": self.fonts}
        for name in _VARIABLE.findall(text):
            if name not in values:
                raise PeakendError(
                    _("The brand has no colour {name!r}. It has: {names}.", name=name, names=join_words(values))
                )
        return _VARIABLE.sub(lambda found: values[found[1]], text)


@cache
def brand() -> Brand:
    """Return the brand: of the file that ``PEAKEND_BRAND`` names, or the shipped one."""
    file = Path(os.environ.get(CHOSEN) or SHIPPED)
    try:
        read = tomllib.loads(file.read_text(encoding="utf-8"))
        return _brand(read, file.parent)
    except (OSError, ValueError, KeyError) as error:
        raise PeakendError(
            _("The brand in {file} cannot be read: {reason}. Begin from {own}.", file=file, reason=error, own=SHIPPED)
        ) from None


def _brand(read: Mapping[str, Any], folder: Path) -> Brand:
    logo = read["logo"]["file"]
    return Brand(
        names=read["name"],
        logo=(folder / logo).read_text(encoding="utf-8") if logo else "",
        licence=read["licence"]["line"],
        fonts=", ".join(read["type"]["families"]),
        deck_font=read["type"]["deck"],
        deck_latin=read["type"].get("deck-latin", "Arial"),
        colours=read["colours"] | {f"{name}-tint": tint(colour) for name, colour in read["colours"].items()},
    )


def tint(colour: str, share: float = PALE) -> str:
    """Return a colour mixed with white, of which `share` is the colour."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(share * part + (1 - share) * 255):02X}" for part in parts)


def _quoted(families: str) -> str:
    return ", ".join(f'"{family}"' if " " in family else family for family in families.split(", "))
