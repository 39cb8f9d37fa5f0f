"""The user's own keys: ``[keys]`` in the settings, and the set of vim."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from agendas.words import _
from tui.settings import Settings, read_settings

if TYPE_CHECKING:
    from storage.home import Home
    from tui.key_clashes import Keymap

VIM: Mapping[str, str] = {
    "move.down": "down,j",
    "move.up": "up,k",
    "move.first": "home,g",
    "move.last": "end,G",
    # What stood on k and g where one moves about
    "plan.goal": "O",
    "agenda.goal": "O",
    "log.keep": "h",
    "agenda.feedback": "c",
    "agree.feedback": "c",
}
"""What is bound otherwise with ``vim = true``; ctrl+d and ctrl+u are always, `dd` by the plan."""


def read_keymap(path: Path, settings: Settings) -> tuple[Keymap, list[str]]:
    """Return the keys that are not the usual ones, and a line for each that can't be had.

    ``path`` is the file of the settings, for the numbers of its lines. Only where the user has
    chosen keys is it looked at, for all screens are imported for that.
    """
    usual = dict(VIM) if settings.vim else {}
    if not settings.keys:
        return usual, []
    from tui.key_clashes import checked

    lines = _lines(path)
    # Of two that clash the later one gives way.
    in_order = sorted(settings.keys, key=lambda name: lines.get(name, 0))
    wanted = {name: settings.keys[name] for name in in_order}
    keymap, problems = checked(wanted, usual)
    return keymap, [
        _("{file}, line {line}, {name}: {reason}. The usual key counts.").format(
            file=path, line=lines.get(name, 1), name=name, reason=reason
        )
        for name, reason in sorted(problems, key=lambda one: lines.get(one[0], 0))
    ]


def with_own_keys(home: Home, sentence: str, **values: object) -> str:
    """Return a sentence of the command line with the keys that the user has in the app.

    All screens are imported for that.
    """
    from screens.key_words import with_keys
    from tui.key_places import places

    places()
    path = home.config / "settings.toml"
    keymap, _problems = read_keymap(path, read_settings(path)[0])
    return with_keys(sentence, keymap, **values)


_TABLE = re.compile(r"""\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$""")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")


def _lines(path: Path) -> dict[str, int]:
    """Return the number of the line that each name in ``[keys]`` stands on.

    The parser of TOML does not tell it. A name that is written otherwise than one a line has none.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if opened := _TABLE.match(line):
            table = _bare(opened[1])
        elif key := _KEY.match(line):
            whole = ".".join(filter(None, (table, _bare(key[1]))))
            lines.setdefault(whole.removeprefix("keys."), number)
    return lines


def _bare(dotted: str) -> str:
    return re.sub(r"\s*\.\s*", ".", dotted).replace('"', "").replace("'", "")
