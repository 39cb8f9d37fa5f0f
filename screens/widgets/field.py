"""One line of text to fill in."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import BindingType
from textual.geometry import Region
from textual.widgets import Input

from agendas.words import N_
from screens.command import command
from screens.painting import shorten
from screens.widgets.keys_in_order import KeysInOrder
from storage.text import one_line


class VisibleInput(Input):
    """An input that shows what could command the terminal as visible marks."""

    # Textual's own colours for a terminal's palette leave no cursor on some grounds
    DEFAULT_CSS = """
    VisibleInput, VisibleInput:ansi {
        & > .input--cursor {
            background: $input-cursor-background; color: $input-cursor-foreground;
            text-style: $input-cursor-text-style;
        }
        & > .input--placeholder { color: $muted; text-style: none; }
    }
    """

    @property
    def _value(self) -> Text:
        """The text as Textual paints it, one visible character for each.

        Where it is not written on, it shows its beginning, and a sign that there is more.
        """
        shown, width = one_line(self.value), self.content_size.width
        if not self.has_focus and width:
            shown = shorten(shown, width).plain
        return Text(shown, no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        """Return the cell before which the cursor stands: a mark has one, what it stands for none.

        From Textual's own count the cursor would be out of view.
        """
        return cell_len(one_line(self.value[:position]))

    def on_focus(self) -> None:
        """Show where the cursor stands, also in a long text that was there from the start."""
        self._show_cursor()

    def on_blur(self) -> None:
        """Show the beginning again."""
        self.scroll_to(x=0, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        if self.has_focus:
            self._show_cursor()

    def _show_cursor(self) -> None:
        cursor = Region(self._cursor_offset, 0, width=1, height=1)
        self.scroll_to_region(cursor, force=True, animate=False)


class Field(KeysInOrder, VisibleInput):
    """A field of a form, or one by itself."""

    DEFAULT_CSS = """
    Field, Field:focus {
        border: none; height: 1; padding: 0 1; background: $field; background-tint: $field 0%;
    }
    Field:focus { outline-left: outer $focus; }
    Field:ansi { text-style: underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("field.keep", "enter", "submit", N_("Save"), N_("What stands in the form")),
    ]

    def __init__(
        self, value: str = "", *, id: str, placeholder: str = "", replace: bool = False
    ) -> None:
        """Hold ``value``; ``placeholder`` stands quietly in an empty field.

        With ``replace`` the first letter takes the place of all that stands there.
        """
        super().__init__(value, id=id, placeholder=placeholder, select_on_focus=replace)
        self.hint = placeholder
        """What stands quietly in the field where there is room for it."""
        self.cursor_blink = False

    def on_resize(self) -> None:
        """Cut what stands quietly here to the width at hand, with a sign."""
        self.placeholder = shorten(self.hint, self.content_size.width).plain
