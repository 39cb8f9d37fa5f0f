"""Sentences that name keys: each says the key that its command has now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

from textual._context import active_app
from textual.content import Content

from screens.command import USUAL_KEYS
from screens.widgets.key_bar import key_name

_IN_FULL = {"enter": "Enter", "escape": "Esc", "pageup": "PgUp", "pagedown": "PgDn"}
"""What a sentence has more room for than the footer."""
_IN_CAPITALS = re.compile(r"\^[a-z]|f\d+")


def key_of(name: str, keymap: Mapping[str, str] | None = None) -> str:
    """Return the key of a command, the first of several, as one says it: ``x``, ``F4``, ``^J``.

    ``keymap`` is what the user has chosen; without it, what the app at hand goes by.
    """
    if keymap is None:
        app = active_app.get(None)
        keymap = app._keymap if app is not None else {}
    key = keymap.get(name, USUAL_KEYS[name]).split(",")[0].strip()
    said = _IN_FULL.get(key) or key_name(key)
    return said.upper() if _IN_CAPITALS.fullmatch(said) else said


def with_keys(sentence: str, keymap: Mapping[str, str] | None = None, **values: object) -> str:
    """Return a translated sentence with keys and ``values`` in their places.

    ``{people.talk}`` is the place for the key of that command; for ``keymap`` see `key_of`.
    """
    return _Sentence(keymap).format(sentence, **values)


def in_key_colour(sentence: str, style: str = "$muted") -> Content:
    """Return a translated sentence with keys in their places, looking as in the footer."""
    parts: list[tuple[str, str]] = []
    for text, name, _format, _conversion in Formatter().parse(sentence):
        parts.append((text, style))
        if name:
            parts.append((key_of(name), "bold $time"))
    return Content.assemble(*parts)


class _Sentence(Formatter):
    def __init__(self, keymap: Mapping[str, str] | None) -> None:
        self._keymap = keymap

    def get_field(
        self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> tuple[object, str]:
        """Return the key of the command of that name, or else the value."""
        if field_name in USUAL_KEYS:
            return key_of(field_name, self._keymap), field_name
        found: tuple[object, str] = super().get_field(field_name, args, kwargs)
        return found
