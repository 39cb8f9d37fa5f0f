"""A short list over the screen to choose one thing from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from agendas.words import N_
from screens.command import command
from screens.dialog import Dialog
from screens.leaving import is_left
from screens.painting import fit
from screens.widgets.key_bar import KeyBar
from screens.widgets.rows import Row, Rows
from storage.text import one_line


@dataclass(frozen=True)
class Offer:
    """One of the things to choose from."""

    value: str
    words: str
    note: str = ""
    """Stands quietly at the end of the line."""


class Pick(Dialog[str | None]):
    """Left with the value of what was chosen, or with None by Esc."""

    DEFAULT_CSS = """
    Pick .heading { margin-bottom: 1; }
    Pick Rows, Pick Rows:focus { height: auto; max-height: 16; background: $surface; }
    Pick Rows > .option-list--option-highlighted { background: $block-cursor-background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command("pick.leave", "escape", "leave", N_("Close"), N_("Leave it as it is")),
    ]

    def __init__(self, heading: str, offers: Sequence[Offer], chosen: str = "") -> None:
        """Offer ``offers`` under ``heading``; ``chosen`` is the value that holds now."""
        super().__init__()
        self._heading, self._offers, self._chosen = heading, offers, chosen

    def compose(self) -> ComposeResult:
        """Put the list under its heading."""
        with Vertical():
            yield Static(Content(one_line(self._heading)), classes="heading")
            yield Rows(enter=N_("Choose"))
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list, with the cursor on what holds now."""
        if is_left(self):
            return
        rows = self.query_one(Rows)
        rows.show(
            Row(str(number), lambda width, offer=offer: self._row(offer, width))  # type: ignore[misc]
            for number, offer in enumerate(self._offers)
        )
        rows.focus()
        for number, offer in enumerate(self._offers):
            if offer.value == self._chosen:
                rows.choose(str(number))

    def _row(self, offer: Offer, width: int) -> Content:
        mark = ("● ", "$time") if offer.value == self._chosen else ("○ ", "$muted")
        note = fit(offer.note, 10, "$muted", "right") if offer.note else Content("")
        return Content.assemble(mark, fit(offer.words, width - 2 - note.cell_length), note)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._offers[event.option_index].value)

    def action_leave(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)
