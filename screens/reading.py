"""A size to read from across a table, for the screens that two people look at."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from agendas.words import N_, _
from screens.command import command
from screens.frame import Frame
from screens.key_words import with_keys


class Reading(Frame):
    """A screen that has a reading size: wider spacing, and a large clock where there is one.

    It is chosen once for all of them, as long as the program is open. Subclasses space what they
    paint by `reading`, in `spaced`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "reading",
            "ctrl+r",
            "reading",
            N_("Reading size"),
            N_("Wider spacing and a large clock, or back"),
            show=False,
        ),
    ]

    @property
    def reading(self) -> bool:
        """Whether the reading size is on, and the window has room for it."""
        return self.desk.reading and self.app.size.width >= 60 and self.app.size.height >= 20

    def action_reading(self) -> None:
        """Turn the reading size on or off, and say so."""
        self.desk.reading = not self.desk.reading
        self.space()
        if self.desk.reading and not self.reading:
            self.notify(_("The window is too small for the reading size."))
        elif self.desk.reading:
            self.notify(with_keys(_("Reading size. {reading} goes back.")))

    def on_resize(self) -> None:
        """Have the reading size where there is room for it."""
        self.space()

    def on_screen_resume(self) -> None:
        """Be as the screen before was."""
        if self.filled:
            self.space()

    def space(self) -> None:
        """Space the screen for the size that is chosen."""
        self.set_class(self.reading, "-reading")
        self.spaced()

    def spaced(self) -> None:
        """Paint anew what is spaced by the program."""
