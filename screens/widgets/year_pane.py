"""Notes of the year in a preparation, which can be drawn into it as examples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, cast

from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from agendas.words import N_, _
from screens.command import command
from screens.log_rows import log_row
from screens.widgets.log_pane import LogPane
from screens.widgets.rows import Row
from storage.records import LogEntry


class YearPane(LogPane):
    """Notes, each with whether it is in the preparation. The arrows lead from one to the next.

    The list is as high as its notes, and the page that it stands in scrolls.
    """

    DEFAULT_CSS = """
    YearPane { height: auto; max-height: initial; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "year.draw",
            "p",
            "screen.draw",
            N_("Into the preparation"),
            N_("As an example, or out of it again"),
        ),
    ]

    drawn: Callable[[LogEntry], bool] = staticmethod(lambda note: False)
    """Tells whether a note is an example in the preparation."""

    def show_private(
        self, notes: Sequence[LogEntry], today: dt.date, planned: Mapping[str, dt.date]
    ) -> None:
        """Show notes with where they stand, and which are in the preparation."""
        super().show_private(notes, today, planned)
        if not notes:
            return
        self.show(
            Row(note.id, lambda width, note=note: self._row(note, today, width, planned))  # type: ignore[misc]
            for note in notes
        )

    def _row(
        self, note: LogEntry, today: dt.date, width: int, planned: Mapping[str, dt.date]
    ) -> Content:
        rows = log_row(note, today, width, planned)
        if self.drawn(note):
            rows.append(Content.styled("  → " + _("in your preparation"), "$good"))
        return Content("\n").join(rows)

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Have the note under the cursor in view."""
        super().scroll_to_highlight(top)
        self.call_after_refresh(self._scroll_page)

    def on_focus(self) -> None:
        """Begin in view."""
        self.call_after_refresh(self._scroll_page)

    def _scroll_page(self) -> None:
        if self.has_focus and self.highlighted in self._index_to_line:
            y, height = self._index_to_line[self.highlighted], self._heights[self.highlighted]
            note = Region(0, y, 1, height).translate(self.virtual_region.offset)
            cast(Widget, self.parent).scroll_to_region(note, animate=False)

    def action_cursor_down(self) -> None:
        """Go down; from the last note to the next list of them."""
        if not self._go_on(1):
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Go up; from the first note to the list before."""
        if not self._go_on(-1):
            super().action_cursor_up()

    def _go_on(self, steps: int) -> bool:
        """Go to another list where this one ends; return whether that was done."""
        end = self.option_count - 1 if steps > 0 else 0
        if self.option_count and self.highlighted != end:
            return False
        panes = [one for one in self.screen.query(YearPane) if one.display and one.notes]
        at = panes.index(self) + steps if self in panes else -1
        if not 0 <= at < len(panes):
            return False
        panes[at].highlighted = 0 if steps > 0 else panes[at].option_count - 1
        self.screen.set_focus(panes[at])
        return True
