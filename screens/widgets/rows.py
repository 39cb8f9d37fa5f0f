"""A list of rows that are painted for the width at hand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from agendas.words import N_
from screens.command import command
from screens.painting import hanging
from screens.widgets.moving import MOVES

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.geometry import Region, Size
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


def quiet_row(words: str) -> Row:
    """Return what is said where there are no rows."""
    return Row(None, lambda width: Content("\n").join(hanging(words, width, 0, "$muted")))


class PaintedRow(Visual):
    """A row that is painted for the width that it is asked for, and not before it is."""

    def __init__(self, row: Row) -> None:
        """Show what ``row`` paints."""
        self._row = row
        self._painted = -1, Content("")

    def content(self, width: int) -> Content:
        """Return the lines for ``width`` cells."""
        if self._painted[0] != width and width > 0:
            self._painted = width, self._row.paint(width)
        return self._painted[1]

    def forget(self) -> None:
        """Paint anew when it is next in view."""
        self._painted = -1, self._painted[1]

    def __str__(self) -> str:
        return self._painted[1].plain

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render the lines."""
        return self.content(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width that there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines there are; those known to be one are not painted for it."""
        return 1 if self._row.one_line else self.content(width).get_height(rules, width)


class Rows(OptionList):
    """An option list whose rows know their width, so that columns line up at every size."""

    DEFAULT_CSS = """
    Rows, Rows:focus {
        background: $background; background-tint: $background 0%; border: none; padding: 0;
        scrollbar-size: 0 1; scrollbar-gutter: stable;
        text-wrap: nowrap; text-overflow: ellipsis;
        & > .option-list--option { padding: 0 1 0 0; }
        & > .option-list--option-disabled { color: $text; }
        & > .option-list--option-highlighted { background: $background; }
    }
    Rows:focus > .option-list--option-highlighted { background: $block-cursor-background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        command(
            "list.open", "enter", "select", N_("Choose"), N_("What the cursor is on"), show=False
        ),
    ]

    def __init__(self, *, id: str | None = None, classes: str = "", enter: str = "") -> None:
        """Start empty; ``enter`` is the message id of what Enter does on a row."""
        super().__init__(id=id, classes=classes, markup=False)
        keys = self._bindings.key_to_bindings
        if enter:
            keys["enter"] = [replace(keys["enter"][0], description=enter, show=True)]
        elif keys["enter"][0].id == "list.open":
            del keys["enter"]
        self._rows: list[Row] = []
        self._visuals: list[PaintedRow] = []
        self._laid_out_width = 0
        """The width that the heights of the rows were found for; 0 while there is none."""

    def show(self, rows: Iterable[Row]) -> None:
        """Show ``rows``; the cursor stays on the row it was on, there in view where it was.

        If that row is gone the cursor goes to the one that is nearest.
        """
        self._rows = list(rows)
        self._visuals = [PaintedRow(row) for row in self._rows]
        before, index, scrolled = self.chosen, self.highlighted, self.scroll_y
        self._laid_out_width = self.scrollable_content_region.width
        self.clear_options()
        self.add_options(
            Option(visual, id=row.id, disabled=row.id is None)
            for visual, row in zip(self._visuals, self._rows, strict=True)
        )
        selectable = [number for number, row in enumerate(self._rows) if row.id is not None]
        if not selectable:
            return
        same = next((n for n in selectable if self._rows[n].id == before), None)
        nearest = min(selectable, key=lambda number: abs(number - (index or 0)))
        if same is not None and scrolled:
            self._update_lines()
            self.scroll_to(y=scrolled, animate=False, immediate=True)
        self.highlighted = nearest if same is None else same

    def paint_anew(self) -> None:
        """Paint the same rows anew, each as high as it was: laying all of them out takes longer."""
        for visual in self._visuals:
            visual.forget()
        self._option_render_cache.clear()
        self.refresh()

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
        """Put the cursor on a row, if it is there: at once, for the next key; in view, soon."""
        for index, row in enumerate(self._rows):
            if row.id == row_id:
                self.highlighted = index
                self.call_after_refresh(self.scroll_to_highlight)

    # Textual doesn't tell of every new width: a list that comes back amid other changes may get no
    # Resize. What depends on the width is therefore found at the latest when the list is painted.

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how high the rows are beside the scrollbar."""
        return super().get_content_height(container, viewport, width - self.scrollbar_gutter.width)

    def on_resize(self) -> None:
        """Lay the rows out for the new width."""
        self._lay_out()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint what is in view."""
        self._lay_out()
        return super().render_lines(crop)

    def _lay_out(self) -> None:
        """Find the heights of the rows, and bring the cursor into view, where the width is new."""
        width = self.scrollable_content_region.width
        if width != self._laid_out_width:
            self._laid_out_width = width
            self._clear_caches()
            self._update_lines()
            self.call_later(self.scroll_to_highlight)
