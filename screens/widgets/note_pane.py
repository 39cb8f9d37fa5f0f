"""One person's notes to one topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from agendas.words import N_
from screens.command import command
from screens.widgets.text_pane import TextPane
from storage.lift import MARK
from storage.records import Side


@dataclass(frozen=True)
class _Lift:
    """What lifting lines did to the text, so that undoing the mark undoes the lift."""

    before: str
    after: str
    lines: tuple[str, ...]


class NotePane(TextPane):
    """One person's notes to one topic, whose lines can be lifted into the plan."""

    DEFAULT_CSS = """
    NotePane { width: 1fr; height: 1fr; min-width: 24; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "note.lift",
            "ctrl+j",
            "lift",
            N_("Line to the plan"),
            N_("The line under the cursor, or what is selected, becomes an action"),
        ),
    ]

    @dataclass
    class Lifted(Message):
        """Lines were asked into the plan."""

        pane: NotePane
        lines: tuple[str, ...]

    @dataclass
    class Unlifted(Message):
        """The lift of these lines was undone."""

        pane: NotePane
        lines: tuple[str, ...]

    def __init__(
        self,
        text: str,
        side: Side,
        topic: int,
        *,
        title: str,
        hint: str = "",
        front: bool = False,
        wrap: bool = True,
    ) -> None:
        """Hold ``side``'s notes to the topic of that number; the rest is as in every pane.

        In ``front`` it begins as the one that a window with room for one shows.
        """
        classes = f"topic-{topic} {'-front' if front else ''}"
        super().__init__(text, side, title=title, hint=hint, classes=classes, wrap=wrap)
        self.topic = topic
        self.move_cursor(self.document.end)
        self.lifted: dict[str, list[str]] = {}
        """The ids of the actions that each lifted line became, oldest first."""
        self._lifts: list[_Lift] = []

    def action_lift(self) -> None:
        """Ask for the line under the cursor, or each selected line, to be lifted."""
        (first, _), (last, last_column) = sorted((self.selection.start, self.selection.end))
        if last > first and last_column == 0:
            last -= 1
        whole = (first, 0), (last, len(self.document[last]))
        rows = self.get_text_range(*whole).split(self.document.newline)
        lines = tuple(row for row in rows if row.strip() and not row.endswith(MARK))
        if not lines:
            return
        marked = [row + MARK if row in lines else row for row in rows]
        before = self.text
        self.history.checkpoint()
        self.replace("\n".join(marked), *whole, maintain_selection_offset=True)
        self.history.checkpoint()
        self._lifts.append(_Lift(before, self.text, lines))
        self.post_message(self.Lifted(self, lines))

    def action_undo(self) -> None:
        """Undo; where that takes a mark away, the lift is undone with it."""
        before = self.text
        super().action_undo()
        for lift in self._lifts:
            if (lift.after, lift.before) == (before, self.text):
                self.post_message(self.Unlifted(self, lift.lines))

    def action_redo(self) -> None:
        """Redo; where that brings a mark back, the lift is made again."""
        before = self.text
        super().action_redo()
        for lift in self._lifts:
            if (lift.before, lift.after) == (before, self.text):
                self.post_message(self.Lifted(self, lift.lines))
