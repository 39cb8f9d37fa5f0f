"""Keys that act on a widget in the order in which they were pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from screens.command import bound

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    Widget = object  # Textual takes rules and bindings from the first base that is a widget


class KeysInOrder(Widget):
    """Runs the widget's own bindings in the widget's own queue; stands before its first base.

    Textual lets in a letter at once, and looks up a binding when its key has bubbled up to the app.
    Of a backspace and a letter that came in one packet the letter would be first; and an arrow key
    would come when the focus has moved on.
    """

    async def _on_key(self, event: events.Key) -> None:
        for binding in bound(self).get(event.key, ()):
            if await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
                return
