"""A text in which Enter goes on with the list that the cursor is in."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from screens.list_lines import next_item


class ListGoingOn(TextArea):
    """Gives the line after an item of a list its bullet or its number; Enter alone, never a paste.

    It acts on the key in the widget's own queue, after the letters that were typed before.
    """

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and not self.read_only and self._go_on():
            event.stop()
            event.prevent_default()

    def _go_on(self) -> bool:
        """Begin the next item, or end the list at an empty one; one undo takes either back."""
        start, end = sorted((self.selection.start, self.selection.end))
        row, column = start
        line = (row, 0), (row, len(self.document[row]))
        following = next_item(self.get_text_range(*line), column)
        if following:
            self._replace_via_keyboard("\n" + following, start, end)
        elif following is not None and start == end:
            self.history.checkpoint()
            self._replace_via_keyboard("", *line)
            self.history.checkpoint()
        else:
            return False
        return True
