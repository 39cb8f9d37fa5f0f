"""One point of the manager's preparation: a text that Enter leaves for the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from msgspec.structs import replace
from textual import events
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from agendas.words import N_, _
from screens.command import command
from screens.painting import shorten
from screens.widgets.text_pane import TextPane
from storage.records import Point
from storage.text import clean, one_line


class Guide(Vertical):
    """Holds points, and leads from one to the next."""

    async def go_on(self, field: PointField) -> None:
        """Go to a further point of the kind, or to the next kind."""

    def go_by(self, field: PointField, steps: int) -> bool:
        """Go up or down by so many points; return whether there is one there."""
        return False


class PointField(TextPane):
    """A point that can be written on. The pane that it stands in leads from one to the next."""

    DEFAULT_CSS = """
    PointField, PointField:focus, PointField.manager:focus {
        width: 1fr; height: auto; min-height: 1; max-height: 8; padding: 0 1; border: none;
    }
    PointField:focus { background: $field; outline-left: outer $focus; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("point.next", "enter", "next", N_("Next"), N_("A further point")),
        command(
            "point.share", "f6", "share", N_("Show in the talk"), N_("Or keep it to yourself again")
        ),
    ]

    @dataclass
    class ShareAsked(Message):
        """The employee shall see a point, or not any more."""

        point: Point

    @dataclass
    class ExampleDropped(Message):
        """A point has no example any more."""

        point: Point

    def __init__(self, point: Point, hint: str = "", proposed: Sequence[str] = ()) -> None:
        """Write on ``point``; → takes over what of ``proposed`` begins like it."""
        self._proposed = [text for text in proposed if text == one_line(text)]
        super().__init__(point.text, "manager", title="", hint=hint)
        self._hint = hint
        self.point = point
        self.hold(point)
        self.move_cursor(self.document.end)

    @property
    def _guide(self) -> Guide:
        return next(one for one in self.ancestors if isinstance(one, Guide))

    @property
    def empty(self) -> bool:
        """Whether there is neither a text nor an example."""
        return not self.text.strip() and self.point.example is None

    def read(self) -> Point:
        """Return the point as it is written now."""
        self.point = replace(self.point, text=clean(self.text))
        return self.point

    def on_resize(self) -> None:
        """Cut what stands quietly here to the width at hand, with a sign."""
        super().on_resize()
        self._show_hint()
        self.update_suggestion()

    def _show_hint(self) -> None:
        hint = _("in your own words") if self.point.example else self._hint
        width = self.content_size.width
        self.placeholder = shorten(hint, width) if width else hint

    def hold(self, point: Point) -> None:
        """Hold another point, or one that says nothing any more."""
        self.point = point
        self._show_hint()
        if self.text != point.text:
            self.text = point.text

    async def _on_key(self, event: events.Key) -> None:
        """Hand on what was pressed when the focus was to be elsewhere, but was not yet."""
        focused = self.screen.focused
        if focused is not self and isinstance(focused, TextPane):
            event.stop()
            event.prevent_default()
            focused.post_message(events.Key(event.key, event.character))

    async def action_next(self) -> None:
        """Go to the next point, a new one where this is the last of its kind."""
        await self._guide.go_on(self)

    def action_share(self) -> None:
        """Let the employee see the point, or keep it private again."""
        if not self.empty:
            self.post_message(self.ShareAsked(self.read()))

    def update_suggestion(self) -> None:
        """Propose what can be taken over, as far as there is room for it."""
        rest = self._rest()
        self.suggestion = shorten(rest, max(self.content_size.width - 2, 0)).plain if rest else ""

    def _rest(self) -> str:
        """Return what is missing to the first proposal that begins like the text."""
        text = self.text
        if self.point.example is not None or not self.cursor_at_end_of_text:
            return ""
        begin = text.casefold()
        like = (one for one in self._proposed if one.casefold().startswith(begin) and one != text)
        return next((one[len(text) :] for one in like), "")

    def action_cursor_right(self, select: bool = False) -> None:
        """Go right, and from the end take over what is proposed."""
        if not select and (rest := self._rest()):
            self.insert(rest)
        else:
            self.suggestion = ""
            super().action_cursor_right(select)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up, from the first line to the point before."""
        top = self.navigator.is_first_wrapped_line(self.cursor_location)
        if select or not top or not self._guide.go_by(self, -1):
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down, from the last line to the point after."""
        bottom = self.navigator.is_last_wrapped_line(self.cursor_location)
        if select or not bottom or not self._guide.go_by(self, 1):
            super().action_cursor_down(select)

    def action_delete_left(self) -> None:
        """Delete; where there is no text left, the example, and then the line itself."""
        if self.text:
            super().action_delete_left()
        elif self.point.example is not None:
            self.post_message(self.ExampleDropped(replace(self.point, example=None)))
        else:
            self._guide.go_by(self, -1)
