"""What a key does, defined once: the key, the words, and the name by which it is rebound."""

from __future__ import annotations

from textual.binding import Binding
from textual.dom import DOMNode

USUAL_KEYS: dict[str, str] = {}
"""The usual keys of each command that is defined so far, by its name."""


def command(
    id: str,
    keys: str,
    action: str,
    words: str,
    tooltip: str,
    *,
    show: bool = True,
    priority: bool = False,
) -> Binding:
    """Return the binding that key bar, help, palette and cheat sheet read.

    Args:
        id: Its name, once in the program; ``[keys]`` in the settings gives it other keys by it.
        keys: The usual keys, with commas between them.
        action: What of the widget or of its screen is run.
        words: The message id of what it does, in a word or two.
        tooltip: The message id of what else there is to say.
        show: Whether the key bar has room for it.
        priority: Whether it comes before the widget that has the focus.
    """
    USUAL_KEYS[id] = keys
    return Binding(keys, action, words, show, tooltip=tooltip, priority=priority, id=id)


def bound(node: DOMNode) -> dict[str, list[Binding]]:
    """Return the keys that are bound at ``node``, as the user has chosen them."""
    bindings = node._bindings
    if keymap := node.app._keymap:
        bindings = bindings.copy()
        bindings.apply_keymap(keymap)
    return bindings.key_to_bindings
