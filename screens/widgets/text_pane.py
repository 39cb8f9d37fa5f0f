"""A text of several lines, written by one of the two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets.text_area import DocumentNavigator

from agendas.words import N_
from screens.command import command
from screens.widgets.keys_in_order import KeysInOrder
from screens.widgets.list_going_on import ListGoingOn
from screens.widgets.shown_document import ShownDocument, ShownWrapping
from screens.widgets.touched_lines import TouchedLines
from storage.records import Side


class TextPane(KeysInOrder, ListGoingOn, TouchedLines):
    """A text area in the colour of whose words it holds, safe to show whatever it holds."""

    DEFAULT_CSS = """
    TextPane, TextPane:focus {
        padding: 0 1; background: $background; border: round $border; scrollbar-size-vertical: 1;
        & .text-area--cursor { background: $input-cursor-background;
                               color: $input-cursor-foreground;
                               text-style: $input-cursor-text-style; }
        & .text-area--cursor-line { background: $background; }
        & .text-area--selection { background: $input-selection-background;
                                  color: $input-selection-foreground; }
        & .text-area--placeholder, & .text-area--suggestion { color: $muted; }
    }
    TextPane.manager { border-title-color: $manager; }
    TextPane.employee { border-title-color: $employee; }
    TextPane:focus { border-title-style: bold; }
    TextPane.manager:focus { border: round $manager; }
    TextPane.employee:focus { border: round $employee; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "text.undo",
            "ctrl+z",
            "undo",
            N_("Undo"),
            N_("Each text by itself, also after a change of topic"),
            show=False,
        ),
        command(
            "text.redo",
            "ctrl+y",
            "redo",
            N_("Redo"),
            N_("What was undone, as long as nothing else is written"),
            show=False,
        ),
        command(
            "text.copy",
            "ctrl+c",
            "copy",
            N_("Copy"),
            N_("What is selected with shift and the arrows"),
            show=False,
        ),
        command(
            "text.editor",
            "ctrl+o",
            "editor",
            N_("In your editor"),
            N_("The one that EDITOR names; clock and saving go on"),
            show=False,
        ),
    ]

    @dataclass
    class EditorAsked(Message):
        """The user wants to go on with a text in their own editor."""

        pane: TextPane

    def __init__(
        self,
        text: str,
        side: Side,
        *,
        title: str,
        hint: str = "",
        id: str | None = None,
        classes: str = "",
        wrap: bool = True,
    ) -> None:
        """Hold ``side``'s words; ``hint`` stands quietly in an empty pane.

        Without ``wrap`` a line goes on to the right, and the pane follows the cursor there.
        """
        super().__init__(
            text,
            id=id,
            classes=f"{side} {classes}",
            soft_wrap=wrap,
            placeholder=Content(hint),
            highlight_cursor_line=False,
        )
        self.match_cursor_bracket = False
        self.side = side
        self.border_title = Text(title)
        self.cursor_blink = False

    def render_line(self, y: int) -> Strip:
        """Return a line, or nothing while a window that gets narrower leaves no room for any."""
        return super().render_line(y) if self.content_size.width > 0 else Strip([])

    def validate_placeholder(self, hint: str | Content) -> Content:
        """Take a hint as it is written; Textual would take it for markup."""
        return Content(hint) if isinstance(hint, str) else hint

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are.

        Textual knows it one layout later, and then all that stands below moves.
        """
        if self.soft_wrap and not self.size.width:
            self.wrapped_document.wrap(max(width - 1, 0), self.indent_width)  # 1 is the cursor's
            return self.wrapped_document.height
        return super().get_content_height(container, viewport, width)

    def action_editor(self) -> None:
        """Ask for the user's own editor."""
        self.app.post_message(self.EditorAsked(self))

    def put(self, text: str) -> None:
        """Hold another text; one undo takes the whole of it back."""
        self.history.checkpoint()
        self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)
        self.history.checkpoint()

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Follow the cursor, and show lines from their beginning where there is room up to it."""
        moved = super().scroll_cursor_visible(center, animate)
        if not self.soft_wrap and self._cursor_offset[0] < self.content_size.width:
            self.scroll_to(x=0, animate=False)
        return moved

    def _set_document(self, text: str, language: str | None) -> None:
        """Hold ``text``, measured as it is painted."""
        super()._set_document("", language)
        self.document = ShownDocument(text)
        self.wrapped_document = ShownWrapping(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    def on_resize(self) -> None:
        """Paint the lines as they are wrapped now, and keep the cursor's line in view.

        Textual wraps them anew and paints them only where that makes them more or fewer.
        """
        self.refresh()
        self.call_after_refresh(self.scroll_cursor_visible)
        if self.has_focus:
            self.call_after_refresh(self.scroll_visible, animate=False)
