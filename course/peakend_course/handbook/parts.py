"""The parts that generated pages are put together from, as Markdown."""

from collections.abc import Iterable, Sequence


def page(title: object, *parts: str) -> str:
    """Return a page: its title, and its parts one below the other."""
    return "\n\n".join([f"# {title}", *filter(None, parts)]) + "\n"


def section(title: object, *parts: str) -> str:
    """Return a part with a heading of its own."""
    return "\n\n".join([f"## {title}", *filter(None, parts)])


def bold(text: str) -> str:
    """Return a label."""
    return f"**{text}**"


def toctree(names: Sequence[str], *options: str) -> str:
    """Return the list of the pages below a page; nothing for none."""
    lines = ["```{toctree}", ":maxdepth: 1", *options, "", *names, "```"]
    return "\n".join(lines) if names else ""


def bullets(items: Iterable[object], mark: str = "- ") -> str:
    """Return a list."""
    return "\n".join(f"{mark}{item}" for item in items)


def table(headings: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; a bar in a cell is kept from dividing it."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)
