"""The footer: the keys that work now."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter

from textual.binding import Binding
from textual.content import Content
from textual.keys import KEY_NAME_REPLACEMENTS, key_to_character
from textual.widget import Widget

from agendas.words import _
from screens.painting import link

_NAMES = {
    "escape": "esc",
    "enter": "⏎",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "full_stop": ".",
    "delete": "del",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "shift+up": "⇧↑",
    "shift+down": "⇧↓",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


_SAVES = ("form.save", "live.save")
"""What is not to be crowded out by function keys."""
_WHOLE_NAMES = {short: whole for whole, short in KEY_NAME_REPLACEMENTS.items()}
"""What Unicode calls the keys that Textual has a short name for."""


def key_name(key: str) -> str:
    """Return a key as people know it: ``f5``, ``^j``, ``esc``."""
    if key == "space":
        return _("space")
    if key in _NAMES:
        return _NAMES[key]
    return character_of(key) or key.replace("ctrl+", "^")


def character_of(key: str) -> str:
    """Return what a key writes, or nothing."""
    whole = _WHOLE_NAMES.get(key, key)
    character = key_to_character(whole) or ""
    return character if character.isprintable() else ""


def words_of(binding: Binding) -> str:
    """Return the message id of what a key does, or nothing where it is not to be shown."""
    return binding.description if binding.show else ""


def _order(key: str, binding: Binding) -> tuple[int, int]:
    """Return where a key stands: help, letters, saving, function keys, the rest, the way out."""
    if key == "f1":
        return 0, 0
    if binding.id in _SAVES:
        return 1, 1
    if key[0] == "f" and key[1:].isdecimal():
        return 2, int(key[1:])
    if key == "escape" or binding.action == "app.quit":
        return 3, 1
    return (3, 0) if "+" in key else (1, 0)


class KeyBar(Widget):
    """One line of keys and what they do, from the bindings that are active.

    One widget instead of Textual's Footer of many: it costs one layout at start, and says
    with a … that there are more keys than fit.
    """

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; background: $surface; color: $text;
             link-color: $text; link-style: none; link-background: $surface;
             link-color-hover: $text; link-style-hover: underline; link-background-hover: $panel; }
    """

    def __init__(self, words: Callable[[Binding], str] = words_of) -> None:
        """Say for each key the ``words`` of its binding, and nothing where there are none."""
        super().__init__()
        self._words = words

    def on_mount(self) -> None:
        """Follow the bindings as the focus moves."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def keys(self) -> list[tuple[str, str]]:
        """Return each shown key with the words for what it does, help first."""
        focused = self.screen.focused
        shown: dict[str, tuple[tuple[int, int], str, str]] = {}
        for key, (_node, binding, enabled, _tip) in self.screen.active_bindings.items():
            typed = focused is not None and focused.check_consume_key(
                key, key if len(key) == 1 else None
            )
            words = self._words(binding)
            if words and enabled and not typed:
                shown.setdefault(words, (_order(key, binding), key, _(words)))
        return [(key, words) for _place, key, words in sorted(shown.values(), key=itemgetter(0))]

    def render(self) -> Content:
        """Return what fits of the keys, with a … for the rest; help and the way out are kept."""
        entries = [
            Content.assemble(
                Content.styled(key_name(key), "bold $time"),
                Content(" " + words).stylize(link(f"app.simulate_key('{key}')")),
            )
            for key, words in self.keys()
        ]
        line = Content("  ").join(entries)
        if line.cell_length <= self.size.width or len(entries) < 3:
            return line
        *entries, way_out = entries
        ends = [Content.styled("…", "$muted"), way_out]
        kept: list[Content] = []
        for entry in entries:
            longer = Content("  ").join([*kept, entry, *ends])
            if longer.cell_length <= self.size.width:
                kept.append(entry)
        return Content("  ").join([*kept, *ends])
