"""Keys that come in one packet: one may have left a screen, or the program, before it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.screen import Screen


def is_left(screen: Screen[Any]) -> bool:
    """Return whether a screen is no longer wanted; then its widgets may not be there."""
    app = screen.app
    return not app.is_running or screen not in app.screen_stack or not screen.is_attached


@runtime_checkable
class AsksFirst(Protocol):
    """A screen with something on it that would be lost where the program is left."""

    def may_go(self) -> bool:
        """Return whether the program may be left; where not, say why and how."""


def when_told(node: DOMNode, then: Callable[[], object]) -> None:
    """Call ``then`` when what was typed into ``node`` is taken in, and all around it know of it.

    A key waits in the queue of the widget that it is for. What it changes there is told behind
    the keys in that queue, and then in the queue of each one around it, up to the app.
    """
    around = iter([node, *node.ancestors_with_self])

    def go_on() -> None:
        one = next(around, None)
        if one is None:
            then()
        elif not one.call_later(go_on):  # it is being removed
            go_on()

    go_on()
