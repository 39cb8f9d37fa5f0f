"""All keys as a list: Markdown to read, or one page to print and lay beside the keyboard."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape

from agendas.words import _, language
from screens.at_hand import MOVING
from screens.widgets.key_bar import key_name
from storage.home import Home
from storage.text import one_line
from tui.formats import KeyFormat
from tui.key_places import Place, places
from tui.keymap import read_keymap
from tui.listings import print_json
from tui.settings import Settings


@dataclass(frozen=True)
class Line:
    """One command as it is listed."""

    name: str
    """By which the settings give it other keys."""
    keys: tuple[str, ...]
    """As people know them."""
    words: str
    more: str


def list_keys(home: Home, settings: Settings, *, format: KeyFormat, as_json: bool) -> int:
    """Write the keys that the user has; return 0."""
    keymap, problems = read_keymap(home.config / "settings.toml", settings)
    for problem in problems:
        print(f"samtale: {one_line(problem)}", file=sys.stderr)
    groups = listed(keymap, vim=settings.vim)
    if as_json:
        print_json([{"place": place, **asdict(one)} for place in groups for one in groups[place]])
        return 0
    print(as_markdown(groups) if format == "md" else as_page(groups), end="")
    return 0


def listed(keymap: Mapping[str, str], *, vim: bool) -> dict[str, list[Line]]:
    """Return all commands by the place where they work, each once, in the language at hand."""
    groups: dict[str, list[Line]] = {}
    seen: set[str] = set()
    for place in places():
        for title, line in _lines(place, keymap):
            if line.name not in seen and (vim or line.name != "plan.cut"):
                seen.add(line.name)
                groups.setdefault(title, []).append(line)
    groups[_(MOVING)] = groups.pop(_(MOVING))  # last, though the first screen has them already
    return groups


def _lines(place: Place, keymap: Mapping[str, str]) -> Iterable[tuple[str, Line]]:
    for one in place.commands:
        name = one.id or ""
        keys = keymap.get(name, one.key).split(",")
        if name == "plan.cut":
            keys = [key * 2 for key in keys]
        title = MOVING if name.startswith("move.") else place.title
        names = tuple(key_name(key.strip()) for key in keys)
        yield _(title), Line(name, names, _(one.description), _(one.tooltip))


def as_markdown(groups: Mapping[str, Iterable[Line]]) -> str:
    """Return tables, one a place."""
    parts = [f"# {_('Keys')}"]
    head = (_("Key"), _("What"), _("More"), _("Name"))
    for title, lines in groups.items():
        rows = [head, ("---",) * 4]
        for line in lines:
            keys = " ".join(f"`{key}`" for key in line.keys)
            rows.append((keys, line.words, line.more, f"`{line.name}`"))
        table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
        parts.append(f"## {title}\n\n{table}")
    return "\n\n".join(parts) + "\n"


_STYLE = """
@page { size: A4 landscape; margin: 8mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 281mm; color: #22262a; background: #fff;
  font: 7.6pt/1.28 system-ui, "Segoe UI", "Noto Sans", sans-serif }
h1 { font-size: 11pt; margin: 0 0 2mm }
main { columns: 5; column-gap: 4mm }
section { margin: 0 0 1.6mm; break-inside: avoid }
h2 { font-size: 8.4pt; margin: 0 0 .4mm; border-bottom: .5pt solid #c9c3b4 }
dl { margin: 0 }
div { display: flex; gap: 1.5mm }
dt { flex: 0 0 16mm; color: #8a5a00; font: 600 7.2pt/1.35 ui-monospace, Menlo, Consolas, monospace }
dd { margin: 0 }
@media screen { body { padding: 8mm } }
"""


def as_page(groups: Mapping[str, Sequence[Line]]) -> str:
    """Return one page that needs nothing but itself and prints on one sheet of A4."""
    sections = []
    for title, lines in groups.items():
        if all(line.name.endswith(".back") for line in lines):
            continue
        rows = "".join(
            f"<div><dt>{escape(' '.join(keys))}</dt><dd>{escape(words)}</dd></div>\n"
            for words, keys in _together(lines).items()
        )
        sections.append(f"<section><h2>{escape(title)}</h2><dl>\n{rows}</dl></section>\n")
    title = escape(_("Keys"))
    return (
        f'<!doctype html>\n<html lang="{language()}">\n<head><meta charset="utf-8">'
        f"<title>Samtale · {title}</title><style>{_STYLE}</style></head>\n<body>\n"
        f"<h1>Samtale · {title}</h1>\n<main>\n{''.join(sections)}</main>\n</body>\n</html>\n"
    )


def _together(lines: Iterable[Line]) -> dict[str, list[str]]:
    """Return the keys by what they do, so that what has two names stands there once."""
    found: dict[str, dict[str, None]] = {}
    for line in lines:
        found.setdefault(line.words, {}).update(dict.fromkeys(line.keys))
    return {words: list(keys) for words, keys in found.items()}
