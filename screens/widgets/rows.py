"""A list of rows that are painted for the width at hand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from agendas.words import N_
from screens.command import command
from screens.widgets.moving import MOVES

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.strip import Strip
    from textual.style import Style
    from textual.visual import RenderOptions


@dataclass(frozen=True)
class Row:
    """One row: its id, or None for a heading that can't be chosen, and how it is painted."""

    id: str | None
    paint: Callable[[int], Content]
    one_line: bool = False
    """Whether it is known to be one line, so that it needs no painting until it is in view."""


class PaintedInView(Visual):
    """One line that is painted when it comes into view: of hundreds of rows few ever do."""

    def __init__(self, paint: Callable[[int], Content]) -> None:
        """Show what ``paint`` returns for the width at hand."""
        self._paint = paint
        self._painted = -1, Content("")

    def content(self, width: int) -> Content:
        """Return the line for ``width`` cells."""
        if self._painted[0] != width:
            self._painted = width, self._paint(width)
        return self._painted[1]

    def __str__(self) -> str:
        return self._painted[1].plain

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render the line."""
        return self.content(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width that there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return 1."""
        return 1


class Rows(OptionList):
    """An option list whose rows know their width, so that columns line up at every size."""

    DEFAULT_CSS = """
    Rows, Rows:focus {
        background: $background; background-tint: $background 0%; border: none; padding: 0;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        text-wrap: nowrap; text-overflow: ellipsis;
        & > .option-list--option { padding: 0 1 0 0; }
        & > .option-list--option-disabled { color: $text; }
        & > .option-list--option-highlighted { background: $background; }
    }
    Rows:focus > .option-list--option-highlighted { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        command(
            "list.open", "enter", "select", N_("Choose"), N_("What the cursor is on"), show=False
        ),
    ]

    def __init__(self, *, id: str | None = None, enter: str = "") -> None:
        """Start empty; ``enter`` is the message id of what Enter does on a row."""
        super().__init__(id=id, markup=False)
        keys = self._bindings.key_to_bindings
        if enter:
            keys["enter"] = [replace(keys["enter"][0], description=enter, show=True)]
        elif keys["enter"][0].id == "list.open":
            del keys["enter"]
        self._rows: list[Row] = []
        self._painted_width = -1

    def show(self, rows: Iterable[Row]) -> None:
        """Show ``rows``; the cursor stays on the row it was on, or as near as can be."""
        self._rows = list(rows)
        self._paint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only where there is a row to choose, and turn pages only where one shows."""
        if action == "move" and "page" in str(parameters[0]):
            return bool(self.scrollable_content_region)
        return action != "select" or any(row.id is not None for row in self._rows)

    def action_move(self, where: str) -> None:
        """Move the cursor; half a page stops at the ends."""
        if where.startswith("half_"):
            rows = max(self.scrollable_content_region.height // 2, 1)
            self._move_by(rows if where == "half_down" else -rows)
            return
        moves = {
            "down": self.action_cursor_down,
            "up": self.action_cursor_up,
            "page_down": self.action_page_down,
            "page_up": self.action_page_up,
            "first": self.action_first,
            "last": self.action_last,
        }
        moves[where]()

    def _move_by(self, rows: int) -> None:
        selectable = [number for number, row in enumerate(self._rows) if row.id is not None]
        if selectable:
            at = bisect_left(selectable, self.highlighted or 0)
            self.highlighted = selectable[max(0, min(at + rows, len(selectable) - 1))]

    @property
    def chosen(self) -> str | None:
        """The id of the row under the cursor."""
        if self.highlighted is None or not self.option_count:
            return None
        return self.get_option_at_index(self.highlighted).id

    def holds(self, row_id: str) -> bool:
        """Return whether there is such a row."""
        return any(row.id == row_id for row in self._rows)

    def choose(self, row_id: str) -> None:
        """Put the cursor on a row, if it is there."""
        for index, row in enumerate(self._rows):
            if row.id == row_id:
                self.highlighted = index

    def on_resize(self, event: events.Resize) -> None:
        """Paint the rows anew for the new width; those in view know theirs."""
        if self._waits_for_width and self.scrollable_content_region.width != self._painted_width:
            self._paint()

    @property
    def _waits_for_width(self) -> bool:
        return not all(row.one_line for row in self._rows)

    def _paint(self) -> None:
        width = self.scrollable_content_region.width - 1  # a space before the scrollbar
        if width < 1 and self._waits_for_width:
            self._painted_width = -1  # to be painted when it shows again, be it as wide as before
            self.clear_options()
            return
        self._painted_width = width + 1
        before, index = self.chosen, self.highlighted
        self.clear_options()
        self.add_options(
            Option(
                PaintedInView(row.paint) if row.one_line else row.paint(width),
                id=row.id,
                disabled=row.id is None,
            )
            for row in self._rows
        )
        selectable = [number for number, row in enumerate(self._rows) if row.id is not None]
        if not selectable:
            return
        same = next((n for n in selectable if self._rows[n].id == before), None)
        nearest = min(selectable, key=lambda number: abs(number - (index or 0)))
        self.highlighted = nearest if same is None else same
