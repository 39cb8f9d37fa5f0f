"""Keys that come in one packet: one may have left a screen, or the program, before it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen


def is_left(screen: Screen[Any]) -> bool:
    """Return whether a screen is no longer wanted; then its widgets may not be there."""
    app = screen.app
    return not app.is_running or screen not in app.screen_stack or not screen.is_attached
